/** Search and confirmation together, against a world whose latency is that of an M/M/c: the answer is known beforehand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Found, findAnswer } from '../../../src/experiments/capacity/find-answer.ts';
import { Levels } from '../../../src/experiments/capacity/level.ts';
import type { Bank } from '../../../src/experiments/capacity/places.ts';
import { type CapacityQuestion, questionOf, readTried } from '../../../src/experiments/capacity/question.ts';
import { Trials } from '../../../src/experiments/capacity/trials.ts';
import { mmcStayMean } from '../../../src/experiments/queueing/formulas.ts';
import type { Wish } from '../../../src/experiments/tasks/task-runner.ts';
import { load } from '../../scenarios/scenario-text.ts';
import { cheapestOf, runnerOf, type World } from './made-up-world.ts';

const servers = 'operators.contoso.api.servers';
const scenario = load(
  `mpsim: 1
run: { length: 1 h, start: 2019-09-02 09:00, seed: 1 }
operators: { contoso: { from: de/Telekom } }
population:
  lines: { count: 1000, device: { sim: hot }, usage: none }
slo:
  fast: mean(getBalance.latency) <= 400 ms
`,
);

const asked = (...vary: [path: string, text: string][]): CapacityQuestion =>
  questionOf(scenario, {
    variant: 'baseline',
    vary: vary.map(([path, text]) => readTried(path, text)),
    slo: scenario.slo,
    sets: [],
  });

async function found(
  question: CapacityQuestion,
  world: World,
  { losses = [], replications = 20 }: { losses?: readonly Bank[]; replications?: number } = {},
): Promise<Found & { wishes: readonly Wish[]; value: (d?: number) => string | undefined }> {
  const runner = runnerOf(world);
  const trials = new Trials(runner, question);
  const levels = new Levels(scenario, 'baseline', question.levels);
  const all = await findAnswer({ question, trials, levels, losses, replications });
  const value = (d = 0) => {
    const place = all.answer?.point[d];
    return place === undefined ? undefined : question.dimensions[d]!.values[place];
  };
  return { ...all, wishes: runner.wishes, value };
}

/** 100 ms of work each, so many a second. */
const mmc =
  (perSecond: number): World['latency'] =>
  value => {
    const c = value(servers);
    const offered = perSecond * 0.1;
    return offered >= c ? 30e6 : mmcStayMean(c, offered, 100_000);
  };

/** The cheapest size by the formula. */
const cheapest = (perSecond: number): number => cheapestOf(c => mmc(perSecond)(() => c) <= 400_000);

describe('the capacity of an M/M/c', () => {
  it('is the size that the formula gives, confirmed there and confirmed to fail just below', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 15, max: 290 }), async perSecond => {
        const truth = cheapest(perSecond);
        const { answer, below, value, undecided } = await found(asked([servers, '1..40']), {
          latency: mmc(perSecond),
          spread: 0.02,
        });
        // Where the formula is within chance of the bound, the answer is a range that holds the truth.
        const values = [value(), ...undecided.map(({ point }) => String(point[0]! + 1))];
        expect(values).toContain(String(truth));
        expect(answer?.verdict).toBe('meets');
        expect(answer?.point[0]).toBeGreaterThanOrEqual(truth - 1);
        if (undecided.length === 0) {
          expect(below.map(({ size }) => size.verdict)).toEqual(['fails']);
          expect(below[0]!.size.point[0]).toBe(answer!.point[0]! - 1);
        }
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it('is confirmed with replications that the search has not seen, and takes few of them in all', async () => {
    const { wishes, rounds } = await found(asked([servers, '1..40']), { latency: mmc(95), spread: 0.02 });
    expect(rounds).toHaveLength(1);
    const numbers = wishes.map(({ replication }) => replication);
    const confirming = numbers.filter(number => number >= 1_000);
    expect(confirming).toHaveLength(2 * 20);
    expect(numbers.filter(number => number < 1_000).every(number => number < 8)).toBe(true);
    expect(wishes.length).toBeLessThan(100);
  });

  it('divides the error over the verdicts: with a level in two sizes each has half of what the round may err', async () => {
    const { rounds } = await found(asked([servers, '1..40']), { latency: mmc(95), spread: 0.02 });
    expect(rounds[0]!.confidenceOfEach).toBeCloseTo(1 - 0.05 / 2 / 2, 12);
  });

  it('is a range where chance leaves the size just below undecided, with the replications that would decide', async () => {
    const near: World = {
      latency: value => (value(servers) >= 6 ? 350_000 : value(servers) === 5 ? 401_000 : 900_000),
      spread: 0.1,
    };
    const { value, below } = await found(asked([servers, '1..10']), near);
    expect(value()).toBe('6');
    expect(below.map(({ size }) => size.verdict)).toEqual(['undecided']);
    expect(below[0]!.size.more).toBeGreaterThan(20);
  });

  it('is none where the most generous size fails: that is asked first, and nothing below it', async () => {
    const { answer, infeasible, wishes } = await found(asked([servers, '1..9']), { latency: mmc(200), spread: 0.02 });
    expect(answer).toBeUndefined();
    expect(infeasible.map(({ verdict }) => verdict)).toEqual(['fails']);
    expect(new Set(wishes.map(({ sets }) => JSON.stringify(sets)))).toEqual(new Set([`[["${servers}","9"]]`]));
  });

  it('shows where more makes it worse', async () => {
    const storm: World = {
      latency: value => (value(servers) >= 15 || (value(servers) >= 3 && value(servers) <= 8) ? 100_000 : 900_000),
      spread: 0.02,
    };
    const { search, value } = await found(asked([servers, '1..20']), storm);
    expect(search.broken.length).toBeGreaterThan(0);
    expect(value()).toBe('3');
  });

  it('must still meet with one server lost, and counts a tier of one server as lost altogether', async () => {
    const losses: Bank[] = [
      { name: 'api', path: servers, servers: 1, failing: [['operators.contoso.api.errors', '100 %']] },
    ];
    const { value, answer, below } = await found(
      asked([servers, '1..40']),
      { latency: mmc(95), spread: 0.02 },
      { losses },
    );
    expect(Number(value())).toBe(cheapest(95) + 1);
    expect(answer!.places.map(({ place }) => place.lost)).toEqual([undefined, 'api']);
    expect(below[0]!.size.places.map(({ place }) => place.lost)).toEqual(['api']);
  });
});

describe('a load', () => {
  const count = 'population.lines.count';
  const carrying = (most: number): World => ({
    latency: value => (value(count) <= most ? 200_000 : 600_000),
    spread: 0.02,
  });

  it('is the largest that is carried, within 5 %, with the next larger one confirmed to be too much', async () => {
    for (const most of [1_500, 34_000, 780_000]) {
      const question = asked([count, '1_000..1_000_000']);
      const { value, below } = await found(question, carrying(most));
      const largest = Number(value()!.replaceAll('_', ''));
      expect(largest).toBeLessThanOrEqual(most);
      expect(largest).toBeGreaterThan(most / 1.06);
      const next = question.dimensions[0]!.values[below[0]!.size.point[0]!]!;
      expect(Number(next.replaceAll('_', ''))).toBeGreaterThan(most);
      expect(below[0]!.size.verdict).toBe('fails');
    }
  });

  it('looks at the smallest load first, and is none where that is too much', async () => {
    const { answer, infeasible } = await found(asked([count, '1_000..1_000_000']), carrying(500));
    expect(answer).toBeUndefined();
    expect(infeasible).toHaveLength(1);
  });
});
