/**
 * Finds the cheapest point of a lattice that meets, asking about few of its points: branch and bound.
 *
 *     1. the most generous point of each branch; a branch whose best fails is out, and if all are, no size meets
 *     2. in each setting the least that meets with everything else at its most: below it, everything fails
 *     3. from there, the cheapest point that no failing point lies above, until one meets
 *     4. of what costs nothing, the least
 *     5. a look above and below the answer: a curve that is not monotone (a retry storm) is told, not believed
 *
 * What has been found about a point before (a confirmation knows better than a first look) is given in `known`.
 */
import {
  costOf,
  type Dimension,
  isBelow,
  keyOf,
  mostGenerous,
  movedTo,
  type Point,
  paidDimensions,
} from './lattice.ts';

/** What a look at a point has shown; not sure where chance may have decided. */
export interface Look {
  meets: boolean;
  isSure: boolean;
}

/** Asked at most once for each point. */
export type Probe = (point: Point) => Promise<Look>;

export interface SearchQuestion {
  dimensions: readonly Dimension[];
  probe: Probe;
  /** Points that cannot meet, known without a look. */
  isExcluded?: (point: Point) => boolean;
  /** By the key of the point. */
  known?: ReadonlyMap<string, Look>;
  /** Points looked at, at most. */
  most?: number;
  /**
   * Where the cheapest probably is: looked at first, so that what costs no less needs no look. The curve around it is not
   * looked at.
   */
  start?: Point;
}

export interface Probed extends Look {
  point: Point;
}

export interface Search {
  /** The cheapest that meets; undefined when none does. */
  best: Point | undefined;
  /** Every point that was looked at, in order. */
  probed: readonly Probed[];
  /** The most generous point of each branch, with what came of it. */
  branches: readonly Probed[];
  /** A point that fails though a less generous one meets, and that one. */
  broken: readonly { meets: Point; fails: Point }[];
  /** False when the search ended at `most`: something cheaper may meet. */
  isWhole: boolean;
}

/** Enough for several tiers at once; a search that needs more says so. */
const mostProbes = 400;
/** Points considered between two looks; the rest of a huge lattice is left, and told. */
const mostConsidered = 200_000;
/** A line so short is looked at whole, once it has turned out not to be monotone. */
const shortLine = 40;

export async function cheapestThatMeets(question: SearchQuestion): Promise<Search> {
  const searcher = new Searcher(question);
  return searcher.search();
}

/** Thrown within a search that has looked at as many points as it may. */
class Enough extends Error {}

class Searcher {
  private readonly dimensions: readonly Dimension[];
  private readonly question: SearchQuestion;
  private readonly seen = new Map<string, Probed>();
  private looks = 0;
  private best: Point | undefined;

  constructor(question: SearchQuestion) {
    this.question = question;
    this.dimensions = question.dimensions;
    for (const [key, look] of question.known ?? []) this.seen.set(key, { point: key.split(',').map(Number), ...look });
  }

  async search(): Promise<Search> {
    const branches: Probed[] = [];
    let isWhole = true;
    try {
      const { start } = this.question;
      if (start !== undefined) await this.from(start, branches);
      else
        for (const point of mostGenerous(this.dimensions)) {
          const meets = await this.look(point);
          branches.push(this.seen.get(keyOf(point)) ?? { point, meets, isSure: true });
        }
      const open = start === undefined ? branches.filter(({ meets }) => meets).map(({ point }) => point) : [];
      open.sort((a, b) => this.cost(this.leastOf(a)) - this.cost(this.leastOf(b)));
      for (const top of open) await this.within(top);
      if (this.best !== undefined && start === undefined) await this.lookAround(this.best);
    } catch (problem) {
      if (!(problem instanceof Enough)) throw problem;
      isWhole = false;
      this.best = this.cheapestSeen();
    }
    const probed = [...this.seen.values()];
    return { best: this.best, probed, branches, broken: this.broken(), isWhole };
  }

  /** Branch after branch, that of the start first; none of which even the least costs no less than what meets already. */
  private async from(start: Point, branches: Probed[]): Promise<void> {
    if (await this.look(start)) this.best = start;
    const tops = mostGenerous(this.dimensions);
    const own = tops.filter(top => isBelow(this.dimensions, start, top));
    for (const top of [...own, ...tops.filter(other => !own.includes(other))]) {
      if (this.best !== undefined && this.cost(this.leastOf(top)) >= this.cost(this.best)) continue;
      const meets = await this.look(top);
      branches.push(this.seen.get(keyOf(top)) ?? { point: top, meets, isSure: true });
      if (meets) await this.within(top);
    }
  }

  private cost(point: Point): number {
    return costOf(this.dimensions, point);
  }

  /** Whether it meets; known, or it lies within what is excluded, or by a look. */
  private async look(point: Point): Promise<boolean> {
    const key = keyOf(point);
    const before = this.seen.get(key);
    if (before !== undefined) return before.meets;
    if (this.question.isExcluded?.(point) === true) return false;
    if (this.looks >= (this.question.most ?? mostProbes)) throw new Enough();
    this.looks += 1;
    const look = await this.question.probe(point);
    this.seen.set(key, { point, ...look });
    return look.meets;
  }

