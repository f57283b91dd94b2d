/**
 * What minds the cost of the network: how late updates come, what passed over mobile broadband all the same, in which picture
 * videos were watched, and what was used abroad before anybody said a word. Fed by facts, and by records at the end.
 */
import { attributedTo, mindsCost, type TrafficSource, type World } from '../models/index.ts';
import type { Row } from './claims/row-terms.ts';
import { JourneysAbroad } from './journeys-abroad.ts';
import { meteredInWords } from './metered-answer.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic } from './topic.ts';

export class MeteredTraffic implements Topic {
  private readonly world: World;
  private readonly updateDelay = new QuantileSketch();
  private readonly putOff = new QuantileSketch();
  private readonly quality = new QuantileSketch();
  private readonly roamed = new QuantileSketch();
  private readonly beforeWarning = new QuantileSketch();
  readonly journeys: JourneysAbroad | undefined;

  constructor(world: World) {
    this.world = world;
    const { facts } = world.simulation;
    for (const kind of ['zeroDay', 'security', 'feature'] as const)
      facts.observe(`update downloads.${kind}Installed`, () => this.updateDelay.add(facts.value[0]!));
    facts.observe('third-party apps.caughtUp', () => this.putOff.add(facts.value[0]!));
    facts.observe('video player.ended', device => {
      const { rateUnrestricted } = world.surroundings.group(device).video!;
      this.quality.add(facts.value[0]! / rateUnrestricted);
    });
    if (JourneysAbroad.isAbout(world)) this.journeys = new JourneysAbroad(world);
  }

  /** Whether anything on the PCs minds the cost of the network, or use abroad is charged apart. */
  static isAbout(world: World): boolean {
    return world.groups.some(({ settings }) => mindsCost(settings)) || JourneysAbroad.isAbout(world);
  }

  metrics(): Record<string, Metric> {
    const { groups } = this.world;
    const has = (what: 'updates' | 'apps' | 'video') => groups.some(({ settings }) => settings[what] !== undefined);
    return {
      ...(has('updates') ? this.updateMetrics() : {}),
      ...(has('apps') ? this.appMetrics() : {}),
      ...(has('video')
        ? { 'video.quality': distributionMetric(this.quality, { ...wordsOf('video.quality'), censored: 0 }) }
        : {}),
      ...(this.journeys === undefined ? {} : this.roamingMetrics(this.journeys)),
    };
  }

  private updateMetrics(): Record<string, Metric> {
    const { downloads } = this.world;
    let censored = 0;
    for (const device of this.devicesWith('updates')) {
      const { zeroDaySince, securitySince, featureSince } = downloads.store.look(device);
      for (const since of [zeroDaySince, securitySince, featureSince]) if (since !== undefined) censored += 1;
    }
    return {
      'update.delay': distributionMetric(this.updateDelay, { ...wordsOf('update.delay'), censored }),
      'update.bytesMetered': this.overMobileBroadband('update.bytesMetered', 'windowsUpdate', 'updates'),
    };
  }

  private appMetrics(): Record<string, Metric> {
    let censored = 0;
    for (const device of this.devicesWith('apps'))
      if (this.world.otherApps.store.look(device).putOffSince !== undefined) censored += 1;
    return {
      'apps.putOff': distributionMetric(this.putOff, { ...wordsOf('apps.putOff'), censored }),
      'apps.bytesMetered': this.overMobileBroadband('apps.bytesMetered', 'apps', 'apps'),
    };
  }

  private roamingMetrics(journeys: JourneysAbroad): Record<string, Metric> {
    let censored = 0;
    for (const journey of journeys.all) {
      const { roamed, beforeWarning } = journeys.bytesOf(journey);
      this.roamed.add(roamed);
      this.beforeWarning.add(beforeWarning);
      if (journey.returnedAt === undefined) censored += 1;
    }
    return {
      'roaming.bytes': distributionMetric(this.roamed, { ...wordsOf('roaming.bytes'), censored }),
      'roaming.bytesBeforeWarning': distributionMetric(this.beforeWarning, {
        ...wordsOf('roaming.bytesBeforeWarning'),
        censored,
      }),
    };
  }

  private overMobileBroadband(metric: string, source: TrafficSource, of: 'updates' | 'apps'): Metric {
    let bytes = 0;
    let n = 0;
    for (const device of this.devicesWith(of)) {
      bytes += attributedTo(source, this.world.counters.store.look(device));
      n += 1;
    }
    return valueMetric(bytes, { ...wordsOf(metric), n, censored: 0 });
  }

  private *devicesWith(what: 'updates' | 'apps'): Generator<number> {
    for (const { settings, first, count } of this.world.groups)
      if (settings[what] !== undefined) for (let device = first; device < first + count; device++) yield device;
  }

  sentences(metrics: Readonly<Record<string, Metric>>): string[] {
    return [...meteredInWords(metrics), ...(this.journeys?.inWords() ?? [])];
  }

  rows(): { set: string; rows: Iterable<Row> }[] {
    return this.journeys === undefined ? [] : [{ set: 'journey', rows: this.journeys.rows() }];
  }

  sketches(): [string, QuantileSketch][] {
    return [
      ['update.delay', this.updateDelay],
      ['apps.putOff', this.putOff],
      ['video.quality', this.quality],
      ['roaming.bytes', this.roamed],
      ['roaming.bytesBeforeWarning', this.beforeWarning],
    ];
  }
}
