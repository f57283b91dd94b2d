/** Whoever says that two runs differ must say where: the first fact that is not the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyRun } from '../../src/experiments/verify.ts';
import type { WorldOptions } from '../../src/models/world.ts';
import { BinaryHeapQueue } from '../../src/sim/binary-heap-queue.ts';
import { clockText } from '../../src/sim/guards.ts';
import { hours } from '../../src/sim/units.ts';
import { evenly, settingsWith, type ToldFact, worldOf } from '../models/small-world.ts';

/** A queue with a bug: it delivers every entry a microsecond late, from the one pushed as number `nth` on. */
class LateQueue extends BinaryHeapQueue {
  private pushes = 0;
  private readonly nth: number;

  constructor(nth: number) {
    super();
    this.nth = nth;
  }

  override push(code: number, subject: number): void {
    this.pushes += 1;
    if (this.pushes >= this.nth) this.time[0]! += 1;
    super.push(code, subject);
  }
}

/** Every world gets a queue of its own. */
const withLateEntries = (nth: number): WorldOptions => ({
  get queue() {
    return new LateQueue(nth);
  },
});

const settings = settingsWith({
  length: hours(12),
  group: { count: 0, arrive: { perDay: 180, weights: evenly }, flyout: { perDay: 8 } },
});

const words = ({ name, subject, value, at }: ToldFact) => `${name} of ${subject} with ${value} at ${clockText(at)}`;

/** The first fact in which two runs differ, found the slow way. */
function firstDifference(again: WorldOptions): string | undefined {
  const [a, b] = [{}, again].map(options => {
    const { world, told } = worldOf(settings, options);
    world.run();
    return told.map(words);
  });
  const at = a!.findIndex((fact, i) => fact !== b![i]);
  return at === -1 ? undefined : `fact ${at + 1}: "${a![at]}" in the first run, "${b![at]}" in the second`;
}

describe('a run that is verified', () => {
  it('is the same twice', async () => {
    const verification = await verifyRun(settings);
    expect(verification).toMatchObject({ same: true });
    expect(verification!.facts).toBeGreaterThan(4096);
    expect(verification!.difference).toBeUndefined();
  });

  it('is the same on another queue', async () => {
    const again: WorldOptions = {
      get queue() {
        return new BinaryHeapQueue();
      },
    };
    expect(await verifyRun(settings, { again })).toMatchObject({ same: true });
  });

  it('names the first fact that differs, wherever the difference is planted', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6000 }), async nth => {
        const again = withLateEntries(nth);
        const difference = firstDifference(again);
        const verification = await verifyRun(settings, { again });
        expect(verification!.same).toBe(difference === undefined);
        expect(verification!.difference).toBe(difference);
      }),
      { numRuns: 8, endOnFailure: true },
    ));

  it('has two fingerprints when it differs', async () => {
    const verification = await verifyRun(settings, { again: withLateEntries(2001) });
    expect(verification!.same).toBe(false);
    expect(verification!.fingerprints[0]).not.toBe(verification!.fingerprints[1]);
    expect(verification!.difference).toMatch(
      /^fact \d+: ".+ of \d+ with .+ at .+" in the first run, ".+" in the second$/,
    );
  });
});
