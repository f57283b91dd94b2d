/**
 * The answer of several variants in words: for each metric of the scenario's own, which variant has most of it and which
 * least. Whoever writes a metric of one's own says by it what the question is about.
 *
 *     Sold and online: highest with async (37 %), then inline (34.9 %); lowest with delayed (25.1 %).
 */
import type { Summary } from '../experiments/run-result.ts';
import { vocabulary } from '../scenarios/index.ts';
import { asWords } from './metric-name.ts';
import { headline, headlineValue } from './values.ts';

interface Measured {
  variant: string;
  value: number;
  told: string;
}

/** Variants that come to the same figure, as it is told. */
interface Place {
  told: string;
  variants: string[];
}

/** One sentence for each own metric that at least two variants have measured, in the order of the file. */
export function answersAcross(summaries: readonly Summary[]): string[] {
  const names = [...new Set(summaries.flatMap(({ metrics }) => Object.keys(metrics)))];
  return names.filter(name => !Object.hasOwn(vocabulary.metrics, name)).flatMap(name => sentenceOf(name, summaries));
}

function sentenceOf(name: string, summaries: readonly Summary[]): string[] {
  const units = new Set<string>();
  const measured = summaries.flatMap(({ variant, metrics }): Measured[] => {
    const metric = metrics[name];
    const value = metric === undefined ? null : headlineValue(metric);
    if (metric === undefined || value === null) return [];
    units.add(metric.unit);
    return [{ variant, value, told: headline(metric) }];
  });
  if (measured.length < 2) return [];
  const words = asWords(name);
  const missing = summaries.filter(({ variant }) => !measured.some(one => one.variant === variant));
  const beside = missing.length === 0 ? '' : ` Not measured with ${inWords(missing.map(({ variant }) => variant))}.`;
  const [first, ...others] = measured;
  if (others.every(({ told }) => told === first!.told)) {
    const where = missing.length === 0 ? 'every variant' : inWords(measured.map(({ variant }) => variant));
    return [`${words}: ${first!.told} in ${where}.${beside}`];
  }
  const isTime = units.has('µs');
  const order = measured.toSorted((a, b) => (isTime ? a.value - b.value : b.value - a.value));
  const [best, worst] = isTime ? ['shortest', 'longest'] : ['highest', 'lowest'];
  const places = placesOf(order);
  const told = ({ variants, told }: Place) => `${inWords(variants)} (${told})`;
  const between = places.slice(1, -1);
  const then = between.length === 0 ? '' : `, then ${inWords(between.map(told))}`;
  return [`${words}: ${best} with ${told(places[0]!)}${then}; ${worst} with ${told(places.at(-1)!)}.${beside}`];
}

/** In the order given, variants with the same figure together. */
function placesOf(order: readonly Measured[]): Place[] {
  const places: Place[] = [];
  for (const { variant, told } of order) {
    const last = places.at(-1);
    if (last?.told === told) last.variants.push(variant);
    else places.push({ told, variants: [variant] });
  }
  return places;
}

const inWords = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
