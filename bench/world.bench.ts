/**
 * The whole world, as far as it is built: a million SIMs that ask for their balance through a day, with facts,
 * fingerprint and metrics on, against C++ `std::priority_queue` alone with as many entries pending.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { World } from '../src/models/index.ts';
import { loadScenario } from '../src/scenarios/index.ts';
import { median } from './measure.ts';
import type { Row } from './row.ts';
import { scenarioFile, sized, type Taken } from './world-day.ts';
import type { Yardstick } from './yardstick.ts';

const million = 1_000_000;
const thousand = 1_000;
/** Long enough that a thousand SIMs make as many events as a warm program needs. */
const daysOfThousand = 60;

const program = fileURLToPath(new URL('world-day.js', import.meta.url));

const take = (sims: number, days: number, pending: number): Taken =>
  JSON.parse(execFileSync(process.execPath, [program, sims, days, pending].map(String), { encoding: 'utf8' }));

/** A world of a few SIMs, for what does not depend on their number. */
function sample(): World {
  const scenario = loadScenario(scenarioFile, { set: sized(thousand, 1) });
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

export function worldRows(yardstick: Yardstick | undefined): { rows: Row[]; text: string } {
  const world = sample();
  const pending = (world.simulation.pending / world.devices) * million;
  const storage = bytesByRecord(world);
  const bytes = storage.reduce((sum, part) => sum + part.bytes, 0);

  const few = take(thousand, daysOfThousand, 0);
  const many = take(million, 1, yardstick === undefined ? 0 : pending);
  const whole = many.setUp + many.run + many.report;
  const perEvent = ({ run, events }: Taken) => run / events;
  const seconds = (ns: number) => `${(ns / 1e9).toFixed(1)} s`;

  const rows: Row[] = [];
  if (yardstick !== undefined) {
    const of = (side: 'ours' | 'theirs') => median(many.stretches.map(stretch => stretch[side])).toFixed(0);
    rows.push({
      what: 'a million SIMs, one day of GetBalance: CPU per event against a hold in C++',
      measured: median(many.stretches.map(({ ours, theirs }) => ours / theirs)),
      must: 1,
      aim: 0.7,
      unit: 'x',
      note: `${of('ours')} ns against ${of('theirs')} ns at ${pending.toExponential(0)} pending; ${(many.events / 1e6).toFixed(1)} million events in ${seconds(many.run)}, fingerprint ${many.fingerprint}`,
    });
  }
  rows.push(
    {
      what: 'the same: memory before tables',
      measured: many.residentPeak / 1e6,
      must: 300,
      aim: 200,
      unit: 'MB',
      note: `the most the process has had resident; heap and array buffers ${(many.heldPeak / 1e6).toFixed(0)} MB`,
    },
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
      measured: (many.setUp / whole) * 100,
      must: 10,
      aim: 5,
      unit: '%',
      note: seconds(many.setUp),
    },
    {
      what: 'report and tables, share of the run',
      measured: (many.report / whole) * 100,
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
