/**
 * One run of one variant: builds the world, watches it, and says what came of it.
 */
import { laws, World, type WorldOptions } from '../models/index.ts';
import { judge, type LoadedScenario } from '../scenarios/index.ts';
import type { Breach } from '../sim/index.ts';
import { answerOf } from './answer.ts';
import { Observation } from './observation.ts';
import { type Progress, runWorld } from './progress.ts';
import { type Expectation, type LawResult, type RunResult, summarySchema } from './run-result.ts';
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
  const checkpoints = request.verify === true ? new Checkpoints(world) : undefined;
  const isWhole = await runWorld(world, request.progress);
  const result = resultOf(scenario, request, world, observation);
  const ran = { result, interrupted: !isWhole, breaches: world.breaches };
  if (checkpoints === undefined || !isWhole) return ran;
  const verification = await compareAgain(settings, checkpoints, request);
  return verification === undefined ? ran : { ...ran, verification };
}

function resultOf(scenario: LoadedScenario, request: RunRequest, world: World, observation: Observation): RunResult {
  const { simulation, settings } = world;
  const metrics = observation.metrics();
  const expectations = scenario.expectations.map((expectation): Expectation => {
    const { value, verdict } = judge(expectation, name => metrics[name]);
    return {
      text: expectation.text,
      verdict,
      value,
      unit: expectation.unit,
      bound: expectation.bound,
      ...(expectation.why === undefined ? {} : { why: expectation.why }),
    };
  });
  const { journey } = observation;
  return {
    summary: {
      schema: summarySchema,
      scenario: scenario.name,
      variant: request.variant,
      seed: settings.seed,
      preset: 'published',
      title: scenario.title,
      question: scenario.question,
      answer: answerOf({
        metrics,
        reasons: journey.reasons(),
        opened: journey.opened,
        online: journey.online,
        expectations,
      }),
      fingerprint: simulation.facts.fingerprint(),
      simulated_us: simulation.now,
      events: simulation.events,
      reproduce: request.reproduce,
      expectations,
      metrics,
      laws: lawResults(world),
      assumptions: [...scenario.assumptionsFor(request.variant)],
    },
    details: observation.details({
      local: new Date(settings.startUtc_ms + settings.utcOffset / 1e3).toISOString().slice(0, 16).replace('T', ' '),
      timeZone: scenario.timeZone,
      utcOffset_us: settings.utcOffset,
      ...(settings.utcChange && {
        utcChange: { at_us: settings.utcChange.at, utcOffset_us: settings.utcChange.utcOffset },
      }),
    }),
  };
}

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
