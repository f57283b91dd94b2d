/**
 * The timeline: named things that happen at given times of the run.
 *
 *     - { name: smdp-down, at: day 2 11:00, for: 10 min, outage: contoso.smdp, as: refuse }
 *     - { name: release, at: 09:00, deploy: contoso.api, step: 1 server, each: 90 s, coldFor: 60 s at x3 }
 *     - { name: billing-down, at: day 2 11:00, for: 20 min, outage: contoso.backend.billing, as: hang }
 *     - { name: reminder, at: 18:00, notify: laptops, type: lowBalance, by: sms }
 *     - { name: promo, at: 3 h 20 min, campaign: laptops, reach: 200_000, opens: lognormal median 20 min p95 3 h }
 *     - { name: running-low, at: 19:00, message: sms, group: laptops, text: 'Your plan is nearly used up' }
 *     - { name: power-cut, at: day 2 14:00, act: turn Wi-Fi off, group: laptops, reach: 200 }
 */
import type { TimelineEntry } from '../models/settings.ts';
import { type Microseconds, microseconds } from '../sim/index.ts';
import { actOf } from './act-words.ts';
import { utcOfLocalTime } from './hours.ts';
import type { Moment } from './moments.ts';
import { mostDevices } from './schema/population.ts';
import type { Scenario } from './schema/scenario.ts';
import type { TimelineLine } from './schema/timeline.ts';
import { isRawMap, type Raw, rawAt, type ScenarioDocument } from './yaml-document.ts';

const day_ms = 86_400_000;

/** When a run begins, on which clock. */
export interface RunClock {
  zone: string;
  /** Its local start, as the milliseconds since 1970 that it would be in UTC; and what that is. */
  start_ms: number;
  startUtc_ms: number;
}

/** From the start of the run; undefined when the clock skips it. */
export function timeOf(when: Moment, { zone, start_ms, startUtc_ms }: RunClock): Microseconds | undefined {
  if (when.kind === 'fromStart') return when.after;
  const midnight_ms = Math.floor(start_ms / day_ms) * day_ms;
  const local_ms = midnight_ms + (when.day - 1) * day_ms + (when.hour * 60 + when.minute) * 60_000;
  const utc_ms = utcOfLocalTime(zone, local_ms);
  return utc_ms === undefined ? undefined : microseconds((utc_ms - startUtc_ms) * 1_000);
}

/** The entries that claims may speak of: `during smdp-down`, `after promo`. Only outages last, to a claim. */
export function namedEntries(document: ScenarioDocument): readonly { name: string; lasts: boolean }[] {
  const entries = rawAt(document.raw, ['timeline']);
  if (!Array.isArray(entries)) return [];
  return (entries as readonly Raw[]).flatMap(entry =>
    isRawMap(entry) && typeof entry.name === 'string' ? [{ name: entry.name, lasts: entry.outage !== undefined }] : [],
  );
}

/** The entries of a timeline that has passed every check, without those that are not built yet. */
export function timelineOf({ timeline, run, population }: Scenario, startUtc_ms: number): readonly TimelineEntry[] {
  const clock: RunClock = { zone: run.timeZone, start_ms: run.start, startUtc_ms };
  const taken = new Set(timeline.map(({ name }) => name));
  return timeline.flatMap((line, i) => {
    const at = line.at && timeOf(line.at, clock);
    const nameOf = (kind: string): string => {
      if (line.name !== undefined) return line.name;
      let number = i + 1;
      while (taken.has(`${kind}-${number}`)) number += timeline.length;
      return `${kind}-${number}`;
    };
    if (at === undefined) return [];
    const all = (group: string) => line.reach ?? population[group]?.count ?? mostDevices;
    const count = line.campaign === undefined ? undefined : population[line.campaign]?.count;
    // A population made smaller by `--set` is reached whole.
    const reach = line.reach !== undefined && count !== undefined ? Math.min(line.reach, count) : line.reach;
    return entryOf({ ...line, reach }, at, nameOf, all) ?? actIn(line, at, nameOf, all) ?? [];
  });
}

function entryOf(
  line: TimelineLine,
  at: Microseconds,
  nameOf: (kind: string) => string,
  all: (group: string) => number,
): TimelineEntry | undefined {
  const named = (kind: string) => ({ name: nameOf(kind), at });
  if (line.outage !== undefined && line.for !== undefined && line.as !== undefined) {
    const [operator, system, tier] = line.outage.split('.');
    const until = microseconds(at + line.for);
    const outage = { kind: 'outage', ...named('outage'), until, as: line.as } as const;
    if (line.outage === 'microsoft.service') return { ...outage, operator: undefined, system: 'service' };
    if (tier !== undefined) return { ...outage, operator, system: 'tier', tier };
    return isSystem(system) ? { ...outage, operator, system } : undefined;
  }
  if (line.deploy !== undefined && line.each !== undefined) {
    const [operator, , tier] = line.deploy.split('.');
    const { for: coldFor, by: coldBy } = line.coldFor ?? { for: microseconds(0), by: 1 };
    const step = line.step ?? 1;
    const where = tier === undefined ? ({ system: 'api' } as const) : ({ system: 'tier', tier } as const);
    const emptied = line.empties === undefined ? {} : { empties: line.empties };
    const release = { operator, ...where, ...emptied, step, each: line.each, coldFor, coldBy };
    return { kind: 'deployment', ...named('deployment'), ...release };
  }
  if (line.campaign !== undefined && line.reach !== undefined && line.opens !== undefined)
    return { kind: 'campaign', ...named('campaign'), group: line.campaign, reach: line.reach, opens: line.opens };
  const { notify: group, type, by } = line;
  if (group !== undefined && type !== undefined && by !== undefined)
    return { kind: 'notification', ...named('notification'), group, reach: all(group), type, by };
  return messageIn(line, named, all);
}

/** A message to a group, or the code that its PCs dial. */
function messageIn(
  { message, text, dial, group }: TimelineLine,
  named: (kind: string) => { name: string; at: Microseconds },
  all: (group: string) => number,
): TimelineEntry | undefined {
  if (group === undefined) return undefined;
  const to = { kind: 'message', ...named('message'), group, reach: all(group) } as const;
  if (dial !== undefined) return { ...to, by: 'dial', text: dial };
  return message === undefined || text === undefined ? undefined : { ...to, by: message, text };
}

/** An act is done to one device, or to a group from its first device on: to as many as it says, or to all there are. */
function actIn(
  { act: words, device, group }: TimelineLine,
  at: Microseconds,
  nameOf: (kind: string) => string,
  all: (group: string) => number,
): TimelineEntry | undefined {
  const act = words === undefined ? undefined : actOf(words);
  if (act === undefined) return undefined;
  const to = (group: string, first: number, count: number): TimelineEntry => ({
    kind: 'act',
    name: nameOf('act'),
    at,
    group,
    first,
    count,
    act,
  });
  if (device !== undefined) return to(device.group, device.index - 1, 1);
  return group === undefined ? undefined : to(group, 0, all(group));
}

const isSystem = (word: string): word is 'api' | 'smdp' | 'smds' | 'portal' | 'entitlement' | 'aaa' | 'hlr' =>
  ['api', 'smdp', 'smds', 'portal', 'entitlement', 'aaa', 'hlr'].includes(word);
