/**
 * What became of one buyer: whoever comes to buy in the Mobile Plans app, or with a device to get online with. Under common
 * random numbers the same buyer comes at the same moment in every variant, and is known by group and place in the group.
 */

/** Who it is, in every variant. */
export interface Buyer {
  group: string;
  /** Place in the group, from 0, in the order of arrival. */
  index: number;
  /** Which purchase of this buyer, from 1. */
  nth: number;
}

export type FateEnd = 'done' | 'cancelled' | 'abandoned' | 'failed' | 'still open';

/** Moments in µs since the start of the run. */
export interface Fate extends Buyer {
  /** When the buyer came, or opened the app once more. */
  openedAt_us: number;
  /** Done is online; still open when the run ended. */
  end: FateEnd;
  /** Why it ended without service, as the outcomes of a run count it. */
  reason?: string;
  /** The reason with what was being waited for: `network not ready after 6 min`. */
  because?: string;
  endedAt_us?: number;
  onlineAt_us?: number;
  /** Money taken and given back, in the smallest coin. */
  charged: number;
  refunded: number;
}

/** Every fate of one run, in the order in which they began. */
export interface Fates {
  variant: string;
  seed: number;
  replication: number;
  /** `purchases` in the Mobile Plans app, or only people who came with a device; `nothing` where there are neither. */
  about: 'purchases' | 'people' | 'nothing';
  fates: readonly Fate[];
}

export const keyOf = ({ group, index, nth }: Buyer): string => `${index}/${nth}/${group}`;
