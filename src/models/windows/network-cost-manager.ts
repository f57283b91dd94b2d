/**
 * The network cost manager: notices when the cost of the way to the internet changes, and tells whoever minds it.
 *
 *     network traffic, Mobile Broadband Service ─┐
 *     user settings, plan over or there again ───┼─▶ ┌──────────────────────┐ ── cost changed ──▶ Windows Update
 *     DUSM: near the limit, over it, congested ──┘   │ network cost manager │                     third-party apps
 *                                                    └──────────────────────┘                     videos
 *
 * Source: Microsoft Learn, "INetworkCostManager", "Overview of mobile broadband", Provide accurate usage and plan data.
 */
import { flag, model, oneOf, port } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';
import { networkCostTypes } from './connection-cost.ts';
import { routeNow } from './internet-route.ts';
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
    overLimit: flag(),
    nearLimit: flag(),
    congested: flag(),
    /** The plan lets all security updates through. */
    exempt: flag(),
  },
  kept: 'columns',
  /** The value is 0 without internet, 1 for unrestricted, 2 fixed, 3 variable; 4 more where data costs extra abroad. */
  facts: ['changed'],
  given: {} as Surroundings,
  takes: {
    /** Something has happened that may change the cost. */
    looks(manager, _: undefined, does) {
      const route = routeNow(does);
      const cost = route?.cost;
      const type = cost?.type;
      const found = {
        type,
        overCellular: route?.overCellular ?? false,
        roaming: cost?.roaming ?? false,
        overLimit: cost?.overDataLimit ?? false,
        nearLimit: cost?.approachingDataLimit ?? false,
        congested: cost?.congested ?? false,
        exempt: does.given.planTold(does.subject).securityUpdatesExempt ?? false,
      };
      const { roaming } = found;
      if ((Object.keys(found) as (keyof typeof found)[]).every(what => manager[what] === found[what])) return;
      Object.assign(manager, found);
      does.emit('changed', type === undefined ? 0 : networkCostTypes[type] + (roaming ? 4 : 0));
      const { updates: updating, apps: downloading, video: watching } = does.given.group(does.subject);
      if (updating !== undefined) does.tell(updates.tells.costChanged, does.subject, undefined);
      if (downloading !== undefined) does.tell(apps.tells.costChanged, does.subject, undefined);
      if (watching !== undefined) does.tell(video.tells.costChanged, does.subject, undefined);
    },
  },
});
