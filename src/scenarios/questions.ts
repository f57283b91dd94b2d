/**
 * What a scenario asks of its runs: `metrics` of its own, what it expects (`expect`), and its service levels (`slo`).
 * They are read in this order, since a claim may use a metric, and a metric one that stands above it.
 */
import {
  type Claim,
  type Measure,
  readClaim,
  readMeasure,
  reservedWords,
  type Surrounding,
  type Vocabulary,
} from './expressions/index.ts';
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey, mistakeAtValue, understood } from './mistakes-at.ts';
import { checkOwnName } from './own-names.ts';
import { caps, isRawMap, type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

export interface Expectation {
  text: string;
  why: string | undefined;
  /** A gate fails the exit code where it does not hold; a question is only answered. */
  level: 'gate' | 'question';
  claim: Claim;
}

export interface NamedMeasure {
  name: string;
  measure: Measure;
}

export interface ServiceLevel {
  name: string;
  claim: Claim;
}

export interface Questions {
  metrics: readonly NamedMeasure[];
  expectations: readonly Expectation[];
  slo: readonly ServiceLevel[];
}

const mostOfAKind = 200;

export function readQuestions(
  document: ScenarioDocument,
  vocabulary: Vocabulary,
  around: Surrounding,
  mistakes: Mistake[],
): Questions {
  const own = new Map<string, Measure>();
  const withOwn: Surrounding = { ...around, metrics: own };
  const readAt = <Read>(path: Path, text: string, read: () => Read): Read | undefined =>
    mistakes.length > caps.problems ? undefined : understood(document, path, text, mistakes, read);
  const metrics = namedTexts(document, 'metrics', mistakes).flatMap(({ name, text, path }): NamedMeasure[] => {
    const isTaken =
      reservedWords.has(name) ||
      name === 'every' ||
      [vocabulary.sets, vocabulary.functions].some(words => Object.hasOwn(words, name));
    if (isTaken)
      mistakes.push(
        mistakeAtKey(document, path, '', `\`${name}\` is a word of the language; a metric needs another name.`),
      );
    mistakes.push(...checkOwnName(document, path, 'a metric'));
    const measure = readAt(path, text, () => readMeasure(text, vocabulary, withOwn));
    if (measure === undefined) return [];
    own.set(name, measure);
    return [{ name, measure }];
  });
  const claimAt = (path: Path, text: string) => readAt(path, text, () => readClaim(text, vocabulary, withOwn));
  const slo = namedTexts(document, 'slo', mistakes).flatMap(({ name, text, path }): ServiceLevel[] => {
    const claim = claimAt(path, text);
    return claim === undefined ? [] : [{ name, claim }];
  });
  return { metrics, expectations: readExpectations(document, claimAt, mistakes), slo };
}

function readExpectations(
  document: ScenarioDocument,
  claimAt: (path: Path, text: string) => Claim | undefined,
  mistakes: readonly Mistake[],
): Expectation[] {
  const lines = rawAt(document.raw, ['expect']);
  const expectations: Expectation[] = [];
  if (!Array.isArray(lines)) return expectations;
  for (const [i, line] of lines.entries()) {
    const path = isRawMap(line) ? ['expect', String(i), 'that'] : ['expect', String(i)];
    const text = rawAt(document.raw, path);
    if (typeof text !== 'string') continue;
    const claim = claimAt(path, text);
    if (claim !== undefined) {
      const { why, level } = isRawMap(line) ? line : { why: undefined, level: undefined };
      expectations.push({
        text: claim.text,
        why: typeof why === 'string' ? why : undefined,
        level: level === 'question' ? 'question' : 'gate',
        claim,
      });
    }
    if (mistakes.length > caps.problems) break;
  }
  return expectations;
}

/** The entries of a map of names to texts; what has another shape is the schema's to say. */
function namedTexts(
  document: ScenarioDocument,
  key: 'metrics' | 'slo',
  mistakes: Mistake[],
): { name: string; text: string; path: Path }[] {
  const raw = rawAt(document.raw, [key]);
  if (!isRawMap(raw)) return [];
  const names = Object.keys(raw);
  if (names.length > mostOfAKind)
    mistakes.push(mistakeAtValue(document, [key], `A scenario has at most ${mostOfAKind} of these.`));
  return names.slice(0, mostOfAKind).flatMap(name => {
    const text = raw[name];
    return typeof text === 'string' ? [{ name, text, path: [key, name] }] : [];
  });
}
