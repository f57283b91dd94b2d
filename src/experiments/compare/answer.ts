/**
 * The answer of a comparison in words, the verdict first:
 *
 *     async, by 2.1 points (95 % 1.6 to 2.6): sold and online 37 % instead of 34.9 %; delayed loses 9.8 points (9.2 to 10.4).
 *     Sampling error only.
 */

import { vocabulary } from '../../scenarios/index.ts';
import { counted, formatShare, formatValue } from '../format.ts';
import { amountInWords, type Spanned, spanInWords } from './amounts.ts';
import type { ComparedNumber, ComparedVariant, Comparison, DifferenceToBase } from './comparison.ts';
import { guessSentence } from './guess-words.ts';

type Told = Pick<Comparison, 'base' | 'variants' | 'verdict' | 'numbers' | 'replications' | 'tornado'>;

export function answerOf(comparison: Told): string[] {
  const primary = comparison.numbers.find(({ name }) => name === comparison.verdict.primary);
  if (primary === undefined || comparison.verdict.outcome === 'no data')
    return ['Nothing was measured in the base and in another variant, so nothing can be compared.'];
  const [first, ...rest] = verdictInWords(primary, comparison);
  const { tornado } = comparison;
  return [
    first!,
    [...rest, 'Sampling error only.'].join(' '),
    ...(tornado === null ? [] : [guessSentence(tornado)]),
    ...whyInWords(comparison),
    ...others(comparison),
  ];
}

/* ---- The verdict ---- */

/** The sentence that decides, then what became of the others. */
function verdictInWords(primary: ComparedNumber, comparison: Told): string[] {
  const { verdict, base, replications } = comparison;
  const { unit, differences } = primary;
  const words = numberInWords(primary);
  const told = differences.filter(({ value }) => value !== null);
  const decided = told.filter(({ differs }) => differs);
  const best = decided.find(({ variant }) => variant === verdict.best);
  const rest = decided.filter(one => one !== best);
  const open = told.filter(({ differs }) => !differs);
  const moved = rest.map((one, i) => movedInWords(one, primary, i === 0));
  const isUnsure = ({ low, high }: DifferenceToBase) => low !== null && high !== null && (low > 0 || high < 0);
  const alone = open.filter(one => !isUnsure(one)).map(one => undecided(one, base, unit));
  const unsure = open.filter(isUnsure).map(one => undecided(one, base, unit));
  const notApart = [
    ...(alone.length === 0 ? [] : [`${alone.join('; ')}: no difference found`]),
    ...(unsure.length === 0 ? [] : [`${unsure.join('; ')}: not sure enough where ${told.length} are judged together`]),
  ];
  const besides = moved.length + notApart.length === 0 ? [] : [`${[...moved, ...notApart].join('; ')}.`];
  switch (verdict.outcome) {
    case 'better': {
      const { amount, interval } = amountInWords(spanned(best!), unit);
      const { likeBest } = verdict;
      return [
        `${best!.variant}, by ${amount} (95 % ${interval}): ${words} ${valueIn(primary, best!.variant)} instead of ${valueIn(primary, base)} with ${base}.`,
        ...besides,
        ...(likeBest.length === 0
          ? []
          : [`Whether ${best!.variant} is better than ${inWords(likeBest)} cannot be told.`]),
      ];
    }
    case 'base':
      return [`${base} stays, with ${words} at ${valueIn(primary, base)}: no variant is better.`, ...besides];
    case 'different':
      return [
        `${capital(words)} differs: ${moved.join('; ')}, against ${valueIn(primary, base)} with ${base}.`,
        ...notApart.map(one => `${one}.`),
      ];
    default: {
      const spans = told.map(one => undecided(one, base, unit));
      return [
        `No difference found in ${words} (${valueIn(primary, base)} with ${base}): ${spans.join('; ')}.`,
        whatWouldDecide(told, unit, verdict.moreReplications, replications),
      ];
    }
  }
}

function whatWouldDecide(
  differences: readonly DifferenceToBase[],
  unit: string,
  more: number | null,
  replications: number,
): string {
  if (replications < 2) return 'One replication says nothing about chance.';
  const widest = differences.reduce((most, { low, high }) => Math.max(most, ((high ?? 0) - (low ?? 0)) / 2), 0);
  if (widest === 0) return 'All replications agree.';
  const seen = amountInWords({ value: widest, low: null, high: null }, unit).amount;
  if (more === null) return `A difference of more than ${seen} would have been seen.`;
  const largest = differences.reduce((most, { value }) => Math.max(most, Math.abs(value ?? 0)), 0);
  const { amount } = amountInWords({ value: largest, low: null, high: null }, unit);
  return `About ${counted(Number(more.toPrecision(2)), 'more replication')} would decide a difference of ${amount}.`;
}

/** `async − inline is −0.3 to 0.5 points`. */
const undecided = (one: DifferenceToBase, base: string, unit: string): string => {
  const less = `${one.variant} \u2212 ${base} is`;
  return one.low === null
    ? `${less} ${spanInWordsOrValue(one, unit)}`
    : one.low === 0 && one.high === 0
      ? `${one.variant} is the same as ${base}`
      : `${less} ${spanInWords(spanned(one), unit)}`;
};

const spanInWordsOrValue = (one: DifferenceToBase, unit: string): string =>
  `${one.value! < 0 ? '\u2212' : ''}${amountInWords(spanned(one), unit).amount}`;

