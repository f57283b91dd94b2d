/**
 * How fast a PC downloads what Windows fetches by itself: metadata packages, apps.
 *
 * Assumption: 20 Mbit/s over Wi-Fi and Ethernet, 10 Mbit/s over mobile broadband, as long as the path of the device is what
 * it was when the download began. The documents give no rates; the sizes they are needed for are small.
 */
import type { Surroundings } from './surroundings.ts';

/** Bytes per second. */
export const downloadRate = (isCellular: boolean): number => (isCellular ? 1_250_000 : 2_500_000);

/** Whether the device's traffic takes the way of mobile broadband now. */
export const isOverCellular = (given: Pick<Surroundings, 'links' | 'pathOf'>, device: number): boolean =>
  given.pathOf(device) === given.links.cellular;
