/**
 * docs/sources.md: every `Source:` and `Assumption:` of the code and every number of the schema, gathered by the document
 * that says so. A comment that cites several publishers, separated by `;`, appears under each.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents } from '../../src/scenarios/schema/sources.ts';
import { type SchemaNode, schemaAt } from '../../src/scenarios/schema/tree.ts';
import { generatedNote, table } from './markdown.ts';
import { root } from './sandbox.ts';

interface Note {
  word: 'Source' | 'Assumption';
  text: string;
  file: string;
  about: string;
}

export function sourcesPage(): string {
  const notes = notesOfTheCode();
  const cited = byDocument(notes.filter(({ word }) => word === 'Source'));
  const assumed = notes.filter(({ word }) => word === 'Assumption');
  const numbers = [...numbersBelow(schemaAt([])!, '')];
  const published = numbers.filter(({ isAssumed }) => !isAssumed);
  const chosen = numbers.filter(({ isAssumed }) => isAssumed);
  return `# Sources and assumptions

${generatedNote}

Every rule and number in mpsim has a document behind it or is marked as an assumption. ${published.length} numbers of the scenario
language are published, ${chosen.length} are assumed; each report lists those that its answer rests on.

## Documents, and what follows them

${cited.map(([document, rows]) => `### ${document}\n\n${table(['Where it is said', 'What for', 'File'], rows)}`).join('\n\n')}

## Assumptions in the code

${table(
  ['Assumption', 'About', 'File'],
  assumed.map(({ file, about, text }) => [text, about, link(file)]),
)}

## Numbers that a document publishes

${Object.entries(documents)
  .map(([key, document]) => ({ document, own: published.filter(({ source }) => source.startsWith(`[${key}]`)) }))
  .filter(({ own }) => own.length > 0)
  .map(
    ({ document, own }) => `### ${document}\n\n${table(['Setting', 'Value', 'What it says'], own.map(publishedRow))}`,
  )
  .join('\n\n')}

## Numbers that nobody published

${table(['Setting', 'Value', 'How it was chosen, or what would change it'], chosen.map(chosenRow))}
`;
}

/* ---- Comments ---- */

/** Every `Source:` and `Assumption:` of the code. */
export const notesOfTheCode = (): Note[] => sourceFiles().flatMap(notesOf);

export function sourceFiles(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map(file => `src/${file.replaceAll('\\', '/')}`)
    .filter(file => file.endsWith('.ts'))
    .sort();
}

/** The notes in the comments of a file: each runs to the end of its paragraph, or to the next such word. */
function notesOf(file: string): Note[] {
  const text = readFileSync(join(root, file), 'utf8');
  const header = firstSentence(commentsOf(text)[0] ?? '');
  return commentsOf(text).flatMap((comment, at) => {
    const found = [...comment.matchAll(/\b(Source|Assumption): ([\s\S]*?)(?=\n\n|\n@|\s(?:Source|Assumption): |$)/g)];
    return found.map(([, word, note]) => ({
      word: word as Note['word'],
      text: oneLine(note!),
      file,
      about: at === 0 ? header : firstSentence(comment.replace(/(?:\b(?:Source|Assumption): |@)[\s\S]*/, '')) || header,
    }));
  });
}

/** The comments of a file that begin a line, without their stars, in order; neighbouring `//` lines are one. */
function commentsOf(text: string): string[] {
  const comments = text.matchAll(/^[ \t]*(?:\/\*\*?(?<block>[\s\S]*?)\*\/|(?<lines>(?:\/\/.*\n[ \t]*)+))/gm);
  return [...comments].map(({ groups }) =>
    (groups!.block?.replace(/^[ \t]*\* ?/gm, '') ?? groups!.lines!.replace(/^[ \t]*\/\/ ?/gm, '')).trim(),
  );
}

const firstSentence = (comment: string): string => /^.*?(?=[.:](?: |$)|$)/.exec(oneLine(comment.split('\n\n')[0]!))![0];

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const link = (file: string): string => `[${file.replace('src/', '')}](../${file})`;

/* ---- Documents ---- */

/** Publications as they are cited, and the name under which they are listed. Whatever is cited otherwise has its own name. */
const publishers: readonly [cited: RegExp, name: string][] = [
  [/^Microsoft Learn/, 'Microsoft Learn'],
  [/^GSMA SGP\.\d+/, 'GSMA'],
  [/^3GPP/, '3GPP'],
  [/^ITU-T/, 'ITU-T'],
  [/^RFC/, 'IETF'],
  [/^mobile-broadband-provider-info/, 'mobile-broadband-provider-info'],
];

const others = 'Papers, books and others';

const publisherOf = (citation: string): string | undefined => publishers.find(([cited]) => cited.test(citation))?.[1];

/** The parts of a note that begin with a publisher; whatever else stands between semicolons belongs to the part before. */
function citationsOf(note: string): string[] {
  const citations: string[] = [];
  for (const part of note.split('; ')) {
    if (citations.length === 0 || publisherOf(part) !== undefined) citations.push(part);
    else citations.push(`${citations.pop()}; ${part}`);
  }
  return citations;
}

/** Rows by publisher, in the order above, then the rest; within each by what is cited. */
function byDocument(notes: readonly Note[]): [string, string[][]][] {
  const rows = new Map<string, string[][]>(publishers.map(([, name]) => [name, []]));
  rows.set(others, []);
  for (const { text, file, about } of notes) {
    for (const citation of citationsOf(text)) {
      const name = publisherOf(citation) ?? others;
      rows.get(name)!.push([citation.replace(/^Microsoft Learn, /, ''), about, link(file)]);
    }
  }
  for (const own of rows.values()) own.sort(([a], [b]) => (a! < b! ? -1 : a! > b! ? 1 : 0));
  return [...rows].filter(([, own]) => own.length > 0);
}

/* ---- Numbers of the schema ---- */

interface SchemaNumber {
  path: string;
  value: string;
  source: string;
  isAssumed: boolean;
}

function* numbersBelow(node: SchemaNode, path: string): Generator<SchemaNumber> {
  if (node.kind === 'section')
    for (const [key, child] of node.keys) yield* numbersBelow(child, path === '' ? key : `${path}.${key}`);
  else if (node.kind === 'named' || node.kind === 'list') yield* numbersBelow(node.of, `${path}.NAME`);
  else if (!node.planned && node.facts.source !== undefined && node.facts.default !== undefined) {
    const isConvention = node.facts.assumed !== true && !node.facts.source.startsWith('[');
    if (isConvention) return;
    yield { path, value: node.facts.default, source: node.facts.source, isAssumed: node.facts.assumed === true };
  }
}

const publishedRow = ({ path, value, source }: SchemaNumber): string[] => [
  `\`${path}\``,
  `\`${value}\``,
  source.replace(/^\[.*?\] .*?: /, ''),
];
const chosenRow = ({ path, value, source }: SchemaNumber): string[] => [`\`${path}\``, `\`${value}\``, `${source}.`];
