/**
 * Laws of one's own: what must hold for each row of a set, in one of five shapes.
 *
 *     always: COND        never: COND [after: COND]        when: COND  then: COND [within: D [of calm]]
 *     atEnd: COND         when: COND  before: COND (what `before` says must already have happened when `when` does)
 */
import { type Condition, lawSets, readCondition, type Surrounding, type Vocabulary } from './expressions/index.ts';
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey, mistakeAtValue, understood } from './mistakes-at.ts';
import { checkOwnName } from './own-names.ts';
import { within as limitOfThen } from './schema/phrases.ts';
import { isRawMap, type Path, type RawMap, rawAt, type ScenarioDocument } from './yaml-document.ts';

export type LawShape =
  | { kind: 'always' | 'atEnd'; holds: Condition }
  | { kind: 'never'; happens: Condition; after: Condition | undefined }
  | { kind: 'then'; when: Condition; then: Condition; within: { time: number; ofCalm: boolean } | undefined }
  | { kind: 'before'; when: Condition; before: Condition };

export interface Law {
  name: string;
  why: string | undefined;
  /** The set whose rows it is about. */
  each: string;
  shape: LawShape;
}

const shapes = ['always', 'never', 'when', 'atEnd'] as const;
/** The keys that may stand beside each shape. */
const beside: Readonly<Record<(typeof shapes)[number], readonly string[]>> = {
  always: [],
  never: ['after'],
  when: ['then', 'within', 'before'],
  atEnd: [],
};
const mostLaws = 200;

/** The laws of a document, with their mistakes added to the list; a law with a mistake is left out. */
export function readLaws(
  document: ScenarioDocument,
  vocabulary: Vocabulary,
  around: Surrounding,
  mistakes: Mistake[],
): readonly Law[] {
  const raw = rawAt(document.raw, ['laws']);
  if (raw === undefined) return [];
  if (!isRawMap(raw)) {
    mistakes.push(mistakeAtValue(document, ['laws'], 'Expected a map of names, each with a law below it.'));
    return [];
  }
  return Object.keys(raw)
    .slice(0, mostLaws)
    .flatMap(name => {
      const law = readLaw(document, name, { vocabulary, around, mistakes });
      return law === undefined ? [] : [law];
    });
}

interface Reading {
  vocabulary: Vocabulary;
  around: Surrounding;
  mistakes: Mistake[];
}

function readLaw(document: ScenarioDocument, name: string, reading: Reading): Law | undefined {
  const { mistakes } = reading;
  const path = ['laws', name];
  const raw = rawAt(document.raw, path);
  const before = mistakes.length;
  mistakes.push(...checkOwnName(document, path, 'a law'));
  if (!isRawMap(raw)) return undefined;
  const each = raw.each;
  // The schema says what it may be.
  if (typeof each !== 'string' || !lawSets.includes(each)) return undefined;
  const found = shapes.filter(shape => Object.hasOwn(raw, shape));
  if (found.length !== 1) {
    const message =
      found.length === 0
        ? 'A law has one of five shapes: `always`, `never`, `when` with `then`, `when` with `before`, `atEnd`.'
        : `A law has one shape; this has ${found.map(shape => `\`${shape}\``).join(' and ')}. Write two laws.`;
    mistakes.push(mistakeAtKey(document, path, '', message));
  }
  if (mistakes.length > before) return undefined;
  const shape = readShape(document, path, raw, found[0], each, reading);
  if (shape === undefined || mistakes.length > before) return undefined;
  return { name, why: typeof raw.why === 'string' ? raw.why : undefined, each, shape };
}

function readShape(
  document: ScenarioDocument,
  path: Path,
  raw: RawMap,
  kind: (typeof shapes)[number],
  set: string,
  { vocabulary, around, mistakes }: Reading,
): LawShape | undefined {
  for (const key of Object.keys(raw))
    if (['after', 'then', 'within', 'before'].includes(key) && !beside[kind].includes(key))
      mistakes.push(mistakeAtKey(document, [...path, key], '', `\`${key}\` does not go with \`${kind}\`.`));
  const condition = (key: string): Condition | undefined => {
    const text = raw[key];
    const at = [...path, key];
    if (typeof text !== 'string') {
      mistakes.push(mistakeAtValue(document, at, 'Expected a condition, for example `charged > 0`.'));
      return undefined;
    }
    return understood(document, at, text, mistakes, () => readCondition(text, set, vocabulary, around));
  };
  const first = condition(kind);
  if (kind !== 'when') {
    const after = raw.after === undefined || kind !== 'never' ? undefined : condition('after');
    if (first === undefined) return undefined;
    return kind === 'never' ? { kind, happens: first, after } : { kind, holds: first };
  }
  const { then, before, within } = raw;
  if ((then === undefined) === (before === undefined)) {
    mistakes.push(mistakeAtKey(document, path, '', '`when` goes with `then`, or with `before`: one of the two.'));
    return undefined;
  }
  if (before !== undefined) {
    if (within !== undefined)
      mistakes.push(mistakeAtKey(document, [...path, 'within'], '', '`within` does not go with `before`.'));
    const earlier = condition('before');
    return first === undefined || earlier === undefined ? undefined : { kind: 'before', when: first, before: earlier };
  }
  const later = condition('then');
  const limit =
    typeof within === 'string'
      ? understood(document, [...path, 'within'], within, mistakes, () => limitOfThen.read(within.trim()))
      : undefined;
  return first === undefined || later === undefined
    ? undefined
    : { kind: 'then', when: first, then: later, within: limit };
}
