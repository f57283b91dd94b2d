/**
 * One run of one variant: builds the world, watches it, and says what came of it.
 */
import { laws, World, type WorldOptions } from '../models/index.ts';
import { judge, type LoadedScenario } from '../scenarios/index.ts';
import type { Breach } from '../sim/index.ts';
import { answerOf } from './answer.ts';
import { Observation } from './observation.ts';
import { type Expectation, type LawResult, type RunResult, summarySchema } from './run-result.ts';

export interface RunRequest {
  variant: string;
  seed?: number;
  replication?: number;
  /** The command that makes this run again. */
  reproduce: string;
  /** Asked now and then with the share of the simulated time that is over; false interrupts the run. */
  progress?: (done: number, events: number) => boolean;
  world?: WorldOptions;
}

export interface Ran {
  result: RunResult;
  /** True when `progress` ended the run early: the numbers cover less than was asked for. */
  interrupted: boolean;
  breaches: Breach[];
}

/**
 * @throws RunFailure when a model met an event it cannot take, GuardTripped when a guard stopped the run: bugs both
 */
export function runScenario(scenario: LoadedScenario, request: RunRequest): Ran {
  const settings = scenario.settingsFor(request.variant, {
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.replication === undefined ? {} : { replication: request.replication }),
  });
  const world = new World(settings, request.world);
  const observation = new Observation(world);
  const { simulation, horizon } = world;
  const { progress } = request;
  const { interrupted, breaches } = world.run(
    progress === undefined ? undefined : () => progress(simulation.now / horizon, simulation.events),
  );

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
    interrupted,
    breaches,
    result: {
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
        laws: lawResults(world, breaches),
        assumptions: [...scenario.assumptionsFor(request.variant)],
      },
      details: observation.details({
        local: new Date(settings.startUtc_ms + settings.utcOffset / 1e3).toISOString().slice(0, 16).replace('T', ' '),
        timeZone: scenario.timeZone,
        utcOffset_us: settings.utcOffset,
      }),
    },
  };
}

const lawResults = (world: World, breaches: readonly Breach[]): LawResult[] =>
  laws.map(({ name, why }) => {
    const breach = breaches.find(({ law }) => law === name);
    return {
      name,
      why,
      verdict: breach === undefined ? 'held' : 'broken',
      judged: world.inspections,
      ...(breach === undefined ? {} : { breach: `${breach.what} (at ${breach.at})` }),
    };
  });
