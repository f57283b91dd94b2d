/** Checks of the timeline: each entry is one thing, of a system or a group that exists, at a moment of the run that counts. */
import { checkAct } from './act-checks.ts';
import { callerOf } from './back-end.ts';
import { utcOfLocalTime } from './hours.ts';
import { checkCampaign, checkMembers, checkReach } from './member-checks.ts';
import { checkMessage } from './message-checks.ts';
import type { Mistake } from './mistakes.ts';
import { asWarning, mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { describeClock, type Moment, moment } from './moments.ts';
import { didYouMean } from './nearest-word.ts';
import { ownName, ownNameRule } from './own-names.ts';
import { payingTier } from './portal-settings.ts';
import { describeTime, readDuration, readLocalTime } from './quantities.ts';
import { isOwnFlow } from './schema/portal.ts';
import { timeZone } from './schema/setting.ts';
import { type RunClock, timeOf } from './timeline.ts';
import { expectedNames, mistakesOfEach, namesAt, readable, textAt } from './written-values.ts';
import { isRawMap, type Path, pathKey, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** What an entry can be, which keys it then needs, and which it may have. */
const kinds = {
  outage: { needs: ['for', 'as'], has: [] },
  deploy: { needs: ['each'], has: ['step', 'coldFor', 'empties'] },
  campaign: { needs: ['reach', 'opens'], has: [] },
  notify: { needs: ['type', 'by'], has: ['reach'] },
  message: { needs: ['group', 'text'], has: ['reach'] },
  dial: { needs: ['group'], has: ['reach'] },
  act: { needs: [], has: ['device', 'group', 'reach'] },
} as const;
type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds) as Kind[];

const examples: Record<Kind, string> = {
  outage: '{ at: 11:00, for: 10 min, outage: contoso.smdp, as: refuse }',
  deploy: '{ at: 09:00, deploy: contoso.api, step: 1 server, each: 90 s }',
  campaign: '{ at: 14:00, campaign: laptops, reach: 20_000, opens: exponential mean 20 min }',
  notify: '{ at: 18:00, notify: laptops, type: lowBalance, by: sms }',
  message: "{ at: 19:00, message: sms, group: laptops, text: 'Your plan is nearly used up' }",
  dial: "{ at: 19:00, dial: '*100#', group: laptops }",
  act: '{ at: 10:00, act: close the lid, device: laptops 17 }',
};
export function checkTimeline(
  document: ScenarioDocument,
  operators: readonly string[],
  groups: readonly string[],
): Mistake[] {
  const entries = rawAt(document.raw, ['timeline']);
  if (!Array.isArray(entries)) return [];
  const systems = systemsOf(document, operators);
  const paths = entries.map((_, i) => ['timeline', String(i)]).filter(path => isRawMap(rawAt(document.raw, path)));
  return [
    ...mistakesOfEach(paths, path => checkEntry(document, path, systems, groups)),
    ...checkNames(document, paths),
  ];
}

function checkNames(document: ScenarioDocument, paths: readonly Path[]): Mistake[] {
  const seen = new Set<string>();
  return paths.flatMap(path => {
    const here = [...path, 'name'];
    const name = textAt(document, here);
    if (name === undefined || name === '') return [];
    if (!ownName.test(name)) return [mistakeAtValue(document, here, `A name is ${ownNameRule}.`)];
    if (seen.has(name)) return [mistakeAtValue(document, here, `There are two entries named \`${name}\`.`)];
    seen.add(name);
    return [];
  });
}

function checkEntry(
  document: ScenarioDocument,
  path: Path,
  systems: readonly string[],
  groups: readonly string[],
): Mistake[] {
  const raw = rawAt(document.raw, path);
  const given = isRawMap(raw) ? Object.keys(raw) : [];
  const [kind, second] = kindNames.filter(name => given.includes(name));
  if (kind === undefined) {
    const message = `Expected one of: ${kindNames.join(', ')}; as in \`${examples.outage}\`.`;
    return [mistakeAtValue(document, path, `What happens then? ${message}`)];
  }
  if (second !== undefined)
    return [
      mistakeAtKey(
        document,
        [...path, second],
        '',
        `An entry is one thing: \`${kind}\` or \`${second}\`. Write two entries.`,
      ),
    ];
  return [
    ...checkKeys(document, path, kind, given),
    ...checkMoment(document, path),
    ...(kind === 'campaign' || kind === 'notify' ? checkReached(document, [...path, kind], groups) : []),
    ...(kind === 'message' || kind === 'dial' ? checkMessage(document, path, kind, groups) : []),
    ...(kind === 'act' ? checkAct(document, path, groups) : []),
    ...(kind === 'outage' || kind === 'deploy' ? checkSystem(document, path, kind, systems) : []),
  ];
}

function checkKeys(document: ScenarioDocument, path: Path, kind: Kind, given: readonly string[]): Mistake[] {
  const { needs, has } = kinds[kind];
  const missing = ['at', ...needs].filter(key => !given.includes(key));
  const foreign = given.filter(key => {
    const others = kindNames.filter(name => name !== kind).flatMap(name => [...kinds[name].needs, ...kinds[name].has]);
    return others.some(other => other === key) && ![...needs, ...has].some(own => own === key);
  });
  return [
    ...missing.map(key =>
      key === 'as'
        ? askHow(document, path)
        : mistakeAtKey(document, [...path, kind], '', `\`${key}\` is missing, as in \`${examples[kind]}\`.`),
    ),
    ...foreign.map(key => {
      const owner = kindNames.find(name => [...kinds[name].needs, ...kinds[name].has].some(own => own === key));
      return mistakeAtKey(document, [...path, key], '', `\`${key}\` belongs to \`${owner}\`, not to \`${kind}\`.`);
    }),
  ];
}

/** The kinds of an outage differ so much that none of them is a default. */
function askHow(document: ScenarioDocument, path: Path): Mistake {
  const here = [...path, 'outage'];
  const system = textAt(document, here) ?? '';
  const [operator, , tier] = system.split('.');
  const name = system.slice(system.lastIndexOf('.') + 1);
  const caller = tier === undefined ? undefined : (callerOf(document, ['operators', operator], tier) ?? 'api');
  const held = caller === undefined || caller === name ? 'every request to it' : `every ${caller} thread`;
  const message = `hang, refuse, errors N % or slow xN? A hung ${name} holds ${held}, a refusing one none; there is no default.`;
  return mistakeAtValue(document, here, message);
}

function checkSystem(
  document: ScenarioDocument,
  path: Path,
  kind: 'outage' | 'deploy',
  systems: readonly string[],
): Mistake[] {
  const here = [...path, kind];
  const name = textAt(document, here);
  const known = kind === 'outage' ? systems : systems.filter(system => hasReleases(document, system));
  if (name === undefined || name === '' || document.spoiled.has(pathKey(here))) return [];
  if (!known.includes(name)) {
    const meant = known.find(system => system.endsWith(`.${name}`));
    const help = meant === undefined ? didYouMean(name, known) : ` Did you mean \`${meant}\`?`;
    return [mistakeAtValue(document, here, `No system \`${name}\`.${expectedNames(known)}${help}`)];
  }
  return [
    ...(kind === 'deploy' ? checkServers(document, here, name) : []),
    ...checkSharing(document, here, name),
    ...checkEmptied(document, path, name),
  ];
}

/** Servers that share their work have no job of their own that could hang or be waited for. */
function checkSharing(document: ScenarioDocument, here: Path, system: string): Mistake[] {
  const [operator, part, tier] = system.split('.');
  const discipline = textAt(document, ['operators', operator, 'api', 'discipline']);
  if (part !== 'api' || tier !== undefined || discipline !== 'processorSharing') return [];
  const message = `\`${system}\` shares its processors; outages and deployments are for \`discipline: fifo\`.`;
  return [mistakeAtValue(document, here, message)];
}

/** The API and the tiers that are written. */
function hasReleases(document: ScenarioDocument, system: string): boolean {
  const [operator, part, tier] = system.split('.');
  return (
    part === 'api' || (tier !== undefined && rawAt(document.raw, ['operators', operator, part, tier]) !== undefined)
  );
}

/** A release goes from server to server. */
function checkServers(document: ScenarioDocument, here: Path, system: string): Mistake[] {
  const [operator, part, tier] = system.split('.');
  if (part !== 'backend' || rawAt(document.raw, ['operators', operator, 'backend', tier, 'servers']) !== undefined)
    return [];
  return [
    mistakeAtValue(
      document,
      here,
      `\`${tier}\` has no servers that could get a new release, one after the other. Write how many: \`servers: 4\`.`,
    ),
  ];
}

function checkEmptied(document: ScenarioDocument, path: Path, system: string): Mistake[] {
  const here = [...path, 'empties'];
  const tier = textAt(document, here);
  const tiers = namesAt(document, ['operators', system.split('.')[0], 'backend']);
  if (tier === undefined) return [];
  if (tiers.includes(tier)) {
    const keeps = rawAt(document.raw, ['operators', system.split('.')[0], 'backend', tier, 'ttl']) !== undefined;
    return keeps ? [] : [mistakeAtValue(document, here, `\`${tier}\` keeps no answers: it has no \`ttl\`.`)];
  }
  return [
    mistakeAtValue(document, here, `No tier \`${tier}\` to empty.${expectedNames(tiers)}${didYouMean(tier, tiers)}`),
  ];
}

function systemsOf(document: ScenarioDocument, operators: readonly string[]): readonly string[] {
  const own = operators.flatMap(name => [
    ...['api', 'smdp', 'smds', 'portal', ...hotspotServersOf(document, name)].map(system => `${name}.${system}`),
    ...(asksForEntitlement(document, name) ? [`${name}.entitlement`] : []),
    ...tiersOf(document, name).map(tier => `${name}.backend.${tier}`),
  ]);
  return [...own, 'microsoft.service'];
}

/** Whether the operator has an entitlement server: it has something to say of sharing, or is asked each time. */
function asksForEntitlement(document: ScenarioDocument, operator: string): boolean {
  const words = [
    ['cosa', 'hotspot'],
    ['serviceMetadata', 'allowTethering'],
  ].map(below => textAt(document, ['operators', operator, ...below]));
  const isWritten = rawAt(document.raw, ['operators', operator, 'sharing']) !== undefined;
  return isWritten || words.includes('entitlementCheckRequired');
}
/** Only an operator with hotspots has servers that let people into them. */
const hotspotServersOf = (document: ScenarioDocument, operator: string): readonly string[] =>
  rawAt(document.raw, ['operators', operator, 'hotspots']) === undefined ? [] : ['aaa', 'hlr'];

/** The tiers that are written, and the payment provider of the documented walk. */
function tiersOf(document: ScenarioDocument, operator: string): readonly string[] {
  const written = namesAt(document, ['operators', operator, 'backend']);
  const isOwn = isOwnFlow(rawAt(document.raw, ['operators', operator, 'portal', 'steps']));
  return isOwn || written.includes(payingTier) ? written : [...written, payingTier];
}

/** The group that a campaign or a notification reaches. */
function checkReached(document: ScenarioDocument, here: Path, groups: readonly string[]): Mistake[] {
  const group = textAt(document, here);
  if (group === undefined) return [];
  const reached = here.at(-1) === 'campaign' ? checkCampaign : checkReach;
  return checkMembers(document, here, group, groups) ?? reached(document, here.with(-1, 'reach'), group);
}

/* ---- Moments ---- */

function checkMoment(document: ScenarioDocument, path: Path): Mistake[] {
  const here = [...path, 'at'];
  const when = readable(document, here, moment.read);
  const start_ms = readable(document, ['run', 'start'], readLocalTime) ?? Date.UTC(2019, 8, 2);
  const zone = readable(document, ['run', 'timeZone'], timeZone.read) ?? 'UTC';
  const startUtc_ms = utcOfLocalTime(zone, start_ms);
  const length = readable(document, ['run', 'length'], readDuration);
  if (when === undefined || startUtc_ms === undefined || length === undefined) return [];
  const drain = readable(document, ['run', 'drain'], readDuration) ?? 0;
  const warmUp = readable(document, ['run', 'warmUp'], readDuration) ?? 0;
  return checkAgainstRun(document, here, when, { zone, start_ms, startUtc_ms }, { whole: length + drain, warmUp });
}

function checkAgainstRun(
  document: ScenarioDocument,
  here: Path,
  when: Moment,
  clock: RunClock,
  { whole, warmUp }: { whole: number; warmUp: number },
): Mistake[] {
  const at = timeOf(when, clock);
  const shown = when.kind === 'clock' ? capital(describeClock(when)) : describeTime(when.after);
  const later = (least: number): string => {
    if (when.kind !== 'clock') return '';
    const days = Array.from({ length: 400 }, (_, i) => ({ ...when, day: when.day + i }));
    const fits = days.find(day => (timeOf(day, clock) ?? -1) >= least);
    const found = fits === undefined ? undefined : timeOf(fits, clock);
    return fits === undefined || found === undefined || found >= whole ? '' : ` Write \`${describeClock(fits)}\`?`;
  };
  if (at === undefined)
    return [mistakeAtValue(document, here, `The clock in ${clock.zone} skips this time: daylight saving begins.`)];
  if (at < 0) return [mistakeAtValue(document, here, `${shown} lies before the run begins.${later(0)}`)];
  if (at >= whole) return [mistakeAtValue(document, here, `${shown} lies after the end of the run.`)];
  if (at >= warmUp) return [];
  const early = mistakeAtValue(document, here, `${shown} lies in the warm-up and will not be counted.${later(warmUp)}`);
  // Who writes the day knows the day.
  return [when.kind === 'clock' && !when.isDayWritten ? early : asWarning(early)];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
