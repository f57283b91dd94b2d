/**
 * What a value of an expression is a value of. A bare number is a count; everything else has a unit, and only like is
 * compared with like.
 */

export type Dimension =
  | 'time'
  | 'share'
  | 'count'
  | 'size'
  | 'rate'
  | 'bit rate'
  | 'money'
  | 'text'
  | 'truth'
  | 'clock';

const words: Readonly<Record<Dimension, { what: string; example: string }>> = {
  time: { what: 'a time', example: '10 min' },
  share: { what: 'a share', example: '70 %' },
  count: { what: 'a count', example: '100' },
  size: { what: 'a volume of data', example: '5 MB' },
  rate: { what: 'a rate', example: '3 per s' },
  'bit rate': { what: 'a bit rate', example: '5 Mbit/s' },
  money: { what: 'an amount of money', example: '4.99 EUR' },
  text: { what: 'a word', example: 'done' },
  truth: { what: 'a condition', example: 'ok' },
  clock: { what: 'a moment', example: 'day 2 11:00' },
};

/** "a time", "a share". */
export const inWords = (dimension: Dimension): string => words[dimension].what;

/** A value of that dimension, as one writes it. */
export const exampleOf = (dimension: Dimension): string => words[dimension].example;

/** What a bare number was probably meant to be: `400` as a time is `400 ms`, `0.7` as a share is `70 %`. */
export function withUnit(number: string, dimension: Dimension): string {
  const value = Number(number.replaceAll('_', ''));
  if (dimension === 'share') return `${value <= 1 ? Number((value * 100).toPrecision(12)) : number} %`;
  if (dimension === 'clock') return exampleOf(dimension);
  const unit: Partial<Record<Dimension, string>> = {
    time: 'ms',
    size: 'MB',
    rate: 'per s',
    'bit rate': 'Mbit/s',
    money: 'EUR',
  };
  return `${number} ${unit[dimension] ?? ''}`.trim();
}

/** The unit in which a summary writes such a value. */
export const summaryUnit = (dimension: Dimension, currency = ''): string => {
  const units: Partial<Record<Dimension, string>> = {
    time: 'µs',
    share: 'share',
    count: 'count',
    size: 'B',
    rate: 'per s',
    'bit rate': 'bit/s',
    money: currency,
    clock: 'µs',
  };
  return units[dimension] ?? '';
};
