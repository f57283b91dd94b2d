/**
 * What the operator's app or web site hands to Windows after a sale, and what comes of it: the part of a provisioning file
 * that concerns the way online.
 *
 * Source: Microsoft Learn, "Mobile broadband account provisioning", element Activation.
 */
import type { Microseconds, Request } from '../../sim/index.ts';

/** A provisioning file as it is handed over: by whom, and whether it is the more complete one of the app. */
export interface ProvisioningHandOver {
  from: 'app' | 'webSite';
  fuller: boolean;
}

/** How Windows has taken the file, and what the file wants done. */
export interface ProvisioningOutcome {
  /** 0 when all of it was applied; otherwise the result code of the first failure. */
  code: number;
  activation: 'none' | 'reconnect' | 'reregister' | 'serviceActivation';
  /** Wait before the activation. */
  delay: Microseconds;
  /** How often, and how long apart, the activation is tried again when it does not succeed. */
  retryCount: number;
  retryInterval: Microseconds;
}

/** Whoever takes provisioning files: the Provisioning Agent of Windows, seen from those who hand them over. */
export interface TakesProvisioningFiles {
  readonly takes: {
    /** What the file wanted has been tried once. */
    activationAttempted(record: never, succeeded: boolean): void;
  };
  readonly answers: { apply(record: never, request: Request<ProvisioningHandOver, ProvisioningOutcome>): void };
}
