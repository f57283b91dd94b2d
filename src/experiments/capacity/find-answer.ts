/**
 * The way to the answer: search, confirm, and where the confirmation knows better, search again with what it knows.
 *
 *     most generous size ──fails──▶ no size meets: which level, and why
 *            │ meets
 *     search ──▶ candidate ──▶ confirm ──▶ meets, and below it nothing does ──▶ answer
 *        ▲                        │ fails, or something below meets
 *        └────────────────────────┘
 */
import { type ConfirmedSize, confirmRound, mostRounds, type Round, type ToConfirm } from './confirm.ts';
import { keyOf, mostGenerous, neighboursBelow, type Point } from './lattice.ts';
import type { Levels } from './level.ts';
import { type Looked, lookAt } from './look.ts';
import { type Bank, type Place, placesOf } from './places.ts';
import type { CapacityQuestion } from './question.ts';
import { cheapestThatMeets, type Look, type Search } from './search.ts';
import type { Trials } from './trials.ts';

/** A size that was looked at: in its places, up to the one that misses a level. */
export interface LookedAtSize extends Look {
  point: Point;
  places: readonly Looked[];
}

export interface Found {
  search: Search;
  /** By the key of the point. */
  looked: ReadonlyMap<string, LookedAtSize>;
  rounds: readonly Round[];
  /** The confirmed answer. */
  answer: ConfirmedSize | undefined;
  /** Just below it, in each direction. */
  below: Round['below'];
  /** Sizes that may meet, and were not decided: cheaper than the answer, or all there is. */
  undecided: readonly ConfirmedSize[];
  /** Where no size meets: the most generous one with each choice, confirmed. */
  infeasible: readonly ConfirmedSize[];
}

export interface Finding {
  question: CapacityQuestion;
  trials: Pick<Trials, 'of'>;
  levels: Levels;
  /** Servers that may be lost. */
  losses: readonly Bank[];
  /** Of each confirmation. */
  replications: number;
  /** Given the most generous size as it was looked at, which others need no look. */
  screen?: (top: LookedAtSize) => (point: Point) => boolean;
  say?: (words: string) => void;
  /** Replications of a look, one after the other; two, four and eight without it. */
  looks?: readonly number[];
}

export async function findAnswer(finding: Finding): Promise<Found> {
  const finder = new Finder(finding);
  return finder.find();
}

/**
 * The search alone, for another world: from a size that is probably near the answer, at most so many looks, and nothing is
 * confirmed.
 */
export async function searchFrom(
  finding: Finding,
  { start, most }: { start: Point; most: number },
): Promise<Pick<Found, 'search' | 'looked'>> {
  const finder = new Finder(finding);
  return finder.searchFrom(start, most);
}

class Finder {
  private readonly finding: Finding;
  private readonly looked = new Map<string, LookedAtSize>();
  /** What confirmations have found. */
  private readonly known = new Map<string, Look>();
  private readonly rounds: Round[] = [];
  private readonly confirmed = new Map<string, ConfirmedSize>();
  /** The loss that was missed last: the next one is looked at first. */
  private lastMissed: string | undefined;
  private isExcluded: ((point: Point) => boolean) | undefined;

  constructor(finding: Finding) {
    this.finding = finding;
  }

  async find(): Promise<Found> {
    const [top] = mostGenerous(this.finding.question.dimensions);
    if (top !== undefined) await this.screenFrom(top);
    let search = await this.search();
    let answer: ConfirmedSize | undefined;
    for (let number = 1; search.best !== undefined && number <= mostRounds; number += 1) {
      const { best } = search;
      const own = this.confirmed.get(keyOf(best));
      if (own?.verdict === 'meets') answer = own;
      const open = this.openBelow(best);
      if (answer === own && own !== undefined && open.length === 0) break;
      const round = await this.confirm(number, best, open);
      this.learn(round);
      if (round.answer.verdict === 'meets') answer = round.answer;
      if (round.answer.verdict === 'meets' && !round.below.some(({ size }) => size.verdict === 'meets')) break;
      search = await this.search();
    }
    const infeasible = search.best === undefined && answer === undefined ? await this.confirmNone(search) : [];
    return {
      search,
      looked: this.looked,
      rounds: this.rounds,
      answer,
      below: answer === undefined ? [] : this.belowOf(answer.point),
      undecided: [...this.confirmed.values()].filter(({ verdict }) => verdict === 'undecided'),
      infeasible,
    };
  }

  async searchFrom(start: Point, most: number): Promise<Pick<Found, 'search' | 'looked'>> {
    const { dimensions } = this.finding.question;
    await this.screenFrom(
      start.map((place, d) => (dimensions[d]!.isOrdered ? dimensions[d]!.values.length - 1 : place)),
    );
    return { search: await this.search({ start, most }), looked: this.looked };
  }

  private async screenFrom(top: Point): Promise<void> {
    await this.look(top);
    this.isExcluded = this.finding.screen?.(this.looked.get(keyOf(top))!);
  }

