/** Every word of expressions with what it means and how it is written: functions, sets of rows, and their fields. */
import { exampleOf, inWords } from './expressions/dimensions.ts';
import { type SetWords, vocabulary } from './expressions/index.ts';

export interface ExpressionWord {
  kind: 'function' | 'set' | 'field';
  word: string;
  meaning: string;
  /** Of a function the form, of a set or a field a claim about it. */
  example: string;
}

export const expressionWords: readonly ExpressionWord[] = [
  ...Object.entries(vocabulary.functions).map(
    ([word, { form, meaning }]): ExpressionWord => ({ kind: 'function', word, meaning, example: form }),
  ),
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
