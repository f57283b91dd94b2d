import { describe, expect, it } from 'vitest';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

const backend = 'backend: { crm: { results: { wrongPassword: 4 % } }, payment: { outside: true } }';
const messages = (steps: string) =>
  mistakesOf(scenarioText({ operator: `portal: { steps: { ${steps} } }, ${backend}` }))
    .filter(({ severity }) => severity !== 'unbuilt')
    .map(({ message }) => message);

describe('a portal flow of one’s own', () => {
  it.each([
    [
      'a step without an end',
      'a: { then: b }, b: { page: 2 resources 20 kB }',
      'What follows `b`? Write `then: STEP`, `then: done` or `end: failed`.',
    ],
    [
      'a step that nothing leads to',
      'a: { then: done }, b: { then: done }',
      'No way leads to `b` from `a`, the first step.',
    ],
    [
      'steps that never end',
      'a: { then: b at most 2 times }, b: { then: a at most 2 times }',
      'From `a`, no way leads to an end. Write `then: done` or `end: failed`.',
      'From `b`, no way leads to an end. Write `then: done` or `end: failed`.',
    ],
    [
      'an end from which something follows',
      'a: { end: failed, then: done }',
      'Here the purchase ends, so nothing follows. Keep `end`, or `then` and `if`.',
    ],
    [
      'a circle of several steps',
      'a: { then: b }, b: { then: { c: 10 %, done: rest } }, c: { calls: crm.signIn, then: done, if: { wrongPassword: a } }',
      'a → b → c → a can repeat for ever (wrongPassword). Add `at most N times`.',
    ],
    [
      'a circle beside another mistake',
      'a: { calls: crm.signIn, then: chose, if: { wrongPassword: a } }, choose: { then: done }',
      'No step `chose` in operators.contoso.portal.steps. Did you mean `choose`?',
      'a → a can repeat for ever (wrongPassword). Add `at most N times`.',
    ],
    [
      'an outcome that cannot be',
      'a: { calls: crm.signIn, then: done, if: { wrongPasword: done } }',
      'No outcome `wrongPasword` of crm.signIn. Expected one of: wrongPassword, error, timeout. Did you mean `wrongPassword`?',
    ],
    [
      'an outcome of nothing',
      'a: { then: done, if: { error: done } }',
      'A step that calls nothing has no outcome. Write what it `calls`.',
    ],
    [
      'a tier that is not there',
      'a: { calls: cmr.signIn, then: done }',
      'No tier `cmr` in operators.contoso.backend. Did you mean `crm`?',
    ],
    [
      'a call without a tier',
      'a: { calls: signIn, then: done }',
      'Expected a call to a tier, for example `crm.signIn`.',
    ],
    [
      'a share that is none',
      'a: { then: { b: many, done: rest } }, b: { then: done }',
      'Expected a share, for example `5 %`.',
    ],
    [
      'a share that is a map',
      'a: { then: { b: { c: 1 % }, done: rest } }, b: { then: done }',
      'Expected a share, or rest.',
    ],
    ['a list of steps', 'a: { then: [b] }, b: { then: done }', 'Expected a step, or a map of steps and their shares.'],
    [
      'a page without its size',
      'a: { page: 14, then: done }',
      'Expected the size of a page, for example `14 resources 900 kB`.',
    ],
    [
      'a word of the language as a name',
      'a: { then: done }, done: { end: failed }',
      '`done` is a word of the language. Give the step another name.',
    ],
    [
      'a limit that is none',
      'a: { calls: crm.signIn, then: done, if: { wrongPassword: a at most 0 times } }',
      'Expected at least 1.',
    ],
  ])('with %s is a mistake', (_, steps, ...expected) => {
    expect(messages(steps)).toEqual(expected);
  });

  it('may ask what became of a payment', () => {
    expect(
      messages(
        'pay: { calls: payment.charge, then: done, if: { timeout: unsure } }, unsure: { calls: payment.status, if: { charged: done, notCharged: pay at most 2 times } }',
      ),
    ).toEqual([]);
  });

  it('ends as often as it likes in circles that are limited', () => {
    expect(messages('a: { calls: crm.signIn, then: done, if: { wrongPassword: a at most 3 times } }')).toEqual([]);
  });

  it('has at most 200 steps', () => {
    const row = (count: number) =>
      messages(
        Array.from({ length: count }, (_, i) => `s${i}: { then: ${i === count - 1 ? 'done' : `s${i + 1}`} }`).join(
          ', ',
        ),
      );
    expect(row(200)).toEqual([]);
    expect(row(201)).toEqual(['There are 201 entries; operators.contoso.portal.steps has at most 200.']);
  });
});

describe('the documented portal flow', () => {
  it('takes think time and leavers of its four steps', () => {
    const text = scenarioText({ operator: 'portal: { steps: { pay: { leaves: 7 %, think: 5 s } } }' });
    expect(load(text).settingsFor('baseline').operators[0].portal.steps[2]).toEqual({
      name: 'pay',
      leaves: 0.07,
      think: { kind: 'constant', value: 5e6 },
    });
  });
});
