/**
 * One run of one variant: builds the world, watches it, and says what came of it.
 */
import { laws, type TimelineEntry, World, type WorldOptions } from '../models/index.ts';
import type { LoadedScenario } from '../scenarios/index.ts';
import type { Breach } from '../sim/index.ts';
import { type Answered, answerOf } from './answer.ts';
import { clockShown, dayClockOf } from './claims/day-clock.ts';
import { watchIncidents } from './claims/incident-rows.ts';
import type { Stretch } from './claims/intervals.ts';
import { judgeExpectations, type Measures, measureOwn } from './claims/judge.ts';
import { Measurements } from './claims/measurements.ts';
import { watchPlans } from './claims/plan-rows.ts';
import { watchSharing } from './claims/sharing-rows.ts';
import { currencyOf } from './claims/units.ts';
import { feedRecords, feedRows, watchRequests, watchShownBalances } from './claims/world-rows.ts';
import { Observation } from './observation.ts';
import { type Progress, runWorld } from './progress.ts';
import { type LawResult, type Metric, type RunResult, summarySchema } from './run-result.ts';
import { stateMachinesOf } from './state-machines.ts';
import { Checkpoints, compareAgain, type Verification } from './verify.ts';

export interface RunRequest {
  variant: string;
  seed?: number;
  replication?: number;
  /** The command that makes this run again. */
  reproduce: string;
  progress?: Progress;
  /** Run again afterwards, and compare fact by fact. */
  verify?: boolean;
  world?: WorldOptions;
}

export interface Ran {
  result: RunResult;
  /** True when `progress` ended the run early: the numbers cover less than was asked for. */
  interrupted: boolean;
  breaches: readonly Breach[];
  /** What claims about several variants are judged by. */
  measures: Measures;
  /** What the answer in words is made of. */
  answered: Answered;
  /** Present when it was asked for and neither run was interrupted. */
  verification?: Verification;
}

/**
 * @throws RunFailure when a model met an event it cannot take, GuardTripped when a guard stopped the run: bugs both
 */
export async function runScenario(scenario: LoadedScenario, request: RunRequest): Promise<Ran> {
  const settings = scenario.settingsFor(request.variant, {
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.replication === undefined ? {} : { replication: request.replication }),
  });
  const world = new World(settings, request.world);
  const observation = new Observation(world);
  const measurements = measurementsFor(scenario, world);
  const incidents = watchIncidents(world, measurements);
  const checkpoints = request.verify === true ? new Checkpoints(world) : undefined;
  const isWhole = await runWorld(world, request.progress);
  feedRecords(world, observation.journey, measurements);
  feedRows('incident', incidents(), measurements);
  for (const { set, rows } of observation.topicRows()) feedRows(set, rows, measurements);
  const ran = {
    ...resultOf(scenario, request, world, observation, measurements),
    interrupted: !isWhole,
    breaches: world.breaches,
  };
  if (checkpoints === undefined || !isWhole) return ran;
  const verification = await compareAgain(settings, checkpoints, request);
  return verification === undefined ? ran : { ...ran, verification };
}

/**
 * The same runs with every claim about several variants judged. What was interrupted is no finished run to such a claim.
 */
export function judgeTogether(scenario: LoadedScenario, runs: readonly Ran[]): Ran[] {
  const finished = runs.filter(({ interrupted }) => !interrupted).map(({ measures }) => measures);
  return runs.map(ran => {
    if (ran.interrupted) return ran;
    const expectations = judged(scenario, ran.measures, finished);
    const summary = { ...ran.result.summary, expectations, answer: answerOf(ran.answered, expectations) };
    return { ...ran, result: { ...ran.result, summary } };
  });
}

/** Whether anything that is expected cannot be judged before several variants have been run. */
export const comparesVariants = ({ claims }: LoadedScenario): boolean =>
  claims.some(({ claim }) => claim.everyVariant || claim.variants.length > 0);

const judged = (scenario: LoadedScenario, own: Measures, finished: readonly Measures[]) =>
  judgeExpectations(scenario.claims, own, {
    finished: finished.includes(own) ? finished : [...finished, own],
    variants: scenario.variants,
    currency: currencyOf(scenario, own.variant),
  });

