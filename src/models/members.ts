/**
 * Who of the population is simulated. Most groups are all there, one device after the other. A group with lines of several
 * kinds, or with purchases of its own, is taken apart by what its devices begin with, and a device without a line that
 * nobody uses is left out: of two million laptops only those with a line, and those whose owners buy one, cost anything.
 *
 *     index in the group    0  1  2  3  4  5  6  7  8  9
 *     luck of its line      ▂  ▇  ▅  █  ▁  ▅  ▄  ▆  ▃  ▅
 *     active (least luck)   0           4                    ─┐
 *     warm   (most luck)             3                        ├─▶ devices 0, 1, 2, 3, each with the luck of its index
 *     buys                                    7              ─┘
 *
 * A device keeps the luck of its index whatever else is simulated. A larger share of active lines makes more of the devices
 * active, and moves nobody else's luck.
 */
import { arrivalTimes, type Dice, type Microseconds, type Rhythm } from '../sim/index.ts';
import { rhythmOf } from './rhythms.ts';
import type { GroupSettings, SimKind, WorldSettings } from './settings.ts';

/** A group of the population, or a part of one, with its place among all devices; of load agents, the place of the lines they ask about. */
export interface Group {
  /** In a part of a group, `sim` is the kind of line that its devices begin with. */
  readonly settings: GroupSettings;
  readonly first: number;
  readonly count: number;
  /** The place of each in the group as a whole; where it is left out, the nth comes nth. */
  readonly members?: Int32Array | undefined;
  /** When its people come; undefined for those who are there from the start. */
  readonly arrivals: readonly Microseconds[] | undefined;
  /** Devices of the whole group, and of the groups before it, simulated or not. */
  readonly whole: number;
  readonly before: number;
}

type Part = Omit<Group, 'first' | 'before' | 'whole'>;

/** The groups of a world in the order of the scenario, a group of several kinds as several. */
export function placeGroups(settings: WorldSettings, dice: Dice): Group[] {
  const groups: Group[] = [];
  let first = 0;
  let before = 0;
  for (const group of settings.groups) {
    const arrivals = arrivalsOf(group, settings, dice);
    const whole = arrivals?.length ?? group.load?.iccids ?? group.count;
    const parts =
      group.lines === undefined && group.buys === undefined
        ? [{ settings: group, count: whole, arrivals }]
        : partsOf(group, { settings, dice, whole, arrivals });
    for (const part of parts) {
      groups.push({ ...part, first, before, whole });
      first += part.count;
    }
    before += whole;
  }
  return groups;
}

/** The place of a device among all of the population, simulated or not: what its numbers are made from. */
export const placeIn = ({ first, before, members }: Group, device: number): number =>
  before + (members === undefined ? device - first : members[device - first]!);

/** A group as the scenario has it, whatever parts it was taken apart into. */
export interface WholeGroup {
  readonly settings: GroupSettings;
  readonly count: number;
  /** The device with that index in the group; undefined where it is not simulated. */
  deviceOf(index: number): number | undefined;
}

export function wholeGroup(groups: readonly Group[], name: string): WholeGroup | undefined {
  const parts = groups.filter(({ settings }) => settings.name === name);
  const [part] = parts;
  if (part === undefined) return undefined;
  const { settings, first, whole: count } = part;
  if (part.members === undefined)
    return { settings, count, deviceOf: index => (index < count ? first + index : undefined) };
  const devices = new Int32Array(count).fill(nobody);
  for (const { first: from, members = [] } of parts)
    for (const [nth, index] of members.entries()) devices[index] = from + nth;
  return { settings, count, deviceOf: index => (devices[index] === nobody ? undefined : devices[index]) };
}

const nobody = -1;

/** When the people of a group come. */
function arrivalsOf(group: GroupSettings, settings: WorldSettings, dice: Dice): readonly Microseconds[] | undefined {
  if (group.arrive === undefined) return undefined;
  return timesOf(rhythmOf(group.arrive, group, settings), group.arrive.perDay, {
    settings,
    luck: nth => dice.stream(group.name, 'arrives').uniform(0, nth),
  });
}

const timesOf = (
  rhythm: Rhythm,
  perDay: number,
  { settings, luck }: { settings: WorldSettings; luck: (nth: number) => number },
): Microseconds[] => arrivalTimes(rhythm, perDay, settings.length, luck);

interface Whole {
  settings: WorldSettings;
  dice: Dice;
  /** How many devices it has, simulated or not. */
  whole: number;
  arrivals: readonly Microseconds[] | undefined;
}

/** What a device begins with: the word of `sim` for it. */
const kinds = ['hot', 'warm', 'cold', 'esim'] as const satisfies readonly SimKind[];

