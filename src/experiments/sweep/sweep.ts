/**
 * A sweep: the same replications at every point of a grid, so that all points meet the same random numbers and curves are
 * smooth; then what each number does along the grid, and where expectations begin to fail.
 */
import type { LoadedScenario, Varied } from '../../scenarios/index.ts';
import { type JudgedOverReplications, judgeOverReplications } from '../claims/over-replications.ts';
import { gapsOf } from '../observed.ts';
import { type Interval, meanInterval } from '../statistics/intervals.ts';
import type { Replication } from '../tasks/replication.ts';
import { columnsOf } from '../tasks/replications.ts';
import type { TaskOutcome } from '../tasks/task.ts';
import type { TaskRunner } from '../tasks/task-runner.ts';
import { type Tornado, tornado, tornadoMeasure } from '../tornado.ts';
import { answerOfSweep } from './answer.ts';
import { ascending, axisName, axisOf } from './axis.ts';
import { crossingsOf, type Gap } from './crossing.ts';
import { shapeOf } from './curve.ts';
import { drawnNumbers, type NumberOverPoints } from './drawn.ts';
import type { GridPoint } from './grid.ts';
import { measuredText } from './measured-text.ts';
import {
  type Curve,
  type FailedReplication,
  type MeanAtPoint,
  type SweepAxis,
  type SweepResult,
  type SweptClaim,
  type SweptNumber,
  sweepSchema,
} from './sweep-result.ts';
import { warnedOf, warningsOf } from './warnings.ts';
import { claimWords, curveWords } from './words.ts';

export interface SweepRequest {
  scenario: LoadedScenario;
  runner: TaskRunner;
  variant: string;
  axes: readonly Varied[];
  points: readonly GridPoint[];
  replications: number;
  /** Names of numbers or metrics to draw; what tells most, where there are none. */
  metrics: readonly string[];
  /** Whether each guess of the scenario's `assume` is tried too. */
  assume: boolean;
  warnings: readonly string[];
  reproduce: string;
}

export interface Swept {
  result: SweepResult;
  samples: readonly PointSamples[];
}

/** What the replications of one point said; undefined where one failed. */
export interface PointSamples {
  point: GridPoint;
  replications: readonly (Replication | undefined)[];
}

export async function sweep(request: SweepRequest): Promise<Swept> {
  const { scenario, runner, variant, points, replications } = request;
  const outcomes = await runner.replicate(
    points.flatMap(({ sets }) =>
      Array.from({ length: replications }, (_, replication) => ({ variant, replication, sets })),
    ),
  );
  const samples = points.map((point, i) => ({
    point,
    replications: outcomes
      .slice(i * replications, (i + 1) * replications)
      .map(outcome => (outcome.ok ? outcome.replication : undefined)),
  }));
  const axes = request.axes.map(axisOf);
  const { numbers, chosen } = numbersOver(request, axes, samples);
  const observed = await gapsOf({ scenario, runner, variant, replications });
  const torn = request.assume ? await tornOf(request, chosen[0]) : undefined;
  const result: SweepResult = {
    schema: sweepSchema,
    scenario: scenario.name,
    variant,
    seed: runner.seed,
    replications,
    title: scenario.title,
    question: scenario.question,
    answer: [],
    axes,
    points: samples.map(({ point, replications: done }) => ({
      at: [...point.at],
      values: point.at.map((place, axis) => axes[axis]!.values[place]!.text),
      replications: done.filter(one => one !== undefined).length,
      events: done.reduce((sum, one) => sum + (one?.events ?? 0), 0),
    })),
    numbers,
    claims: claimsOver(request, axes, samples),
    failed: failuresOf(points, replications, outcomes, axes),
    warnings: [...request.warnings, ...warningsOf(numbers, replications)],
    observed,
    ...(torn === undefined ? {} : { tornado: torn }),
    reproduce: request.reproduce,
  };
  return { result: { ...result, answer: answerOfSweep(result) }, samples };
}

/** The tornado of the first drawn number. */
async function tornOf(request: SweepRequest, number: string | undefined): Promise<Tornado | undefined> {
  const { scenario, runner, variant, replications } = request;
  if (number === undefined || scenario.assume.length === 0) return undefined;
  return tornado({ scenario, variant, ...tornadoMeasure({ runner, variant, replications, number }) });
}

