/** What the operator keeps of one line: the states of its life, what it was granted and what it has used; and whom it tells. */
import {
  count,
  type Does,
  days,
  flag,
  type Microseconds,
  number,
  oneOf,
  port,
  type RecordOf,
  small,
  state,
  type TransitionTable,
  time,
  volume,
} from '../../sim/index.ts';
import type { modem } from '../device/modem.ts';
import type { packetContext } from '../device/packet-context.ts';
import type { registration } from '../device/registration.ts';
import type { user } from '../people/user.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from '../windows/connection.ts';
import type { contextPolicies } from '../windows/context-policies.ts';
import type { networkTraffic } from '../windows/network-traffic.ts';
import type { billing } from './billing.ts';
import type { customerAccount } from './customer-account.ts';
import type { roamingCharging } from './roaming-charging.ts';
import type { usageWarnings } from './usage-warnings.ts';

export type LineState =
  | 'cold'
  | 'warm'
  | 'activating'
  | 'hotPrepaid'
  | 'hotPostpaid'
  | 'outOfData'
  | 'expired'
  | 'suspended'
  | 'terminated';
type Event =
  | 'preactivated'
  | 'ordered'
  | 'prepaidReady'
  | 'postpaidReady'
  | 'fellBackToCold'
  | 'fellBackToWarm'
  | 'dataUsedUp'
  | 'allotmentExceeded'
  | 'cycleEnded'
  | 'planEnded'
  | 'toppedUp'
  | 'suspended'
  | 'settledPrepaid'
  | 'settledPostpaid'
  | 'reprogrammed'
  | 'terminated';

/** What may happen to a line whatever it has: its SIM gets a new ICCID, its number is ported out or deleted. */
const always = { reprogrammed: 'cold', terminated: 'terminated' } as const;

export const subscriptionTable: TransitionTable<LineState, Event> = {
  cold: { preactivated: 'warm', ordered: 'activating', ...always },
  warm: { ordered: 'activating', ...always },
  activating: {
    prepaidReady: 'hotPrepaid',
    postpaidReady: 'hotPostpaid',
    fellBackToCold: 'cold',
    fellBackToWarm: 'warm',
    ...always,
  },
  hotPrepaid: {
    dataUsedUp: 'outOfData',
    planEnded: 'expired',
    toppedUp: 'hotPrepaid',
    suspended: 'suspended',
    ...always,
  },
  hotPostpaid: {
    allotmentExceeded: 'hotPostpaid',
    cycleEnded: 'hotPostpaid',
    planEnded: 'expired',
    suspended: 'suspended',
    ...always,
  },
  outOfData: { planEnded: 'expired', toppedUp: 'hotPrepaid', ...always },
  expired: { toppedUp: 'hotPrepaid', postpaidReady: 'hotPostpaid', ...always },
  suspended: { settledPrepaid: 'hotPrepaid', settledPostpaid: 'hotPostpaid', ...always },
  terminated: { reprogrammed: 'cold' },
};

export const subscriptionRecord = {
  state: state(subscriptionTable),
  /** What its plans grant in all, without what the rounding of charging records has taken. */
  granted: volume(),
  /** Bytes the gateway passed in sessions that are over. */
  passed: volume(),
  /** Bytes of `passed` that have been handed to billing as charging records. */
  recorded: volume(),
  /** Bytes that billing has booked. */
  billed: volume(),
  records: count(),
  /** Orders taken so far: names the draws of the next one. */
  orders: small(),
  /** While activating: that it was warm before. While postpaid: that the allotment is exceeded. While suspended: why. */
  standing: oneOf(['warm', 'overDataLimit', 'unpaid', 'stolen']),
  /** The plan counts only for a packet context activated from now on. */
  needsNewContext: flag(),
  /** The subscriber has cancelled: no further cycle. */
  cancelled: flag(),
  /** Traffic that passes now, bytes per second; 0 while nothing passes. */
  rate: number(),
  rateSince: time(),
  /** What the device wants to send and receive over its default context, and other devices of the same line. */
  ownRate: number(),
  othersRate: number(),
  /** What the device wants over special contexts that are charged, beside the default one. */
  specialRate: number(),
  /** Bytes of `passed` that other devices of the line have used. */
  others: volume(),
  /** Bytes of `passed` that went over special contexts. */
  specials: volume(),
  /** Its device is registered abroad, where use is charged apart; and what it wants to send and receive there. */
  abroad: flag(),
  abroadRate: number(),
  /** End of the plan, or of the billing cycle. */
  planEnd: time(),
  /** What had passed when the plan, its last top-up or its cycle began: usage of the plan counts from there. */
  planFrom: volume(),
  /** Up to when billing knows the usage of the plan: when the latest record that is booked was written. */
  billedUpTo: time(),
  /** In a family plan: that most of the plan is used, by what has passed and by what is billed. */
  mostUsed: flag(),
  mostBilled: flag(),
};

export const subscriptionTimers = {
  backEndDone: 0 as Microseconds,
  sliceFills: days(1),
  dataUsedUp: days(1),
  mostIsUsed: days(1),
  planEnds: days(1),
};

export const subscriptionFacts = [
  'ordered',
  'activated',
  'carried',
  'othersCarried',
  'mostUsed',
  'mostBilled',
  'specialCarried',
  'outOfData',
  'expired',
  'backEndFailed',
  'orderRefused',
  'toppedUp',
  'overDataLimit',
  'cycleEnded',
  'cancelled',
  'suspended',
  'settled',
  'reprogrammed',
  'terminated',
] as const;

export type Line = RecordOf<typeof subscriptionRecord>;
/** What a handler of a line may want done. */
export type Doing = Does<
  typeof subscriptionRecord,
  typeof subscriptionTable,
  keyof typeof subscriptionTimers,
  (typeof subscriptionFacts)[number],
  string,
  Surroundings
>;

export const subscriptionPorts = {
  ledger: port<typeof billing>('billing'),
  account: port<typeof customerAccount>('customer account'),
  traffic: port<typeof networkTraffic>('network traffic'),
  radio: port<typeof modem>('modem'),
  session: port<typeof packetContext>('packet context'),
  owner: port<typeof user>('user'),
  registrar: port<typeof registration>('registration'),
  windows: port<typeof connection>('connection'),
  warnings: port<typeof usageWarnings>('usage warnings'),
  contexts: port<typeof contextPolicies>('context policies'),
  roaming: port<typeof roamingCharging>('roaming charging'),
};

/** Whether the line has a plan that carries traffic to the internet. */
export const isHot = ({ state }: Readonly<{ state: string }>): boolean =>
  state === 'hotPrepaid' || state === 'hotPostpaid';

/** Whether the gateway passes the line's traffic: it has a plan, and its packet context knows of it. */
export const reachesInternet = (line: Readonly<{ state: string; needsNewContext: boolean }>): boolean =>
  isHot(line) && !line.needsNewContext;
