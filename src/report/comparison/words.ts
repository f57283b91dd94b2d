/** What a comparison says, in the words that terminal and page share. */

import { signedInWords, valueWithReach } from '../../experiments/compare/amounts.ts';
import { numberInWords } from '../../experiments/compare/answer.ts';
import type {
  ComparedNumber,
  Comparison,
  DifferenceToBase,
  StormTold,
  ValueOfVariant,
} from '../../experiments/compare/comparison.ts';
import { counted, formatCount, formatNumber, formatShare, noValue } from '../../experiments/format.ts';

export { keyNumbers } from '../../experiments/compare/answer.ts';
export { numberInWords };

/** `34.9 % ±0.5`. */
export const valueInWords = (of: ValueOfVariant | undefined, unit: string): string =>
  of === undefined || of.value === null ? noValue : valueWithReach({ ...of, value: of.value }, unit);

/** `+2.1 ±0.5 points`. */
export const differenceInWords = ({ value, low, high }: DifferenceToBase, unit: string): string =>
  value === null
    ? noValue
    : value === 0 && low === 0 && high === 0
      ? 'the same'
      : signedInWords({ value, low, high }, unit);

/** `p < 0.001`, `p 0.03`. */
export function pInWords(p: number | null): string {
  if (p === null) return noValue;
  if (p < 0.001) return '<\u20090.001';
  return p > 0.999 ? '1' : formatNumber(Number(p.toPrecision(2)));
}

export const reductionInWords = (reduction: number | null): string =>
  reduction === null
    ? noValue
    : reduction >= 1_000_000
      ? 'all of it'
      : `${formatNumber(Number(reduction.toPrecision(2)))} ×`;

export const bestMark = '← best';

/** Where those ended who did not get online, of a hundred who opened the app. */
export const lostInWords = (lost: readonly { at: string; share: number }[]): string =>
  lost.map(({ at, share }) => `${at} ${ofHundred(share)}`).join(' · ');

function ofHundred(share: number): string {
  const n = 100 * share;
  if (n < 0.05) return '<0.1';
  return formatNumber(Number(n.toFixed(n < 9.95 ? 1 : 0)));
}

/** `38 buyers in flight; 31 repaired by retry, …` on average over the replications. */
export function stormInWords(storm: StormTold): string {
  const about = (n: number) => formatNumber(Number(n.toPrecision(2)));
  const parts = [
    [storm.atOnce, 'online all the same'],
    [storm.byRetry, 'repaired by retry'],
    [storm.byComingBack, 'on re-entry'],
    [storm.lost, 'lost'],
    [storm.open, 'still under way'],
  ] as const;
  const became = parts.filter(([n]) => n >= 0.05).map(([n, what]) => `${about(n)} ${what}`);
  const peak =
    storm.peak > 0 ? `; busiest second ${about(storm.peak)} ES9+ calls, ${about(storm.peakBefore)} before` : '';
  return `${storm.variant}: ${about(storm.inFlight)} buyers in flight; ${became.join(', ')}${peak}`;
}

/** `30 replications of 4 variants`. */
export const sizeInWords = ({ replications, variants, failed }: Comparison): string =>
  `${counted(replications, 'replication')} of ${counted(variants.length, 'variant')}${failed.length === 0 ? '' : `, ${formatCount(failed.length)} failed`}`;

/** How the other differences were judged. */
export function judgedInWords({ numbers, confidence, verdict }: Comparison): string {
  const others = numbers
    .filter(({ name }) => name !== verdict.primary)
    .reduce((sum, { differences }) => sum + differences.filter(({ p }) => p !== null).length, 0);
  return (
    `The verdict is about ${numberName(verdict.primary, numbers)} (${verdict.because}); ` +
    `the other ${counted(others, 'difference')} are judged together (Holm), so that by chance alone hardly one of them is called a difference. Intervals are ${formatShare(confidence)} each.`
  );
}

const numberName = (name: string, numbers: readonly ComparedNumber[]): string => {
  const number = numbers.find(one => one.name === name);
  return number === undefined ? 'nothing' : numberInWords(number);
};