/* ---- Numbers ---- */

type Columns = ReadonlyMap<
  string,
  { metric: string; unit: string; values: (number | null)[]; n: number; censored: number }
>;

function numbersOver(
  { scenario, metrics }: SweepRequest,
  axes: readonly SweepAxis[],
  samples: readonly PointSamples[],
): { numbers: SweptNumber[]; chosen: readonly string[] } {
  const claimed = scenario.claims.map(({ claim }) => measuredText(claim));
  const columns = samples.map(({ replications }) => columnsAt(replications, claimed));
  const words = new Map(
    columns.flatMap(of => [...of].map(([name, { metric, unit }]) => [name, { metric, unit }] as const)),
  );
  const overPoints = [...words].map(
    ([name, { metric, unit }]): NumberOverPoints => ({
      name,
      metric,
      unit,
      isOwn: scenario.metrics.some(own => own.name === name),
      isClaimed: claimed.includes(name),
      values: columns.map((of, i) => of.get(name)?.values ?? samples[i]!.replications.map(() => null)),
    }),
  );
  const chosen = drawnNumbers(overPoints, metrics);
  const numbers = overPoints.map(({ name, metric, unit, values }): SweptNumber => {
    const intervals = values.map(of => meanInterval(of.filter(value => value !== null)));
    const points = values.map((of, i): MeanAtPoint => {
      const column = columns[i]!.get(name);
      return { ...meanAt(of, intervals[i]), observations: column?.n ?? 0, censored: column?.censored ?? 0 };
    });
    const isDrawn = chosen.includes(name);
    return {
      name,
      metric,
      unit,
      method: intervals.find(one => one !== undefined)?.method ?? 'one replication',
      isDrawn,
      points,
      curves: isDrawn ? curvesOf({ name, unit, axes, points, values }) : [],
      ...warnedOf(intervals),
    };
  });
  const rank = (name: string): number => (chosen.includes(name) ? chosen.indexOf(name) : chosen.length);
  return { numbers: numbers.sort((a, b) => rank(a.name) - rank(b.name)), chosen };
}

/** What is measured, and what only expectations measure, by name; each with a value for every replication that was asked for. */
function columnsAt(
  replications: readonly (Replication | undefined)[],
  claimed: readonly (string | undefined)[],
): Columns {
  const done = replications.filter(one => one !== undefined);
  const places = replications.flatMap((one, i) => (one === undefined ? [] : [i]));
  const inPlace = (values: readonly (number | null)[]): (number | null)[] => {
    const all = replications.map((): number | null => null);
    places.forEach((place, i) => {
      all[place] = values[i] ?? null;
    });
    return all;
  };
  const columns = new Map(
    columnsOf(done).map(({ name, metric, unit, values, n, censored }) => [
      name,
      { metric, unit, values: inPlace(values), n, censored },
    ]),
  );
  claimed.forEach((name, i) => {
    if (name === undefined || columns.has(name) || done.length === 0) return;
    const expected = done.map(({ expectations }) => expectations[i]);
    if (expected.every(one => one === undefined || one.verdict === 'not judged')) return;
    const values = inPlace(expected.map(one => one?.value ?? null));
    const unit = expected[0]?.unit ?? '';
    columns.set(name, { metric: '', unit, values, n: values.filter(value => value !== null).length, censored: 0 });
  });
  return columns;
}

function meanAt(
  values: readonly (number | null)[],
  interval: Interval | undefined,
): Pick<MeanAtPoint, 'mean' | 'low' | 'high' | 'n'> {
  const known = values.filter(value => value !== null);
  if (interval === undefined) return { mean: known[0] ?? null, low: null, high: null, n: known.length };
  return { mean: interval.mean, low: interval.low, high: interval.high, n: known.length };
}

