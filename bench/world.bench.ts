/**
 * A million devices through a day, with facts, fingerprint and metrics on, against C++ `std::priority_queue` alone with as
 * many entries pending: active lines that ask for their balance, and the whole world, in which people buy and surf besides.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { World } from '../src/models/index.ts';
import { median } from './measure.ts';
import type { Row } from './row.ts';
import { type BenchWorld, sized, type Taken } from './world-day.ts';
import type { Yardstick } from './yardstick.ts';

const million = 1_000_000;
/** Of the whole world as many devices as the benchmark has time for; memory grows with them. */
const wholeDevices = 200_000;
const thousand = 1_000;
/** Long enough that a thousand SIMs make as many events as a warm program needs. */
const daysOfThousand = 60;

const program = fileURLToPath(new URL('world-day.js', import.meta.url));

const take = (world: BenchWorld, devices: number, days: number, pending: number): Taken =>
  JSON.parse(
    execFileSync(process.execPath, [program, world, devices, days, pending].map(String), { encoding: 'utf8' }),
  );

/** A world of a few devices, for what does not depend on their number. */
function sample(of: BenchWorld): World {
  const scenario = sized(of, thousand, 1);
  return new World(scenario.settingsFor(scenario.variants[0]));
}

/** Storage of a device by record, timers and pending events included. */
function bytesByRecord(world: World): { what: string; bytes: number }[] {
  const ofDevices = world.assembly.census().filter(({ records }) => records === world.devices);
  return [
    ...ofDevices.map(({ model, bytesPerRecord }) => ({ what: `${model}, timers included`, bytes: bytesPerRecord })),
    { what: 'pending events, 16 bytes each', bytes: (16 * world.simulation.pending) / world.devices },
  ];
}

const pendingOfAMillion = ({ simulation, devices }: World): number => (simulation.pending / devices) * million;
const perEvent = ({ run, events }: Taken): number => run / events;
const seconds = (ns: number): string => `${(ns / 1e9).toFixed(1)} s`;

/** CPU per event of a run against a hold of the yardstick just after, and the most memory before tables. */
function rowsOf(
  what: string,
  taken: Taken,
  pending: number,
  bounds: Record<'cpu' | 'memory', [number, number]>,
): Row[] {
  const of = (side: 'ours' | 'theirs') => median(taken.stretches.map(stretch => stretch[side])).toFixed(0);
  const cpu: Row = {
    what: `${what}: CPU per event against a hold in C++`,
    measured: median(taken.stretches.map(({ ours, theirs }) => ours / theirs)),
    must: bounds.cpu[0],
    aim: bounds.cpu[1],
    unit: 'x',
    note: `${of('ours')} ns against ${of('theirs')} ns at ${pending.toExponential(0)} pending; ${(taken.events / 1e6).toFixed(1)} million events in ${seconds(taken.run)}, fingerprint ${taken.fingerprint}`,
  };
  const memory: Row = {
    what: 'the same: memory before tables',
    measured: taken.residentPeak / 1e6,
    must: bounds.memory[0],
    aim: bounds.memory[1],
    unit: 'MB',
    note: `the most the process has had resident; heap and array buffers ${(taken.heldPeak / 1e6).toFixed(0)} MB`,
  };
  return pending === 0 ? [memory] : [cpu, memory];
}

export function worldRows(yardstick: Yardstick | undefined): { rows: Row[]; text: string } {
  const world = sample('getBalance');
  const pending = pendingOfAMillion(world);
  const storage = bytesByRecord(world);
  const bytes = storage.reduce((sum, part) => sum + part.bytes, 0);

  const few = take('getBalance', thousand, daysOfThousand, 0);
  const many = take('getBalance', million, 1, yardstick === undefined ? 0 : pending);
  const setUpRunAndReport = many.setUp + many.run + many.report;
  const share = wholeDevices / million;
  const pendingOfAll = yardstick === undefined ? 0 : pendingOfAMillion(sample('whole')) * share;
  const all = take('whole', wholeDevices, 1, pendingOfAll);
  const base = take('whole', thousand, 1, 0).residentPeak;
  const ofAMillion = { ...all, residentPeak: base + (all.residentPeak - base) / share };

  const rows: Row[] = [
    ...rowsOf('a million SIMs, one day of GetBalance', many, yardstick === undefined ? 0 : pending, {
      cpu: [1, 0.7],
      memory: [300, 200],
    }),
    ...rowsOf(`the whole world, ${wholeDevices} devices, one day, memory as of a million`, ofAMillion, pendingOfAll, {
      cpu: [1.2, 0.8],
      memory: [1000, 600],
    }),
  ];
  rows.push(
    {
      what: 'cost per event, a million SIMs against a thousand',
      measured: perEvent(many) / perEvent(few),
      must: 2,
      aim: 1.5,
      unit: 'x',
      note: `${perEvent(many).toFixed(0)} ns against ${perEvent(few).toFixed(0)} ns (${daysOfThousand} days)`,
    },
    {
      what: 'set-up of a million SIMs, share of the run',
      measured: (many.setUp / setUpRunAndReport) * 100,
      must: 10,
      aim: 5,
      unit: '%',
      note: seconds(many.setUp),
    },
    {
      what: 'report and tables, share of the run',
      measured: (many.report / setUpRunAndReport) * 100,
      must: 20,
      aim: 10,
      unit: '%',
      note: seconds(many.report),
    },
    {
      what: 'storage of an idle device',
      measured: bytes,
      must: 300,
      aim: 300,
      unit: 'B',
      note: 'columns, timers and pending events; the list is below',
    },
  );
  const list = storage.map(({ what, bytes }) => `  ${bytes.toFixed(0).padStart(4)}  ${what}`);
  return { rows, text: ['Bytes a device by model:', ...list].join('\n') };
}
