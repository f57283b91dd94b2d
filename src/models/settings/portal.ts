/** Settings of the operator's web portal: its pages, and the flow of a purchase through them, as data. */
import type { Bytes, Distribution, Microseconds } from '../../sim/index.ts';
import type { CallbackMethod } from '../messages/callbacks.ts';

export interface PageSettings {
  resources: number;
  bytes: Bytes;
}

/** A call to a tier of the back end, which has all systems that the portal needs: `payment.charge`, `crm.signIn`. */
export interface TierCall {
  tier: string;
  /** `charge` takes the price of the plan; `status` says what became of it; other names are the author's own. */
  call: string;
}

/** From a step to another one, by its name, or to the end: `done`. */
export type StepTarget = string;

/**
 * One step of the purchase: the page is loaded, the buyer looks at it and may leave, calls are made, something is ordered
 * and handed to the app, and then the next step follows.
 */
export interface PortalStep {
  name: string;
  /** Undefined for a step without a page of its own, which costs nothing. */
  page: PageSettings | undefined;
  /** One after the other; the first that does not succeed decides the outcome of the step. */
  calls: readonly TierCall[];
  /** How long the buyer looks at the page before acting. */
  think: Distribution;
  /** Shares of buyers who leave here, who go back to the step before, and who close the lid. */
  leaves: number;
  goesBack: number;
  closesLid: number;
  /**
   * A profile, balance for a line that is there, or what the device of the buyer needs (`bySim`): balance, handed over with
   * `notifyBalanceAddition`, where it has a SIM card or a profile of this operator; else a profile, with the step's callback.
   */
  order: 'esim' | 'balance' | 'bySim' | undefined;
  callback: CallbackMethod | undefined;
  /** Balance for a profile that is installed and perhaps not enabled: the app switches to it. */
  withIccid: boolean;
  downloadDelay: Microseconds | undefined;
  networkRegistrationInterval: Microseconds | undefined;
  /**
   * What follows when all went well, with shares that add up to 1; empty for a step that ends the purchase. Who would take
   * the same way more often than `atMost` has failed.
   */
  then: readonly { to: StepTarget; share: number; atMost?: number | undefined }[];
  /** What follows another outcome: that of a call, `error`, `timeout`, or `soldOut` of an order. */
  branches: readonly { outcome: string; to: StepTarget; atMost: number | undefined }[];
  end: 'done' | 'failed' | undefined;
}

export interface PortalSettings {
  host: string;
  /** The host from which callbacks come; as a rule the portal's own, which is the one that the app listens to. */
  callbackHost: string;
  /** How the portal writes the activation code. The app takes only the plain form. */
  activationCode: 'plain' | 'withPrefix' | 'withConfirmation';
  /** Host of a content network for the resources of a page; undefined where they come from the portal itself. */
  cdn: string | undefined;
  /** The first step is where the purchase begins. */
  steps: readonly PortalStep[];
  /** A buyer leaves when one page, or the answer to what was entered, shows nothing for longer; undefined for endless patience. */
  patience: Distribution | undefined;
  /** Each resource of a page costs one round trip and so much. */
  resourceTime: Microseconds;
  /** Share of page loads that end in the load error page. */
  loadFails: number;
  /** How long the app's web view waits for a page. */
  pageTimeout: Microseconds;
  /** What buyers do at an error page: try again, so soon, or leave. */
  errorPage: { triesAgain: number; think: Distribution };
  /** How buyers who leave do it: by the portal's Cancel button, by the app's own exit (and its dialog), or without a word. */
  leavesBy: { cancel: number; exit: number };
  /** Share of those who are asked by the app's exit dialog and stay. */
  staysAfterAll: number;
}
