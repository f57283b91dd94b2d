/**
 * Distributions as data and as samplers. A specification is plain data (it can be written in a scenario, hashed and
 * printed); `sampler` turns it into a function of one uniform draw, so that every sample costs exactly one draw and two
 * variants of a world stay aligned.
 */

/** A distribution of numbers in whatever unit its user means; times are in µs, volumes in bytes. */
export type Distribution =
  | { kind: 'constant'; value: number }
  | { kind: 'exponential'; mean: number }
  | { kind: 'uniform'; low: number; high: number }
  | { kind: 'normal'; mean: number; deviation: number }
  /** `median` is e^µ and `sigma` the standard deviation of the logarithm. */
  | { kind: 'lognormal'; median: number; sigma: number }
  | { kind: 'triangular'; low: number; mode: number; high: number }
  /** Measured values in ascending order; between two neighbours the inverse is a straight line. */
  | { kind: 'empirical'; values: readonly number[] }
  /** Shares add up to 1. One draw decides both the part and the value within it. */
  | { kind: 'mix'; parts: readonly { share: number; of: Distribution }[] }
  /** The same distribution without what lies above `max`: drawn from below it, not piled up on it. */
  | { kind: 'truncated'; of: Distribution; max: number }
  | { kind: 'scaled'; of: Distribution; by: number };
