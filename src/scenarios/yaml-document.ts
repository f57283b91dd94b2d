/**
 * Reads a scenario file as what it is: text from a stranger. The result is a tree of plain values (texts, lists, maps
 * without a prototype) and the place of every key and value in it.
 *
 *     bytes ─▶ UTF-8, no control characters ─▶ few enough tokens ─▶ shallow enough ─▶ YAML ─▶ plain tree with places
 *
 * Every value stays the text that was written: what is a number, a time or a share is decided by the setting it belongs
 * to, so `012` never becomes 12 and no long identifier loses a digit. Tags, anchors, aliases, merge keys, several documents in a file,
 * keys written twice and keys that name a prototype are mistakes. A file of 1 MiB is accepted or refused within two seconds.
 */
import {
  Composer,
  CST,
  type DocumentOptions,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Pair,
  type ParseOptions,
  Parser,
  type SchemaOptions,
  type Node as YamlNode,
} from 'yaml';
import {
  lineNumber,
  type Mistake,
  MistakesError,
  mistakeAt,
  type Place,
  type SourceText,
  sourceText,
} from './mistakes.ts';

export type Raw = string | readonly Raw[] | RawMap;
export interface RawMap {
  readonly [key: string]: Raw;
}

/** Where a setting stands: its key (none for an item of a list) and its value. */
export interface Places {
  key: Place | undefined;
  value: Place;
}

export type Path = readonly string[];

export interface ScenarioDocument {
  raw: Raw;
  /** The places of a path, or of the nearest path above it that was written. */
  placesOf(path: Path): Places;
  mistakes: readonly Mistake[];
  /** Paths whose value was cut short by a mistake already reported; what is left of it is not worth a second one. */
  spoiled: ReadonlySet<string>;
}

export const caps = {
  bytes: 1_048_576,
  /** Words and signs of the YAML text, comments and line breaks included; a large hand-written scenario has 20,000. */
  tokens: 60_000,
  depth: 64,
  nodes: 30_000,
  keyLength: 200,
  /** Mistakes of one kind after which reading stops. */
  problems: 200,
  marks: 20,
} as const;

/** What YAML can do and a scenario must not. An alias could make a small file grow into a large tree. */
const marksRefused: ReadonlyMap<string, string> = new Map([
  ['tag', 'Tags (`!`) are not part of the language; write the value alone.'],
  ['anchor', 'Anchors (`&`) are not part of the language; use `variants`.'],
  ['alias', 'Aliases (`*`) are not part of the language; use `variants`.'],
]);

/** Signs of the reader to itself: the beginning of a document, the end of a broken flow map, the beginning of a scalar. */
const startOfScalar = '\x1F';
const lengthless = new Set(['\x02', '\x18', startOfScalar]);

/** `failsafe` leaves every value the text it is; duplicates are found by ourselves, in linear time. */
const options: ParseOptions & DocumentOptions & SchemaOptions = {
  schema: 'failsafe',
  version: '1.2',
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
};

/** What every object answers to already; libraries that look things up by name would find that instead. */
const forbiddenKeys = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

/** One text for a path, to look it up in a map. */
export const pathKey = (path: Path): string => path.join('\n');

export const isRawMap = (raw: Raw | undefined): raw is RawMap => typeof raw === 'object' && !Array.isArray(raw);

/** What stands at a path; undefined when nothing does. */
export function rawAt(raw: Raw, path: Path): Raw | undefined {
  let here: Raw | undefined = raw;
  for (const name of path) {
    if (typeof here !== 'object') return undefined;
    here = Array.isArray(here) ? here[Number(name)] : (here as RawMap)[name];
  }
  return here;
}

/** Writes a value at a path of a draft, with the maps above it that are missing. */
export function setRawAt(draft: Record<string, unknown>, path: Path, value: Raw): void {
  let here = draft;
  for (const name of path.slice(0, -1)) {
    if (typeof here[name] !== 'object') here[name] = Object.create(null);
    here = here[name] as Record<string, unknown>;
  }
  here[path[path.length - 1]] = value;
}

/** Takes away what stands at a path of a draft, if anything does. */
export function removeRawAt(draft: Record<string, unknown>, path: Path): void {
  const above = rawAt(draft as RawMap, path.slice(0, -1));
  if (isRawMap(above)) delete (above as Record<string, unknown>)[path[path.length - 1]];
}

/** True for a key that could reach the prototype of an object, alone or as a part of a dotted path. */
export const isForbiddenKey = (key: string): boolean => key.split('.').some(part => forbiddenKeys.has(part.trim()));

/**
 * Decodes a file.
 * @throws MistakesError when it is larger than 1 MiB or not UTF-8
 */
