/**
 * What a scenario expects, judged over replications, in lines:
 *
 *     ✓ p95(purchase.continueToOnline) in async <= 20 min: 17 min (95 % 16 min to 18 min)
 *     ? sold in async >= sold in inline + 1 %: undecided, 37 % (95 % 35 % to 39 %): about 40 more replications would decide
 */
import type { JudgedOverReplications, SampledValue } from '../experiments/claims/over-replications.ts';
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
  const parts = [answerOf(judged), sizeOf(judged), becauseOf(judged)].filter(part => part !== '');
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
function sizeOf({ value, bound, difference, unit, level, variant }: JudgedOverReplications): string {
  const where = variant === undefined ? '' : ` in ${variant}`;
  if (value === null) return where.trim();
  if (value.mean === null) return value.never > 0 ? `never${where}` : '';
  const shown = intervalInWords(value, unit, level) + where;
  const isFixed = bound === null || bound.low === null || bound.low === bound.high;
  if (isFixed || bound.mean === null || difference === null || difference.mean === null) return shown;
  const less = difference.mean < 0;
  const distance = less ? turned(difference) : difference;
  const by = unit === 'share' ? pointsInWords(distance, level) : intervalInWords(distance, unit, level);
  return `${formatValue(value.mean, unit)} against ${formatValue(bound.mean, unit)}${where}, ${by} ${less ? 'below' : 'above'} it`;
}

/** The value with its interval, or with the word that it was the same in all replications. */
function intervalInWords({ n, mean, low, high }: SampledValue, unit: string, level: number): string {
  const told = formatValue(mean, unit);
  if (low === null || high === null) return told;
  if (low === high) return `${told} (the same in ${n === 2 ? 'both' : `all ${n}`} replications)`;
  return `${told} (${formatShare(level)} ${formatValue(low, unit)} to ${formatValue(high, unit)})`;
}

/** Shares differ by points. */
function pointsInWords({ mean, low, high }: SampledValue, level: number): string {
  const points = (share: number) => formatNumber(Number((share * 100).toPrecision(2)));
  if (mean === null || low === null || high === null || low === high) return `${points(mean ?? 0)} points`;
  return `${points(mean)} points (${formatShare(level)} ${points(low)} to ${points(high)})`;
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
