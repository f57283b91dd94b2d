/**
 * Every purchase of a run: how far it came, how it ended and why, what it cost. Fed by facts.
 *
 *     opened ─▶ gateway ─▶ Continue ─▶ steps of the portal ─▶ callback ─▶ enabled ─▶ registered ─▶ online ─▶ done
 *                                                     └─▶ cancelled, abandoned, failed, each with its reason
 */
import { endReasons, entryPoints, isAtStep, type World } from '../models/index.ts';
import type { FunnelStage, Outcome } from './run-result.ts';
import { CategoryCounts } from './statistics/accumulators.ts';

/** The stages of a purchase, in order, with the fact that begins each. */
const opening = [
  { stage: 'opened the app', fact: 'purchase.opened' },
  { stage: 'saw the gateway page', fact: 'purchase.gatewayShown' },
  { stage: 'pressed Continue', fact: 'purchase.continued' },
] as const;
const closing = [
  { stage: 'callback received', fact: 'purchase.callbackReceived' },
  { stage: 'toast shown', fact: 'purchase.toastShown' },
  { stage: 'balance added', fact: 'purchase.balanceAdded' },
  { stage: 'profile enabled', fact: 'purchase.profileEnabled' },
  { stage: 'registered on the network', fact: 'purchase.registered' },
  { stage: 'online', fact: 'purchase.online' },
  { stage: 'saw the balance', fact: 'purchase.done' },
] as const;
/** Stages that only some ways of buying have; where nobody came there, they are left out. */
const notOfAll: ReadonlySet<string> = new Set(['toast shown', 'balance added', 'profile enabled']);

const ends = ['done', 'cancelled', 'abandoned', 'failed'] as const;
export type PurchaseEnd = (typeof ends)[number];

/** One purchase; moments in µs of the run. */
export interface Purchase {
  readonly device: number;
  /** Which purchase of the device it is, from 1. */
  readonly nth: number;
  readonly entryPoint: string;
  readonly startedAt: number;
  continuedAt: number | undefined;
  onlineAt: number | undefined;
  endedAt: number | undefined;
  end: PurchaseEnd | undefined;
  reason: string | undefined;
  /** The latest stage, by number. */
  stage: number;
  /** One bit for each stage it came to. */
  visited: bigint;
  downloadRetries: number;
  cameBack: number;
  /** Money taken and given back, in the smallest coin. */
  charged: number;
  refunded: number;
}

export class PurchaseJourney {
  readonly stages: readonly string[];
  /** In the order in which they began. */
  readonly purchases: Purchase[] = [];
  private readonly world: World;
  /** The latest purchase of each buyer. */
  private readonly latest = new Map<number, Purchase>();
  private readonly reachedBy: number[];
  private readonly left: CategoryCounts[];

  constructor(world: World) {
    this.world = world;
    const steps = [...new Set(world.settings.operators.flatMap(({ portal }) => portal.steps.map(step => step.name)))];
    this.stages = [
      ...opening.map(({ stage }) => stage),
      ...steps.map(step => `portal: ${step}`),
      ...closing.map(({ stage }) => stage),
    ];
    this.reachedBy = this.stages.map(() => 0);
    this.left = this.stages.map(() => new CategoryCounts());
    const { facts } = world.simulation;
    for (const [at, { fact }] of opening.entries())
      facts.observe(fact, device => {
        if (at === 0) this.begin(device, facts.value[0]!);
        this.reach(device, at);
      });
    facts.observe('purchase.stepEntered', device => {
      // Operators need not have the same steps.
      const { name } = world.surroundings.operator(device).portal.steps[facts.value[0]!]!;
      this.reach(device, opening.length + steps.indexOf(name));
    });
    const inApp = opening.length + steps.length;
    for (const [at, { fact }] of closing.entries()) facts.observe(fact, device => this.reach(device, inApp + at));
    this.watchWhatHappens();
    for (const end of ends) facts.observe(`purchase.${end}`, device => this.finish(device, end, facts.value[0]!));
  }

  private watchWhatHappens(): void {
    const { facts, clock } = this.world.simulation;
    const note = (fact: string, write: (purchase: Purchase, value: number) => void) =>
      facts.observe(fact, device => {
        const purchase = this.latest.get(device);
        if (purchase !== undefined) write(purchase, facts.value[0]!);
      });
    note('purchase.continued', purchase => {
      purchase.continuedAt = clock[0]!;
    });
    note('purchase.online', purchase => {
      purchase.onlineAt = clock[0]!;
    });
    note('purchase.downloadRetried', purchase => {
      purchase.downloadRetries += 1;
    });
    note('purchase.cameBack', purchase => {
      purchase.cameBack += 1;
    });
    note('mobile operator web portal.paid', (purchase, amount) => {
      purchase.charged += amount;
    });
    note('billing.refunded', (purchase, amount) => {
      purchase.refunded += amount;
    });
  }

