/**
 * Every purchase of a run: how far it came, how it ended and why, what it cost. Fed by facts.
 *
 *     opened ─▶ gateway ─▶ Continue ─▶ steps of the portal ─▶ callback ─▶ enabled ─▶ registered ─▶ online ─▶ done
 *                                                     └─▶ cancelled, abandoned, failed, each with its reason
 */
import { callbackMethods, endReasons, entryPoints, isAtStep, type World } from '../models/index.ts';
import { type Order, OrderLog } from './order-log.ts';
import type { FunnelStage, Outcome } from './run-result.ts';
import { CategoryCounts } from './statistics/accumulators.ts';

/**
 * The stages of a purchase, in order, with the facts that begin each, and what those have before them who got that far and
 * no further. A callback that only cancels begins no stage: what counts is what the app takes on.
 */
const opening = [
  { stage: 'opened the app', facts: ['purchase.opened'], ahead: 'opening' },
  { stage: 'saw the gateway page', facts: ['purchase.gatewayShown'], ahead: 'gateway page' },
  { stage: 'pressed Continue', facts: ['purchase.continued'], ahead: 'first page' },
] as const;
const closing = [
  {
    stage: 'callback received',
    facts: ['purchase.downloadBegan', 'purchase.downloadDelayed', 'purchase.switchBegan', 'purchase.balanceAdded'],
    ahead: 'download',
  },
  { stage: 'toast shown', facts: ['purchase.toastShown'], ahead: 'toast' },
  { stage: 'balance added', facts: ['purchase.balanceAdded'], ahead: 'network' },
  { stage: 'profile enabled', facts: ['purchase.profileEnabled'], ahead: 'network' },
  { stage: 'registered on the network', facts: ['purchase.registered'], ahead: 'internet' },
  { stage: 'online', facts: ['purchase.online'], ahead: 'balance' },
  { stage: 'saw the balance', facts: ['purchase.done'], ahead: 'nothing' },
] as const;
const inPortal = 'portal: ';
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
  /** Place of the gateway page among those of the operator, which is its name where it is the standard one. */
  template: string | undefined;
  /** The method by which the portal handed it to the app, or cancelled it; a later recall of the download changes nothing. */
  callback: string | undefined;
  /** The step of the portal that it was at last. */
  step: string | undefined;
  /** Whether the app has taken it on, so that pages of the portal are beside the point. */
  isInApp: boolean;
  /** The latest stage, by number. */
  stage: number;
  /** One bit for each stage it came to. */
  visited: bigint;
  downloadRetries: number;
  cameBack: number;
  /** Money taken and given back, in the smallest coin. */
  charged: number;
  refunded: number;
  /** Orders that were paid, and neither provisioned nor refunded so far. */
  openOrders: number;
}

export class PurchaseJourney {
  readonly stages: readonly string[];
  /** In the order in which they began; those that began in the warm-up are followed, and not counted. */
  readonly purchases: Purchase[] = [];
  private readonly world: World;
  /** The latest purchase of each buyer. */
  private readonly latest = new Map<number, Purchase>();
  private readonly reachedBy: number[];
  private readonly left: CategoryCounts[];
  private readonly orderLog: OrderLog;
  /** For each operator and each step of its portal: how often it was entered, and how often a purchase ended there. */
  private readonly stepCounts: readonly { entered: number; left: number }[][];

  constructor(world: World) {
    this.world = world;
    const steps = [...new Set(world.settings.operators.flatMap(({ portal }) => portal.steps.map(step => step.name)))];
    this.stages = [
      ...opening.map(({ stage }) => stage),
      ...steps.map(step => inPortal + step),
      ...closing.map(({ stage }) => stage),
    ];
    this.reachedBy = this.stages.map(() => 0);
    this.left = this.stages.map(() => new CategoryCounts());
    this.stepCounts = world.settings.operators.map(({ portal }) => portal.steps.map(() => ({ entered: 0, left: 0 })));
    const { facts } = world.simulation;
    facts.endsOf('purchase.opened', [...factsOfPurchase]);
    for (const [at, stage] of opening.entries())
      for (const fact of stage.facts)
        facts.follow(fact, device => {
          if (at === 0) this.begin(device, facts.value[0]!);
          this.reach(device, at);
        });
    facts.follow('purchase.stepEntered', device => {
      const number = facts.value[0]!;
      // Operators need not have the same steps.
      const operator = world.surroundings.operatorOf(device);
      const { name } = world.settings.operators[operator]!.portal.steps[number]!;
      if (this.counts(device)) this.stepCounts[operator]![number]!.entered += 1;
      this.enter(device, name, opening.length + steps.indexOf(name));
    });
    const inApp = opening.length + steps.length;
    for (const [at, stage] of closing.entries())
      for (const fact of stage.facts)
        facts.follow(fact, device => {
          const purchase = this.latest.get(device);
          if (purchase !== undefined) purchase.isInApp = true;
          // After the toast the download begins once more.
          if (purchase?.stage !== inApp + toast || at > toast) this.reach(device, inApp + at);
        });
    this.watchWhatHappens();
    for (const end of ends) facts.follow(`purchase.${end}`, device => this.finish(device, end, facts.value[0]!));
    this.orderLog = new OrderLog(world, device => this.latest.get(device));
  }

