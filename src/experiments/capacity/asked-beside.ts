/**
 * What a capacity experiment asks of every run beside its service levels: which kind of request they are about, and how many
 * of these were refused, shed or timed out. Asked as service levels that always hold, so that any worker answers them.
 */
import { type ApiRequest, apiRequests } from '../../models/settings.ts';
import { type ServiceLevel, type Sets, termsWithin } from '../../scenarios/index.ts';
import type { Replication } from '../tasks/replication.ts';

export const failures = ['refused', 'shed', 'timedOut'] as const;
export type Failure = (typeof failures)[number];

/** The kind that the levels speak of first; balances where they speak of none. */
export function requestOf(levels: readonly ServiceLevel[]): ApiRequest {
  for (const { claim } of levels)
    for (const term of termsWithin(claim.term)) {
      const name = term.kind === 'metric' ? term.name : term.kind === 'aggregate' ? term.set : '';
      const request = apiRequests.find(one => name === one || name.startsWith(`${one}.`));
      if (request !== undefined) return request;
    }
  return 'getBalance';
}

const counted = (request: ApiRequest, failure: Failure): string => `count(${request} where outcome = ${failure})`;

export const askedBeside = (request: ApiRequest): Sets =>
  failures.map(failure => [`slo.requests-${failure.toLowerCase()}`, `${counted(request, failure)} >= 0`]);

/** Requests of a replication that failed so. */
export function failuresIn({ leaves }: Replication, request: ApiRequest, failure: Failure): number {
  const count = leaves[counted(request, failure)];
  return typeof count === 'number' ? count : 0;
}
