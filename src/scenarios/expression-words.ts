/** Every word of expressions with what it means and how it is written: metrics, functions, windows, sets, their fields. */
import { exampleOf, inWords } from './expressions/dimensions.ts';
import { type MetricWords, type SetWords, vocabulary } from './expressions/index.ts';

export interface ExpressionWord {
  kind: 'function' | 'window' | 'set' | 'field';
  word: string;
  meaning: string;
  /** Of a function the form, of a set or a field a claim about it. */
  example: string;
}

const windows: readonly (readonly [word: string, meaning: string, example: string])[] = [
  ['among', 'Of which rows', 'share(ok among getBalance) >= 99.9 %'],
  ['where', 'Only rows for which a condition holds', 'count(purchase where charged > 0) >= 1'],
  ['from', 'Only rows of a stretch of the run, up to a moment', 'mean(getBalance.latency from 10:00 to 11:00) <= 1 s'],
  ['during', 'Only rows while an entry of the timeline lasts', 'share(ok among getBalance during NAME) >= 60 %'],
  ['after', 'Only rows after an entry of the timeline', 'mean(getBalance.latency after NAME) <= 1 s'],
  [
    'outside',
    'Only rows while no outage of the timeline lasts',
    'mean(getBalance.latency outside incidents) <= 400 ms',
  ],
  ['over', 'How long a stretch is that slides over the run', 'peak(getBalance over 1 min) <= 3 per s'],
  [
    'for',
    'How long a claim over sliding stretches must hold',
    'until(rate(getBalance over 1 min) >= 1 per s for 5 min) <= 1 h',
  ],
];

/** The metrics that runs measure by themselves, in the order in which people read them. */
export const metricWords: readonly ({ name: string } & MetricWords)[] = Object.entries(vocabulary.metrics).map(
  ([name, words]) => ({ name, ...words }),
);

export const expressionWords: readonly ExpressionWord[] = [
  ...Object.entries(vocabulary.functions).map(
    ([word, { form, meaning }]): ExpressionWord => ({ kind: 'function', word, meaning, example: form }),
  ),
  ...windows.map(([word, meaning, example]): ExpressionWord => ({ kind: 'window', word, meaning, example })),
  ...Object.entries(vocabulary.sets).flatMap(([set, { meaning, built, fields }]): ExpressionWord[] => {
    const state = built ? '' : ' (not built yet)';
    return [
      { kind: 'set', word: set, meaning: meaning + state, example: `count(${set}) >= 1` },
      ...Object.entries(fields).map(
        ([field, words]): ExpressionWord => ({
          kind: 'field',
          word: `${set}.${field}`,
          meaning: `${words.meaning}: ${inWords(words.dimension)}${state}`,
          example: claimAbout(set, field, words),
        }),
      ),
    ];
  }),
];

function claimAbout(set: string, field: string, { dimension, words }: SetWords['fields'][string]): string {
  const example = exampleOf(dimension);
  switch (dimension) {
    case 'truth':
      return `share(${field} among ${set}) >= 50 %`;
    case 'text':
      return `count(${set} where ${field} = ${words?.[0] ?? 'contoso'}) >= 1`;
    case 'clock':
      return `count(${set} where ${field} < ${example}) >= 1`;
    default:
      return `mean(${set}.${field}) <= ${example}`;
  }
}
