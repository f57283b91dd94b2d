import { describe, expect, it } from 'vitest';
import {
  type Measure,
  readClaim,
  readCondition,
  readMeasure,
  type Surrounding,
  vocabulary,
} from '../../../src/scenarios/expressions/index.ts';
import { Unreadable } from '../../../src/scenarios/quantities.ts';
import { processorTime } from '../../kit/processor-time.ts';

const soldAndOnline = readMeasure('share(charged > 0 and continueToOnline <= 1 h among purchase)', vocabulary);
const around: Surrounding = {
  metrics: new Map<string, Measure>([['sold-and-online', soldAndOnline]]),
  variants: ['inline', 'async', 'delayed'],
  timeline: [
    { name: 'billing-down', lasts: true },
    { name: 'promo', lasts: false },
  ],
  currencies: ['EUR'],
  length: 2 * 86_400e6,
};
const claim = (text: string) => readClaim(text, vocabulary, around);
const measure = (text: string) => readMeasure(text, vocabulary, around);

/** The advice, and the part of the text it is about. */
function refusal(read: () => unknown): Unreadable {
  try {
    read();
  } catch (problem) {
    if (problem instanceof Unreadable) return problem;
    throw problem;
  }
  throw new Error('it was accepted');
}

const wrongPart = (text: string, { part }: Unreadable) =>
  part === undefined ? text : text.slice(part.at, part.at + part.length);

describe('a claim', () => {
  it.each([
    'count(purchase where ended and charged > 0 and refunded = 0 and not line.active) = 0',
    'share(refunded > 0 among purchase where charged > 0) <= 1 % in every variant',
    'sold-and-online in async >= sold-and-online in inline + 1 %',
    'p95(purchase.continueToOnline where charged > 0) in async <= 20 min',
    'mean(getBalance.latency outside incidents) <= 400 ms',
    'share(ok among getBalance outside incidents) >= 99.9 %',
    'share(ok among getBalance during billing-down) >= 60 %',
    'until(share(ok among getBalance over 1 min) >= 99.9 % after billing-down for 5 min) <= 3 min',
    'share(ok among placeOrder during billing-down) >= 95 %',
    'activation.success >= 70 %',
    'p95(activation.duration) <= 10 min',
    'peak(getBalance.rate over 5 min) <= 3 per s',
    'mean(getBalance.rate) <= 60 per min',
    'p99.9(getBalance.latency) < 2 s and median(getBalance.latency) < 1h30m',
    'not (activation.success < 1 %) or getBalance.requests>=10_000',
    'count(purchase where state in [Done, failed]) / count(purchase) >= 10 %',
    'count(purchase where state in [done]) / count(purchase where not ended) >= 2',
    'sum(purchase.charged) - sum(purchase.refunded) >= 4.99 EUR',
    'ever(rate(getBalance over 1 min) > 5 per s) or ever(not ok among getBalance)',
    'elapsed(mean(getBalance.latency over 1 min) > 1 s from 09:00 to day 2 17:00) <= 2 min',
    'count(getBalance from 11:00 to day 2 12:00) > 0',
    'rate(getBalance) * 1 h > 10',
    'sum(line.used) / 1 h >= 3 Mbit/s',
    'count(purchase where startedAt >= day 2 00:00 and onlineAt - continuedAt < 1 h) > 1',
    'count(purchase where reason = left-at-the-door or reason = "payment declined") = 0',
    'peak(getBalance where not ok over 10 s) < 3/s',
    '70 % <= activation.success',
  ])('%s', text => expect(claim(text).text).toBe(text));

  it('of one comparison knows what is measured, its bound and their dimension', () => {
    expect(claim('  p95(activation.duration) <= 10 min ').comparison).toEqual({
      measured: { kind: 'metric', name: 'activation.duration', fn: 'quantile', p: 0.95, over: undefined },
      bound: { kind: 'constant', value: 600e6 },
      dimension: 'time',
    });
    expect(claim('70 % <= activation.success').comparison).toMatchObject({
      measured: { name: 'activation.success' },
      bound: { value: 0.7 },
    });
    expect(claim('count(purchase) > 1 and count(line) > 1').comparison).toBeUndefined();
  });

  it.each([
    'share(reached among step) = 100 %',
    'count(step where operator = contoso and left > 5) = 0',
    'sum(charged among order) <= 100 EUR',
    'max(operator.soldOut) = 0',
    'count(purchase where entryPoint = toast and nth > 1) <= 5',
    'count(purchase where state = cancelled and step = pay) = 0',
    'count(purchase where callback = notifyBalanceAddition) >= 1',
    'share(template = summer among purchase) >= 10 %',
    'count(purchase where reason in [left-at-pay, lost-patience-at-choose, too-many-tries-at-sign-in, sold-out]) = 0',
    'share(ok among getOffers) >= 99 %',
    'share(ok among getNotifications) >= 99 %',
    'p95(signIn.latency) <= 2 s',
    'p95(callTier.latency) <= 2 s',
  ])('speaks of Mobile Plans: %s', text => expect(claim(text).variants).toEqual([]));

  it.each([
    ['count(purchase where entryPoint = tost) = 0', 'Did you mean `toast`?'],
    ['count(purchase where reason = lost-patience) = 0', 'lost-patience'],
    ['count(purchase where callback = notifyBalanceAdition) = 0', 'Did you mean `notifyBalanceAddition`?'],
  ])('knows the words of its fields: %s', (text, part) => expect(refusal(() => claim(text)).message).toContain(part));

  it('says which variants it needs', () => {
    expect(claim('sold-and-online in async >= sold-and-online in inline + 1 %')).toMatchObject({
      variants: ['async', 'inline'],
      everyVariant: false,
    });
    expect(claim('sold-and-online > 1 % in every variant')).toMatchObject({ variants: [], everyVariant: true });
  });

  it.each([
    ['min(law.judged) >= 100', 'law'],
    ['share(killed among flowMutant) >= 90 %', 'flowMutant'],
    ['count(fault) > 1', 'fault'],
  ])('%s: the set is known, checked, and not built yet', (text, set) => {
    const problem = refusal(() => claim(text));
    expect(problem.message).toBe(`needs rows of \`${set}\``);
    expect(wrongPart(text, problem)).toBe(set);
    expect(refusal(() => claim('min(law.jugded) >= 100')).message).toContain('Did you mean `judged`?');
  });
});

