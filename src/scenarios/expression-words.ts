/** The words of expressions with what they mean and an example of each; the tests read every example. */
export interface ExpressionWord {
  word: string;
  meaning: string;
  example: string;
}

export const expressionWords: readonly ExpressionWord[] = [
  { word: 'mean', meaning: 'The arithmetic mean of all values', example: 'mean(getBalance.latency) <= 400 ms' },
  { word: 'min', meaning: 'The smallest value', example: 'min(activation.duration) > 5 s' },
  {
    word: 'p50',
    meaning: 'The median: half of all values are at most this',
    example: 'p50(activation.duration) <= 3 min',
  },
  { word: 'p95', meaning: '95 of 100 values are at most this', example: 'p95(activation.duration) <= 10 min' },
  { word: 'p99', meaning: '99 of 100 values are at most this', example: 'p99(getBalance.latency) <= 2 s' },
  { word: 'max', meaning: 'The largest value', example: 'max(getBalance.latency) < 5 s' },
  {
    word: 'peak',
    meaning: 'The rate within the busiest stretch of a length',
    example: 'peak(getBalance.rate over 1 min) <= 3 per s',
  },
  {
    word: 'over',
    meaning: 'How long the busiest stretch is: 1 s, 10 s, 1 min or 5 min',
    example: 'peak(getBalance.rate over 5 min) <= 3 per s',
  },
];
