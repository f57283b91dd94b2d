/** Settings of what minds the cost of the network: Windows Update, apps and videos; of travels; and of what people do when they are warned. */
import type { Bytes, Cents, Distribution, Microseconds } from '../../sim/index.ts';
import type { DailyRate } from './clock.ts';

/** What the operator says of the cost of a plan. Source: Microsoft Learn, "NetworkCostType". */
export const costTypes = ['unrestricted', 'fixed', 'variable'] as const;
export type CostType = (typeof costTypes)[number];

/** What Windows may be told of a plan beside its limit. Source: Microsoft Learn, "CarrierControlSchema schema", Description. */
export interface PlanDescription {
  /** Nothing, where the operator says nothing: mobile broadband is then taken for fixed. */
  costs?: CostType | undefined;
  /** MaxTransferSizeInMegabytes: single downloads beyond it need the consent of the user. */
  maxTransfer?: Bytes | undefined;
  /** SecurityUpdatesExempt. */
  securityUpdatesExempt?: boolean | undefined;
}

/** One kind of update of Windows: how large it is, when the first one is out in a run, and when the next ones are. */
export interface UpdateSeries {
  size: Distribution;
  first: Microseconds;
  every: Microseconds;
}

/** Updates of Windows that one PC downloads. */
export interface UpdateSettings {
  /** A fix against an attack that is under way: the only one that is critical. */
  zeroDay: UpdateSeries;
  security: UpdateSeries;
  feature: UpdateSeries;
}

/** Downloads of apps: in the background, and from the Store because the user wants them. */
export interface AppSettings extends DailyRate {
  size: Distribution;
  /** Share of downloads that the user asks for. */
  asked: number;
  /** Share of downloads by apps that do not look at the cost. */
  ignoreCost: number;
  /** Share of people who let a download go on that is larger than the operator wants, and how long they think about it. */
  consents: number;
  consentThink: Distribution;
}

/** Videos, whose bit rate follows the cost of the network. Rates are bytes per second. */
export interface VideoSettings extends DailyRate {
  lasts: Distribution;
  rateUnrestricted: number;
  rateMetered: number;
  rateNearLimit: number;
  /** Share of videos of apps that do not look at the cost. */
  ignoreCost: number;
}

/** Journeys abroad: time at home between two of them, and how long each is. */
export interface TravelSettings {
  every: Distribution;
  lasts: Distribution;
}

/** Whether anything on the PCs of a group minds the cost of the network. */
export const mindsCost = ({ updates, apps, video }: MetersCost): boolean =>
  updates !== undefined || apps !== undefined || video !== undefined;
interface MetersCost {
  readonly updates?: UpdateSettings | undefined;
  readonly apps?: AppSettings | undefined;
  readonly video?: VideoSettings | undefined;
}

/** Whether it matters that somebody reads a warning: people of the group react, travel, or pay for use abroad. */
export const readsWarnings = (
  { travels, warnings }: { readonly travels?: unknown; readonly warnings?: unknown },
  { roaming }: { readonly roaming?: unknown },
): boolean => travels !== undefined || warnings !== undefined || roaming !== undefined;

/** What people do when they are warned: shares; the rest of them go on as before. */
export interface WarningSettings {
  think: Distribution;
  stopVideo: number;
  roamingOff: number;
  buyMore: number;
}

/**
 * What use abroad costs: `price` for each `per` that has begun, counted anew in each cycle of the plan.
 *
 * Assumption: it does not count against the data of the plan; the documents name roaming and no tariff.
 */
export interface RoamingTariff {
  per: Bytes;
  price: Cents;
  /** Where data abroad stops until the next cycle; undefined for never. */
  cap?: Cents | undefined;
  /** The visited network reports in slices of this size, and billing books them after this lag. */
  slice: Bytes;
  lag: Distribution;
  /** The operator's notice by SMS, once on each journey: so many rated bytes, and how long the SMS takes. */
  noticeAfter?: Bytes | undefined;
  noticeDelay: Distribution;
  /** Whether it also sends a welcome by SMS on the first registration of a journey. */
  welcome: boolean;
}
