/**
 * The warm-up of one long run: how much of its beginning to leave out, because it began empty.
 *
 *     │      ╭─╮  ╭──╮ ╭╮            MSER-5 looks for the cut after which the mean of the rest is known best:
 *     │   ╭──╯ ╰──╯  ╰─╯╰──          cutting more of the rise lowers the error, cutting more of the plateau raises it
 *     │╭──╯
 *     └──┊──────────────────
 *       cut
 *
 * Source: White, Cobb and Spratt, "A comparison of five steady-state truncation heuristics for simulation", Proceedings
 * of the Winter Simulation Conference (2000).
 */

/** Values are taken five together, which evens out what is only noise. */
const together = 5;

export interface WarmUp {
  /** How many of the first values to leave out. */
  cut: number;
  /** False when the rule would leave out half of the run or more: there is no plateau to see, or it is too short. */
  detected: boolean;
}

/** @param values  in the order in which they came */
export function warmUpOf(values: ArrayLike<number>): WarmUp {
  const groups = Math.floor(values.length / together);
  const half = Math.floor(groups / 2);
  let best = Number.POSITIVE_INFINITY;
  let cut = groups;
  // From the end towards the beginning, so that each step adds one group to mean and spread.
  let center = 0;
  let spread = 0;
  for (let group = groups - 1; group >= 0; group -= 1) {
    let sum = 0;
    for (let i = 0; i < together; i += 1) sum += values[group * together + i];
    const n = groups - group;
    const off = sum / together - center;
    center += off / n;
    spread += off * (sum / together - center);
    const error = spread / (n * n);
    // The last few groups may agree by chance alone.
    if (n > together && error <= best) {
      best = error;
      cut = group;
    }
  }
  return cut < half ? { cut: cut * together, detected: true } : { cut: half * together, detected: groups < 2 };
}
