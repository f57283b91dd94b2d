/**
 * Latency, answers and failures against load at the size that was found: the load of the scenario times 0.25 to 2, the knee
 * where the latency has doubled, and the closed form beside it. What retries and limits do to it, the same without them tells.
 *
 *     latency │              ●
 *             │           ●     ─ ─ closed form
 *             │   ●  ● ●─ ─
 *             └───────────┴──── requests per second
 */
import type { WorldSettings } from '../../models/index.ts';
import { type ApiRequest, apiRequests } from '../../models/settings.ts';
import { type LoadedScenario, MistakesError, type Sets } from '../../scenarios/index.ts';
import { type Knee, kneeOfCurve } from '../queueing/knee.ts';
import { gapInErrors, latencyForm } from '../queueing/latency-form.ts';
import type { Metric } from '../run-result.ts';
import { type Interval, meanInterval, pairedInterval } from '../statistics/intervals.ts';
import { shareInterval } from '../statistics/share-interval.ts';
import type { Replication } from '../tasks/replication.ts';
import { type Failure, failures, failuresIn } from './asked-beside.ts';
import { firstNumberOf } from './confirm.ts';
import { scaledLoad } from './load-settings.ts';
import { type Place, placeOf } from './places.ts';
import type { Trials } from './trials.ts';
import { type Guard, guardsTaken, plainFactors, type WithoutGuards } from './without-guards.ts';

/** A number over the replications; null where there is no data. */
export interface Estimate {
  mean: number | null;
  low: number | null;
  high: number | null;
}

export interface CurvePoint {
  /** Times the load of the scenario. */
  factor: number;
  n: number;
  /** Requests per second. */
  rate: Estimate;
  /** In µs. */
  latency: { mean: Estimate; p95: Estimate; p99: Estimate };
  success: Estimate;
  /** Requests answered, per second. */
  goodput: Estimate;
  /** Shares of all requests. */
  failed: Record<Failure, number>;
  /** What one request of any kind makes of calls at the tiers; null where no tier was called. */
  calls: {
    /** Those of the portal among them. */
    perRequest: number;
    /** The share of them that was made because an earlier one had failed. */
    repeated: number;
  } | null;
  /** Mean latency by closed forms alone, in µs; null where none applies. */
  form: {
    applies: 'exact' | 'approximation';
    mean: number;
    /** By so many standard errors the simulation lies above. */
    gap: number | null;
  } | null;
}

export interface Curve {
  request: ApiRequest;
  points: readonly CurvePoint[];
  knee: Knee;
  /** Of the closed form over the same loads. */
  kneeOfForm: Knee | null;
  /** Why a closed form applies, or none does. */
  why: readonly string[];
  /** The same without retries, and without limits; none where the back end has none. */
  withoutGuards: readonly WithoutGuards[];
  /** Loads that could not be tried, and why. */
  left: readonly { factor: number; why: string }[];
}

const factors = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;
/** More tells little more of a curve. */
const mostReplications = 5;

export interface CurveRequest {
  place: Place;
  request: ApiRequest;
  variant: string;
  trials: Trials;
  replications: number;
  /** The scenario with further replacements. @throws MistakesError */
  scenarioWith(sets: Sets): LoadedScenario;
}

