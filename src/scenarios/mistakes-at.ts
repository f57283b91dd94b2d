/** Mistakes at a place of a document: at a key, at a value, or at a part of its text. */
import { dottedPath } from './dotted-path.ts';
import { type Mistake, mistakeAt, quoted } from './mistakes.ts';
import { NotBuiltYet, Unreadable } from './quantities.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** A mistake at the value of a path, or at its key when there is no value. */
export function mistakeAtValue(document: ScenarioDocument, path: Path, message: string): Mistake {
  const raw = rawAt(document.raw, path);
  const dotted = dottedPath(document.raw, path);
  const { key, value } = document.placesOf(path);
  if (typeof raw !== 'string') return mistakeAt(key ?? value, { path: dotted, found: dotted, message });
  return mistakeAt(raw === '' && key ? key : value, { path: dotted, found: `${dotted} is ${quoted(raw)}`, message });
}

/** A mistake at the key of a path. */
export function mistakeAtKey(document: ScenarioDocument, path: Path, found: string, message: string): Mistake {
  const { key, value } = document.placesOf(path);
  return mistakeAt(key ?? value, { path: dottedPath(document.raw, path), found, message });
}

/** A mistake at a part of a text, where the file shows the text as it is; at the whole of it otherwise. */
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
  return mistakeAt(place, { path: dottedPath(document.raw, path), message: problem.message, severity });
}

/** What is read from the text at a path; undefined, with its mistake added to the list, where it cannot be read. */
export function understood<Read>(
  document: ScenarioDocument,
  path: Path,
  text: string,
  mistakes: Mistake[],
  read: () => Read,
): Read | undefined {
  try {
    return read();
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    mistakes.push(mistakeInText(document, path, text, problem));
    return undefined;
  }
}

export const asWarning = (mistake: Mistake): Mistake => ({ ...mistake, severity: 'warning' });