  /** The same, without a look where a point above fails or one below meets. */
  private async meets(point: Point): Promise<boolean> {
    const own = this.seen.get(keyOf(point));
    if (own !== undefined) return own.meets;
    for (const { point: other, meets } of this.seen.values()) {
      if (!meets && isBelow(this.dimensions, point, other)) return false;
      if (meets && isBelow(this.dimensions, other, point)) return true;
    }
    return this.look(point);
  }

  private leastOf(top: Point): Point {
    return top.map((place, d) => (this.dimensions[d]!.isOrdered ? 0 : place));
  }

  private async within(top: Point): Promise<void> {
    const paid = paidDimensions(this.dimensions);
    const floor = [...top];
    for (const d of paid) floor[d] = 0;
    const isHopeless = () => this.best !== undefined && this.cost(floor) >= this.cost(this.best);
    for (const d of paid) {
      if (isHopeless()) return;
      const most = this.mostThatIsCheaper(floor, d, top[d]!);
      if (most < top[d]! && !(await this.meets(movedTo(top, d, most)))) return;
      floor[d] = await this.leastThatMeets(top, d, most);
    }
    const found = isHopeless() ? undefined : await this.cheapestFrom(floor, top, paid);
    if (found !== undefined) this.best = await this.leastOfWhatIsFree(found, paid);
  }

  /** The highest place that leaves it cheaper than the best so far. */
  private mostThatIsCheaper(floor: Point, d: number, most: number): number {
    let place = most;
    while (this.best !== undefined && place > 0 && this.cost(movedTo(floor, d, place)) >= this.cost(this.best))
      place -= 1;
    return place;
  }

  /** By halving: the place `high` is known to meet. */
  private async leastThatMeets(at: Point, d: number, high: number): Promise<number> {
    let low = -1;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (await this.meets(movedTo(at, d, middle))) high = middle;
      else low = middle;
    }
    return high;
  }

  /** In the order of their cost, those from `floor` to `top` that no failing point lies above. */
  private async cheapestFrom(floor: Point, top: Point, paid: readonly number[]): Promise<Point | undefined> {
    const queue = new CheapestFirst(point => this.cost(point));
    queue.add(floor);
    for (let considered = 0; considered < mostConsidered; considered += 1) {
      const point = queue.take();
      if (point === undefined) return undefined;
      if (this.best !== undefined && this.cost(point) >= this.cost(this.best)) return undefined;
      if (await this.meets(point)) return point;
      for (const d of paid) if (point[d]! < top[d]!) queue.add(movedTo(point, d, point[d]! + 1));
    }
    throw new Enough();
  }

  private async leastOfWhatIsFree(point: Point, paid: readonly number[]): Promise<Point> {
    let least = point;
    for (const [d, { isOrdered }] of this.dimensions.entries())
      if (isOrdered && !paid.includes(d)) least = movedTo(least, d, await this.leastThatMeets(least, d, least[d]!));
    return least;
  }

  /** Halfway up and halfway down in each setting; a short line that is not monotone is looked at whole. */
  private async lookAround(best: Point): Promise<void> {
    const ordered = this.dimensions.flatMap(({ isOrdered }, d) => (isOrdered ? [d] : []));
    for (const d of ordered) {
      const most = this.dimensions[d]!.values.length - 1;
      const above = Math.ceil((best[d]! + most) / 2);
      const below = Math.floor((best[d]! - 1) / 2);
      if (above > best[d]! && above < most) await this.look(movedTo(best, d, above));
      if (below >= 0) await this.look(movedTo(best, d, below));
    }
    if (this.broken().length === 0) return;
    for (const d of ordered) {
      const places = this.dimensions[d]!.values.length;
      if (places > shortLine) continue;
      for (let place = 0; place < places; place += 1) await this.look(movedTo(best, d, place));
    }
    this.best = this.cheapestSeen() ?? best;
  }

  private cheapestSeen(): Point | undefined {
    return [...this.seen.values()]
      .filter(({ meets }) => meets)
      .map(({ point }) => point)
      .sort((a, b) => this.cost(a) - this.cost(b) || compareInOrder(a, b))[0];
  }

  private broken(): { meets: Point; fails: Point }[] {
    const seen = [...this.seen.values()].filter(({ isSure }) => isSure);
    return seen.flatMap(({ point: fails, meets }) => {
      if (meets) return [];
      const below = seen.find(other => other.meets && isBelow(this.dimensions, other.point, fails));
      return below === undefined ? [] : [{ meets: below.point, fails }];
    });
  }
}

function compareInOrder(a: Point, b: Point): number {
  for (const [i, place] of a.entries()) if (place !== b[i]) return place - b[i]!;
  return 0;
}

/** Points by their cost, each once; among equals the one that is first in the order of the settings. */
class CheapestFirst {
  private readonly byCost = new Map<number, Point[]>();
  private readonly added = new Set<string>();
  private readonly cost: (point: Point) => number;

  constructor(cost: (point: Point) => number) {
    this.cost = cost;
  }

  add(point: Point): void {
    const key = keyOf(point);
    if (this.added.has(key)) return;
    this.added.add(key);
    const cost = this.cost(point);
    const alike = this.byCost.get(cost);
    if (alike === undefined) this.byCost.set(cost, [point]);
    else alike.push(point);
  }

  take(): Point | undefined {
    if (this.byCost.size === 0) return undefined;
    const least = Math.min(...this.byCost.keys());
    const alike = this.byCost.get(least)!.sort(compareInOrder);
    const point = alike.shift()!;
    if (alike.length === 0) this.byCost.delete(least);
    return point;
  }
}
