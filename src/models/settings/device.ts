/** Settings of a device: its SIM and eUICC, its coverage, and what is broken. */
import type { Bytes, Distribution, Microseconds } from '../../sim/index.ts';
import type { CardFaultShares } from '../device/card-faults.ts';

export type SimKind = 'esim' | 'cold' | 'warm' | 'hot';

/** Card timings from the published eSIM download log, and the limits of the LPA. */
export interface EuiccSettings {
  challenge: Distribution;
  info: Distribution;
  authenticateServer: Distribution;
  consent: Distribution;
  prepareDownload: Distribution;
  loadProfile: Distribution;
  enable: Distribution;
  removeNotification: Distribution;
  memory: Bytes;
  profileSize: Bytes;
  /** Share of downloads that break off while the card loads the profile (error reason 11). */
  loadFails: number;
  /** Other things that go wrong with the card, each in its share of the downloads. */
  faults: CardFaultShares;
  lpaTries: number;
  lpaWait: Microseconds;
}

/** Times without any network: so many a day on each device, at random, each so long. */
export interface CoverageGaps {
  perDay: number;
  lasts: Distribution;
}

/** Shares of what is broken when it is looked at: the modem each time it starts, the driver each time it is loaded, a SIM for good. */
export interface DeviceFaults {
  modem: number;
  driver: number;
  sim: number;
}
