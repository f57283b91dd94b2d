/**
 * Two stories of the same buyer beside each other: steps that are equal stand in the same row, and what only one of them
 * has stands in rows that are marked.
 *
 *     same      the same step at the same moment
 *     shifted   the same step at another moment, or after another wait
 *     differs   steps of one story only, or of each something else
 */
import type { Step } from './story.ts';

export interface Row {
  mark: 'same' | 'shifted' | 'differs';
  left?: Step;
  right?: Step;
}

export function sideBySide(left: readonly Step[], right: readonly Step[]): Row[] {
  const rows: Row[] = [];
  let [l, r] = [0, 0];
  for (const [atLeft, atRight] of [...commonSteps(left, right), [left.length, right.length] as const]) {
    // Between two common steps, what only one story has stands beside what only the other has.
    for (; l < atLeft || r < atRight; l++, r++)
      rows.push({
        mark: 'differs',
        ...(l < atLeft ? { left: left[l]! } : {}),
        ...(r < atRight ? { right: right[r]! } : {}),
      });
    [l, r] = [atLeft + 1, atRight + 1];
    const [one, other] = [left[atLeft], right[atRight]];
    if (one === undefined || other === undefined) break;
    rows.push({ mark: isSame(one, other) ? 'same' : 'shifted', left: one, right: other });
  }
  return rows;
}

const isAlike = (one: Step, other: Step): boolean => one.who === other.who && one.what === other.what;

const isSame = (one: Step, other: Step): boolean =>
  one.clock === other.clock && one.detail === other.detail && one.times === other.times;

/** The longest list of steps that both have in the same order, by their places. */
function commonSteps(left: readonly Step[], right: readonly Step[]): (readonly [left: number, right: number])[] {
  const longest = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let l = left.length - 1; l >= 0; l--)
    for (let r = right.length - 1; r >= 0; r--)
      longest[l]![r] = isAlike(left[l]!, right[r]!)
        ? longest[l + 1]![r + 1]! + 1
        : Math.max(longest[l + 1]![r]!, longest[l]![r + 1]!);
  const common: (readonly [number, number])[] = [];
  for (let l = 0, r = 0; l < left.length && r < right.length; ) {
    if (isAlike(left[l]!, right[r]!)) common.push([l++, r++]);
    else if (longest[l + 1]![r]! >= longest[l]![r + 1]!) l++;
    else r++;
  }
  return common;
}