describe('a measure', () => {
  it.each([
    ['share(ok among getBalance)', 'share'],
    ['count(purchase)', 'count'],
    ['p95(getBalance.latency)', 'time'],
    ['sum(line.used)', 'size'],
    ['rate(getBalance)', 'rate'],
    ['sum(line.used) / 1 h', 'bit rate'],
    ['mean(purchase.charged)', 'money'],
    ['count(purchase) / 1 h', 'rate'],
    ['count(purchase where online) / count(purchase)', 'count'],
    ['sum(line.used) / 5 Mbit/s', 'time'],
    ['2 * mean(getBalance.latency)', 'time'],
    ['share(ok among getBalance) * share(online among purchase)', 'share'],
    ['elapsed(share(ok among getBalance over 1 min) < 50 %)', 'time'],
  ])('%s is a %s', (text, dimension) => expect(measure(text).dimension).toBe(dimension));
});

/** Each mistake: the text, the part of it that is wrong, the message or its beginning. */
const mistakes: readonly (readonly [text: string, part: string, message: string])[] = [
  ['', '', 'Expected a metric, a comparison and a bound, for example `activation.success >= 70 %`.'],
  ['p95(getBalance.latency) < 400', '400', 'latency is a time, 400 has no unit. Did you mean `400 ms`?'],
  ['p95(getBalance.latency) < 4 %', '4 %', 'latency is a time, 4 % is a share.'],
  ['activation.success >= 0.7', '0.7', 'success is a share, 0.7 has no unit. Did you mean `70 %`?'],
  ['share(ok among getBalance) > 3', '3', 'share( ) is a share, 3 has no unit. Did you mean `3 %`?'],
  ['count(getBalance) > 70 %', '70 %', 'count( ) is a count, 70 % is a share.'],
  ['getBalance.requests > 5 s', '5 s', 'requests is a count, 5 s is a time.'],
  ['ok && ok', '&&', '`&&` is not a word of the language: write `and`.'],
  ['ok || ok', '||', '`||` is not a word of the language: write `or`.'],
  ['!ok', '!', '`!` is not a word of the language: write `not`.'],
  ['count(purchase) == 1', '==', '`==` is not a word of the language: write `=`.'],
  ['count(purchase) ≥ 1', '≥', '`≥` is not a word of the language: write `>=`.'],
  [
    'activation.sucess > 1 %',
    'activation.sucess',
    'No metric `activation.sucess`. Expected one of: activation.success, activation.duration.',
  ],
  ['p95(activation.duratoin) < 1 s', 'activation.duratoin', 'No metric `activation.duratoin`.'],
  [
    'activation.duration < 1 min',
    'activation.duration',
    'activation.duration is many values; which of them? Write `mean(activation.duration)` or `p95(activation.duration)`.',
  ],
  [
    'peak(getBalance.rate) < 3 per s',
    'peak(getBalance.rate)',
    'Over how long? A peak is kept over 1 s, 10 s, 1 min and 5 min, as in `peak(getBalance.rate over 1 min)`.',
  ],
  ['mean(activation.success) > 1 %', 'mean', 'activation.success is one value; write it without `mean( )`.'],
  ['p95(getBalance.rate) < 1 per s', 'p95', 'Of a rate, `mean(getBalance.rate)` and'],
  [
    'peak(activation.duration) < 1 s',
    'peak',
    '`peak` is for rates; for activation.duration write `max(activation.duration)`.',
  ],
  ['avg(getBalance.latency) < 1 s', 'avg', 'No function `avg`.'],
  ['p100(getBalance.latency) < 1 s', 'p100', 'The value that nothing exceeds is `max( )`.'],
  ['share(ok among getBlance) > 1 %', 'getBlance', 'No set `getBlance`.'],
  [
    'share(ok) > 1 %',
    'ok',
    '`ok` among what? Write `among` and a set behind it: sharing, specialConnection, getBalance, ',
  ],
  ['count(purchase where chraged > 0) = 0', 'chraged', 'A row of purchase has no `chraged`.'],
  ['count(purchase where getBalance.ok) = 0', 'getBalance.ok', '`getBalance.ok` belongs to another set;'],
  ['count(purchase where state = dnoe) = 0', 'dnoe', 'state is never `dnoe`.'],
  ['count(purchase where state > done) = 0', 'state > done', 'state is a word, and is compared by `=` or `!=`.'],
  ['count(purchase where count(line) > 1) > 1', 'count(line)', '`count( )` looks at all rows,'],
  ['share(charged among purchase) > 1 %', 'charged', '`share( )` takes a condition; charged is an amount of money.'],
  ['share(purchase) > 1 %', 'purchase', '`share` of what? Write a condition,'],
  ['mean(purchase) > 1', 'purchase', '`mean` of which field?'],
  ['mean(purchase.ended) > 1', 'purchase.ended', 'ended is a condition; of conditions one takes the share,'],
  ['mean(purchase.state) > 1', 'purchase.state', 'state is a word, of which there is no mean.'],
  ['sum(purchase.charged) > 5 USD', '5 USD', 'The operators of this scenario take EUR:'],
  ['purchase > 3', 'purchase', '`purchase` is a set of rows. Write `count(purchase)`,'],
  [
    'activation.success',
    'activation.success',
    'success is a share; compare it, for example `activation.success >= 70 %`.',
  ],
  ['1 < 2', '1 < 2', 'This asks nothing of the run.'],
  ['true', 'true', 'This asks nothing of the run.'],
  [
    'mean(getBalance.latency over 1 min) < 1 s',
    'over 1 min',
    '`over` has no meaning here; `over` belongs to `peak`, or into `until( )`, `ever( )` and `elapsed( )`.',
  ],
  ['count(purchase for 5 min) > 1', 'for 5 min', '`for` says how long a claim holds:'],
  [
    'p95(activation.duration outside incidents) < 1 s',
    'outside incidents',
    'activation.duration is kept for the whole run only,',
  ],
  ['count(line during billing-down) > 1', 'during billing-down', 'A row of line is as it is when the run ends,'],
  ['count(purchase during biling-down) > 1', 'biling-down', 'The timeline has no `biling-down`.'],
  ['count(purchase during promo) > 1', 'promo', '`promo` happens in a moment,'],
  ['count(purchase from 12:00 to 11:00) = 0', 'from 12:00 to 11:00', 'The stretch is empty:'],
  ['peak(getBalance over 500 ms) > 1 per s', '500 ms', 'A peak is kept by the second:'],
  [
    'until(activation.success > 1 %) < 1 min',
    'activation.success',
    '`activation.success` is one value for the whole run.',
  ],
  [
    'until(share(ok among getBalance) > 99 %) < 1 s',
    'share(ok among getBalance)',
    'Over how long does `share( )` slide?',
  ],
  [
    'until(until(share(ok among signIn over 1 s) > 1 %) > 1 s) < 1 s',
    'until(share(ok among signIn over 1 s) > 1 %)',
    '`until( )` follows the whole run,',
  ],
  [
    'ever(count(signIn over 1 min) > count(signIn over 2 min))',
    '2 min',
    'Stretches that are compared are equally long: another one is of another length.',
  ],
  ['ever(count(signIn over 1 ms) > 1)', '1 ms', 'A stretch slides by a tenth of itself;'],
  ['sold-and-online in asinc > 1 %', 'asinc', 'There is no variant `asinc`.'],
  ['sold-and-online in async > 1 % in every variant', 'in every variant', 'A claim names its variants, or holds'],
  ['count(purchase where online in async) > 1', 'async', '`in` a variant stands behind a whole value,'],
  ['a-b -c > 1', '-', 'Minus has a space on either side,'],
  ['1 < count(signIn) < 3', '<', 'Compare two at a time: write `a < b and b < c`.'],
  ['getBalance.requests > 1,000', '1,000', 'Write large numbers as `1_000`;'],
  ['mean(getBalance.latency) < 5 hors', 'hors', '`hors` is not a unit. Did you mean `hours`?'],
  ['mean(getBalance.latency) < 5 m', '5 m', '`m` could be minutes or months. Write `5 min`.'],
  ['mean(getBalance.latency) 400 ms', '400 ms', 'Expected a comparison, `and`, `or` or the end before `400 ms`.'],
  ['activation.success >= 170 %', '170 %', 'A share is at most 100 %.'],
  ['activation.success >=', '=', 'Something is missing at the end.'],
  ['>= 70 %', '>=', '`>=` compares two values; one is missing before it.'],
  ['count(purchase', 'count(', 'The bracket of `count(` has no end.'],
  ['count(purchase)) > 1', ')', '`)` closes nothing, or something is missing before it.'],
  ['count() > 1', ')', '`count( )` of what?'],
  ['25:00 > 1', '25:00', 'There is no such time of day.'],
  ['"abc', '"', 'This quotation has no end.'],
  ['activation.success >= 70 % ; drop', ';', '`;` is not part of the language.'],
  ['activation.success * mean(activation.duration) + 1 % > 1 s', '1 %', 'this is a time, 1 % is a share.'],
  [
    'mean(getBalance.latency) * mean(getBalance.latency) > 1 s',
    'mean(getBalance.latency)',
    'latency is a time, latency is a time: their product means nothing.',
  ],
  ['constructor > 1', 'constructor', 'No metric `constructor`.'],
  ['hasOwnProperty(purchase) > 1', 'hasOwnProperty', 'No function `hasOwnProperty`.'],
  ['count(toString) > 1', 'toString', 'No set `toString`.'],
  ['__proto__ > 1', '__proto__', 'No metric `__proto__`.'],
  ['count(purchase where __proto__ = 1) > 1', '__proto__', 'A row of purchase has no `__proto__`.'],
];

