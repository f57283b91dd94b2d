/** Which number the verdict is about: what was asked for, else what the scenario itself puts first. */
import { didYouMean, type LoadedScenario, vocabulary } from '../../scenarios/index.ts';
import { numberAsked } from './direction.ts';

export interface Primary {
  /** Of a number, as `sold-and-online` or `p95(activation.duration)`. */
  name: string;
  /** Why this one. */
  because: string;
}

/** No number has that name; the message says which are near. */
export class UnknownNumber extends Error {}

/** In the order in which one would ask, of a scenario that says nothing itself. */
const usual = [
  'activation.success',
  'gettingOnline.success',
  'topUp.success',
  'sharing.success',
  'hotspot.success',
  'managed.ready',
  'codeActivation.success',
  'p95(getBalance.latency)',
];

/**
 * @param numbers  names that were measured, those of the scenario's own metrics among them
 * @param asked    by `--primary`: a number, or a metric, whose most telling number it then is
 * @throws UnknownNumber
 */
export function primaryOf(
  scenario: LoadedScenario,
  numbers: readonly { name: string; metric: string; n: number }[],
  asked?: string,
): Primary | undefined {
  if (asked !== undefined) {
    const found =
      numbers.find(({ name }) => spaceless(name) === spaceless(asked)) ??
      numbers.find(({ metric }) => metric === asked);
    if (found !== undefined) return { name: found.name, because: 'asked for by --primary' };
    const names = [...new Set(numbers.flatMap(({ name, metric }) => [metric, name]))];
    throw new UnknownNumber(
      `No number \`${asked}\` is measured in ${scenario.name}.${didYouMean(asked, names)} ` +
        'Expected a metric, as activation.success, or a number of one, as p95(activation.duration).',
    );
  }
  const has = (name: string | undefined): name is string =>
    name !== undefined && numbers.some(one => one.name === name && one.n > 0);
  const [own] = scenario.metrics;
  if (own !== undefined && has(own.name)) return { name: own.name, because: "the scenario's first metric of its own" };
  for (const { claim } of scenario.claims) {
    const name = claim.comparison === undefined ? undefined : numberAsked(scenario, claim.comparison.measured);
    if (claim.variants.length > 1 && has(name)) return { name, because: 'what is expected compares variants by it' };
  }
  const known = usual.find(has);
  if (known !== undefined) return { name: known, because: 'what is asked first of such a world' };
  const any = numbers.find(({ n }) => n > 0);
  return any === undefined ? undefined : { name: any.name, because: 'the first number that was measured' };
}

/**
 * Refuses what no run measures before any work is done.
 * @throws UnknownNumber
 */
export function checkPrimary(scenario: LoadedScenario, asked: string): void {
  const own = scenario.metrics.map(({ name }) => ({ name, metric: name, n: 0 }));
  const ours = Object.entries(vocabulary.metrics).flatMap(([metric, { kind }]) =>
    forms[kind].map(form => ({ name: form.replace('*', metric), metric, n: 0 })),
  );
  primaryOf(scenario, [...own, ...ours], asked);
}

const forms: Record<'value' | 'distribution' | 'rate', readonly string[]> = {
  value: ['*'],
  distribution: ['p50(*)', 'p95(*)', 'p99(*)', 'mean(*)', 'max(*)'],
  rate: ['*', 'peak(* over 1 s)', 'peak(* over 10 s)', 'peak(* over 1 min)', 'peak(* over 5 min)'],
};

const spaceless = (name: string): string => name.replace(/\s+/g, '');
