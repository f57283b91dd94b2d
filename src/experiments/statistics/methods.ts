/**
 * The ways we make intervals, by the names that results carry. How often each covers the truth has been measured:
 * docs/validity.md has a line for every name here.
 */
export const methods = {
  studentT: 'Student t over replications',
  skewed: 'Hall t over replications',
  paired: 'Student t over paired differences',
  skewedPaired: 'Hall t over paired differences',
  welch: 'Welch t over independent replications',
  share: 'Korn-Graubard over replications',
  batchMeans: 'batch means after MSER-5',
  quantileReplications: 'Student t over quantiles of replications',
  quantilePooled: 'pooled quantile, Student t over replications',
  quantileOrder: 'order statistics',
  quantileRun: 'order statistics over batches of one run',
  peak: 'Hall t over the peaks of replications',
  sequential: 'Student t after sequential stopping',
} as const;

export type MethodName = (typeof methods)[keyof typeof methods];
