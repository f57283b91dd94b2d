/** The part of jstat that serves as a reference; the package brings no types. */
declare module 'jstat' {
  const jstat: {
    beta: { cdf(x: number, a: number, b: number): number };
    binomial: { cdf(k: number, n: number, p: number): number };
    exponential: { cdf(x: number, rate: number): number };
    gamma: { cdf(x: number, shape: number, scale: number): number };
    studentt: { inv(p: number, degreesOfFreedom: number): number };
    /** The interval around a value, from the sample it is the mean of. */
    tci(value: number, alpha: number, sample: readonly number[]): [number, number];
    ttest(value: number, sample: readonly number[], sides: 1 | 2): number;
  };
  export default jstat;
}
