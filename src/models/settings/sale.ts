/** Settings of a sale outside of Mobile Plans, and of the provisioning file it ends with. */
import type { Distribution, Microseconds } from '../../sim/index.ts';

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
  /**
   * What the description of the plan says: whether it names the limit, whether thresholds are told to the app, and how its
   * billing cycle ends. Cycles last as long as the plan, and the first begins with the run. Left out for a description of the
   * limit alone.
   */
  namesLimit?: boolean | undefined;
  notifiesUsage?: boolean | undefined;
  billingCycle?: 'resets' | 'ends' | undefined;
  /** The text of a provisioning file of one's own; without one, it is written from the settings. */
  file: string | undefined;
}
