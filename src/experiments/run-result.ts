/**
 * What one run of one variant answers: the documented, versioned `summary.json`, and beside it the details that the
 * report draws (series, flow picture, funnel) and the tables store. Plain data without behaviour, so that it can be
 * written, read back, merged and compared.
 *
 * Names carry units where they hold numbers: `_us` microseconds, `_bytes` octets.
 */

/** A number that a metric reports once: a count, a share, a sum. */
export interface ValueMetric {
  kind: 'value';
  unit: string;
  /** How many observations stand behind the value. */
  n: number;
  /** Observations still open when the run ended: known to exist, with an outcome nobody saw. */
  censored: number;
  value: number | null;
  /** What the metric means, in one sentence. */
  question: string;
}

/** A spread of values: how long, how much. min ≤ p50 ≤ p95 ≤ p99 ≤ max always holds. */
export interface DistributionMetric {
  kind: 'distribution';
  unit: string;
  n: number;
  censored: number;
  mean: number | null;
  min: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  max: number | null;
  /** How the quantiles were found, with their error. */
  method: string;
  question: string;
}

/** How often something happens per second: the mean, and the busiest stretch of each length. */
export interface RateMetric {
  kind: 'rate';
  unit: 'per s';
  n: number;
  censored: number;
  mean: number | null;
  /** Requests per second within the busiest window of each length. */
  peaks: Record<PeakWindow, number>;
  /** What pure chance gives beside each: the expected busiest window had the load of each hour arrived as a Poisson process. */
  peaksByChance: Record<PeakWindow, number>;
  /** When the busiest window of each length began. */
  peaksAt_us: Record<PeakWindow, number>;
  question: string;
}

export const peakWindows = ['1s', '10s', '1min', '5min'] as const;
export type PeakWindow = (typeof peakWindows)[number];

export type Metric = ValueMetric | DistributionMetric | RateMetric;

/** `not judged` where a claim speaks of a variant that was not run. */
export type Verdict = 'pass' | 'fail' | 'undecided' | 'not judged';

export interface Expectation {
  text: string;
  verdict: Verdict;
  /** What was measured, where the claim is one comparison of numbers. */
  value: number | null;
  unit: string;
  bound: number | null;
  why?: string;
  /** A question is answered yes, no or undecided, and never fails a run; every other expectation is a gate. */
  level?: 'question';
  /** Whose value it is, where it is that of another variant. */
  variant?: string;
}

export interface LawResult {
  name: string;
  why: string;
  verdict: 'held' | 'broken';
  /** How often the law was put to the test. */
  judged: number;
  /** The first breach, in words, with its moment. */
  breach?: string;
}

/** One setting the answer rests on. */
export interface Assumption {
  path: string;
  value: string;
  /** `scenario` when the file set it, otherwise the preset. */
  setBy: 'scenario' | 'published' | 'behaviour';
  /** The document and section it comes from, or why it was chosen. */
  source: string;
  /** True when no document publishes the number. */
  assumed: boolean;
}

export const summarySchema = 'mpsim.summary/1';

export interface Summary {
  schema: typeof summarySchema;
  scenario: string;
  variant: string;
  seed: number;
  preset: 'published' | 'behaviour';
  title: string;
  question: string;
  /** The answer in words, most important sentence first. */
  answer: string[];
  fingerprint: string;
  simulated_us: number;
  /** How much of the beginning was simulated and not counted; absent where there was no warm-up. */
  warm_up_us?: number;
  events: number;
  reproduce: string;
  expectations: Expectation[];
  metrics: Record<string, Metric>;
  laws: LawResult[];
  assumptions: Assumption[];
}

/** A quantity over simulated time. */
export interface Series {
  /** Safe as a file name: `usage`, `balance`, `getbalance-latency`. */
  name: string;
  title: string;
  /** What the vertical axis shows, with its unit in display form, as in "data used (GB)". */
  axis: string;
  /** One line each; `points` are [simulated time in µs, value in the unit of the axis]. */
  lines: { label: string; points: [number, number][] }[];
}

/** A spread of values as counted bins, for a chart. Edges ascend; bin i holds values in [edges[i], edges[i+1]). */
export interface Histogram {
  name: string;
  title: string;
  /** What the horizontal axis shows, with its unit in display form. */
  axis: string;
  logarithmic: boolean;
  edges: number[];
  counts: number[];
}

/** Who takes part in the flow, in drawing order from left to right. */
export interface FlowParticipant {
  id: string;
  label: string;
}

/** One arrow of the flow picture, with what was measured on it. */
export interface FlowArrow {
  /** Number of the step in the source document, 1 to 8. */
  step: number;
  from: string;
  to: string;
  label: string;
  n: number;
  p50_us: number | null;
  p95_us: number | null;
  /** What went wrong on this arrow, most frequent first. */
  failures: { reason: string; n: number }[];
  /** A message as it really went over this arrow in this run: the first one. */
  example?: string;
}

export interface FlowPicture {
  title: string;
  source: string;
  participants: FlowParticipant[];
  arrows: FlowArrow[];
}

/** How many were still there at each stage of the purchase. */
export interface FunnelStage {
  stage: string;
  reached: number;
  /** Why people left between this stage and the next, most frequent first. */
  left: { reason: string; n: number }[];
}

export interface Outcome {
  outcome: string;
  n: number;
  meaning: string;
}

/** A table of plain columns, written as Parquet and shown behind its chart. */
export interface Table {
  name: string;
  columns: {
    name: string;
    type: 'STRING' | 'DOUBLE' | 'INT32' | 'BOOLEAN';
    values: (string | number | boolean | null)[];
  }[];
}

/** Something the timeline did to the world. */
export type Incident = {
  name: string;
  from_us: number;
  /** The end of the run where it was not over by then. */
  until_us: number;
} & (Disturbance | CampaignTold | ActTold);

