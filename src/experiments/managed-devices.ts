/**
 * PCs that an enterprise manages: how soon each is on the mobile network with the profile that was ordered for it, what stood
 * in the way, and what the policy has refused. Fed by facts.
 *
 *     profile ordered ── PC checks in ── found at the SM-DS, or given the code ── installed ── registered
 */
import type { World } from '../models/index.ts';
import { formatCount, formatDuration, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic } from './topic.ts';

export class ManagedDevices implements Topic {
  private readonly enrolled: number;
  private ordered = 0;
  private checkedIn = 0;
  private installed = 0;
  private gaveUp = 0;
  private forbidden = 0;
  private readonly ready = new QuantileSketch();
  /** Questions to the SM-DS, and those that found nothing or got no answer. */
  private questions = 0;
  private inVain = 0;

  constructor({ simulation, managements: { store } }: World) {
    const { facts } = simulation;
    this.enrolled = Array.from({ length: store.count }, (_, device) => store.look(device).state).filter(
      state => state !== 'unmanaged',
    ).length;
    const counts = {
      'device management.ordered': 'ordered',
      'device management.checkedIn': 'checkedIn',
      'device management.installed': 'installed',
      'device management.gaveUp': 'gaveUp',
      'LPA.forbidden': 'forbidden',
      'profile discovery.asked': 'questions',
      'profile discovery.nothingFound': 'inVain',
      'profile discovery.unanswered': 'inVain',
    } as const;
    for (const [fact, counter] of Object.entries(counts) as [string, (typeof counts)[keyof typeof counts]][])
      facts.observe(fact, () => {
        this[counter] += 1;
      });
    facts.observe('device management.ready', () => this.ready.add(facts.value[0]!));
  }

  static isAbout({ groups }: World): boolean {
    return groups.some(({ settings }) => settings.managed !== undefined);
  }

  metrics(): Record<string, Metric> {
    const { ordered, ready, questions } = this;
    return {
      'managed.ready': valueMetric(ordered === 0 ? null : ready.n / ordered, {
        ...wordsOf('managed.ready'),
        n: ordered,
        censored: ordered - ready.n - this.gaveUp,
      }),
      'managed.duration': distributionMetric(ready, { ...wordsOf('managed.duration'), censored: ordered - ready.n }),
      'managed.forbidden': valueMetric(this.forbidden, {
        ...wordsOf('managed.forbidden'),
        n: this.enrolled,
        censored: 0,
      }),
      'managed.questions': valueMetric(ready.n === 0 ? null : questions / ready.n, {
        ...wordsOf('managed.questions'),
        n: questions,
        censored: 0,
      }),
    };
  }

  sketches(): [string, QuantileSketch][] {
    return [['managed.duration', this.ready]];
  }

  sentences(): string[] {
    const { ordered, ready, forbidden } = this;
    const refused =
      forbidden === 0
        ? []
        : [`The policy has refused what users wanted to do with eSIM profiles ${formatCount(forbidden)} times.`];
    if (ordered === 0) return [`No profile was ordered for the ${formatCount(this.enrolled)} managed PCs.`, ...refused];
    const share = (part: number) => formatShare(part / ordered);
    const soon =
      ready.n === 0
        ? ''
        : `: half of those within ${formatDuration(ready.quantile(0.5)!)} of the order, 95 % within ${formatDuration(ready.quantile(0.95)!)}, the last after ${formatDuration(ready.quantile(1)!)}`;
    const waiting = [
      [ordered - this.checkedIn, 'they have not checked in'],
      [this.gaveUp, 'management gave up'],
      [this.checkedIn - this.installed - this.gaveUp, 'the profile was not installed when the run ended'],
    ] as const;
    const [most] = waiting.filter(([count]) => count > 0).sort(([one], [other]) => other - one);
    return [
      `${share(ready.n)} of the ${formatCount(ordered)} PCs with an ordered profile are on the mobile network${soon}.`,
      ...(most === undefined || ready.n === ordered
        ? []
        : [`Most of the others: ${most[1]} (${share(most[0])} of all).`]),
      ...(this.inVain === 0
        ? []
        : [`${formatCount(this.inVain)} of ${formatCount(this.questions)} questions to the SM-DS were in vain.`]),
      ...refused,
    ];
  }
}
