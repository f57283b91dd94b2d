/**
 * Device management (MDM) of one PC: the enterprise orders a line and an eSIM profile for it, has the PC install it, and
 * forbids its user what it does not want.
 *
 *     enterprise ── orders ──▶ SM-DP+, subscription        management server ◀── checks in ── PC
 *     ┌───────────────────┐ ── activation code ─────────▶ LPA
 *     │ device management │ ── address of the SM-DS ────▶ profile discovery ── installed ──▶ back here
 *     └───────────────────┘ ◀── may the user do that? ─── LPA
 *
 * What a policy needs reaches a PC when it checks in, and is tried again at later check-ins until it has succeeded or was
 * tried too often. An enrolled PC keeps the policy for users all the time.
 * Source: Microsoft Learn, "eSIM management on Windows for mobile operators and OEMs", "eUICCs CSP" (ServerName,
 * MatchingID, DiscoveryServers, LocalUIEnabled).
 * Assumption: the policy is on the PC when the run begins; the line is part of the contract of the enterprise, active from
 * when it is ordered, and paid outside of this world; to enable a profile and to disable one are one right.
 */
import {
  type Does,
  days,
  type Microseconds,
  model,
  port,
  type RecordOf,
  type Reply,
  small,
  state,
  type TransitionTable,
  time,
} from '../../sim/index.ts';
import type { registration } from '../device/registration.ts';
import { eSimOperationStatuses, isRetryable } from '../messages/esim-operation-status.ts';
import { activationCodeOf } from '../messages/of-device.ts';
import type { smDpPlus } from '../operator/sm-dp-plus.ts';
import type { subscription } from '../operator/subscription.ts';
import type { user } from '../people/user.ts';
import type { Surroundings } from '../surroundings.ts';
import type { lpa } from './lpa.ts';
import type { profileDiscovery } from './profile-discovery.ts';
import { ordersAgain, orderTerms } from './profile-order.ts';

type State = 'unmanaged' | 'enrolled' | 'ordered' | 'installing' | 'registering' | 'ready' | 'failed';
type Event =
  | 'enrolled'
  | 'profileOrdered'
  | 'installs'
  | 'triesAgain'
  | 'gaveUp'
  | 'installed'
  | 'registered'
  | 'notRegistered';

const deviceManagementTable: TransitionTable<State, Event> = {
  unmanaged: { enrolled: 'enrolled' },
  enrolled: { profileOrdered: 'ordered' },
  ordered: { installs: 'installing' },
  installing: { installed: 'registering', triesAgain: 'ordered', gaveUp: 'failed' },
  registering: { registered: 'ready', notRegistered: 'failed' },
  ready: {},
  failed: {},
};

/** How long a PC with its profile is waited for. Assumption. */
const registrationLimit = days(7);
/** Orders and visits beyond this share the luck of the last. */
const countMost = 255;

const server = port<typeof smDpPlus>('SM-DP+');
const line = port<typeof subscription>('subscription');
const assistant = port<typeof lpa>('LPA');
const discovery = port<typeof profileDiscovery>('profile discovery');
const radio = port<typeof registration>('registration');
const person = port<typeof user>('user');
export const deviceManagementPorts = { server, line, assistant, discovery, radio, person };
const { order } = server.asks;
const { bornHot } = line.tells;
const { download } = assistant.asks;
const { addressCame } = discovery.tells;
const { awaitRegistered } = radio.asks;
const { gotOnline } = person.tells;

const record = {
  state: state(deviceManagementTable),
  orders: small(),
  tries: small(),
  orderedAt: time(),
};
const facts = [
  'enrolled',
  'ordered',
  'orderFailed',
  'checkedIn',
  'installFailed',
  'gaveUp',
  'installed',
  'ready',
  'notRegistered',
] as const;
type Timers = 'orders' | 'checksIn';
type Management = RecordOf<typeof record>;
type Doing = Does<typeof record, typeof deviceManagementTable, Timers, (typeof facts)[number], string, Surroundings>;

