/**
 * What a connection costs, as Windows tells every app: the type, and what is special at the moment.
 *
 *     plan of the operator (DUSM) ──▶ mobile broadband ─┐
 *     beacon of the access point ───▶ Wi-Fi ────────────┼─▶ ConnectionCost ──▶ apps, Windows Update
 *     nothing is known ─────────────▶ Ethernet ─────────┘
 *
 * Source: Microsoft Learn, "NetworkCostType", "ConnectionCost", "Network cost information element", "Plans schema"; without the
 * operator's word mobile broadband is metered, and Wi-Fi and Ethernet are not.
 */
import type { Bytes } from '../../sim/index.ts';
import type { Medium } from '../device/interfaces.ts';
import { approachingFrom, type planTypes } from './data-usage-and-subscription-manager.ts';

/** With their numbers in the programming interface of Windows. */
export const networkCostTypes = { Unknown: 0, Unrestricted: 1, Fixed: 2, Variable: 3 } as const;
export type NetworkCostType = keyof typeof networkCostTypes;

export interface ConnectionCost {
  readonly type: NetworkCostType;
  readonly roaming: boolean;
  readonly overDataLimit: boolean;
  readonly approachingDataLimit: boolean;
  readonly congested: boolean;
}

const nothingSpecial = { roaming: false, overDataLimit: false, approachingDataLimit: false, congested: false };
const unrestricted: ConnectionCost = { type: 'Unrestricted', ...nothingSpecial };

/** Metered: what is not urgent waits, or asks first. */
export const isMetered = ({ type }: Pick<ConnectionCost, 'type'>): boolean => type === 'Fixed' || type === 'Variable';

/** What Windows knows of the plan at this moment. */
export interface KnownPlan {
  readonly type: (typeof planTypes)[number] | undefined;
  /** 0 where the operator has set none. */
  readonly limit: Bytes;
  readonly used: Bytes;
  /** As the operator has said, whatever the numbers. */
  readonly overLimit: boolean;
  readonly congested: boolean;
}

/**
 * The cost of mobile broadband.
 *
 * @param plan  undefined where no operator has provisioned one: a fixed plan without a limit
 */
export function mobileBroadbandCost(plan: KnownPlan | undefined, roaming: boolean): ConnectionCost {
  if (plan === undefined) return { type: 'Fixed', ...nothingSpecial, roaming };
  const { type = 'Fixed', limit, used, overLimit, congested } = plan;
  const overDataLimit = overLimit || (limit > 0 && used >= limit);
  return {
    type,
    roaming,
    overDataLimit,
    approachingDataLimit: !overDataLimit && limit > 0 && used >= limit * approachingFrom,
    congested,
  };
}

/**
 * The cost of a connection.
 *
 * @param cellular  what mobile broadband costs
 * @param beacon    the network cost element that the access point sends, if any
 */
export function costOf(medium: Medium, cellular: ConnectionCost, beacon?: Uint8Array): ConnectionCost {
  if (medium === 'cellular') return cellular;
  return (medium === 'wifi' && beacon !== undefined ? costInBeacon(beacon) : undefined) ?? unrestricted;
}

/** Vendor-specific element of Microsoft, type 17, eight octets: level, reserved, flags, reserved follow. */
const elementHead = [0xdd, 0x08, 0x00, 0x50, 0xf2, 0x11];
const levels: readonly NetworkCostType[] = ['Unknown', 'Unrestricted', 'Fixed', 'Variable'];
/** Level 0 unknown, 1 unrestricted, 2 fixed, 4 variable. */
const levelOctets = [0, 1, 2, 4];
const flags = { overDataLimit: 1, congested: 2, roaming: 4, approachingDataLimit: 8 } as const;

/** What a network cost element says; undefined for octets that are none. Reserved octets mean nothing. */
export function costInBeacon(octets: Uint8Array): ConnectionCost | undefined {
  if (octets.length !== 10 || elementHead.some((octet, at) => octets[at] !== octet)) return undefined;
  const level = levelOctets.indexOf(octets[6]!);
  if (level < 0) return undefined;
  const said = (flag: number) => (octets[8]! & flag) !== 0;
  return {
    type: levels[level]!,
    roaming: said(flags.roaming),
    overDataLimit: said(flags.overDataLimit),
    approachingDataLimit: said(flags.approachingDataLimit),
    congested: said(flags.congested),
  };
}

/** The element that an access point sends. */
export function beaconOf(cost: ConnectionCost): Uint8Array {
  const set = Object.entries(flags).filter(([name]) => cost[name as keyof typeof flags]);
  const bits = set.reduce((sum, [, flag]) => sum + flag, 0);
  return Uint8Array.from([...elementHead, levelOctets[levels.indexOf(cost.type)]!, 0, bits, 0]);
}
