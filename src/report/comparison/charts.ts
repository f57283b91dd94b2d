/**
 * The pictures of a comparison:
 *
 *     difference of the primary number      ──●──      │        a row for each variant, the base is the line at 0
 *     guesses, where they were tried            ○━━━━●       how far they move that difference
 *     the other key numbers, in % of the base  │  ──●──
 *     each key number in each variant          ├●┤              with its interval
 *     durations of all replications together                    one rising line for each variant
 */
import { amountInWords, scaleFor } from '../../experiments/compare/amounts.ts';
import type { ComparedNumber, Comparison } from '../../experiments/compare/comparison.ts';
import { mergedSketch, type Samples } from '../../experiments/compare/numbers.ts';
import { formatCount, formatDuration } from '../../experiments/format.ts';
import { histogramOf } from '../../experiments/statistics/histogram.ts';
import { axisTitle, type Chart, frame, narrowSize, numberLabels, wideSize } from '../charts/chart.ts';
import { cumulativeOverlay, cycled } from '../charts/overlays.ts';
import { asWords } from '../metric-name.ts';
import { safeName } from '../safe-name.ts';
import { textWidth } from '../text-width.ts';
import { colour, seriesColours } from '../theme.ts';
import { guessChart } from './guess-chart.ts';
import { differenceInWords, keyNumbers, numberInWords, valueInWords } from './words.ts';

/** Key numbers that get a picture of their own. */
const mostDots = 6;
/** Numbers beside the primary one whose differences are drawn. */
const mostRelative = 8;
const mostSpreads = 2;
const rowHeight = 34;

export function chartsOfComparison(comparison: Comparison, samples: Samples): Chart[] {
  const primary = comparison.numbers.find(({ name }) => name === comparison.verdict.primary);
  const key = keyNumbers(comparison.numbers);
  const others = key.filter(number => number !== primary);
  return [
    ...(primary === undefined ? [] : forest(primary, comparison)),
    ...guessChart(comparison),
    ...relativeForest(others.slice(0, mostRelative), comparison),
    ...key.slice(0, mostDots).flatMap(number => dots(number, comparison)),
    ...spreads(comparison, samples),
  ];
}

const mostNameWidth = 240;
const widest = (names: readonly string[]): number => Math.max(0, ...names.map(name => textWidth(name, 12)));

/** Space for a name on the left axis. */
const nameAxis = { title: null, labelColor: colour.ink, labelLimit: 170, ticks: false, domain: false, grid: true };

/* ---- Differences ---- */

function forest(number: ComparedNumber, { base, verdict }: Comparison): Chart[] {
  const measured = number.differences.filter(({ value }) => value !== null);
  if (measured.length === 0) return [];
  const largest = measured.reduce(
    (most, { value, low, high }) => Math.max(most, Math.abs(low ?? value!), Math.abs(high ?? value!)),
    0,
  );
  const { by, unit } = scaleFor(largest, number.unit);
  const values = measured.map(one => ({
    variant: one.variant,
    value: one.value! * by,
    low: (one.low ?? one.value!) * by,
    high: (one.high ?? one.value!) * by,
    told: differenceInWords(one, number.unit),
    kind: kindOf(number, one.value!, one.differs),
  }));
  const kinds = ['better', 'worse', 'differs', 'not told apart'].filter(kind => values.some(one => one.kind === kind));
  const title = `${asWords(numberInWords(number))}: difference to ${base}`;
  const says = `${measured.map(one => `${one.variant}: ${differenceInWords(one, number.unit)}`).join('; ')}.`;
  const x = {
    type: 'quantitative',
    scale: { zero: true, nice: true },
    axis: {
      title: axisTitle(`difference to ${base}${unit === '' ? '' : ` (${unit.trim()})`}`),
      grid: true,
      tickCount: 8,
      ...numberLabels,
    },
  };
  const y = { field: 'variant', type: 'nominal', sort: null, axis: nameAxis };
  const color = {
    field: 'kind',
    type: 'nominal',
    scale: { domain: kinds, range: kinds.map(kind => kindColours[kind]!) },
  };
  return [
    {
      name: 'difference-primary',
      title,
      note: `Paired differences with 95 % intervals; an interval that holds 0 does not tell the variant apart. The verdict is about this number: ${verdict.because}.`,
      says,
      spec: {
        ...frame(title, says, { width: wideSize.width, height: Math.max(90, values.length * rowHeight) }, kinds),
        data: { values },
        layer: [
          { mark: { type: 'rule', color: colour.muted, strokeDash: [4, 3] }, encoding: { x: { datum: 0, ...x } } },
          {
            mark: { type: 'rule', strokeWidth: 3 },
            encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, color },
          },
          {
            mark: { type: 'point', filled: true, size: 110, opacity: 1 },
            encoding: {
              x: { field: 'value', ...x },
              y,
              color,
              tooltip: [
                { field: 'variant', type: 'nominal' },
                { field: 'told', type: 'nominal', title: 'difference' },
              ],
            },
          },
        ],
      },
      table: {
        columns: ['variant', 'difference', 'from', 'to'],
        rows: measured.map(one => {
          const span = amountInWords({ value: one.value!, low: one.low, high: one.high }, number.unit);
          const [from = '', to = ''] = span.interval.split(' to ');
          const isTurned = one.value! < 0;
          const signed = (text: string) => (text === '' ? '' : isTurned ? turned(text) : text);
          return [
            one.variant,
            differenceInWords(one, number.unit),
            signed(isTurned ? to : from),
            signed(isTurned ? from : to),
          ];
        }),
      },
      wide: true,
    },
  ];
}