  private watchWhatHappens(): void {
    const { facts, clock } = this.world.simulation;
    const note = (fact: string, write: (purchase: Purchase, value: number) => void) =>
      facts.follow(fact, device => {
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
    note('purchase.orderFailed', purchase => {
      purchase.isInApp = true;
    });
    note('purchase.cameBack', purchase => {
      purchase.cameBack += 1;
      purchase.isInApp = false;
    });
    note('purchase.gatewayTemplate', (purchase, at) => {
      const { templates } = this.world.surroundings.operator(purchase.device).gateway;
      purchase.template = templates[at]?.id ?? standardTemplate;
    });
    note('purchase.callbackReceived', (purchase, number) => {
      const method = callbackMethods[number - 1]!;
      if (method !== 'notifyOperationCancel') purchase.callback = method;
    });
  }

  /** All orders of plans, those outside of purchases too, in the order in which they were placed. */
  get orders(): readonly Order[] {
    return this.orderLog.orders;
  }

  /** Whether anybody can come to buy in the Mobile Plans app. */
  static isAbout({ groups }: World): boolean {
    return groups.some(
      ({ settings: { arrive, sim, buysInMobilePlans, user } }) =>
        (arrive !== undefined && (sim === 'esim' || buysInMobilePlans)) || user.topsUp > 0,
    );
  }

  /** What the SM-DP+ of an operator was asked to prepare. */
  profilesOf(operator: number): { ordered: number; soldOut: number } {
    return this.orderLog.profiles[operator]!;
  }

  /** Whether the latest purchase of a device began after the warm-up. */
  private counts(device: number): boolean {
    const purchase = this.latest.get(device);
    return purchase === undefined ? this.world.countsFrom === 0 : this.isCounted(purchase);
  }

  private isCounted({ startedAt }: Purchase): boolean {
    return startedAt >= this.world.countsFrom;
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
      template: undefined,
      callback: undefined,
      step: undefined,
      isInApp: false,
      stage: 0,
      visited: 0n,
      downloadRetries: 0,
      cameBack: 0,
      charged: 0,
      refunded: 0,
      openOrders: 0,
    };
    this.latest.set(device, purchase);
    if (this.isCounted(purchase)) this.purchases.push(purchase);
  }

  /** Pages that go on behind the app's own work are seen, but the purchase is where the app is. */
  private enter(device: number, step: string, stage: number): void {
    const purchase = this.latest.get(device);
    if (purchase === undefined) return;
    purchase.step = step;
    const { stage: before, isInApp } = purchase;
    this.reach(device, stage);
    if (isInApp) purchase.stage = before;
  }

  private reach(device: number, stage: number): void {
    const purchase = this.latest.get(device);
    if (purchase === undefined) return;
    purchase.stage = stage;
    const bit = 1n << BigInt(stage);
    if ((purchase.visited & bit) !== 0n) return;
    purchase.visited |= bit;
    if (this.isCounted(purchase)) this.reachedBy[stage]! += 1;
  }

  private finish(device: number, end: PurchaseEnd, reason: number): void {
    const purchase = this.latest.get(device)!;
    purchase.end = end;
    purchase.endedAt = this.world.simulation.clock[0]!;
    if (end === 'done') return;
    purchase.reason = this.wordsOf(device, reason);
    if (!this.isCounted(purchase)) return;
    this.left[purchase.stage]!.add(purchase.reason);
    if (!this.stages[purchase.stage]!.startsWith(inPortal)) return;
    const operator = this.world.surroundings.operatorOf(device);
    this.stepCounts[operator]![this.world.purchases.store.look(device).step]!.left += 1;
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

  /** How often each step of each operator's portal was entered, and how often a purchase ended there, in their order. */
  steps(): { operator: string; name: string; entered: number; left: number }[] {
    return this.world.settings.operators.flatMap(({ name: operator, portal }, number) =>
      portal.steps.map(({ name }, at) => ({ operator, name, ...this.stepCounts[number]![at]! })),
    );
  }

  /** Where those ended who did not get online, by what they had before them, in the order of the way. */
  dropOuts(): { at: string; n: number }[] {
    const lost = new Map<string, number>();
    for (const [stage, name] of this.stages.entries()) {
      const n = this.left[stage]!.byCount().reduce((sum, [, count]) => sum + count, 0);
      if (n > 0) lost.set(aheadOf(name), (lost.get(aheadOf(name)) ?? 0) + n);
    }
    return [...lost].map(([at, n]) => ({ at, n }));
  }
}

/** All that is told of a purchase that has begun. */
const factsOfPurchase: ReadonlySet<string> = new Set([
  ...[...opening.slice(1), ...closing].flatMap(({ facts }) => facts),
  'purchase.stepEntered',
  ...ends.map(end => `purchase.${end}`),
]);

/** The gateway page that needs no template. */
const standardTemplate = '0';
const toast = closing.findIndex(({ stage }) => stage === 'toast shown');

/** What comes next for who has got to that stage. */
const aheadOf = (stage: string): string =>
  stage.startsWith(inPortal)
    ? stage.slice(inPortal.length)
    : [...opening, ...closing].find(one => one.stage === stage)!.ahead;
