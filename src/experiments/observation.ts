/**
 * Observation of one run: accumulators that see the facts as they pass and keep a few numbers of each, and what they say
 * in the end: metrics, series, histograms, tables. Nothing here may change the world.
 */
import { passedBy, roamedBy, type WireText, type World } from '../models/index.ts';
import { hours, type Microseconds, minutes, outcomes } from '../sim/index.ts';
import type { Row } from './claims/row-terms.ts';
import { type DownloadStorm, DownloadStorms } from './download-storms.ts';
import { FlowArrows } from './flow-arrows.ts';
import { Incidents } from './incidents.ts';
import { MonitoringLog } from './monitoring-log.ts';
import { purchaseFlow } from './purchase-flow.ts';
import { PurchaseJourney } from './purchase-journey.ts';
import { RequestLog } from './request-log.ts';
import { RequestMeter } from './request-meter.ts';
import { rowTables } from './row-tables.ts';
import type { Histogram, Metric, RunDetails, Series, Table, TierRow } from './run-result.ts';
import { sinceWarmUp } from './since-warm-up.ts';
import { histogramOf } from './statistics/histogram.ts';
import { HourlySketch } from './statistics/hourly-sketch.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import { TierMeter } from './tier-meter.ts';
import { TopUps } from './top-ups.ts';
import { type Topic, topicsOf } from './topic.ts';
import { WaysOnline } from './ways-online.ts';
import { waysOnlineFlow } from './ways-online-flow.ts';

const rateBin = minutes(5);
const hour = hours(1);

export class Observation {
  readonly journey: PurchaseJourney;
  /** Only where somebody comes to buy an eSIM plan. */
  private readonly purchaseArrows: FlowArrows<WireText> | undefined;
  /** Only where people come with a device of their own. */
  private readonly waysArrows: FlowArrows<unknown> | undefined;
  /** Only where somebody can buy in the Mobile Plans app: pages of the portal, and downloads at the SM-DP+. */
  private readonly purchaseLoad: readonly RequestMeter[];
  private readonly storms: DownloadStorms;
  /** Only where load agents place them. */
  private readonly orders: RequestMeter | undefined;
  /** Only where people come with a device of their own. */
  readonly waysOnline: WaysOnline | undefined;
  /** Only where there is monitoring. */
  readonly monitoring: MonitoringLog | undefined;
  /** Only where somebody buys another plan. */
  private readonly topUps: TopUps | undefined;
  private readonly incidents: Incidents;
  /** What else the world has that somebody asks about. */
  private readonly topics: readonly Topic[];
  private readonly backEnds: TierMeter;
  private readonly world: World;
  private readonly requests: RequestLog;

  /** At the operator API, as the Mobile Plans service sees it: what the published load figures are about. */
  private readonly balances: RequestMeter;

  private readonly activation = new QuantileSketch();
  private readonly shown = new HourlySketch();
  private readonly carriedByHour: number[] = [];
  private sessions = 0;
  private readonly bytesUsed: () => number;

  constructor(world: World) {
    this.world = world;
    this.journey = new PurchaseJourney(world);
    this.requests = new RequestLog(world);
    const isAboutPurchases = PurchaseJourney.isAbout(world);
    if (isAboutPurchases) this.purchaseArrows = new FlowArrows(world, purchaseFlow);
    this.purchaseLoad = isAboutPurchases
      ? [
          new RequestMeter(world, 'openPage', 'mobile operator web portal.openPage'),
          new RequestMeter(world, 'es9', 'SM-DP+.es9'),
        ]
      : [];
    this.storms = new DownloadStorms(world, this.journey);
    if (world.groups.some(({ settings }) => settings.load !== undefined))
      this.orders = new RequestMeter(world, 'placeOrder', 'mobile operator API.placeOrder');
    if (WaysOnline.isAbout(world)) {
      this.waysOnline = new WaysOnline(world);
      this.waysArrows = new FlowArrows(world, waysOnlineFlow);
    }
    if (world.monitors !== undefined) this.monitoring = new MonitoringLog(world);
    if (TopUps.isAbout(world)) this.topUps = new TopUps(world);
    this.incidents = new Incidents(world);
    this.topics = topicsOf(world);
    this.backEnds = new TierMeter(world);
    const { facts, clock } = world.simulation;

    this.bytesUsed = sinceWarmUp(world, () => bytesOfLines(world));
    this.balances = new RequestMeter(world, 'getBalance', 'mobile operator API.getBalance');
    facts.observe('purchase.online', () => this.activation.add(facts.value[0]!));
    facts.observe('network flyout.shown', () => this.shown.add(clock[0]!, facts.value[0]!));
    facts.observe('subscription.carried', () => {
      const at = Math.floor(clock[0]! / hour);
      while (this.carriedByHour.length <= at) this.carriedByHour.push(0);
      this.carriedByHour[at]! += facts.value[0]!;
      this.sessions += 1;
    });
  }

