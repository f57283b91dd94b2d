/** The part of jstat that serves as a reference; the package brings no types. */
declare module 'jstat' {
  const jstat: {
    exponential: { cdf(x: number, rate: number): number };
    gamma: { cdf(x: number, shape: number, scale: number): number };
    studentt: { inv(p: number, degreesOfFreedom: number): number };
  };
  export default jstat;
}
