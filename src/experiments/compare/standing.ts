/** Whether a verdict stands where something is otherwise than written. */
import type { ComparedNumber, CompareVerdict } from './comparison.ts';
import type { Standing } from './verdict-tornado.ts';

interface Judged {
  number: ComparedNumber | undefined;
  verdict: CompareVerdict;
}

export function standingOf(written: Judged, there: Judged): Standing {
  if (there.verdict.outcome === 'no data') return 'no data';
  if (written.verdict.direction === 'unknown') return standingOfSigns(written, there);
  const { best: before } = written.verdict;
  const { best: now } = there.verdict;
  if (before === null) return now === null ? 'stands' : 'falls';
  if (now === null) return 'open';
  if (now === before) return 'stands';
  if (!there.verdict.likeBest.includes(before)) return 'falls';
  return written.verdict.likeBest.includes(now) ? 'stands' : 'open';
}

/** Where nobody has said which way is better, the verdict is which variants differ, and which way. */
function standingOfSigns(written: Judged, there: Judged): Standing {
  const [before, now] = [signsOf(written), signsOf(there)];
  if (before.size === 0) return now.size === 0 ? 'stands' : 'falls';
  const kept = [...before].map(([variant, sign]) => (now.get(variant) ?? 0) * sign);
  return kept.some(one => one < 0) ? 'falls' : kept.some(one => one === 0) ? 'open' : 'stands';
}

/** Of the variants that differ from the base. */
const signsOf = ({ number }: Judged): ReadonlyMap<string, number> =>
  new Map(
    (number?.differences ?? []).flatMap(({ variant, value, differs }) =>
      differs && value !== null ? [[variant, Math.sign(value)] as const] : [],
    ),
  );
