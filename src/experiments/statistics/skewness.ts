/**
 * Skewness and Student's statistic: a symmetric interval around the mean of lopsided values misses on one side. Hall's
 * transformation bends the statistic t = (mean − truth) / standard error until it is symmetric:
 *
 *     bent(t)  =  t + λ t² / 3 + λ² t³ / 27 + λ / 6         λ the skewness of the mean: γ / √n
 *
 * How lopsided few values really lie cannot be told from them. So the interval holds every truth that agrees with some
 * skewness between none and the one estimated: on the side of the long tail it reaches further than Student's, on the
 * other side as far.
 *
 *     Student      ├───────●───────┤
 *     for λ > 0    ├───────●────────────────────┤     four times as far at most, or little more
 *
 * Source: Hall, "On the removal of skewness by transformation", Journal of the Royal Statistical Society B 54 (1992), the
 * monotone cubic.
 */

/** The third central moment by the standard deviation cubed; 0 when all values are the same. */
export function skewnessOf(values: readonly number[]): number {
  const n = values.length;
  let mean = 0;
  for (const value of values) mean += value / n;
  let second = 0;
  for (const value of values) second += ((value - mean) * (value - mean)) / n;
  const deviation = Math.sqrt(second);
  if (!(deviation > 0)) return 0;
  let third = 0;
  for (const value of values) {
    const off = (value - mean) / deviation;
    third += (off * off * off) / n;
  }
  return third;
}

/**
 * Whether values lie more lopsided than chance lets symmetric ones appear: by two standard errors of the skewness of
 * normal values.
 */
export function liesLopsided(skew: number, n: number): boolean {
  return n >= 5 && Math.abs(skew) > 2 * Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
}

/**
 * How lopsided the distribution lies from which so few values show a smaller skewness: few values seldom hold the tail. Made
 * for 20 to 90 values of a gamma distribution, whose bias it removes; measured beyond that (docs/validity.md).
 *
 * Source: Bobée and Robitaille, "Correction of bias in the estimation of the coefficient of skewness", Water Resources
 * Research 11 (1975).
 */
export function skewnessBehind(skew: number, n: number): number {
  const square = skew * skew;
  return skew * (1 + 6.51 / n + 20.2 / (n * n) + (1.48 / n + 6.77 / (n * n)) * square);
}

/** The statistic made symmetric for the skewness between 0 and `lean` that brings it nearest to 0. Rises with t. */
export function leastBent(t: number, lean: number): number {
  if (lean < 0) return -leastBent(-t, -lean);
  if (t >= 0 || lean === 0) return t;
  const rise = (t * t) / 3 + 1 / 6;
  const fall = (-t * t * t) / 27;
  // Of the parabola in λ: t + rise λ − fall λ².
  const highest = Math.min(lean, rise / (2 * fall));
  return Math.min(0, t + rise * highest - fall * highest * highest);
}

/**
 * How far the interval reaches upwards, in standard errors: on the side of a long tail as far as a statistic bends back to
 * what Student's t allows, on the other as far as that.
 *
 * @param reach  of Student's t, in standard errors
 * @param lean   the skewness of the mean
 */
export function reachUp(reach: number, lean: number): number {
  if (!(lean > 0)) return reach;
  let near = reach;
  let far = 2 * reach + 1;
  while (leastBent(-far, lean) > -reach) {
    near = far;
    far *= 2;
  }
  for (;;) {
    const middle = (near + far) / 2;
    if (middle <= near || middle >= far) return middle;
    if (leastBent(-middle, lean) > -reach) near = middle;
    else far = middle;
  }
}
