import { describe, expect, it } from 'vitest';
import { vocabulary } from '../../src/scenarios/index.ts';
import { readLaws } from '../../src/scenarios/laws.ts';
import type { Mistake } from '../../src/scenarios/mistakes.ts';
import { readQuestions } from '../../src/scenarios/questions.ts';
import { namedEntries } from '../../src/scenarios/timeline.ts';
import { readYaml } from '../../src/scenarios/yaml-document.ts';
import { processorTime } from '../kit/processor-time.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

const messages = (more: string) => mistakesOf(scenarioText({ more })).map(({ message }) => message);
const documentOf = (text: string) => readYaml(text, 'test.yaml');

describe('metrics', () => {
  it('have names, and may use those above them', () => {
    const { metrics } = load(
      scenarioText({
        more: 'metrics:\n  sold: count(purchase where online)\n  half: sold / 2\nexpect:\n  - half > 1\n',
      }),
    );
    expect(metrics.map(({ name, measure }) => [name, measure.dimension])).toEqual([
      ['sold', 'count'],
      ['half', 'count'],
    ]);
    expect(messages('metrics: { half: sold / 2, sold: count(purchase) }\n')[0]).toContain('No metric `sold`.');
  });

  it('have names of their own', () => {
    expect(messages('metrics: { share: count(purchase) }\n')).toEqual([
      '`share` is a word of the language; a metric needs another name.',
    ]);
    expect(messages('metrics: { a b: count(purchase) }\n')).toEqual([
      'The name of a metric is a letter, then letters, digits and hyphens, at most 64.',
    ]);
  });

  it('that use each other doubly are read at once', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `  m${i + 1}: m${i} + m${i}`).join('\n');
    const took_ms = processorTime(() => {
      expect(load(scenarioText({ more: `metrics:\n  m0: count(purchase)\n${lines}\n` })).metrics).toHaveLength(61);
    });
    expect(took_ms).toBeLessThan(1_000);
  });
});

describe('expect', () => {
  it('takes a claim, or a claim with its reason and its level', () => {
    const { expectations } = load(
      scenarioText({
        more: 'expect:\n  - count(purchase) > 1\n  - { that: count(line) > 1, why: so, level: question }\n  - { that: count(line) > 2, level: gate }\n',
      }),
    );
    expect(expectations.map(({ why, level }) => [why, level])).toEqual([
      [undefined, 'gate'],
      ['so', 'question'],
      [undefined, 'gate'],
    ]);
  });

  it('tells the place of a mistake within the line, quoted or not', () => {
    for (const line of ['- count(purchas) > 1', '- "count(purchas) > 1"', "- { that: 'count(purchas) > 1' }"]) {
      const [mistake] = mistakesOf(scenarioText({ more: `expect:\n  ${line}\n` }));
      expect(mistake!.column).toBe(line.indexOf('purchas') + 3);
      expect(mistake!.length).toBe(7);
      expect(mistake!.message).toContain('Did you mean `purchase`?');
    }
  });

  it('knows the variants, the currencies and the length of the scenario', () => {
    expect(messages('variants: { a: baseline }\nexpect:\n  - count(purchase) in b > 1\n')).toEqual([
      'There is no variant `b`. Expected one of: a.',
    ]);
    expect(messages('expect:\n  - sum(purchase.charged) > 5 USD\n')[0]).toContain('take EUR');
    expect(messages('expect:\n  - ever(count(signIn over 1 ms) > 3)\n')[0]).toContain('slides by a tenth');
    expect(messages('expect:\n  - { that: count(purchase) > 1, level: gates }\n')).toEqual([
      'Expected one of: gate, question. Did you mean `gate`?',
    ]);
  });
});

