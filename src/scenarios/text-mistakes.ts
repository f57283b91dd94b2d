/** A mistake at a part of a text, where the file shows the text as it is; at the whole of it otherwise. */
import { type Mistake, mistakeAt } from './mistakes.ts';
import { NotBuiltYet, type Unreadable } from './quantities.ts';
import type { Path, ScenarioDocument } from './yaml-document.ts';

export function mistakeInText(
  document: ScenarioDocument,
  path: Path,
  text: string,
  problem: Pick<Unreadable, 'message' | 'part'>,
): Mistake {
  const { value } = document.placesOf(path);
  const { text: source } = value.source;
  // In quotes the text begins one character later.
  const start = /["']/.test(source[value.start] ?? '') ? value.start + 1 : value.start;
  const isShown = source.startsWith(text, start);
  const { at, length } = problem.part ?? { at: 0, length: text.length };
  const place = isShown ? { source: value.source, start: start + at, end: start + at + length } : value;
  const severity = problem instanceof NotBuiltYet ? 'unbuilt' : 'error';
  return mistakeAt(place, { path: path.join('.'), message: problem.message, severity });
}
