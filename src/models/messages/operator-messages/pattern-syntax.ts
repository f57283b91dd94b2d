/**
 * Reads an ECMAScript regular expression into a tree. Taken is what can be matched without ever going back in the text, in
 * time proportional to it; the rest is refused with the place, the reason, and what to write instead.
 *
 * Source: ECMAScript Language Specification, "RegExp (Regular Expression) Objects". Assumption: no page says which flags
 * Windows sets, so none is: letters count as written, ^ and $ mean the ends of the text. A character is a whole code point.
 */
import { type Parsed, parsed, unreadable } from '../../identifiers.ts';
import {
  blanks,
  type Characters,
  digits,
  everyCharacter,
  except,
  insideOfLines,
  joined,
  wordCharacters,
} from './characters.ts';

/** From where to where it stands in the pattern, in UTF-16 units. */
interface Placed {
  readonly from: number;
  readonly to: number;
}

export type PatternPart = Placed &
  (
    | { readonly kind: 'oneOf'; readonly characters: Characters }
    | { readonly kind: 'edge'; readonly edge: 'start' | 'end' | 'ofWord' | 'insideWord' }
    | { readonly kind: 'sequence'; readonly parts: readonly PatternPart[] }
    | { readonly kind: 'choice'; readonly ways: readonly PatternPart[] }
    | { readonly kind: 'group'; readonly catches: boolean; readonly inside: PatternPart }
    | {
        readonly kind: 'repeat';
        readonly part: PatternPart;
        readonly least: number;
        readonly most: number;
        readonly lazy: boolean;
      }
  );

export interface PatternTree {
  readonly root: PatternPart;
  /** How many groups catch. */
  readonly groups: number;
}

/** Groups in each other. Assumption: the documents name no limit; nobody can read a tenth of it. */
const deepestGroup = 50;
/** The engine's own limit. */
export const mostRepeats = 1_000;

/** Ends the reading from within; it never leaves this file. */
class Refused extends Error {}

export function readPattern(text: string): Parsed<PatternTree> {
  try {
    return parsed(new PatternReader(text).read());
  } catch (problem) {
    if (problem instanceof Refused) return unreadable(problem.message);
    throw problem;
  }
}

class PatternReader {
  private at = 0;
  private groups = 0;
  private depth = 0;
  private readonly names = new Set<string>();
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(): PatternTree {
    const root = this.choice();
    if (this.at < this.text.length) this.refuse(this.at, ') closes no group', 'write \\) for the character');
    return { root, groups: this.groups };
  }

  private refuse(at: number, reason: string, instead?: string): never {
    const place = `character ${at + 1} of the pattern: ${reason}`;
    throw new Refused(instead === undefined ? place : `${place}; ${instead}`);
  }

  private choice(): PatternPart {
    const from = this.at;
    const ways = [this.sequence()];
    while (this.text[this.at] === '|') {
      this.at += 1;
      ways.push(this.sequence());
    }
    return ways.length === 1 ? ways[0]! : { kind: 'choice', ways, from, to: this.at };
  }