/** `delayed loses 9.8 points (95 % 9.2 to 10.4)`. */
function movedInWords(one: DifferenceToBase, { unit, direction }: ComparedNumber, saysHowSure: boolean): string {
  const { amount, interval } = amountInWords(spanned(one), unit);
  const isUp = one.value! > 0;
  const sure = interval === '' ? '' : ` (${saysHowSure ? '95 % ' : ''}${interval})`;
  if (unit === 'share' && direction === 'more') return `${one.variant} ${isUp ? 'gains' : 'loses'} ${amount}${sure}`;
  return `${one.variant} is ${amount} ${comparative(unit, isUp)}${sure}`;
}

const comparative = (unit: string, isUp: boolean): string =>
  unit === 'µs' ? (isUp ? 'longer' : 'shorter') : isUp ? 'higher' : 'lower';

const valueIn = ({ values, unit }: ComparedNumber, variant: string): string =>
  formatValue(values.find(one => one.variant === variant)?.value ?? null, unit);

const spanned = ({ value, low, high }: DifferenceToBase): Spanned => ({ value: value!, low, high });

/* ---- Why ---- */

/** A reason must have moved by so much to be told as one. */
const movedLeast = 0.005;

/** For the variants that gain and lose most: the reason that takes away, or spares, most buyers. */
function whyInWords({ base, variants, verdict, numbers }: Told): string[] {
  const primary = numbers.find(({ name }) => name === verdict.primary)!;
  const ofBase = variants.find(({ name }) => name === base)!;
  if (verdict.direction === 'unknown' || primary.unit !== 'share') return [];
  const ranked = primary.differences.filter(({ differs }) => differs).toSorted((a, b) => b.value! - a.value!);
  return [...new Set([ranked.at(0), ranked.at(-1)])]
    .filter(one => one !== undefined)
    .flatMap(({ variant, value }) => {
      const own = variants.find(({ name }) => name === variant)!;
      const isBetter = value! > 0 === (verdict.direction === 'more');
      const moved = reasonThatMoved(ofBase, own, isBetter);
      if (moved === undefined) return [];
      const { reason, now, before } = moved;
      return [
        `${variant}: ${isBetter ? 'fewer' : 'more'} are lost because of "${reason}", ${formatShare(now)} of those who opened the app instead of ${formatShare(before)}.`,
      ];
    });
}

function reasonThatMoved(base: ComparedVariant, own: ComparedVariant, isBetter: boolean) {
  const shareIn = ({ reasons }: ComparedVariant, reason: string) =>
    reasons.find(one => one.reason === reason)?.share ?? 0;
  const all = [...new Set([...base.reasons, ...own.reasons].map(({ reason }) => reason))];
  const moves = all.map(reason => {
    const [before, now] = [shareIn(base, reason), shareIn(own, reason)];
    return { reason, before, now, gain: isBetter ? before - now : now - before };
  });
  const most = moves.reduce<(typeof moves)[number] | undefined>(
    (best, one) => (best === undefined || one.gain > best.gain ? one : best),
    undefined,
  );
  return most !== undefined && most.gain >= movedLeast ? most : undefined;
}

/* ---- The other numbers ---- */

/** Differences told of each variant beside the primary one. */
const othersTold = 2;

function others({ numbers, verdict, variants, base }: Told): string[] {
  const key = keyNumbers(numbers).filter(({ name }) => name !== verdict.primary);
  return variants
    .filter(({ name }) => name !== base)
    .flatMap(({ name: variant }) => {
      const moved = key.flatMap(number => {
        const difference = number.differences.find(one => one.variant === variant);
        return difference?.differs === true && difference.value !== null ? [{ number, difference }] : [];
      });
      if (moved.length === 0) return [];
      const told = moved.slice(0, othersTold).map(({ number, difference }, i) => {
        const { amount, interval } = amountInWords(spanned(difference), number.unit);
        return `${numberInWords(number)} ${amount} ${comparative(number.unit, difference.value! > 0)} (${i === 0 ? '95 % ' : ''}${interval})`;
      });
      return [`${variant}: ${told.join(', ')}.`];
    });
}

/** Those that a reader is told of first: the scenario's own, then success and times of what happens in its world. */
export function keyNumbers(numbers: readonly ComparedNumber[]): ComparedNumber[] {
  const measured = numbers.filter(({ values }) => values.some(({ n, observations }) => n > 0 && observations > 0));
  const isOwn = ({ metric }: ComparedNumber) => !Object.hasOwn(vocabulary.metrics, metric);
  const isKey = ({ name, metric }: ComparedNumber) =>
    /^(activation|gettingOnline|topUp|sharing|hotspot|managed|codeActivation)\.(success|duration|ready)$/.test(
      metric,
    ) && !/^(mean|max|p99)\(/.test(name);
  const own = measured.filter(isOwn);
  const ours = measured.filter(one => !isOwn(one) && isKey(one));
  return own.length + ours.length > 0 ? [...own, ...ours] : measured;
}

/* ---- Words ---- */

/** `sold and online`, `p95 of activation duration`, `peak of getBalance rate over 1 s`. */
export function numberInWords({ name, metric }: Pick<ComparedNumber, 'name' | 'metric'>): string {
  const words = Object.hasOwn(vocabulary.metrics, metric) ? metric.replace('.', ' ') : metric.replaceAll('-', ' ');
  const [, fn, over] = /^(\w+)\(.*?( over .*)?\)$/.exec(name) ?? [];
  if (fn === undefined) return words;
  return `${fn === 'p50' ? 'median' : fn} of ${words}${over ?? ''}`;
}

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

const inWords = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