export const deviceManagement = model('device management', {
  source: 'esim-management-on-windows-for-mobile-operators-and-oems.md',
  table: deviceManagementTable,
  record,
  kept: 'columns',
  timers: { orders: 0 as Microseconds, checksIn: 0 as Microseconds },
  facts,
  given: {} as Surroundings,
  takes: {
    /** The PC has been enrolled before the run began. */
    bornEnrolled(management, _: undefined, does) {
      const { installsBy, ordered, firstCheckIn } = does.given.group(does.subject).managed!;
      does.move(management, 'enrolled');
      does.emit('enrolled');
      if (installsBy === 'none') return;
      does.arm('orders', does.given.sample(ordered, does.draw('managed.ordered')));
      does.arm('checksIn', does.given.sample(firstCheckIn, does.draw('managed.firstCheckIn')));
    },

    orders(management, _: undefined, does) {
      const { installsBy } = does.given.group(does.subject).managed!;
      const nth = management.orders;
      management.orders = Math.min(nth + 1, countMost);
      does.ask(order, does.subject, { discovery: installsBy === 'discovery' }, orderTerms(does.given, nth));
    },

    orderAnswered(management, reply: Reply<string>, does) {
      if (reply.outcome !== 'answered') {
        does.emit('orderFailed', reply.code);
        does.arm('orders', ordersAgain);
        return;
      }
      management.orderedAt = does.now;
      does.move(management, 'profileOrdered');
      does.emit('ordered');
      does.tell(bornHot, does.subject, undefined);
    },

    /** The PC asks its management server what there is to do. One without internet has not been there. */
    checksIn(management, _: undefined, does) {
      const { checkIn } = does.given.group(does.subject).managed!;
      if (management.state === 'enrolled' || management.state === 'ordered' || management.state === 'installing')
        does.arm('checksIn', checkIn);
      if (management.state !== 'ordered' || does.given.wayTo(does.subject, 'other') === does.given.links.nowhere)
        return;
      does.emit('checkedIn');
      installs(management, does);
    },

    downloaded(management, reply: Reply<'Success'>, does) {
      if (reply.outcome === 'answered') {
        does.self('installed');
        return;
      }
      const { tries } = does.given.group(does.subject).managed!;
      does.emit('installFailed', reply.code);
      if (isRetryable(eSimOperationStatuses[reply.code] ?? 'Other') && management.tries < tries)
        does.move(management, 'triesAgain');
      else {
        does.move(management, 'gaveUp');
        does.emit('gaveUp', reply.code);
      }
    },

    /** The profile is there, by whichever way, and enabled. */
    installed(management, _: undefined, does) {
      does.move(management, 'installed');
      does.emit('installed');
      does.ask(awaitRegistered, does.subject, undefined, { then: 'registered', within: registrationLimit });
    },

    /** From now on Windows takes mobile broadband wherever it has nothing better, by itself. */
    registered(management, reply: Reply<true>, does) {
      if (reply.outcome !== 'answered') {
        does.move(management, 'notRegistered');
        does.emit('notRegistered');
        return;
      }
      does.move(management, 'registered');
      does.emit('ready', does.now - management.orderedAt!);
      does.tell(gotOnline, does.subject, undefined);
    },
  },
});

/** With a code the LPA is told what to fetch; without one it is told where to ask, and asks as long as it has to. */
function installs(management: Management, does: Doing): void {
  does.move(management, 'installs');
  if (does.given.group(does.subject).managed!.installsBy === 'discovery') {
    does.tell(addressCame, does.subject, undefined);
    return;
  }
  const nth = management.tries;
  management.tries = Math.min(nth + 1, countMost);
  does.ask(
    download,
    does.subject,
    {
      activationCode: activationCodeOf(does.given, does.subject, (purpose, nth) => does.bits(purpose, nth)),
      byManagement: true,
    },
    { then: 'downloaded', occurrence: nth },
  );
}
