/**
 * What a schema of single values cannot see: names that must exist, shares that must add up, one of two that must be
 * given. Each check reads the document itself, so that it speaks even when other settings are wrong.
 */

import { checkBackEnd } from './back-end.ts';
import { checkHabits, hasLoad } from './habit-checks.ts';
import { clockChanges, readTimeZone, utcOfLocalTime } from './hours.ts';
import { type Mistake, MistakesError } from './mistakes.ts';
import { asWarning, mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { didYouMean } from './nearest-word.ts';
import { checkOwnName } from './own-names.ts';
import { checkPortalFlow } from './portal-flow.ts';
import { type ProviderTable, readProvider } from './providers.ts';
import { isTime, readDuration, readLocalTime, readRate } from './quantities.ts';
import { refusalCodes } from './schema/operators.ts';
import { childOf, type SchemaNode, schemaAt } from './schema/tree.ts';
import { checkTimeline } from './timeline.ts';
import { checkParts, checkReading, checkShares, namesAt, readable, textAt } from './written-values.ts';
import { isRawMap, type Path, type Raw, rawAt, type ScenarioDocument } from './yaml-document.ts';

const mostOperators = 20;
const mostGroups = 50;
/** Dates further from the start would need more than the two offsets that a run knows. */
const longestRun_us = 366 * 8.64e10;
const ways = ['wifi', 'hotspot', 'none'];

export function checkDocument(document: ScenarioDocument, providers: ProviderTable): Mistake[] {
  const operators = namesAt(document, ['operators']);
  const groups = namesAt(document, ['population']);
  return [
    ...checkNames(document, ['operators'], operators, 'an operator'),
    ...checkNames(document, ['population'], groups, 'a group'),
    ...checkClock(document, groups),
    ...operators.flatMap(name => checkOperator(document, ['operators', name], providers)),
    ...groups.flatMap(name => checkGroup(document, ['population', name], operators)),
    ...checkTimeline(document, operators, groups),
    ...warnAboutScope(document, operators),
  ];
}

/** Maps of names that each have many settings, and of which every variant has all; other maps and lists have more. */
const crowds: ReadonlyMap<string, readonly [most: number, noun: string]> = new Map([
  ['operators', [mostOperators, 'operators']],
  ['population', [mostGroups, 'groups']],
]);
const mostNames = 200;
const mostItems = 1_000;

/** Names are compared with one another: too many of them are refused before they are read. */
export function refuseCrowds(document: ScenarioDocument): void {
  const found: Mistake[] = [];
  const walk = (raw: Raw, node: SchemaNode | undefined, path: Path): void => {
    if (node === undefined || typeof raw === 'string') return;
    const names = isRawMap(raw) ? Object.keys(raw) : raw.map((_, i) => String(i));
    const isOfOwnNames = node.kind === 'named' || (node.kind === 'section' && node.others !== undefined);
    const [most, noun] = crowds.get(path.join('.')) ?? [node.kind === 'list' ? mostItems : mostNames, 'entries'];
    if ((isOfOwnNames || node.kind === 'list') && names.length > most) {
      const where = noun === 'entries' ? path.join('.') : 'a scenario';
      found.push(mistakeAtKey(document, path, '', `There are ${names.length} ${noun}; ${where} has at most ${most}.`));
    } else
      for (const name of names) {
        const below = rawAt(raw, [name]);
        if (below !== undefined) walk(below, childOf(node, name), [...path, name]);
      }
  };
  walk(document.raw, schemaAt([]), []);
  if (found.length > 0) throw new MistakesError(found);
}

function checkNames(document: ScenarioDocument, path: Path, names: readonly string[], noun: string): Mistake[] {
  const raw = rawAt(document.raw, path);
  if (raw !== undefined && isRawMap(raw) && names.length === 0)
    return [mistakeAtValue(document, path, `Expected at least ${noun}.`)];
  return names.flatMap(name => checkOwnName(document, [...path, name], noun));
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
    ...checkParts(document, refuses, codes),
    ...checkParts(document, [...path, 'network'], ['rejectsRetryable', 'rejectsForGood']),
    ...checkBackEnd(document, path),
    ...checkPortalFlow(document, path),
  ];
}

