/** The twelve mistakes that people make most, and the message and place that each of them gets. */
import { describe, expect, it } from 'vitest';
import type { Mistake } from '../../src/scenarios/mistakes.ts';
import { mistakesOf, scenarioText, toldOf } from './scenario-text.ts';

/** A portal of one's own and its back end; each step may be written otherwise. */
function shop(
  steps: Record<string, string> = {},
  more: { group?: string; run?: string; timeline?: string } = {},
): string {
  const flow = {
    'sign-in':
      '{ calls: crm.signIn, then: { choose: 70 %, identify: rest }, if: { wrongPassword: sign-in at most 3 times } }',
    identify: '{ then: choose }',
    choose: '{ then: fulfil }',
    fulfil: '{ order: esim, callback: notifyProfileDownload, then: done }',
    ...steps,
  };
  return `mpsim: 1
run: { length: 2 days${more.run ?? ''} }
operators:
  contoso:
    api: { paths: { getBalance: api > billing } }
    portal:
      steps:
${Object.entries(flow)
  .map(([name, step]) => `        ${name}: ${step}`)
  .join('\n')}
    backend:
      api: { servers: 1 }
      billing: { servers: 1 }
      crm: { results: { wrongPassword: 4 % } }
population:
  buyers: { ${more.group ?? 'arrive: 10 per day'} }
${more.timeline ?? ''}`;
}

/** `line:column length message`, and the severity of what is no error. */
const told = ({ severity, line, column, length, message }: Mistake): string =>
  `${severity === 'error' ? '' : `${severity} `}${line}:${column} ${length} ${message}`;

const table: readonly (readonly [number, string, string, string])[] = [
  [
    1,
    'a time without a unit',
    scenarioText({ operator: 'backend: { crm: { service: 120 } }' }),
    '4:41 3 120 of what? Expected a time, for example `120 ms`.',
  ],
  [
    2,
    'a comma within braces',
    scenarioText({ operator: 'backend: { crm: { service: lognormal(median 20 s, p95 90 s) } }' }),
    '4:64 9 `p95 90 s)` became a key of its own: a comma ends a value inside { }. Write `lognormal median 20 s p95 90 s`.',
  ],
  [
    3,
    'a lognormal that cannot be',
    scenarioText({ operator: 'backend: { crm: { service: lognormal mean 100 ms p99 2 s } }' }),
    '4:41 29 No lognormal has p99 above 14.97 times its mean (yours: 20 times). Use median and p99, or a mix.',
  ],
  [
    4,
    'shares that leave something over',
    shop({ 'sign-in': '{ then: { choose: 70 %, identify: 20 % } }' }),
    '8:20 4 Shares add up to 90 %. Missing 10 %; write `identify: rest`?',
  ],
  [
    5,
    'a step that is not there',
    shop({ identify: '{ then: chose }' }),
    '9:27 5 No step `chose` in operators.contoso.portal.steps. Did you mean `choose`?',
  ],
  [
    6,
    'a step that repeats',
    shop({
      'sign-in': '{ calls: crm.signIn, then: { choose: 70 %, identify: rest }, if: { wrongPassword: sign-in } }',
    }),
    '8:100 7 sign-in → sign-in can repeat for ever (wrongPassword). Add `at most N times`.',
  ],
  [
    7,
    'an identifier without quotes',
    scenarioText({ group: 'arrive: 1 per day, iccid: 8988303000000614227' }),
    '6:38 19 YAML reads this as …614000 (too long for a number). Put it in quotes.',
  ],
  [
    8,
    'an interval that Windows rounds',
    shop({
      fulfil:
        '{ order: esim, callback: notifyPurchaseWithProfileDownload, networkRegistrationInterval: 5 min, then: done }',
    }),
    'warning 11:106 5 Windows rounds up to 15 min; this equals 15 min.',
  ],
  [
    9,
    'balance for who has no line',
    shop({ fulfil: '{ order: balance, callback: notifyBalanceAddition, then: done }' }),
    '11:45 21 Adds balance to a current line, but buyers have none. For a first purchase use notifyProfileDownload.',
  ],
  [
    10,
    'a bound without a unit',
    scenarioText({ more: 'expect:\n  - p95(getBalance.latency) < 400\n' }),
    '8:31 3 latency is a time, 400 has no unit. Did you mean `400 ms`?',
  ],
  [
    10,
    'a sign of another language',
    scenarioText({ more: 'expect:\n  - activation.success > 1 % && getBalance.success > 1 %\n' }),
    '8:30 2 `&&` is not a word of the language: write `and`.',
  ],
  [
    11,
    'a moment in the warm-up',
    shop(
      {},
      { run: ', warmUp: 1 day', timeline: 'timeline: [{ at: 09:00, for: 1 min, outage: contoso.api, as: hang }]\n' },
    ),
    '18:18 5 Day 1 09:00 lies in the warm-up and will not be counted. Write `day 2 09:00`?',
  ],
  [
    12,
    'an outage without a kind',
    shop({}, { timeline: 'timeline: [{ at: 09:00, for: 1 min, outage: contoso.backend.billing }]\n' }),
    '18:45 23 hang, refuse, errors N % or slow xN? A hung billing holds every api thread, a refusing one none; there is no default.',
  ],
];

describe('mistake', () => {
  it.each(table)('%i, %s, is told with its place, and nothing else is', (_, __, text, message) => {
    const found = toldOf(text).filter(({ severity }) => severity !== 'unbuilt');
    expect(found.map(told)).toEqual([message]);
  });

  it('7 is none in quotes', () => {
    const text = scenarioText({ group: "arrive: 1 per day, iccid: '8988303000000614227'" });
    expect(mistakesOf(text).map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      'unbuilt population.lines.iccid',
    ]);
  });

  it('9 is none for who has a line', () => {
    const steps = { fulfil: '{ order: balance, callback: notifyBalanceAddition, then: done }' };
    expect(toldOf(shop(steps, { group: 'arrive: 1 per day, device: { sim: warm }' }))).toEqual([]);
  });

  it('11 is a warning where the day is written', () => {
    const timeline = 'timeline: [{ at: day 1 09:00, for: 1 min, outage: contoso.api, as: hang }]\n';
    expect(toldOf(shop({}, { run: ', warmUp: 1 day', timeline })).map(told)).toEqual([
      'warning 18:18 11 Day 1 09:00 lies in the warm-up and will not be counted. Write `day 2 09:00`?',
    ]);
  });
});
