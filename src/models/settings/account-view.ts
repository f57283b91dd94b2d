/** Settings of "View my account": who looks, and what the pages of the operator are like. */
import type { Bytes, Distribution, Microseconds } from '../../sim/index.ts';

export interface AccountViewSettings {
  /** Share of openings of the flyout after which people click the link. */
  clicks: number;
  /** How long they wait for the page, and how long they read it. */
  patience: Distribution;
  reads: Distribution;
}

/** The account pages of an operator: in its app, on its web site, or in its portal. */
export interface AccountPageSettings {
  /** Time in which its back end makes the page. */
  answer: Distribution;
  size: Bytes;
  /** Share of pages that end in HTTP 500. */
  fails: number;
  /** How long the app, or the browser, waits. */
  timeout: Microseconds;
}