/** An outage or a deployment. */
type Disturbance = {
  system: 'api' | 'smdp' | 'smds' | 'portal' | 'entitlement' | 'aaa' | 'hlr' | 'service' | 'tier';
  /** Of a tier of the back end: its name. */
  tier?: string;
  /** Whose system it is; absent for the Mobile Plans service. */
  operator?: string;
  /** What became of the requests sent to the system meanwhile, by outcome. */
  requests: Partial<
    Record<'answered' | 'refused' | 'timedOut' | 'unreachable' | 'shed' | 'cancelled' | 'censored', number>
  >;
  /** Of a tier: what came to it meanwhile, and what became of calls meanwhile. */
  calls?: TierCalls;
} & (
  | { kind: 'hang' | 'refuse' }
  /** Which share of the requests fails. */
  | { kind: 'errors'; share: number }
  /** How many times as long everything takes. */
  | { kind: 'slow'; factor: number }
  /** How many servers leave at a time. */
  | { kind: 'deployment'; step: number }
);

interface CampaignTold {
  kind: 'campaign';
  group: string;
  /** How many of the group it makes look. */
  reach: number;
}

/** Something done by hand. */
interface ActTold {
  kind: 'act';
  /** In the words of the timeline: `close the lid`. */
  act: string;
  group: string;
  /** The first device it was done to, counted from 0 within its group, and how many from there on. */
  first: number;
  count: number;
}

/** What a tier has counted: calls that came, those it served, and those that came to nothing, by reason. */
export interface TierCalls {
  came: number;
  served: number;
  failed: { reason: Exclude<TierTrouble, 'threads'>; n: number }[];
}

/** Why a tier did not do what it was asked to: `threads`, when all of them were held; the others end a call. */
export type TierTrouble = 'threads' | 'full' | 'limit' | 'refused' | 'hung' | 'error' | 'timeout' | 'breaker';

/** One tier of an operator's back end, as a capacity planner sees it. */
export interface TierRow {
  operator: string;
  name: string;
  /** Both absent for a tier that always has a thread free, such as somebody else's system. */
  servers?: number;
  /** Of all servers together. */
  threads?: number;
  visits: number;
  served: number;
  /** Visits that were made because an earlier one had failed. */
  repeated: number;
  /** Threads at the tier's own work: mean over the run and the most at once. */
  busyMean: number;
  busyPeak: number;
  /** Threads held, those that wait for another tier included. */
  heldPeak: number;
  heldPeakAt_us: number | null;
  queuePeak: number;
  /** Calls that came to nothing here, by reason, in the order in which they first did. */
  turnedAway: { reason: Exclude<TierTrouble, 'threads'>; n: number; first_us: number }[];
  /** The first trouble of its own, and how many calls a second came then. */
  firstToFail: { reason: TierTrouble; at_us: number; perSecond: number; incident?: string } | null;
  /** What its threads have waited for the tiers they call. */
  waits: { n: number; mean_us: number; max_us: number } | null;
  /** When most threads were held: what was going on, and how long each visit then waited for others. */
  worst: { at_us: number; incident?: string; waited_us?: number } | null;
  cache: { hits: number; misses: number; stale: number } | null;
  breakerOpenings: number;
}

/** What a system may be in, what moves it and how often it did, and how many were where when the run ended. */
export interface StateMachine {
  name: string;
  source: string;
  /** Who runs the system, as in "Windows"; absent in folders written before it was told. */
  runBy?: string;
  states: {
    state: string;
    /** Every record begins in the first; nothing leads out of an end. */
    role: 'first' | 'between' | 'end';
    n: number;
  }[];
  transitions: {
    from: string;
    event: string;
    to: string;
    /** How often it was taken in the run; absent in folders written before it was counted. */
    n?: number;
  }[];
}

/** One value in which a variant differs from the file. */
export interface VariantChange {
  path: string;
  /** Absent where the file gives no value and no preset does. */
  from?: string;
  /** True when the former value comes from the preset. */
  fromPreset: boolean;
  /** Absent where the variant takes the value away. */
  to?: string;
}

/** An incident as the monitoring has told it. */
export interface SeverityIncident {
  operator: string;
  /** The highest it has had; 1 is the most severe. */
  severity: number;
  opened_us: number;
  /** Since the first failure. */
  noticedAfter_us: number;
  /** Null for one that was open when the run ended. */
  closed_us: number | null;
  updates: number;
  noticedLate: boolean;
  resolvedLate: boolean;
}

/** What the monitoring saw. */
export interface MonitoringTold {
  probes: { operator: string; portal: number; portalFailed: number; balance: number; balanceFailed: number }[];
  incidents: SeverityIncident[];
}

export interface RunDetails {
  series: Series[];
  histograms: Histogram[];
  flow?: FlowPicture;
  funnel: FunnelStage[];
  outcomes: Outcome[];
  /** Those that somebody moved in; absent in folders written before they were kept. */
  machines?: StateMachine[];
  /** What the variant changes; empty for the baseline, absent in folders written before it was kept. */
  changes?: VariantChange[];
  tables: Table[];
  /** Tiers that somebody called; absent where there are none, and in folders written before they were kept. */
  tiers?: TierRow[];
  /** Only where there is monitoring. */
  monitoring?: MonitoringTold;
  /** What the timeline did, in its order; none in a run without one. */
  incidents: Incident[];
  /** When the run began, in words of the scenario's own clock: local start and zone. */
  start: {
    local: string;
    timeZone: string;
    utcOffset_us: number;
    /** Where the clock is put forward or back during the run. */
    utcChange?: { at_us: number; utcOffset_us: number };
  };
}

export interface RunResult {
  summary: Summary;
  details: RunDetails;
}
