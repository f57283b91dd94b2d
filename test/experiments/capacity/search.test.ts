/** The search for the cheapest size: always the cheapest of a monotone truth, few looks, and honest where the truth is not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, type Dimension, type Point } from '../../../src/experiments/capacity/lattice.ts';
import { cheapestThatMeets, type Search } from '../../../src/experiments/capacity/search.ts';

const dimension = (values: number, each: number, isOrdered = true): Dimension => ({
  name: 'servers',
  path: 'servers',
  values: Array.from({ length: values }, (_, i) => String(i + 1)),
  isOrdered,
  costs: Array.from({ length: values }, (_, i) => each * (i + 1)),
});

async function searched(
  dimensions: readonly Dimension[],
  meets: (point: Point) => boolean,
  start?: Point,
): Promise<Search & { looks: number }> {
  let looks = 0;
  const search = await cheapestThatMeets({
    dimensions,
    ...(start === undefined ? {} : { start }),
    probe: async point => {
      looks += 1;
      return { meets: meets(point), isSure: true };
    },
  });
  return { ...search, looks };
}

function everyPoint(dimensions: readonly Dimension[]): number[][] {
  return dimensions.reduce<number[][]>(
    (points, { values }) => points.flatMap(point => values.map((_, place) => [...point, place])),
    [[]],
  );
}

/** Sizes that meet are those at or above one of a few. */
const truths = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
    fc.array(fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), { maxLength: 4 }),
  )
  .map(([ordered, hasChoice, corners]) => {
    const dimensions = ordered.map(([values, each]) => dimension(values, each));
    if (hasChoice) dimensions.push(dimension(3, 0, false));
    const least = corners.map(corner => dimensions.map(({ values }, d) => corner[d]! % values.length));
    const meets = (point: Point) =>
      least.some(corner =>
        corner.every((place, d) => (dimensions[d]!.isOrdered ? point[d]! >= place : point[d] === place)),
      );
    return { dimensions, meets };
  });

describe('the search for the cheapest size', () => {
  it('finds one that costs as little from wherever it starts', async () => {
    await fc.assert(
      fc.asyncProperty(truths, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), async (truth, places) => {
        const { dimensions, meets } = truth;
        const start = dimensions.map(({ values }, d) => places[d]! % values.length);
        const costOfBest = ({ best }: Search) => (best === undefined ? undefined : costOf(dimensions, best));
        const from = await searched(dimensions, meets, start);
        expect(costOfBest(from)).toBe(costOfBest(await searched(dimensions, meets)));
        if (from.best !== undefined) expect(meets(from.best)).toBe(true);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('looks at little where it starts at the cheapest already', async () => {
    const dimensions = [dimension(40, 1), dimension(24, 6), dimension(3, 0, false)];
    const { looks, best } = await searched(dimensions, ([a, b]) => a! >= 3 && b! >= 1, [3, 1, 0]);
    expect(best).toEqual([3, 1, 0]);
    expect(looks).toBeLessThan(25);
  });

  it('finds a size that meets, and none that meets costs less, whatever the monotone truth', async () => {
    await fc.assert(
      fc.asyncProperty(truths, async ({ dimensions, meets }) => {
        const { best, broken, isWhole } = await searched(dimensions, meets);
        const costs = everyPoint(dimensions)
          .filter(meets)
          .map(point => costOf(dimensions, point));
        expect(isWhole).toBe(true);
        expect(broken).toEqual([]);
        expect(best === undefined ? Number.POSITIVE_INFINITY : costOf(dimensions, best)).toBe(
          costs.reduce((least, cost) => Math.min(least, cost), Number.POSITIVE_INFINITY),
        );
        if (best !== undefined) expect(meets(best)).toBe(true);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it('looks at few of the sizes: about as many as halving takes in each setting', async () => {
    const dimensions = [dimension(40, 1), dimension(24, 6), dimension(8, 1)];
    const { best, looks } = await searched(dimensions, ([a, b, c]) => a! >= 13 && b! >= 4 && c! >= 2);
    expect(best).toEqual([13, 4, 2]);
    expect(looks).toBeLessThan(25);
  });

  it('asks the most generous size first, and nothing more where that fails', async () => {
    const { best, looks, branches } = await searched([dimension(40, 1), dimension(24, 6)], () => false);
    expect(best).toBeUndefined();
    expect(looks).toBe(1);
    expect(branches).toEqual([{ point: [39, 23], meets: false, isSure: true }]);
  });

  it('tries a choice without order for itself, and leaves one whose most generous size fails', async () => {
    const dimensions = [dimension(10, 1), dimension(3, 0, false)];
    const { best, branches, probed } = await searched(
      dimensions,
      ([servers, choice]) => choice! > 0 && servers! >= 4 * choice!,
    );
    expect(best).toEqual([4, 1]);
    expect(branches.map(({ meets }) => meets)).toEqual([false, true, true]);
    expect(probed.filter(({ point }) => point[1] === 0)).toHaveLength(1);
  });

  it('takes the least of what costs nothing', async () => {
    const { best } = await searched(
      [dimension(6, 1), dimension(5, 0)],
      ([servers, threads]) => servers! >= 2 && threads! >= 1,
    );
    expect(best).toEqual([2, 1]);
  });

  it('never looks at what is excluded, and takes for true what is known', async () => {
    const looked: number[] = [];
    const { best } = await cheapestThatMeets({
      dimensions: [dimension(20, 1)],
      probe: async ([servers]) => {
        looked.push(servers!);
        return { meets: servers! >= 9, isSure: true };
      },
      isExcluded: ([servers]) => servers! < 7,
      known: new Map([['9', { meets: false, isSure: true }]]),
    });
    expect(best).toEqual([10]);
    expect(Math.min(...looked)).toBeGreaterThanOrEqual(7);
  });

  it('notices that more makes it worse, looks at the whole line, and tells which sizes contradict each other', async () => {
    const { best, broken } = await searched(
      [dimension(20, 1)],
      ([servers]) => servers! >= 14 || (servers! >= 3 && servers! <= 6),
    );
    expect(best).toEqual([3]);
    expect(broken.length).toBeGreaterThan(0);
    expect(broken.every(({ meets, fails }) => meets[0]! < fails[0]!)).toBe(true);
  });

  it('ends where it may look no further, with the cheapest it has seen', async () => {
    const { best, isWhole } = await cheapestThatMeets({
      dimensions: [dimension(1000, 1)],
      probe: async ([servers]) => ({ meets: servers! >= 300, isSure: true }),
      most: 4,
    });
    expect(isWhole).toBe(false);
    expect(best![0]).toBeGreaterThanOrEqual(300);
  });
});