export async function curveAt(asked: CurveRequest): Promise<Curve> {
  const { place, request, variant, trials, scenarioWith } = asked;
  const base = scenarioWith(place.sets).settingsFor(variant);
  const left: { factor: number; why: string }[] = [];
  const tried = factors.flatMap(factor => {
    const sets = [...place.sets, ...scaledLoad(base, factor)];
    try {
      return [{ factor, sets, settings: scenarioWith(sets).settingsFor(variant) }];
    } catch (problem) {
      if (!(problem instanceof MistakesError)) throw problem;
      left.push({ factor, why: problem.mistakes[0]?.message ?? problem.message });
      return [];
    }
  });
  const numbers = { from: firstNumberOf(1), count: Math.min(asked.replications, mostReplications) };
  const found = await trials.of(tried.map(({ sets }) => ({ place: placeOf(sets, undefined), numbers })));
  const why = new Set<string>();
  const points = tried.map(({ factor, settings }, i): CurvePoint => {
    const replications = found[i]!;
    const measured = measuredAt(replications, request);
    const operator = settings.operators[0]!.name;
    const rate = measured.rate.mean ?? 0;
    const form = latencyForm(settings, { operator, requests: ratesOf(replications) }, request);
    for (const sentence of form.why) why.add(sentence);
    const isAlone = settings.operators.length === 1 && rate > 0;
    return {
      factor,
      n: replications.length,
      ...measured,
      form: form.applies === 'none' || !isAlone ? null : gapOf(form, replications, request),
    };
  });
  const known = points.flatMap(({ rate, latency: { mean } }) =>
    rate.mean === null || mean.mean === null
      ? []
      : [{ rate: rate.mean, latency: mean.mean, low: mean.low, high: mean.high }],
  );
  const formed = points.flatMap(({ rate, form }) =>
    rate.mean === null || form === null ? [] : [{ rate: rate.mean, latency: form.mean }],
  );
  return {
    request,
    points,
    knee: kneeOfCurve(known),
    kneeOfForm: formed.length < 2 ? null : kneeOfCurve(formed),
    why: [...why],
    withoutGuards: await withoutEach(asked, base, factor => found[tried.findIndex(one => one.factor === factor)] ?? []),
    left,
  };
}

/** One after the other, so that replications are asked for in a fixed order. */
async function withoutEach(
  asked: CurveRequest,
  base: WorldSettings,
  withThem: (factor: number) => readonly Replication[],
): Promise<WithoutGuards[]> {
  const all: WithoutGuards[] = [];
  for (const guard of guardsTaken(base)) all.push(await without(guard, asked, base, withThem));
  return all;
}

async function without(
  { what, taken, sets: guards }: Guard,
  { place, request, variant, trials, replications, scenarioWith }: CurveRequest,
  base: WorldSettings,
  withThem: (factor: number) => readonly Replication[],
): Promise<WithoutGuards> {
  const tried = plainFactors[what].flatMap(factor => {
    const sets = [...place.sets, ...scaledLoad(base, factor), ...guards];
    try {
      scenarioWith(sets).settingsFor(variant);
      return [{ factor, sets }];
    } catch (problem) {
      if (!(problem instanceof MistakesError)) throw problem;
      return [];
    }
  });
  const numbers = { from: firstNumberOf(1), count: Math.min(replications, mostReplications) };
  const found = await trials.of(tried.map(({ sets }) => ({ place: placeOf(sets, undefined), numbers })));
  return {
    what,
    taken,
    points: tried.map(({ factor }, i) => ({
      factor,
      n: found[i]!.length,
      ...measuredAt(found[i]!, request),
      gain: gainOf(withThem(factor), found[i]!, request),
    })),
  };
}

/** By the replications that both have: the same requests come in each. */
function gainOf(withThem: readonly Replication[], without: readonly Replication[], request: ApiRequest): Estimate {
  const successOf = ({ metrics }: Replication) => {
    const metric = metrics[`${request}.success`];
    return metric?.kind === 'value' ? metric.value : null;
  };
  const pairs = without.flatMap(plain => {
    const own = withThem.find(({ replication }) => replication === plain.replication);
    const [a, b] = [successOf(plain), own === undefined ? null : successOf(own)];
    return a === null || b === null ? [] : [[a, b] as const];
  });
  return estimateOf(
    pairs.map(([a, b]) => b - a),
    pairedInterval(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    ),
  );
}

