/**
 * Warnings that a plan is nearly used: for each plan that came so far, when that really was, when the operator wrote, and when
 * somebody could read of it, be it by SMS, by push or because the PC itself has counted. Fed by facts.
 *
 *     gateway: 80 % have passed ──┬── billing knows, operator writes ── toast, SMS app ──┬── lid open, or opened ──▶ read
 *                               due └── Windows counts, app looks ───────── toast ─────────┘
 *
 * The moment at which so much has passed follows from the rate of the stretch in which it did: nothing polls. Between two of
 * the PC's own stretches what other devices of the line use is found when the next one is over.
 */
import { passedBy, usageOfPlan, type World } from '../models/index.ts';

export interface WarningDue {
  readonly device: number;
  /** Per cent of the plan. */
  readonly percent: number;
  /** When so much of the plan was really used. */
  readonly dueAt: number;
  /** When the operator wrote; not at all where only the PC counts. */
  readonly sentAt: number | undefined;
  /** When it came onto a screen that somebody could read. */
  readonly readAt: number | undefined;
}

interface Warning {
  readonly device: number;
  readonly percent: number;
  /** What the line had passed when its plan began: tells one plan of a line from the next. */
  readonly plan: number;
  dueAt: number | undefined;
  sentAt: number | undefined;
  readAt: number | undefined;
  isOnScreen: boolean;
}

const isDue = (warning: Warning): warning is Warning & WarningDue => warning.dueAt !== undefined;

export class WarningLog {
  private readonly world: World;
  private readonly warnings: Warning[] = [];
  /** The newest plan's of each device, and what is not read of those before. */
  private readonly open = new Map<number, Warning[]>();
  private readonly asleep = new Set<number>();

  constructor(world: World) {
    this.world = world;
    const { facts } = world.simulation;
    const told = () => facts.value[0]!;
    for (const carried of ['subscription.carried', 'subscription.othersCarried'])
      facts.observe(carried, device => {
        if (device < world.devices) this.measures(device);
      });
    facts.observe('usage warnings.sent', device => {
      this.measures(device);
      this.ofPresentPlan(device, told()).sentAt ??= this.now;
    });
    for (const shown of ['operator message task.toast', 'privileged apps.shown'])
      facts.observe(shown, device => {
        if (told() > 0) this.shows(device, told());
      });
    facts.observe('usage task.warned', device => this.shows(device, percentOf(this.appWarnsAt(device)!)));
    facts.observe('modem.slept', device => {
      this.asleep.add(device);
    });
    facts.observe('modem.woke', device => {
      this.asleep.delete(device);
      this.reads(device);
    });
  }

  /** Those whose plan has really come so far, in the order in which anything was known of them. */
  *due(): Generator<WarningDue> {
    for (const warning of this.warnings) if (isDue(warning)) yield warning;
  }

  private get now(): number {
    return this.world.simulation.now;
  }

  private appWarnsAt(device: number): number | undefined {
    return this.world.surroundings.group(device).usage?.warnsAt;
  }

  /** The shares of which anybody warns the device. */
  private shares(device: number): readonly number[] {
    const { surroundings } = this.world;
    const { messages } = surroundings.operator(device);
    const app = this.appWarnsAt(device);
    const byOperator = messages === undefined || messages.warnings.by === 'none' ? [] : messages.warnings.at;
    return app === undefined || byOperator.includes(app) ? byOperator : [...byOperator, app];
  }

  private ofPresentPlan(device: number, percent: number): Warning {
    const plan = this.world.lines.store.look(device).planFrom;
    const known = this.open.get(device) ?? [];
    const found = known.find(one => one.plan === plan && one.percent === percent);
    if (found !== undefined) return found;
    const warning: Warning = {
      device,
      percent,
      plan,
      dueAt: undefined,
      sentAt: undefined,
      readAt: undefined,
      isOnScreen: false,
    };
    this.warnings.push(warning);
    this.open.set(device, [...known.filter(one => one.plan === plan || one.readAt === undefined), warning]);
    return warning;
  }

  /** Notes which shares have been passed by now, each at the moment at which it was. */
  private measures(device: number): void {
    const { surroundings, lines, counters } = this.world;
    const line = lines.store.look(device);
    const passed = passedBy(line, this.now as Parameters<typeof passedBy>[1]);
    const { used, limit } = usageOfPlan(
      { granted: line.granted, billed: passed as typeof line.billed },
      line.planFrom,
      surroundings.plan(device),
    );
    // The stretch that passes, or that has this moment ended.
    const { rate, rateSince } = line.rate > 0 ? line : counters.store.look(device);
    for (const share of this.shares(device)) {
      const beyond = used - share * limit;
      if (limit === 0 || beyond < 0) continue;
      const warning = this.ofPresentPlan(device, percentOf(share));
      const crossedAt = rate > 0 ? Math.max(rateSince ?? this.now, this.now - (beyond / rate) * 1e6) : this.now;
      warning.dueAt ??= Math.round(crossedAt);
    }
  }

  /** The oldest of that share that is not on the screen yet is now. */
  private shows(device: number, percent: number): void {
    this.measures(device);
    const waiting = this.open.get(device)?.find(one => one.percent === percent && !one.isOnScreen);
    const warning = waiting ?? this.ofPresentPlan(device, percent);
    warning.isOnScreen = true;
    if (!this.asleep.has(device)) this.reads(device);
  }

  private reads(device: number): void {
    for (const warning of this.open.get(device) ?? []) if (warning.isOnScreen) warning.readAt ??= this.now;
  }
}

const percentOf = (share: number): number => Math.round(share * 100);
