/**
 * Several differences judged at once: among twenty metrics one "differs" by chance alone. Holm's adjustment keeps the
 * probability of even one false verdict at the level asked for, however the metrics hang together.
 *
 * Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 */

/**
 * The p-values as they may be compared with the level, in the order given.
 *
 * @param pValues  from 0 to 1; undefined where there was nothing to judge, which stays so and counts for nothing
 */
export function holmAdjusted(pValues: readonly (number | undefined)[]): (number | undefined)[] {
  const judged = pValues
    .flatMap((p, index) => (p === undefined ? [] : [{ p, index }]))
    .sort((a, b) => a.p - b.p || a.index - b.index);
  const adjusted = new Array<number | undefined>(pValues.length).fill(undefined);
  let atLeast = 0;
  for (const [rank, { p, index }] of judged.entries()) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`A p-value lies between 0 and 1 and is not ${p}`);
    atLeast = Math.min(1, Math.max(atLeast, (judged.length - rank) * p));
    adjusted[index] = atLeast;
  }
  return adjusted;
}

/** Which of the differences can be called different from 0 together, with the confidence of all verdicts at once. */
export function differsTogether(pValues: readonly (number | undefined)[], confidence = 0.95): boolean[] {
  return holmAdjusted(pValues).map(p => p !== undefined && p <= 1 - confidence);
}
