/**
 * What the monitoring saw: how often it probed, and its incidents, each with when it began, how severe it became and how soon
 * it was noticed. Fed by facts of the monitors.
 *
 *     failing ── noticed ─▶ incident, severity raised now and then ─▶ closed
 */
import type { World } from '../models/index.ts';
import { formatCount, formatDuration } from './format.ts';
import type { MonitoringTold, SeverityIncident } from './run-result.ts';

export class MonitoringLog {
  private readonly world: World;
  private readonly probes: {
    operator: string;
    portal: number;
    portalFailed: number;
    balance: number;
    balanceFailed: number;
  }[];
  private readonly incidents: SeverityIncident[] = [];
  /** The incident that is open, by operator. */
  private readonly open = new Map<number, SeverityIncident>();

  /** @param world one with monitors */
  constructor(world: World) {
    this.world = world;
    const { facts, clock } = world.simulation;
    this.probes = world.settings.operators.map(({ name }) => ({
      operator: name,
      portal: 0,
      portalFailed: 0,
      balance: 0,
      balanceFailed: 0,
    }));
    facts.observe('monitor.probedPortal', operator => {
      this.probes[operator]!.portal += 1;
      this.probes[operator]!.portalFailed += facts.value[0]!;
    });
    facts.observe('monitor.probedBalance', operator => {
      this.probes[operator]!.balance += 1;
      this.probes[operator]!.balanceFailed += facts.value[0]!;
    });
    facts.follow('monitor.incidentOpened', operator => {
      const incident: SeverityIncident = {
        operator: this.probes[operator]!.operator,
        severity: facts.value[0]!,
        opened_us: clock[0]!,
        noticedAfter_us: 0,
        closed_us: null,
        updates: 0,
        noticedLate: false,
        resolvedLate: false,
      };
      if (incident.opened_us >= world.countsFrom) this.incidents.push(incident);
      this.open.set(operator, incident);
    });
    const note = (fact: string, write: (incident: SeverityIncident, value: number) => void) =>
      facts.follow(`monitor.${fact}`, operator => {
        const incident = this.open.get(operator);
        if (incident !== undefined) write(incident, facts.value[0]!);
      });
    note('severityRaised', (incident, severity) => {
      incident.severity = severity;
    });
    note('detected', (incident, since) => {
      incident.noticedAfter_us = since;
    });
    note('updateSent', incident => {
      incident.updates += 1;
    });
    note('noticeLate', incident => {
      incident.noticedLate = true;
    });
    note('resolveOverdue', incident => {
      incident.resolvedLate = true;
    });
    facts.follow('monitor.incidentClosed', operator => {
      const incident = this.open.get(operator);
      if (incident !== undefined) incident.closed_us = clock[0]!;
      this.open.delete(operator);
    });
  }

  /** Incidents in the order in which they were opened. */
  told(): MonitoringTold {
    return { probes: this.probes, incidents: this.incidents };
  }

  /** A sentence or two for the answer. */
  inWords(clock: (moment_us: number) => string): string[] {
    const { incidents } = this;
    const count = this.probes.reduce((sum, { portal, balance }) => sum + portal + balance, 0);
    if (count === 0) return [];
    const [first] = incidents;
    if (first === undefined) return [`Monitoring sent ${formatCount(count)} probes and opened no incident.`];
    const worst = incidents.reduce((most, one) => (one.severity < most.severity ? one : most), first);
    const severalOperators = this.world.settings.operators.length > 1;
    const whose = severalOperators ? ` of ${worst.operator}` : '';
    const how = incidents.length === 1 ? 'one incident' : `${formatCount(incidents.length)} incidents`;
    const which = incidents.length === 1 ? 'of' : 'the most severe of';
    const closed = worst.closed_us === null ? 'it was open when the run ended' : `closed at ${clock(worst.closed_us)}`;
    return [
      `Monitoring opened ${how}, ${which} severity ${worst.severity}${whose}, at ${clock(worst.opened_us)}: noticed ${worst.noticedAfter_us === 0 ? 'at' : `${formatDuration(worst.noticedAfter_us)} after`} the first failure, ${closed}.`,
    ];
  }
}