  /** The metrics by name, in the order in which people read them. */
  metrics(): Record<string, Metric> {
    const usage = this.usage();
    return {
      ...this.waysOnline?.metrics(),
      ...(PurchaseJourney.isAbout(this.world) ? this.purchaseMetrics() : {}),
      ...this.topUps?.metrics(),
      ...Object.assign(
        {},
        ...this.topics.map(topic => topic.metrics({ mobile: usage.bytes, observed: this.observed })),
      ),
      ...Object.assign({}, ...this.purchaseLoad.map(meter => meter.metrics(this.observed))),
      ...this.balances.metrics(this.observed),
      ...this.orders?.metrics(this.observed),
      'usage.bytes': valueMetric(usage.bytes, {
        ...wordsOf('usage.bytes'),
        n: this.sessions + usage.open,
        censored: usage.open,
      }),
      'balance.remaining': distributionMetric(this.shown.whole(), {
        ...wordsOf('balance.remaining'),
        censored: 0,
      }),
    };
  }

  private purchaseMetrics(): Record<string, Metric> {
    const { journey } = this;
    const undecided = journey.undecided;
    const decided = journey.continued - undecided;
    return {
      'activation.success': valueMetric(decided === 0 ? null : journey.online / decided, {
        ...wordsOf('activation.success'),
        n: decided,
        censored: undecided,
      }),
      'activation.duration': distributionMetric(this.activation, {
        ...wordsOf('activation.duration'),
        censored: undecided,
      }),
    };
  }

  /** The metrics that spread, to read any percentile from when the world is gone. */
  sketches(): ReadonlyMap<string, QuantileSketch> {
    return new Map([
      ['activation.duration', this.activation],
      ...(this.topUps?.sketches() ?? []),
      ...this.topics.flatMap(topic => topic.sketches()),
      ...this.balances.sketches(),
      ...(this.orders?.sketches() ?? []),
      ...this.purchaseLoad.flatMap(meter => meter.sketches()),
      ...(this.waysOnline?.sketches() ?? []),
      ['balance.remaining', this.shown.whole()],
    ]);
  }

  /** Until when arrivals were watched: the length of the run, or what an early end left of it. */
  get observed(): Microseconds {
    const { settings, simulation } = this.world;
    return Math.min(settings.length, simulation.now) as Microseconds;
  }

  /** Bytes of all lines, and how many sessions are under way. */
  private usage(): { bytes: number; open: number } {
    const { lines, devices } = this.world;
    let open = 0;
    for (let device = 0; device < devices; device++) if (lines.store.look(device).rateSince !== undefined) open += 1;
    return { bytes: this.bytesUsed(), open };
  }

  details(start: RunDetails['start']): RunDetails {
    const { journey } = this;
    const flow = this.purchaseArrows?.picture() ?? this.waysArrows?.picture();
    const tiers = this.tiers();
    return {
      series: this.series(),
      histograms: this.histograms(),
      ...(flow === undefined ? {} : { flow }),
      funnel: journey.opened > 0 ? journey.funnel() : (this.waysOnline?.funnel() ?? []),
      outcomes: journey.opened > 0 ? journey.outcomes() : (this.waysOnline?.outcomes() ?? this.requestOutcomes()),
      tables: this.tables(),
      ...(tiers.length === 0 ? {} : { tiers }),
      ...(this.monitoring === undefined ? {} : { monitoring: this.monitoring.told() }),
      incidents: this.incidents.list(),
      start,
    };
  }

  /** What outages of the SM-DP+ did to those who were buying. */
  stormsTold(): DownloadStorm[] {
    return this.storms.list();
  }

  /** The rows that topics have for claims. */
  topicRows(): { set: string; rows: Iterable<Row> }[] {
    return this.topics.flatMap(topic => topic.rows?.(this.world) ?? []);
  }

  /** What the topics say in words. */
  topicsTold(metrics: Readonly<Record<string, Metric>>): string[] {
    return this.topics.flatMap(topic => topic.sentences(metrics));
  }

  /** Tiers of back ends that somebody called. */
  tiers(): TierRow[] {
    return this.backEnds.rows(this.incidents.list());
  }

  private requestOutcomes() {
    const meanings: Record<string, string> = {
      answered: 'a balance came back',
      refused: 'an HTTP status of 400 or more',
      timedOut: 'no answer within the time limit',
      unreachable: 'no connection',
      shed: 'the queue was full',
      cancelled: 'no longer wanted',
      censored: 'still open when the run ended',
    };
    return outcomes.flatMap(outcome => {
      const n = this.balances.count(outcome);
      return n === 0 ? [] : [{ outcome, n, meaning: meanings[outcome]! }];
    });
  }

