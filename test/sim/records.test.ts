import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { model, sees } from '../../src/sim/model.ts';
import {
  count,
  flag,
  id,
  money,
  number,
  oneOf,
  recordStore,
  type Schema,
  small,
  state,
  text,
  time,
  value,
  volume,
} from '../../src/sim/records.ts';
import type { TransitionTable } from '../../src/sim/state-machine.ts';
import type { Bytes, Cents, Microseconds } from '../../src/sim/units.ts';
import { worldWith } from '../kit/world-with.ts';

const lineTable: TransitionTable<'new' | 'active' | 'spent', 'activated' | 'ranDry' | 'toppedUp'> = {
  new: { activated: 'active' },
  active: { ranDry: 'spent', activated: 'active' },
  spent: { toppedUp: 'active' },
};

const line = {
  state: state(lineTable),
  used: volume(),
  balance: money(500),
  renewals: count(),
  tries: small(3),
  rate: number(0.5),
  plan: id(),
  expiresAt: time(),
  roaming: flag(),
  reason: oneOf(['noCredit', 'blocked']),
} satisfies Schema;

const fresh = {
  state: 'new',
  used: 0,
  balance: 500,
  renewals: 0,
  tries: 3,
  rate: 0.5,
  plan: undefined,
  expiresAt: undefined,
  roaming: false,
  reason: undefined,
};

/** What a handler may assign to each field. */
const worths: { [F in keyof typeof line]: fc.Arbitrary<unknown> } = {
  state: fc.constantFrom('new', 'active', 'spent'),
  used: fc.maxSafeNat(),
  balance: fc.maxSafeInteger(),
  renewals: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  tries: fc.integer({ min: 0, max: 255 }),
  rate: fc.double({ noNaN: true }),
  plan: fc.option(fc.nat(), { nil: undefined }),
  expiresAt: fc.option(fc.maxSafeNat(), { nil: undefined }),
  roaming: fc.boolean(),
  reason: fc.option(fc.constantFrom('noCredit', 'blocked'), { nil: undefined }),
};

type Step = { does: 'assign'; row: number; field: keyof typeof line; worth: unknown } | { does: 'add' };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Step>({ does: 'add' }) },
  {
    weight: 9,
    arbitrary: fc.constantFrom(...(Object.keys(line) as (keyof typeof line)[])).chain(field =>
      fc.record({
        does: fc.constant('assign' as const),
        row: fc.nat(),
        field: fc.constant(field),
        worth: worths[field],
      }),
    ),
  },
);

