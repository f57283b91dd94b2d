import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/sim/simulation.ts';
import { TimeLimits } from '../../src/sim/time-limits.ts';
import { endOfTime, type Microseconds } from '../../src/sim/units.ts';

/** Rows whose limits are written down when they are reached; a row that is answered has a new generation. */
function limitsOfRows() {
  const simulation = new Simulation({ seed: 1 });
  const generations = new Map<number, number>();
  const reached: [row: number, at: number][] = [];
  const limits = new TimeLimits(
    simulation,
    (row, generation) => generations.get(row) === generation,
    row => {
      generations.set(row, generations.get(row)! + 1);
      reached.push([row, simulation.now]);
    },
  );
  return {
    simulation,
    reached,
    limits,
    begin(row: number, length: number) {
      generations.set(row, (generations.get(row) ?? 0) + 1);
      limits.begin(row, generations.get(row)!, length);
    },
    answer: (row: number) => generations.set(row, generations.get(row)! + 1),
    run: (until: number = endOfTime) => simulation.run(until as Microseconds),
  };
}

describe('time limits', () => {
  it('are reached in the order of their ends, whatever their lengths', () => {
    const { begin, run, reached } = limitsOfRows();
    begin(1, 30);
    begin(2, 10);
    begin(3, 20);
    begin(4, 10);
    run();
    expect(reached).toEqual([
      [2, 10],
      [4, 10],
      [3, 20],
      [1, 30],
    ]);
  });

  it('are not reached by what was answered before', () => {
    const { begin, answer, run, reached } = limitsOfRows();
    begin(1, 10);
    begin(2, 10);
    begin(3, 10);
    answer(1);
    answer(2);
    run();
    expect(reached).toEqual([[3, 10]]);
  });

  it('of one moment end in an event each, so that what one wants done is done before the next', () => {
    const { simulation, begin, run } = limitsOfRows();
    for (let row = 0; row < 5; row++) begin(row, 10);
    run();
    expect(simulation.events).toBe(5);
  });

  it('keep no more than one event pending for each length', () => {
    const { simulation, begin } = limitsOfRows();
    for (let row = 0; row < 1_000; row++) begin(row, row % 2 === 0 ? 10 : 400);
    expect(simulation.pending).toBe(2);
  });

  it('are forgotten with their row', () => {
    const { limits, begin, run, reached } = limitsOfRows();
    begin(1, 10);
    begin(2, 10);
    limits.forget(1);
    run();
    expect(reached).toEqual([[2, 10]]);
  });

  it('agree with a sorted list, for limits that begin and are answered at any time', () => {
    const plan = fc.array(
      fc.record({
        start: fc.nat({ max: 100 }),
        length: fc.constantFrom(1, 2, 7, 30, 31, 1000),
        answered: fc.option(fc.nat({ max: 60 }), { nil: undefined }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(plan, rows => {
        const { simulation, begin, answer, run, reached } = limitsOfRows();
        const asks = simulation.operation('asks', row => begin(row, rows[row]!.length));
        const answers = simulation.operation('answers', row => answer(row));
        rows.forEach(({ start, length, answered }, row) => {
          simulation.schedule(asks, row, start);
          if (answered !== undefined && answered < length) simulation.schedule(answers, row, start + answered + 0.5);
        });
        run();
        const expected = rows.flatMap(({ start, length, answered }, row): [number, number][] =>
          answered !== undefined && Math.ceil(answered + 0.5) < length ? [] : [[row, start + length]],
        );
        const inOrder = (list: [number, number][]) => list.toSorted((a, b) => a[1] - b[1] || a[0] - b[0]);
        const ties = new Set(
          rows.flatMap(({ start, length, answered }, row) =>
            answered !== undefined && start + Math.ceil(answered + 0.5) === start + length ? [row] : [],
          ),
        );
        const clear = (list: [number, number][]) => inOrder(list).filter(([row]) => !ties.has(row));
        expect(clear(reached)).toEqual(clear(expected));
        expect(reached.map(([, at]) => at)).toEqual(reached.map(([, at]) => at).toSorted((a, b) => a - b));
      }),
    );
  });
});
