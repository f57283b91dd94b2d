/**
 * The way of a request through the tiers of a back end:
 *
 *     gateway > api > cache else billing > ledger            > waits for the next tier and holds its thread so long;
 *     gateway > api > (crm then payment) later billing       else is asked after a miss; then is next; later is queued
 *                                                            after the answer
 *
 *     path  = steps [ later steps ]            chain = place [ else chain ] [ > chain ]
 *     steps = chain { then chain }             place = NAME | ( path )
 */
import { Unreadable } from './quantities.ts';

export type TierPath =
  | { kind: 'tier'; name: string; at: number }
  /** The caller waits, and holds its thread. */
  | { kind: 'waits'; caller: string; at: number; called: TierPath }
  | { kind: 'orElse'; asked: TierPath; afterMiss: TierPath }
  | { kind: 'inTurn'; steps: readonly TierPath[] }
  | { kind: 'later'; first: TierPath; afterAnswer: TierPath };

interface Word {
  text: string;
  at: number;
}

const longest = 500;
const deepest = 10;
const example = 'Expected tiers and what lies between them, as in `gateway > api > cache else billing`.';
/** Words between tiers, so no tier can have their name. */
export const wordsOfPaths: readonly string[] = ['else', 'then', 'later'];
const between = new Set(['>', ...wordsOfPaths]);

/**
 * Reads a path.
 * @throws Unreadable with the part that is wrong
 */
export function readTierPath(text: string): TierPath {
  if (text.length > longest) throw new Unreadable(`A path has at most ${longest} characters.`);
  const words = [...text.matchAll(/[A-Za-z][\w-]*|[>()]|\S/g)].map(match => ({ text: match[0], at: match.index }));
  const reader = new PathReader(words, text.length);
  const path = reader.path(0);
  reader.expectEnd();
  return path;
}

/** All tiers that a path names, in the order of the text. */
export function tiersOf(path: TierPath): readonly Word[] {
  switch (path.kind) {
    case 'tier':
      return [{ text: path.name, at: path.at }];
    case 'waits':
      return [{ text: path.caller, at: path.at }, ...tiersOf(path.called)];
    case 'orElse':
      return [...tiersOf(path.asked), ...tiersOf(path.afterMiss)];
    case 'inTurn':
      return path.steps.flatMap(tiersOf);
    case 'later':
      return [...tiersOf(path.first), ...tiersOf(path.afterAnswer)];
  }
}

/** Tiers whose thread is held while another works: the caller and whom it calls directly. */
export function waitsOf(path: TierPath): readonly { caller: string; called: Word }[] {
  switch (path.kind) {
    case 'tier':
      return [];
    case 'waits':
      return [...entrances(path.called).map(called => ({ caller: path.caller, called })), ...waitsOf(path.called)];
    case 'orElse':
      return [...waitsOf(path.asked), ...waitsOf(path.afterMiss)];
    case 'inTurn':
      return path.steps.flatMap(waitsOf);
    case 'later':
      return [...waitsOf(path.first), ...waitsOf(path.afterAnswer)];
  }
}

/** A place at which a tier would wait for itself, directly or through others; undefined when there is none. */
export function waitsForItself(path: TierPath, held: readonly string[] = []): Word | undefined {
  switch (path.kind) {
    case 'tier':
      return held.includes(path.name) ? { text: path.name, at: path.at } : undefined;
    case 'waits':
      if (held.includes(path.caller)) return { text: path.caller, at: path.at };
      return waitsForItself(path.called, [...held, path.caller]);
    case 'orElse':
      return waitsForItself(path.asked, held) ?? waitsForItself(path.afterMiss, held);
    case 'inTurn':
      return path.steps.reduce<Word | undefined>((found, step) => found ?? waitsForItself(step, held), undefined);
    case 'later':
      return waitsForItself(path.first, held) ?? waitsForItself(path.afterAnswer);
  }
}

/** Tiers that are asked before `else`: caches, which may have no answer. */
export function askedFirst(path: TierPath): readonly Word[] {
  switch (path.kind) {
    case 'tier':
      return [];
    case 'waits':
      return askedFirst(path.called);
    case 'orElse':
      return [...entrances(path.asked), ...askedFirst(path.asked), ...askedFirst(path.afterMiss)];
    case 'inTurn':
      return path.steps.flatMap(askedFirst);
    case 'later':
      return [...askedFirst(path.first), ...askedFirst(path.afterAnswer)];
  }
}

/** Where a call of the whole path arrives: at its first tier, or at one after the other. */
function entrances(path: TierPath): readonly Word[] {
  switch (path.kind) {
    case 'tier':
      return tiersOf(path);
    case 'waits':
      return [{ text: path.caller, at: path.at }];
    case 'orElse':
      return [...entrances(path.asked), ...entrances(path.afterMiss)];
    case 'inTurn':
      return path.steps.flatMap(entrances);
    case 'later':
      return entrances(path.first);
  }
}

class PathReader {
  readonly #words: readonly Word[];
  readonly #end: number;
  #next = 0;

  constructor(words: readonly Word[], end: number) {
    this.#words = words;
    this.#end = end;
  }

  path(depth: number): TierPath {
    const first = this.#steps(depth);
    return this.#take('later') ? { kind: 'later', first, afterAnswer: this.#steps(depth) } : first;
  }

  #steps(depth: number): TierPath {
    const steps = [this.#chain(depth)];
    while (this.#take('then')) steps.push(this.#chain(depth));
    return steps.length === 1 ? steps[0] : { kind: 'inTurn', steps };
  }

  /** Both `>` and `else` bind to what stands before them; what follows is the rest of the chain. */
  #chain(depth: number): TierPath {
    const place = this.#place(depth);
    if (this.#take('else')) return { kind: 'orElse', asked: place, afterMiss: this.#chain(depth) };
    const arrow = this.#words[this.#next];
    if (!this.#take('>')) return place;
    if (place.kind !== 'tier') throw new Unreadable(`Only one tier can wait for the next. ${example}`, part(arrow));
    return { kind: 'waits', caller: place.name, at: place.at, called: this.#chain(depth) };
  }

  #place(depth: number): TierPath {
    const word = this.#words[this.#next];
    if (word === undefined || between.has(word.text) || word.text === ')') throw this.#unexpected('a tier');
    this.#next += 1;
    if (word.text === '(') {
      if (depth >= deepest) throw new Unreadable(`Brackets are nested at most ${deepest} deep.`, part(word));
      const inside = this.path(depth + 1);
      if (!this.#take(')')) throw this.#unexpected('`)`');
      return inside;
    }
    if (!/^[A-Za-z]/.test(word.text))
      throw new Unreadable(`\`${word.text}\` has no place here. ${example}`, part(word));
    return { kind: 'tier', name: word.text, at: word.at };
  }

  expectEnd(): void {
    if (this.#next < this.#words.length) throw this.#unexpected('`>`, `else`, `then` or `later`');
  }

  #take(text: string): boolean {
    if (this.#words[this.#next]?.text !== text) return false;
    this.#next += 1;
    return true;
  }

  #unexpected(wanted: string): Unreadable {
    const word = this.#words[this.#next];
    if (word === undefined)
      return new Unreadable(`The path ends where ${wanted} was expected. ${example}`, {
        at: Math.max(0, this.#end - 1),
        length: 1,
      });
    return new Unreadable(`Expected ${wanted} before \`${word.text}\`. ${example}`, part(word));
  }
}

const part = ({ text, at }: Word) => ({ at, length: text.length });
