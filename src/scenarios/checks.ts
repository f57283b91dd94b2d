/**
 * What a schema of single values cannot see: names that must exist, shares that must add up, one of two that must be
 * given. Each check reads the document itself, so that it speaks even when other settings are wrong.
 */

import { completeShares, SharesDoNotAddUp } from './distribution-words.ts';
import { checkHabits, hasLoad } from './habit-checks.ts';
import { clockChanges, readTimeZone, utcOfLocalTime } from './hours.ts';
import { type Mistake, MistakesError } from './mistakes.ts';
import { didYouMean } from './nearest-word.ts';
import { type ProviderTable, readProvider } from './providers.ts';
import { readDuration, readLocalTime, readRate, readShare, Unreadable } from './quantities.ts';
import { refusalCodes } from './schema/operators.ts';
import { mistakeAtKey, mistakeAtValue } from './schema/validate.ts';
import { isRawMap, type Path, pathKey, rawAt, type ScenarioDocument } from './yaml-document.ts';

const mostOperators = 20;
const mostGroups = 50;
/** Dates further from the start would need more than the two offsets that a run knows. */
const longestRun_us = 366 * 8.64e10;
const nameRule = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

export function checkDocument(document: ScenarioDocument, providers: ProviderTable): Mistake[] {
  const operators = namesAt(document, ['operators']);
  const groups = namesAt(document, ['population']);
  return [
    ...checkNames(document, ['operators'], operators, 'an operator'),
    ...checkNames(document, ['population'], groups, 'a group'),
    ...checkClock(document, groups),
    ...operators.flatMap(name => checkOperator(document, ['operators', name], providers)),
    ...groups.flatMap(name => checkGroup(document, ['population', name], operators)),
    ...warnAboutScope(document, operators),
  ];
}

/**
 * Every operator and group has many settings, and every variant all of them: too many are refused before they are read.
 */
export function refuseCrowds(document: ScenarioDocument): void {
  const crowds = [
    { path: ['operators'], most: mostOperators },
    { path: ['population'], most: mostGroups },
  ].filter(({ path, most }) => namesAt(document, path).length > most);
  if (crowds.length === 0) return;
  throw new MistakesError(
    crowds.map(({ path, most }) =>
      mistakeAtKey(
        document,
        path,
        '',
        `There are ${namesAt(document, path).length} ${path[0] === 'operators' ? 'operators' : 'groups'}; a scenario has at most ${most}.`,
      ),
    ),
  );
}

function namesAt(document: ScenarioDocument, path: Path): readonly string[] {
  const raw = rawAt(document.raw, path);
  return isRawMap(raw) ? Object.keys(raw) : [];
}

function checkNames(document: ScenarioDocument, path: Path, names: readonly string[], noun: string): Mistake[] {
  const raw = rawAt(document.raw, path);
  if (raw !== undefined && isRawMap(raw) && names.length === 0)
    return [mistakeAtValue(document, path, `Expected at least ${noun}.`)];
  return names
    .filter(name => !nameRule.test(name))
    .map(name =>
      mistakeAtKey(
        document,
        [...path, name],
        '',
        `The name of ${noun} is a letter, then letters, digits and hyphens, at most 64.`,
      ),
    );
}

/** The start exists on the clock of its zone, and no clock changes twice within the run. */
function checkClock(document: ScenarioDocument, groups: readonly string[]): Mistake[] {
  const zone = readable(document, ['run', 'timeZone'], readTimeZone) ?? 'UTC';
  const local = readable(document, ['run', 'start'], readLocalTime);
  const length = readable(document, ['run', 'length'], readDuration) ?? 0;
  const drain = readable(document, ['run', 'drain'], readDuration) ?? 0;
  if (length + drain > longestRun_us)
    return [mistakeAtValue(document, ['run', 'length'], 'A run lasts at most 366 days, its drain included.')];
  if (local === undefined) return [];
  const start = utcOfLocalTime(zone, local);
  if (start === undefined)
    return [
      mistakeAtValue(document, ['run', 'start'], `The clock in ${zone} skips this time: daylight saving begins.`),
    ];
  const end = start + (length + drain) / 1_000;
  return [['run'], ...groups.map(name => ['population', name])].flatMap(path =>
    checkChanges(document, [...path, 'timeZone'], start, end),
  );
}

