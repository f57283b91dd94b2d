/**
 * Everything that can be set about the simulated world, in the units the models compute with. A scenario is translated
 * into this; the models know no other source of numbers. What no document publishes is an assumption with a name here
 * and an entry in the assumption ledger.
 */
import type { Bytes, Cents, Distribution, Microseconds } from '../sim/index.ts';

/** 24 relative weights, local midnight first, with mean 1. */
export type HourWeights = readonly number[];

/** Something that happens so many times a day, more in some hours than in others. */
export interface DailyRate {
  perDay: number;
  weights: HourWeights;
}

export type SimKind = 'esim' | 'cold' | 'warm' | 'hot';

export interface PlanSettings {
  name: string;
  /** What the plan grants; a prepaid plan ends when either is used up. */
  data: Bytes;
  lasts: Microseconds;
  price: Cents;
  currency: string;
}

/** One step of the portal's walkthrough, in order: the documented reference is sign-in, pick, pay, confirm. */
export interface PortalStep {
  name: string;
  /** How long the user looks at the page before acting. */
  think: Distribution;
  /** Share of users who leave at this step, 0 to 1. */
  leaves: number;
}

export interface PortalSettings {
  host: string;
  steps: readonly PortalStep[];
  /** A page is so many resources, each costing one round trip plus `resourceTime`. */
  resources: number;
  resourceTime: Microseconds;
  /** Share of page loads that end in the load error page. */
  loadFails: number;
  /** Share of card payments that are declined. A declined buyer may try again up to `paymentTries` times in all. */
  paymentFails: number;
  paymentTries: number;
  /** How long the app's web view waits for a page. */
  pageTimeout: Microseconds;
}

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
}

export interface NetworkSettings {
  registration: Distribution;
  /** Share of registrations rejected with a retryable cause (17, network failure). */
  rejectsRetryable: number;
  /** Share of new lines that are rejected for good (cause 11, network refused). */
  rejectsForGood: number;
  /** T3411: wait after a retryable reject; T3402: wait after `attempts` rejects in a row. */
  t3411: Microseconds;
  t3402: Microseconds;
  attempts: number;
  /** How long after the order the HLR knows the line. A registration before that is rejected (cause 2, IMSI unknown). */
  networkReady: Distribution;
  pdpActivation: Distribution;
}

export interface ApiSettings extends ServiceSettings {
  host: string;
  /** Highest rate the operator's gateway accepts, per second, with a burst of as many; undefined means no limit. */
  limit: number | undefined;
  retryAfter: Microseconds;
  /** Share of requests that end in HTTP 500. */
  errors: number;
  /** Share of lines whose ICCID the API does not know (HTTP 404). */
  unknownIccids: number;
}

export interface BillingSettings {
  /** How long a used slice takes to reach the balance. */
  lag: Distribution;
  /** The device is granted, and billed, slices of this size. */
  slice: Bytes;
}

/** What the provider table says of an operator. */
export interface ProviderFacts {
  country: string;
  name: string;
  /** Mobile country and network codes. */
  networks: readonly { mcc: string; mnc: string }[];
  apns: readonly { name: string; usage: 'internet' | 'mms' | 'wap' }[];
  /** USSD code that asks for the balance. */
  balanceCode: string | undefined;
}

export interface OperatorSettings {
  name: string;
  provider: ProviderFacts;
  plan: PlanSettings;
  portal: PortalSettings;
  smdp: SmDpPlusSettings;
  network: NetworkSettings;
  api: ApiSettings;
  billing: BillingSettings;
}

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
}

export interface LinkSettings {
  /** Round-trip times to the internet. */
  rttWifi: Microseconds;
  rttCellular: Microseconds;
  /** Share of messages lost on the way. */
  loss: number;
}

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
  /** Share of downloads that the card fails, by load error. */
  loadFails: number;
  lpaTries: number;
  lpaWait: Microseconds;
}

export interface UserSettings {
  /** Time from the app's gateway page to pressing Continue. */
  gatewayThink: Distribution;
  /** Time from being online to opening the network flyout. */
  flyoutThink: Distribution;
  /** Patience: a buyer who waits longer than this for the download or for the network gives up. */
  patience: Distribution;
}

export interface UsageSettings {
  /** Bytes a line would use in 30 days, drawn once for each line. */
  monthly: Distribution;
  sessions: DailyRate;
  /** Bytes per second while a session lasts. */
  sessionRate: number;
}

export interface GroupSettings {
  name: string;
  operator: string;
  /** Devices present from the start, or people who come during the run: exactly one of the two. */
  count: number;
  arrive: DailyRate | undefined;
  sim: SimKind;
  osRelease: number;
  /** Share of devices with Wi-Fi to buy over; the rest has no internet until the plan works. */
  wifi: number;
  flyout: DailyRate;
  usage: UsageSettings | undefined;
  user: UserSettings;
  euicc: EuiccSettings;
  /** Difference of local time from UTC, before and after the one change that may fall into the run. */
  utcOffset: Microseconds;
}

/** How a system behaves while it is out: it takes requests and never answers, refuses at once, errs now and then, or is slow. */
export type OutageKind =
  | { kind: 'hang' }
  | { kind: 'refuse' }
  | { kind: 'errors'; share: number }
  | { kind: 'slow'; by: number };

/** Something that happens at a given time of the run, by name. Times are from the start of the run. */
export type TimelineEntry =
  | {
      kind: 'outage';
      name: string;
      at: Microseconds;
      until: Microseconds;
      operator: string | undefined;
      system: 'api' | 'smdp' | 'portal' | 'service';
      as: OutageKind;
    }
  | {
      kind: 'deployment';
      name: string;
      at: Microseconds;
      operator: string;
      system: 'api';
      step: number;
      each: Microseconds;
      coldFor: Microseconds;
      coldBy: number;
    }
  | { kind: 'campaign'; name: string; at: Microseconds; group: string; reach: number; opens: Distribution };

export interface WorldSettings {
  scenario: string;
  variant: string;
  seed: number;
  replication: number;
  /** Start of the run as milliseconds since 1970 UTC: only for dates inside messages. */
  startUtc_ms: number;
  utcOffset: Microseconds;
  length: Microseconds;
  /** After `length`, arrivals stop and what is under way may finish for so long. */
  drain: Microseconds;
  operators: readonly OperatorSettings[];
  microsoft: MicrosoftSettings;
  links: LinkSettings;
  groups: readonly GroupSettings[];
  timeline: readonly TimelineEntry[];
}