  private sequence(): PatternPart {
    const from = this.at;
    const parts: PatternPart[] = [];
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')')
      parts.push(this.repeated());
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts, from, to: this.at };
  }

  /* ---- Repeats ---- */

  private repeated(): PatternPart {
    const from = this.at;
    const part = this.single();
    const times = this.times();
    if (times === undefined) return part;
    if (part.kind === 'edge')
      this.refuse(from, `${this.text.slice(part.from, part.to)} takes no character, so it cannot be repeated`);
    const lazy = this.text[this.at] === '?';
    if (lazy) this.at += 1;
    if (this.times() !== undefined) this.refuse(from, 'a repeat is repeated', 'put (?:...) around the inner one');
    return { kind: 'repeat', part, ...times, lazy, from, to: this.at };
  }

  private times(): { least: number; most: number } | undefined {
    const from = this.at;
    const sign = this.text[from];
    const most = Number.POSITIVE_INFINITY;
    if (sign === '*' || sign === '+' || sign === '?') {
      this.at += 1;
      return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : most };
    }
    const counted = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.text.slice(from, from + 40));
    if (counted === null) return undefined;
    this.at += counted[0].length;
    const least = Number(counted[1]);
    const upTo = counted[2] === undefined ? least : counted[3] === '' ? most : Number(counted[3]);
    if (least > upTo) this.refuse(from, `${counted[0]} ends before it begins`, `write {${upTo},${least}}`);
    if (least > mostRepeats || (upTo !== most && upTo > mostRepeats))
      this.refuse(
        from,
        `${counted[0]} repeats more than ${mostRepeats} times`,
        'write * or + where the number does not matter',
      );
    return { least, most: upTo };
  }

  /* ---- What is repeated ---- */

  private single(): PatternPart {
    const from = this.at;
    const sign = this.text[from]!;
    if (sign === '(') return this.group();
    if (sign === '[') return this.oneOf(this.characterClass(), from);
    if (sign === '\\') return this.escaped();
    if (this.times() !== undefined)
      this.refuse(from, `${this.text.slice(from, this.at)} has nothing to repeat`, `write \\${sign} for the character`);
    const character = this.character();
    if (sign === '^') return { kind: 'edge', edge: 'start', from, to: this.at };
    if (sign === '$') return { kind: 'edge', edge: 'end', from, to: this.at };
    return this.oneOf(sign === '.' ? insideOfLines : justThis(character), from);
  }

  private oneOf(characters: Characters, from: number): PatternPart {
    return { kind: 'oneOf', characters, from, to: this.at };
  }

  /** The next code point. */
  private character(): number {
    const code = this.text.codePointAt(this.at)!;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  private group(): PatternPart {
    const from = this.at;
    this.at += 1;
    const catches = this.groupHead(from);
    if (catches) this.groups += 1;
    this.depth += 1;
    if (this.depth > deepestGroup) this.refuse(from, `groups are nested deeper than ${deepestGroup}`);
    const inside = this.choice();
    this.depth -= 1;
    if (this.text[this.at] !== ')') this.refuse(from, 'this group is never closed', 'write \\( for the character');
    this.at += 1;
    return { kind: 'group', catches, inside, from, to: this.at };
  }

  /** Behind the bracket: whether the group catches. */
  private groupHead(from: number): boolean {
    if (this.text[this.at] !== '?') return true;
    const head = /^\?(?:<?[=!]|:|<([^>]*)>)?/.exec(this.text.slice(this.at))!;
    const [sign, name] = head;
    this.at += sign.length;
    if (sign === '?:') return false;
    if (sign.endsWith('=') || sign.endsWith('!'))
      this.refuse(from, `(${sign} looks around without taking characters`, lookInstead(sign));
    if (name === undefined)
      this.refuse(
        from,
        `(${this.text.slice(this.at - 1, this.at + 1)} begins no kind of group`,
        'groups are (...), (?:...) and (?<name>...)',
      );
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name))
      this.refuse(from, `"${name.slice(0, 40)}" is no name of a group`);
    if (this.names.has(name)) this.refuse(from, `two groups are called ${name}`);
    this.names.add(name);
    return true;
  }

  /* ---- Escapes and classes ---- */

  private escaped(): PatternPart {
    const from = this.at;
    const sign = this.text[from + 1];
    if (sign === 'b' || sign === 'B') {
      this.at += 2;
      return { kind: 'edge', edge: sign === 'b' ? 'ofWord' : 'insideWord', from, to: this.at };
    }
    return this.oneOf(this.escape(), from);
  }

  /** What an escape stands for, in a class or outside. */
  private escape(): Characters {
    const from = this.at;
    const sign = this.text[from + 1];
    if (sign === undefined) this.refuse(from, 'a \\ stands at the end', 'write \\\\ for the character');
    const many = classEscapes[sign];
    const one = controlEscapes[sign];
    if (many !== undefined || one !== undefined) this.at += 2;
    if (many !== undefined) return many;
    if (one !== undefined) return justThis(one);
    if (/[1-9]/.test(sign))
      this.refuse(
        from,
        `\\${sign} asks for the text of a group again, which takes going back`,
        'write the pattern of that text once more',
      );
    if (sign === 'k')
      this.refuse(
        from,
        '\\k asks for the text of a group again, which takes going back',
        'write the pattern of that text once more',
      );
    if (sign === 'p' || sign === 'P')
      this.refuse(
        from,
        `\\${sign} names classes of characters, which need a flag that is not set`,
        'write the characters in [...]',
      );
    return justThis(this.numbered(from, sign));
  }

  /** One character by its number, or a sign that stands for itself. */
  private numbered(from: number, sign: string): number {
    const rest = this.text.slice(from, from + 12);
    const hex =
      /^\\(?:x([\da-fA-F]{2})|u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})|u([\da-fA-F]{4}))/.exec(rest);
    if (hex !== null) {
      this.at += hex[0].length;
      const [, byte, high, low, unit] = hex;
      if (high !== undefined && low !== undefined)
        return 0x10000 + ((Number.parseInt(high, 16) & 0x3ff) << 10) + (Number.parseInt(low, 16) & 0x3ff);
      return Number.parseInt(byte ?? unit ?? '0', 16);
    }
    const control = /^\\c([A-Za-z])/.exec(rest)?.[1];
    if (control !== undefined) {
      this.at += 3;
      return control.charCodeAt(0) & 0x1f;
    }
    if (sign === '0' && !/^\\0\d/.test(rest)) {
      this.at += 2;
      return 0;
    }
    if (/[\dA-Za-z]/.test(sign)) this.refuse(from, `\\${sign} has no meaning here`, unknownInstead(sign));
    this.at += 1;
    return this.character();
  }

  private characterClass(): Characters {
    const from = this.at;
    this.at += 1;
    const isNegated = this.text[this.at] === '^';
    if (isNegated) this.at += 1;
    const found: (readonly [number, number])[] = [];
    while (this.text[this.at] !== ']') {
      if (this.at >= this.text.length) this.refuse(from, 'this class is never closed', 'write \\[ for the character');
      const begin = this.at;
      const first = this.member();
      if (this.text[this.at] !== '-' || this.text[this.at + 1] === ']' || this.text[this.at + 1] === undefined) {
        found.push(...first);
        continue;
      }
      this.at += 1;
      const last = this.member();
      if (!isOne(first) || !isOne(last)) found.push(...first, ...justThis(0x2d), ...last);
      else if (first[0][0] > last[0][0]) this.refuse(begin, `${this.text.slice(begin, this.at)} ends before it begins`);
      else found.push([first[0][0], last[0][0]]);
    }
    this.at += 1;
    return isNegated ? (found.length === 0 ? everyCharacter : except(found)) : joined(found);
  }

  private member(): Characters {
    if (this.text[this.at] !== '\\') return justThis(this.character());
    if (this.text[this.at + 1] === 'b') {
      this.at += 2;
      return justThis(0x08);
    }
    return this.escape();
  }
}

const justThis = (character: number): Characters => [[character, character]];
const isOne = (set: Characters): set is readonly [readonly [number, number]] =>
  set.length === 1 && set[0]![0] === set[0]![1];

const classEscapes: Readonly<Record<string, Characters | undefined>> = {
  d: digits,
  D: except(digits),
  w: wordCharacters,
  W: except(wordCharacters),
  s: blanks,
  S: except(blanks),
};

const controlEscapes: Readonly<Record<string, number | undefined>> = { t: 0x09, n: 0x0a, v: 0x0b, f: 0x0c, r: 0x0d };

const lookInstead = (sign: string): string =>
  sign.endsWith('!')
    ? 'give texts that must not match a rule of their own before this one'
    : 'write what stands there as a part of the pattern, outside of the groups';

const unknownInstead = (sign: string): string =>
  sign === 'u' || sign === 'x'
    ? 'write \\u and four hexadecimal digits, \\x and two, or the character itself'
    : `write ${sign} for the letter`;
