/**
 * One run of a world with so many devices, in a process of its own, as `mpsim run` makes it: set-up, run, report and
 * tables. Prints what it took, as JSON. Operator servers and places in the queue grow with the devices.
 *
 *     node bench/build/bench/world-day.js WORLD DEVICES DAYS PENDING
 *
 *     WORLD     getBalance: active lines that ask for their balance; whole: standing lines, with and without traffic,
 *               buyers of eSIM plans, and people with a SIM
 *     PENDING   entries in the yardstick; 0 leaves it out
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScenario } from '../src/experiments/index.ts';
import { writeRunFolder } from '../src/report/index.ts';
import { type LoadedScenario, loadScenario } from '../src/scenarios/index.ts';
import { cpuSince } from './measure.ts';
import { compileYardstick } from './yardstick.ts';

interface Sized {
  file: string;
  /** How many devices each group has of a thousand, by the setting that says so. */
  shares: Readonly<Record<string, number>>;
}

const worlds = {
  getBalance: {
    file: 'scenarios/getbalance-10000-sims.yaml',
    shares: { 'population.lines.count': 1_000 },
  },
  whole: {
    file: 'bench/whole-world.yaml',
    shares: {
      'population.lines.count': 840,
      'population.surfers.count': 150,
      'population.buyers.arrive': 5,
      'population.people.arrive': 5,
    },
  },
} satisfies Record<string, Sized>;

export type BenchWorld = keyof typeof worlds;

/** What a run took: CPU time in ns, memory in bytes. */
export interface Taken {
  events: number;
  fingerprint: string;
  setUp: number;
  run: number;
  report: number;
  /** ns per event, and per hold of the yardstick just after, in each stretch of the day. */
  stretches: { ours: number; theirs: number }[];
  /** Most memory of the process up to the end of the run, report and tables not yet made. */
  residentPeak: number;
  /** Heap and array buffers together, the most seen between two stretches. */
  heldPeak: number;
}

/** The scenario of that world, with so many devices; those who come are so many a day. */
export function sized(world: BenchWorld, devices: number, days: number): LoadedScenario {
  const { file, shares } = worlds[world];
  const counts = Object.entries(shares).map(([path, share]): readonly [string, string] => {
    const count = String(Math.round((devices / 1_000) * share));
    return [path, path.endsWith('.arrive') ? `${count} per day by hour published` : count];
  });
  return loadScenario(file, {
    set: [
      ...counts,
      ['operators.contoso.api.servers', String(Math.max(4, Math.round(devices / 2_500)))],
      ['operators.contoso.api.queue', String(Math.max(200, Math.round(devices / 50)))],
      ['run.length', `${days} days`],
    ],
  });
}

const stretches = 5;
/** Progress is not told at the very end; what comes after this share of the day counts as report. */
const nearlyAll = 0.998;
const holds = 500_000;

async function take(world: BenchWorld, devices: number, days: number, pending: number): Promise<Taken> {
  const yardstick = pending === 0 ? undefined : compileYardstick();
  const scenario = sized(world, devices, days);
  const taken: Taken = {
    events: 0,
    fingerprint: '',
    setUp: 0,
    run: 0,
    report: 0,
    stretches: [],
    residentPeak: 0,
    heldPeak: 0,
  };
  let since = process.cpuUsage();
  let eventsBefore = 0;
  let stretchRun = 0;
  const { result } = await runScenario(scenario, {
    variant: scenario.variants[0],
    reproduce: '',
    progress(done, events) {
      if (taken.setUp === 0) taken.setUp = cpuSince(since);
      else if (done < ((taken.stretches.length + 1) / stretches) * nearlyAll) return true;
      else {
        stretchRun = cpuSince(since);
        taken.run += stretchRun;
        const theirs = yardstick?.hold(pending, holds, 'exponential') ?? Number.NaN;
        taken.stretches.push({ ours: stretchRun / (events - eventsBefore), theirs });
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        taken.heldPeak = Math.max(taken.heldPeak, heapUsed + arrayBuffers);
        taken.residentPeak = process.resourceUsage().maxRSS * 1024;
      }
      eventsBefore = events;
      since = process.cpuUsage();
      return true;
    },
  });
  const out = mkdtempSync(join(tmpdir(), 'mpsim-bench-'));
  const manifest = {
    result: {
      scenario: result.summary.scenario,
      variant: result.summary.variant,
      seed: result.summary.seed,
      files: {},
      overrides: [],
      fingerprint: result.summary.fingerprint,
      settings: {},
    },
    environment: { mpsim: '', node: process.version, platform: process.platform, command: '' },
  };
  await writeRunFolder(result, { out, manifest });
  rmSync(out, { recursive: true });
  taken.report = cpuSince(since);
  taken.events = result.summary.events;
  taken.fingerprint = result.summary.fingerprint;
  return taken;
}

if (process.argv[1]?.endsWith('world-day.js')) {
  const [devices, days, pending] = process.argv.slice(3).map(Number);
  const world = process.argv[2] === 'whole' ? 'whole' : 'getBalance';
  process.stdout.write(JSON.stringify(await take(world, devices, days, pending)));
}
