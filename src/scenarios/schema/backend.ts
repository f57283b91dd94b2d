/**
 * `operators.NAME.backend`: the tiers behind the operator's API and portal, by names of one's own. What a tier does not say,
 * it does not have: no limit, no time-out, no end of its queue.
 */
import { z } from 'zod';
import { breaker, entries, limit, overLimit, retries, truth } from './phrases.ts';
import { countFrom, oneOf, optional, share, someTime, time, timeDistribution } from './setting.ts';

const tier = z.strictObject({
  servers: optional(countFrom(1, 1_000_000), { meaning: 'Servers of the tier; without it, there is always one free' }),
  threads: optional(countFrom(1, 1_000_000), {
    meaning:
      'Requests that one server works on at the same time, those that wait for another tier included; one without it',
  }),
  queue: optional(countFrom(0, 100_000_000), {
    meaning:
      'Places to wait in for a thread; a request that finds none is turned away. Without it, there is always one',
  }),
  connections: optional(countFrom(1, 1_000_000), {
    meaning: 'Connections to the tier, shared by all its callers; without it, as many as it takes',
  }),
  service: optional(timeDistribution, {
    meaning:
      'Time that a request takes of a thread, without waiting for others; without it none, and for a tier named `smdp` that of `smdp.service`',
  }),
  results: z
    .record(z.string(), optional(share, { meaning: 'Share of calls that end in this outcome instead of in success' }))
    .optional(),
  outside: optional(truth, {
    meaning: 'True for a system of somebody else: it has no servers of ours and does not queue',
  }),
  timeout: optional(someTime, {
    meaning:
      'Of a tier that calls others, how long it waits for each of them; of one that calls none, how long its callers wait for it. Without it, they wait',
  }),
  retries: optional(retries, {
    meaning: 'How often such a call is tried again, and after which wait; without it, never',
  }),
  breaker: optional(breaker, {
    meaning: 'When such calls stop: this share of so many of the last ones failed; and for how long. Without it, never',
  }),
  limit: optional(limit, {
    meaning: 'Highest rate that the tier accepts: of all requests, or of each operator or SIM',
  }),
  over: optional(overLimit, { meaning: 'The answer beyond the limit; 429 without it' }),
  downloadFails: optional(share, {
    meaning:
      'Share of profile downloads that fail; only of a tier named `smdp`, which stands for the servers of the SM-DP+',
  }),
  ttl: optional(time, { meaning: 'How long an answer stays fresh; a tier with it is a cache' }),
  staleIfError: optional(time, {
    meaning: 'How long beyond that an old answer may serve while there is no new one; without it, never',
  }),
  key: optional(oneOf(['iccid', 'operator', 'plan']), {
    meaning: 'What answers are kept by; `iccid` without it',
  }),
  entries: optional(entries, { meaning: 'Answers that fit; the oldest goes. Without it, all do' }),
  sharedMisses: optional(truth, {
    meaning: 'True when requests that miss the same entry wait for one answer; false without it',
  }),
});

export const backend = z.record(z.string(), tier);

/** What only a cache has, beside `ttl`. */
export const cacheKeys = ['staleIfError', 'key', 'entries', 'sharedMisses'] as const;
/** What only servers of one's own have. */
export const serverKeys = ['servers', 'threads', 'queue'] as const;

/** Outcomes that every call can have. */
export const commonOutcomes = ['error', 'timeout'] as const;

/** Outcomes of calls that ask what became of another. */
export const outcomesOfStatus = ['charged', 'notCharged'] as const;
