/** `operators.NAME.backend`: the tiers behind the operator's API and portal, by names of one's own. */
import { z } from 'zod';
import { breaker, entries, limit, overLimit, retries, truth } from './phrases.ts';
import { countFrom, oneOf, optional, share, someTime, time, timeDistribution } from './setting.ts';

const tier = z.strictObject({
  servers: optional(countFrom(1, 1_000_000), { meaning: 'Servers of the tier; without it, there is always one free' }),
  threads: optional(countFrom(1, 1_000_000), {
    meaning: 'Requests that one server works on at the same time, those that wait for another tier included',
  }),
  queue: optional(countFrom(0, 100_000_000), {
    meaning: 'Places to wait in for a thread; a request that finds none is turned away',
  }),
  connections: optional(countFrom(1, 1_000_000), { meaning: 'Connections to the tier, shared by all its callers' }),
  service: optional(timeDistribution, { meaning: 'Time that a request takes of a thread, without waiting for others' }),
  results: z
    .record(z.string(), optional(share, { meaning: 'Share of calls that end in this outcome instead of in success' }))
    .optional(),
  outside: optional(truth, {
    meaning: 'True for a system of somebody else: it has no servers of ours and does not queue',
  }),
  timeout: optional(someTime, { meaning: 'How long a caller waits for this tier' }),
  retries: optional(retries, { meaning: 'How often a caller tries again, and after which wait' }),
  breaker: optional(breaker, {
    meaning: 'When callers stop asking this tier: so many of the last calls failed; and for how long',
  }),
  limit: optional(limit, { meaning: 'Highest rate that the tier accepts, over all or for each operator or SIM' }),
  over: optional(overLimit, { meaning: 'The answer beyond the limit' }),
  downloadFails: optional(share, { meaning: 'Share of profile downloads from this tier that fail' }),
  ttl: optional(time, { meaning: 'How long an answer stays fresh in this cache' }),
  staleIfError: optional(time, { meaning: 'How long an old answer may serve while there is no new one' }),
  key: optional(oneOf(['iccid', 'operator', 'plan']), { meaning: 'What answers are kept by' }),
  entries: optional(entries, { meaning: 'Answers that fit; the oldest goes' }),
  sharedMisses: optional(truth, { meaning: 'True when requests that miss the same entry wait for one answer' }),
});

export const backend = z.record(z.string(), tier);

/** Outcomes that every call can have. */
export const commonOutcomes = ['error', 'timeout'] as const;

/** Outcomes of calls that ask what became of another. */
export const outcomesOfStatus = ['charged', 'notCharged'] as const;
