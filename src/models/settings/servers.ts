/** Settings of the operator's servers that others ask: the SM-DP+ with its stock, and the API. */
import type { Distribution, Microseconds } from '../../sim/index.ts';

/** A bank of equal servers behind one queue. */
export interface ServiceSettings {
  servers: number;
  /** Places in the queue beside the servers; a request that finds none is shed. */
  queue: number;
  service: Distribution;
}

export interface SmDpPlusSettings extends ServiceSettings {
  host: string;
  /** Time on the ES2+ side to order, confirm and release a profile. `service` is one ES9+ call. */
  order: Distribution;
  /** Times of the ES9+ calls as the device sees them, from the published log. */
  initiateAuthentication: Distribution;
  authenticateClient: Distribution;
  getBoundProfilePackage: Distribution;
  handleNotification: Distribution;
  /** Share of ES2+ orders that find no profile of that type (8.2.5/3.7). */
  orderFails: number;
  /** Share of downloads that the server refuses, by SGP.22 subject and reason code. Shares of all downloads, not of failures. */
  refuses: readonly { code: string; share: number }[];
  /** Share of ES9+ calls that get no answer at all. */
  silent: number;
  /** How long the LPA waits for an ES9+ answer. */
  timeout: Microseconds;
  maxDownloadAttempts: number;
  orderExpiry: Microseconds;
  /** How long after the order the profile is released; until then a download is refused (8.2/1.2). Undefined: at once. */
  profileReady: Distribution | undefined;
  /** Whether an order names the EID, so that no other device may download the profile. */
  bindsEid: boolean;
  /** What becomes of a profile that the device has deleted: it can be sold again, or never. */
  afterDeletion: 'available' | 'unavailable';
}

/** Profiles that can be sold, and when more arrive. */
export interface StockSettings {
  profiles: number;
  restock: { profiles: number; first: Microseconds; every: Microseconds } | undefined;
}

export interface ApiSettings extends ServiceSettings {
  host: string;
  /** First in, first out where it is left out. What shares its servers knows no outages and no deployments. */
  discipline?: 'fifo' | 'processorSharing' | undefined;
  /** Highest rate the operator's gateway accepts, per second, with a burst of as many; undefined means no limit. */
  limit: number | undefined;
  retryAfter: Microseconds;
  /** Share of requests that end in HTTP 500. */
  errors: number;
  /** Share of lines whose ICCID the API does not know (HTTP 404). */
  unknownIccids: number;
  /** Share of SIMs that the operator keeps out of Mobile Plans: enterprise contracts, for example (type NOTSUPPORTED). */
  excluded: number;
  /** The client certificate that the Mobile Plans service shows: what is wrong with it, if anything. */
  certificate: 'valid' | 'absent' | 'expired' | 'untrusted';
  /** Basic authentication beside the certificate: not wanted, right, or wrong. */
  credentials: 'none' | 'right' | 'wrong';
  /** Whether a location in lower case counts as unknown. */
  strictLocation: boolean;
  /** How long whoever asks the API waits; undefined for the Mobile Plans service's own limit. */
  clientTimeout: Microseconds | undefined;
}
