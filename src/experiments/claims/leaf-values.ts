/**
 * What a finished run leaves behind for its claims and metrics: the value of every function and metric that they ask of it,
 * by its text. Small and plain, so that thousands of replications can be stored, sent and read back; any claim is worked
 * out from them again, between variants too.
 *
 *     p95(purchase.continueToOnline) in async <= 20 min      of async:  { "p95(purchase.continueToOnline)": 1019000000 }
 */
import { type Claim, type LoadedScenario, type Measure, partsOf, type Term } from '../../scenarios/index.ts';
import type { DayClock } from './day-clock.ts';
import { type Answer, evaluate, type Sources } from './evaluate.ts';
import { type Measures, sourcesOf } from './judge.ts';

/**
 * By the text of what was asked; metrics of the scenario's own as `metrics.NAME`. In the unit that the code computes with
 * (µs, bytes, smallest coin, 0 to 1); null where there was no data, the text `Infinity` for a time that never came.
 */
export type LeafValues = Record<string, number | boolean | string | null>;

/** Whatever a scenario asks of its runs. */
export type Questions = Pick<LoadedScenario, 'metrics' | 'expectations'> & { slo?: readonly { claim: Claim }[] };

/** What a run must keep to be judged among others. */
export function leafValuesOf(scenario: Questions, measures: Measures): LeafValues {
  const sources = sourcesOf(measures, []);
  const values: LeafValues = {};
  const nameOf = namesOf(scenario);
  for (const { measure } of scenario.metrics)
    values[nameOf(measure)] = stored(measures.own.get(measure)?.value ?? null);
  for (const claim of claimsOf(scenario))
    for (const leaf of leavesOf(claim.term)) values[keyOf(leaf, nameOf)] ??= stored(evaluate(leaf, sources));
  return values;
}

/**
 * The same values as the sources of terms.
 *
 * @param of      what each variant left behind in this replication
 * @param own     the variant that a term without `in VARIANT` speaks of
 * @param clocks  of the runs of each variant
 */
export function sourcesFrom(
  scenario: Questions,
  of: ReadonlyMap<string, LeafValues>,
  { own, clocks }: { own: string; clocks: (variant: string) => DayClock },
): Sources {
  const nameOf = namesOf(scenario);
  const within = (variant: string): Sources | undefined => {
    const values = of.get(variant);
    if (values === undefined) return undefined;
    const read = (term: Leaf) => readBack(values[keyOf(term, nameOf)]);
    return {
      clock: clocks(variant),
      aggregate: read,
      sliding: read,
      metric: read,
      named: measure => readBack(values[nameOf(measure)]),
      variant: within,
    };
  };
  const sources = within(own);
  if (sources === undefined) throw new Error(`nothing was kept of the variant "${own}"`);
  return sources;
}

/** Whether a claim asks anything of the run it is judged in, beside the variants that it names. */
export const asksItsOwnRun = (term: Term): boolean => {
  if (term.kind === 'inVariant') return false;
  return isLeaf(term) || partsOf(term).some(asksItsOwnRun);
};

type Leaf = Extract<Term, { kind: 'aggregate' | 'until' | 'ever' | 'elapsed' | 'metric' | 'named' }>;

const leafKinds: ReadonlySet<string> = new Set(['aggregate', 'until', 'ever', 'elapsed', 'metric', 'named']);
const isLeaf = (term: Term): term is Leaf => leafKinds.has(term.kind);

/** Everything that one run is asked, whichever variant it is asked of. */
function* leavesOf(term: Term): Generator<Leaf> {
  if (isLeaf(term)) yield term;
  else for (const part of partsOf(term)) yield* leavesOf(part);
}

const claimsOf = ({ expectations, slo = [] }: Questions): Claim[] =>
  [...expectations, ...slo].map(({ claim }) => claim);

function keyOf(leaf: Leaf, nameOf: (measure: Measure) => string): string {
  if (leaf.kind === 'named') return nameOf(leaf.measure);
  if (leaf.kind !== 'metric') return leaf.text;
  const { name, fn, p, over } = leaf;
  const window = over === undefined ? '' : ` over ${over}`;
  if (fn === undefined) return `${name}${window}`;
  return fn === 'quantile' ? `quantile ${p}(${name})` : `${fn}(${name}${window})`;
}

function namesOf({ metrics }: Questions): (measure: Measure) => string {
  return measure => {
    const found = metrics.find(one => one.measure === measure);
    if (found === undefined) throw new Error(`"${measure.text}" is no metric of this scenario`);
    return `metrics.${found.name}`;
  };
}

/** JSON knows no infinite numbers. */
const stored = (value: Answer): Answer =>
  typeof value === 'number' && !Number.isFinite(value) ? (Number.isNaN(value) ? null : String(value)) : value;

const readBack = (value: Answer | undefined): Answer =>
  value === 'Infinity' || value === '-Infinity' ? Number(value) : (value ?? null);
