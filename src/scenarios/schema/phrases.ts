/**
 * Phrases: settings whose value is a few words around one or two quantities, as in `open at 50 % of 20 for 30 s`. A
 * comma would end the value inside `{ }`, so none has one.
 */
import { readFactor } from '../factors.ts';
import { readHours } from '../hours.ts';
import { readTimeOfDay } from '../moments.ts';
import {
  isUnit,
  plainNumber,
  readCount,
  readDuration,
  readMoney,
  readRate,
  readShare,
  readSize,
  Unreadable,
} from '../quantities.ts';
import { readRange } from '../ranges.ts';
import { countFrom, hostName, type Kind, pause, positive, text } from './setting.ts';

const longest = 200;
const aCount = countFrom(1, 1_000_000).read;

/** A phrase with gaps: each group of the pattern is given to the reader of the same place. */
function phrase<Value>(
  unit: string,
  example: string,
  pattern: RegExp,
  read: (...parts: string[]) => Value,
): Kind<Value> {
  return {
    unit,
    read(text) {
      if (text.length > longest) throw new Unreadable(`Expected ${unit} in at most ${longest} characters.`);
      const words = text.replace(/\s+/g, ' ');
      const match = pattern.exec(words);
      if (match === null) throw new Unreadable(`Expected ${unit}, for example \`${example}\`.`);
      return read(...match.slice(1));
    },
  };
}

/** How much a value is scaled: `x3`. */
export const factor: Kind<number> = { unit: 'a factor', read: readFactor };

/** One of several shares of a whole. */
export const shareOrRest: Kind<number | 'rest'> = {
  unit: 'a share, or rest',
  read: text => (text === 'rest' ? text : readShare(text)),
};

export const pageSize = phrase(
  'the size of a page',
  '14 resources 900 kB',
  /^(\S+) resources? (\S+(?: \S+)?)$/,
  (resources, bytes) => ({ resources: aCount(resources), bytes: positive(readSize)(bytes) }),
);

/** Calls to tiers, each with a name of its own: `crm.signIn`, `kyc.check then crm.create`. */
export const calls = phrase(
  'a call to a tier',
  'crm.signIn',
  /^([\w-]+\.[\w-]+(?: then [\w-]+\.[\w-]+)*)$/,
  (joined): readonly { tier: string; call: string }[] =>
    joined.split(' then ').map(one => {
      const [tier, call] = one.split('.');
      return { tier, call };
    }),
);

/** What follows: a step, and how often that way is taken at most. */
export const branch = phrase(
  'a step',
  'sign-in at most 3 times',
  /^([\w-]+)(?: at most (\S+) times?)?$/,
  (step, most) => ({
    step,
    atMost: most === undefined ? undefined : countFrom(1, 1_000).read(most),
  }),
);

/** Of those who go on, the share who go one way, and how often a buyer takes it at most; the share is read with the others. */
export const wayShare = phrase(
  'a share, or rest',
  '30 % at most 2 times',
  /^((?:(?! at most ).)+)(?: at most (\S+) times?)?$/,
  (share, most) => ({ share, atMost: most === undefined ? undefined : countFrom(1, 1_000).read(most) }),
);

/** When in the week something happens: `by hour office weekdays`. */
export const hoursOfDay: Kind<ReturnType<typeof readHours>> = { unit: 'hours of the day', read: readHours };

/** How many times a day something happens, at any hour: `2 per day`. */
export const timesPerDay = phrase('a number per day', '2 per day', /^(\S{1,30}) per day$/, text => {
  const perDay = plainNumber(text);
  if (perDay === undefined || perDay <= 0 || perDay > 10_000)
    throw new Unreadable('Expected a number per day from above 0 to 10000, for example `2 per day`.');
  return perDay;
});

export const restock = phrase(
  'a delivery',
  '5_000 every day at 06:00',
  /^(\S+) every (day|week|\S+ \S+)(?: at (\d\d:\d\d))?$/,
  (profiles, every, at) => ({
    profiles: aCount(profiles),
    every: pause.read(every === 'day' || every === 'week' ? `1 ${every}` : every),
    at: at === undefined ? undefined : readTimeOfDay(at),
  }),
);

/** `limit: 120 per s per operator`; whose requests are counted together follows the rate. */
export const limit = phrase(
  'a rate limit',
  '120 per s per operator',
  /^(\S+ ?(?:per |\/ ?)\S+)(?: per (operator|sim))?$/,
  (rate, scope): { perSecond: number; scope: 'operator' | 'sim' | undefined } => ({
    perSecond: positive(readRate)(rate),
    scope: scope === 'operator' || scope === 'sim' ? scope : undefined,
  }),
);

