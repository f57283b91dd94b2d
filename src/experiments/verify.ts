/**
 * Proof of determinism: the same variant twice, compared fact by fact. Where the two part, the first fact that differs is
 * named.
 */

import type { WorldSettings } from '../models/index.ts';
import { World, type WorldOptions } from '../models/index.ts';
import { clockText } from '../sim/index.ts';

export interface Verification {
  same: boolean;
  facts: number;
  fingerprints: [string, string];
  /** The first fact that differs, in both runs, in words. */
  difference?: string;
}

/** Facts between two checkpoints of the fingerprint. */
const stretch = 4096;

/**
 * @param settings  what to run
 * @param options   of the first and of the second run: both the same, unless a test plants a difference
 */
export function verifyRun(settings: WorldSettings, options: [WorldOptions?, WorldOptions?] = []): Verification {
  const [first, second] = [checkpoints(settings, options[0]), checkpoints(settings, options[1])];
  const fingerprints: [string, string] = [first.fingerprint, second.fingerprint];
  if (first.fingerprint === second.fingerprint && first.facts === second.facts) {
    return { same: true, facts: first.facts, fingerprints };
  }
  const at = first.marks.findIndex((mark, i) => mark !== second.marks[i]);
  const from = (at === -1 ? Math.min(first.marks.length, second.marks.length) : at) * stretch;
  const [a, b] = [factsFrom(settings, from, options[0]), factsFrom(settings, from, options[1])];
  const parts = a.findIndex((fact, i) => fact !== b[i]);
  const where = parts === -1 ? a.length : parts;
  return {
    same: false,
    facts: Math.max(first.facts, second.facts),
    fingerprints,
    difference: `fact ${from + where + 1}: "${a[where] ?? 'nothing more'}" in the first run, "${b[where] ?? 'nothing more'}" in the second`,
  };
}

function checkpoints(settings: WorldSettings, options?: WorldOptions) {
  const world = new World(settings, options);
  const { facts } = world.simulation;
  const marks: string[] = [];
  facts.observeAll(() => {
    if (facts.told % stretch === 0) marks.push(facts.fingerprint());
  });
  world.run();
  return { marks, facts: facts.told, fingerprint: facts.fingerprint() };
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
