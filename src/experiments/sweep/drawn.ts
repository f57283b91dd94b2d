/**
 * Which of all numbers a sweep draws: those it was asked for; otherwise the scenario's own metrics, what its expectations
 * are about, and then the numbers that the parameters really move.
 */
import { didYouMean, type LoadedScenario, Unreadable, vocabulary } from '../../scenarios/index.ts';
import { paired } from './curve.ts';

/** A number over the points of a sweep. */
export interface NumberOverPoints {
  name: string;
  metric: string;
  unit: string;
  isOwn: boolean;
  isClaimed: boolean;
  /** By point and replication. */
  values: readonly (readonly (number | null)[])[];
}

/** Charts that somebody looks at. */
const mostDrawn = 8;
const enoughDrawn = 6;

/** Of a spread its tail, of a rate its mean and its busiest minute: what stands for a metric where nobody chose. */
const telling = [/^p95\(/, /^peak\(.* over 1 min\)$/];

export function drawnNumbers(numbers: readonly NumberOverPoints[], wanted: readonly string[]): readonly string[] {
  if (wanted.length > 0) return wanted.flatMap(one => namesFor(one, numbers));
  const asked = [...numbers.filter(({ isOwn }) => isOwn), ...numbers.filter(one => one.isClaimed && !one.isOwn)];
  const chosen = [...new Set(asked.map(({ name }) => name))].slice(0, mostDrawn);
  for (const number of numbers) {
    if (chosen.length >= enoughDrawn) break;
    const stands = number.name === number.metric || telling.some(form => form.test(number.name));
    const isTold = chosen.some(name => name === number.name);
    if (stands && !isTold && isMoved(number)) chosen.push(number.name);
  }
  return chosen;
}

/** Whether the lowest and the highest point differ beyond sampling error. */
function isMoved({ values }: NumberOverPoints): boolean {
  const means = values
    .map(of => of.filter(value => value !== null))
    .map(of => of.reduce((a, b) => a + b, 0) / of.length);
  const known = means.flatMap((mean, i) => (Number.isFinite(mean) ? [i] : []));
  if (known.length < 2) return false;
  const lowest = known.reduce((best, i) => (means[i]! < means[best]! ? i : best));
  const highest = known.reduce((best, i) => (means[i]! > means[best]! ? i : best));
  const difference = paired(values[lowest]!, values[highest]!, 1 - 0.05 / known.length);
  return difference !== undefined && difference.low > 0;
}

/** A metric that spreads stands for its median and its tail. */
function namesFor(wanted: string, numbers: readonly NumberOverPoints[]): readonly string[] {
  const exactly = numbers.filter(({ name }) => name === wanted);
  if (exactly.length > 0) return [wanted];
  return numbers.filter(({ name, metric }) => metric === wanted && /^p(50|95)\(/.test(name)).map(({ name }) => name);
}

/**
 * Checks names given with `--metric` before anything runs.
 * @throws Unreadable with the nearest name
 */
export function checkNames(wanted: readonly string[], scenario: LoadedScenario): void {
  const known = [
    ...scenario.metrics.map(({ name }) => name),
    ...Object.entries(vocabulary.metrics).flatMap(namesOfMetric),
  ];
  for (const name of wanted)
    if (!known.includes(name))
      throw new Unreadable(
        `There is no number \`${name}\`.${didYouMean(name, known)} Expected a metric of the scenario, or one like \`p95(getBalance.latency)\`; \`mpsim list --names WORD\` finds them.`,
      );
}

function namesOfMetric([name, { kind }]: [string, { kind: string }]): string[] {
  switch (kind) {
    case 'distribution':
      return [name, ...['p50', 'p95', 'p99', 'mean', 'max'].map(fn => `${fn}(${name})`)];
    case 'rate':
      return [name, ...['1 s', '10 s', '1 min', '5 min'].map(window => `peak(${name} over ${window})`)];
    default:
      return [name];
  }
}
