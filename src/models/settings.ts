/**
 * Everything that can be set about the simulated world, in the units the models compute with. A scenario is translated
 * into this; the models know no other source of numbers. What no document publishes is an assumption with a name here
 * and an entry in the assumption ledger.
 */
import type { Bytes, Cents, Distribution, Microseconds } from '../sim/index.ts';
import type { NotificationType } from './messages/mobile-operator-api-messages.ts';
import type { BackEndSettings } from './settings/back-end.ts';
import type { PortalSettings } from './settings/portal.ts';

export * from './settings/back-end.ts';
export * from './settings/portal.ts';

/** 24 relative weights, local midnight first, with mean 1. */
export type HourWeights = readonly number[];

/** Something that happens so many times a day, more in some hours than in others. */
export interface DailyRate {
  /** The mean over a whole week. */
  perDay: number;
  /** Of every day; where there is a weekend, of Monday to Friday. */
  weights: HourWeights;
  /** Of Saturday and Sunday, where they differ; the mean over the week is then 1. */
  weekend?: HourWeights;
}

/** Where a clock is from UTC, before and after the one change of daylight saving that may fall into the run. */
export interface LocalClock {
  utcOffset: Microseconds;
  /** `at` in the time of the run: after its start, before its end. */
  utcChange?: { at: Microseconds; utcOffset: Microseconds };
}

export type SimKind = 'esim' | 'cold' | 'warm' | 'hot';

export interface PlanSettings {
  name: string;
  /** What the plan grants; a prepaid plan ends when either is used up. */
  data: Bytes;
  lasts: Microseconds;
  price: Cents;
  currency: string;
  /** A contract: a bill and a new allotment after each `lasts`, and usage beyond the allotment goes on. */
  postpaid: boolean;
  /** What a contract pays for usage beyond its allotment; nothing, where it is left out. */
  overage?: OverageSettings | undefined;
  /** When the plan, or the cycle, ends: after `lasts`, as it does where this is left out, or at the local midnight from then on. */
  endsAt?: 'duration' | 'localMidnight' | undefined;
}

/**
 * Usage beyond the allotment of a contract costs `price` for each `per` that it has begun, counted anew in each cycle.
 * Assumption: the documents name the allotment of a contract and no tariff beyond it.
 */
