/**
 * What came of sharing connections: how many attempts, how soon the network was there, who was turned away, and how much of all
 * traffic went over shared connections. Fed by facts.
 *
 *     asked ── on, failed with a status, or unable ─▶ attempt        clients ── let in, turned away        bytes
 */
import { tetheringCapabilities, tetheringOperationStatuses, type World } from '../models/index.ts';
import { formatBytes, formatCount, formatDuration, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';
import { sinceWarmUp } from './since-warm-up.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic } from './topic.ts';

export class Sharing implements Topic {
  private readonly duration = new QuantileSketch();
  private asked = 0;
  private on = 0;
  private readonly outcomes = new Map<string, number>();
  private joined = 0;
  private turnedAway = 0;
  private bytes = 0;
  /** Bytes that went through modems, shared ones included. */
  private readonly carried: () => number;

  constructor(world: World) {
    this.carried = sinceWarmUp(world, () => {
      let sum = 0;
      for (let device = 0; device < world.devices; device++) sum += world.modems.store.look(device).carried;
      return sum;
    });
    const { facts } = world.simulation;
    const count = (outcome: string) => this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
    facts.endsOf(
      'internet sharing.asked',
      ['on', 'failed', 'unable'].map(end => `internet sharing.${end}`),
    );
    facts.observe('internet sharing.asked', () => {
      this.asked += 1;
    });
    facts.observe('internet sharing.on', () => {
      this.on += 1;
      this.duration.add(facts.value[0]!);
    });
    facts.observe('internet sharing.failed', () => count(tetheringOperationStatuses[facts.value[0]!]!));
    facts.observe('internet sharing.unable', () => count(tetheringCapabilities[facts.value[0]!]!));
    facts.observe('internet sharing.clientJoined', () => {
      this.joined += 1;
    });
    facts.observe('internet sharing.clientTurnedAway', () => {
      this.turnedAway += 1;
    });
    facts.observe('internet sharing.carried', () => {
      this.bytes += facts.value[0]!;
    });
  }

  /** Whether anybody ever shares a connection. */
  static isAbout({ groups }: World): boolean {
    return groups.some(({ settings }) => settings.sharing !== undefined);
  }

  private get open(): number {
    const ended = [...this.outcomes.values()].reduce((sum, n) => sum + n, 0);
    return this.asked - this.on - ended;
  }

  metrics(): Record<string, Metric> {
    const { asked, on, open, joined, turnedAway, bytes } = this;
    const carried = this.carried();
    const decided = asked - open;
    const wanted = joined + turnedAway;
    return {
      'sharing.success': valueMetric(decided === 0 ? null : on / decided, {
        ...wordsOf('sharing.success'),
        n: decided,
        censored: open,
      }),
      'sharing.duration': distributionMetric(this.duration, { ...wordsOf('sharing.duration'), censored: open }),
      'sharing.joined': valueMetric(wanted === 0 ? null : joined / wanted, {
        ...wordsOf('sharing.joined'),
        n: wanted,
        censored: 0,
      }),
      'sharing.bytes': valueMetric(bytes, { ...wordsOf('sharing.bytes'), n: joined, censored: 0 }),
      'sharing.ofTraffic': valueMetric(carried === 0 ? null : bytes / carried, {
        ...wordsOf('sharing.ofTraffic'),
        n: joined,
        censored: 0,
      }),
    };
  }

  sketches(): [string, QuantileSketch][] {
    return [['sharing.duration', this.duration]];
  }

  /** A few sentences for the answer. */
  sentences(): string[] {
    const { asked, on, joined, turnedAway, bytes } = this;
    const carried = this.carried();
    if (asked === 0) return ['Nobody turned sharing on.'];
    const soon = this.duration.quantile(0.5);
    const why = [...this.outcomes].sort((a, b) => b[1] - a[1]).slice(0, 3);
    const because = why.map(([outcome, n]) => `${formatCount(n)} ended with ${pascal(outcome)}`);
    const wanted = joined + turnedAway;
    return [
      `Of ${formatCount(asked)} attempts to share a connection ${formatCount(on)} came up${soon === null ? '' : `, half of them within ${formatDuration(soon)}`}${because.length === 0 ? '' : `; ${because.join(', ')}`}.`,
      ...(wanted === 0
        ? []
        : [
            `Devices wanted to join ${formatCount(wanted)} times and were turned away ${turnedAway === 0 ? 'never' : `${formatCount(turnedAway)} times (${formatShare(turnedAway / wanted)})`}; they used ${formatBytes(bytes)}, ${formatShare(carried === 0 ? 0 : bytes / carried)} of all traffic of the PCs.`,
          ]),
    ];
  }
}

/** As the documents write the values. */
const pascal = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
