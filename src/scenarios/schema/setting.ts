/**
 * A setting: one value that a scenario may give, with what it means, its unit, its default and who says so. Settings are
 * declared once, in the files beside this one; from them come the check, the types, the assumption ledger and the manual.
 */
import { z } from 'zod';
import type { Distribution } from '../../sim/index.ts';
import { readDistribution } from '../distribution-words.ts';
import { readDailyRate, readTimeZone } from '../hours.ts';
import { didYouMean } from '../nearest-word.ts';
import {
  NotBuiltYet,
  readBitRate,
  readCount,
  readDuration,
  readLocalTime,
  readMoney,
  readRate,
  readShare,
  readSize,
  Unreadable,
} from '../quantities.ts';
import type { Origin } from './sources.ts';

export interface SettingFacts extends Partial<Origin> {
  /** What the setting means, in one sentence. */
  meaning: string;
  /** As it is written when the file says nothing; undefined for what a file must say, or may leave open. */
  default: string | undefined;
  /** What kind of value it takes, as in "time" or "share". */
  unit: string;
  /** The words it takes, where it takes nothing else; and those that are not built yet. */
  words?: readonly string[];
  wordsNotBuilt?: readonly string[];
  /**
   * Reads a value of the setting.
   * @throws Unreadable
   */
  read(text: string): unknown;
}

/** The facts of every declared setting, by its schema. */
export const factsOfSettings = z.registry<SettingFacts>();

/** How one kind of value is read. */
export interface Kind<Value> {
  unit: string;
  /** The words it takes, where it takes nothing else; and those that are not built yet. */
  words?: readonly string[];
  wordsNotBuilt?: readonly string[];
  /** @throws Unreadable */
  read(text: string): Value;
}

/** What an issue of a setting says beside its message. */
export interface WhatIsWrong {
  /** Which part of the text is wrong; the whole when undefined. */
  part: { at: number; length: number } | undefined;
  isNotBuilt: boolean;
}

type About = Partial<Origin> & { meaning: string };

/** A setting that the file must give. */
export function required<Value>(kind: Kind<Value>, about: About) {
  return leaf(kind).register(factsOfSettings, { ...about, ...factsOf(kind), default: undefined });
}

/** A setting that has a default, written as it would be in a file. */
export function setting<Value>(kind: Kind<Value>, about: About & Origin & { default: string }) {
  return leaf(kind)
    .prefault(about.default)
    .register(factsOfSettings, { ...about, ...factsOf(kind) });
}

/** A setting that may be left out and then has no value, or one that depends on others. */
export function optional<Value>(kind: Kind<Value>, about: About) {
  return leaf(kind)
    .optional()
    .register(factsOfSettings, { ...about, ...factsOf(kind), default: undefined });
}

const factsOf = <Value>({ unit, words, wordsNotBuilt, read }: Kind<Value>) => ({
  unit,
  read,
  ...(words === undefined ? {} : { words }),
  ...(wordsNotBuilt === undefined ? {} : { wordsNotBuilt }),
});

/** The last value is kept, since most groups and variants rest on the same default. What files say belongs to one scenario. */
function leaf<Value>(kind: Kind<Value>) {
  let last: { text: string; value: Value } | undefined;
  return z.string().transform((text, context): Value => {
    try {
      if (text.trim() === '') throw new Unreadable(`There is no value. Expected ${kind.unit}.`);
      if (text.includes('measured')) return kind.read(text.trim());
      if (last?.text !== text) last = { text, value: kind.read(text.trim()) };
      return last.value;
    } catch (problem) {
      if (!(problem instanceof Unreadable)) throw problem;
      const params = { part: problem.part, isNotBuilt: problem instanceof NotBuiltYet } satisfies WhatIsWrong;
      context.addIssue({ code: 'custom', message: problem.message, params });
      return z.NEVER;
    }
  });
}

