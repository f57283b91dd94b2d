/** What the monitoring noticed, in the words that terminal and page share. */
import { counted, formatCount, formatDuration } from '../experiments/format.ts';
import type { RunDetails, SeverityIncident } from '../experiments/run-result.ts';
import { formatStretch } from './local-time.ts';

export interface ToldMonitoring {
  /** One sentence for each operator. */
  probes: string[];
  incidents: {
    operator: string;
    severity: string;
    /** In local time. */
    when: string;
    noticed: string;
    /** `3 updates, resolved too late`. */
    duties: string;
  }[];
}

/** Undefined where there is no monitoring. */
export function monitoringTold(
  { monitoring, start }: Pick<RunDetails, 'monitoring' | 'start'>,
  run_us: number,
): ToldMonitoring | undefined {
  if (monitoring === undefined) return undefined;
  const { probes, incidents } = monitoring;
  const failed = (n: number) => (n === 0 ? 'none failed' : `${formatCount(n)} failed`);
  return {
    probes: probes.map(
      ({ operator, portal, portalFailed, balance, balanceFailed }) =>
        `${operator}: ${counted(portal, 'probe')} of the portal, ${failed(portalFailed)}; ` +
        `${counted(balance, 'probe')} of GetBalance, ${failed(balanceFailed)}; ` +
        `${incidentsOf(incidents.filter(one => one.operator === operator).length)}.`,
    ),
    incidents: incidents.map(incident => ({
      operator: incident.operator,
      severity: String(incident.severity),
      when: formatStretch([incident.opened_us, incident.closed_us ?? run_us], start, run_us),
      noticed: incident.noticedAfter_us === 0 ? 'at once' : `after ${formatDuration(incident.noticedAfter_us)}`,
      duties: dutiesOf(incident),
    })),
  };
}

const incidentsOf = (n: number): string => (n === 0 ? 'no incident' : counted(n, 'incident'));

const dutiesOf = ({ updates, noticedLate, resolvedLate }: SeverityIncident): string =>
  [
    noticedLate ? 'notice came late' : 'notice in time',
    ...(updates > 0 ? [counted(updates, 'update')] : []),
    ...(resolvedLate ? ['resolved too late'] : []),
  ].join(', ');