export const overLimit = phrase(
  'an answer',
  '429 retryAfter 30 s',
  /^(429|503)(?: retryAfter (.+))?$/,
  (status, after) => ({ status: Number(status), retryAfter: after === undefined ? undefined : readDuration(after) }),
);

export const retries = phrase('retries', '1 after 100 ms', /^(\S+) after (.+)$/, (times, wait) => ({
  times: countFrom(0, 100).read(times),
  wait: readDuration(wait),
}));

/** A breaker opens when so many of the last calls failed, and stays open for so long. */
export const breaker = phrase(
  'a circuit breaker',
  'open at 50 % of 20 for 30 s',
  /^open at (\S+ ?%) of (\S+) for (.+)$/,
  (failed, calls, wait) => ({ failed: readShare(failed), of: aCount(calls), for: positive(readDuration)(wait) }),
);

/** How long a fresh server is cold, and how much slower it is so long. */
export const coldStart = phrase('a time and a factor', '60 s at x3', /^(.+) at (x ?\S+)$/, (time, by) => ({
  for: readDuration(time),
  by: readFactor(by),
}));

export const serversAtOnce = phrase('a number of servers', '1 server', /^(\S+) servers?$/, aCount);

/** One of a group's devices, counted from 1. */
export const oneDevice = phrase('a device', 'laptops 17', /^([A-Za-z][A-Za-z0-9-]{0,63}) (\S+)$/, (group, index) => ({
  group,
  index: countFrom(1, 100_000_000).read(index),
}));

/** A name that something in the scenario has; whether it exists is checked where all names are known. */
export const reference = (what: string, example: string): Kind<string> =>
  phrase(what, example, /^([A-Za-z][\w.-]*)$/, name => name);

/** `ocsp.digicert.com`; `*smartscreen.microsoft.com` for all hosts that end so. */
export const hostOrPattern: Kind<string> = {
  unit: 'a host name',
  read: written => (written.startsWith('*') ? `*${hostName.read(written.slice(1))}` : hostName.read(written)),
};

/** What so much data costs: `2 EUR per 100 MB`. */
export const pricePerData = phrase(
  'a price for data',
  '2 EUR per 100 MB',
  /^(\S+ ?[A-Z]{3}) per (.+)$/,
  (price, per) => ({
    price: readMoney(price),
    per: positive(readSize)(per),
  }),
);

/** The number of a SIM card, from a text without quotes that other tools would read as a number. */
export const iccid: Kind<string> = {
  unit: 'an ICCID in quotes',
  read(text) {
    if (!/^89\d{17,18}$/.test(text)) throw new Unreadable('Expected an ICCID: 19 or 20 digits that begin with 89.');
    return text;
  },
};

/** Values to try; each is read by the setting that it is for. */
export const range: Kind<ReturnType<typeof readRange>> = { unit: 'a range or a choice', read: readRange };

/** A number without a unit, such as what a server costs in a currency of one's own. */
export const number: Kind<number> = {
  unit: 'a number',
  read(text) {
    const value = plainNumber(text);
    if (value === undefined) throw new Unreadable('Expected a number, for example `6`.');
    return value;
  },
};

/** How long something may take: `24 h`; or `24 h of calm`, counted from the last fault on. */
export const within = phrase('a time', '24 h of calm', /^(.+?)( of calm)?$/, (time, calm) => ({
  time: positive(readDuration)(time),
  ofCalm: calm !== undefined,
}));

/** A column of a table and the unit of its numbers: `ms in ms`, `bytes in kB`. */
export const measuredColumn = phrase('a column and its unit', 'ms in ms', /^(.+) in (\S+)$/, (column, unit) => {
  if (!isUnit(unit) && unit !== '%')
    throw new Unreadable(`\`${unit}\` is not a unit. Expected one like \`ms\`, \`s\` or \`kB\`.`);
  return { column, unit };
});

/** An expression; what it says is read with the names of the run at hand. */
export const expression: Kind<string> = {
  unit: 'an expression',
  read: text(1_000_000).read,
};

export const truth: Kind<boolean> = {
  unit: 'true or false',
  read(text) {
    if (text !== 'true' && text !== 'false')
      throw new Unreadable(
        `Expected \`true\` or \`false\`.${/^(?:yes|no|on|off)$/i.test(text) ? ` Write \`${/^(?:yes|on)$/i.test(text)}\`.` : ''}`,
      );
    return text === 'true';
  },
};

/** Entries that fit into a cache. */
export const entries: Kind<number> = { unit: 'a whole number', read: text => positive(readCount)(text) };
