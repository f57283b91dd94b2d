/**
 * What a schema of single values cannot see: names that must exist, shares that must add up, one of two that must be
 * given. Each check reads the document itself, so that it speaks even when other settings are wrong.
 */

import { checkBackEnd } from './back-end.ts';
import { checkSmDs } from './esim-management-checks.ts';
import { checkGroup } from './group-checks.ts';
import { checkHandOver } from './hand-over-checks.ts';
import { checkHotspotOffer } from './hotspot-settings.ts';
import { clockChanges, readTimeZone, utcOfLocalTime } from './hours.ts';
import { fileText } from './measured-files.ts';
import type { Mistake } from './mistakes.ts';
import { asWarning, mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { checkMobilePlans } from './mobile-plans-checks.ts';
import { didYouMean } from './nearest-word.ts';
import { checkOwnName } from './own-names.ts';
import { checkPortalFlow } from './portal-flow.ts';
import { type ProviderTable, readProvider } from './providers.ts';
import { checkProvisioning } from './provisioning-file-checks.ts';
import { readDuration, readLocalTime, readRate } from './quantities.ts';
import { refusalCodes } from './schema/operators.ts';
import { limit, overLimit } from './schema/phrases.ts';
import { checkOperatorSharing } from './sharing-checks.ts';
import { readTierPath, tiersOf } from './tier-paths.ts';
import { checkTimeline } from './timeline-checks.ts';
import { checkParts, checkReading, mistakesOfEach, namesAt, readable, textAt } from './written-values.ts';
import { isRawMap, type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** Dates further from the start would need more than the two offsets that a run knows. */
const longestRun_us = 366 * 8.64e10;

export function checkDocument(document: ScenarioDocument, providers: ProviderTable): Mistake[] {
  const operators = namesAt(document, ['operators']);
  const groups = namesAt(document, ['population']);
  return [
    ...checkNames(document, ['operators'], operators, 'an operator'),
    ...checkNames(document, ['population'], groups, 'a group'),
    ...checkClock(document, groups),
    ...checkWarmUp(document),
    ...operators.flatMap(name => checkOperator(document, ['operators', name], providers)),
    ...groups.flatMap(name => checkGroup(document, ['population', name], operators)),
    ...checkTimeline(document, operators, groups),
    ...warnAboutScope(document, operators),
  ];
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

/** Something is left to be counted. */
function checkWarmUp(document: ScenarioDocument): Mistake[] {
  const here = ['run', 'warmUp'];
  const warmUp = readable(document, here, readDuration) ?? 0;
  const length = readable(document, ['run', 'length'], readDuration);
  if (length === undefined || warmUp === 0 || warmUp < length) return [];
  return [
    mistakeAtValue(
      document,
      here,
      'The warm-up is as long as the run, and nothing would be counted. Write a longer `length`, which includes it.',
    ),
  ];
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
    ...checkSmDs(document, path),
    ...checkParts(document, [...path, 'network'], ['rejectsRetryable', 'rejectsForGood']),
    ...checkContextRejects(document, [...path, 'network', 'contextRejects']),
    ...checkMetadata(document, path),
    ...checkReading(document, [...path, 'provisioning', 'file', 'from'], fileText),
    ...checkProvisioning(document, path),
    ...checkBackEnd(document, path),
    ...checkPortalFlow(document, path),
    ...checkHandOver(document, path),
    ...checkMobilePlans(document, path),
    ...checkOperatorSharing(document, path),
    ...checkHotspotOffer(document, path),
  ];
}

/** Causes are numbers, and no activation is rejected with two of them. */
function checkContextRejects(document: ScenarioDocument, path: Path): Mistake[] {
  const causes = namesAt(document, path);
  const wrong = causes.filter(cause => !/^[1-9]\d{0,2}$/.test(cause) || Number(cause) > 255);
  return [
    ...mistakesOfEach(wrong, cause => [
      mistakeAtKey(document, [...path, cause], '', 'Expected an ESM cause, a number from 1 to 255, as in `26: 1 %`.'),
    ]),
    ...checkParts(document, path, causes),
  ];
}

/** Access points have names like all that an author names; an app that nobody hands out reaches nobody. */
function checkMetadata(document: ScenarioDocument, path: Path): Mistake[] {
  const metadata = [...path, 'serviceMetadata'];
  const points = [
    [...path, 'cosa', 'accessPoints'],
    [...metadata, 'accessPoints'],
  ].flatMap(here => namesAt(document, here).map(name => [...here, name]));
  const isTrue = (key: string): boolean => textAt(document, [...metadata, key]) === 'true';
  const message = 'The app is named in the package, and none is published. Write `published: true` beside it.';
  return [
    ...mistakesOfEach(points, point => checkOwnName(document, point, 'an access point')),
    ...(isTrue('app') && !isTrue('published')
      ? [asWarning(mistakeAtKey(document, [...metadata, 'app'], '', message))]
      : []),
  ];
}

/** A 429 of a tier reaches the Mobile Plans service where the tier is asked for balances, and answers so. */
function throttlesBalances(document: ScenarioDocument, operator: Path, tier: string): boolean {
  if (readable(document, [...operator, 'backend', tier, 'over'], overLimit.read)?.status === 503) return false;
  const path = readable(document, [...operator, 'api', 'paths', 'getBalance'], readTierPath);
  return path !== undefined && tiersOf(path).some(({ text }) => text === tier);
}

/** Whom a 429 silences decides the load after it, and the documents leave it open: whoever sets a limit should choose. */
function warnAboutScope(document: ScenarioDocument, operators: readonly string[]): Mistake[] {
  if (rawAt(document.raw, ['microsoft', 'service', 'retryAfterScope']) !== undefined) return [];
  return operators
    .flatMap(name => [
      ['operators', name, 'api', 'limit'],
      ...namesAt(document, ['operators', name, 'backend'])
        .filter(tier => throttlesBalances(document, ['operators', name], tier))
        .map(tier => ['operators', name, 'backend', tier, 'limit']),
    ])
    .filter(path => (readable(document, path, readRate) ?? readable(document, path, limit.read)) !== undefined)
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
