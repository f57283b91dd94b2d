/**
 * Whether something is what a replication says: asked of what lay on a disk or came from another machine, where anybody may
 * have written. What passes can be merged without a crash; whether it is true, nobody can see.
 */
import { z } from 'zod';
import { type Replication, replicationSchema } from './replication.ts';

const text = z.string();
const number = z.number();
const found = number.nullable();
const many = <Of extends z.ZodType>(of: Of) => z.record(text, of);
const peaks = z.object({ '1s': number, '10s': number, '1min': number, '5min': number });

const measured = { unit: text, n: number, censored: number, question: text };
const metric = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), ...measured, value: found }),
  z.object({
    kind: z.literal('distribution'),
    ...measured,
    ...{ mean: found, min: found, p50: found, p95: found, p99: found, max: found },
    method: text,
  }),
  z.object({ kind: z.literal('rate'), ...measured, mean: found, peaks, peaksByChance: peaks, peaksAt_us: peaks }),
]);

const sketch = z.object({
  n: number,
  sum: z.tuple([number, number]),
  min: found,
  max: found,
  zeros: number,
  fractions: z.literal(true).optional(),
  bins: z.array(z.tuple([number, number])),
});

const expectation = z.object({
  text,
  verdict: z.enum(['pass', 'fail', 'undecided', 'not judged']),
  value: found,
  unit: text,
  bound: found,
  why: text.optional(),
  level: z.literal('question').optional(),
  variant: text.optional(),
});

const law = z.object({
  name: text,
  why: text,
  verdict: z.enum(['held', 'broken']),
  judged: number,
  breach: text.optional(),
});

const trouble = z.enum(['threads', 'full', 'limit', 'refused', 'hung', 'error', 'timeout', 'breaker']);
const tier = z.object({
  operator: text,
  name: text,
  servers: number.optional(),
  threads: number.optional(),
  visits: number,
  served: number,
  busyMean: number,
  busyPeak: number,
  heldPeak: number,
  heldPeakAt_us: found,
  queuePeak: number,
  turnedAway: z.array(z.object({ reason: trouble, n: number, first_us: number })),
  firstToFail: z.object({ reason: trouble, at_us: number, perSecond: number, incident: text.optional() }).nullable(),
  waits: z.object({ n: number, mean_us: number, max_us: number }).nullable(),
  worst: z.object({ at_us: number, incident: text.optional(), waited_us: number.optional() }).nullable(),
  cache: z.object({ hits: number, misses: number, stale: number }).nullable(),
  breakerOpenings: number,
});

const storm = z.object({
  name: text,
  ...{ from: number, until: number, inFlight: number, online: number, lost: number, open: number },
  ofThese: z.object({ atOnce: number, byRetry: number, byComingBack: number }),
  ...{ peak: number, peakAt: number, peakBefore: number },
});

const purchases = z.object({
  opened: number,
  online: number,
  lost: z.array(z.object({ at: text, n: number })),
  reasons: z.array(z.object({ reason: text, n: number })),
  storms: z.array(storm),
});

const replication = z.object({
  schema: z.literal(replicationSchema),
  variant: text,
  seed: number,
  replication: number,
  fingerprint: text,
  events: number,
  simulated_us: number,
  metrics: many(metric),
  sketches: many(sketch),
  expectations: z.array(expectation),
  leaves: many(z.union([number, z.boolean(), text, z.null()])),
  brokenLaws: z.array(law),
  tiers: z.array(tier),
  purchases: purchases.optional(),
});

export const isReplication = (value: unknown): value is Replication => replication.safeParse(value).success;