export const time: Kind<ReturnType<typeof readDuration>> = { unit: 'a time', read: readDuration };
export const size: Kind<ReturnType<typeof readSize>> = { unit: 'a volume of data', read: positive(readSize) };
export const share: Kind<number> = { unit: 'a share', read: readShare };
export const bitRate: Kind<number> = { unit: 'a bit rate', read: positive(readBitRate) };
export const money: Kind<ReturnType<typeof readMoney>> = { unit: 'an amount of money', read: readMoney };
export const localTime: Kind<number> = { unit: 'a date and time', read: readLocalTime };
export const timeZone: Kind<string> = { unit: 'a time zone', read: readTimeZone };
export const dailyRate: Kind<ReturnType<typeof readDailyRate>> = { unit: 'a number for each day', read: readDailyRate };
export const timeDistribution: Kind<Distribution> = {
  unit: 'a distribution of times',
  read: text => readDistribution(text, 'time'),
};
export const sizeDistribution: Kind<Distribution> = {
  unit: 'a distribution of volumes',
  read: text => readDistribution(text, 'size'),
};

/** A time after which something is done again; what came without a pause would never let the run end. */
export const pause: Kind<ReturnType<typeof readDuration>> = {
  unit: 'a time',
  read(text) {
    const time = readDuration(text);
    if (time < 1e6) throw new Unreadable('Expected at least 1 s.');
    return time;
  },
};

/** A time that must not be zero. */
export const someTime: Kind<ReturnType<typeof readDuration>> = { unit: 'a time', read: positive(readDuration) };

/** A rate, or `none` for no limit. */
export const rateOrNone: Kind<number | undefined> = {
  unit: 'a rate, or none',
  read: text => (text === 'none' ? undefined : positive(readRate)(text)),
};

/** A time that must not be zero, or `none`. */
export const timeOrNone: Kind<number | undefined> = {
  unit: 'a time, or none',
  read: text => (text === 'none' ? undefined : positive(readDuration)(text)),
};

/** A whole number between two bounds, both included. */
export const countFrom = (least: number, most: number = Number.MAX_SAFE_INTEGER): Kind<number> => ({
  unit: 'a whole number',
  read(text) {
    const count = readCount(text);
    if (count < least) throw new Unreadable(`Expected at least ${least}.`);
    if (count > most) throw new Unreadable(`Expected at most ${most}.`);
    return count;
  },
});

/** One of a few words; words of the language that no model offers yet are given with what they need. */
export const oneOf = <const Word extends string>(
  words: readonly Word[],
  notBuiltYet: Readonly<Record<string, string>> = {},
): Kind<Word> => ({
  unit: unitOfWords(words, Object.keys(notBuiltYet)),
  words,
  wordsNotBuilt: Object.keys(notBuiltYet),
  read(text) {
    const word = words.find(known => known === text);
    if (word !== undefined) return word;
    if (Object.hasOwn(notBuiltYet, text)) throw new NotBuiltYet(`needs ${notBuiltYet[text]}`);
    const known = [...words, ...Object.keys(notBuiltYet)];
    throw new Unreadable(`Expected one of: ${known.join(', ')}.${didYouMean(text, known)}`);
  },
});

function unitOfWords(words: readonly string[], notBuiltYet: readonly string[]): string {
  const built = words.length === 1 ? `\`${words[0]}\`` : `one of ${words.join(', ')}`;
  return notBuiltYet.length === 0 ? built : `${built} (not built yet: ${notBuiltYet.join(', ')})`;
}

/** The version of the language that a file is written in. */
export const languageVersion: Kind<1> = {
  unit: '`1`',
  words: ['1'],
  read(text) {
    if (text !== '1') throw new Unreadable('This mpsim reads version 1 of the language. Write `mpsim: 1`.');
    return 1;
  },
};

/** Text for people: a title, a name. */
export const text = (longest: number): Kind<string> => ({
  unit: 'a text',
  read(written) {
    if (written.length > longest) throw new Unreadable(`Expected at most ${longest} characters.`);
    if (/[\p{Cc}\p{Cf}]/u.test(written.replace(/\n/g, ' ')))
      throw new Unreadable('Expected text without control characters.');
    return written;
  },
});

export const hostName: Kind<string> = {
  unit: 'a host name',
  read(written) {
    const labels = written.split('.');
    const fits = written.length <= 253 && labels.every(label => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label));
    if (!fits) throw new Unreadable('Expected a host name, for example `mobileplans.contoso.example`.');
    return written.toLowerCase();
  },
};

/** `read` for a value that must not be zero. */
export function positive<Value extends number>(read: (text: string) => Value): (text: string) => Value {
  return written => {
    const value = read(written);
    if (value <= 0) throw new Unreadable('Expected more than zero.');
    return value;
  };
}
