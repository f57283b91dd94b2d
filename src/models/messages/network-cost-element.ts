/**
 * What an access point says of the cost of its network in its beacon: the network cost information element; and of a shared
 * connection from Windows 8.1 on, that the network is a tethered one.
 *
 *     DD 08   00 50 F2 11   level 00   flags 00        level 0 unknown · 1 unrestricted · 2 fixed · 4 variable
 *                                                      flags 1 over limit · 2 congested · 4 roaming · 8 approaching limit
 *
 * Source: Microsoft Learn, "Creating and configuring Internet Sharing experiences"; "Network cost information element".
 * Assumption: the second element says nothing more than that it is there; the document gives no octets for it. Reserved octets
 * and flags are written as 0, and mean nothing to who reads them.
 */
import { type ConnectionCost, isMetered, type NetworkCostType, nothingSpecial } from '../windows/connection-cost.ts';

/** Vendor-specific element of Microsoft, type 17, eight octets. */
const head = [0xdd, 0x08, 0x00, 0x50, 0xf2, 0x11] as const;
const levels = { Unknown: 0, Unrestricted: 1, Fixed: 2, Variable: 4 } as const satisfies Record<
  NetworkCostType,
  number
>;
const flags = { overDataLimit: 1, congested: 2, roaming: 4, approachingDataLimit: 8 } as const;

/** The ten octets of the element. */
export const costElement = (cost: ConnectionCost): readonly number[] => [
  ...head,
  levels[cost.type],
  0,
  (Object.keys(flags) as (keyof typeof flags)[]).reduce((sum, flag) => sum + (cost[flag] ? flags[flag] : 0), 0),
  0,
];

/** What an element says; undefined when it is not a network cost element, or not a whole one. */
export function readCostElement(octets: readonly number[]): ConnectionCost | undefined {
  if (octets.length !== 10 || head.some((octet, at) => octets[at] !== octet)) return undefined;
  const type = (Object.keys(levels) as NetworkCostType[]).find(name => levels[name] === octets[6]);
  if (type === undefined) return undefined;
  const said = (flag: keyof typeof flags) => (octets[8]! & flags[flag]) !== 0;
  return {
    type,
    roaming: said('roaming'),
    overDataLimit: said('overDataLimit'),
    approachingDataLimit: said('approachingDataLimit'),
    congested: said('congested'),
  };
}

/** The beacon of a shared connection. */
export interface SharingBeacon {
  readonly cost: readonly number[];
  /** Whether it says that the network is tethered. */
  readonly tethered: boolean;
}

/** Windows 8.1, as releases are numbered here. */
const release81 = 8.1;

/** What a PC of that release says: a portable hotspot costs what its user's plan says, a fixed sum for a fixed volume. */
export const sharingBeacon = (osRelease: number, isRoaming: boolean): SharingBeacon => ({
  cost: costElement({ ...nothingSpecial, type: 'Fixed', roaming: isRoaming }),
  tethered: osRelease >= release81,
});

/**
 * Whether a device that hears the beacon treats the network as metered.
 *
 * @param osRelease  the release of Windows it runs: it heeds the cost from 8.1 on; undefined for a device without Windows
 *
 * Assumption: devices without Windows know nothing of these elements.
 */
export function marksMetered({ cost, tethered }: SharingBeacon, osRelease: number | undefined): boolean {
  if (osRelease === undefined || osRelease < release81) return false;
  return tethered || isMetered(readCostElement(cost) ?? { type: 'Unknown', ...nothingSpecial });
}