describe.each(['columns', 'objects'] as const)('records kept as %s', kept => {
  it('begin as their schema says', () => {
    const store = recordStore(line, { kept, count: 2 });
    expect(store.count).toBe(2);
    expect(store.snapshot(1)).toEqual(fresh);
  });

  it('hold what is assigned to them, each for itself, through the growth of the store', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 100 }), steps => {
        const store = recordStore(line, { kept, count: 1 });
        const plain: Record<string, unknown>[] = [{ ...fresh }];
        for (const step of steps) {
          if (step.does === 'add') {
            expect(store.add()).toBe(plain.length);
            plain.push({ ...fresh });
          } else {
            const row = step.row % plain.length;
            (store.at(row) as Record<string, unknown>)[step.field] = step.worth;
            plain[row]![step.field] = step.worth;
          }
        }
        plain.forEach((record, row) => {
          expect(store.snapshot(row)).toEqual(record);
        });
      }),
    );
  });

  it('can begin with another word in some of them, and then hold what is assigned to them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ row: fc.nat(9), worth: fc.constantFrom(undefined, 'noCredit', 'blocked') }), {
          maxLength: 30,
        }),
        fc.boolean(),
        (assigned, roaming) => {
          const store = recordStore(line, { kept, count: 10 });
          store.begin('reason', 'blocked', 2, 3);
          store.begin('reason', 'blocked', 5, 1);
          store.begin('reason', 'noCredit', 6, 2);
          store.begin('roaming', roaming, 0, 4);
          const reasons = Array.from({ length: 10 }, (_, row) =>
            [2, 3, 4, 5].includes(row) ? 'blocked' : [6, 7].includes(row) ? 'noCredit' : undefined,
          );
          for (const { row, worth } of assigned) {
            store.at(row).reason = worth as 'blocked';
            reasons[row] = worth as 'blocked';
          }
          expect(reasons.map((_, row) => store.look(row).reason)).toEqual(reasons);
          expect(store.look(3).roaming).toBe(roaming);
          expect(store.look(4).roaming).toBe(false);
          expect(store.add()).toBe(10);
          expect(store.snapshot(10)).toEqual(fresh);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are written by handlers as if each were an object', () => {
    const store = recordStore(line, { kept, count: 3 });
    const record = store.at(2);
    record.used = (record.used + 1_000) as Bytes;
    record.used = (record.used + 500) as Bytes;
    record.renewals += 1;
    record.expiresAt = 7 as Microseconds;
    record.expiresAt = undefined;
    expect(store.snapshot(2)).toEqual({ ...fresh, used: 1500, renewals: 1 });
    expect(store.snapshot(1)).toEqual(fresh);
  });

  it('can be looked at two at a time', () => {
    const store = recordStore(line, { kept, count: 2 });
    store.at(0).balance = 1 as Cents;
    store.at(1).balance = 2 as Cents;
    const [first, second] = [store.look(0), store.look(1)];
    store.at(0).balance = 3 as Cents;
    expect([first.balance, second.balance]).toEqual([3, 2]);
  });

  it('say how many bytes each field takes', () => {
    const bytes = recordStore({ tries: small(), plan: id(), used: volume() }, { kept, count: 0 }).layout;
    expect(bytes).toEqual([
      { field: 'tries', bytes: 1 },
      { field: 'plan', bytes: 4 },
      { field: 'used', bytes: 8 },
    ]);
  });

  it.each([
    ['renewals', -1],
    ['renewals', 1.5],
    ['renewals', 2 ** 32],
    ['tries', 256],
    ['plan', -1],
    ['rate', Number.NaN],
    ['roaming', 1],
    ['reason', 'other'],
    ['state', 'gone'],
    ['balance', undefined],
  ] as const)('in strict mode refuse what no column could hold: %s = %s', (field, worth) => {
    const store = recordStore(line, { kept, count: 1, strict: true });
    const write = () => {
      (store.at(0) as Record<string, unknown>)[field] = worth;
    };
    expect(write).toThrow(`"${field}" cannot hold ${worth}`);
  });

  it('in strict mode refuse a field that the schema does not name', () => {
    const store = recordStore(line, { kept, count: 1, strict: true });
    expect(() => Object.assign(store.at(0), { usd: 5 })).toThrow('The record has no field "usd"');
  });

  it('in strict mode end the life of a view when its handler returns', () => {
    const store = recordStore(line, { kept, count: 1, strict: true });
    const record = store.at(0);
    expect(record.tries).toBe(3);
    store.revoke();
    expect(() => record.tries).toThrow(TypeError);
    expect(store.at(0).tries).toBe(3);
  });
});

describe('records kept by column', () => {
  it('take no text or free values', () => {
    expect(() => recordStore({ name: text() }, { kept: 'columns', count: 1 })).toThrow(
      'only for records kept as objects',
    );
    expect(recordStore({ name: text(), tags: value<string[]>() }, { kept: 'objects', count: 1 }).snapshot(0)).toEqual(
      {},
    );
  });

  it('refuse a word that is none of the field', () => {
    const store = recordStore(line, { kept: 'columns', count: 1 });
    expect(() => Object.assign(store.at(0), { reason: 'bored' })).toThrow('"bored" is none of noCredit, blocked');
  });
});

describe('a snapshot', () => {
  it('stays as it was when a free value is changed later', () => {
    const store = recordStore({ tags: value<string[]>() }, { kept: 'objects', count: 1 });
    const tags = ['a'];
    store.at(0).tags = tags;
    const before = store.snapshot(0);
    tags.push('b');
    expect(before).toEqual({ tags: ['a'] });
  });
});

