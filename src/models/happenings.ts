/**
 * The happenings of a world: when each entry of its timeline begins, whom its campaigns and notifications reach, when those
 * look, and which acts are done to which devices. All of it is known when the run begins.
 */
import type { AnyModel, Installed, Microseconds } from '../sim/index.ts';
import { type WholeGroup, wholeGroup } from './members.ts';
import { lineMessage, lineMessagePorts, type MessageEntry } from './operator/line-message.ts';
import { campaignVisit, reachedBy, visitPorts } from './people/campaign-visit.ts';
import { hand, handPorts, handSees } from './people/hand.ts';
import type { TimelineEntry } from './settings.ts';
import {
  mobilePlansNotification,
  type NotificationEntry,
  notificationPorts,
  notificationSees,
} from './windows/mobile-plans-notifications.ts';
import type { World } from './world.ts';

type Campaign = Extract<TimelineEntry, { kind: 'campaign' }>;
type ActEntry = Extract<TimelineEntry, { kind: 'act' }>;

/** Somebody who will open the flyout because of a campaign. */
interface Look {
  device: number;
  at: number;
}

/** Somebody whom a notification reaches, by the number of its entry. */
interface Notice {
  device: number;
  entry: number;
  at: number;
}

/** Something that will be done to a device by hand. */
interface Deed {
  device: number;
  /** The number of its entry in the timeline. */
  entry: number;
  at: number;
}

/** Arms the beginning of every entry. */
export function planTimeline(world: World): void {
  const { simulation, settings } = world;
  if (world.timeline === undefined) return;
  const begins = world.timeline.timers.get('begins')!;
  const ends = world.timeline.timers.get('ends')!;
  const looks: Look[] = [];
  const deeds: Deed[] = [];
  const notices: Notice[] = [];
  const letters: Notice[] = [];
  for (const [number, entry] of settings.timeline.entries()) {
    simulation.arm(begins, number, entry.at);
    if (entry.kind === 'act') {
      for (const device of devicesOf(world, entry)) deeds.push({ device, entry: number, at: entry.at });
      simulation.arm(ends, number, entry.at);
    }
    if (entry.kind === 'notification') {
      for (const device of noticedBy(world, entry)) notices.push({ device, entry: number, at: entry.at });
      simulation.arm(ends, number, entry.at);
    }
    if (entry.kind === 'message') {
      for (const device of noticedBy(world, entry)) letters.push({ device, entry: number, at: entry.at });
      simulation.arm(ends, number, entry.at);
    }
    if (entry.kind !== 'campaign') continue;
    const own = looksOf(world, entry);
    for (const look of own) if (look.at < settings.length) looks.push(look);
    simulation.arm(
      ends,
      number,
      own.reduce<number>((last, { at }) => Math.max(last, at), entry.at),
    );
  }
  if (looks.length > 0) sendOut(world, looks);
  if (deeds.length > 0) layHandsOn(world, deeds);
  if (notices.length > 0) notify(world, notices);
  if (letters.length > 0) writeTo(world, letters);
}

/** The devices that an act is done to: as many of those that it names as there are. */
export function devicesOf(world: World, { group: name, first, count }: Omit<ActEntry, 'at'>): readonly number[] {
  const group = wholeGroup(world.groups, name);
  if (group === undefined || group.settings.load !== undefined) return [];
  const there = Math.max(0, Math.min(count, group.count - first));
  return devicesAt(
    group,
    Array.from({ length: there }, (_, index) => first + index),
  );
}

const devicesAt = ({ deviceOf }: WholeGroup, indices: readonly number[]): readonly number[] =>
  indices.map(deviceOf).filter(device => device !== undefined);

/** Whom a campaign reaches behind a closed lid opens it some time later, and looks then. */
function looksOf({ groups, simulation, surroundings }: World, campaign: Campaign): readonly Look[] {
  const group = wholeGroup(groups, campaign.group);
  if (group === undefined) return [];
  const luck = (purpose: string) => simulation.dice.stream(campaign.group, `${campaign.name} ${purpose}`);
  const [reach, delay, opening] = [luck('reach'), luck('delay'), luck('opening')];
  return reachedBy(campaign.reach, group.count, index => reach.uniform(index)).flatMap(index => {
    const device = group.deviceOf(index);
    if (device === undefined) return [];
    const at = Math.ceil(campaign.at + surroundings.sample(campaign.opens, delay.uniform(index))) as Microseconds;
    return [{ device, at: surroundings.nextOpen(device, at, opening.uniform(index)) }];
  });
}

