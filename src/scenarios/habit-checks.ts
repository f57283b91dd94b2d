/**
 * What people do, and what load agents do instead: which settings of a group exclude each other, and which of them an
 * answer rests on.
 */
import { isOfAbsentPart } from './absent-parts.ts';
import type { Mistake } from './mistakes.ts';
import { asWarning, mistakeAtKey } from './mistakes-at.ts';
import { hasOtherPurchases, isOfOtherPurchases } from './other-purchases.ts';
import { checkShares, namesAt } from './written-values.ts';
import { type Path, type Raw, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** What a group of load agents does not have: it is machines. */
const ofPeople = [
  'arrive',
  'device',
  'online',
  'network',
  'coverage',
  'flyout',
  'usage',
  'family',
  'user',
  'entryPoint',
  'acceptsToast',
  'hotspots',
  'updates',
  'apps',
  'video',
  'travels',
  'warnings',
  'line',
  'awake',
  'buys',
] as const;

export const hasLoad = (raw: Raw, group: Path): boolean => rawAt(raw, [...group, 'load']) !== undefined;
const hasSessions = (raw: Raw, group: Path): boolean => rawAt(raw, [...group, 'flyout', 'sessions']) !== undefined;

/** Two settings of which one excludes the other. */
export function checkHabits(document: ScenarioDocument, group: Path): Mistake[] {
  return [...checkFlyout(document, group), ...(hasLoad(document.raw, group) ? checkLoad(document, group) : [])];
}

function checkFlyout(document: ScenarioDocument, group: Path): Mistake[] {
  const flyout = [...group, 'flyout'];
  const given = (name: string) => rawAt(document.raw, [...flyout, name]) !== undefined;
  if (given('sessions') && given('opens'))
    return [
      mistakeAtKey(
        document,
        [...flyout, 'sessions'],
        `${flyout.join('.')} has both \`opens\` and \`sessions\``,
        'Expected one of the two: `opens: 8.64 per day by hour published` for openings that have nothing to do with each other, `sessions: 1.5 per day by hour published` for several in a row.',
      ),
    ];
  if (given('sessions')) return [];
  return ['opensPerSession', 'whenOffline'].filter(given).map(name => {
    const message = `\`${name}\` says more about sessions, and there are none. Write \`sessions: 1.5 per day by hour published\` beside it.`;
    return asWarning(mistakeAtKey(document, [...flyout, name], '', message));
  });
}

function checkLoad(document: ScenarioDocument, group: Path): Mistake[] {
  const wrong = ofPeople
    .filter(name => rawAt(document.raw, [...group, name]) !== undefined)
    .map(name =>
      mistakeAtKey(
        document,
        [...group, name],
        '',
        `\`${group[group.length - 1]}\` has a \`load\`: its members are machines of a load test, which have no \`${name}\`. Put people into a group of their own.`,
      ),
    );
  const count =
    rawAt(document.raw, [...group, 'count']) === undefined
      ? [mistakeAtKey(document, [...group, 'load'], '', 'How many agents share the load? Write `count: 25` beside it.')]
      : [];
  return [...wrong, ...count, ...checkMix(document, [...group, 'load', 'mix'])];
}

/** Requests that a mix leaves out are best said to be the rest. */
function checkMix(document: ScenarioDocument, mix: Path): Mistake[] {
  const given = namesAt(document, mix);
  return checkShares(
    document,
    mix,
    ['getBalance', 'placeOrder'].find(name => !given.includes(name)),
  );
}

/** A mix that is written says all of it, so the default of a share that it leaves out does not count. */
function isInMix(raw: Raw, path: Path): boolean {
  const mix = path.slice(0, -1);
  return mix.at(-1) !== 'mix' || rawAt(raw, mix) === undefined || rawAt(raw, path) !== undefined;
}

/** Whether the world takes notice of a setting, given what else the scenario says; what it ignores, no answer rests on. */
export function isInForce(raw: Raw, path: Path): boolean {
  const [top, name, section, last] = path;
  if (isOfAbsentPart(raw, path)) return false;
  if (isOfOtherPurchases(path) && rawAt(raw, path) === undefined) return hasOtherPurchases(raw, path);
  if (top !== 'population' || name === undefined || section === undefined) return true;
  const group = [top, name];
  if (section === 'load') return hasLoad(raw, group) && isInMix(raw, path);
  if (hasLoad(raw, group)) return !ofPeople.some(one => one === section);
  if (section === 'device' && last === 'sim') return rawAt(raw, [...group, 'line']) === undefined;
  if (section === 'usage') return rawAt(raw, [...group, 'usage']) !== 'none';
  if (section !== 'flyout') return true;
  return hasSessions(raw, group) !== (last === 'opens');
}
