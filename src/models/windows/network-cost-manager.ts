/**
 * The network cost manager: notices when the cost of the way to the internet changes, and tells whoever minds it.
 *
 *     network traffic, Mobile Broadband Service ─┐   ┌──────────────────────┐ ── cost changed ──▶ Windows Update
 *     user settings, plan over or there again ───┼─▶ │ network cost manager │                     third-party apps
 *                                                └   └──────────────────────┘                     videos
 *
 * Source: Microsoft Learn, "INetworkCostManager", "Overview of mobile broadband", Provide accurate usage and plan data.
 */
import { flag, model, oneOf, port } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';
import { networkCostTypes, routeNow } from './network-cost.ts';
import type { thirdPartyApps } from './third-party-apps.ts';
import type { updateDownloads } from './update-downloads.ts';
import type { videoPlayer } from './video-player.ts';

const updates = port<typeof updateDownloads>('update downloads');
const apps = port<typeof thirdPartyApps>('third-party apps');
const video = port<typeof videoPlayer>('video player');
export const networkCostManagerPorts = { updates, apps, video };

export const networkCostManager = model('network cost manager', {
  source: 'overview-of-mobile-broadband.md',
  record: {
    /** The type of the cost; undefined without internet. */
    type: oneOf(['Unknown', 'Unrestricted', 'Fixed', 'Variable']),
    overCellular: flag(),
    roaming: flag(),
    limited: flag(),
  },
  kept: 'columns',
  /** The value is 0 without internet, 1 for unrestricted, 2 fixed, 3 variable; 4 more where data costs extra abroad. */
  facts: ['changed'],
  given: {} as Surroundings,
  takes: {
    /** Something has happened that may change the cost. */
    looks(manager, _: undefined, does) {
      const route = routeNow(does);
      const type = route?.cost.type;
      const overCellular = route?.overCellular ?? false;
      const roaming = route?.cost.roaming ?? false;
      const limited = route !== undefined && (route.cost.overDataLimit || route.cost.approachingDataLimit);
      if (
        manager.type === type &&
        manager.overCellular === overCellular &&
        manager.roaming === roaming &&
        manager.limited === limited
      )
        return;
      manager.type = type;
      manager.overCellular = overCellular;
      manager.roaming = roaming;
      manager.limited = limited;
      does.emit('changed', type === undefined ? 0 : networkCostTypes[type] + (roaming ? 4 : 0));
      const { updates: updating, apps: downloading, video: watching } = does.given.group(does.subject);
      if (updating !== undefined) does.tell(updates.tells.costChanged, does.subject, undefined);
      if (downloading !== undefined) does.tell(apps.tells.costChanged, does.subject, undefined);
      if (watching !== undefined) does.tell(video.tells.costChanged, does.subject, undefined);
    },
  },
});
