/** Service metadata packages that operators hand in: how long until they are out, and how many PCs have them. Fed by facts. */
import type { World } from '../models/index.ts';
import { submissionMistakes } from '../models/microsoft/dev-center-dashboard.ts';
import { formatCount, formatDuration } from './format.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic } from './topic.ts';

export class Submissions implements Topic {
  private readonly handedInAt = new Map<number, number>();
  private readonly publishedAt = new Map<number, number>();
  private readonly published = new QuantileSketch();
  /** From the publication until a PC has read the package. */
  private readonly reached = new QuantileSketch();
  private readonly rejections: number[] = [];
  private readonly has = new Set<number>();

  constructor({ simulation, surroundings }: World) {
    const { facts, clock } = simulation;
    facts.observe('service metadata submission.handedIn', operator => {
      if (!this.handedInAt.has(operator)) this.handedInAt.set(operator, clock[0]!);
    });
    facts.observe('service metadata submission.rejected', () => this.rejections.push(facts.value[0]!));
    facts.observe('service metadata submission.published', operator => {
      this.publishedAt.set(operator, clock[0]!);
      const handedInAt = this.handedInAt.get(operator);
      if (handedInAt !== undefined) this.published.add(clock[0]! - handedInAt);
    });
    const gets = (device: number) => {
      const since = this.publishedAt.get(surroundings.operatorOf(device));
      if (since === undefined || this.has.has(device)) return;
      this.has.add(device);
      this.reached.add(clock[0]! - since);
    };
    facts.observe('service metadata.parsed', gets);
    facts.observe('service metadata.updated', gets);
  }

  static isAbout({ settings }: World): boolean {
    return settings.operators.some(({ serviceMetadata }) => serviceMetadata.submission !== undefined);
  }

  metrics(): Record<string, Metric> {
    const open = this.handedInAt.size - this.published.n;
    return {
      'submission.duration': distributionMetric(this.published, { ...wordsOf('submission.duration'), censored: open }),
      'submission.rejections': valueMetric(this.rejections.length, {
        ...wordsOf('submission.rejections'),
        n: this.handedInAt.size,
        censored: 0,
      }),
      'submission.reached': distributionMetric(this.reached, { ...wordsOf('submission.reached'), censored: 0 }),
    };
  }

  sketches(): [string, QuantileSketch][] {
    return [
      ['submission.duration', this.published],
      ['submission.reached', this.reached],
    ];
  }

  sentences(): string[] {
    if (this.handedInAt.size === 0) return ['No service metadata package was handed in.'];
    const why = [...new Set(this.rejections)].map(at => submissionMistakes[at]).join(', ');
    const rejected =
      this.rejections.length === 0 ? '' : ` after ${formatCount(this.rejections.length)} rejections (${why})`;
    if (this.published.n === 0)
      return [`The service metadata package was not published when the run ended${rejected}.`];
    const reached =
      this.reached.n === 0
        ? 'no PC has read it yet'
        : `${formatCount(this.reached.n)} PCs have read it, half of them within ${formatDuration(this.reached.quantile(0.5)!)} of that, 95 % within ${formatDuration(this.reached.quantile(0.95)!)}`;
    return [
      `The service metadata package was published ${formatDuration(this.published.max!)} after it was handed in${rejected}; ${reached}.`,
    ];
  }
}
