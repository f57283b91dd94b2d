import { describe, expect, it } from 'vitest';
import { localDataCounters } from '../../../src/models/windows/local-data-counters.ts';
import { megabytes } from '../../../src/sim/units.ts';
import { worldWith } from '../../kit/world-with.ts';

describe('the local data counters', () => {
  it('add up what each device sent and received, device by device', () => {
    const { tell, record } = worldWith(localDataCounters, { count: 2 });
    tell('counted', megabytes(5));
    tell('counted', megabytes(7));
    tell('counted', megabytes(1), 1);
    expect([record(0), record(1)]).toEqual([
      { used: megabytes(12), flows: 2 },
      { used: megabytes(1), flows: 1 },
    ]);
  });

  it('hold petabytes to the byte', () => {
    const { tell, record } = worldWith(localDataCounters);
    tell('counted', 4e15);
    tell('counted', 1);
    expect(record().used).toBe(4e15 + 1);
  });
});
