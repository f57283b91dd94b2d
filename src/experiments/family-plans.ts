/**
 * Plans that several devices share: how much of them others use, and how late the PC learns that most of a plan is used. Fed
 * by facts.
 *
 *     plan begins ──────────── 80 % used ── 80 % billed ──────────────── plan over
 *          PC's own counter:   says 35 %                  says 80 %, or never does
 *
 * Its own counter is what the PC has without asking; what is billed, it has when it asks its operator at that moment.
 * Assumption: the counter is read against what the plan had when it began, which the operator has provisioned.
 */
import { countedBy, mostOf, type World } from '../models/index.ts';
import { familiesInWords } from './family-answer.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic } from './topic.ts';

/** One plan of a line, from when it began. */
interface SharedPlan {
  /** What the local counter of the PC said when it began. */
  readonly countedBefore: number;
  /** What most of it is, and when that was used, billed, and said by the PC's own counter. */
  most: number;
  usedAt: number | undefined;
  billedAt: number | undefined;
  countedAt: number | undefined;
}

const planFrom = (countedBefore: number): SharedPlan => ({
  countedBefore,
  most: 0,
  usedAt: undefined,
  billedAt: undefined,
  countedAt: undefined,
});

export class FamilyPlans implements Topic {
  private readonly plans = new Map<number, SharedPlan>();
  /** How late billing knew, and the PC's own counter. */
  private readonly byBilling = new QuantileSketch();
  private readonly byCounter = new QuantileSketch();
  /** Which share of the plan the PC's own counter said when most of the plan was used. */
  private readonly shown = new QuantileSketch();
  /** Plans of which most was used and that are over; those that were over before the PC's own counter said so. */
  private over = 0;
  private unnoticed = 0;
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    const { facts } = world.simulation;
    for (const begins of ['activated', 'toppedUp', 'cycleEnded'])
      facts.follow(`subscription.${begins}`, line => this.begins(line));
    facts.observe('subscription.mostUsed', line => this.mostUsed(line));
    facts.observe('subscription.mostBilled', line => this.mostBilled(line));
    facts.observe('subscription.carried', line => this.carried(line));
    for (const ends of ['outOfData', 'expired']) facts.observe(`subscription.${ends}`, line => this.ends(line));
  }

  /** Whether any line is shared. */
  static isAbout({ groups }: World): boolean {
    return groups.some(({ settings }) => settings.family !== undefined);
  }

  private get now(): number {
    return this.world.simulation.now;
  }

  private isShared(line: number): boolean {
    return line < this.world.devices && this.world.surroundings.group(line).family !== undefined;
  }

  private counted(line: number): number {
    return countedBy(this.world.counters.store.look(line), this.world.simulation.now);
  }

  /** The plan of a line; one that began before the run did, with nothing counted. */
  private planOf(line: number): SharedPlan {
    const plan = this.plans.get(line) ?? planFrom(0);
    this.plans.set(line, plan);
    return plan;
  }

  private begins(line: number): void {
    if (!this.isShared(line)) return;
    this.ends(line);
    this.plans.set(line, planFrom(this.counted(line)));
  }

  private mostUsed(line: number): void {
    const plan = this.planOf(line);
    plan.usedAt = this.now;
    const own = this.counted(line) - plan.countedBefore;
    const record = this.world.lines.store.look(line);
    plan.most = mostOf(record) - record.planFrom;
    this.shown.add(own / (record.granted - record.planFrom));
    if (own < plan.most) return;
    plan.countedAt = this.now;
    this.byCounter.add(0);
  }

  private mostBilled(line: number): void {
    const plan = this.planOf(line);
    if (plan.usedAt === undefined) return;
    plan.billedAt = this.now;
    this.byBilling.add(this.now - plan.usedAt);
  }

  /** A stretch of the PC's own traffic is over: where in it the counter passed the mark follows from its rate. */
  private carried(line: number): void {
    const plan = this.plans.get(line);
    if (plan?.usedAt === undefined || plan.countedAt !== undefined) return;
    const { rate, rateSince, used } = this.world.counters.store.look(line);
    if (rateSince === undefined) return;
    const missing = plan.most - (used - plan.countedBefore);
    const at = Math.max(plan.usedAt, rateSince + Math.ceil((missing / rate) * 1e6));
    if (at > this.now) return;
    plan.countedAt = at;
    this.byCounter.add(at - plan.usedAt);
  }

  private ends(line: number): void {
    this.carried(line);
    const plan = this.plans.get(line);
    this.plans.delete(line);
    if (plan?.usedAt === undefined) return;
    this.over += 1;
    if (plan.countedAt === undefined) this.unnoticed += 1;
  }

  metrics(): Record<string, Metric> {
    const { lines, devices } = this.world;
    let passed = 0;
    let others = 0;
    for (let line = 0; line < devices; line++) {
      if (!this.isShared(line)) continue;
      const record = lines.store.look(line);
      passed += record.passed;
      others += record.others;
    }
    const waiting = [...this.plans.values()].filter(({ usedAt }) => usedAt !== undefined);
    const open = (at: 'billedAt' | 'countedAt') => waiting.filter(plan => plan[at] === undefined).length;
    return {
      'family.usedByOthers': valueMetric(passed === 0 ? null : others / passed, {
        ...wordsOf('family.usedByOthers'),
        n: passed,
        censored: 0,
      }),
      'family.shownAt80': distributionMetric(this.shown, { ...wordsOf('family.shownAt80'), censored: 0 }),
      'family.knownByCounter': distributionMetric(this.byCounter, {
        ...wordsOf('family.knownByCounter'),
        censored: open('countedAt'),
      }),
      'family.knownByBilling': distributionMetric(this.byBilling, {
        ...wordsOf('family.knownByBilling'),
        censored: open('billedAt'),
      }),
      'family.unnoticed': valueMetric(this.over === 0 ? null : this.unnoticed / this.over, {
        ...wordsOf('family.unnoticed'),
        n: this.over,
        censored: waiting.length,
      }),
    };
  }

  sentences(metrics: Readonly<Record<string, Metric>>): readonly string[] {
    return familiesInWords(metrics);
  }

  sketches(): [string, QuantileSketch][] {
    return [
      ['family.shownAt80', this.shown],
      ['family.knownByCounter', this.byCounter],
      ['family.knownByBilling', this.byBilling],
    ];
  }
}