const turned = (text: string): string =>
  text.startsWith('\u2212') ? text.slice(1) : text === '0' ? text : `\u2212${text}`;

const kindColours: Readonly<Record<string, string>> = {
  better: colour.good,
  worse: colour.bad,
  differs: colour.accent,
  'not told apart': colour.chance,
};

function kindOf({ direction }: ComparedNumber, value: number, differs: boolean): string {
  if (!differs) return 'not told apart';
  if (direction === 'unknown') return 'differs';
  return value > 0 === (direction === 'more') ? 'better' : 'worse';
}

/** Numbers of different units on one axis: as shares of what the base has. */
function relativeForest(numbers: readonly ComparedNumber[], { base, variants }: Comparison): Chart[] {
  const names = variants.map(({ name }) => name).filter(name => name !== base);
  const values = numbers.flatMap(number => {
    const before = number.values.find(({ variant }) => variant === base)?.value ?? 0;
    if (before === 0) return [];
    return number.differences.flatMap(one =>
      one.value === null
        ? []
        : {
            number: asWords(numberInWords(number)),
            variant: one.variant,
            value: one.value / Math.abs(before),
            low: (one.low ?? one.value) / Math.abs(before),
            high: (one.high ?? one.value) / Math.abs(before),
            told: differenceInWords(one, number.unit),
          },
    );
  });
  if (values.length === 0) return [];
  const rows = [...new Set(values.map(({ number }) => number))];
  const title = `The other key numbers: difference to ${base}`;
  const says = `In percent of ${base}. ${values.map(({ number, variant, told }) => `${number}, ${variant}: ${told}`).join('; ')}.`;
  const x = {
    type: 'quantitative',
    ...scaleOfShares(values.flatMap(({ low, high }) => [low, high])),
    axis: {
      title: `difference in % of ${base}`,
      grid: true,
      labelSeparation: 8,
      ...ticksOfShares(values.flatMap(({ low, high }) => [low, high])),
      labelExpr: "format(datum.value * 100, '.12~r') + ' %'",
    },
  };
  const y = { field: 'number', type: 'nominal', sort: rows, axis: { ...nameAxis, labelLimit: mostNameWidth } };
  const yOffset = { field: 'variant', type: 'nominal', sort: names };
  const color = {
    field: 'variant',
    type: 'nominal',
    scale: { domain: names, range: cycled(seriesColours.slice(1), names) },
  };
  return [
    {
      name: 'difference-others',
      title,
      note: `Paired differences with 95 % intervals, each in percent of what the base has.${
        isEven(values.flatMap(({ low, high }) => [low, high]))
          ? ''
          : ' Beyond 10 % each step of the axis is about three times the last.'
      }`,
      says,
      spec: {
        ...frame(
          title,
          says,
          { width: wideSize.width, height: Math.max(110, rows.length * (14 + names.length * 11)) },
          names,
          Math.min(mostNameWidth, widest(rows)),
        ),
        data: { values },
        layer: [
          { mark: { type: 'rule', color: colour.muted, strokeDash: [4, 3] }, encoding: { x: { datum: 0, ...x } } },
          {
            mark: { type: 'rule', strokeWidth: 2.25 },
            encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, yOffset, color },
          },
          {
            mark: { type: 'point', filled: true, size: 50, opacity: 1 },
            encoding: {
              x: { field: 'value', ...x },
              y,
              yOffset,
              color,
              tooltip: [
                { field: 'number', type: 'nominal' },
                { field: 'variant', type: 'nominal' },
                { field: 'told', type: 'nominal', title: 'difference' },
              ],
            },
          },
        ],
      },
      table: {
        columns: ['number', 'variant', 'difference'],
        rows: values.map(({ number, variant, told }) => [number, variant, told]),
      },
      wide: true,
    },
  ];
}

/** Where some number is many times what it was, all others would lie on the line of 0: beyond 10 % the axis is logarithmic. */
const evenMost = 2;
const evenNear = 0.1;
const steps = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 10_000, 100_000];

