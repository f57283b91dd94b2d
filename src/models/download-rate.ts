/**
 * How fast a PC downloads what Windows fetches by itself: metadata packages, apps.
 *
 * Assumption: 20 Mbit/s over Wi-Fi and Ethernet, 10 Mbit/s over mobile broadband, as long as the path of the device is what
 * it was when the download began. The documents give no rates; the sizes they are needed for are small.
 */
import type { Surroundings } from './surroundings.ts';

/** Bytes per second. */
const rates = { fixed: 2_500_000, cellular: 1_250_000 };

/** Bytes per second over the path that the device's traffic takes now. */
export const downloadRateOf = (given: Pick<Surroundings, 'links' | 'pathOf'>, device: number): number =>
  given.pathOf(device) === given.links.cellular ? rates.cellular : rates.fixed;
