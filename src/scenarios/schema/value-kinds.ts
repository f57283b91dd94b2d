/**
 * What each kind of value looks like in a file: an example for people, and for editors the types and the pattern of its
 * text. A pattern lets pass whatever the language accepts; whether a value is right is decided when it is read.
 */
import type { SettingFacts } from './setting.ts';

/** Types that a plain YAML reader may find in a value; the language itself takes every value as text. */
type ScalarType = 'string' | 'number' | 'boolean';

export interface ValueKind {
  example: string | undefined;
  /** None where a value may have any form. */
  types: readonly ScalarType[] | undefined;
  pattern?: string;
}

const text: readonly ScalarType[] = ['string', 'number', 'boolean'];
/** A number and its unit, as in `120 ms` or `3 per s`: a bare number is refused. */
const withUnit = { types: ['string'], pattern: '^\\d[\\d_]*(?:\\.\\d+)? ?[^\\d\\s.]' } as const;

const kinds: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ['a time', { example: '5 min', ...withUnit }],
  ['a volume of data', { example: '200 MB', ...withUnit }],
  ['a share', { example: '5 %', ...withUnit }],
  ['a bit rate', { example: '5 Mbit/s', ...withUnit }],
  ['an amount of money', { example: '4.99 EUR', ...withUnit }],
  ['a number for each day', { example: '4_000 per day by hour published', ...withUnit }],
  ['a number per day', { example: '2 per day', ...withUnit }],
  ['an access point name', { example: 'internet.contoso', types: ['string'] }],
  ['a web address', { example: 'https://account.contoso.example/', types: ['string'] }],
  ['a date and time', { example: '2019-09-02 00:00', types: ['string'], pattern: '^\\d{4}-\\d{2}-\\d{2}' }],
  ['a rate, or none', { example: '3 per s', types: ['string'] }],
  ['a distribution of times', { example: 'lognormal median 20 s p95 90 s', types: ['string'] }],
  ['a distribution of volumes', { example: 'lognormal median 2 MB p95 40 MB', types: ['string'] }],
  ['a time zone', { example: 'Europe/Berlin', types: ['string'] }],
  ['a whole number', { example: '10_000', types: ['string', 'number'], pattern: '^\\d[\\d_]*$' }],
  ['a host name', { example: 'mobileplans.contoso.example', types: text }],
  ['a text', { example: undefined, types: text }],
  ...(
    [
      ['a step', 'sign-in at most 3 times'],
      ['a step, or a map of steps and their shares', '{ pay: 70 %, look: rest }'],
      ['the size of a page', '14 resources 900 kB'],
      ['a call to a tier', 'crm.signIn then crm.load'],
      ['a path through tiers', 'gateway > api > cache else billing'],
      ['a delivery', '5_000 every day at 06:00'],
      ['a rate limit', '120 per s per operator'],
      ['an answer', '429 retryAfter 30 s'],
      ['retries', '1 after 100 ms'],
      ['a circuit breaker', 'open at 50 % of 20 for 30 s'],
      ['a time and a factor', '60 s at x3'],
      ['a number of servers', '1 server'],
      ['a price for data', '2 EUR per 100 MB'],
      ['a share, or rest', '30 %'],
    ] as const
  ).map(([unit, example]): [string, ValueKind] => [unit, { example, types: undefined }]),
]);

/** A kind that is not listed may have any form, and its default is the example. */
export function valueKindOf({ unit, default: usual, words }: SettingFacts): ValueKind {
  const kind = kinds.get(unit) ?? { example: undefined, types: undefined };
  return { ...kind, example: usual ?? words?.[0] ?? kind.example };
}
