/** Checks of a group of the population: who is there or comes, with which SIM, by which way online, and to buy from whom. */
import { checkProfilesWithoutPurchase } from './esim-management-checks.ts';
import { checkHabits, hasLoad } from './habit-checks.ts';
import { buysInMobilePlans, checkForWhom } from './hand-over-checks.ts';
import { checkHotspots } from './hotspot-settings.ts';
import { checkLines } from './line-checks.ts';
import type { Mistake } from './mistakes.ts';
import { asWarning, mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { didYouMean } from './nearest-word.ts';
import { isTime, readCount, readShare, readSize, readTime } from './quantities.ts';
import { checkGroupSharing } from './sharing-checks.ts';
import { checkParts, checkShares, checkWhole, expectedNames, namesAt, readable, textAt } from './written-values.ts';
import { isRawMap, type Path, type Raw, rawAt, type ScenarioDocument } from './yaml-document.ts';

const ways = ['wifi', 'hotspot', 'ethernet', 'none'];

/** @param path  of the group */
export function checkGroup(document: ScenarioDocument, path: Path, operators: readonly string[]): Mistake[] {
  return [
    ...checkHabits(document, path),
    ...(hasLoad(document.raw, path) ? [] : checkPresence(document, path)),
    ...checkReference(document, path, operators),
    ...checkOnline(document, path),
    ...checkSim(document, path),
    ...checkSale(document, path, operators),
    ...checkParts(document, [...path, 'network'], ['roaming', 'partner']),
    ...checkParts(document, [...path, 'warnings'], ['stopVideo', 'roamingOff', 'buyMore']),
    ...checkLines(document, path),
    ...checkWhole(document, [...path, 'entryPoint'], ['flyout', 'toast', 'settings', 'app']),
    ...checkToast(document, [...path, 'acceptsToast']),
    ...checkIccid(document, [...path, 'iccid']),
    ...checkForWhom(document, path, operators),
    ...checkPlan(document, path, operators),
    ...checkProfiles(document, path),
    ...checkGroupSharing(document, path, operators),
    ...checkHotspots(document, path, operators),
    ...checkProfilesWithoutPurchase(document, path),
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

/** Who is there from the start with an empty eUICC does not buy. */
function checkWhoComes(document: ScenarioDocument, path: Path, given: string | undefined): Mistake[] {
  const sim = rawAt(document.raw, [...path, 'device', 'sim']);
  const isMore =
    ['line', 'buys', 'lanDevice', 'managed', 'activationCode'].some(
      name => rawAt(document.raw, [...path, name]) !== undefined,
    ) || isActedOn(document, path[1]);
  if (given === 'count' && !isMore && (sim === undefined || sim === 'esim')) {
    const message =
      'Nobody of this group ever buys a plan, so nothing happens to it. For active lines write `device: { sim: hot }`, for buyers `arrive: 4_000 per day by hour published`.';
    return [asWarning(mistakeAtKey(document, [...path, 'count'], '', message))];
  }
  return [];
}

/** Plans that are sold in Mobile Plans are sold neither by an app of the operator nor on its site. Who has a portal knows that. */
function checkSale(document: ScenarioDocument, path: Path, operators: readonly string[]): Mistake[] {
  const sim = textAt(document, [...path, 'device', 'sim']);
  if (sim !== 'cold' && sim !== 'warm') return [];
  const operator = textAt(document, [...path, 'operator']) ?? operators[0];
  const of = ['operators', operator ?? ''];
  const setting = [...of, 'cosa', 'supportDataMarketplace'];
  const isSaid = [setting, [...of, 'portal']].some(where => rawAt(document.raw, where) !== undefined);
  if (isSaid || buysInMobilePlans(document, path, of)) return [];
  const why =
    sim === 'cold' ? 'to SIMs that its network knows' : 'and these people do not buy there (`user.buysIn: operator`)';
  const message = `Windows offers these people no plan: those of \`${operator}\` are sold in Mobile Plans, ${why}. Where its own app and web site sell, write \`${setting.join('.')}: false\`.`;
  return [asWarning(mistakeAtValue(document, [...path, 'device', 'sim'], message))];
}

/** With CDMA the identity is in the modem, which has no eUICC and asks for no PIN; nor do the profiles of an eUICC. */
function checkSim(document: ScenarioDocument, path: Path): Mistake[] {
  const device = [...path, 'device'];
  const isCdma = textAt(document, [...device, 'technology']) === 'cdma';
  const sim =
    textAt(document, [...device, 'sim']) ?? (rawAt(document.raw, [...path, 'line']) === undefined ? 'esim' : 'hot');
  const name = path[path.length - 1];
  if (isCdma && sim === 'esim')
    return [
      mistakeAtValue(
        document,
        [...device, 'technology'],
        `With CDMA the identity is in the modem, and \`${name}\` would have an eUICC. Write \`sim: cold\`, \`sim: warm\` or \`sim: hot\` beside it, for its line.`,
      ),
    ];
  const pin = [...device, 'simPin'];
  if ((readable(document, pin, readShare) ?? 0) === 0) return [];
  if (isCdma) return [mistakeAtValue(document, pin, 'With CDMA there is no SIM that could ask for a PIN.')];
  return sim === 'esim'
    ? [mistakeAtValue(document, pin, 'A profile of Mobile Plans carries no PIN. For cards write `sim: hot`.')]
    : [];
}

/** Whether the timeline does something by hand to devices of the group. */
function isActedOn({ raw }: ScenarioDocument, group: string): boolean {
  const entries = rawAt(raw, ['timeline']);
  if (!Array.isArray(entries)) return false;
  return (entries as readonly Raw[]).some(
    entry =>
      isRawMap(entry) &&
      entry.act !== undefined &&
      (entry.group === group || (typeof entry.device === 'string' && entry.device.startsWith(`${group} `))),
  );
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

/** `{ within 1 h: 45 %, within 1 day: 25 %, never: rest }` */
function checkToast(document: ScenarioDocument, path: Path): Mistake[] {
  const names = namesAt(document, path);
  const isName = (name: string) => name === 'never' || (name.startsWith('within ') && isTime(name.slice(7).trim()));
  const wrong = names.filter(name => !isName(name));
  const times = names.map(name => (name === 'never' || !isName(name) ? undefined : readTime(name.slice(7).trim())));
  const twice = names.find((_, i) => times[i] !== undefined && times.indexOf(times[i]) < i);
  if (twice !== undefined) return [mistakeAtKey(document, [...path, twice], '', 'This time is given twice.')];
  if (wrong.length === 0) return checkShares(document, path, names.includes('never') ? undefined : 'never');
  return wrong.map(name =>
    mistakeAtKey(document, [...path, name], '', 'Expected `within` and a time, as in `within 1 h: 45 %`, or `never`.'),
  );
}

/** The plan that a group names is one of its operator. */
function checkPlan(document: ScenarioDocument, path: Path, operators: readonly string[]): Mistake[] {
  const here = [...path, 'plan'];
  const plan = textAt(document, here);
  const operator = textAt(document, [...path, 'operator']) ?? operators[0];
  if (plan === undefined || operator === undefined) return [];
  const where = ['operators', operator, 'plans'];
  const plans = namesAt(document, where);
  if (plans.includes(plan)) return [];
  const known = plans.length === 0 ? ` There is no ${where.join('.')}.` : expectedNames(plans);
  return [
    mistakeAtValue(document, here, `No plan \`${plan}\` in ${where.join('.')}.${didYouMean(plan, plans) || known}`),
  ];
}

/** Profiles are on an eUICC, which has room for them and for the one that is bought. */
function checkProfiles(document: ScenarioDocument, path: Path): Mistake[] {
  const device = [...path, 'device'];
  const sim = textAt(document, [...device, 'sim']) ?? 'esim';
  const buysIn = [...path, 'user', 'buysIn'];
  if (sim !== 'esim')
    return ['otherProfiles', 'ownProfile']
      .map(key => [...device, key])
      .filter(here => !['0', 'false', undefined].includes(textAt(document, here)))
      .map(here =>
        mistakeAtKey(document, here, '', `A SIM card has no other profiles. For an eUICC write \`sim: esim\`.`),
      );
  if (textAt(document, buysIn) === 'operator')
    return [
      mistakeAtValue(document, buysIn, 'Plans for an eSIM are bought in Mobile Plans. For cards write `sim: warm`.'),
    ];
  const others = readable(document, [...device, 'otherProfiles'], readCount) ?? 0;
  const memory = readable(document, [...device, 'euicc', 'memory'], readSize) ?? 899_584;
  const profile = readable(document, [...device, 'euicc', 'profileSize'], readSize) ?? 60_000;
  const own = textAt(document, [...device, 'ownProfile']) === 'true' ? 1 : 0;
  if ((others + own) * profile <= memory) return [];
  const room = Math.floor(memory / profile);
  return [mistakeAtKey(document, [...device, 'otherProfiles'], '', `The eUICC has room for ${room} profiles in all.`)];
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
