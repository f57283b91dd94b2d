/** Internet sharing: what people do with it, who joins, what the PC can do, and what the operator allows. */
import type { Distribution } from '../../sim/index.ts';
import type { DailyRate } from './clock.ts';

/** Whether a PC can share its connection: the values of `TetheringCapability`, by their names there. */
export const tetheringCapabilities = [
  'enabled',
  'disabledByGroupPolicy',
  'disabledByHardwareLimitation',
  'disabledByOperator',
  'disabledBySku',
  'disabledByRequiredAppNotInstalled',
  'disabledDueToUnknownCause',
  'disabledBySystemCapability',
] as const;
export type TetheringCapability = (typeof tetheringCapabilities)[number];

/** What the PC alone decides: the operator and its app decide the rest. */
export type CapabilityOfPc = Exclude<TetheringCapability, 'disabledByOperator' | 'disabledByRequiredAppNotInstalled'>;

/** Devices of one kind that join: phones, tablets, another PC. */
export interface SharingClientKind {
  name: string;
  /** How many of them there are beside each PC. */
  count: number;
  /** The release of Windows it runs: 8, 8.1, 1607 ...; undefined for a device without Windows. */
  osRelease: number | undefined;
  /** Share of times that sharing is on when it wants to join, and how soon. */
  joins: number;
  comesAfter: Distribution;
  stays: Distribution;
  /** Share of those that left, or were turned away, who come again, and how soon. */
  comesBack: number;
  comesBackAfter: Distribution;
  /** Bytes per second for its user, and beside that in the background while the network is not metered. */
  rate: number;
  background: number;
}

/** Of a group of people with PCs. */
export interface SharingSettings {
  capability: CapabilityOfPc;
  /** Share of people who ever share, how often these turn it on, and for how long. */
  share: number;
  starts: DailyRate;
  lasts: Distribution;
  /** Share of times when nobody turns it off. */
  forgets: number;
  /** Share of times when another device of the same account turns it on, over Bluetooth. */
  overBluetooth: number;
  /** Share of PCs whose Wi-Fi radio is off, and whose Bluetooth radio. */
  wifiOff: number;
  bluetoothOff: number;
  /** Share of starts that fail on the radio. */
  radioRestriction: number;
  bandInterference: number;
  /** How often people try in a row, and how long they wait between. */
  tries: number;
  triesAfter: Distribution;
  /** Share of times when somebody edits the name or the password while it is on, and how soon. */
  edits: number;
  editsAfter: Distribution;
  clients: readonly SharingClientKind[];
}

/** What an operator has to say of sharing. */
export interface OperatorSharingSettings {
  /** MaxNumberOfDevices, 3 to 10. */
  maxDevices: number;
  /** The access point of the TetheringProfile; without one, shared traffic takes the internet connection of the PC. */
  accessPoint: string | undefined;
  /** Whether what goes over that access point is charged. */
  zeroRated: boolean;
  /** Share of subscribers that the operator allows to share. */
  entitled: number;
  /** Whether a refusal says why in the operator's own words. */
  givesReason: boolean;
  /** How long the operator takes to say whether a subscriber may. */
  answer: Distribution;
  /** What the app tells Windows when the operator does not answer it. */
  whenUnanswered: 'nothing' | 'deny' | 'allow';
}
