/**
 * The files that the scenario being read names: measured values, and texts. A value like `measured from api.csv column own_ms in ms` is read deep in
 * the schema, which is made once for all scenarios; so the files of the one at hand stand here while it is read.
 */
import { posix } from 'node:path';
import { readColumn } from './measured-column.ts';
import { type Mistake, MistakesError } from './mistakes.ts';
import { Unreadable } from './quantities.ts';
import { type Folder, type NamedFile, namedFile, readInFolder, shownIn } from './scenario-folder.ts';

export class MeasuredFiles {
  /** In CSV files, with their places there. */
  readonly mistakes: Mistake[] = [];
  private readonly folder: Folder | undefined;
  private readonly read = new Map<string, NamedFile>();
  private readonly columns = new Map<string, readonly number[] | Unreadable>();

  /** @param folder  of the scenario; undefined when it did not come from a file */
  constructor(folder: Folder | undefined) {
    this.folder = folder;
  }

  /** The files read so far, in the order of their names. */
  get files(): readonly NamedFile[] {
    return [...this.read.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The values of a column times `unit`, ascending. The same question has the same answer, the very same list. */
  values(file: string, column: string, unit: number): readonly number[] {
    const key = [file, column, unit].join('\n');
    const known = this.columns.get(key) ?? this.readValues(file, column, unit);
    this.columns.set(key, known);
    if (known instanceof Unreadable) throw known;
    return known;
  }

  /** A whole file as text. */
  text(file: string): string {
    const bytes = readInFolder(this.folder, file);
    if (bytes.length > longestText) throw new Unreadable(`The file has ${bytes.length} bytes; expected at most 1 MiB.`);
    this.keep(file, bytes);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new Unreadable('This is not UTF-8 text.');
    }
  }

  private keep(file: string, bytes: Uint8Array): NamedFile {
    const name = shownIn(this.folder, file);
    const kept = namedFile(name, posix.normalize(file), bytes);
    this.read.set(name, kept);
    return kept;
  }

  private readValues(file: string, column: string, unit: number): readonly number[] | Unreadable {
    try {
      const bytes = readInFolder(this.folder, file);
      const { name } = this.keep(file, bytes);
      return Array.from(Float64Array.from(readColumn(bytes, name, column), value => value * unit).sort());
    } catch (problem) {
      if (problem instanceof Unreadable) return problem;
      if (!(problem instanceof MistakesError)) throw problem;
      this.mistakes.push(...problem.mistakes);
      const { length } = problem.mistakes;
      return new Unreadable(`\`${file}\` has ${length === 1 ? 'a mistake' : `${length} mistakes`} of its own.`);
    }
  }
}

const longestText = 1_048_576;

let ofScenario = new MeasuredFiles(undefined);

/** Runs `read` with these files; readings within readings restore what was before. */
export function withFiles<Result>(files: MeasuredFiles, read: () => Result): Result {
  const before = ofScenario;
  ofScenario = files;
  try {
    return read();
  } finally {
    ofScenario = before;
  }
}

/** A column of a file of the scenario being read, each value times `unit`, ascending. */
export const measuredValues = (file: string, column: string, unit: number): readonly number[] =>
  ofScenario.values(file, column, unit);

/**
 * The text of a file of the scenario being read.
 * @throws Unreadable when there is no such file, or it is no text
 */
export const fileText = (file: string): string => ofScenario.text(file);