/** Sees the rows that the scenario's claims and metrics ask about. */
function measurementsFor(scenario: LoadedScenario, world: World): Measurements {
  const terms = [
    ...scenario.metrics.map(({ measure }) => measure.term),
    ...scenario.claims.map(({ claim }) => claim.term),
  ];
  const { settings } = world;
  const measurements = new Measurements(terms, {
    ...dayClockOf(settings),
    length: settings.length,
    countsFrom: world.countsFrom,
    stretches: settings.timeline.map(stretchOf),
  });
  watchRequests(world, measurements);
  watchShownBalances(world, measurements);
  watchPlans(world, measurements);
  watchSharing(world, measurements);
  return measurements;
}

/** Outages are incidents until their end; to a claim, deployments, campaigns and acts are the moment at which they begin. */
function stretchOf(entry: TimelineEntry): Stretch {
  const { name, at: from } = entry;
  return entry.kind === 'outage'
    ? { name, from, until: entry.until, isIncident: true }
    : { name, from, until: from, isIncident: false };
}

function resultOf(
  scenario: LoadedScenario,
  request: RunRequest,
  world: World,
  observation: Observation,
  measurements: Measurements,
): Pick<Ran, 'result' | 'measures' | 'answered'> {
  const { simulation, settings } = world;
  const { journey } = observation;
  const metrics: Record<string, Metric> = observation.metrics();
  const measures: Measures = {
    variant: request.variant,
    measurements,
    metrics: { ...metrics },
    sketches: observation.sketches(),
    own: new Map(),
    length: observation.observed,
    clock: dayClockOf(settings),
  };
  Object.assign(metrics, measureOwn(scenario.metrics, measures, currencyOf(scenario, request.variant)));
  const expectations = judged(scenario, measures, []);
  const clock = (moment: number) => clockShown(moment, measures.clock);
  const answered: Answered = {
    metrics,
    reasons: journey.reasons(),
    opened: journey.opened,
    online: journey.online,
    offline: observation.waysOnline?.reasons() ?? [],
    storms: observation.stormsTold(),
    clock,
    dropOuts: journey.dropOuts(),
    tiers: observation.tiers(),
    topics: observation.topicsTold(metrics),
    monitored: observation.monitoring?.inWords(clock) ?? [],
    asksForBalances: asksForBalances(scenario),
  };
  const result: RunResult = {
    summary: {
      schema: summarySchema,
      scenario: scenario.name,
      variant: request.variant,
      seed: settings.seed,
      preset: scenario.presetFor(request.variant),
      title: scenario.title,
      question: scenario.question,
      answer: answerOf(answered, expectations),
      fingerprint: simulation.facts.fingerprint(),
      simulated_us: simulation.now,
      ...(world.countsFrom === 0 ? {} : { warm_up_us: world.countsFrom }),
      events: simulation.events,
      reproduce: request.reproduce,
      expectations,
      metrics,
      laws: lawResults(world),
      assumptions: [...scenario.assumptionsFor(request.variant)],
    },
    details: {
      ...observation.details({
        local: new Date(settings.startUtc_ms + settings.utcOffset / 1e3).toISOString().slice(0, 16).replace('T', ' '),
        timeZone: scenario.timeZone,
        utcOffset_us: settings.utcOffset,
        ...(settings.utcChange && {
          utcChange: { at_us: settings.utcChange.at, utcOffset_us: settings.utcChange.utcOffset },
        }),
      }),
      machines: stateMachinesOf(world),
      changes: [...scenario.changesFor(request.variant)],
    },
  };
  return { result, measures, answered };
}

/** Whether an expectation or a metric of the scenario's own is about balances. */
const asksForBalances = ({ claims, metrics }: LoadedScenario): boolean =>
  [...claims.map(({ claim }) => claim.text), ...metrics.map(({ measure }) => measure.text)].some(text =>
    /getBalance|balance\.|shownBalance/.test(text),
  );

const lawResults = (world: World): LawResult[] =>
  laws.map(({ name, why }) => {
    const breach = world.breaches.find(({ law }) => law === name);
    return {
      name,
      why,
      verdict: breach === undefined ? 'held' : 'broken',
      judged: world.inspections,
      ...(breach === undefined ? {} : { breach: `${breach.what} (at ${breach.at})` }),
    };
  });
