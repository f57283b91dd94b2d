/** Holds a document against the schema and says what is wrong with it in the words of the language, each with its place. */
import type { z } from 'zod';
import { dottedPath } from '../dotted-path.ts';
import { type Mistake, mistakeAt, quoted } from '../mistakes.ts';
import { mistakeAtKey, mistakeAtValue, mistakeInText } from '../mistakes-at.ts';
import { didYouMean } from '../nearest-word.ts';
import { isRawMap, type Path, pathKey, rawAt, type ScenarioDocument } from '../yaml-document.ts';
import { type Scenario, scenario } from './scenario.ts';
import type { WhatIsWrong } from './setting.ts';
import { keysAt, schemaAt } from './tree.ts';

export interface Validated {
  /** Undefined when there was a mistake. */
  scenario: Scenario | undefined;
  mistakes: readonly Mistake[];
}

type Issue = z.core.$ZodIssue;

/** Mistakes of one kind after which a file is not worth explaining further. */
const mostMistakes = 200;

export function validate(document: ScenarioDocument): Validated {
  const result = scenario.safeParse(document.raw);
  if (result.success) return { scenario: result.data, mistakes: [] };
  const mistakes: Mistake[] = [];
  for (const issue of result.error.issues) {
    for (const mistake of mistakesOf(issue, [], document)) mistakes.push(mistake);
    if (mistakes.length >= mostMistakes) break;
  }
  return { scenario: undefined, mistakes };
}

function mistakesOf(issue: Issue, above: Path, document: ScenarioDocument): Mistake[] {
  const path = [...above, ...issue.path.map(String)];
  if (path.some((_, i) => document.spoiled.has(pathKey(path.slice(0, i + 1))))) return [];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, mostMistakes).map(key => unknownKey([...path, key], document));
    case 'invalid_union':
      return branchMeant(issue, path, document).flatMap(inner => mistakesOf(inner, path, document));
    case 'custom':
      return wrongValue(issue.message, issue.params as WhatIsWrong | undefined, path, document);
    default:
      return [wrongShape(path, document)];
  }
}

/** Of the alternatives of a setting, the one that the author chose: a map means the map, a word the word. */
function branchMeant(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  document: ScenarioDocument,
): readonly Issue[] {
  const fits = (branch: readonly Issue[]) =>
    branch.every(({ path: inner, code }) => inner.length > 0 || code === 'unrecognized_keys');
  const meant = isRawMap(rawAt(document.raw, path)) ? issue.errors.find(fits) : undefined;
  return meant ?? issue.errors[issue.errors.length - 1].slice(0, 1);
}

function unknownKey(path: Path, document: ScenarioDocument): Mistake {
  const key = path[path.length - 1];
  const parent = path.slice(0, -1);
  const known = keysAt(parent);
  const expected = `Expected one of: ${known.join(', ')}.`;
  const where = parent.length === 0 ? 'A scenario' : dottedPath(document.raw, parent);
  return mistakeAtKey(document, path, `${where} has no setting ${quoted(key)}`, expected + didYouMean(key, known));
}

/** What is not built yet of a value is not worth a word where the whole setting is not. */
function wrongValue(
  message: string,
  params: WhatIsWrong | undefined,
  path: Path,
  document: ScenarioDocument,
): Mistake[] {
  if (params?.isNotBuilt === true)
    return schemaAt(path)?.planned === true
      ? []
      : [{ ...mistakeAtValue(document, path, message), found: '', severity: 'unbuilt' }];
  const raw = rawAt(document.raw, path);
  if (params?.part === undefined || typeof raw !== 'string') return [mistakeAtValue(document, path, message)];
  return [mistakeInText(document, path, raw.trim(), { message, part: params.part })];
}

function wrongShape(path: Path, document: ScenarioDocument): Mistake {
  const node = schemaAt(path);
  const raw = rawAt(document.raw, path);
  const message = expectation(node);
  if (raw !== undefined) return mistakeAtValue(document, path, message);
  const name = dottedPath(document.raw, path);
  const { key, value } = document.placesOf(path.slice(0, -1));
  const place = key ?? { ...value, end: value.start };
  const about = node?.kind === 'setting' ? `${node.facts.meaning}. ${message}` : message;
  return mistakeAt(place, { path: name, found: `${name} is missing`, message: about });
}

function expectation(node: ReturnType<typeof schemaAt>): string {
  switch (node?.kind) {
    case 'setting':
      return `Expected ${node.facts.unit}.`;
    case 'list':
      return 'Expected a list, each line beginning with `- `.';
    case 'named':
      return 'Expected a map of names, each with its settings below it.';
    case 'section': {
      const words = node.words.map(word => `\`${word}\` or `).join('');
      return `Expected ${words}a map with some of: ${[...node.keys.keys()].join(', ')}.`;
    }
    case undefined:
      return 'Expected nothing here.';
  }
}
