/** What to mind about a sweep: few replications, values that lie oddly, requests still open at the end. */
import { counted } from '../format.ts';
import type { Interval } from '../statistics/intervals.ts';
import { tooFew } from '../statistics/warnings.ts';
import type { SweptNumber } from './sweep-result.ts';

/** What speaks against the intervals of some points beside their small number, which is said of all at once. */
export function warnedOf(intervals: readonly (Interval | undefined)[]): Pick<SweptNumber, 'warnings'> {
  const byPoint = intervals.map(one => (one?.warnings ?? []).filter(words => words !== tooFew(one?.n ?? 0)));
  const warned = byPoint.filter(words => words.length > 0);
  if (warned.length === 0) return {};
  const where = `At ${warned.length} of ${counted(intervals.length, 'point')}`;
  return { warnings: warned[0]!.map(words => `${where}: ${words}`) };
}

const oneOnly = 'With one replication no interval can be given, and no step can be told from chance.';

/** In whole sentences; of numbers only the drawn ones. */
export function warningsOf(numbers: readonly SweptNumber[], replications: number): string[] {
  const open = numbers.filter(
    ({ isDrawn, points }) => isDrawn && points.some(({ observations, censored }) => censored > 0.01 * observations),
  );
  const few = replications < 2 ? oneOnly : tooFew(replications);
  return [
    ...(few === undefined ? [] : [few]),
    ...numbers.flatMap(({ name, isDrawn, warnings = [] }) =>
      isDrawn ? warnings.map(words => `${name}: ${words}`) : [],
    ),
    ...open.map(
      ({ name }) =>
        `${name}: more than 1 % of what was observed was still open when the run ended, at some point; its tail is longer than shown there.`,
    ),
  ];
}
