/**
 * How well Windows, its user and the operator agree on how much of a plan is used. The truth is what the gateway has passed
 * for the line since its plan or cycle began: billing comes to it when the last record is rated. Looked at whenever the flyout
 * shows something. Fed by facts.
 *
 *     gateway (truth) ── passed ─────────────────────────────────────────┤
 *     flyout ─────────── billed ───────────────────────┤ error of the flyout
 *     Windows ────────── last told, and counted since ─────────────────┤ error of Windows
 */
import { countedBy, knownUsage, passedBy, usageQuerySize, type World } from '../models/index.ts';
import { RequestMeter } from './request-meter.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic, Whole } from './topic.ts';
import { usageInWords } from './usage-answer.ts';

export class UsageAccuracy implements Topic {
  private readonly world: World;
  private readonly windows = new QuantileSketch();
  private readonly flyout = new QuantileSketch();
  private windowsShares = 0;
  private flyoutShares = 0;
  private events = 0;
  private resets = 0;
  private synced = 0;
  private carried = 0;
  private warnings = 0;
  private warnedShares = 0;
  private readonly questions: RequestMeter;

  constructor(world: World) {
    this.world = world;
    this.questions = new RequestMeter(world, 'usageOf', 'usage query.usageOf');
    const { facts } = world.simulation;
    facts.observe('network flyout.shown', device => {
      this.looks(device, facts.value[0]!);
    });
    facts.observe('data usage and subscription manager.thresholdReached', () => {
      this.events += 1;
    });
    facts.observe('data usage and subscription manager.reset', () => {
      this.resets += 1;
    });
    facts.observe('usage task.synced', () => {
      this.synced += 1;
    });
    facts.observe('subscription.carried', () => {
      this.carried += facts.value[0]!;
    });
    facts.observe('usage task.warned', device => {
      this.warnings += 1;
      this.warnedShares += this.trulyUsed(device) / this.planOf(device);
    });
  }

  /** Whether Windows is to know of usage anywhere: its thresholds are told, or an app asks billing. */
  static isAbout({ groups, settings }: World): boolean {
    return (
      settings.operators.some(({ provisioningFile }) => provisioningFile.notifiesUsage === true) ||
      groups.some(({ settings: { usage } }) => usage?.sync !== undefined)
    );
  }

  private planOf(device: number): number {
    return this.world.surroundings.plan(device).data;
  }

  /** What the gateway has passed for the plan or cycle, whoever of the line it was for. */
  private trulyUsed(device: number): number {
    const line = this.world.lines.store.look(device);
    return Math.min(passedBy(line, this.world.simulation.now), line.granted) - line.planFrom;
  }

  private looks(device: number, left: number): void {
    const { world } = this;
    const manager = world.usageManagers.store.look(device);
    if (manager.state === 'noPlan') return;
    const plan = this.planOf(device);
    const truth = this.trulyUsed(device);
    const known = knownUsage(manager, countedBy(world.counters.store.look(device), world.simulation.now));
    this.windows.add(Math.abs(known - truth));
    this.windowsShares += Math.abs(known - truth) / plan;
    if (world.surroundings.plan(device).postpaid) return;
    const line = world.lines.store.look(device);
    const error = Math.abs(left - (line.granted - line.planFrom - truth));
    this.flyout.add(error);
    this.flyoutShares += error / plan;
  }

  metrics({ observed }: Whole): Record<string, Metric> {
    const { windows, flyout, events, synced, carried, warnings } = this;
    const mean = (sum: number, n: number) => (n === 0 ? null : sum / n);
    const value = (name: string, worth: number | null, n: number) =>
      valueMetric(worth, { ...wordsOf(name), n, censored: 0 });
    const spread = (name: string, sketch: QuantileSketch) =>
      distributionMetric(sketch, { ...wordsOf(name), censored: 0 });
    const signalling = carried === 0 ? null : (synced * usageQuerySize) / (carried / 1e9);
    return {
      'usageError.windows': spread('usageError.windows', windows),
      'usageError.windowsShare': value('usageError.windowsShare', mean(this.windowsShares, windows.n), windows.n),
      'usageError.flyout': spread('usageError.flyout', flyout),
      'usageError.flyoutShare': value('usageError.flyoutShare', mean(this.flyoutShares, flyout.n), flyout.n),
      'usageThresholds.events': value('usageThresholds.events', events, events),
      'usageResets.events': value('usageResets.events', this.resets, this.resets),
      'usageSync.bytesPerGigabyte': value('usageSync.bytesPerGigabyte', signalling, synced),
      'usageWarning.shown': value('usageWarning.shown', warnings, warnings),
      'usageWarning.share': value('usageWarning.share', mean(this.warnedShares, warnings), warnings),
      ...this.questions.metrics(observed),
    };
  }

  sentences(metrics: Readonly<Record<string, Metric>>): string[] {
    return usageInWords(metrics);
  }

  sketches(): [string, QuantileSketch][] {
    return [['usageError.windows', this.windows], ['usageError.flyout', this.flyout], ...this.questions.sketches()];
  }
}
