/**
 * Replications until the interval is tight: in blocks of ten, twenty at least.
 *
 *     0 … 9 │ 10 … 19 │ 20 … 29 │ 30 … 39
 *                     ╰ look    ╰ look    ╰ look: tight → the answer is made of 0 … 39, whatever else has run
 *
 * The interval is looked at only where a block ends, and in their order. So the answer depends on the values alone and
 * not on how many workers ran ahead: what they did beyond is discarded.
 */
import { type Interval, meanInterval, replicationsNeeded } from './intervals.ts';
import { methods } from './methods.ts';
import { notTightEnough } from './warnings.ts';

export const stoppingRule = { block: 10, fewest: 20, most: 1_000 } as const;

/** How far the interval may reach to either side: as a share of the mean (1 % is 0.01), or in the unit of the values. */
export type Precision = { relative: number } | { absolute: number };

/** Whether the interval around the values reaches no further than asked for. */
export function isTightEnough(values: readonly number[], precision: Precision, confidence = 0.95): boolean {
  const interval = meanInterval(values, confidence);
  return interval !== undefined && halfWidth(interval) <= allowed(interval, precision);
}

/** What to do about values in the order of replications, of which there may be more than the rule needs. */
export type Next =
  /** Replications to run now: from the first to before the last. */
  | { run: { from: number; to: number } }
  /** As many values make the answer; not tight when the most was reached first. */
  | { stop: { n: number; isTight: boolean } };

/**
 * The next block, or the end.
 *
 * @param have     replications done, from 0 without a gap
 * @param tightAt  whether the first n are enough: asked at the ends of blocks, in their order, up to the first yes
 * @param most     replications at most; the last block may be shorter
 */
export function nextBlock(have: number, tightAt: (n: number) => boolean, most: number = stoppingRule.most): Next {
  const { block, fewest } = stoppingRule;
  for (let n = Math.min(fewest, most); n <= have; n = Math.min(n + block, most)) {
    if (tightAt(n)) return { stop: { n, isTight: true } };
    if (n === most) return { stop: { n, isTight: false } };
  }
  const to = have < fewest ? fewest : (Math.floor(have / block) + 1) * block;
  return { run: { from: have, to: Math.min(to, most) } };
}

/** The interval of the values that the rule stops at; undefined while there are too few for it to stop. */
export function sequentialInterval(
  values: readonly number[],
  precision: Precision,
  { confidence = 0.95, most = stoppingRule.most as number } = {},
): Interval | undefined {
  const next = nextBlock(values.length, n => isTightEnough(values.slice(0, n), precision, confidence), most);
  if (!('stop' in next)) return undefined;
  const { n, isTight } = next.stop;
  const interval = meanInterval(values.slice(0, n), confidence);
  if (interval === undefined) return undefined;
  const asked = allowed(interval, precision);
  const needed = asked > 0 ? replicationsNeeded(values.slice(0, n), asked, confidence) : undefined;
  const words = isTight ? undefined : notTightEnough(n, halfWidth(interval) / asked, needed);
  return {
    ...interval,
    method: methods.sequential,
    ...(words === undefined ? {} : { warnings: [...(interval.warnings ?? []), words] }),
  };
}

const halfWidth = ({ low, high }: Interval): number => (high - low) / 2;

const allowed = ({ mean }: Interval, precision: Precision): number =>
  'relative' in precision ? precision.relative * Math.abs(mean) : precision.absolute;
