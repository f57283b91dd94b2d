/**
 * How people whose plan is over come to the next one: how many, and how soon. Fed by facts.
 *
 *     cut off ── looks for a plan ── found nothing, left ─▶ again another day
 *                        └── bought ─▶ restored
 */
import type { World } from '../models/index.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';

export class TopUps {
  /** From being cut off to being online again. */
  private readonly duration = new QuantileSketch();
  /** Since when people are cut off, by device; those who have looked for a plan since. */
  private readonly cutOffAt = new Map<number, number>();
  private readonly looking = new Set<number>();
  private wanted = 0;
  private restored = 0;

  constructor({ simulation }: World) {
    const { facts, clock } = simulation;
    facts.observe('user.cutOff', device => {
      this.cutOffAt.set(device, clock[0]!);
    });
    facts.observe('user.wantsPlan', device => {
      if (this.looking.has(device)) return;
      this.looking.add(device);
      this.wanted += 1;
    });
    facts.observe('user.restored', device => {
      const since = this.cutOffAt.get(device);
      this.cutOffAt.delete(device);
      // A plan that renews itself brings people back who have not looked for one.
      if (!this.looking.delete(device) || since === undefined) return;
      this.restored += 1;
      this.duration.add(clock[0]! - since);
    });
  }

  /** Whether anybody ever buys the next plan. */
  static isAbout({ groups }: World): boolean {
    return groups.some(({ settings }) => settings.user.topsUp > 0);
  }

  metrics(): Record<string, Metric> {
    const censored = this.looking.size;
    return {
      'topUp.success': valueMetric(this.wanted === 0 ? null : this.restored / this.wanted, {
        ...wordsOf('topUp.success'),
        n: this.wanted,
        censored,
      }),
      'topUp.duration': distributionMetric(this.duration, { ...wordsOf('topUp.duration'), censored }),
    };
  }

  sketches(): [string, QuantileSketch][] {
    return [['topUp.duration', this.duration]];
  }
}