/** Along the first parameter, once for each value of the second. */
function curvesOf({
  name,
  unit,
  axes,
  points,
  values,
}: {
  name: string;
  unit: string;
  axes: readonly SweepAxis[];
  points: readonly MeanAtPoint[];
  values: NumberOverPoints['values'];
}): Curve[] {
  const [first, second] = axes as [SweepAxis, SweepAxis?];
  const order = ascending(first);
  const isOrdered = first.values.every(({ position }) => position !== null);
  const positions = isOrdered ? order.map(i => first.values[i]!.position!) : undefined;
  const inFile = (place: number | null) => (place === null ? null : order[place]!);
  return (second?.values ?? [undefined]).map((_, row): Curve => {
    const at = (i: number) => row * first.values.length + i;
    const found = shapeOf({ positions, values: order.map(i => values[at(i)]!) });
    const { largestStep } = found;
    const shape = {
      ...found,
      highest: inFile(found.highest),
      lowest: inFile(found.lowest),
      settledFrom: inFile(found.settledFrom),
      largestStep:
        largestStep === null ? null : { ...largestStep, from: order[largestStep.from]!, to: order[largestStep.to]! },
    };
    const context = { name, unit, axis: first, points: first.values.map((_, i) => points[at(i)]!) };
    return { second: second === undefined ? null : row, ...shape, words: curveWords(shape, context) };
  });
}

/* ---- Expectations ---- */

function claimsOver(
  { scenario, variant }: SweepRequest,
  axes: readonly SweepAxis[],
  samples: readonly PointSamples[],
): SweptClaim[] {
  const judged = samples.map(({ replications }) =>
    judgeOverReplications(scenario, new Map([[variant, replications.map(one => one?.leaves)]]), {
      claims: scenario.claims,
    }),
  );
  const [first, second] = axes as [SweepAxis, SweepAxis?];
  const order = ascending(first);
  const isOrdered = first.values.every(({ position }) => position !== null);
  const positions = isOrdered ? order.map(i => first.values[i]!.position!) : undefined;
  return scenario.claims.map(({ text, level }, c): SweptClaim => {
    const points = judged.map(of => of[c]!);
    const words: string[] = [];
    const crossings = (second?.values ?? [undefined]).flatMap((value, row) => {
      const line = first.values.map((_, i) => points[row * first.values.length + i]!);
      const gaps = gapsAlong(order.map(i => line[i]!));
      const found = crossingsOf(gaps, { positions, isLogarithmic: first.isLogarithmic });
      const where = value === undefined ? {} : { where: `With ${axisName(second!)} ${value.text}` };
      words.push(
        claimWords({ text, axis: first, verdicts: line.map(({ verdict }) => verdict), crossings: found, ...where }),
      );
      return found.map(one => ({ second: second === undefined ? null : row, ...one }));
    });
    return {
      text,
      unit: points[0]?.unit ?? '',
      isQuestion: level === 'question',
      points: points.map(({ verdict, value, bound }) => ({
        verdict,
        value: value?.mean ?? null,
        bound: bound?.mean ?? null,
      })),
      crossings,
      words: [...new Set(words)],
    };
  });
}

/** An undecided point lies on the side of its mean, as far as the decided ones tell which side is which. */
function gapsAlong(line: readonly JudgedOverReplications[]): Gap[] {
  const passing = line.flatMap(({ verdict, difference }) => {
    const sign = Math.sign(difference?.mean ?? 0);
    if (sign === 0 || (verdict !== 'pass' && verdict !== 'fail')) return [];
    return [verdict === 'pass' ? sign : -sign];
  })[0];
  return line.map(({ verdict, difference }) => {
    const { mean = null, low = null, high = null } = difference ?? {};
    const isOpen = verdict === 'undecided' && passing !== undefined && mean !== null && mean !== 0;
    const bySide = isOpen ? Math.sign(mean) === passing : undefined;
    const holds = verdict === 'pass' ? true : verdict === 'fail' ? false : bySide;
    return { mean, low, high, holds };
  });
}

/* ---- What went wrong ---- */

function failuresOf(
  points: readonly GridPoint[],
  replications: number,
  outcomes: readonly TaskOutcome[],
  axes: readonly SweepAxis[],
): FailedReplication[] {
  return outcomes.flatMap((outcome, i) => {
    if (outcome.ok) return [];
    const { at } = points[Math.floor(i / replications)]!;
    return [
      {
        values: at.map((place, axis) => axes[axis]!.values[place]!.text),
        replication: i % replications,
        what: outcome.what.split('\n')[0]!,
      },
    ];
  });
}