describe('a mistake', () => {
  it.each(mistakes)('%s: at "%s": %s', (text, part, message) => {
    const problem = refusal(() => claim(text));
    expect(problem.message.slice(0, message.length)).toBe(message);
    expect(wrongPart(text, problem)).toBe(part);
  });

  it.each([
    ['count(purchase) > 1', 'This holds or does not: a claim, for `expect`.'],
    ['count(purchase) in every variant', 'A metric is a value, measured in each variant;'],
    ['count(purchase) in async', 'A metric is measured in each variant;'],
    ['11:00', '11:00 is a moment. A metric is a number,'],
    ['5 s', 'This asks nothing of the run.'],
  ])('%s is no metric: %s', (text, message) => expect(refusal(() => measure(text)).message).toContain(message));

  it.each([
    '(',
    'p95(',
    'a ',
    '<',
    '&',
    'and ',
    'not ',
    '1 + ',
    'x in [',
    '- ',
    '"',
    '9',
    'a.',
    'a-',
    '1 h ',
    '1 h 1 ',
    'day 1 ',
    'count(purchase where ',
    'share(ok among getBalance) > 1 % and ',
    ' ',
    'p9.',
    '\u{1F600}',
  ])('of "%s" again and again is told at once, however long it is', part => {
    const took_ms = processorTime(() => {
      for (const length of [500, 9_999, 1_000_000])
        expect(() => claim(part.repeat(Math.max(1, Math.floor(length / part.length))))).toThrow(Unreadable);
    });
    expect(took_ms).toBeLessThan(1_000);
  });

  it('of 100,000 brackets is told, and a hundred are read', () => {
    expect(() => claim(`${'('.repeat(100_000)}1`)).toThrow('at most 10000 characters');
    expect(() => claim(`${'('.repeat(4_000)}1`)).toThrow('at most 100 brackets deep');
    const nested = (depth: number) => `${'('.repeat(depth)}count(purchase)${')'.repeat(depth)} > 1`;
    expect(() => claim(nested(99))).toThrow('brackets deep');
    expect(() => claim(nested(98))).not.toThrow();
  });
});

describe('a condition of a law', () => {
  it.each([
    ['purchase', 'charged > 0'],
    ['purchase', 'line.active or refunded = charged'],
    ['purchase', 'cancelledBy = user and charged = 0'],
    ['order', 'count(payment.charged) <= 1'],
    ['operator', 'count(profile where state in [Released, Downloaded, Installed]) <= stock.granted'],
  ])('of each %s: %s', (set, text) => expect(readCondition(text, set, vocabulary).event).toBeUndefined());

  it('may be something that happens', () => {
    expect(readCondition('lpa.download', 'purchase', vocabulary).event).toBe('lpa.download');
    expect(refusal(() => readCondition('lpa.downlaod', 'purchase', vocabulary)).message).toContain(
      'Did you mean `lpa.download`?',
    );
    expect(refusal(() => readCondition('sum(payment.charged) > 1', 'order', vocabulary)).message).toContain(
      'it can be counted, `count(payment.charged)`',
    );
  });
});
