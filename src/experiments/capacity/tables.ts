/**
 * What was tried, as tables for other programs: a row for each size, place and level; for each point of the curve; and for
 * each replication and number.
 */
import type { Table } from '../run-result.ts';
import { numbersOf } from '../tasks/numbers.ts';
import type { Answered } from './capacity.ts';
import type { CapacityResult } from './result.ts';
import type { PlaceSamples } from './trials.ts';

export function capacityTables({ result, samples }: Answered): Table[] {
  const curve = result.curve === null ? [] : [curveTable(result.curve)];
  return [pointTable(result), ...curve, replicationTable(samples)];
}

/** More rows than this do not fit the memory that everything else leaves: then the replications of the first places are kept. */
const mostRows = 2_000_000;

function replicationTable(samples: readonly PlaceSamples[]): Table {
  const rows: {
    place: PlaceSamples['place'];
    settings: string;
    of: PlaceSamples['replications'][number];
    number: ReturnType<typeof numbersOf>[number];
  }[] = [];
  for (const { place, replications } of samples) {
    const settings = settingsInWords(place.sets);
    for (const of of replications)
      for (const number of numbersOf(of.metrics))
        if (rows.length < mostRows) rows.push({ place, settings, of, number });
  }
  return {
    name: 'replications',
    columns: [
      { name: 'settings', type: 'STRING', values: rows.map(({ settings }) => settings) },
      { name: 'lost', type: 'STRING', values: rows.map(({ place }) => place.lost ?? null) },
      { name: 'replication', type: 'INT32', values: rows.map(({ of }) => of.replication) },
      { name: 'seed', type: 'DOUBLE', values: rows.map(({ of }) => of.seed) },
      { name: 'metric', type: 'STRING', values: rows.map(({ number }) => number.metric) },
      { name: 'number', type: 'STRING', values: rows.map(({ number }) => number.name) },
      { name: 'unit', type: 'STRING', values: rows.map(({ number }) => number.unit) },
      { name: 'n', type: 'DOUBLE', values: rows.map(({ number }) => number.n) },
      { name: 'censored', type: 'DOUBLE', values: rows.map(({ number }) => number.censored) },
      { name: 'value', type: 'DOUBLE', values: rows.map(({ number }) => number.value) },
    ],
  };
}

const settingsInWords = (sets: PlaceSamples['place']['sets']): string =>
  sets.map(([path, value]) => `${path}=${value}`).join(' ');

function pointTable({ tested }: CapacityResult): Table {
  const rows = tested.flatMap(size =>
    size.places.flatMap(place => place.levels.map(level => ({ size, place, level }))),
  );
  const text = (name: string, of: (row: (typeof rows)[number]) => string | null): Table['columns'][number] => ({
    name,
    type: 'STRING',
    values: rows.map(of),
  });
  const number = (name: string, of: (row: (typeof rows)[number]) => number | null): Table['columns'][number] => ({
    name,
    type: 'DOUBLE',
    values: rows.map(of),
  });
  return {
    name: 'points',
    columns: [
      text('size', ({ size }) => size.name),
      text('settings', ({ place }) => settingsInWords(place.sets)),
      number('cost', ({ size }) => size.cost),
      text('lost', ({ place }) => place.lost),
      text('by', ({ size }) => size.by),
      text('size_verdict', ({ size }) => size.verdict),
      text('level', ({ level }) => level.level),
      text('claim', ({ level }) => level.claim),
      text('verdict', ({ level }) => level.verdict),
      number('replications', ({ place }) => place.n),
      text('unit', ({ level }) => level.unit),
      number('value', ({ level }) => level.value),
      number('low', ({ level }) => level.low),
      number('high', ({ level }) => level.high),
      number('bound', ({ level }) => level.bound),
      number('confidence', ({ level }) => level.confidence),
    ],
  };
}

function curveTable({ points, request }: NonNullable<CapacityResult['curve']>): Table {
  const number = (name: string, of: (point: (typeof points)[number]) => number | null): Table['columns'][number] => ({
    name,
    type: 'DOUBLE',
    values: points.map(of),
  });
  return {
    name: 'curve',
    columns: [
      { name: 'request', type: 'STRING', values: points.map(() => request) },
      number('load_factor', ({ factor }) => factor),
      number('replications', ({ n }) => n),
      number('rate_per_s', ({ rate }) => rate.mean),
      number('rate_low_per_s', ({ rate }) => rate.low),
      number('rate_high_per_s', ({ rate }) => rate.high),
      number('latency_mean_us', ({ latency }) => latency.mean.mean),
      number('latency_mean_low_us', ({ latency }) => latency.mean.low),
      number('latency_mean_high_us', ({ latency }) => latency.mean.high),
      number('latency_p95_us', ({ latency }) => latency.p95.mean),
      number('latency_p99_us', ({ latency }) => latency.p99.mean),
      number('success', ({ success }) => success.mean),
      number('answered_per_s', ({ goodput }) => goodput.mean),
      number('answered_low_per_s', ({ goodput }) => goodput.low),
      number('answered_high_per_s', ({ goodput }) => goodput.high),
      number('refused_429', ({ failed }) => failed.refused429),
      number('refused_other', ({ failed }) => failed.refusedOther),
      number('shed', ({ failed }) => failed.shed),
      number('timed_out', ({ failed }) => failed.timedOut),
      number('calls_per_request', ({ calls }) => calls?.perRequest ?? null),
      number('repeated_calls', ({ calls }) => calls?.repeated ?? null),
      number('closed_form_latency_mean_us', ({ form }) => form?.mean ?? null),
      number('closed_form_gap_standard_errors', ({ form }) => form?.gap ?? null),
    ],
  };
}
