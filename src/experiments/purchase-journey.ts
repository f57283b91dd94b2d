/**
 * How far each purchase came, and why it ended: the funnel, the outcomes, and the table of purchases. Fed by facts.
 */
import { endReasons, type World } from '../models/index.ts';
import type { FunnelStage, Outcome } from './run-result.ts';
import { CategoryCounts } from './statistics/accumulators.ts';

/** The stages of a purchase, in order, with the fact that begins each. Portal steps are told by number. */
const opening = [
  { stage: 'opened the app', fact: 'purchase.opened' },
  { stage: 'saw the gateway page', fact: 'purchase.gatewayShown' },
  { stage: 'pressed Continue', fact: 'purchase.continued' },
] as const;
const closing = [
  { stage: 'activation code received', fact: 'purchase.codeReceived' },
  { stage: 'profile enabled', fact: 'purchase.profileEnabled' },
  { stage: 'registered on the network', fact: 'purchase.registered' },
  { stage: 'online', fact: 'purchase.online' },
  { stage: 'saw the balance', fact: 'purchase.done' },
] as const;

const openEnd = 0;
const doneEnd = 1;

export class PurchaseJourney {
  readonly stages: readonly string[];
  private readonly world: World;
  private readonly reached: Int8Array;
  private readonly ending: Int8Array;
  private readonly reachedBy: number[];
  private readonly left: CategoryCounts[];
  private readonly charged: MoneyOfBuyers;
  private readonly refunded: MoneyOfBuyers;

  constructor(world: World) {
    this.world = world;
    const steps = [...new Set(world.settings.operators.flatMap(({ portal }) => portal.steps.map(step => step.name)))];
    this.stages = [
      ...opening.map(({ stage }) => stage),
      ...steps.map(step => `portal: ${step}`),
      ...closing.map(({ stage }) => stage),
    ];
    this.reached = new Int8Array(world.devices).fill(-1);
    this.ending = new Int8Array(world.devices);
    this.reachedBy = this.stages.map(() => 0);
    this.left = this.stages.map(() => new CategoryCounts());

    this.charged = new MoneyOfBuyers(world, 'billing.charged');
    this.refunded = new MoneyOfBuyers(world, 'billing.refunded');

    const { facts } = world.simulation;
    const reach = (device: number, stage: number) => {
      if (this.reached[device]! >= stage) return;
      this.reached[device] = stage;
      this.reachedBy[stage]! += 1;
    };
    for (const [at, { fact }] of opening.entries()) facts.observe(fact, device => reach(device, at));
    facts.observe('purchase.stepTaken', device => {
      // Operators need not have the same steps.
      const { name } = world.surroundings.operator(device).portal.steps[facts.value[0]!]!;
      reach(device, opening.length + steps.indexOf(name));
    });
    const paid = opening.length + steps.length;
    for (const [at, { fact }] of closing.entries()) facts.observe(fact, device => reach(device, paid + at));
    facts.observe('purchase.done', device => {
      this.ending[device] = doneEnd;
    });
    for (const fact of ['purchase.abandoned', 'purchase.failed']) {
      facts.observe(fact, device => {
        const reason = facts.value[0]!;
        this.ending[device] = doneEnd + reason;
        this.left[this.reached[device]!]!.add(endReasons[reason - 1]!);
      });
    }
  }

  /** Whether anybody can come to buy an eSIM plan. */
  static isAbout({ groups }: World): boolean {
    return groups.some(({ settings }) => settings.arrive !== undefined && settings.sim === 'esim');
  }

  private count(stage: string): number {
    return this.reachedBy[this.stages.indexOf(stage)]!;
  }

  get opened(): number {
    return this.count('opened the app');
  }

  get continued(): number {
    return this.count('pressed Continue');
  }

  get online(): number {
    return this.count('online');
  }

  /** Purchases that had pressed Continue and were neither online nor ended when the run did. */
  get undecided(): number {
    const continued = this.stages.indexOf('pressed Continue');
    const online = this.stages.indexOf('online');
    let open = 0;
    for (let device = 0; device < this.reached.length; device++) {
      const stage = this.reached[device]!;
      if (stage >= continued && stage < online && this.ending[device] === openEnd) open += 1;
    }
    return open;
  }

  funnel(): FunnelStage[] {
    if (this.opened === 0) return [];
    return this.stages.map((stage, at) => ({
      stage,
      reached: this.reachedBy[at]!,
      left: this.left[at]!.byCount().map(([reason, n]) => ({ reason, n })),
    }));
  }

  outcomes(): Outcome[] {
    if (this.opened === 0) return [];
    const purchases = this.world.purchases.store;
    const counts = { done: 0, abandoned: 0, failed: 0, open: 0 };
    for (let device = 0; device < this.world.devices; device++) {
      const { state } = purchases.look(device);
      if (state === 'notStarted') continue;
      counts[state === 'done' || state === 'abandoned' || state === 'failed' ? state : 'open'] += 1;
    }
    return [
      { outcome: 'done', n: counts.done, meaning: 'online, and the flyout has been looked at' },
      { outcome: 'abandoned', n: counts.abandoned, meaning: 'the buyer left or lost patience' },
      { outcome: 'failed', n: counts.failed, meaning: 'a system refused, failed or stayed silent' },
      { outcome: 'still open', n: counts.open, meaning: 'under way when the run ended (censored)' },
    ];
  }

  /** Why purchases ended without service, most frequent first. */
  reasons(): { reason: string; n: number }[] {
    const all = new CategoryCounts();
    for (const left of this.left) all.merge(left);
    return all.byCount().map(([reason, n]) => ({ reason, n }));
  }

  /** Everybody who opened the app, by device. */
  *buyers(): Generator<number> {
    for (let device = 0; device < this.reached.length; device++) if (this.reached[device]! >= 0) yield device;
  }

  /** The furthest stage that a buyer reached. */
  furthestOf(buyer: number): string {
    return this.stages[this.reached[buyer]!]!;
  }

  /** Money taken from a buyer, in the smallest coin. */
  chargedTo(buyer: number): number {
    return this.charged.of(buyer);
  }

  refundedTo(buyer: number): number {
    return this.refunded.of(buyer);
  }
}

/** What one kind of fact about money adds up to, by buyer; where no money moves it takes no room. */
class MoneyOfBuyers {
  private sums: Float64Array | undefined;

  constructor(world: World, fact: string) {
    const { facts } = world.simulation;
    facts.observe(fact, buyer => {
      this.sums ??= new Float64Array(world.devices);
      this.sums[buyer]! += facts.value[0]!;
    });
  }

  of(buyer: number): number {
    return this.sums?.[buyer] ?? 0;
  }
}