function checkGroup(document: ScenarioDocument, path: Path, operators: readonly string[]): Mistake[] {
  return [
    ...checkHabits(document, path),
    ...(hasLoad(document.raw, path) ? [] : checkPresence(document, path)),
    ...checkReference(document, path, operators),
    ...checkOnline(document, path),
    ...checkWhole(document, [...path, 'line'], ['none', 'active', 'warm', 'cold']),
    ...checkWhole(document, [...path, 'entryPoint'], ['flyout', 'toast', 'settings', 'app']),
    ...checkToast(document, [...path, 'acceptsToast']),
    ...checkIccid(document, [...path, 'iccid']),
    ...checkCallback(document, path, operators),
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
  const isMore = ['line', 'buys'].some(name => rawAt(document.raw, [...path, name]) !== undefined);
  if (given === 'count' && !isMore && (sim === undefined || sim === 'esim')) {
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
  if (names.some(name => !ways.includes(name))) return [];
  return checkShares(document, here, names.includes('none') ? ways.find(way => !names.includes(way)) : 'none');
}

function checkWhole(document: ScenarioDocument, path: Path, names: readonly string[]): Mistake[] {
  const given = namesAt(document, path);
  if (given.some(name => !names.includes(name))) return [];
  return checkShares(
    document,
    path,
    names.find(name => !given.includes(name)),
  );
}

/** `{ within 1 h: 45 %, within 1 day: 25 %, never: rest }` */
function checkToast(document: ScenarioDocument, path: Path): Mistake[] {
  const names = namesAt(document, path);
  const isName = (name: string) => name === 'never' || (name.startsWith('within ') && isTime(name.slice(7).trim()));
  const wrong = names.filter(name => !isName(name));
  if (wrong.length === 0) return checkShares(document, path, names.includes('never') ? undefined : 'never');
  return wrong.map(name =>
    mistakeAtKey(document, [...path, name], '', 'Expected `within` and a time, as in `within 1 h: 45 %`, or `never`.'),
  );
}

/** Nineteen digits are more than a number holds: where they stand without quotes, other tools lose the last ones. */
function checkIccid(document: ScenarioDocument, path: Path): Mistake[] {
  const text = textAt(document, path);
  const { value } = document.placesOf(path);
  if (text === undefined || !/^\d{16,20}$/.test(text) || !value.source.text.startsWith(text, value.start)) return [];
  const asNumber = String(Number(text));
  const message =
    asNumber === text
      ? 'YAML reads this as a number. Put it in quotes.'
      : `YAML reads this as …${asNumber.slice(-6)} (too long for a number). Put it in quotes.`;
  return [mistakeAtValue(document, path, message)];
}

/** Balance is added to a line that is there; who comes with an empty eSIM has none. */
function checkCallback(document: ScenarioDocument, path: Path, operators: readonly string[]): Mistake[] {
  const sim = textAt(document, [...path, 'device', 'sim']) ?? 'esim';
  const buys = ['arrive', 'buys'].some(key => rawAt(document.raw, [...path, key]) !== undefined);
  if (sim !== 'esim' || !buys || rawAt(document.raw, [...path, 'line']) !== undefined) return [];
  const operator = textAt(document, [...path, 'operator']) ?? operators[0];
  const steps = ['operators', operator, 'portal', 'steps'];
  return namesAt(document, steps)
    .map(step => [...steps, step, 'callback'])
    .filter(callback => textAt(document, callback) === 'notifyBalanceAddition')
    .map(callback =>
      mistakeAtValue(
        document,
        callback,
        `Adds balance to a current line, but ${path[1]} have none. For a first purchase use notifyProfileDownload.`,
      ),
    );
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