  /** Whether anybody can come to buy in the Mobile Plans app. */
  static isAbout({ groups }: World): boolean {
    return groups.some(
      ({ settings: { arrive, sim, buysInMobilePlans, user } }) =>
        (arrive !== undefined && (sim === 'esim' || buysInMobilePlans)) || user.topsUp > 0,
    );
  }

  private begin(device: number, entryPoint: number): void {
    const purchase: Purchase = {
      device,
      nth: (this.latest.get(device)?.nth ?? 0) + 1,
      entryPoint: entryPoints[entryPoint]!,
      startedAt: this.world.simulation.clock[0]!,
      continuedAt: undefined,
      onlineAt: undefined,
      endedAt: undefined,
      end: undefined,
      reason: undefined,
      stage: 0,
      visited: 0n,
      downloadRetries: 0,
      cameBack: 0,
      charged: 0,
      refunded: 0,
    };
    this.latest.set(device, purchase);
    this.purchases.push(purchase);
  }

  private reach(device: number, stage: number): void {
    const purchase = this.latest.get(device);
    if (purchase === undefined) return;
    purchase.stage = stage;
    const bit = 1n << BigInt(stage);
    if ((purchase.visited & bit) !== 0n) return;
    purchase.visited |= bit;
    this.reachedBy[stage]! += 1;
  }

  private finish(device: number, end: PurchaseEnd, reason: number): void {
    const purchase = this.latest.get(device)!;
    purchase.end = end;
    purchase.endedAt = this.world.simulation.clock[0]!;
    if (end === 'done') return;
    purchase.reason = this.wordsOf(device, reason);
    this.left[purchase.stage]!.add(purchase.reason);
  }

  /** A reason that names a step says which one it was. */
  private wordsOf(device: number, number: number): string {
    const reason = endReasons[number - 1]!;
    if (!isAtStep(reason)) return reason;
    const { step } = this.world.purchases.store.look(device);
    const { name } = this.world.surroundings.operator(device).portal.steps[step]!;
    if (reason === 'left at a step') return `left at ${name}`;
    return reason === 'too many tries' ? `too many tries at ${name}` : `lost patience at ${name}`;
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
    return this.purchases.filter(
      ({ continuedAt, onlineAt, end }) => continuedAt !== undefined && onlineAt === undefined && end === undefined,
    ).length;
  }

  funnel(): FunnelStage[] {
    if (this.opened === 0) return [];
    return this.stages.flatMap((stage, at) => {
      const reached = this.reachedBy[at]!;
      if (reached === 0 && notOfAll.has(stage)) return [];
      return [{ stage, reached, left: this.left[at]!.byCount().map(([reason, n]) => ({ reason, n })) }];
    });
  }

  outcomes(): Outcome[] {
    if (this.opened === 0) return [];
    const count = (end: PurchaseEnd | undefined) => this.purchases.filter(purchase => purchase.end === end).length;
    return [
      { outcome: 'done', n: count('done'), meaning: 'online, and the flyout has been looked at' },
      { outcome: 'cancelled', n: count('cancelled'), meaning: 'the buyer said so' },
      { outcome: 'abandoned', n: count('abandoned'), meaning: 'the buyer left without a word or lost patience' },
      { outcome: 'failed', n: count('failed'), meaning: 'a system refused, failed or stayed silent' },
      { outcome: 'still open', n: count(undefined), meaning: 'under way when the run ended (censored)' },
    ];
  }

  /** Why purchases ended without service, most frequent first. */
  reasons(): { reason: string; n: number }[] {
    const all = new CategoryCounts();
    for (const left of this.left) all.merge(left);
    return all.byCount().map(([reason, n]) => ({ reason, n }));
  }

  /** The latest stage of a purchase in words. */
  stageOf({ stage }: Purchase): string {
    return this.stages[stage]!;
  }

  /** How often each step of each operator's portal was come to, and left for good, in their order. */
  steps(): { name: string; entered: number; left: number }[] {
    return this.stages.flatMap((stage, at) =>
      stage.startsWith('portal: ')
        ? [
            {
              name: stage.slice('portal: '.length),
              entered: this.reachedBy[at]!,
              left: this.left[at]!.byCount().reduce((sum, [, n]) => sum + n, 0),
            },
          ]
        : [],
    );
  }
}
