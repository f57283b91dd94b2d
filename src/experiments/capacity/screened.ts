/**
 * Sizes and loads that need no look: closed forms say that they cannot meet. What came in the first look, at the most
 * generous size, comes at every size; of a larger load, as much more as the load is larger, where nothing else asks.
 */
import type { WorldSettings } from '../../models/index.ts';
import { type ApiRequest, apiRequests } from '../../models/settings.ts';
import type { ServiceLevel } from '../../scenarios/index.ts';
import { type Goal, goalOf } from '../queueing/goals.ts';
import {
  type BusyStretch,
  type Screened,
  type ScreeningLoad,
  type SizeOfTier,
  screen,
  withSizes,
} from '../queueing/screening.ts';
import type { RateMetric } from '../run-result.ts';
import type { Replication } from '../tasks/replication.ts';
import { keyOf, movedTo, type Point } from './lattice.ts';
import type { CapacityQuestion } from './question.ts';

/** A stretch of a setting's values that were left out, and why. */
export interface Exclusion {
  setting: string;
  /** The most generous value left out. */
  upTo: string;
  level: string;
  tier: string;
  because: string;
}

export class Screening {
  private readonly question: CapacityQuestion;
  private readonly settings: WorldSettings;
  private readonly operator: string;
  private readonly goals: readonly Goal[];
  private readonly top: Point;
  private readonly replications: readonly Replication[];
  private readonly kept = new Map<string, Screened>();

  /**
   * @param settings      at the most generous size
   * @param replications  of it
   */
  constructor(
    question: CapacityQuestion,
    settings: WorldSettings,
    { top, replications }: { top: Point; replications: readonly Replication[] },
  ) {
    this.question = question;
    this.settings = settings;
    this.operator = settings.operators[0]!.name;
    this.top = top;
    this.replications = replications;
    // What goes to which of several operators is not measured apart.
    this.goals = settings.operators.length > 1 ? [] : question.levels.flatMap(({ claim }) => goalOf(claim) ?? []);
  }

  isExcluded(point: Point): boolean {
    return !this.screened(point).possible;
  }

  /** In each setting, with all else at its most. */
  exclusions(): Exclusion[] {
    const { dimensions, levels } = this.question;
    return dimensions.flatMap(({ name, values, isOrdered }, d): Exclusion[] => {
      if (!isOrdered) return [];
      let last: { place: number; screened: Exclude<Screened, { possible: true }> } | undefined;
      for (let place = 0; place < values.length; place += 1) {
        const screened = this.screened(movedTo(this.top, d, place));
        if (screened.possible) break;
        last = { place, screened };
      }
      if (last === undefined) return [];
      const { goal, tier, because } = last.screened;
      return [{ setting: name, upTo: values[last.place]!, level: nameOf(levels, goal), tier, because }];
    });
  }

  private screened(point: Point): Screened {
    const key = keyOf(point);
    const before = this.kept.get(key);
    if (before !== undefined) return before;
    const found: Screened =
      this.goals.length === 0
        ? { possible: true }
        : screen(withSizes(this.settings, this.operator, this.sizesAt(point)), this.loadAt(point), this.goals);
    this.kept.set(key, found);
    return found;
  }

  private sizesAt(point: Point): Record<string, SizeOfTier> {
    const sizes: Record<string, SizeOfTier> = {};
    for (const [d, { path, values }] of this.question.dimensions.entries()) {
      const match = /^operators\.[^.]+\.(?:backend\.)?([^.]+)\.(servers|threads|connections)$/.exec(path);
      if (match === null) continue;
      const [, tier = '', setting = ''] = match;
      sizes[tier] = { ...sizes[tier], [setting]: numberOf(values[point[d]!]!) };
    }
    return sizes;
  }

  private loadAt(point: Point): ScreeningLoad {
    const factor = this.question.of === 'load' ? this.factorAt(point) : 1;
    const judged: Partial<Record<ApiRequest, number>> = {};
    const busy: BusyStretch[] = [];
    const { length, drain } = this.settings;
    for (const request of apiRequests) {
      const rates = this.replications.flatMap(({ metrics }) => rateOf(metrics[`${request}.rate`]) ?? []);
      if (rates.length < this.replications.length || rates.length === 0) continue;
      const count = rates.reduce((least, { n }) => Math.min(least, n), Number.POSITIVE_INFINITY);
      if (count < fewestToTell) continue;
      const most = rates.reduce((max, { n }) => Math.max(max, n), 0);
      judged[request] = Math.ceil(most * factor * (factor === 1 ? 1 : 1 + chance / Math.sqrt(count)));
      const mean = rates.reduce((least, rate) => Math.min(least, rate.mean ?? 0), Number.POSITIVE_INFINITY);
      const sure = factor === 1 ? 1 : Math.max(0, 1 - chance / Math.sqrt(count)) * factor;
      busy.push({ length, requests: { [request]: mean * sure }, rest: drain });
      busy.push(...rates.map(rate => busiest(request, rate, length + drain, factor)));
    }
    return { operator: this.operator, busy, judged };
  }

  /** A load that is not all there is makes more, but nobody knows how much: then as much as before counts. */
  private factorAt(point: Point): number {
    const { path, values } = this.question.dimensions[0]!;
    if (!isAllLoad(path, this.settings)) return 1;
    return numberOf(values[point[0]!]!) / numberOf(values[this.top[0]!]!);
  }
}

/** Whether everything that is asked grows with a setting of load. */
export function isAllLoad(path: string, { groups, timeline }: Pick<WorldSettings, 'groups' | 'timeline'>): boolean {
  const [group, ...others] = groups;
  if (group === undefined || others.length > 0) return false;
  if (path.endsWith('.load.rate')) return true;
  const isForSome = timeline.some(({ kind }) => kind !== 'outage' && kind !== 'deployment');
  if (isForSome) return false;
  return path.endsWith('.arrive') || (path.endsWith('.count') && group.load === undefined && group.buys === undefined);
}

/** Fewer requests tell too little of how many will come. */
const fewestToTell = 100;
/** Standard deviations that the number of requests is given. */
const chance = 5;

const numberOf = (text: string): number => Number.parseFloat(text.replaceAll('_', ''));

const rateOf = (metric: Replication['metrics'][string] | undefined): RateMetric | undefined =>
  metric?.kind === 'rate' ? metric : undefined;

/** Of another load, as many times what came here, less what the busiest stretch of a small load owes to chance. */
function busiest(request: ApiRequest, { peaks, peaksAt_us }: RateMetric, end: number, factor: number): BusyStretch {
  const length = 300e6 as BusyStretch['length'];
  const rest = Math.max(0, end - peaksAt_us['5min'] - length) as BusyStretch['rest'];
  const count = peaks['5min'] * 300;
  const sure = factor === 1 || count === 0 ? 1 : Math.max(0, 1 - chance / Math.sqrt(count));
  return { length, requests: { [request]: peaks['5min'] * factor * sure }, rest };
}

const nameOf = (levels: readonly ServiceLevel[], goal: string): string =>
  levels.find(({ claim }) => claim.text === goal)?.name ?? goal;
