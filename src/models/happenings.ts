/**
 * The happenings of a world: when each entry of its timeline begins, whom its campaigns reach, and when those look. All of
 * it is known when the run begins.
 */
import { campaignVisit, reachedBy, visitPorts } from './people/campaign-visit.ts';
import type { TimelineEntry } from './settings.ts';
import type { World } from './world.ts';

type Campaign = Extract<TimelineEntry, { kind: 'campaign' }>;

/** Somebody who will open the flyout because of a campaign. */
interface Look {
  device: number;
  at: number;
}

/** Arms the beginning of every entry. */
export function planTimeline(world: World): void {
  const { simulation, settings } = world;
  if (world.timeline === undefined) return;
  const begins = world.timeline.timers.get('begins')!;
  const ends = world.timeline.timers.get('ends')!;
  const looks: Look[] = [];
  for (const [number, entry] of settings.timeline.entries()) {
    simulation.arm(begins, number, entry.at);
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
}

function looksOf({ draws, surroundings, groups }: World, campaign: Campaign): readonly Look[] {
  const group = groups.find(({ settings }) => settings.name === campaign.group);
  if (group === undefined) return [];
  const { first, count } = group;
  const luck = (purpose: string) => (index: number) => draws.uniform(`${campaign.name} ${purpose}`, first + index);
  const delay = luck('delay');
  return reachedBy(campaign.reach, count, luck('reach')).map(index => ({
    device: first + index,
    at: Math.ceil(campaign.at + surroundings.sample(campaign.opens, delay(index))),
  }));
}

function sendOut({ simulation, assembly, draws, flyouts }: World, looks: readonly Look[]): void {
  const visits = assembly.install(campaignVisit, { count: looks.length, given: undefined, draws });
  assembly.connect(visitPorts.flyout, flyouts);
  const opens = visits.timers.get('opens')!;
  for (const [visit, { device, at }] of looks.entries()) {
    assembly.tell(visits, 'reaches', visit, device);
    simulation.settle();
    simulation.arm(opens, visit, at);
  }
}
