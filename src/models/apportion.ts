/**
 * How bytes that passed together are told apart: in proportion to the rates at which each kind of traffic went, to the byte.
 * The parts of a whole always add up to it.
 */
import type { Bytes } from '../sim/index.ts';

/**
 * @param whole  bytes, from 0 on
 * @param rates  bytes per second, each from 0 on; those that are 0 get nothing
 * @returns      whole bytes, one number for each rate, adding up to `whole`; all in the first when no rate is above 0
 */
export function apportioned(whole: number, rates: readonly number[]): Bytes[] {
  let total = 0;
  for (const rate of rates) total += rate;
  const parts: Bytes[] = [];
  let given = 0;
  let sum = 0;
  let last = 0;
  for (const [at, rate] of rates.entries()) {
    sum += rate;
    const upTo = total === 0 ? whole : Math.min(whole, Math.floor(whole * (sum / total)));
    parts.push((upTo - given) as Bytes);
    given = upTo;
    if (rate > 0) last = at;
  }
  // What rounding has left over goes to the last kind that had any traffic.
  parts[last] = (parts[last]! + whole - given) as Bytes;
  return parts;
}
