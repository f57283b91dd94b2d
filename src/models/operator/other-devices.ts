/**
 * Other devices of a line: telephones and tablets of a family that use the same plan, each in sessions of its own through
 * the day. The PC cannot see them: no local counter counts what they use.
 *
 *     other devices of a line ── pass together, bytes/s ──▶ subscription ◀── own rate ── modem of the PC
 *
 * While the line has no plan their sessions pass nothing: what they would have used is lost, and what is under way when the
 * plan is topped up goes on.
 *
 * A device here is numbered among all of its kind; see {@link families} for whose it is.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Local data counters (a local count cannot include other devices).
 * Assumption: the gateway treats the line as one: a new plan that needs a new packet context counts for its other devices
 * when the PC has one. They have network at all times.
 */
import {
  count,
  type Microseconds,
  model,
  port,
  sees,
  state,
  type TransitionTable,
  unitExponential,
} from '../../sim/index.ts';
import type { FamilySettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { transferTime } from '../transfer-time.ts';
import type { subscription } from './subscription.ts';

type State = 'idle' | 'surfing';
type Event = 'sessionStarted' | 'sessionEnded';

const otherDevicesTable: TransitionTable<State, Event> = {
  idle: { sessionStarted: 'surfing' },
  surfing: { sessionEnded: 'idle' },
};

/** Who belongs together. */
export interface Families {
  /** How many other devices there are in all. */
  readonly count: number;
  /** The line of an other device, and which of the line's devices it is, from 0 on. */
  placeOf(other: number): { line: number; member: number };
}

interface FamilyGroup {
  readonly settings: { readonly family?: FamilySettings | undefined };
  readonly first: number;
  readonly count: number;
}

/** Other devices are numbered group by group, and line by line within a group. */
export function families(groups: readonly FamilyGroup[]): Families {
  const blocks: { from: number; first: number; each: number }[] = [];
  let count = 0;
  for (const group of groups) {
    const each = group.settings.family?.devices ?? 0;
    if (each === 0 || group.count === 0) continue;
    blocks.push({ from: count, first: group.first, each });
    count += each * group.count;
  }
  return {
    count,
    placeOf(other) {
      const { from, first, each } = blocks.findLast(block => block.from <= other)!;
      const nth = other - from;
      return { line: first + Math.floor(nth / each), member: nth % each };
    },
  };
}

interface FamilySurroundings extends Surroundings {
  readonly families: Families;
}

const line = port<typeof subscription>('subscription');
export const otherDevicesPorts = { line };
const { othersChanged } = line.tells;

const siblings = sees<typeof otherDevices>('other devices');
export const otherDevicesSees = { siblings };

export const otherDevices = model('other devices', {
  source: 'overview-of-mobile-broadband.md',
  table: otherDevicesTable,
  record: { state: state(otherDevicesTable), sessions: count() },
  kept: 'columns',
  timers: { sessionStarts: 0 as Microseconds, sessionEnds: 0 as Microseconds },
  /** Of the line; the value is in bytes. */
  facts: ['sessionStarted'],
  given: {} as FamilySurroundings,
  takes: {
    /** The next session comes as an event of a Poisson process that follows the hours of the day. */
    plansSession(device, _: undefined, does) {
      const { line, member, family } = memberOf(does);
      const exponential = unitExponential(does.draw('otherDevices.session', device.sessions, member, line));
      const next = does.given.cycle(line, family.sessions).next(does.now, exponential, family.sessions.perDay);
      if (next <= does.given.settings.length) does.arm('sessionStarts', next - does.now);
    },

    sessionStarts(device, _: undefined, does) {
      const { line, member, family } = memberOf(does);
      const monthly = does.given.sample(family.monthly, does.draw('otherDevices.monthly', 0, member, line));
      const mean = monthly / 30 / family.sessions.perDay;
      const luck = does.draw('otherDevices.sessionSize', device.sessions, member, line);
      const size = Math.max(1, Math.ceil(unitExponential(luck) * mean));
      device.sessions += 1;
      does.move(device, 'sessionStarted');
      does.emit('sessionStarted', size, line);
      does.tell(othersChanged, line, (surfingBeside(does) + 1) * family.sessionRate);
      does.arm('sessionEnds', transferTime(size, family.sessionRate));
    },

    sessionEnds(device, _: undefined, does) {
      const { line, family } = memberOf(does);
      does.move(device, 'sessionEnded');
      does.tell(othersChanged, line, surfingBeside(does) * family.sessionRate);
      does.self('plansSession');
    },
  },
});

interface Member {
  readonly given: FamilySurroundings;
  readonly subject: number;
}

function memberOf({ given, subject }: Member): { line: number; member: number; family: FamilySettings } {
  const { line, member } = given.families.placeOf(subject);
  return { line, member, family: given.group(line).family! };
}

/** How many other devices of the same line are in a session, this one left out. */
function surfingBeside(
  does: Member & { look(seen: typeof siblings, other: number): Readonly<{ state: string }> },
): number {
  const { member, family } = memberOf(does);
  const first = does.subject - member;
  let surfing = 0;
  for (let other = first; other < first + family.devices; other++)
    if (other !== does.subject && does.look(siblings, other).state === 'surfing') surfing += 1;
  return surfing;
}
