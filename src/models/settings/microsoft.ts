/** Settings of what Microsoft runs: the Mobile Plans service, monitoring, WMIS and the Store. */
import type { Distribution, Microseconds } from '../../sim/index.ts';
import type { PushSettings } from './messages.ts';

export interface MicrosoftSettings {
  /** Time the Mobile Plans service adds to each request it passes on. */
  overhead: Microseconds;
  /** Share of requests to the Mobile Plans service that it fails to answer. */
  fails: number;
  /** Whether a 429 with Retry-After silences the one SIM or the whole operator; the documents do not say. */
  retryAfterScope: 'sim' | 'operator';
  /** Time limit of the Mobile Plans service on the operator API. */
  apiTimeout: Microseconds;
  /** Wait before the one retry after a 500. */
  retryAfter500: Microseconds;
  /** How long the service answers with a balance that it has asked for before; 0 for no cache. */
  balanceCache: Microseconds;
  /** Which configuration of operators the app gets. */
  environment: 'production' | 'staging';
  /**
   * Whether the balance is asked for when the app is opened, too. One document says so, the other that the flyout alone asks,
   * which is what happens where this is left out.
   */
  balanceAtLaunch?: boolean | undefined;
  monitoring: MonitoringSettings | undefined;
  wmis: WmisSettings;
  store: StoreSettings;
  /** The Windows Notification Service; as usual where it is left out. */
  push?: PushSettings | undefined;
}

/** The probes of portal and GetBalance, and how much of the ecosystem an operator is. */
export interface MonitoringSettings {
  portalEvery: Microseconds;
  balanceEvery: Microseconds;
  /** The severity counter takes every so manieth result of GetBalance. */
  everyNth: number;
  /** So many of those failed in a row are an incident of severity 3. */
  failuresInARow: number;
  /** How long a probe waits. */
  timeout: Microseconds;
  /** Stretch over which failure shares are taken. */
  window: Microseconds;
  /** Share of all requests of all partners that this world's operators are: for the global rule. */
  shareOfGlobal: number;
}

/** The Windows Metadata and Internet Services, which hand out service metadata packages. */
export interface WmisSettings {
  answer: Distribution;
  /** Share of requests that get no answer. */
  fails: number;
  /** How long Windows keeps a package before it asks whether there is a newer one. */
  recheck: Microseconds;
  /** Wait after a request that failed. */
  retry: Microseconds;
}

/** The Microsoft Store, which delivers the operator's app. */
export interface StoreSettings {
  /** How long an app that Windows has asked for waits before its download begins. */
  queue: Distribution;
  /** Share of deliveries that fail. */
  fails: number;
}
