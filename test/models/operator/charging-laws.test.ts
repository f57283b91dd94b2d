/**
 * Laws of money and bytes, in a world where a prepaid line, a contract and a line of another operator stand side by side and
 * everything happens to them that can: sessions in the middle of slices, top-ups, suspensions, ends of cycles, late records.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachOrderIsSettledOnce, everyByteIsAccountedFor, moneyIsDoubleEntry } from '../../../src/models/invariants.ts';
import { balanceOf } from '../../../src/models/operator/subscription.ts';
import type { OperatorSettings, PlanSettings } from '../../../src/models/settings.ts';
import { breaches } from '../../../src/sim/invariant.ts';
import {
  type Bytes,
  bytes,
  type Cents,
  days,
  hours,
  kilobytes,
  type Microseconds,
  megabytes,
  minutes,
} from '../../../src/sim/units.ts';
import { always, contoso, people, settingsWith, worldOf } from '../small-world.ts';

const prepaid: PlanSettings = { ...contoso.plan, name: 'prepaid', data: megabytes(50), lasts: hours(24) };
const contract: PlanSettings = {
  ...prepaid,
  name: 'contract',
  postpaid: true,
  price: 1999 as Cents,
  lasts: days(3),
  overage: { per: megabytes(7), price: 150 as Cents },
};

const operator = (name: string, granularity: Bytes | undefined, fails: number): OperatorSettings => ({
  ...contoso,
  name,
  plan: prepaid,
  otherPlans: [contract],
  network: { ...contoso.network, networkReady: always(minutes(5)), backEndFails: fails },
  billing: { lag: always(minutes(10)), slice: megabytes(10), granularity },
});

/** Line 0 is prepaid, line 1 a contract, line 2 prepaid at another operator; nobody has them but the test. */
function linesOf(granularity: Bytes | undefined, fails: number) {
  const group = { ...people, sim: 'hot' as const };
  const { world, told } = worldOf(
    settingsWith({
      length: days(400),
      operators: [operator('contoso', granularity, fails), operator('fabrikam', granularity, fails)],
      groups: [
        { ...group, name: 'prepaid' },
        { ...group, name: 'contracts', plan: 'contract' },
        { ...group, name: 'others', operator: 'fabrikam' },
      ],
    }),
    {},
  );
  const { simulation, assembly } = world;
  const after = (time: number) => simulation.run((simulation.now + time) as Microseconds);
  after(1);
  return { world, told, assembly, after };
}

type Act =
  | { line: number; do: 'use'; rate: number }
  | { line: number; do: 'zeroRated'; size: number }
  | { line: number; do: 'buy' | 'leave' | 'rest' | 'suspended' | 'settled' | 'cancels' | 'terminated' | 'reprogrammed' }
  | { do: 'wait'; time: number };