export function decodeScenario(bytes: Uint8Array, name: string): string {
  if (bytes.length > caps.bytes)
    throw refusal(sourceText(name, ''), `The file has ${bytes.length} bytes; a scenario has at most 1 MiB.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal(sourceText(name, ''), 'This is not UTF-8 text. A scenario is a YAML text file.');
  }
}

/**
 * Reads the bytes of a scenario file.
 * @throws MistakesError when nothing can be read, or what is there is no scenario
 */
export function readScenario(bytes: Uint8Array, name: string): ScenarioDocument {
  const document = readYaml(decodeScenario(bytes, name), name);
  if (isRawMap(document.raw)) return document;
  const place = document.placesOf([]).value;
  const message = 'Expected a scenario; its first line is `mpsim: 1`.';
  throw new MistakesError([...document.mistakes, mistakeAt(place, { path: '', message })]);
}

/**
 * Reads YAML text into a plain tree with places.
 * @param isFile  false for the value of a `--set` argument
 * @throws MistakesError when nothing can be read; mistakes that leave the rest readable are in the result
 */
export function readYaml(text: string, name: string, isFile = true): ScenarioDocument {
  return readYamlSource(sourceText(name, text.startsWith('\uFEFF') ? text.slice(1) : text, isFile));
}

/** The same for a part of a text, from `offset` to its end: the value in `--set path=value`. */
export function readYamlSource(source: SourceText, offset = 0): ScenarioDocument {
  refuseLargeOrBinary(source);
  const text = source.text.slice(offset);
  refuseManyTokens(text, source, offset);
  const tokens = [...new Parser().parse(text)];
  refuseDeepNesting(tokens, source, offset);
  const [document] = new Composer(options).compose(tokens, true, text.length);
  const problems = [...document.errors, ...document.warnings].slice(0, caps.problems);
  if (problems.length > 0)
    throw new MistakesError(
      problems.map(({ pos, message }) =>
        mistakeAt(
          { source, start: pos[0] + offset, end: pos[1] + offset },
          { path: '', message: `This is not YAML: ${message}.` },
        ),
      ),
    );
  return new Tree(source, offset).read(document.contents as YamlNode | null);
}

function refuseLargeOrBinary(source: SourceText): void {
  if (Buffer.byteLength(source.text) > caps.bytes) throw refusal(source, 'A scenario has at most 1 MiB.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is where control characters are refused
  const binary = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\uFFFE\uFFFF]|\p{Cs}/u.exec(source.text);
  if (binary) {
    const code = binary[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw refusal(source, `A scenario is text; the character U+${code} has no place in it.`, binary.index);
  }
}

/** Reads the words and signs alone, which costs little, before anything is built from them. */
function refuseManyTokens(text: string, source: SourceText, offset: number): void {
  const marks: Mistake[] = [];
  let tokens = 0;
  let at = offset;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > caps.tokens)
      throw refusal(source, `The file has more than ${caps.tokens} words and signs; no scenario needs as many.`, at);
    const message = isScalar ? undefined : marksRefused.get(CST.tokenType(token) ?? '');
    if (message !== undefined && marks.length < caps.marks)
      marks.push(mistakeAt({ source, start: at, end: at + token.length }, { path: '', message }));
    isScalar = token === startOfScalar;
    if (!lengthless.has(token)) at += token.length;
  }
  if (marks.length > 0) throw new MistakesError(marks);
}

/** Walks the raw tokens with a list of our own: the library itself would exhaust the stack, or the memory of its patterns. */
function refuseDeepNesting(tokens: readonly CST.Token[], source: SourceText, offset: number): void {
  const waiting: { token: CST.Token; depth: number }[] = [];
  let documents = 0;
  for (const token of tokens) {
    documents += token.type === 'document' ? 1 : 0;
    if (documents > 1)
      throw refusal(source, 'A file holds one scenario; `---` begins another document.', token.offset + offset);
    waiting.push({ token, depth: 0 });
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (token.type === 'directive')
      throw refusal(
        source,
        'YAML directives (`%`) are not part of the language. Remove the line.',
        token.offset + offset,
      );
    if (depth > caps.depth)
      throw refusal(
        source,
        `Nested more than ${caps.depth} levels deep; no setting lies as deep.`,
        token.offset + offset,
      );
    if (token.type === 'document' && token.value) waiting.push({ token: token.value, depth });
    if ('items' in token)
      for (const { key, value } of token.items as { key?: CST.Token | null; value?: CST.Token }[]) {
        if (key) waiting.push({ token: key, depth: depth + 1 });
        if (value) waiting.push({ token: value, depth: depth + 1 });
      }
  }
}

/** Turns the library's tree into plain values, and collects what must not stand in a scenario on the way. */
class Tree {
  readonly #source: SourceText;
  readonly #offset: number;
  readonly #places = new Map<string, Places>();
  readonly #mistakes: Mistake[] = [];
  readonly #spoiled = new Set<string>();
  #nodes = 0;

  constructor(source: SourceText, offset: number) {
    this.#source = source;
    this.#offset = offset;
  }

  read(root: YamlNode | null): ScenarioDocument {
    const top: Places = { key: undefined, value: this.#place(root) };
    this.#places.set('', top);
    const raw = this.#value(root, []);
    const places = this.#places;
    const placesOf = (path: Path): Places => {
      for (let length = path.length; length > 0; length -= 1) {
        const found = places.get(pathKey(path.slice(0, length)));
        if (found !== undefined) return found;
      }
      return top;
    };
    return { raw, placesOf, mistakes: this.#mistakes, spoiled: this.#spoiled };
  }

  #value(node: YamlNode | null, path: Path): Raw {
    this.#nodes += 1;
    if (this.#nodes > caps.nodes)
      throw refusal(this.#source, `The file has more than ${caps.nodes} values; no scenario needs as many.`);
    if (node === null) return '';
    if (isMap(node)) return this.#map(node.items as Pair<YamlNode, YamlNode | null>[], node.flow === true, path);
    if (isSeq(node))
      return node.items.map((item, i) => {
        const itemPath = [...path, String(i)];
        this.#places.set(pathKey(itemPath), { key: undefined, value: this.#place(item as YamlNode | null) });
        return this.#value(item as YamlNode | null, itemPath);
      });
    return isScalar(node) && typeof node.value === 'string' ? node.value : '';
  }

  #map(pairs: readonly Pair<YamlNode, YamlNode | null>[], inBraces: boolean, path: Path): RawMap {
    const map: Record<string, Raw> = Object.create(null);
    let previous: { key: string; place: Place } | undefined;
    for (const { key: keyNode, value: valueNode } of pairs) {
      const place = this.#place(keyNode);
      const key = this.#key(keyNode, place, path, map);
      if (key === undefined) continue;
      const here = [...path, key];
      if (inBraces && valueNode === null && previous !== undefined) {
        this.#reportComma(previous, key, place, path, map);
        continue;
      }
      this.#places.set(pathKey(here), { key: place, value: valueNode === null ? place : this.#place(valueNode) });
      map[key] = this.#value(valueNode, here);
      previous = { key, place };
    }
    return map;
  }

  /** The text of a key, or undefined (and a mistake) when it cannot be one. */
  #key(node: YamlNode | null, place: Place, path: Path, soFar: RawMap): string | undefined {
    if (!isScalar(node) || typeof node.value !== 'string' || node.value === '') {
      this.#report(place, path, 'A key is one word, as in `start: 2019-09-02 00:00`.');
      return undefined;
    }
    const key = node.value;
    if (key.length > caps.keyLength) this.#report(place, path, `A key has at most ${caps.keyLength} characters.`);
    else if (key === '<<') this.#report(place, path, 'Merge keys (`<<`) are not part of the language; use `variants`.');
    else if (isForbiddenKey(key)) this.#report(place, path, `\`${key}\` cannot be the name of anything.`);
    else if (key in soFar) {
      const first = this.#places.get(pathKey([...path, key]))?.key;
      const where = first === undefined ? '' : `; the first time on line ${lineNumber(first)}`;
      this.#report(place, [...path, key], `\`${key}\` is written twice${where}. Keep one of the two.`);
    } else return key;
    return undefined;
  }

  /** `{ service: lognormal(median 20 s, p95 90 s) }`: what follows the comma was meant to belong to the value before it. */
  #reportComma(previous: { key: string }, key: string, place: Place, path: Path, map: RawMap): void {
    const before = map[previous.key];
    const whole =
      typeof before === 'string' ? `${before} ${key}`.replace(/[()]/g, ' ').replace(/ +/g, ' ').trim() : key;
    this.#report(
      place,
      [...path, key],
      `\`${key}\` became a key of its own: a comma ends a value inside { }. Write \`${whole}\`.`,
    );
    this.#spoiled.add(pathKey([...path, previous.key]));
  }

  #report(place: Place, path: Path, message: string): void {
    if (this.#mistakes.length >= caps.problems) throw new MistakesError(this.#mistakes);
    this.#mistakes.push(mistakeAt(place, { path: path.join('.'), message }));
  }

  #place(node: YamlNode | null): Place {
    const [start, end] = node?.range ?? [0, 0];
    return { source: this.#source, start: start + this.#offset, end: end + this.#offset };
  }
}

function refusal(source: SourceText, message: string, at = 0): MistakesError {
  return new MistakesError([mistakeAt({ source, start: at, end: at + 1 }, { path: '', message })]);
}
