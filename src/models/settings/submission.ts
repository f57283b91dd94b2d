/** Settings of a service metadata package that an operator hands in at the Windows Dev Center dashboard during the run. */
import type { Distribution, Microseconds } from '../../sim/index.ts';

export interface SubmissionSettings {
  /** From the start of the run until it is handed in. */
  at: Microseconds;
  /** Time of the automatic checks, and of the review by people. */
  validation: Distribution;
  review: Distribution;
  /** From the approval until WMIS has the package. */
  publication: Distribution;
  /** Time from a rejection until the operator hands in the package again, with the one mistake put right. */
  correction: Distribution;
  /** Ranges of ICCIDs, as written: `8944100000000000000..8944199999999999999`. */
  iccids: readonly { first: string; last: string }[];
  /** Apps that the package lists as privileged. */
  privilegedApps: number;
  signed: boolean;
}