const line = fc.integer({ min: 0, max: 2 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ line, do: fc.constant('use' as const), rate: fc.integer({ min: 1, max: 2e6 }) }),
  },
  { weight: 3, arbitrary: fc.record({ line, do: fc.constantFrom('buy' as const, 'leave' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ line, do: fc.constantFrom('rest' as const, 'suspended' as const, 'settled' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      line,
      do: fc.constantFrom('cancels' as const, 'terminated' as const, 'reprogrammed' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ line, do: fc.constant('zeroRated' as const), size: fc.integer({ min: 1, max: 1e6 }) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), time: fc.integer({ min: 1, max: 90e6 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), time: fc.integer({ min: 1, max: hours(30) }) }),
  },
);

function perform({ world, assembly, after }: ReturnType<typeof linesOf>, one: Act): void {
  const { lines, ledgers, surroundings } = world;
  if (one.do === 'wait') {
    after(one.time);
    return;
  }
  const { line } = one;
  const payment = { device: line, amount: surroundings.plan(line).price };
  if (one.do === 'use') {
    if (lines.store.look(line).rate === 0) assembly.tell(lines, 'trafficStarted', line, { rate: one.rate });
  } else if (one.do === 'zeroRated') assembly.tell(lines, 'zeroRated', line, one.size);
  else if (one.do === 'rest') assembly.tell(lines, 'trafficStopped', line);
  else if (one.do === 'buy') {
    assembly.tell(ledgers, 'charge', surroundings.operatorOf(line), payment);
    assembly.tell(lines, 'ordered', line);
  } else if (one.do === 'leave') {
    assembly.tell(ledgers, 'charge', surroundings.operatorOf(line), payment);
    assembly.tell(ledgers, 'refund', surroundings.operatorOf(line), payment);
  } else assembly.tell(lines, one.do, line, one.do === 'suspended' ? 'unpaid' : undefined);
  after(0);
}

const moneyAndBytes = [everyByteIsAccountedFor, moneyIsDoubleEntry, eachOrderIsSettledOnce];

const generated = [
  fc.constantFrom(undefined, kilobytes(10), bytes(4096)),
  fc.constantFrom(0, 0.5),
  fc.array(act, { maxLength: 50 }),
] as const;
const runs = { numRuns: 40 };

describe('whatever happens to prepaid lines and contracts side by side', () => {
  it('no byte and no cent is lost, and each order is settled once', () =>
    fc.assert(
      fc.property(...generated, (granularity, fails, acts) => {
        const lines = linesOf(granularity, fails);
        const { world } = lines;
        for (const one of acts) {
          perform(lines, one);
          expect(breaches(moneyAndBytes, world, '')).toEqual([]);
        }
        // When nobody uses anything any more, the unbilled window closes and no order is open.
        for (let line = 0; line < 3; line++) perform(lines, { line, do: 'rest' });
        lines.after(minutes(11));
        expect(breaches(moneyAndBytes, world, '')).toEqual([]);
        for (let line = 0; line < 3; line++) {
          const { passed, billed } = world.lines.store.look(line);
          expect(billed).toBe(passed);
          expect(world.modems.store.look(line).carried).toBe(billed + world.accounts.store.look(line).zeroRated);
          expect(world.accounts.store.look(line)).toMatchObject({ state: 'clear', open: 0 });
        }
      }),
      runs,
    ));

  it('a balance is never below nothing, falls by charged use or expiry alone, and rises by an order alone', () =>
    fc.assert(
      fc.property(...generated, (granularity, fails, acts) => {
        const lines = linesOf(granularity, fails);
        const { world, told } = lines;
        const store = world.lines.store;
        const grants = [0, 1, 2].map(line => store.look(line).granted as number);
        let heard = told.length;
        for (const one of acts) {
          const before = [0, 1, 2].map(line => ({
            ...world.lines.store.snapshot(line),
            ...world.accounts.store.snapshot(line),
            ...{ state: store.look(line).state },
          }));
          perform(lines, one);
          for (const { name, subject, value } of told.slice(heard))
            if (name === 'subscription.activated' || name === 'subscription.toppedUp') grants[subject]! += value;
          const news = told.slice(heard).map(({ name, subject }) => `${name} ${subject}`);
          heard = told.length;
          for (const line of [0, 2]) {
            const now = store.look(line);
            const { roundedUp } = world.accounts.store.look(line);
            expect(now.passed <= now.granted && now.billed <= now.granted).toBe(true);
            const balance = balanceOf(now, 'C-7001', world.simulation.now);
            if (balance !== undefined && 'dataRemaining' in balance) {
              expect(balance.dataRemaining).toBeGreaterThanOrEqual(0);
              expect(balance.timeRemaining).toBeGreaterThanOrEqual(0);
            }
            // Charged bytes are within what all plans have granted: the gateway cuts off inside the slice.
            expect(now.recorded + roundedUp).toBeLessThanOrEqual(grants[line]!);
            const was = before[line]!;
            const isOrder = news.some(
              one => one === `subscription.activated ${line}` || one === `subscription.toppedUp ${line}`,
            );
            if (isOrder || news.includes(`subscription.reprogrammed ${line}`)) continue;
            const fell = was.granted - was.billed - (now.granted - now.billed);
            expect(fell).toBe(now.billed - was.billed + (roundedUp - was.roundedUp));
          }
        }
      }),
      runs,
    ));
});

describe('prepaid and postpaid in one world', () => {
  it('each pay for their own plan, and a contract for what it uses beyond it', () => {
    const lines = linesOf(undefined, 0);
    const { world, told, after } = lines;
    const both = (one: 'use' | 'rest') => {
      for (const line of [0, 1]) perform(lines, one === 'use' ? { line, do: 'use', rate: 1e6 } : { line, do: 'rest' });
    };
    both('use');
    after(60e6);
    both('rest');
    expect(world.lines.store.look(0)).toMatchObject({ state: 'outOfData', passed: megabytes(50) });
    expect(world.lines.store.look(1)).toMatchObject({ state: 'hotPostpaid', passed: megabytes(60) });
    // 10 MB beyond the allotment are two steps of 7 MB.
    expect(world.ledgers.store.look(0)).toMatchObject({ receivable: 300, overage: 300, charged: 0 });
    perform(lines, { line: 0, do: 'buy' });
    after(days(3));
    expect(world.ledgers.store.look(0)).toMatchObject({
      charged: 499 + 1999,
      provisioned: 499 + 1999,
      collected: 300,
      receivable: 0,
      open: 0,
    });
    expect(world.ledgers.store.look(1)).toMatchObject({ charged: 0, overage: 0 });
    const waits = told.filter(({ name }) => name === 'customer account.withoutPlan').map(({ value }) => value);
    expect(waits).toEqual([10e6]);
  });

  it('an order that is settled twice stops the run', () => {
    const lines = linesOf(undefined, 0);
    perform(lines, { line: 1, do: 'leave' });
    const again = () => {
      lines.assembly.tell(lines.world.ledgers, 'refund', 0, { device: 1, amount: 1999 });
      lines.after(0);
    };
    expect(again).toThrow(/customer account/);
  });
});