/** The devices that a notification or a message is sent to; load agents have none. */
function noticedBy(
  { groups, simulation }: World,
  { name, group: groupName, reach }: NotificationEntry | MessageEntry,
): readonly number[] {
  const group = wholeGroup(groups, groupName);
  if (group === undefined || group.settings.load !== undefined) return [];
  const luck = simulation.dice.stream(groupName, `${name} reach`);
  return devicesAt(
    group,
    reachedBy(reach, group.count, index => luck.uniform(index)),
  );
}

function notify(world: World, notices: readonly Notice[]): void {
  const { assembly, draws, surroundings } = world;
  const sent = assembly.install(mobilePlansNotification, { count: notices.length, given: surroundings, draws });
  assembly.connect(notificationPorts.service, world.service);
  assembly.connect(notificationPorts.app, world.purchases);
  assembly.show(notificationSees.registrations, world.registrations);
  assembly.show(notificationSees.cards, world.cards);
  comeInTime(world, sent, ['isFor', 'arrives'], notices);
}

/** Only lines of an operator with messages get any. */
function writeTo(world: World, letters: readonly Notice[]): void {
  const { assembly, draws, surroundings, messages } = world;
  if (messages === undefined) return;
  const own = letters.filter(({ device }) => surroundings.operator(device).messages !== undefined);
  const sent = assembly.install(lineMessage, { count: own.length, given: surroundings, draws });
  assembly.connect(lineMessagePorts.centre, messages.centre);
  assembly.connect(lineMessagePorts.gateway, messages.gateways);
  assembly.connect(lineMessagePorts.pushes, messages.pushes);
  assembly.connect(lineMessagePorts.session, messages.sessions);
  comeInTime(world, sent, ['isFor', 'sends'], own);
}

/** Each record is told what it is about, and is woken at its moment. */
function comeInTime<M extends AnyModel>(
  { assembly, simulation }: Pick<World, 'assembly' | 'simulation'>,
  installed: Installed<M>,
  [about, timer]: readonly [about: keyof M['takes'] & string, timer: string],
  plans: readonly { at: number }[],
): void {
  const wakes = installed.timers.get(timer)!;
  for (const [nth, { at, ...what }] of plans.entries()) {
    assembly.tell(installed, about, nth, what);
    simulation.settle();
    simulation.arm(wakes, nth, at);
  }
}

function sendOut(world: World, looks: readonly Look[]): void {
  const { assembly, draws, flyouts } = world;
  const visits = assembly.install(campaignVisit, { count: looks.length, given: undefined, draws });
  assembly.connect(visitPorts.flyout, flyouts);
  comeInTime(world, visits, ['reaches', 'opens'], looks);
}

function layHandsOn(world: World, deeds: readonly Deed[]): void {
  const { assembly, draws, surroundings } = world;
  const hands = assembly.install(hand, { count: deeds.length, given: surroundings, draws });
  assembly.connect(handPorts.sim, world.sims);
  assembly.connect(handPorts.radio, world.modems);
  assembly.connect(handPorts.network, world.registrations);
  assembly.connect(handPorts.line, world.lines);
  assembly.connect(handPorts.windows, world.connections);
  assembly.connect(handPorts.update, world.updates);
  assembly.connect(handPorts.broker, world.brokers);
  assembly.connect(handPorts.flyout, world.flyouts);
  assembly.connect(handPorts.person, world.users);
  assembly.connect(handPorts.profileAssistant, world.assistants);
  assembly.connect(handPorts.sharing, world.sharings);
  assembly.connect(handPorts.sharer, world.sharingHabits);
  assembly.show(handSees.people, world.users);
  assembly.show(handSees.sims, world.sims);
  comeInTime(world, hands, ['waits', 'acts'], deeds);
}