function checkChanges(document: ScenarioDocument, path: Path, start_ms: number, end_ms: number): Mistake[] {
  const zone = readable(document, path, readTimeZone);
  const changes = zone === undefined ? [] : clockChanges(zone, start_ms, end_ms);
  if (changes.length < 2) return [];
  const dates = changes.map(change => new Date(change).toISOString().slice(0, 10)).join(' and ');
  return [
    mistakeAtValue(
      document,
      path,
      `The clock in ${zone} changes ${changes.length} times within this run (${dates}); a run knows one change. Write a shorter \`length\`, or \`UTC\`.`,
    ),
  ];
}

function checkOperator(document: ScenarioDocument, path: Path, providers: ProviderTable): Mistake[] {
  const refuses = [...path, 'smdp', 'refuses'];
  const codes = namesAt(document, refuses);
  const unknown = codes.filter(code => !refusalCodes.some(known => known === code));
  return [
    ...checkReading(document, [...path, 'from'], text => readProvider(text, providers)),
    ...unknown
      .slice(0, refusalCodes.length)
      .map(code =>
        mistakeAtKey(
          document,
          [...refuses, code],
          '',
          `The SM-DP+ has no refusal code \`${code}\`. Expected a subject and a reason, as in \`8.2/1.2\`.${didYouMean(code, refusalCodes)}`,
        ),
      ),
    ...checkSum(document, refuses, codes),
    ...checkSum(document, [...path, 'network'], ['rejectsRetryable', 'rejectsForGood']),
  ];
}

/** Shares of the same whole that exclude each other add up to at most 100 %. */
function checkSum(document: ScenarioDocument, path: Path, names: readonly string[]): Mistake[] {
  const sum = names.reduce((total, name) => total + (readable(document, [...path, name], readShare) ?? 0), 0);
  if (sum <= 1 + 1e-9) return [];
  return [
    mistakeAtKey(
      document,
      path,
      '',
      `${names.join(' and ')} exclude each other; together they are ${Number((sum * 100).toPrecision(6))} %, more than all.`,
    ),
  ];
}

function checkGroup(document: ScenarioDocument, path: Path, operators: readonly string[]): Mistake[] {
  return [
    ...checkHabits(document, path),
    ...(hasLoad(document.raw, path) ? [] : checkPresence(document, path)),
    ...checkReference(document, path, operators),
    ...checkOnline(document, path),
  ];
}

function checkPresence(document: ScenarioDocument, path: Path): Mistake[] {
  if (!isRawMap(rawAt(document.raw, path))) return [];
  const given = ['count', 'arrive'].filter(name => rawAt(document.raw, [...path, name]) !== undefined);
  if (given.length === 1) return checkWhoComes(document, path, given[0]);
  const found = `${path.join('.')} has ${given.length === 0 ? 'neither `count` nor `arrive`' : 'both `count` and `arrive`'}`;
  return [
    mistakeAtKey(
      document,
      given.length === 0 ? path : [...path, 'arrive'],
      found,
      'Expected one of the two: `count: 10_000` for devices that are there from the start, `arrive: 4_000 per day by hour published` for people who come.',
    ),
  ];
}

