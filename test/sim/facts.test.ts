import fc from 'fast-check';
import { take } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { FactLog } from '../../src/sim/facts.ts';

interface Told {
  kind: number;
  time: number;
  subject: number;
  value: number;
}

const kinds = ['bought', 'moved', 'failed'];

function logOf(facts: readonly Told[]): FactLog {
  const clock = new Float64Array(1);
  const log = new FactLog(clock);
  for (const kind of kinds) log.declare(kind);
  for (const { kind, time, subject, value } of facts) {
    clock[0] = time;
    log.value[0] = value;
    log.tell(kind, subject);
  }
  return log;
}

const anyFact: fc.Arbitrary<Told> = fc.record({
  kind: fc.integer({ min: 0, max: kinds.length - 1 }),
  time: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.maxSafeNat()),
  subject: fc.integer({ min: -1, max: 2 ** 31 - 1 }),
  value: fc.double({ noNaN: true }),
});

describe('the fingerprint', () => {
  it('is 16 hex digits, of an empty history too', () => {
    expect(logOf([]).fingerprint()).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is the same for the same facts', () => {
    fc.assert(
      fc.property(fc.array(anyFact), facts => {
        expect(logOf(facts).fingerprint()).toBe(logOf(facts).fingerprint());
      }),
    );
  });

  it('depends on the kind, the time, the subject and the value of each fact', () => {
    fc.assert(
      fc.property(
        fc.array(anyFact, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.constantFrom<keyof Told>('kind', 'time', 'subject', 'value'),
        anyFact,
        (facts, nth, part, other) => {
          const at = nth % facts.length;
          fc.pre(!Object.is(facts[at]![part], other[part]));
          const changed = facts.with(at, { ...facts[at]!, [part]: other[part] });
          expect(logOf(changed).fingerprint()).not.toBe(logOf(facts).fingerprint());
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('depends on the order of the facts and on how many there are', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { minLength: 2, maxLength: 10 }), fc.nat(), (facts, nth) => {
        const at = nth % (facts.length - 1);
        const [first, second] = [facts[at]!, facts[at + 1]!];
        fc.pre(JSON.stringify(first) !== JSON.stringify(second));
        const swapped = facts.with(at, second).with(at + 1, first);
        expect(logOf(swapped).fingerprint()).not.toBe(logOf(facts).fingerprint());
        expect(logOf(facts.slice(0, -1)).fingerprint()).not.toBe(logOf(facts).fingerprint());
      }),
    );
  });

  it('spreads over both words: 20,000 histories that differ in one bit or so have as many fingerprints in each', () => {
    const prints = Array.from({ length: 20_000 }, (_, i) =>
      logOf([{ kind: 0, time: i, subject: i % 7, value: 0 }]).fingerprint(),
    );
    for (const half of [prints.map(print => print.slice(0, 8)), prints.map(print => print.slice(8))]) {
      expect(new Set(half).size).toBeGreaterThan(19_995);
    }
    expect(new Set(prints).size).toBe(20_000);
  });
});

describe('the fact log', () => {
  it('numbers kinds in order of declaration, once each', () => {
    const log = logOf([]);
    expect(log.declare('moved')).toEqual({ number: 1, name: 'moved' });
    expect(log.names()).toEqual(kinds);
  });

  it('tells nothing after it is sealed, neither to the fingerprint nor to observers', () => {
    const log = logOf([{ kind: 0, time: 1, subject: 2, value: 3 }]);
    const before = log.fingerprint();
    const seen: number[] = [];
    log.observe('moved', subject => seen.push(subject));
    log.seal();
    log.tell(1, 5);
    expect([log.fingerprint(), log.told, seen]).toEqual([before, 1, []]);
  });

  it('streams the facts of one name, and of one subject if asked', () => {
    const log = logOf([]);
    const all: unknown[] = [];
    const third: unknown[] = [];
    log.stream('moved').subscribe(fact => all.push(fact));
    const subscription = log.stream('moved', 3).subscribe(fact => third.push(fact));
    log.value[0] = 0.5;
    log.tell(1, 3);
    log.tell(1, 4);
    log.tell(0, 3);
    subscription.unsubscribe();
    log.tell(1, 3);
    expect(all).toHaveLength(3);
    expect(third).toEqual([{ time: 0, name: 'moved', subject: 3, value: 0.5 }]);
  });

  it('lets an observer leave while a fact is told, without the next one missing it', () => {
    const log = logOf([]);
    const seen: string[] = [];
    log
      .stream('moved')
      .pipe(take(1))
      .subscribe(() => seen.push('first, once'));
    log.stream('moved').subscribe(() => seen.push('second'));
    log.tell(1, 0);
    log.tell(1, 0);
    expect(seen).toEqual(['first, once', 'second', 'second']);
  });

  it('shows every fact in order to those who see everything', () => {
    const log = logOf([]);
    const seen: string[] = [];
    log.observeAll((fact, subject) => seen.push(`${fact.name} ${subject}`));
    log.tell(2, 1);
    log.tell(0, 2);
    expect(seen).toEqual(['failed 1', 'bought 2']);
  });
});
