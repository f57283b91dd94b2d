/**
 * What a capacity experiment asks of every run beside its service levels: which kind of request they are about, and how many
 * of these were refused, shed or timed out. Asked as service levels that always hold, so that any worker answers them.
 */
import { type ApiRequest, apiRequests } from '../../models/settings.ts';
import { type ServiceLevel, type Sets, termsWithin } from '../../scenarios/index.ts';
import type { Replication } from '../tasks/replication.ts';

/** How a request may end in vain: refused for its rate (429), refused otherwise, turned away at a full queue, or too late. */
export const failures = ['refused429', 'refusedOther', 'shed', 'timedOut'] as const;
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

const wheres = {
  refused: 'outcome = refused',
  refused429: 'status = 429',
  shed: 'outcome = shed',
  timedOut: 'outcome = timedOut',
} as const;
type Asked = keyof typeof wheres;

const counted = (request: ApiRequest, asked: Asked): string => `count(${request} where ${wheres[asked]})`;

export const askedBeside = (request: ApiRequest): Sets =>
  (Object.keys(wheres) as Asked[]).map(asked => [
    `slo.requests-${asked.toLowerCase()}`,
    `${counted(request, asked)} >= 0`,
  ]);

/** Requests of a replication that failed so. */
export function failuresIn({ leaves }: Replication, request: ApiRequest, failure: Failure): number {
  const count = (asked: Asked): number => {
    const found = leaves[counted(request, asked)];
    return typeof found === 'number' ? found : 0;
  };
  return failure === 'refusedOther' ? count('refused') - count('refused429') : count(failure);
}