describe('slo', () => {
  it('is read like expect, with its places', () => {
    const mistakes: Mistake[] = [];
    const { slo } = readQuestions(
      documentOf(
        'slo:\n  fast: mean(getBalance.latency outside incidents) <= 400 ms\n  up: share(ok among getBalance) >= 3\n',
      ),
      vocabulary,
      {},
      mistakes,
    );
    expect(slo.map(({ name }) => name)).toEqual(['fast']);
    expect(mistakes).toMatchObject([{ line: 3, column: 37, path: 'slo.up' }]);
  });
});

describe('the timeline', () => {
  it('gives claims the names of its entries; outages last', () => {
    expect(
      namedEntries(
        documentOf(
          'timeline:\n  - { name: down, at: day 2 11:00, for: 20 min, outage: contoso.backend.billing, as: hang }\n  - { name: promo, at: 14:00, campaign: laptops }\n  - { at: 15:00 }\n  - { name: odd, at: noon }\n',
        ),
      ),
    ).toEqual([
      { name: 'down', lasts: true },
      { name: 'promo', lasts: false },
      { name: 'odd', lasts: false },
    ]);
  });
});

describe('laws', () => {
  const lawsOf = (text: string) => {
    const mistakes: Mistake[] = [];
    const laws = readLaws(documentOf(`laws:\n${text}`), vocabulary, {}, mistakes);
    return { laws, messages: mistakes.map(({ message }) => message), mistakes };
  };

  it('have five shapes', () => {
    const { laws, messages: said } = lawsOf(`
  paid-means-served: { why: Consumer law, each: purchase, when: charged > 0, then: line.active or refunded = charged, within: 24 h of calm }
  cancelled-is-free: { each: purchase, after: cancelledBy = user and charged = 0, never: charged > 0 }
  one-charge-per-order: { each: order, always: count(payment.charged) <= 1 }
  no-download-before-payment: { each: purchase, when: lpa.download, before: payment.charged }
  stock-is-not-oversold:
    each: operator
    always: count(profile where state in [Released, Downloaded, Installed]) <= stock.granted
  all-end: { each: purchase, atEnd: ended }
`);
    expect(said).toEqual([]);
    expect(laws.map(({ each, shape }) => [each, shape.kind])).toEqual([
      ['purchase', 'then'],
      ['purchase', 'never'],
      ['order', 'always'],
      ['purchase', 'before'],
      ['operator', 'always'],
      ['purchase', 'atEnd'],
    ]);
    expect(laws[0]!.shape).toMatchObject({ within: { time: 86_400e6, ofCalm: true } });
    expect(laws[3]!.shape).toMatchObject({ when: { event: 'lpa.download' }, before: { event: 'payment.charged' } });
  });

  it.each([
    ['a: { each: purchase }', 'A law has one of five shapes:'],
    ['a: { each: purchase, always: ended, never: online }', 'A law has one shape; this has `always` and `never`.'],
    ['a: { each: purchase, when: ended }', '`when` goes with `then`, or with `before`: one of the two.'],
    ['a: { each: purchase, when: ended, then: online, before: online }', '`when` goes with `then`, or with `before`'],
    ['a: { each: purchase, always: ended, within: 2 h }', '`within` does not go with `always`.'],
    ['a: { each: purchase, when: ended, before: online, within: 2 h }', '`within` does not go with `before`.'],
    [
      'a: { each: purchase, when: ended, then: online, within: 24 }',
      '24 of what? Expected a time, for example `24 ms`.',
    ],
    ['a: { each: purchase, always: chraged > 0 }', 'Did you mean `charged`?'],
    ['a: { each: purchase, always: charged }', 'charged is an amount of money; compare it,'],
    ['a b: { each: purchase, always: ended }', 'The name of a law is a letter,'],
  ])('%s: %s', (text, message) => expect(lawsOf(`  ${text}\n`).messages.join('\n')).toContain(message));

  it('tell the place of a mistake', () => {
    expect(lawsOf('  a: { each: purchase, always: chraged > 0 }\n').mistakes).toMatchObject([
      { line: 2, column: 32, length: 7 },
    ]);
  });
});