  private series(): Series[] {
    const balances: Series[] = [
      {
        name: 'getbalance-rate',
        title: 'GetBalance requests to the operator API',
        axis: 'requests per second (5 min mean)',
        lines: [{ label: 'GetBalance', points: this.balances.asked.series(rateBin, this.observed) }],
      },
      {
        name: 'getbalance-latency',
        title: 'GetBalance latency through the day',
        axis: 'latency (ms)',
        lines: quantileLines(this.balances.latency, 1e3),
      },
    ];
    const series: Series[] = this.balances.asked.n > 0 || this.topics.length === 0 ? balances : [];
    const [pages, downloads] = this.purchaseLoad;
    if (pages !== undefined && downloads !== undefined)
      series.push(
        {
          name: 'portal-rate',
          title: 'Pages of the web portal',
          axis: 'pages per second (1 min mean)',
          lines: [{ label: 'pages', points: pages.asked.series(minutes(1), this.observed) }],
        },
        {
          name: 'smdp-rate',
          title: 'Calls of downloads to the SM-DP+',
          axis: 'ES9+ calls per second (1 min mean)',
          lines: [{ label: 'ES9+ calls', points: downloads.asked.series(minutes(1), this.observed) }],
        },
      );
    if (this.sessions > 0) {
      let total = 0;
      const { countsFrom } = this.world;
      const points = this.carriedByHour.flatMap((carried, at): [number, number][] => {
        total += carried;
        return (at + 1) * hour > countsFrom ? [[(at + 1) * hour, total / 1e9]] : [];
      });
      series.push({
        name: 'usage',
        title: 'Data used by all lines',
        axis: countsFrom > 0 ? 'data used since the warm-up (GB)' : 'data used since the start (GB)',
        lines: [{ label: 'used', points: [[countsFrom, 0], ...points] }],
      });
    }
    if (!this.shown.isEmpty) {
      series.push({
        name: 'balance',
        title: 'Balance shown in the flyout',
        axis: 'data left (MB)',
        lines: quantileLines(this.shown, 1e6),
      });
    }
    series.push(...this.backEnds.series(), ...this.topics.flatMap(topic => topic.series?.() ?? []));
    return series.filter(({ lines }) => lines.some(({ points }) => points.length > 0));
  }

  private histograms(): Histogram[] {
    const histograms: Histogram[] = [];
    if (this.activation.n > 0) {
      histograms.push(
        histogramOf(
          'activation-duration',
          'From Continue to the first internet byte',
          'duration (s)',
          this.activation,
          1e6,
        ),
      );
    }
    histograms.push(
      ...(this.waysOnline?.histograms() ?? []),
      ...this.topics.flatMap(topic => topic.histograms?.() ?? []),
    );
    const latency = this.balances.latency.whole();
    if (latency.n > 0) {
      histograms.push(
        histogramOf('getbalance-latency-distribution', 'GetBalance latency', 'latency (ms)', latency, 1e3),
      );
    }
    return histograms;
  }

  private tables(): Table[] {
    const perMinute = this.balances.asked.series(minutes(1), this.observed);
    const rate: Table = {
      name: 'getbalance_per_minute',
      columns: [
        { name: 'from_us', type: 'DOUBLE', values: perMinute.map(([at]) => at) },
        { name: 'requests', type: 'INT32', values: perMinute.map(([, perSecond]) => Math.round(perSecond * 60)) },
      ],
    };
    const requests = this.requests.table();
    return [...rowTables(this.world, this.journey), ...(requests === undefined ? [] : [requests]), rate];
  }
}

/** Bytes that all lines have used so far, those abroad and sessions under way included. */
function bytesOfLines({ lines, roaming, settings, devices, simulation }: World): number {
  const isCharged = settings.operators.some(one => one.roaming !== undefined);
  let bytes = 0;
  for (let device = 0; device < devices; device++) {
    const line = lines.store.look(device);
    bytes += Math.min(passedBy(line, simulation.now), line.granted);
    if (isCharged) bytes += roamedBy(roaming.store.look(device), simulation.now);
  }
  return bytes;
}

function quantileLines(byHour: HourlySketch, unit: number): Series['lines'] {
  const line = (label: string, p: number) => ({
    label,
    points: byHour.points(p).map(([at, value]): [number, number] => [at, value / unit]),
  });
  return [line('p5', 0.05), line('median', 0.5), line('p95', 0.95)];
}
