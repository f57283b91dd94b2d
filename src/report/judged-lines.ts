/**
 * What a scenario expects, judged over replications, in lines:
 *
 *     ✓ p95(purchase.continueToOnline) in async <= 20 min: 17 min (95 % 16 min to 18 min)
 *     ? sold in async >= sold in inline + 1 %: undecided, 37 % (95 % 35 % to 39 %): about 40 more replications would decide
 */
import type { JudgedOverReplications, SampledValue } from '../experiments/claims/over-replications.ts';
import { amountInWords } from '../experiments/compare/amounts.ts';
import { counted, formatNumber, formatShare, formatValue } from '../experiments/format.ts';
import { plainDeep } from './plain-text.ts';
import { type Colours, labelColumn, wrap } from './text-layout.ts';
import { verdictMark } from './values.ts';

export function judgedLines(judged: readonly JudgedOverReplications[], width: number, colours: Colours): string[] {
  const paint = { pass: colours.green, fail: colours.red, undecided: colours.yellow, 'not judged': colours.dim };
  return plainDeep(judged).flatMap(one => {
    const mark = verdictMark[one.verdict];
    return wrap(judgedInWords(one), width, labelColumn + 2, labelColumn).map((line, at) =>
      at === 0 ? line.replace(mark, paint[one.verdict](mark)) : line,
    );
  });
}

/** One claim with its mark, its value, and why there is no verdict or why it matters. */
export function judgedInWords(judged: JudgedOverReplications): string {
  const { verdict, text, why } = judged;
  const parts = [answerOf(judged), sizeOf(judged), becauseOf(judged), alsoIn(judged)].filter(part => part !== '');
  const reason = verdict !== 'pass' && verdict !== 'not judged' && why !== undefined ? ` - ${why}` : '';
  return `${verdictMark[verdict]} ${text}: ${parts.join(', ')}${reason}`;
}

/** Nothing for a gate with a value: mark and value say it. */
function answerOf({ verdict, question, value }: JudgedOverReplications): string {
  if (verdict === 'not judged') return 'not judged, needs other variants';
  if (verdict === 'undecided') return 'undecided';
  if (question === true) return verdict === 'pass' ? 'yes' : 'no';
  return value === null ? (verdict === 'pass' ? 'met' : 'not met') : '';
}

/** `17 min (95 % 16 min to 18 min)`, with the variant that decided, and the difference where both sides vary. */
function sizeOf(judged: JudgedOverReplications): string {
  const { verdict, value, bound, difference, unit, level, variant, breaches } = judged;
  const isEverywhere = variant !== undefined && verdict === 'pass';
  const where = variant === undefined ? '' : isEverywhere ? ' in every variant' : ` in ${variant}`;
  if (value === null) return where.trim();
  if (value.mean === null) return value.never > 0 ? `never${where}` : where.trim();
  if (breaches !== undefined) return `${formatValue(value.mean, unit)} on average${where}`;
  const shown = intervalInWords(value, unit, level);
  if (bound === null || bound.mean === null || difference === null || difference.mean === null) return shown + where;
  const isNearest = isEverywhere && difference.mean !== 0;
  const here = isNearest ? ` in ${variant}` : where;
  const lead = isNearest ? 'in every variant, nearest to the bound ' : '';
  if (bound.low === null || bound.low === bound.high) return lead + shown + here;
  const less = difference.mean < 0;
  const distance = less ? turned(difference) : difference;
  return `${lead}${formatValue(value.mean, unit)} against ${formatValue(bound.mean, unit)}${here}, ${distanceInWords(distance, unit, level)} ${less ? 'below' : 'above'} it`;
}

/** Where else it does not hold: `also broken in delayed and warm-sim`. */
function alsoIn({ verdict, variant, byVariant = [] }: JudgedOverReplications): string {
  const others = byVariant.filter(one => one.variant !== variant && one.verdict === verdict);
  if (verdict === 'pass' || verdict === 'not judged' || others.length === 0) return '';
  const names = others.map(one => one.variant);
  const listed = names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `also ${verdict === 'fail' ? 'broken' : 'undecided'} in ${listed}`;
}

/** The value with its interval, or with the word that it was the same in all replications. */
function intervalInWords({ n, mean, low, high }: SampledValue, unit: string, level: number): string {
  const told = formatValue(mean, unit);
  if (mean === null || low === null || high === null) return told;
  if (low === high) return `${told} (the same in ${n === 2 ? 'both' : `all ${n}`} replications)`;
  const ends = [formatValue(low, unit), formatValue(high, unit)];
  if (!ends.includes(told)) return `${told} (${formatShare(level)} ${ends.join(' to ')})`;
  // So narrow an interval needs more digits than a value has by itself.
  const { amount, interval } = amountInWords({ value: mean, low, high }, unit);
  return `${unit === 'share' ? amount.replace(/ points$/, ' %') : amount} (${formatShare(level)} ${interval})`;
}

/** Shares differ by points. */
function distanceInWords({ mean, low, high }: SampledValue, unit: string, level: number): string {
  const { amount, interval } = amountInWords({ value: mean!, low, high }, unit);
  return low === high ? amount : `${amount} (${formatShare(level)} ${interval})`;
}

const turned = (value: SampledValue): SampledValue => ({
  ...value,
  mean: value.mean === null ? null : -value.mean,
  low: value.high === null ? null : -value.high,
  high: value.low === null ? null : -value.low,
});

function becauseOf({ undecided, breaches, replications }: JudgedOverReplications): string {
  if (breaches !== undefined)
    return `broken in ${breaches.length} of ${counted(replications, 'replication')}, first in replication ${breaches[0]}`;
  switch (undecided?.because) {
    case undefined:
      return '';
    case 'no data':
      return `no data in ${undecided.replications} of ${counted(replications, 'replication')}`;
    case 'too few replications':
      return `${counted(replications, 'replication')} cannot tell chance from truth, ${undecided.more} more would`;
    case 'the interval holds the bound':
      return undecided.more === undefined
        ? 'too close to the bound for any number of replications one would wait for'
        : `about ${rounded(undecided.more)} more ${undecided.more === 1 ? 'replication' : 'replications'} would decide`;
  }
}

/** An estimate, in two digits, rather too many than too few. */
function rounded(count: number): string {
  let unit = 1;
  while (count / unit >= 100) unit *= 10;
  return formatNumber(Math.ceil(count / unit) * unit);
}
