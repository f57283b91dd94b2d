/**
 * How long bytes take at a constant rate: the one place where a volume becomes a time.
 */
import { days, type Microseconds } from '../sim/index.ts';

/** Beyond every horizon, and far below the end of the clock. */
const century = days(36_525);

/**
 * The whole number of microseconds after which `size` bytes have passed, not earlier; never more than a century.
 *
 * @param size  bytes, from 0 on
 * @param rate  bytes per second, above 0
 */
export function transferTime(size: number, rate: number): Microseconds {
  const time = Math.ceil((size / rate) * 1e6);
  if (!(time < century)) return century;
  return (passedIn(time, rate) < size ? time + 1 : time) as Microseconds;
}

/** Whole bytes that have passed after `time` µs. */
export const passedIn = (time: number, rate: number): number => Math.floor((rate * time) / 1e6);