function gapOf(
  form: { applies: 'exact' | 'approximation'; mean: number },
  replications: readonly Replication[],
  request: ApiRequest,
): CurvePoint['form'] {
  const latency = meanInterval(valuesOf(replications, `${request}.latency`, metric => meanOf(metric)));
  const gap = latency === undefined ? undefined : gapInErrors(latency.mean, latency.standardError, form.mean);
  return { applies: form.applies, mean: form.mean, gap: gap ?? null };
}

function measuredAt(
  replications: readonly Replication[],
  request: ApiRequest,
): Omit<CurvePoint, 'factor' | 'n' | 'form'> {
  const [rate, latency, success] = ['rate', 'latency', 'success'].map(name => `${request}.${name}`);
  const of = (name: string, value: (metric: Metric) => number | null) => {
    const values = valuesOf(replications, name, value);
    return estimateOf(values, meanInterval(values));
  };
  const shares = valuesOf(replications, success!, metric => (metric.kind === 'value' ? metric.value : null));
  const answered = replications.flatMap(one => answeredPerSecond(one, request));
  const total = replications.reduce((sum, { metrics }) => sum + (metrics[rate!]?.n ?? 0), 0);
  const failed = failures.map((failure): [Failure, number] => {
    const count = replications.reduce((sum, one) => sum + failuresIn(one, request, failure), 0);
    return [failure, total === 0 ? 0 : count / total];
  });
  return {
    rate: of(rate!, meanOf),
    latency: {
      mean: of(latency!, meanOf),
      p95: of(latency!, metric => (metric.kind === 'distribution' ? metric.p95 : null)),
      p99: of(latency!, metric => (metric.kind === 'distribution' ? metric.p99 : null)),
    },
    success: estimateOf(shares, shareInterval(shares)),
    goodput: estimateOf(answered, meanInterval(answered)),
    failed: Object.fromEntries(failed) as Record<Failure, number>,
    calls: callsIn(replications),
  };
}

/** What was asked times the share of it that was answered. */
function answeredPerSecond({ metrics }: Replication, request: ApiRequest): number[] {
  const [rate, success] = [metrics[`${request}.rate`], metrics[`${request}.success`]];
  if (rate?.kind !== 'rate' || success?.kind !== 'value') return [];
  return rate.mean === null || success.value === null ? [] : [rate.mean * success.value];
}

function callsIn(replications: readonly Replication[]): CurvePoint['calls'] {
  const tiers = replications.flatMap(one => one.tiers);
  const visits = tiers.reduce((sum, tier) => sum + tier.visits, 0);
  const requests = replications.reduce(
    (sum, { metrics }) => sum + apiRequests.reduce((all, kind) => all + (metrics[`${kind}.rate`]?.n ?? 0), 0),
    0,
  );
  if (visits === 0 || requests === 0) return null;
  const repeated = tiers.reduce((sum, tier) => sum + tier.repeated, 0);
  return { perRequest: visits / requests, repeated: repeated / visits };
}

const meanOf = (metric: Metric): number | null => (metric.kind === 'value' ? metric.value : metric.mean);

function valuesOf(
  replications: readonly Replication[],
  name: string,
  value: (metric: Metric) => number | null,
): number[] {
  return replications.flatMap(({ metrics }) => {
    const metric = metrics[name];
    return metric === undefined ? [] : (value(metric) ?? []);
  });
}

const estimateOf = (values: readonly number[], interval: Interval | undefined): Estimate => ({
  mean: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
  low: interval?.low ?? null,
  high: interval?.high ?? null,
});

/** What came of each kind, per second. */
function ratesOf(replications: readonly Replication[]): Partial<Record<ApiRequest, number>> {
  const rates: Partial<Record<ApiRequest, number>> = {};
  for (const request of ['getBalance', 'placeOrder', 'getOffers', 'getNotifications'] as const) {
    const values = valuesOf(replications, `${request}.rate`, meanOf);
    if (values.length > 0) rates[request] = values.reduce((sum, value) => sum + value, 0) / values.length;
  }
  return rates;
}
