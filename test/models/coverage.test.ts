/**
 * Every state of every machine is reached by some scenario that comes with mpsim, and every arrow by some world of the
 * tests: the scenarios, generated worlds, and small worlds that take rare arrows on purpose. What has been reached is
 * printed at the end of the test run.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundledRuns } from '../../scripts/docs/bundled-runs.ts';
import { measureSystemsUsed } from '../../scripts/docs/systems-used.ts';
import { systemsUsed } from '../../src/models/systems-used.data.ts';
import { World } from '../../src/models/world.ts';
import { directedWorlds } from './directed-worlds.ts';
import { strangersWrite, worldOfBroadband } from './generated-broadband.ts';
import { generatedWorld, worldOfFaults } from './generated-worlds.ts';
import { coverageLines, Reached } from './reached.ts';
import { settingsWith } from './small-world.ts';

const seed = 1;
const faults = fc.sample(worldOfFaults, { numRuns: 2, seed });
const worlds = fc.sample(generatedWorld, { numRuns: 12, seed });
const broadband = fc.sample(worldOfBroadband, { numRuns: 24, seed });
/** A generated world that runs longer than this is a storm of its own making. */
const guards = { events: 3_000_000, perInstant: 200_000, effectsPerEvent: 200_000 };

const byScenarios = new Reached();
const byAny = new Reached();

beforeAll(() => {
  for (const { world } of bundledRuns()) {
    byScenarios.note(world);
    byAny.note(world);
  }
});

describe('the bundled scenarios', () => {
  it('reach every state of every machine', () => {
    expect(byScenarios.missedStates()).toEqual([]);
  });
});

describe('which systems a scenario uses', () => {
  it('is as it was measured last; if not, run `npm run docs`', () => {
    expect(measureSystemsUsed()).toEqual(systemsUsed);
  });
});

describe('the worlds of the tests', () => {
  beforeAll(() => {
    for (const settings of [...faults, ...worlds, ...broadband]) {
      const world = new World(settings, { guards });
      if (broadband.includes(settings)) strangersWrite(world);
      world.run();
      byAny.note(world);
    }
  });

  it.each(directedWorlds)('$name: keeps the laws', ({ settings, drive }) => {
    const world = new World(settingsWith(settings));
    drive(world);
    world.run();
    expect(world.breaches).toEqual([]);
    byAny.note(world);
  });

  it('reach every arrow of every table', ({ task }) => {
    task.meta.coverage = coverageLines(byScenarios, byAny);
    expect(byAny.missedArrows()).toEqual([]);
  });
});
