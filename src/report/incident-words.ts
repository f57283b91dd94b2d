/** What the timeline did, in the words that terminal, page and charts share. */

import { formatCount, formatNumber, formatShare } from '../experiments/format.ts';
import type { Incident, RunDetails, TierCalls } from '../experiments/run-result.ts';
import { formatStretch } from './local-time.ts';
import { troubleWords } from './tier-words.ts';

export interface ToldIncident {
  name: string;
  /** `SM-DP+ of contoso four times as slow` */
  what: string;
  /** In local time: `Tue 11:00 to 11:20`. */
  when: string;
  /** What became of the requests sent meanwhile, by outcome, most frequent first; empty for what is no state of a system. */
  met: string[];
  isOutage: boolean;
  from_us: number;
  /** Absent for a campaign that was not over when the run ended: all that is known is its beginning. */
  until_us: number | undefined;
}

/** In the order in which they began. */
export const incidentsTold = (
  { incidents, start }: Pick<RunDetails, 'incidents' | 'start'>,
  run_us: number,
): ToldIncident[] =>
  [...incidents]
    .sort((a, b) => a.from_us - b.from_us)
    .map(incident => ({
      name: incident.name,
      what: whatOf(incident),
      when: formatStretch([incident.from_us, incident.until_us], start, run_us),
      met: metBy(incident),
      isOutage: 'system' in incident && incident.kind !== 'deployment',
      from_us: incident.from_us,
      until_us: incident.kind === 'campaign' && incident.until_us >= run_us ? undefined : incident.until_us,
    }));

const systems = {
  api: 'operator API',
  smdp: 'SM-DP+',
  smds: 'SM-DS',
  portal: 'operator web portal',
  entitlement: 'entitlement server',
  aaa: 'AAA server',
  hlr: 'home location register',
  service: 'Mobile Plans service',
  tier: 'tier',
} as const;

const times: Record<number, string> = {
  2: 'twice',
  3: 'three times',
  4: 'four times',
  5: 'five times',
  6: 'six times',
  8: 'eight times',
  10: 'ten times',
};

function whatOf(incident: Incident): string {
  if (incident.kind === 'campaign') return `campaign reached ${formatCount(incident.reach)} of ${incident.group}`;
  if (incident.kind === 'act') return `${incident.act}: ${whoseDevices(incident)}`;
  const whose = incident.operator === undefined ? '' : ` of ${incident.operator}`;
  const system = `${systems[incident.system]}${incident.tier === undefined ? '' : ` ${incident.tier}`}${whose}`;
  switch (incident.kind) {
    case 'hang':
      return `${system} hung`;
    case 'refuse':
      return `${system} refused everything`;
    case 'errors':
      return `${system} failed ${formatShare(incident.share)} of requests`;
    case 'slow':
      return `${system} ${times[incident.factor] ?? `${formatNumber(incident.factor)} times`} as slow`;
    case 'deployment':
      return `${incident.tier === undefined ? 'API servers' : `servers of ${system.replace(whose, '')}`}${whose} redeployed ${incident.step <= 1 ? 'one by one' : `${formatCount(incident.step)} at a time`}`;
  }
}

/** `buyers 7`, as a timeline counts them; `200 of buyers` for more than one. */
function whoseDevices({ group, first, count }: Extract<Incident, { kind: 'act' }>): string {
  if (count === 0) return `nobody of ${group} was there`;
  return count === 1 ? `${group} ${first + 1}` : `${formatCount(count)} of ${group}`;
}

const outcomeWords: Record<string, string> = {
  timedOut: 'without an answer in time',
  unreachable: 'without a connection',
  shed: 'turned away by a full queue',
  censored: 'open at the end',
};

function metBy(incident: Incident): string[] {
  if (!('requests' in incident)) return [];
  return incident.calls === undefined ? outcomesOf(incident.requests) : callsOf(incident.calls);
}

/** `312 came, 40 served, 150 time-out`. */
const callsOf = ({ came, served, failed }: TierCalls): string[] =>
  came === 0
    ? ['none']
    : [
        `${formatCount(came)} came`,
        `${formatCount(served)} served`,
        ...failed.map(({ reason, n }) => `${formatCount(n)} ${troubleWords[reason]}`),
      ];

function outcomesOf(requests: Partial<Record<string, number>>): string[] {
  const met = Object.entries(requests)
    .map(([outcome, n = 0]) => ({ outcome, n }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n);
  return met.length === 0
    ? ['none']
    : met.map(({ outcome, n }) => `${formatCount(n)} ${outcomeWords[outcome] ?? outcome}`);
}
