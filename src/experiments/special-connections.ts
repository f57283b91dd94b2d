/**
 * What came of apps that asked for a connection of their own: how many got it, how soon, why the others did not, and what went
 * over these connections. Fed by facts.
 */
import { type World, wordOfRefusal } from '../models/index.ts';
import { formatBytes, formatCount, formatDuration, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';
import { sinceWarmUp } from './since-warm-up.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic } from './topic.ts';

export class SpecialConnections implements Topic {
  private readonly duration = new QuantileSketch();
  private connected = 0;
  private readonly refused = new Map<string, number>();
  private asked = 0;
  private bytes = 0;

  /** Bytes over special contexts that count against a plan. */
  private readonly charged: () => number;

  constructor(world: World) {
    this.charged = sinceWarmUp(world, () => {
      let sum = 0;
      for (let device = 0; device < world.devices; device++) sum += world.lines.store.look(device).specials;
      return sum;
    });
    const { facts } = world.simulation;
    facts.endsOf('special connection app.asked', [
      'special connection app.connected',
      'special connection app.refused',
    ]);
    facts.observe('special connection app.asked', () => {
      this.asked += 1;
    });
    facts.observe('special connection app.connected', () => {
      this.connected += 1;
      this.duration.add(facts.value[0]!);
    });
    facts.observe('special connection app.refused', app => {
      const { device, nth } = world.surroundings.specialApps.whose(app);
      const { name } = world.surroundings.group(device).specialApps![nth]!;
      const why = `${name}: ${wordOfRefusal(facts.value[0]!)}`;
      this.refused.set(why, (this.refused.get(why) ?? 0) + 1);
    });
    facts.observe('special packet context.carried', () => {
      this.bytes += facts.value[0]!;
    });
  }

  /** Whether any app wants a connection of its own. */
  static isAbout({ surroundings }: World): boolean {
    return surroundings.specialApps.count > 0;
  }

  private get refusals(): number {
    return [...this.refused.values()].reduce((sum, n) => sum + n, 0);
  }

  metrics(): Record<string, Metric> {
    const decided = this.connected + this.refusals;
    const censored = this.asked - decided;
    return {
      'specialConnection.success': valueMetric(decided === 0 ? null : this.connected / decided, {
        ...wordsOf('specialConnection.success'),
        n: decided,
        censored,
      }),
      'specialConnection.duration': distributionMetric(this.duration, {
        ...wordsOf('specialConnection.duration'),
        censored,
      }),
      'specialConnection.bytes': valueMetric(this.bytes, {
        ...wordsOf('specialConnection.bytes'),
        n: this.connected,
        censored: 0,
      }),
      'specialConnection.charged': valueMetric(this.charged(), {
        ...wordsOf('specialConnection.charged'),
        n: this.connected,
        censored: 0,
      }),
    };
  }

  sketches(): [string, QuantileSketch][] {
    return [['specialConnection.duration', this.duration]];
  }

  /** Two sentences for the answer. */
  sentences(): string[] {
    const { asked, connected, bytes } = this;
    const charged = this.charged();
    if (asked === 0) return ['No app asked for a connection of its own.'];
    const soon = this.duration.quantile(0.5);
    const why = [...this.refused].sort((a, b) => b[1] - a[1]).slice(0, 3);
    return [
      `Apps asked ${formatCount(asked)} times for a connection of their own and got it ${formatCount(connected)} times${soon === null ? '' : `, half of them within ${formatDuration(soon)}`}${why.length === 0 ? '' : `; most often refused: ${why.map(([reason, n]) => `${reason} (${formatCount(n)})`).join(', ')}`}.`,
      `Over these connections went ${formatBytes(bytes)}, of which ${bytes === 0 ? 'nothing' : formatShare(charged / bytes)} counted against plans.`,
    ];
  }
}