/** People come to buy, so their SIM has no plan yet; who is there from the start does not buy, so the line is active. */
function checkWhoComes(document: ScenarioDocument, path: Path, given: string | undefined): Mistake[] {
  const sim = rawAt(document.raw, [...path, 'device', 'sim']);
  if (given === 'arrive' && sim === 'hot')
    return [
      mistakeAtValue(
        document,
        [...path, 'device', 'sim'],
        'Who comes, comes to buy, and a hot SIM has a plan already. Write `sim: esim`, or `count: 10_000` instead of `arrive`.',
      ),
    ];
  if (given === 'count' && (sim === undefined || sim === 'esim')) {
    const message =
      'Nobody of this group ever buys a plan, so nothing happens to it. For active lines write `device: { sim: hot }`, for buyers `arrive: 4_000 per day by hour published`.';
    return [{ ...mistakeAtKey(document, [...path, 'count'], '', message), severity: 'warning' }];
  }
  return [];
}

function checkReference(document: ScenarioDocument, path: Path, operators: readonly string[]): Mistake[] {
  const here = [...path, 'operator'];
  const name = rawAt(document.raw, here);
  if (name === undefined && operators.length > 1)
    return [
      mistakeAtKey(
        document,
        path,
        `${path.join('.')} names no operator`,
        `There are several; write \`operator: ${operators[0]}\`. Expected one of: ${operators.join(', ')}.`,
      ),
    ];
  if (typeof name !== 'string' || operators.length === 0 || operators.includes(name)) return [];
  return [
    mistakeAtValue(
      document,
      here,
      `No operator \`${name}\` in operators. Expected one of: ${operators.join(', ')}.${didYouMean(name, operators)}`,
    ),
  ];
}

function checkOnline(document: ScenarioDocument, path: Path): Mistake[] {
  const here = [...path, 'online'];
  const names = namesAt(document, here);
  const texts = names.map(name => rawAt(document.raw, [...here, name]));
  if (names.length === 0 || !texts.every(text => typeof text === 'string')) return [];
  const wrong = names.flatMap(name =>
    checkReading(document, [...here, name], text => (text === 'rest' ? 0 : readShare(text))),
  );
  if (wrong.length > 0 || names.some(name => name !== 'wifi' && name !== 'none')) return wrong;
  try {
    completeShares(texts);
    return [];
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    const missing = ['none', 'wifi'].find(name => !names.includes(name));
    const repair =
      problem instanceof SharesDoNotAddUp && problem.missing !== undefined && missing !== undefined
        ? `${problem.sum} ${problem.missing}; write \`${missing}: rest\`?`
        : problem.message;
    return [mistakeAtKey(document, here, here.join('.'), repair)];
  }
}

/** Whom a 429 silences decides the load after it, and the documents leave it open: whoever sets a limit should choose. */
function warnAboutScope(document: ScenarioDocument, operators: readonly string[]): Mistake[] {
  if (rawAt(document.raw, ['microsoft', 'service', 'retryAfterScope']) !== undefined) return [];
  return operators
    .map(name => ['operators', name, 'api', 'limit'])
    .filter(path => readable(document, path, readRate) !== undefined)
    .slice(0, 1)
    .map(path =>
      asWarning(
        mistakeAtValue(
          document,
          path,
          'Whether a 429 silences one SIM or all of the operator is not documented, and is not set here: `microsoft.service.retryAfterScope: sim` is assumed.',
        ),
      ),
    );
}

const asWarning = (mistake: Mistake): Mistake => ({ ...mistake, severity: 'warning' });

/** The value at a path, or undefined when there is none or it cannot be read (the schema has said so). */
function readable<Value>(document: ScenarioDocument, path: Path, read: (text: string) => Value): Value | undefined {
  const raw = rawAt(document.raw, path);
  if (typeof raw !== 'string') return undefined;
  try {
    return read(raw.trim());
  } catch (problem) {
    if (problem instanceof Unreadable) return undefined;
    throw problem;
  }
}

function checkReading(document: ScenarioDocument, path: Path, read: (text: string) => unknown): Mistake[] {
  const raw = rawAt(document.raw, path);
  if (typeof raw !== 'string' || document.spoiled.has(pathKey(path))) return [];
  try {
    read(raw.trim());
    return [];
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    return [mistakeAtValue(document, path, problem.message)];
  }
}