  /** Just below, what no confirmation has judged yet. */
  private openBelow(point: Point): { d: number; point: Point }[] {
    const { dimensions } = this.finding.question;
    return neighboursBelow(dimensions, point).filter(({ point: other }) => !this.confirmed.has(keyOf(other)));
  }

  private belowOf(point: Point): { d: number; size: ConfirmedSize }[] {
    return neighboursBelow(this.finding.question.dimensions, point).flatMap(({ d, point: other }) => {
      const size = this.confirmed.get(keyOf(other));
      return size === undefined ? [] : [{ d, size }];
    });
  }

  private search(within: { start?: Point; most?: number } = {}): Promise<Search> {
    const { question } = this.finding;
    const { isExcluded } = this;
    return cheapestThatMeets({
      dimensions: question.dimensions,
      probe: point => this.look(point),
      known: this.known,
      ...within,
      ...(isExcluded === undefined ? {} : { isExcluded }),
    });
  }

  private async look(point: Point): Promise<Look> {
    const before = this.looked.get(keyOf(point));
    if (before !== undefined) return before;
    const { trials, levels, looks } = this.finding;
    const places: Looked[] = [];
    for (const place of this.lastMissedFirst(this.placesOf(point))) {
      this.finding.say?.(this.wordsOf(place));
      const looked = await lookAt(place, trials, levels, looks);
      places.push(looked);
      if (looked.meets) continue;
      this.lastMissed = place.lost;
      break;
    }
    const size = {
      point,
      places,
      meets: places.every(({ meets }) => meets),
      isSure: places.at(-1)!.meets ? places.every(({ isSure }) => isSure) : places.at(-1)!.isSure,
    };
    this.looked.set(keyOf(point), size);
    return size;
  }

  private placesOf(point: Point): Place[] {
    const { question, losses } = this.finding;
    return placesOf(question.dimensions, point, losses);
  }

  private lastMissedFirst([whole, ...losses]: Place[]): Place[] {
    const first = losses.filter(({ lost }) => lost === this.lastMissed);
    return [whole!, ...first, ...losses.filter(({ lost }) => lost !== this.lastMissed)];
  }

  private wordsOf({ sets, lost }: Place): string {
    const { dimensions } = this.finding.question;
    const words = dimensions.map(({ name, path }) => `${name} ${sets.find(([at]) => at === path)?.[1] ?? ''}`);
    return words.join(' · ') + (lost === undefined ? '' : ` · one ${lost} server lost`);
  }

  private async confirm(number: number, point: Point, below: readonly { d: number; point: Point }[]): Promise<Round> {
    for (const { point: other } of below) await this.look(other);
    this.finding.say?.('confirming');
    return this.round(number, { point, places: this.placesOf(point) }, below);
  }

  private async round(
    number: number,
    answer: ToConfirm,
    below: readonly { d: number; point: Point }[],
  ): Promise<Round> {
    const others = below.map(({ d, point }) => ({ d, point, places: this.against(point) }));
    const round = await confirmRound(number, { answer, below: others }, this.finding);
    this.rounds.push(round);
    return round;
  }

  /** Of a size that should fail: the place in which it did; where none did, all of them. */
  private against(point: Point): readonly Place[] {
    const missed = this.looked.get(keyOf(point))?.places.find(({ meets }) => !meets);
    return missed === undefined ? this.placesOf(point) : [missed.place];
  }

  private learn(round: Round): void {
    for (const size of [round.answer, ...round.below.map(below => below.size)]) {
      const key = keyOf(size.point);
      const isWhole = size.places.length === this.placesOf(size.point).length;
      if (size.verdict === 'meets' && !isWhole) {
        // The place that spoke against it does not: it may be an answer.
        this.lookAgain(size);
        continue;
      }
      this.confirmed.set(key, size);
      this.known.set(key, { meets: size.verdict === 'meets', isSure: size.verdict !== 'undecided' });
    }
  }

  private lookAgain({ point, places }: ConfirmedSize): void {
    const before = this.looked.get(keyOf(point));
    if (before === undefined) return;
    const cleared = places.map(({ place }) => place.key);
    const left = before.places.map(looked =>
      cleared.includes(looked.place.key) ? { ...looked, meets: true } : looked,
    );
    this.looked.set(keyOf(point), { ...before, places: left, meets: left.every(({ meets }) => meets), isSure: false });
  }

  /** That the most generous size fails for certain, with each choice. */
  private async confirmNone({ branches }: Search): Promise<readonly ConfirmedSize[]> {
    const tops = branches.filter(({ point }) => this.looked.has(keyOf(point)));
    const [first, ...others] = tops.map(({ point }, d) => ({ d, point }));
    if (first === undefined) return [];
    const round = await this.round(
      this.rounds.length + 1,
      { point: first.point, places: this.against(first.point) },
      others,
    );
    return [round.answer, ...round.below.map(({ size }) => size)];
  }
}
