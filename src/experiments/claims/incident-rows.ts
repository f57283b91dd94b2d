/**
 * Rows of the incidents that the monitoring has opened: how severe each became, how soon it was opened after its first failed
 * probe, and whether an outage of the timeline was behind it or a false alarm.
 *
 *     outage begins ──▶ first failed probe ── detectedAfter ──▶ opened ──▶ closed
 *           └──────────────────── foundAfter ──────────────────▶┘
 */
import type { TimelineEntry, World } from '../../models/index.ts';
import type { Measurements } from './measurements.ts';
import type { Row } from './row-terms.ts';

interface Incident {
  /** Number of the operator. */
  operator: number;
  openedAt: number;
  /** From 1, the worst, to 3: the highest that it has had. */
  severity: number;
  failingSince: number;
  closedAt: number | undefined;
}

/** Follows the monitors from now on; what it returns are the rows when the run is over. */
export function watchIncidents(world: World, { sets }: Measurements): () => Iterable<Row> {
  const incidents: Incident[] = [];
  if (!sets.includes('incident') || world.monitors === undefined) return () => [];
  const { facts, clock } = world.simulation;
  const lastOf = (operator: number) => incidents.findLast(incident => incident.operator === operator)!;
  facts.follow('monitor.incidentOpened', operator => {
    const severity = facts.value[0]!;
    incidents.push({ operator, openedAt: clock[0]!, severity, failingSince: clock[0]!, closedAt: undefined });
  });
  facts.follow('monitor.detected', operator => {
    lastOf(operator).failingSince = clock[0]! - facts.value[0]!;
  });
  facts.follow('monitor.severityRaised', operator => {
    lastOf(operator).severity = facts.value[0]!;
  });
  facts.follow('monitor.incidentClosed', operator => {
    lastOf(operator).closedAt = clock[0]!;
  });
  return () => rowsOf(incidents, world.settings);
}

/** An outage is found by the first incident that tells of it; one may close and be opened again while it lasts. */
function* rowsOf(incidents: readonly Incident[], { operators, timeline }: World['settings']): Generator<Row> {
  const found = new Set<string>();
  for (const incident of incidents) {
    const { operator, openedAt, severity, failingSince, closedAt } = incident;
    const { name } = operators[operator]!;
    const outage = outageBehind(incident, name, timeline);
    const findsIt = outage !== undefined && !found.has(`${name} ${outage.name}`);
    if (findsIt) found.add(`${name} ${outage.name}`);
    yield {
      operator: name,
      severity,
      openedAt,
      closedAt,
      ended: closedAt !== undefined,
      detectedAfter: openedAt - failingSince,
      lasted: closedAt === undefined ? undefined : closedAt - failingSince,
      outage: outage?.name,
      falseAlarm: outage === undefined,
      foundAfter: findsIt ? openedAt - outage.at : undefined,
    };
  }
}

/**
 * The outage that an incident tells of: the last one of that operator, or of a system of Microsoft, that began before the
 * incident was opened and was not over when its probes began to fail.
 */
function outageBehind(
  { openedAt, failingSince }: Incident,
  operator: string,
  timeline: readonly TimelineEntry[],
): Extract<TimelineEntry, { kind: 'outage' }> | undefined {
  return timeline
    .filter(entry => entry.kind === 'outage')
    .filter(outage => outage.operator === undefined || outage.operator === operator)
    .filter(({ at, until }) => at <= openedAt && until >= failingSince)
    .toSorted((a, b) => a.at - b.at)
    .at(-1);
}
