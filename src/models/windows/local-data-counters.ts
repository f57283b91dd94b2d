/**
 * Local data counters: the bytes a device sent and received over its mobile broadband profile, as Windows counts them: in
 * all, and for whom (attributed usage).
 * An estimate: what other devices of the line used, or what the operator does not bill, it cannot see.
 *
 *     network traffic ── passes from now on, bytes by source ──▶ ┌─────────────────────┐
 *     DUSM ───────────── resets at the end of a cycle ─────────▶ │ local data counters │ ── what passes, where it is ──▶ DUSM,
 *                                                                └─────────────────────┘    watched or asked for          usage history
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Local data counters.
 */
import {
  type Bytes,
  count,
  type Does,
  flag,
  type Microseconds,
  model,
  number,
  port,
  type RecordOf,
  type TransitionTable,
  time,
  volume,
} from '../../sim/index.ts';
import { passedIn } from '../transfer-time.ts';
import type { dataUsageAndSubscriptionManager } from './data-usage-and-subscription-manager.ts';
import { type BytesBySource, type TrafficSource, trafficSources } from './network-traffic.ts';
import type { Stretch, usageHistory } from './usage-history.ts';

const manager = port<typeof dataUsageAndSubscriptionManager>('data usage and subscription manager');
const history = port<typeof usageHistory>('usage history');
const { counterChanged } = manager.tells;
const { passed } = history.tells;
export const localDataCountersPorts = { manager, history };

/** Which devices keep their usage for whoever asks for a window of time. */
export interface CounterSurroundings {
  readonly keepsHistory: (device: number) => boolean;
}

const record = {
  /** Since the start, in stretches that are over, whatever has been reset. What follows is part of it; the rest is the user's. */
  used: volume(),
  video: volume(),
  apps: volume(),
  windowsUpdate: volume(),
  sharing: volume(),
  system: volume(),
  flows: count(),
  /** Bytes per second that pass at this moment, and since when. */
  rate: number(),
  rateSince: time(),
  /** What {@link countedBy} said at the last reset. */
  before: volume(),
  /** The Data Usage and Subscription Manager wants to know of every change. */
  watched: flag(),
};

export const localDataCounters = model('local data counters', {
  source: 'overview-of-mobile-broadband.md',
  record,
  kept: 'columns',
  given: {} as CounterSurroundings,
  takes: {
    /** From now on the gateway passes so many bytes per second. */
    began(counter, rate: number, does) {
      counter.rate = rate;
      counter.rateSince = does.now;
      if (counter.watched) does.tell(counterChanged, does.subject, undefined);
    },

    /**
     * The stretch is over: so many bytes of each source have passed in it. Where other devices shared the gateway, or the plan
     * ended at the byte, that may be a byte less than rate times time: a reset in this very moment saw that byte.
     */
    counted(counter, bytes: BytesBySource, does) {
      const from = counter.rateSince ?? does.now;
      counter.rate = 0;
      counter.rateSince = undefined;
      counter.flows += 1;
      adds(counter, bytes);
      if (counter.before > counter.used) counter.before = counter.used;
      remembers(counter, { from, to: does.now, bytes }, does);
      if (counter.watched) does.tell(counterChanged, does.subject, undefined);
    },

    /** So many bytes have passed beside what the gateway tells of: the stretch goes on. */
    countedBeside(counter, bytes: BytesBySource, does) {
      adds(counter, bytes);
      remembers(counter, { from: does.now, to: does.now, bytes }, does);
      if (counter.watched) does.tell(counterChanged, does.subject, undefined);
    },

    /** From the Data Usage and Subscription Manager: there is a plan to watch over. */
    watches(counter) {
      counter.watched = true;
    },

    /** Counts from nothing from now on: a billing cycle is over. */
    resets(counter, _: undefined, does) {
      counter.before = countedBy(counter, does.now);
    },
  },
});

type Doing = Does<typeof record, TransitionTable<never, never>, never, never, string, CounterSurroundings>;

/** What passed is history for whoever asks: a plan to watch over, or an app. */
function remembers({ watched }: Readonly<RecordOf<typeof record>>, stretch: Stretch, does: Doing): void {
  const isAsked = watched || does.given.keepsHistory(does.subject);
  if (isAsked && trafficSources.some(source => stretch.bytes[source] !== undefined))
    does.tell(passed, does.subject, stretch);
}

function adds(counter: { used: Bytes } & { [S in AttributedSource]: Bytes }, bytes: BytesBySource): void {
  for (const source of trafficSources) {
    const own = bytes[source];
    if (own === undefined) continue;
    counter.used = (counter.used + own) as Bytes;
    if (source !== 'user') counter[source] = (counter[source] + own) as Bytes;
  }
}
type AttributedSource = Exclude<TrafficSource, 'user'>;

/** Bytes of one source since the start, in stretches that are over. */
export const attributedTo = (
  source: TrafficSource,
  counter: Readonly<{ used: Bytes } & { [S in AttributedSource]: Bytes }>,
): Bytes =>
  source === 'user'
    ? ((counter.used -
        counter.video -
        counter.apps -
        counter.windowsUpdate -
        counter.sharing -
        counter.system) as Bytes)
    : counter[source];

type Counter = Readonly<{
  used: Bytes;
  rate: number;
  rateSince: Microseconds | undefined;
  before: Bytes;
}>;

/** Bytes since the start, those of the stretch that passes included. */
export const countedBy = ({ used, rate, rateSince }: Omit<Counter, 'before'>, now: Microseconds): Bytes =>
  (used + (rateSince === undefined ? 0 : passedIn(now - rateSince, rate))) as Bytes;

/** Bytes since the last reset: what the counter shows. */
export const countedSinceReset = (counter: Counter, now: Microseconds): Bytes =>
  (countedBy(counter, now) - counter.before) as Bytes;
