/**
 * `mpsim run --dry-run`: checks everything and says how much work the run would be. Nothing is run whole, nothing written.
 *
 * Events come from thinned worlds (see `estimateWork`), time from what their events cost on this very machine, memory from
 * bytes for each device. All three are meant to be right within a factor of two.
 */
import { estimateWork, type WorkEstimate } from '../experiments/index.ts';
import { formatBytes, formatCount, formatDuration } from '../report/index.ts';
import type { LoadedScenario } from '../scenarios/index.ts';
import { type ExitCode, exit } from './exit.ts';
import { knownVariant } from './known-variant.ts';
import { printForPeople, printJson } from './output.ts';
import { findScenario, openScenario, type Sets } from './scenario-file.ts';

export interface DryRunOptions {
  seed?: number;
  variant?: string;
  set?: Sets;
  verify?: boolean;
  json?: boolean;
}

interface Estimate extends Pick<WorkEstimate, 'events' | 'devices'> {
  variant: string;
  seconds: number;
  memory_bytes: number;
}

/**
 * Measured with the bundled scenarios from 4,000 to a million devices: the most memory of the process up to its end, and
 * what loading the program, the report and its pictures take.
 */
const memory = { base: 150e6, perDevice: 200, perBuyer: 1_400 };
const startAndReport_s = 1.5;

export async function dryRun(file: string, options: DryRunOptions): Promise<ExitCode> {
  const argument = await findScenario(file);
  const scenario = openScenario(argument, options.set);
  const variants = options.variant === undefined ? scenario.variants : [knownVariant(scenario, options.variant)];
  const estimates = variants.map(variant => estimateOf(scenario, variant, options));
  if (options.json === true) {
    printJson('mpsim.estimate/1', { scenario: scenario.name, file: argument.shown, variants: estimates });
    return exit.fine;
  }
  printForPeople([
    {
      heading: `${argument.shown} is valid. Nothing was run or written; a run would be about, within a factor of two:`,
      rows: estimates.map(({ variant, events, devices, seconds, memory_bytes }) => [
        variant,
        `${formatCount(rounded(events))} events of ${formatCount(rounded(devices))} devices, ${formatDuration(seconds * 1e6)}, ${formatBytes(memory_bytes)} of memory`,
      ]),
    },
    { heading: 'Queues that overflow make more work than this: the estimate does not see them.', rows: [] },
  ]);
  return exit.fine;
}

function estimateOf(scenario: LoadedScenario, variant: string, { seed, verify }: DryRunOptions): Estimate {
  const settings = scenario.settingsFor(variant, seed === undefined ? {} : { seed });
  const stretches: number[] = [];
  let before = { events: 0, cpu_s: 0 };
  const since = cpu_s();
  const work = estimateWork(settings, {
    watch(events) {
      const now = { events, cpu_s: cpu_s() };
      if (events > before.events && before.events > 0)
        stretches.push((now.cpu_s - before.cpu_s) / (events - before.events));
      before = now;
    },
  });
  const sampled_s = cpu_s() - since;
  const warm = stretches.slice(Math.floor((stretches.length * 3) / 4)).sort((a, b) => a - b);
  const perEvent = warm[Math.floor(warm.length / 2)] ?? sampled_s / Math.max(1, work.sampledEvents);
  const rest = Math.max(0, work.events - work.sampledEvents) * perEvent * slowedBy(work.devices);
  // A short run is not faster than its sample, which had to warm up too.
  const run_s = Math.min(sampled_s, work.events * (sampled_s / Math.max(1, work.sampledEvents))) + rest;
  return {
    variant,
    events: work.events,
    devices: work.devices,
    seconds: rounded((verify === true ? 2 : 1) * run_s + startAndReport_s),
    memory_bytes: rounded(memory.base + memory.perDevice * work.devices + memory.perBuyer * work.buyers),
  };
}

/** An event of a million devices costs half more than one of a few thousand: their records do not fit the caches. */
const slowedBy = (devices: number): number => 1 + 0.17 * Math.max(0, Math.log10(devices / 1_000));

/** As many digits as an estimate deserves. */
const rounded = (n: number): number => Number(n.toPrecision(2));

function cpu_s(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
