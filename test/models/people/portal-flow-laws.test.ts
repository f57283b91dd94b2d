/** What holds for every portal flow that can be written down, with whatever goes wrong in it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperatorSettings, PortalStep, TimelineEntry } from '../../../src/models/settings.ts';
import { bytes, hours, milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import {
  always,
  type Change,
  payment,
  portalStep,
  settingsWith,
  type ToldFact,
  tier,
  worldOf,
} from '../small-world.ts';

const buyers = 6;
const share = fc.constantFrom(0, 0, 0.1, 0.3);
const calls = [
  { tier: 'crm', call: 'signIn' },
  { tier: 'payment', call: 'charge' },
  { tier: 'status', call: 'status' },
];
const outcomes = ['wrongPassword', 'declined', 'charged', 'notCharged', 'error', 'timeout', 'soldOut'];

/** Steps lead ahead; a branch may lead anywhere, so many times. */
const flows = fc.integer({ min: 1, max: 5 }).chain(length => {
  const names = Array.from({ length }, (_, at) => `s${at}`);
  const step = (at: number) =>
    fc
      .record({
        resources: fc.option(fc.integer({ min: 0, max: 12 })),
        think: fc.integer({ min: 0, max: 90 }),
        leaves: share,
        goesBack: share,
        closesLid: share,
        calls: fc.subarray(calls, { maxLength: 2 }),
        sells: fc.boolean(),
        end: fc.constantFrom(undefined, undefined, undefined, 'failed', 'done'),
        then: fc.uniqueArray(fc.constantFrom(...names.slice(at + 1), 'done'), { minLength: 1, maxLength: 2 }),
        branches: fc.uniqueArray(
          fc.record({
            outcome: fc.constantFrom(...outcomes),
            to: fc.constantFrom(...names, 'done'),
            atMost: fc.integer({ min: 0, max: 3 }),
          }),
          { selector: ({ outcome }) => outcome, maxLength: 3 },
        ),
      })
      .map(
        ({ resources, think, sells, then, ...more }): PortalStep =>
          portalStep(names[at]!, 'done', {
            ...more,
            page: resources === null ? undefined : { resources, bytes: bytes(20_000 * resources) },
            think: always(seconds(think)),
            order: sells ? 'esim' : undefined,
            callback: sells ? 'notifyProfileDownload' : undefined,
            then: then.map(to => ({ to, share: 1 / then.length })),
          }),
      );
  return fc.tuple(...names.map((_, at) => step(at)));
});

/** All that can go wrong around a flow. */
const troubles = fc.record({
  loadFails: share,
  triesAgain: fc.constantFrom(0, 0.5),
  patience: fc.constantFrom(undefined, milliseconds(800), seconds(6)),
  cancel: share,
  exit: share,
  staysAfterAll: fc.constantFrom(0, 0.5),
  declined: share,
  chargeTime: fc.constantFrom(100, 3_000, 45_000),
  wrongPassword: share,
  orderFails: share,
  orderTime: fc.constantFrom(1, 45),
  outage: fc.constantFrom(undefined, 'hang', 'refuse', 'errors'),
  cdn: fc.boolean(),
});
type Troubles = typeof troubles extends fc.Arbitrary<infer T> ? T : never;

function operatorOf(steps: readonly PortalStep[], one: Troubles): Change<OperatorSettings> {
  return {
    portal: {
      steps,
      loadFails: one.loadFails,
      errorPage: { triesAgain: one.triesAgain, think: always(seconds(10)) },
      patience: one.patience === undefined ? undefined : always(one.patience),
      leavesBy: { cancel: one.cancel, exit: one.exit },
      staysAfterAll: one.staysAfterAll,
      cdn: one.cdn ? 'cdn.contoso.example' : undefined,
    },
    smdp: { orderFails: one.orderFails, order: always(seconds(one.orderTime)) },
    backEnd: {
      tiers: [
        { ...payment(one.declined), service: always(milliseconds(one.chargeTime)) },
        tier('crm', { results: [{ name: 'wrongPassword', share: one.wrongPassword }] }),
        tier('status'),
      ],
    },
  };
}

const outageAs = (kind: 'hang' | 'refuse' | 'errors'): TimelineEntry => ({
  kind: 'outage',
  name: 'out',
  system: 'portal',
  operator: 'contoso',
  at: minutes(1),
  until: minutes(4),
  as: kind === 'errors' ? { kind, share: 0.5 } : { kind },
});

/** Several buyers of different luck, until all is quiet. */
function run(steps: readonly PortalStep[], one: Troubles, seed: number) {
  const settings = settingsWith({
    seed,
    operator: operatorOf(steps, one),
    group: { count: buyers },
    timeline: one.outage === undefined ? [] : [outageAs(one.outage)],
  });
  const { world, told } = worldOf({ ...settings, length: hours(12) });
  for (let device = 0; device < buyers; device += 1) world.assembly.tell(world.users, 'arrives', device);
  world.advance();
  const { flows, requests } = world.assembly;
  const open = { flows: flows.alive, requests: requests.open };
  world.end();
  return { world, told, open };
}

const ends = ['purchase.done', 'purchase.cancelled', 'purchase.abandoned', 'purchase.failed'];

/** What was taken and is neither behind a plan nor given back, after each booking. */
function* openMoney(told: readonly ToldFact[], device: number): Generator<{ fact: string; open: number }> {
  let open = 0;
  for (const { name, subject, value } of told) {
    if (subject !== device || !name.startsWith('billing.')) continue;
    open += name === 'billing.charged' ? value : -value;
    yield { fact: name, open };
  }
}

describe('every portal flow', () => {
  it('has exactly one end for each buyer, keeps no money without a plan, and takes none twice', () => {
    fc.assert(
      fc.property(flows, troubles, fc.nat(1000), (steps, one, seed) => {
        const { world, told, open } = run(steps, one, seed);
        expect(open).toEqual({ flows: 0, requests: 0 });
        const ledger = world.ledgers.store.snapshot(0);
        expect(ledger.charged).toBe(ledger.provisioned + ledger.refunded);
        expect(ledger.open).toBe(0);
        for (let device = 0; device < buyers; device += 1) {
          const ended = told.filter(({ name, subject }) => subject === device && ends.includes(name));
          expect(ended).toHaveLength(1);
          for (const { open } of openMoney(told, device)) expect([0, 499]).toContain(open);
          const sold = told.filter(({ name, subject }) => subject === device && name === 'billing.provisioned');
          expect(sold.length).toBe(world.portals.store.look(device).bought);
          if (world.purchases.store.look(device).state === 'done') expect(sold).toHaveLength(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('without going back takes each branch at most as often as it says', () => {
    fc.assert(
      fc.property(flows, troubles, fc.nat(1000), (flow, one, seed) => {
        const steps = flow.map(step => ({ ...step, goesBack: 0 }));
        const { told } = run(steps, one, seed);
        const branches = steps.flatMap(step => step.branches.map(({ atMost }) => atMost ?? 0));
        const most = steps.length * (1 + branches.reduce((sum, times) => sum + times, 0));
        for (let device = 0; device < buyers; device += 1) {
          const visits = told.filter(({ name, subject }) => subject === device && name === 'purchase.stepEntered');
          expect(visits.length).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 30 },
    );
  });
});
