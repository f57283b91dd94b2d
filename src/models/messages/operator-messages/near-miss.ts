/**
 * How far a text goes along with a pattern that does not match it: the longest beginning of the text that the pattern
 * could still complete, what stands behind it, and what the pattern wants there.
 *
 *     pattern  Contoso: (\d+) MB used        text  Contoso: 12 GB used
 *                                                              ▲ goes along up to here; the pattern wants `MB used`
 *
 * From the pattern a second one is made that takes every beginning of what the first one takes: of `ab` that is nothing, `a`
 * and `ab`. Its longest match tells how far, so this too takes time proportional to the text. Where in the pattern that is,
 * is found by halving its parts: a beginning of them must match, the rest may be cut short.
 */
import { RE2JS } from 're2js';
import { compileTree, type Pattern, sizeOf, timesOf, written } from './pattern.ts';
import type { PatternPart } from './pattern-syntax.ts';

export interface Reach {
  /** UTF-16 units of the text that the pattern can still take. */
  readonly taken: number;
  /** What the pattern wants behind them, as it is written; empty where the pattern ends. */
  readonly wanted: string;
}

/** Steps for one look at most. Assumption: chosen so that the worst pattern is explained in two seconds. */
const mostSteps = 8_000_000;

/** @returns  undefined when pattern and text are too large to tell */
export function reachOf(pattern: Pattern, text: string): Reach | undefined {
  const reaches = waysOf(pattern.tree.root).map(way => reachOfWay(pattern, way, text));
  return reaches.reduce((best, one) =>
    best === undefined || (one !== undefined && one.taken > best.taken) ? one : best,
  );
}

/** The alternatives of the pattern as a whole, without what stands around everything: groups, and ^ and $ at the ends. */
function waysOf(part: PatternPart): readonly PatternPart[] {
  if (part.kind === 'choice') return part.ways.flatMap(waysOf);
  if (part.kind === 'group') return waysOf(part.inside);
  if (part.kind !== 'sequence') return [part];
  const isEdge = (one: PatternPart | undefined, edge: string) => one?.kind === 'edge' && one.edge === edge;
  const parts = part.parts.slice(
    isEdge(part.parts[0], 'start') ? 1 : 0,
    isEdge(part.parts.at(-1), 'end') ? -1 : undefined,
  );
  const [first, ...others] = parts;
  if (first === undefined) return [part];
  if (others.length === 0) return waysOf(first);
  return [{ kind: 'sequence', parts, from: first.from, to: parts.at(-1)!.to }];
}

function reachOfWay(pattern: Pattern, way: PatternPart, text: string): Reach | undefined {
  const parts = partsOf(way);
  if (sizeOfBeginnings(parts) * (text.length + 1) > mostSteps) return undefined;
  const taken = longest(beginningsOfSequence(parts), text);
  if (taken === undefined) return undefined;
  return { taken, wanted: pattern.text.slice(placeOf('', parts, way.to, text, taken), way.to) };
}

const partsOf = (part: PatternPart): readonly PatternPart[] => (part.kind === 'sequence' ? part.parts : [part]);

/** Where in the pattern the part begins that cannot be passed; inside of groups too, when they have no alternatives. */
function placeOf(before: string, parts: readonly PatternPart[], end: number, text: string, taken: number): number {
  const wholeOf = (count: number) => before + parts.slice(0, count).map(written).join('');
  let passed = 0;
  let beyond = parts.length + 1;
  while (beyond - passed > 1) {
    const middle = (passed + beyond) >> 1;
    if (longest(wholeOf(middle) + beginningsOfSequence(parts.slice(middle)), text) === taken) passed = middle;
    else beyond = middle;
  }
  const part = parts[passed];
  if (part === undefined) return end;
  if (part.kind !== 'group' || part.inside.kind === 'choice') return part.from;
  const inside = placeOf(wholeOf(passed), partsOf(part.inside), part.to, text, taken);
  return inside === part.inside.from ? part.from : inside;
}

/** Units of the longest match at the beginning of the text; undefined when the engine refuses the pattern. */
function longest(re2: string, text: string): number | undefined {
  const program = compileTree(re2, RE2JS.LONGEST_MATCH);
  if (!program.ok) return undefined;
  const matcher = program.value.matcher(text);
  return matcher.lookingAt() ? matcher.end() : undefined;
}

/** Each part stands in as many halves as the parts can be halved. */
const sizeOfBeginnings = (parts: readonly PatternPart[]): number =>
  parts.reduce((sum, part) => sum + sizeOf(part), 0) * (34 - Math.clz32(parts.length));

/**
 * Takes every beginning of what these parts take one after the other. In halves, so that neither the depth nor the length of the second pattern runs away. The first half stands in a group of
 * its own, or the engine would take what both ways begin with out of them, again and again, until it is nested too deeply.
 */
function beginningsOfSequence(parts: readonly PatternPart[]): string {
  if (parts.length === 0) return '';
  if (parts.length === 1) return beginnings(parts[0]!);
  const middle = parts.length >> 1;
  const [early, late] = [parts.slice(0, middle), parts.slice(middle)];
  return `(?:(${early.map(written).join('')})${beginningsOfSequence(late)}|${beginningsOfSequence(early)})`;
}

function beginnings(part: PatternPart): string {
  switch (part.kind) {
    case 'oneOf':
      return `(?:${written(part)})?`;
    case 'edge':
      return '';
    case 'sequence':
      return beginningsOfSequence(part.parts);
    case 'choice':
      return `(?:${part.ways.map(beginnings).join('|')})`;
    case 'group':
      return `(?:${beginnings(part.inside)})`;
    case 'repeat': {
      if (part.most === 0) return '';
      const before = part.most === Number.POSITIVE_INFINITY ? '*' : timesOf(0, part.most - 1);
      return `(?:${written(part.part)})${before}${beginnings(part.part)}`;
    }
  }
}
