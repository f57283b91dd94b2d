/**
 * The sizes to choose from, as a lattice: one dimension for each setting, each with its values from the cheapest to the most
 * generous. A size is a point: the place of its value in every dimension.
 *
 *     billing.servers  3 ┤ ·  ·  ●  ●         ● meets, · fails: more of an ordered setting never hurts,
 *                      2 ┤ ·  ·  ●  ●           so what fails at a point fails below and left of it
 *                      1 ┤ ·  ·  ·  ·
 *                        └─┴──┴──┴──┴─ api.servers
 *
 * Choices without an order (how long a cache keeps answers) make a lattice each: a branch.
 */

export interface Dimension {
  /** As the question names it: `billing.servers`. */
  name: string;
  /** The dotted path of the setting. */
  path: string;
  /** As `--set` takes them. Where ordered, the cheapest (or, of a load, the largest) first. */
  values: readonly string[];
  isOrdered: boolean;
  /** What each value costs. */
  costs: readonly number[];
}

export type Point = readonly number[];

export const costOf = (dimensions: readonly Dimension[], point: Point): number =>
  dimensions.reduce((sum, { costs }, d) => sum + costs[point[d]!]!, 0);

export const keyOf = (point: Point): string => point.join(',');

/** Whether `a` is nowhere more generous than `b`, in the same branch. */
export const isBelow = (dimensions: readonly Dimension[], a: Point, b: Point): boolean =>
  dimensions.every(({ isOrdered }, d) => (isOrdered ? a[d]! <= b[d]! : a[d] === b[d]));

/** The same point with another place in one dimension. */
export const movedTo = (point: Point, d: number, place: number): Point => point.map((at, i) => (i === d ? place : at));

/** The most generous point of each branch, in the order of the question, the last choice varying fastest. */
export function mostGenerous(dimensions: readonly Dimension[]): Point[] {
  return dimensions.reduce<number[][]>(
    (points, { isOrdered, values }) => {
      const places = isOrdered ? [values.length - 1] : values.map((_, place) => place);
      return points.flatMap(point => places.map(place => [...point, place]));
    },
    [[]],
  );
}

/** Dimensions in which a less generous value costs less: the directions of "just below". */
export const paidDimensions = (dimensions: readonly Dimension[]): number[] =>
  dimensions.flatMap(({ isOrdered, costs }, d) => (isOrdered && costs.some(cost => cost !== costs[0]) ? [d] : []));

/** The points just below, in each direction that saves anything. */
export const neighboursBelow = (dimensions: readonly Dimension[], point: Point): { d: number; point: Point }[] =>
  paidDimensions(dimensions).flatMap(d => (point[d]! > 0 ? [{ d, point: movedTo(point, d, point[d]! - 1) }] : []));