const isEven = (ends: readonly number[]): boolean => ends.every(end => Math.abs(end) <= evenMost);

const scaleOfShares = (ends: readonly number[]): object =>
  isEven(ends)
    ? { scale: { zero: true, nice: true } }
    : { scale: { type: 'symlog', constant: evenNear, zero: true, nice: false } };

function ticksOfShares(ends: readonly number[]): object {
  if (isEven(ends)) return {};
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const below = steps.filter(step => -step >= least).map(step => -step);
  return { values: [...below.reverse(), 0, ...steps.filter(step => step <= most)] };
}

/* ---- Each number in each variant ---- */

function dots(number: ComparedNumber, { verdict, variants }: Comparison): Chart[] {
  const measured = number.values.flatMap(one => (one.value === null ? [] : [{ ...one, value: one.value }]));
  if (measured.length === 0) return [];
  const largest = measured.reduce((most, { value, high }) => Math.max(most, Math.abs(high ?? value)), 0);
  const scale = scaleFor(largest, number.unit);
  const isShare = number.unit === 'share';
  const unit = isShare ? '%' : scale.unit.trim();
  const values = measured.map(one => ({
    variant: one.variant,
    value: one.value * scale.by,
    low: (one.low ?? one.value) * scale.by,
    high: (one.high ?? one.value) * scale.by,
    told: valueInWords(one, number.unit),
  }));
  // From 0, where that leaves the differences to be seen.
  const least = values.reduce((lowest, { low }) => Math.min(lowest, low), Number.POSITIVE_INFINITY);
  const fromZero = least <= 0 || values.some(({ high }) => high > least * 1.25);
  const names = variants.map(({ name }) => name);
  const title = asWords(numberInWords(number));
  const says = `${measured.map(one => `${one.variant} ${valueInWords(one, number.unit)}`).join('; ')}.`;
  const x = {
    type: 'quantitative',
    scale: { zero: fromZero, nice: true },
    axis: { title: axisTitle(unit === '' ? title : `${title} (${unit})`), grid: true, tickCount: 5, ...numberLabels },
  };
  const y = { field: 'variant', type: 'nominal', sort: names, axis: nameAxis };
  return [
    {
      name: safeName(`number-${number.name}`).replaceAll('.', '-'),
      title,
      note: number.name === verdict.primary ? 'The number that the verdict is about.' : '',
      says,
      spec: {
        ...frame(title, says, { width: narrowSize.width, height: Math.max(90, values.length * 30) }),
        data: { values },
        layer: [
          {
            mark: { type: 'rule', strokeWidth: 3, color: colour.series1 },
            encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y },
          },
          {
            mark: { type: 'point', filled: true, size: 80, opacity: 1, color: colour.series1 },
            encoding: {
              x: { field: 'value', ...x },
              y,
              tooltip: [
                { field: 'variant', type: 'nominal' },
                { field: 'told', type: 'nominal', title: 'mean and interval' },
              ],
            },
          },
        ],
      },
      table: {
        columns: ['variant', 'value', 'replications', 'observations'],
        rows: measured.map(one => [
          one.variant,
          valueInWords(one, number.unit),
          formatCount(one.n),
          formatCount(one.observations),
        ]),
      },
      wide: false,
    },
  ];
}

/* ---- Durations of all replications together ---- */

function spreads({ numbers, variants }: Comparison, samples: Samples): Chart[] {
  const durations = numbers.filter(({ name, unit }) => unit === 'µs' && name.startsWith('p50('));
  const key = keyNumbers(numbers).filter(number => durations.includes(number));
  const chosen = [...new Set((key.length > 0 ? key : durations).map(({ metric }) => metric))].slice(0, mostSpreads);
  return chosen.flatMap(metric => {
    const question = numbers.find(one => one.metric === metric)!.question;
    const all = variants.flatMap(({ name: variant }) => {
      const sketch = mergedSketch(samples.get(variant)!, metric);
      const half = sketch?.quantile(0.5) ?? null;
      return sketch === undefined || half === null ? [] : [{ variant, sketch, half }];
    });
    const longest = all.reduce((most, { half }) => Math.max(most, half), 0);
    const { by, unit } = scaleFor(longest, 'µs');
    const name = `spread-${safeName(metric).replaceAll('.', '-')}`;
    const found = all.map(({ variant, sketch }) => ({
      variant,
      histogram: histogramOf(name, question, `time (${unit.trim()})`, sketch, Math.round(1 / by)),
    }));
    if (found.length < 2) return [];
    const chart = cumulativeOverlay(found);
    const p95 = all.map(({ variant, sketch }) => `${variant} ${formatDuration(sketch.quantile(0.95)!)}`);
    return [
      {
        ...chart,
        wide: true,
        note: `Of all replications together: read upwards from a time to the share that was within it. 95 % within: ${p95.join(', ')}.`,
      },
    ];
  });
}
