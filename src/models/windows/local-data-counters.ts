/**
 * Local data counters: the bytes a device sent and received over its mobile broadband profile, as Windows counts them.
 * An estimate: what other devices of the line used, or what the operator does not bill, it cannot see.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Local data counters.
 */
import { type Bytes, count, model, volume } from '../../sim/index.ts';

export const localDataCounters = model('local data counters', {
  source: 'overview-of-mobile-broadband.md',
  record: { used: volume(), flows: count() },
  kept: 'columns',
  takes: {
    counted(counter, carried: Bytes) {
      counter.used = (counter.used + carried) as Bytes;
      counter.flows += 1;
    },
  },
});
