/**
 * Proof of determinism: the same variant twice, compared fact by fact. Where the two part, the first fact that differs is
 * named.
 *
 * The first run leaves a checkpoint of its fingerprint at every stretch of facts; so does the second. Only when they part
 * are both runs repeated, up to the stretch that differs, to read its facts.
 */
import { World, type WorldOptions, type WorldSettings } from '../models/index.ts';
import { clockText } from '../sim/index.ts';
import { type Progress, runWorld } from './progress.ts';

export interface Verification {
  same: boolean;
  facts: number;
  fingerprints: [string, string];
  /** The first fact that differs, in both runs, in words. */
  difference?: string;
}

export interface VerifyOptions {
  progress?: Progress;
  /** Of the first run; the second is built without options, unless a test plants a difference. */
  world?: WorldOptions;
  again?: WorldOptions;
}

/** Facts between two checkpoints. */
const stretch = 4096;

/** What one run leaves behind to be compared: its fingerprint after every stretch of facts. */
export class Checkpoints {
  readonly marks: string[] = [];
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    const { facts } = world.simulation;
    facts.observeAll(() => {
      if (facts.told % stretch === 0) this.marks.push(facts.fingerprint());
    });
  }

  get facts(): number {
    return this.world.simulation.facts.told;
  }

  get fingerprint(): string {
    return this.world.simulation.facts.fingerprint();
  }
}

/** Runs the settings twice and compares; undefined when `progress` stopped it. */
export async function verifyRun(
  settings: WorldSettings,
  options: VerifyOptions = {},
): Promise<Verification | undefined> {
  const world = new World(settings, options.world);
  const first = new Checkpoints(world);
  return (await runWorld(world, options.progress)) ? compareAgain(settings, first, options) : undefined;
}

/** Runs the settings once more and compares with what a run of theirs has left behind; undefined when stopped. */
export async function compareAgain(
  settings: WorldSettings,
  first: Checkpoints,
  options: VerifyOptions = {},
): Promise<Verification | undefined> {
  const world = new World(settings, options.again ?? options.world);
  const second = new Checkpoints(world);
  if (!(await runWorld(world, options.progress))) return undefined;
  const fingerprints: [string, string] = [first.fingerprint, second.fingerprint];
  const facts = Math.max(first.facts, second.facts);
  if (fingerprints[0] === fingerprints[1] && first.facts === second.facts) return { same: true, facts, fingerprints };

  const at = first.marks.findIndex((mark, i) => mark !== second.marks[i]);
  const from = (at === -1 ? Math.min(first.marks.length, second.marks.length) : at) * stretch;
  const a = factsFrom(settings, from, options.world);
  const b = factsFrom(settings, from, options.again ?? options.world);
  const parts = a.findIndex((fact, i) => fact !== b[i]);
  const where = parts === -1 ? a.length : parts;
  const difference = `fact ${from + where + 1}: "${a[where] ?? 'nothing more'}" in the first run, "${b[where] ?? 'nothing more'}" in the second`;
  return { same: false, facts, fingerprints, difference };
}

/** The facts of one stretch, as text. */
function factsFrom(settings: WorldSettings, from: number, options?: WorldOptions): string[] {
  const world = new World(settings, options);
  const { facts, clock } = world.simulation;
  const texts: string[] = [];
  facts.observeAll((fact, subject) => {
    if (facts.told <= from || texts.length > stretch) return;
    texts.push(`${fact.name} of ${subject} with ${facts.value[0]} at ${clockText(clock[0]!)}`);
  });
  world.run(() => texts.length <= stretch);
  return texts;
}
