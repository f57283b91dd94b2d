/**
 * Devices that share the connection of a PC: phones, tablets, a second PC. Each wants to join when sharing is on, stays a
 * while, and leaves; what it has sent and received is counted to the byte.
 *
 *     internet sharing ── access point up ─▶ away ── comes ─▶ asking ── accepted ─▶ joined ── leaves, access point gone ─▶ away
 *                                                              └─ turned away: as many there as may be ─▶ away
 *
 * Source: Microsoft Learn, "Creating and configuring Internet Sharing experiences".
 * Assumption: each time the access point comes up, a device decides anew whether it joins; while it is joined it wants the same
 * rate all the time, in the background only where the network is not metered.
 */
import {
  type Bytes,
  count,
  type Does,
  days,
  flag,
  model,
  number,
  port,
  type RecordOf,
  sees,
  small,
  state,
  type TransitionTable,
  volume,
} from '../../sim/index.ts';
import type { registration } from '../device/registration.ts';
import { marksMetered, sharingBeacon } from '../messages/network-cost-element.ts';
import type { SharingClientKind } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { internetSharing } from '../windows/internet-sharing.ts';

type State = 'away' | 'asking' | 'joined';
type Event = 'comes' | 'accepted' | 'turnedAway' | 'leaves' | 'dropped';

const clientTable: TransitionTable<State, Event> = {
  away: { comes: 'asking' },
  asking: { accepted: 'joined', turnedAway: 'away' },
  joined: { leaves: 'away', dropped: 'away' },
};

const host = port<typeof internetSharing>('internet sharing');
export const sharingClientPorts = { host };
const { clientAsks, clientLeaves } = host.tells;
const registrations = sees<typeof registration>('registration');
export const sharingClientSees = { registrations };

const record = {
  state: state(clientTable),
  /** Times it has thought about joining: names the luck of the next time. */
  visits: count(),
  timesTurnedAway: small(),
  /** It treats the network as metered. */
  metered: flag(),
  /** Bytes per second it wants while it is joined, and what it wanted when the present stretch began. */
  rate: number(),
  passing: number(),
  used: volume(),
};
type Client = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof clientTable,
  'comes' | 'leaves',
  'joined' | 'turnedAway' | 'left' | 'dropped' | 'metered',
  string,
  Surroundings
>;

export const sharingClients = model('internet sharing client', {
  source: 'creating-and-configuring-internet-sharing-experiences.md',
  table: clientTable,
  record,
  kept: 'columns',
  timers: { comes: days(1), leaves: days(1) },
  facts: ['joined', 'turnedAway', 'left', 'dropped', 'metered'],
  given: {} as Surroundings,
  takes: {
    accessPointUp(client, _: undefined, does) {
      if (client.state !== 'away') return;
      const { joins, comesAfter } = kindOf(does);
      if (luck('joins', client, does) < joins)
        does.arm('comes', does.given.sample(comesAfter, luck('comesAfter', client, does)));
      client.visits += 1;
    },

    /** It sees the network in its list, and what the beacon says of the cost. */
    comes(client, _: undefined, does) {
      const { osRelease, rate, background } = kindOf(does);
      const { device } = does.given.clients.whose(does.subject);
      const isRoaming = does.look(registrations, device).state === 'roaming';
      client.metered = marksMetered(sharingBeacon(does.given.group(device).osRelease, isRoaming), osRelease);
      client.rate = rate + (client.metered ? 0 : background);
      does.move(client, 'comes');
      does.tell(clientAsks, device, { client: does.subject, rate: client.rate });
    },

    accepted(client, _: undefined, does) {
      does.move(client, 'accepted');
      does.emit('joined');
      if (client.metered) does.emit('metered');
      does.arm('leaves', does.given.sample(kindOf(does).stays, luck('stays', client, does)));
    },

    turnedAway(client, _: undefined, does) {
      does.move(client, 'turnedAway');
      client.timesTurnedAway = Math.min(client.timesTurnedAway + 1, most);
      does.emit('turnedAway');
      thinksAgain(client, does);
    },

    leaves(client, _: undefined, does) {
      does.move(client, 'leaves');
      does.emit('left');
      does.tell(clientLeaves, does.given.clients.whose(does.subject).device, { rate: client.rate });
      thinksAgain(client, does);
    },

    accessPointDown(client, _: undefined, does) {
      does.cancel('comes');
      does.cancel('leaves');
      if (client.state === 'away') return;
      does.move(client, 'dropped');
      does.emit('dropped');
    },

    /** From now on passes what it wants; nothing, when it is no longer there. */
    stretchBegan(client) {
      client.passing = client.state === 'joined' ? client.rate : 0;
    },

    counted(client, bytes: Bytes) {
      client.used = (client.used + bytes) as Bytes;
    },
  },
});

/** Times beyond this are not counted. */
const most = 255;

function kindOf(does: Doing): SharingClientKind {
  const { device, nth } = does.given.clients.whose(does.subject);
  return clientKind(does.given.group(device).sharing?.clients ?? [], nth);
}

/** The kind of the nth of all clients, which come kind by kind. */
export function clientKind(kinds: readonly SharingClientKind[], nth: number): SharingClientKind {
  let first = 0;
  for (const kind of kinds) {
    if (nth < first + kind.count) return kind;
    first += kind.count;
  }
  throw new Error(`there is no client number ${nth}`);
}

/** Clients of one device are told apart by the try of the draw. */
function luck(what: string, client: Client, does: Doing): number {
  const { device, nth } = does.given.clients.whose(does.subject);
  return does.draw(`sharing.client.${what}`, client.visits, nth, device);
}

/** Who has left, or found no place, may come again while the access point is there. */
function thinksAgain(client: Client, does: Doing): void {
  const { comesBack, comesBackAfter } = kindOf(does);
  if (luck('comesBack', client, does) < comesBack)
    does.arm('comes', does.given.sample(comesBackAfter, luck('comesBackAfter', client, does)));
  client.visits += 1;
}
