/**
 * A PnP-X device: a router, a recorder, a mobile hotspot or a phone on the network at home that makes itself known to the
 * PCs there.
 *
 *     owner ── plugs in ──▶ ┌──────────────┐ ── announced ──▶ device discovery of the PC
 *     PC ──── probes ─────▶ │ PnP-X device │
 *     app ─── asks ───────▶ └──────────────┘ ── what it has to say
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Wireline operators.
 * Assumption: it says on plugging in that it is there, and again every 15 minutes until it is heard; a PC that joins the
 * network asks who is there. One device a person, which stays where it is.
 */
import {
  flag,
  type Microseconds,
  minutes,
  model,
  port,
  type Request,
  small,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';
import type { deviceDiscovery } from '../windows/device-discovery.ts';

type State = 'notThere' | 'announcing' | 'known';
type Event = 'pluggedIn' | 'heard';

const pnpXDeviceTable: TransitionTable<State, Event> = {
  notThere: { pluggedIn: 'announcing' },
  announcing: { heard: 'known' },
  known: {},
};

/** Assumption: half of the 30 minutes for which an announcement is usually valid. */
const announcesEvery = minutes(15);

/** Announcements beyond this share the luck of the last. */
const announcementsMost = 255;

const windows = port<typeof deviceDiscovery>('device discovery');
export const pnpXDevicePorts = { windows };
const { announced, lineCameUp } = windows.tells;

export const pnpXDevice = model('PnP-X device', {
  source: 'overview-of-mobile-broadband.md',
  table: pnpXDeviceTable,
  record: {
    state: state(pnpXDeviceTable),
    announcements: small(),
    /** The line behind it, by which a PC on its network reaches the internet. */
    online: flag(),
  },
  timers: { pluggedIn: 0 as Microseconds, announces: announcesEvery, lineUp: 0 as Microseconds },
  facts: ['pluggedIn', 'announced', 'lineUp', 'served'],
  given: {} as Surroundings,
  takes: {
    pluggedIn(device, _: undefined, does) {
      const { lineUp } = does.given.group(does.subject).lanDevice!;
      does.move(device, 'pluggedIn');
      does.emit('pluggedIn');
      does.arm('lineUp', does.given.sample(lineUp, does.draw('lanDevice.lineUp')));
      does.self('announces');
    },

    lineUp(device, _: undefined, does) {
      device.online = true;
      does.emit('lineUp');
      does.tell(lineCameUp, does.subject, undefined);
    },

    announces(device, _: undefined, does) {
      if (device.state !== 'announcing') return;
      const nth = device.announcements;
      device.announcements = Math.min(nth + 1, announcementsMost);
      does.arm('announces');
      if (does.draw('lanDevice.announcement', nth) < does.given.group(does.subject).lanDevice!.announcementLost) return;
      does.emit('announced', nth);
      does.tell(announced, does.subject, undefined);
    },

    /** A PC has joined the network and asks who is there. */
    probed(device, _: undefined, does) {
      if (device.state !== 'announcing') return;
      does.emit('announced', device.announcements);
      does.tell(announced, does.subject, undefined);
    },

    /** The PC has taken notice: no more announcements are needed for it. */
    heard(device, _: undefined, does) {
      if (device.state !== 'announcing') return;
      does.move(device, 'heard');
      does.cancel('announces');
    },
  },
  answers: {
    /** The app asks over the local network; no internet is needed for that. */
    ask(device, request: Request<undefined, true>, does) {
      if (device.state === 'notThere') {
        does.stayedSilent(request.ticket);
        return;
      }
      does.emit('served');
      does.answer(request.ticket, true);
    },
  },
});
