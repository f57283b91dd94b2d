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

/** What a file wants done, so that its plan works. */
export interface WantedActivation {
  readonly method: 'reconnect' | 'reregister' | 'serviceActivation';
  /** Wait before the first attempt. */
  readonly delay: Microseconds;
  /** Attempts in all, at least 1, and how long apart they are when they do not succeed. */
  readonly attempts: number;
  readonly retryInterval: Microseconds;
}

/** How Windows has taken the file. */
export interface ProvisioningOutcome {
  /** 0 when all of it was applied; otherwise the result code of the first failure. */
  readonly code: number;
  /** Absent when nothing is to be done. */
  readonly activation?: WantedActivation;
}

/** Whoever takes provisioning files: the Provisioning Agent of Windows, seen from those who hand them over. */
export interface TakesProvisioningFiles {
  readonly takes: {
    /** What the file wanted has been tried once. */
    activationAttempted(record: never, succeeded: boolean): void;
  };
  readonly answers: { apply(record: never, request: Request<ProvisioningHandOver, ProvisioningOutcome>): void };
}