/** One handler for each kind of thing handlers do. */
const subscription = model('subscription', {
  source: 'this test',
  table: lineTable,
  record: line,
  timers: { renews: 1000 as Microseconds },
  facts: ['used', 'renewed'],
  takes: {
    uses(line, bytes: number, does) {
      line.used = (line.used + bytes) as Bytes;
      if (line.state === 'new') does.move(line, 'activated');
      does.emit('used', line.used);
      does.arm('renews');
    },
    renews(line, _, does) {
      line.renewals += 1;
      line.expiresAt = (does.now + 10) as Microseconds;
      line.roaming = !line.roaming;
      does.emit('renewed', line.renewals);
      if (line.renewals % 2 === 0) does.self('uses', line.renewals);
    },
    plans(line, plan: number | undefined, does) {
      line.plan = plan;
      line.reason = plan === undefined ? 'noCredit' : undefined;
      line.rate = does.draw('rate', line.renewals);
      does.cancel('renews');
    },
  },
});

type Message = { name: 'uses'; bytes: number } | { name: 'renews' } | { name: 'plans'; plan: number | undefined };
const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ name: fc.constant('uses' as const), bytes: fc.nat() }),
  fc.record({ name: fc.constant('renews' as const) }),
  fc.record({ name: fc.constant('plans' as const), plan: fc.option(fc.nat(), { nil: undefined }) }),
);
const program = fc.array(fc.record({ message, subject: fc.nat({ max: 3 }), then: fc.integer({ min: 0, max: 1500 }) }), {
  maxLength: 40,
});

describe('the same handlers', () => {
  const play = (
    steps: readonly { message: Message; subject: number; then: number }[],
    kept: 'columns' | 'objects',
    inspected?: number,
  ) => {
    const world = worldWith(subscription, { kept, count: 4 });
    const recording =
      inspected === undefined ? undefined : world.assembly.inspect(world.installed, inspected, () => 'test');
    for (const { message, subject, then } of steps) {
      if (message.name === 'uses') world.tell('uses', message.bytes, subject);
      else if (message.name === 'plans') world.tell('plans', message.plan, subject);
      else world.tell('renews', undefined, subject);
      world.clock.advance(then as Microseconds);
    }
    const records = [0, 1, 2, 3].map(who => world.record(who));
    return { result: { records, fingerprint: world.simulation.facts.fingerprint(), facts: world.facts }, recording };
  };

  it('give the same records and facts whether kept by column or as objects', () => {
    fc.assert(
      fc.property(program, steps => {
        expect(play(steps, 'columns').result).toEqual(play(steps, 'objects').result);
      }),
    );
  });

  it('give the same fingerprint with and without inspection, and the patches lead from the first record to the last and back', () => {
    fc.assert(
      fc.property(
        program,
        fc.constantFrom('columns' as const, 'objects' as const),
        fc.nat({ max: 3 }),
        (steps, kept, who) => {
          const { result, recording } = play(steps, kept, who);
          expect(result).toEqual(play(steps, kept).result);
          const last = result.records[who]!;
          expect(recording!.at(Number.MAX_SAFE_INTEGER as Microseconds)).toEqual(last);
          expect(recording!.back(last, recording!.changes.length)).toEqual(fresh);
          expect(recording!.initial).toEqual(fresh);
        },
      ),
    );
  });
});

describe('the kernel in strict mode', () => {
  it('finds a handler that keeps its record', () => {
    let kept: { tries: number } | undefined;
    const keeper = model('keeper', {
      source: 'this test',
      record: { tries: small() },
      takes: {
        keep(record) {
          kept = record;
        },
      },
    });
    const { tell } = worldWith(keeper);
    tell('keep');
    expect(() => kept!.tries).toThrow(TypeError);
  });

  it('finds a model that writes the record of another', () => {
    const meddler = model('meddler', {
      source: 'this test',
      record: { tries: small() },
      takes: {
        meddle(_record, _, does) {
          Object.assign(does.look(other), { tries: 1 });
        },
      },
    });
    const other = sees<typeof meddler>('other');
    const { tell, assembly, installed } = worldWith(meddler);
    assembly.show(other, installed);
    expect(() => tell('meddle')).toThrow('"tries" may be written only by its own model');
  });
});
