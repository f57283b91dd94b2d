/**
 * What a shared connection says of itself in its Wi-Fi beacon: the network cost information element, and from Windows 8.1 on
 * that the network is a tethered one.
 *
 *     DD 08   00 50 F2 11   level 00   flags 00        level 0 unknown · 1 unrestricted · 2 fixed · 4 variable
 *                                                      flags 1 over limit · 2 congested · 4 roaming · 8 approaching limit
 *
 * Source: Microsoft Learn, "Creating and configuring Internet Sharing experiences"; "Network cost information element".
 * Assumption: the second element says nothing more than that it is there; the document gives no octets for it.
 */

export const costLevels = { unknown: 0, unrestricted: 1, fixed: 2, variable: 4 } as const;
export type CostLevel = keyof typeof costLevels;
export const costFlags = { overLimit: 1, congested: 2, roaming: 4, approachingLimit: 8 } as const;
export type CostFlag = keyof typeof costFlags;

export interface NetworkCost {
  readonly level: CostLevel;
  readonly flags: readonly CostFlag[];
}

const head = [0xdd, 0x08, 0x00, 0x50, 0xf2, 0x11] as const;

/** The ten octets of the element. */
export const costElement = ({ level, flags }: NetworkCost): readonly number[] => [
  ...head,
  costLevels[level],
  0,
  flags.reduce((sum, flag) => sum + costFlags[flag], 0),
  0,
];

/** What an element says; undefined when it is not a network cost element, or not a whole one. */
export function readCostElement(octets: readonly number[]): NetworkCost | undefined {
  const [level, none, flags, nothing] = octets.slice(head.length);
  if (octets.length !== 10 || head.some((octet, at) => octets[at] !== octet) || none !== 0 || nothing !== 0)
    return undefined;
  const named = (Object.keys(costLevels) as CostLevel[]).find(name => costLevels[name] === level);
  if (named === undefined || flags === undefined || flags > 15) return undefined;
  return {
    level: named,
    flags: (Object.keys(costFlags) as CostFlag[]).filter(flag => (flags & costFlags[flag]) !== 0),
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
  cost: costElement({ level: 'fixed', flags: isRoaming ? ['roaming'] : [] }),
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
  const { level } = readCostElement(cost) ?? { level: 'unknown' };
  return tethered || level === 'fixed' || level === 'variable';
}