function partsOf(group: GroupSettings, about: Whole): Part[] {
  const { whole, arrivals } = about;
  const kindOf = kindsOf(group, about);
  if (arrivals !== undefined)
    return kinds.flatMap(sim => {
      const members = numbersUpTo(whole, index => kindOf[index] === kinds.indexOf(sim));
      return members.length === 0 && sim !== 'hot'
        ? []
        : [partOf(group, sim, { members, arrivals: Array.from(members, index => arrivals[index]!) })];
    });
  const purchases = purchasesOf(group, about, kindOf);
  const isActedOn = actedOn(group, about.settings, whole);
  const isThere = (index: number, sim: SimKind): boolean =>
    sim === 'hot' || (!purchases.has(index) && (sim === 'warm' || hasMoreToDo(group) || isActedOn(index)));
  return kinds.flatMap(sim => {
    const kind = kinds.indexOf(sim);
    const there = numbersUpTo(whole, index => kindOf[index] === kind && isThere(index, sim));
    const buyers = Int32Array.from([...purchases.keys()].filter(index => kindOf[index] === kind));
    return [
      ...(there.length > 0 || sim === 'hot' ? [partOf(group, sim, { members: there, arrivals: undefined })] : []),
      ...(buyers.length > 0
        ? [partOf(group, sim, { members: buyers, arrivals: Array.from(buyers, index => purchases.get(index)!) })]
        : []),
    ];
  });
}

function partOf(
  group: GroupSettings,
  sim: SimKind,
  { members, arrivals }: { members: Int32Array; arrivals: Part['arrivals'] },
): Part {
  return {
    settings: {
      ...group,
      sim,
      count: arrivals === undefined ? members.length : 0,
      arrive: arrivals === undefined ? undefined : (group.arrive ?? group.buys),
      buysInMobilePlans: group.buysInMobilePlans && sim !== 'cold',
    },
    count: members.length,
    members,
    arrivals,
  };
}

/** The least lucky lines are active and the luckiest warm, so that a larger share of either takes from those without a line. */
function kindsOf({ name, sim, lines }: GroupSettings, { dice, whole }: Whole): Uint8Array {
  const [hot, warm, cold, none] = [0, 1, 2, 3];
  if (lines === undefined) return new Uint8Array(whole).fill(kinds.indexOf(sim));
  const luck = dice.stream(name, 'device.line');
  const warmFrom = 1 - lines.warm;
  const coldFrom = warmFrom - lines.cold;
  const found = new Uint8Array(whole);
  for (let index = 0; index < whole; index += 1) {
    const drawn = luck.uniform(index);
    found[index] = drawn < lines.active ? hot! : drawn >= warmFrom ? warm! : drawn >= coldFrom ? cold! : none!;
  }
  return found;
}

/** So many candidates are drawn for a purchase before the next device without an active line is taken. */
const triesMost = 64;

/**
 * When each device that buys does so, in the order of the purchases. Each buyer is drawn from the whole group until one
 * without an active line is found who has not bought yet; where all have, nobody is left to come.
 */
function purchasesOf(
  { name, buys, ...group }: GroupSettings,
  { settings, dice, whole }: Whole,
  kindOf: Uint8Array,
): Map<number, Microseconds> {
  const purchases = new Map<number, Microseconds>();
  if (buys === undefined) return purchases;
  const luck = dice.stream(name, 'buys');
  const who = dice.stream(name, 'buys.who');
  const times = timesOf(rhythmOf(buys, group, settings), buys.perDay, { settings, luck: nth => luck.uniform(0, nth) });
  const mayBuy = (index: number) => kindOf[index] !== 0 && !purchases.has(index);
  for (const [nth, at] of times.entries()) {
    let index = 0;
    for (let attempt = 0; attempt < triesMost; attempt += 1) {
      index = Math.floor(who.uniform(0, nth, attempt) * whole);
      if (mayBuy(index)) break;
    }
    for (let step = 0; step < whole && !mayBuy(index); step += 1) index = (index + 1) % whole;
    if (!mayBuy(index)) break;
    purchases.set(index, at);
  }
  return purchases;
}

/** Whether PCs without a line do anything in this group. */
const hasMoreToDo = ({ lanDevice, managed, activationCode, hotspots, updates, apps, video }: GroupSettings): boolean =>
  [lanDevice, managed, activationCode, hotspots, updates, apps, video].some(part => part !== undefined);

/** Which devices of the group the timeline does something to by hand. */
function actedOn({ name }: GroupSettings, { timeline }: WorldSettings, whole: number): (index: number) => boolean {
  const acts = timeline.flatMap(entry =>
    entry.kind === 'act' && entry.group === name ? [{ from: entry.first, to: entry.first + entry.count }] : [],
  );
  return index => index < whole && acts.some(({ from, to }) => index >= from && index < to);
}

function numbersUpTo(end: number, isWanted: (index: number) => boolean): Int32Array {
  const found: number[] = [];
  for (let index = 0; index < end; index += 1) if (isWanted(index)) found.push(index);
  return Int32Array.from(found);
}
