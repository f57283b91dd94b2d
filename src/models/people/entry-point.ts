/**
 * Where somebody opens the Mobile Plans app: from Start, from the network flyout, from a toast, or from the settings.
 *
 * Source: Microsoft Learn, "Mobile Plans overview". Assumption: the shares; no document gives them.
 */
import { type EntryPoint, type EntryPointShares, entryPoints } from '../settings.ts';

/** The entry point by its share; the last one takes what rounding leaves. */
export function entryPointOf(shares: EntryPointShares, uniform: number): EntryPoint {
  let below = 0;
  for (const point of entryPoints) {
    below += shares[point];
    if (uniform < below) return point;
  }
  return 'settings';
}