export interface OverageSettings {
  per: Bytes;
  price: Cents;
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

/** The gateway page of the app for one operator. */
export interface GatewayTemplate {
  /** As GetOffers names it: `0` is the standard page. */
  id: string;
  /** Share of SIMs to which the operator offers it. */
  share: number;
  /** Share of people who leave here without pressing Continue. */
  leaves: number;
}

export interface GatewaySettings {
  templates: readonly GatewayTemplate[];
  /** Share of GetOffers requests that end in HTTP 500; the app then shows the standard page. */
  offersFail: number;
  /** Share of answers that name a template that does not exist. */
  unknownTemplate: number;
}

/** Host names that the walled garden of the operator does not pass although it should, and those that it passes beyond the list. */
export interface WalledGardenSettings {
  missing: readonly string[];
  added: readonly string[];
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
  /** Share of orders that the back end cannot carry out: the money goes back, and the line stays without a plan. */
  backEndFails: number;
  /** Whether a plan that has been bought opens the internet in the packet context that stands already. */
  reauthenticates: boolean;
  /** Time of an attach to the packet service. */
  attach: Distribution;
  pdpActivation: Distribution;
  /** What the network does with a cold SIM: rejects its registration, or lets it see nothing but where plans are sold. */
  coldAccess: 'rejected' | 'walledGarden';
  /** The cause with which a cold SIM is rejected (TS 24.008, 10.5.5.14). */
  coldCause: number;
  /** Time of the over-the-air activation of a CDMA device. */
  serviceActivation: Distribution;
  /** Whether the walled garden answers the connectivity probe of Windows as the internet would. */
  walledGardenPassesNcsi: boolean;
  /** Shares of context activations that are rejected, by ESM cause (TS 24.301, 9.9.4.4). */
  contextRejects: readonly { cause: number; share: number }[];
  /** T3396: wait after a context activation rejected with cause 26, insufficient resources. */
  t3396: Microseconds;
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

export interface BillingSettings {
  /** How long a used slice takes to reach the balance. */
  lag: Distribution;
  /** The device is granted, and billed, slices of this size. */
  slice: Bytes;
  /**
   * Each charging record counts as whole steps of this size; to the byte, where it is left out.
   * Assumption: operators round up; a step of 10 kB is common, and no document gives one.
   */
  granularity?: Bytes | undefined;
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

/** An access point of a service profile: what it is called, the string the modem sends, and what it is for. */
export interface AccessPointSettings {
  name: string;
  accessString: string;
  /** AutoConnectOrder; undefined for one that Windows does not connect to by itself. */
  order: number | undefined;
  purpose: 'internet' | 'purchase' | 'mms' | 'ims';
}

/** What the COSA database says of an operator, and on how many PCs. */
export interface CosaSettings {
  /** Whether the database on the PCs knows the operator. */
  listed: boolean;
  /** The web site on which lines are bought and looked after. */
  accountExperienceUrl: string | undefined;
  /** Package family name of the operator's own app. */
  appId: string | undefined;
  /** SupportDataMarketplace: whether plans of this operator are sold in the Mobile Plans app. */
  supportDataMarketplace: boolean;
  /** AllowRoaming of the database, 0 to 5. */
  roaming: 0 | 1 | 2 | 3 | 4 | 5;
  useBrandingNameOnRoaming: 0 | 1 | 2;
  /** The name that Windows shows for the network; without one, what the network calls itself. */
  brandingName: string | undefined;
  /** In the order of AutoConnectOrder; without any, those of the provider table. */
  accessPoints: readonly AccessPointSettings[];
  /** Share of PCs whose database is one release behind and does not know the operator yet. */
  behind: number;
}

/** The service metadata package that the operator publishes at WMIS. */
export interface ServiceMetadataSettings {
  published: boolean;
  size: Bytes;
  /** Whether it names an app that the Store then delivers. */
  app: boolean;
  /** Share of downloads that Windows cannot read (0x80070306). */
  unreadable: number;
  /** Whether the app has the name under which the package asks for its event handlers. */
  handlerNameMatches: boolean;
  appSize: Bytes;
  accessPoints: readonly AccessPointSettings[];
  brandingName: string | undefined;
}

/** One page of a sale outside of Mobile Plans. */
export interface SaleStep {
  name: string;
  think: Distribution;
  leaves: number;
}

/** How the operator's own app and web site sell a plan. */
export interface SaleSettings {
  steps: readonly SaleStep[];
  /** Time that a page takes until it is shown. */
  page: Microseconds;
  /** Share of payments that are declined; a declined buyer may try `paymentTries` times in all. */
  paymentFails: number;
  paymentTries: number;
}

/** The provisioning file that the operator's app or web site hands to Windows after a sale. */
export interface ProvisioningFileSettings {
  /** What the file asks of the device: nothing, or to connect anew, register anew, or wait for its service. */
  activation: 'none' | 'reconnect' | 'reregister' | 'serviceActivation';
  /** Wait before the device does so. */
  delay: Microseconds;
  /** How often, and how long apart, Windows tries again when the activation does not succeed. */
  retryCount: number;
  retryInterval: Microseconds;
  signed: boolean;
  /** After how many days Windows asks for a newer file (DelayInDays); undefined for never. */
  refreshDays: number | undefined;
  /** The text of a provisioning file of one's own; without one, it is written from the settings. */
  file: string | undefined;
}

export interface OperatorSettings {
  name: string;
  /** Where the service configuration of the operator stands: in production, as it does where this is left out, or still in staging. */
  configuration?: 'production' | 'staging' | undefined;
  provider: ProviderFacts;
  cosa: CosaSettings;
  serviceMetadata: ServiceMetadataSettings;
  sale: SaleSettings;
  provisioningFile: ProvisioningFileSettings;
  /** What is sold where nobody says otherwise. */
  plan: PlanSettings;
  otherPlans: readonly PlanSettings[];
  portal: PortalSettings;
  gateway: GatewaySettings;
  walledGarden: WalledGardenSettings;
  stock: StockSettings | undefined;
  backEnd: BackEndSettings;
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

export interface LinkSettings {
  /** Round-trip times to the internet. */
  rttWifi: Microseconds;
  rttCellular: Microseconds;
  rttHotspot: Microseconds;
  /** Bits per second, for what pages and profiles weigh. */
  rateWifi: number;
  rateCellular: number;
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
  /** Time from seeing the network to clicking Connect. */
  connectThink: Distribution;
  /** Time to type a PIN. */
  pinThink: Distribution;
  /** Share of PINs that are typed wrong. */
  wrongPin: number;
  /** Share of people who buy by telephone when nothing else works. */
  phones: number;
  /** When people accept a toast that invites them: shares by the time within which they do; the rest never does. */
  acceptsToast: readonly { within: Microseconds; share: number }[];
  /** Share of buyers whose download has failed for good, or whose order did, who open the portal again, and how soon. */
  comesBack: number;
  comesBackAfter: Distribution;
  /** Share of people whose plan is over who buy a new one through Mobile Plans, and how soon. */
  topsUp: number;
  topsUpAfter: Distribution;
}

/** Where purchases begin; shares that add up to 1. */
export interface EntryPointShares {
  app: number;
  flyout: number;
  toast: number;
  settings: number;
}
export const entryPoints = ['app', 'flyout', 'toast', 'settings'] as const;
export type EntryPoint = (typeof entryPoints)[number];

export interface UsageSettings {
  /** Bytes a line would use in 30 days, drawn once for each line. */
  monthly: Distribution;
  sessions: DailyRate;
  /** Bytes per second while a session lasts. */
  sessionRate: number;
}

/** Openings of the flyout: each on its own, or several in a row. */
export interface FlyoutHabit extends DailyRate {
  /** When given, `perDay` counts sessions, and each is a row of openings; otherwise it counts openings. */
  session?: {
    /** Openings of a session on average, from 1 up; their number is geometric. */
    opens: number;
    /** From one opening to the next. */
    gap: Distribution;
    /** How many times as often a session begins on a device without internet. */
    whenOffline: number;
  };
}

/** A load generator that asks the operator API at a fixed rate, whether or not it still waits for answers. */
export interface LoadSettings {
  /** Requests per second of all agents together. */
  rate: number;
  /** Evenly spaced, or at random like the arrivals of a Poisson process. */
  pacing: 'even' | 'random';
  /** The lines it asks about, each known to the operator and with a plan. */
  iccids: number;
  /** Share of the requests that ask for a balance; the rest place orders. */
  getBalance: number;
  /** How long an agent waits for an answer. */
  timeout: Microseconds;
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

export interface GroupSettings extends LocalClock {
  name: string;
  operator: string;
  /** Devices present from the start, or people who come during the run: exactly one of the two. With `load`, agents. */
  count: number;
  arrive: DailyRate | undefined;
  sim: SimKind;
  osRelease: number;
  /** How the device meets its operator: GSM family with a SIM, or CDMA with the identity in the modem. */
  technology: 'gsm' | 'cdma';
  /** Part of the PC, or a USB dongle that is plugged in when its owner comes. */
  form: 'embedded' | 'usb';
  /** Share of PCs whose maker has put the app and the service metadata on the image. */
  preloaded: number;
  /** Share of SIMs that ask for a PIN. */
  simPin: number;
  /** Share of devices with Wi-Fi to buy over; the rest has no internet until the plan works. */
  wifi: number;
  /** Share of devices on Ethernet. */
  ethernet: number;
  /** Share of devices on somebody's hotspot: a plain internet path, slower than Wi-Fi at home. */
  hotspot: number;
  /** Name of the plan that the group buys or has; undefined for the operator's first. */
  plan: string | undefined;
  entryPoint: EntryPointShares;
  /** Profiles of other operators on the eUICC from the start, the first of them enabled. */
  otherProfiles: number;
  /** Whether a profile of this operator is on the eUICC already, disabled: `notifyBalanceAddition` with its ICCID enables it. */
  ownProfile: boolean;
  /** Whether people whose SIM is warm buy through the Mobile Plans app, or by the operator's own ways. */
  buysInMobilePlans: boolean;
  /** fMinimizeConnections. */
  minimizeConnections: 0 | 1 | 2 | 3;
  /** Whether Windows connects to mobile broadband by itself once it knows the network; otherwise the user clicks Connect. */
  autoConnect: boolean;
  /** People of this group sit before the network page of Windows Setup. */
  windowsSetup: boolean;
  /** So many gaps in the coverage of a device each day, each so long; undefined for none. */
  coverageGaps: CoverageGaps | undefined;
  faults: DeviceFaults;
  /** Shares of registrations abroad, and on the network of a partner; the rest is at home. */
  roaming: number;
  partner: number;
  flyout: FlyoutHabit;
  /** Given for a group of load agents, who have no devices and do nothing else. */
  load: LoadSettings | undefined;
  usage: UsageSettings | undefined;
  user: UserSettings;
  euicc: EuiccSettings;
}

/** How a system behaves while it is out: it takes requests and never answers, refuses at once, errs now and then, or is slow. */
export type OutageKind =
  | { kind: 'hang' }
  | { kind: 'refuse' }
  | { kind: 'errors'; share: number }
  | { kind: 'slow'; by: number };

/** What is done by hand: by a person to the PC, by the operator to a line, by Windows Update to the COSA database. */
export type Act =
  | 'insertSim'
  | 'removeSim'
  | 'swapSim'
  | 'reprogramSim'
  | 'enterPin'
  | 'enterWrongPin'
  | 'airplaneOn'
  | 'airplaneOff'
  | 'wifiOn'
  | 'wifiOff'
  | 'ethernetIn'
  | 'ethernetOut'
  | 'closeLid'
  | 'openLid'
  | 'restart'
  | 'connect'
  | 'disconnect'
  | 'forget'
  | 'chooseNetwork'
  | 'chooseAbsentNetwork'
  | 'openFlyout'
  | 'openApp'
  | 'suspendLine'
  | 'settleLine'
  | 'terminateLine'
  | 'preactivateLine'
  | 'updateCosa';

/** Something that happens at a given time of the run, by name. Times are from the start of the run. */
export type TimelineEntry =
  | {
      kind: 'outage';
      name: string;
      at: Microseconds;
      until: Microseconds;
      operator: string | undefined;
      system: 'api' | 'smdp' | 'portal' | 'service' | 'tier';
      /** Of a tier of the back end: its name. */
      tier?: string;
      as: OutageKind;
    }
  | {
      kind: 'deployment';
      name: string;
      at: Microseconds;
      operator: string;
      system: 'api' | 'tier';
      tier?: string;
      /** The cache that the new release empties. */
      empties?: string;
      step: number;
      each: Microseconds;
      coldFor: Microseconds;
      coldBy: number;
    }
  | { kind: 'campaign'; name: string; at: Microseconds; group: string; reach: number; opens: Distribution }
  | {
      /** The app is woken in the background, asks GetNotifications, and shows a toast. */
      kind: 'notification';
      name: string;
      at: Microseconds;
      group: string;
      reach: number;
      type: NotificationType;
      /** By an SMS of the operator (`mobileplans://lowBalance`), or by Microsoft's own promotion. */
      by: 'sms' | 'promotion';
    }
  | {
      kind: 'act';
      name: string;
      at: Microseconds;
      group: string;
      /** The first device it is done to, counted from 0 within its group, and how many from there on. */
      first: number;
      count: number;
      act: Act;
    };

/** The local clock is that of the whole run; a group may have its own. */
export interface WorldSettings extends LocalClock {
  scenario: string;
  variant: string;
  seed: number;
  replication: number;
  /** Start of the run as milliseconds since 1970 UTC: only for dates inside messages. */
  startUtc_ms: number;
  length: Microseconds;
  /** After `length`, arrivals stop and what is under way may finish for so long. */
  drain: Microseconds;
  operators: readonly OperatorSettings[];
  microsoft: MicrosoftSettings;
  links: LinkSettings;
  groups: readonly GroupSettings[];
  timeline: readonly TimelineEntry[];
}
