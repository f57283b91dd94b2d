/**
 * A pattern of a message rule, ready to run: compiled once, matched in time proportional to the text whatever it is.
 *
 *     ECMAScript text ── readPattern ──▶ tree ── written anew ──▶ RE2 text ── re2js ──▶ program
 *
 * The tree is written anew because the engine reads some signs in its own way: its \s knows ASCII only, its point takes
 * \r and U+2028, `[^]` is unknown to it. What remains different from ECMAScript: what a group inside a repeat caught, when it
 * caught nothing in the last round or when a round may be empty.
 */
import { RE2JS, RE2JSException } from 're2js';
import { type Parsed, parsed, unreadable } from '../../identifiers.ts';
import type { Characters } from './characters.ts';
import { mostRepeats, type PatternPart, type PatternTree, readPattern } from './pattern-syntax.ts';

/**
 * Characters that a pattern asks for when its repeats are written out. Assumption: no limit is documented; with this one the
 * worst pattern takes a third of a second for the longest text that Windows sends.
 */
const largestPattern = 4_000;

export interface Pattern {
  readonly text: string;
  readonly tree: PatternTree;
  /**
   * Matches the whole text.
   *
   * @returns  the texts of the groups, the whole text first; undefined for a group that caught nothing
   */
  match(text: string): readonly (string | undefined)[] | undefined;
}

/** @returns  the pattern, or why it cannot run and what to write instead */
export function compilePattern(text: string): Parsed<Pattern> {
  const tree = readPattern(text);
  if (!tree.ok) return tree;
  const size = sizeOf(tree.value.root);
  if (size > largestPattern)
    return unreadable(
      `with its repeats written out the pattern has ${size} characters, more than ${largestPattern}; write * or + where the number does not matter`,
    );
  const repeats = repeatsIn(tree.value.root);
  if (repeats > mostRepeats)
    return unreadable(
      `repeats in each other come to ${repeats} rounds, more than ${mostRepeats}; write * or + where the number does not matter`,
    );
  const program = compileTree(written(tree.value.root));
  if (!program.ok) return program;
  return parsed({ text, tree: tree.value, match: message => matchWhole(program.value, tree.value.groups, message) });
}

function matchWhole(program: RE2JS, groups: number, text: string): readonly (string | undefined)[] | undefined {
  const matcher = program.matcher(text);
  if (!matcher.matches()) return undefined;
  return Array.from({ length: groups + 1 }, (_, group) => matcher.group(group) ?? undefined);
}

/** @param flags  those of the engine */
export function compileTree(re2: string, flags = 0): Parsed<RE2JS> {
  try {
    return parsed(RE2JS.compile(re2, flags));
  } catch (problem) {
    if (problem instanceof RE2JSException)
      return unreadable(`the pattern is too much for the engine: ${problem.message}`);
    throw problem;
  }
}

/** How many characters it asks for, repeats written out: a measure of the program. */
export function sizeOf(part: PatternPart): number {
  switch (part.kind) {
    case 'oneOf':
    case 'edge':
      return 1;
    case 'sequence':
      return part.parts.reduce((sum, one) => sum + sizeOf(one), 0);
    case 'choice':
      return part.ways.reduce((sum, one) => sum + sizeOf(one), 1);
    case 'group':
      return 1 + sizeOf(part.inside);
    case 'repeat':
      return (part.most === Number.POSITIVE_INFINITY ? part.least + 1 : part.most) * sizeOf(part.part);
  }
}

/** The most rounds of one part, repeats in each other multiplied. */
function repeatsIn(part: PatternPart): number {
  switch (part.kind) {
    case 'oneOf':
    case 'edge':
      return 1;
    case 'sequence':
      return Math.max(1, ...part.parts.map(repeatsIn));
    case 'choice':
      return Math.max(...part.ways.map(repeatsIn));
    case 'group':
      return repeatsIn(part.inside);
    case 'repeat':
      return Math.max(1, part.most === Number.POSITIVE_INFINITY ? part.least : part.most) * repeatsIn(part.part);
  }
}

/* ---- In the words of the engine ---- */

const edges = { start: '\\A', end: '\\z', ofWord: '\\b', insideWord: '\\B' } as const;

/** A part as the engine reads it. */
export function written(part: PatternPart): string {
  switch (part.kind) {
    case 'oneOf':
      return writtenSet(part.characters);
    case 'edge':
      return edges[part.edge];
    case 'sequence':
      return part.parts.map(written).join('');
    case 'choice':
      return `(?:${part.ways.map(written).join('|')})`;
    case 'group':
      return `(${part.catches ? '' : '?:'}${written(part.inside)})`;
    case 'repeat':
      return `(?:${written(part.part)})${timesOf(part.least, part.most)}${part.lazy ? '?' : ''}`;
  }
}

export function timesOf(least: number, most: number): string {
  if (most === Number.POSITIVE_INFINITY) return least === 0 ? '*' : least === 1 ? '+' : `{${least},}`;
  return `{${least},${most}}`;
}

function writtenSet(characters: Characters): string {
  const [only] = characters;
  if (only === undefined) return '[^\\x{0}-\\x{10ffff}]';
  if (characters.length === 1 && only[0] === only[1]) return writtenCharacter(only[0]);
  const ranges = characters.map(([first, last]) => `${hex(first)}-${hex(last)}`);
  return `[${ranges.join('')}]`;
}

const hex = (character: number): string => `\\x{${character.toString(16)}}`;

const writtenCharacter = (character: number): string => {
  const text = String.fromCodePoint(character);
  return /[\dA-Za-z ]/.test(text) ? text : hex(character);
};
