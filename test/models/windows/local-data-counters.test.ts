/** What Windows counts on its own: to the byte, by source, in the middle of a stretch, across resets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attributedTo,
  countedBy,
  countedSinceReset,
  localDataCounters,
} from '../../../src/models/windows/local-data-counters.ts';
import { type TrafficSource, trafficSources } from '../../../src/models/windows/network-traffic.ts';
import { type Microseconds, megabytes, seconds } from '../../../src/sim/units.ts';
import { worldWith } from '../../kit/world-with.ts';

const given = { keepsHistory: () => false };

describe('the local data counters', () => {
  it('add up what each device sent and received, device by device', () => {
    const { tell, record } = worldWith(localDataCounters, { count: 2, given });
    tell('counted', { user: megabytes(5) });
    tell('counted', { user: megabytes(7) });
    tell('counted', { user: megabytes(1) }, 1);
    expect(record(0)).toMatchObject({ used: megabytes(12), flows: 2 });
    expect(record(1)).toMatchObject({ used: megabytes(1), flows: 1 });
  });

  it('hold petabytes to the byte', () => {
    const { tell, record } = worldWith(localDataCounters, { given });
    tell('counted', { user: 4e15 });
    tell('counted', { user: 1 });
    expect(record().used).toBe(4e15 + 1);
  });

  it('know for whom: what is not another source is the user’s', () => {
    const { tell, record } = worldWith(localDataCounters, { given });
    tell('counted', { user: 10, apps: 3, windowsUpdate: 500 });
    tell('countedBeside', { system: 7 });
    const of = (source: TrafficSource) => attributedTo(source, record());
    expect(trafficSources.map(of)).toEqual([10, 0, 3, 500, 0, 7]);
    expect(record().used).toBe(520);
  });

  it('count on while a stretch lasts, and then what the gateway says of it', () => {
    const { tell, record, clock } = worldWith(localDataCounters, { given });
    tell('began', 1_000);
    clock.advance(seconds(2.5));
    expect(countedBy(record(), seconds(2.5))).toBe(2_500);
    tell('counted', { user: 2_499 });
    expect(countedBy(record(), seconds(9))).toBe(2_499);
  });

  it('go on with a stretch when something passes beside it', () => {
    const { tell, record, clock } = worldWith(localDataCounters, { given });
    tell('began', 1_000);
    clock.advance(seconds(1));
    tell('countedBeside', { system: 40 });
    expect(countedBy(record(), seconds(1))).toBe(1_040);
    expect(record().flows).toBe(0);
  });

  it('show from nothing after a reset, in the middle of a stretch too, and forget nothing', () => {
    const { tell, record, clock } = worldWith(localDataCounters, { given });
    tell('counted', { user: 300 });
    tell('began', 1_000);
    clock.advance(seconds(1));
    tell('resets');
    expect(countedSinceReset(record(), seconds(1))).toBe(0);
    expect(countedSinceReset(record(), seconds(3))).toBe(2_000);
    clock.advance(seconds(2));
    tell('counted', { user: 3_000 });
    expect(countedSinceReset(record(), seconds(3))).toBe(2_000);
    expect(record().used).toBe(3_300);
  });

  it('never show less than nothing, where the plan ended a byte before the reset', () => {
    const { tell, record, clock } = worldWith(localDataCounters, { given });
    tell('began', 1_000);
    clock.advance(seconds(1));
    tell('resets');
    tell('counted', { user: 999 });
    expect(countedSinceReset(record(), seconds(1))).toBe(0);
    tell('counted', { user: 10 });
    expect(countedSinceReset(record(), seconds(1))).toBe(10);
  });

  const event = fc.oneof(
    fc.record({
      kind: fc.constant('counted' as const),
      source: fc.constantFrom(...trafficSources),
      bytes: fc.nat(1e9),
    }),
    fc.record({ kind: fc.constant('began' as const), rate: fc.constantFrom(1, 999_983, 625_000) }),
    fc.record({ kind: fc.constant('resets' as const) }),
    fc.record({ kind: fc.constant('waits' as const), time: fc.nat(1e9) }),
  );

  it('are the sum of their sources, and never negative, whatever happens in whatever order', () =>
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), events => {
        const { tell, record, clock, simulation } = worldWith(localDataCounters, { given });
        let told = 0;
        for (const one of events) {
          if (one.kind === 'counted') {
            told += one.bytes;
            tell('counted', { [one.source]: one.bytes });
          } else if (one.kind === 'began') {
            // The gateway ends one stretch before it begins another.
            tell('counted', {});
            tell('began', one.rate);
          } else if (one.kind === 'resets') tell('resets');
          else clock.advance(one.time as Microseconds);
          const counter = record();
          const parts = trafficSources.map(source => attributedTo(source, counter));
          expect(parts.every(part => part >= 0)).toBe(true);
          expect(parts.reduce((sum: number, part) => sum + part, 0)).toBe(counter.used);
          expect(counter.used).toBe(told);
          expect(countedSinceReset(counter, simulation.now)).toBeGreaterThanOrEqual(0);
        }
      }),
    ));
});
