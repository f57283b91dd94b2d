/**
 * What one replication says to an experiment: the metrics of its summary with the sketches behind them, how its claims were
 * judged, and what is needed to judge them over many. Plain data, the same bytes for the same task.
 */
import type { LoadedScenario } from '../../scenarios/index.ts';
import { type LeafValues, leafValuesOf } from '../claims/leaf-values.ts';
import type { DownloadStorm } from '../download-storms.ts';
import type { Progress } from '../progress.ts';
import { type Ran, runScenario } from '../run.ts';
import type { Expectation, LawResult, Metric, TierRow } from '../run-result.ts';
import type { QuantileSketchJson } from '../statistics/quantile-sketch.ts';

export const replicationSchema = 'mpsim.replication/1';

export interface Replication {
  schema: typeof replicationSchema;
  variant: string;
  seed: number;
  replication: number;
  fingerprint: string;
  events: number;
  simulated_us: number;
  metrics: Record<string, Metric>;
  /** Behind each metric that spreads. */
  sketches: Record<string, QuantileSketchJson>;
  /** As this replication alone judges them; claims about several variants are not judged here. */
  expectations: Expectation[];
  /** What judging every claim over many replications needs of this one. */
  leaves: LeafValues;
  /** Those that were broken. */
  brokenLaws: LawResult[];
  tiers: TierRow[];
  /** Absent where nobody came to buy. */
  purchases?: PurchasesTold;
}

/** What became of those who opened the app. */
export interface PurchasesTold {
  opened: number;
  online: number;
  /** Where the others ended, by what they had before them, and why. */
  lost: readonly { at: string; n: number }[];
  reasons: readonly { reason: string; n: number }[];
  /** Outages of the SM-DP+ and what they did to those under way. */
  storms: readonly DownloadStorm[];
}

export interface ReplicationRequest {
  variant: string;
  seed: number;
  replication: number;
  progress?: Progress;
}

/**
 * Runs one replication.
 * @returns undefined when `progress` ended it early
 * @throws RunFailure, GuardTripped: bugs both, or a scenario that runs away
 */
export async function replicate(
  scenario: LoadedScenario,
  { variant, seed, replication, progress }: ReplicationRequest,
): Promise<Replication | undefined> {
  const ran = await runScenario(scenario, {
    variant,
    seed,
    replication,
    reproduce: '',
    ...(progress === undefined ? {} : { progress }),
  });
  return ran.interrupted ? undefined : plain(scenario, ran, replication);
}

function plain(
  scenario: LoadedScenario,
  { result: { summary, details }, measures, answered }: Ran,
  replication: number,
): Replication {
  const { variant, seed, fingerprint, events, simulated_us, metrics, expectations, laws } = summary;
  const { opened, online, dropOuts: lost, reasons, storms } = answered;
  return {
    schema: replicationSchema,
    variant,
    seed,
    replication,
    fingerprint,
    events,
    simulated_us,
    metrics,
    sketches: Object.fromEntries([...measures.sketches].map(([name, sketch]) => [name, sketch.toJSON()])),
    expectations,
    leaves: leafValuesOf(scenario, measures),
    brokenLaws: laws.filter(({ verdict }) => verdict === 'broken'),
    tiers: details.tiers ?? [],
    ...(opened > 0 && { purchases: { opened, online, lost, reasons, storms } }),
  };
}
