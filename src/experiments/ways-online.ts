/**
 * How people who brought a device with mobile broadband got online: how many, how soon, in how many steps, and by which way
 * they got their plan. Read from the records when the run is over.
 */
import type { World } from '../models/index.ts';
import type { FunnelStage, Histogram, Metric, Outcome } from './run-result.ts';
import { CategoryCounts } from './statistics/accumulators.ts';
import { histogramOf } from './statistics/histogram.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';

/** The ways in which a plan can have been got, as metrics name them. */
const ways = {
  app: 'byApp',
  webPage: 'byWebPage',
  telephone: 'byTelephone',
  mobilePlans: 'byMobilePlans',
  nothing: 'byNothing',
} as const;
type Way = keyof typeof ways;

export class WaysOnline {
  private readonly world: World;
  private readonly appInstalled = new QuantileSketch();
  /** Who has clicked Connect, by device. */
  private readonly clicked: Uint8Array;
  private tallied: Tally | undefined;

  constructor(world: World) {
    this.world = world;
    this.clicked = new Uint8Array(world.devices);
    const { facts, clock } = world.simulation;
    facts.observe('getting online.clickedConnect', device => {
      this.clicked[device] = 1;
    });
    facts.observe('mobile broadband app.installed', device => {
      const { startedAt } = world.people.store.look(device);
      if (startedAt !== undefined && startedAt >= world.countsFrom) this.appInstalled.add(clock[0]! - startedAt);
    });
  }

  /** Whether anybody can come with a device of their own. */
  static isAbout({ groups }: World): boolean {
    return groups.some(({ settings }) => settings.arrive !== undefined && settings.sim !== 'esim');
  }

  get came(): number {
    return this.tally.came;
  }

  get online(): number {
    return this.tally.online;
  }

  /** Counted once, when somebody asks first: after the run. */
  private get tally(): Tally {
    this.tallied ??= tallyOf(this.world, this.clicked);
    return this.tallied;
  }

  metrics(): Record<string, Metric> {
    const { came, online, gaveUp, duration, steps, paths } = this.tally;
    const decided = online + gaveUp;
    const censored = came - decided;
    const way = (path: Way): [string, Metric] => {
      const name = `gettingOnline.${ways[path]}`;
      const value = online === 0 ? null : paths[path] / online;
      return [name, valueMetric(value, { ...wordsOf(name), n: online, censored })];
    };
    return {
      'gettingOnline.success': valueMetric(decided === 0 ? null : online / decided, {
        ...wordsOf('gettingOnline.success'),
        n: decided,
        censored,
      }),
      'gettingOnline.duration': distributionMetric(duration, { ...wordsOf('gettingOnline.duration'), censored }),
      'gettingOnline.steps': distributionMetric(steps, { ...wordsOf('gettingOnline.steps'), censored }),
      ...Object.fromEntries((Object.keys(ways) as Way[]).map(way)),
      'appInstalled.duration': distributionMetric(this.appInstalled, {
        ...wordsOf('appInstalled.duration'),
        censored: 0,
      }),
    };
  }

  sketches(): [string, QuantileSketch][] {
    const { duration, steps } = this.tally;
    return [
      ['gettingOnline.duration', duration],
      ['gettingOnline.steps', steps],
      ['appInstalled.duration', this.appInstalled],
    ];
  }

  funnel(): FunnelStage[] {
    const { came, clicked, online, lostBeforeClick, lostAfterClick } = this.tally;
    return [
      { stage: 'came with the device', reached: came, left: lostBeforeClick.byCount().map(leftOf) },
      { stage: 'clicked Connect', reached: clicked, left: lostAfterClick.byCount().map(leftOf) },
      { stage: 'online', reached: online, left: [] },
    ];
  }

  outcomes(): Outcome[] {
    const { came, online, gaveUp, paths } = this.tally;
    const meanings = {
      nothing: 'online, and nothing was bought on the way',
      app: "online, with a plan from the operator's app",
      webPage: "online, with a plan from the operator's web site",
      telephone: 'online, with a plan bought by telephone',
      mobilePlans: 'online, with a plan bought in the Mobile Plans app',
    };
    return [
      ...(Object.keys(meanings) as (keyof typeof meanings)[]).map(path => ({
        outcome: `online: ${outcomeWords[path] ?? path}`,
        n: paths[path],
        meaning: meanings[path],
      })),
      { outcome: 'gave up', n: gaveUp, meaning: 'without internet over mobile broadband' },
      { outcome: 'open', n: came - online - gaveUp, meaning: 'still trying when the run ended' },
    ].filter(({ n }) => n > 0);
  }

  histograms(): Histogram[] {
    const { duration } = this.tally;
    if (duration.n === 0) return [];
    return [
      histogramOf(
        'getting-online-duration',
        'From coming with the device to the internet',
        'duration (s)',
        duration,
        1e6,
      ),
    ];
  }

  /** Why people stayed offline, the most frequent reason first. */
  reasons(): { reason: string; n: number }[] {
    return this.tally.reasons.byCount().map(leftOf);
  }
}

const outcomeWords: Partial<Record<Way, string>> = { webPage: 'web page', mobilePlans: 'Mobile Plans' };

const leftOf = ([reason, n]: readonly [string, number]) => ({ reason, n });

interface Tally {
  came: number;
  clicked: number;
  online: number;
  gaveUp: number;
  paths: Record<Way, number>;
  duration: QuantileSketch;
  steps: QuantileSketch;
  reasons: CategoryCounts;
  lostBeforeClick: CategoryCounts;
  lostAfterClick: CategoryCounts;
}

function tallyOf({ people, devices, countsFrom }: World, hasClicked: Uint8Array): Tally {
  const tally: Tally = {
    came: 0,
    clicked: 0,
    online: 0,
    gaveUp: 0,
    paths: { nothing: 0, app: 0, webPage: 0, telephone: 0, mobilePlans: 0 },
    duration: new QuantileSketch(),
    steps: new QuantileSketch(),
    reasons: new CategoryCounts(),
    lostBeforeClick: new CategoryCounts(),
    lostAfterClick: new CategoryCounts(),
  };
  for (let device = 0; device < devices; device++) {
    const { startedAt, onlineAt, steps, path, reason } = people.store.look(device);
    if (startedAt === undefined || startedAt < countsFrom) continue;
    tally.came += 1;
    // Windows may have connected by itself, and then nobody had to click.
    const isConnecting = hasClicked[device] === 1 || onlineAt !== undefined;
    if (isConnecting) tally.clicked += 1;
    if (onlineAt !== undefined) {
      tally.online += 1;
      tally.paths[path ?? 'nothing'] += 1;
      tally.duration.add(onlineAt - startedAt);
      tally.steps.add(steps);
    } else if (reason !== undefined) {
      tally.gaveUp += 1;
      tally.reasons.add(reason);
      (isConnecting ? tally.lostAfterClick : tally.lostBeforeClick).add(reason);
    }
  }
  return tally;
}
