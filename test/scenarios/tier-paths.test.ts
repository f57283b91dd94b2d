import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unreadable } from '../../src/scenarios/quantities.ts';
import { readTierPath, tiersOf, waitsOf } from '../../src/scenarios/tier-paths.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

const waits = (text: string) => waitsOf(readTierPath(text)).map(({ caller, called }) => `${caller}>${called.text}`);
const problemOf = (text: string): Unreadable => {
  try {
    readTierPath(text);
  } catch (problem) {
    if (problem instanceof Unreadable) return problem;
    throw problem;
  }
  throw new Error('the path was read');
};

describe('a path through tiers', () => {
  it('holds the thread of each tier while the next one works', () => {
    expect(waits('gateway > api > billing')).toEqual(['gateway>api', 'api>billing']);
  });

  it('asks another tier after a miss, for the same caller', () => {
    expect(waits('gateway > api > cache else billing > ledger')).toEqual([
      'gateway>api',
      'api>cache',
      'api>billing',
      'billing>ledger',
    ]);
  });

  it('asks one after the other within brackets, and queues what is later', () => {
    expect(waits('gateway > api > (crm then payment then smdp) later billing')).toEqual([
      'gateway>api',
      'api>crm',
      'api>payment',
      'api>smdp',
    ]);
    expect(readTierPath('a later b')).toMatchObject({
      kind: 'later',
      first: { name: 'a' },
      afterAnswer: { name: 'b' },
    });
  });

  it.each([
    ['gateway >', 'The path ends where a tier was expected.', 8],
    ['gateway > > api', 'Expected a tier before `>`.', 10],
    ['gateway api', 'Expected `>`, `else`, `then` or `later` before `api`.', 8],
    ['(a then b', 'The path ends where `)` was expected.', 8],
    ['a > b)', 'Expected `>`, `else`, `then` or `later` before `)`.', 5],
    ['a, b', 'Expected `>`, `else`, `then` or `later` before `,`.', 1],
    ['(a then b) > c', 'Only one tier can wait for the next.', 11],
    ['', 'The path ends where a tier was expected.', 0],
    [`${'('.repeat(20)}a${')'.repeat(20)}`, 'Brackets are nested at most 10 deep.', 10],
  ])('%s is a mistake with its place', (text, message, at) => {
    const problem = problemOf(text);
    expect(problem.message).toContain(message);
    expect(problem.part?.at).toBe(at);
  });

  it('of any signs is read or refused at once', () => {
    const word = fc.constantFrom('a', 'b', '>', '(', ')', 'else', 'then', 'later', ',', '%');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), words => {
        const text = words.join(' ');
        try {
          for (const { text: name, at } of tiersOf(readTierPath(text))) expect(text.startsWith(name, at)).toBe(true);
        } catch (problem) {
          expect(problem).toBeInstanceOf(Unreadable);
        }
      }),
    );
  });

  it('names tiers of the same operator', () => {
    const operator =
      'api: { paths: { getBalance: gateway > bilings else gateway > gateway } }, backend: { gateway: { servers: 2 }, billing: {} }';
    const [mistake] = mistakesOf(scenarioText({ operator })).filter(({ severity }) => severity === 'error');
    expect(mistake).toMatchObject({
      line: 4,
      column: 52,
      length: 7,
      message: 'No tier `bilings` in operators.contoso.backend. Did you mean `billing`?',
    });
  });

  it.each([
    ['api > api', 48],
    ['api > cache else api', 59],
    ['api > other > api', 56],
    ['api > (other then other > api later other)', 68],
  ])('never waits for itself, not through others either: %s', (path, column) => {
    const operator = `api: { paths: { getBalance: ${path} } }, backend: { api: { servers: 2 }, other: {}, cache: { ttl: 5 s } }`;
    const [mistake] = mistakesOf(scenarioText({ operator })).filter(({ severity }) => severity === 'error');
    expect(mistake.column).toBe(column);
    expect(mistake.message).toBe(
      '`api` would wait for itself and hold a thread so long; with all of them held, nothing moves again.',
    );
  });

  it('may ask the same tier again when nobody holds its thread', () => {
    const operator =
      'api: { paths: { getBalance: api > (other then other) later api } }, backend: { api: {}, other: {} }';
    expect(load(scenarioText({ operator })).warnings).toEqual([]);
  });

  it.each(['then', 'later', 'else'])('has words that no tier is called by: %s', name => {
    const [mistake] = mistakesOf(scenarioText({ operator: `backend: { ${name}: { servers: 2 } }` }));
    expect(mistake.message).toBe(`\`${name}\` is a word of the language. Give the tier another name.`);
  });
});
