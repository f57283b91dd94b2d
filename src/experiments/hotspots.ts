/**
 * What people with a PC meet at hotspots: how many get in, how soon, why others do not, and how many bytes then take Wi-Fi
 * instead of mobile broadband. Fed by facts.
 *
 *     visit ── began ─┬─ online                     the time is that from the beginning
 *                     ├─ rejected, aborted, lost
 *                     └─ constrained                connected, without internet
 */
import type { World } from '../models/index.ts';
import { hotspotsInWords } from './hotspot-answer.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic, Whole } from './topic.ts';

export class Hotspots implements Topic {
  private readonly duration = new QuantileSketch();
  /** Visits to places that have a hotspot, those of them with a try, and tries. */
  private visits = 0;
  private joined = 0;
  private readonly trying = new Set<number>();
  /** Devices whose present visit has had a try. */
  private readonly hasTried = new Set<number>();
  private tries = 0;
  private online = 0;
  private rejected = 0;
  private constrained = 0;
  private offloaded = 0;
  private stretches = 0;

  constructor({ simulation }: World) {
    const { facts } = simulation;
    facts.observe('hotspot visit.arrived', device => {
      this.hasTried.delete(device);
      if (facts.value[0]! >= 0) this.visits += 1;
    });
    facts.observe('hotspot authentication.began', device => {
      this.tries += 1;
      this.trying.add(device);
      if (this.hasTried.has(device)) return;
      this.hasTried.add(device);
      this.joined += 1;
    });
    facts.observe('hotspot authentication.online', device => {
      // Somebody who has signed in later, when the try had ended, is no try of its own.
      if (!this.trying.delete(device)) return;
      this.online += 1;
      this.duration.add(facts.value[0]!);
    });
    const ends = (fact: string, counts: () => void) =>
      facts.observe(`hotspot authentication.${fact}`, device => {
        if (this.trying.delete(device)) counts();
      });
    ends('rejected', () => {
      this.rejected += 1;
    });
    ends('constrained', () => {
      this.constrained += 1;
    });
    ends('aborted', () => undefined);
    ends('lost', () => undefined);
    facts.observe('network traffic.offloaded', () => {
      this.offloaded += facts.value[0]!;
      this.stretches += 1;
    });
  }

  /** Whether anybody ever goes to a place with a hotspot. */
  static isAbout({ groups }: World): boolean {
    return groups.some(({ settings }) => settings.hotspots !== undefined);
  }

  /** @param mobile  bytes that took mobile broadband */
  metrics({ mobile }: Whole): Record<string, Metric> {
    const censored = this.trying.size;
    const ended = this.tries - censored;
    const share = (name: string, part: number, n: number, open: number) =>
      valueMetric(n === 0 ? null : part / n, { ...wordsOf(name), n, censored: open });
    const all = this.offloaded + mobile;
    return {
      'hotspot.joined': share('hotspot.joined', this.joined, this.visits, 0),
      'hotspot.success': share('hotspot.success', this.online, ended, censored),
      'hotspot.duration': distributionMetric(this.duration, { ...wordsOf('hotspot.duration'), censored }),
      'hotspot.rejected': share('hotspot.rejected', this.rejected, ended, censored),
      'hotspot.constrained': share('hotspot.constrained', this.constrained, ended, censored),
      'offload.bytes': valueMetric(this.offloaded, { ...wordsOf('offload.bytes'), n: this.stretches, censored: 0 }),
      'offload.share': valueMetric(all === 0 ? null : this.offloaded / all, {
        ...wordsOf('offload.share'),
        n: this.stretches,
        censored: 0,
      }),
    };
  }

  sentences(metrics: Readonly<Record<string, Metric>>): string[] {
    return hotspotsInWords(metrics);
  }

  sketches(): [string, QuantileSketch][] {
    return [['hotspot.duration', this.duration]];
  }
}
