/**
 * The way of one buyer through a run, step by step: the world is run once more, and what is told of this one device is put
 * into words. Watching changes nothing: the fingerprint is that of the run.
 */
import type { World } from '../../models/index.ts';
import type { LoadedScenario } from '../../scenarios/index.ts';
import { clockShown, dayClockOf } from '../claims/day-clock.ts';
import { runWorld } from '../progress.ts';
import { type Buyer, type Fate, keyOf } from './fate.ts';
import { FateLog } from './fate-log.ts';
import { endInWords } from './fate-words.ts';
import { type FatesRequest, worldFor } from './fates.ts';
import { countedFrom, mattersLater, spokenOf, type Words } from './step-words.ts';

export interface Step {
  at_us: number;
  /** The local clock: `14:03:12`, from the second day on `day 2 14:03:12`. */
  clock: string;
  who: string;
  what: string;
  detail?: string;
  /** How often in a row, where it was more than once; `lastClock` is when the last of them was. */
  times?: number;
  lastClock?: string;
  /** The purchase ended here, for better or worse. */
  isEnd?: true;
}

export interface Story {
  variant: string;
  buyer: Buyer;
  /** Undefined where this buyer does not come in this variant. */
  fate: Fate | undefined;
  steps: readonly Step[];
  /** Of the run, to show that watching has not changed it. */
  fingerprint: string;
}

export interface StoryRequest extends FatesRequest {
  buyer: Buyer;
}

/** Steps beyond this are counted and not told. */
const stepsMost = 80;
/** Facts that are kept of a device at most. */
const heardMost = 50_000;
/** Facts with which a way ends without service. */
const ends = new Set(['purchase.cancelled', 'purchase.abandoned', 'purchase.failed', 'getting online.gaveUp']);

interface Heard extends Words {
  fact: string;
  at: number;
}

export async function storyOf(scenario: LoadedScenario, request: StoryRequest): Promise<Story> {
  const world = worldFor(scenario, request);
  const log = new FateLog(world);
  const { buyer, variant } = request;
  const group = world.groups.find(({ settings, count }) => settings.name === buyer.group && buyer.index < count);
  const heard = group === undefined ? [] : listen(world, group.first + buyer.index, buyer.nth);
  await runWorld(world, request.progress);
  const fate = log.told(variant).fates.find(one => keyOf(one) === keyOf(buyer));
  const clock = dayClockOf(world.settings);
  const steps = fate === undefined ? [] : collapsed(heard, fate, moment => clockShown(moment, clock));
  return { variant, buyer, fate, steps, fingerprint: world.simulation.facts.fingerprint() };
}

/** Puts into words what is told of a device while its purchase of that number is the latest. */
function listen(world: World, device: number, nth: number): Heard[] {
  const heard: Heard[] = [];
  const since = new Map<string, number>();
  const { facts, clock } = world.simulation;
  let opened = 0;
  const listens = () => opened === nth || (opened === 0 && nth === 1);
  const hear = (fact: string, see: (at: number, value: number) => void) =>
    facts.observe(fact, subject => {
      if (subject === device && listens() && heard.length < heardMost) see(clock[0]!, facts.value[0]!);
    });
  facts.observe('purchase.opened', subject => {
    if (subject === device) opened += 1;
  });
  for (const [fact, speaker] of spokenOf)
    hear(fact, (at, value) => {
      const words = speaker(value, { world, device, at, since });
      since.set(fact, at);
      if (words !== undefined) heard.push({ ...words, fact, at });
    });
  for (const fact of countedFrom) hear(fact, at => since.set(fact, at));
  for (const fact of ends) hear(fact, at => heard.push({ fact, at, who: 'buyer', what: '' }));
  return heard;
}

/** What is told: up to the end, later only what still matters, and the same again and again only once. */
function collapsed(heard: readonly Heard[], fate: Fate, clock: (moment: number) => string): Step[] {
  const steps: Step[] = [];
  let isOver = false;
  for (const { fact, at, who, what, detail } of heard) {
    const isEnd = ends.has(fact) && at === (fate.endedAt_us ?? at);
    if (ends.has(fact) && (!isEnd || isOver)) continue;
    if (isOver && !mattersLater.has(fact)) continue;
    const last = steps.at(-1);
    if (!isEnd && last?.what === what && last.who === who && !last.isEnd) {
      last.times = (last.times ?? 1) + 1;
      last.lastClock = clock(at);
      continue;
    }
    const step: Step = { at_us: at, clock: clock(at), who, what: isEnd ? endInWords(fate) : what };
    if (detail !== undefined) step.detail = detail;
    if (isEnd) step.isEnd = true;
    steps.push(step);
    isOver ||= isEnd || (fact === 'network flyout.shown' && fate.onlineAt_us !== undefined && at >= fate.onlineAt_us);
  }
  return steps.length <= stepsMost ? steps : shortened(steps);
}

function shortened(steps: readonly Step[]): Step[] {
  const [first, last] = [steps.slice(0, stepsMost / 2), steps.slice(-stepsMost / 2)];
  const { at_us, clock } = steps[stepsMost / 2]!;
  return [...first, { at_us, clock, who: '', what: `… ${steps.length - stepsMost} steps more …` }, ...last];
}
