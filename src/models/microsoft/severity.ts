/**
 * How severe an incident is, and what follows from it.
 *
 *     severity   failures of the partner   of all partners   12 in a row   resolved within   update every
 *        1              100 %                  > 5 %                            8 h              2 h
 *        2            75 % to 100 %          1 % to 5 %                        24 h              6 h
 *        3            25 % to 75 %            < 1 %              yes        best effort       as needed
 *
 * The highest that applies wins; where nothing fails, none does.
 * Source: Microsoft Learn, "Mobile Plans launch".
 * Assumption: 75 % to below 100 % is severity 2, which the table leaves open; of exactly 75 % and 25 % the higher one counts.
 */
import { hours, type Microseconds } from '../../sim/index.ts';

export const severities = [1, 2, 3] as const;
export type Severity = (typeof severities)[number];

/** Shares are from 0 to 1. */
export interface FailureStatistics {
  /** Of the probes of one operator. */
  partner: number;
  /** Of the requests of all operators there are. */
  everywhere: number;
  /** Counted results that failed, one after the other, up to now. */
  inARow: number;
}

export function severityOf(
  { partner, everywhere, inARow }: FailureStatistics,
  { failuresInARow }: { failuresInARow: number },
): Severity | undefined {
  if (partner >= 1 || everywhere > 0.05) return 1;
  if (partner >= 0.75 || everywhere >= 0.01) return 2;
  if (partner >= 0.25 || everywhere > 0 || inARow >= failuresInARow) return 3;
  return undefined;
}

/** By when an incident is to be resolved, and how often its state is told; undefined for best effort, and as needed. */
export const duties: Readonly<
  Record<Severity, { resolveWithin: Microseconds | undefined; updateEvery: Microseconds | undefined }>
> = {
  1: { resolveWithin: hours(8), updateEvery: hours(2) },
  2: { resolveWithin: hours(24), updateEvery: hours(6) },
  3: { resolveWithin: undefined, updateEvery: undefined },
};
