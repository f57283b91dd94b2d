/**
 * Quantities with their unit in the type. Inside the code a number of microseconds cannot be taken for a number of
 * bytes; where a number leaves the code (JSON, a chart) its name carries the unit instead.
 */

declare const unit: unique symbol;

/** A plain number at run time; the unit exists only for the compiler. */
export type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

/** Simulated time since the start of the run, and every duration. A whole number; 2^53 is 285 years. */
export type Microseconds = Quantity<'µs'>;

/** A volume of data. A whole number of octets; MB is 1,000,000 of them. */
export type Bytes = Quantity<'B'>;

/** An amount of money in the smallest unit of its currency (cents). A whole number. */
export type Cents = Quantity<'cent'>;

export const microseconds = (n: number): Microseconds => Math.round(n) as Microseconds;
export const milliseconds = (n: number): Microseconds => Math.round(n * 1_000) as Microseconds;
export const seconds = (n: number): Microseconds => Math.round(n * 1_000_000) as Microseconds;
export const minutes = (n: number): Microseconds => Math.round(n * 60_000_000) as Microseconds;
export const hours = (n: number): Microseconds => Math.round(n * 3_600_000_000) as Microseconds;
export const days = (n: number): Microseconds => Math.round(n * 86_400_000_000) as Microseconds;

export const bytes = (n: number): Bytes => Math.round(n) as Bytes;
export const kilobytes = (n: number): Bytes => Math.round(n * 1e3) as Bytes;
export const megabytes = (n: number): Bytes => Math.round(n * 1e6) as Bytes;
export const gigabytes = (n: number): Bytes => Math.round(n * 1e9) as Bytes;

/** The last moment the clock can name, about 285 years after the start; nothing is ever scheduled later. */
export const endOfTime = Number.MAX_SAFE_INTEGER as Microseconds;
