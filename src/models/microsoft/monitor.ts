/**
 * The Xping monitor: probes the portal and GetBalance of each operator, keeps the failure statistics, and opens and closes
 * incidents.
 *
 *     ┌─────────┐ ── first page ─────────────────▶ web portal        results ─▶ shares over the window, failures in a row
 *     │ monitor │ ── GetBalance, reserved ICCID ─▶ operator API                 └─▶ severity ─▶ incident ─▶ notice, updates
 *     └─────────┘
 *
 *     ok ── a probe fails ──▶ failing ── a severity applies ──▶ incident ── none applies ──▶ ok
 *
 * Two documents differ in how often GetBalance is asked: twice a minute, or once in five minutes. It is asked twice a minute,
 * and the rule of twelve failures in a row counts every tenth result.
 *
 * Source: Microsoft Learn, "Mobile Plans launch".
 * Assumption: a probe has failed when it is not answered with success within its time. Shares are of the last probes that
 * fill the window, of portal and of GetBalance each, and the worse of the two is that of the operator. An incident keeps the
 * highest severity it has had, ends when none applies any more, and its notice goes out as soon as it is open.
 */
import {
  count,
  hours,
  type Microseconds,
  minutes,
  model,
  oneOf,
  port,
  type Reply,
  seconds,
  sees,
  state,
  type TransitionTable,
  time,
  value,
} from '../../sim/index.ts';
import type { Balance } from '../messages/mobile-operator-api-messages.ts';
import type { mobileOperatorApi } from '../operator/mobile-operator-api.ts';
import type { mobileOperatorWebPortal } from '../operator/mobile-operator-web-portal.ts';
import { randomId } from '../operator/used-transaction-ids.ts';
import type { MonitoringSettings } from '../settings.ts';
import type { Links } from '../surroundings.ts';
import { duties, type Severity, severityOf } from './severity.ts';

type State = 'ok' | 'failing' | 'incident';
type Event = 'probeFailed' | 'recovered' | 'incidentOpened' | 'severityRaised' | 'incidentClosed';

const monitorTable: TransitionTable<State, Event> = {
  ok: { probeFailed: 'failing' },
  failing: { recovered: 'ok', incidentOpened: 'incident' },
  incident: { severityRaised: 'incident', incidentClosed: 'ok' },
};

const portal = port<typeof mobileOperatorWebPortal>('web portal');
const api = port<typeof mobileOperatorApi>('operator API');
const { openPage } = portal.asks;
const { getBalance } = api.asks;
export const monitorPorts = { portal, api };
const monitors = sees<typeof monitor>('monitors');
export const monitorSees = { monitors };

/** What the world gives its monitors. */
export interface MonitorSurroundings {
  monitoring: MonitoringSettings;
  links: Links;
  /** How many operators are probed. */
  operators: number;
  /** No probe is sent at or after this moment. */
  length: Microseconds;
  /** The number of the line whose ICCID the operator has reserved for the monitor. */
  reservedLine(operator: number): number;
  portalHost(operator: number): string;
}

/** How long after the beginning of an outage its notice may come. */
const noticeLatest = minutes(30);

/** Results in the order of the probes, true for one that failed. */
type Results = readonly boolean[];
const none: Results = [];

/** One record an operator. */
export const monitor = model('monitor', {
  source: 'mobile-plans-launch.md',
  table: monitorTable,
  record: {
    state: state(monitorTable),
    portalProbes: count(),
    balanceProbes: count(),
    /** The last results that fill the window. */
    portalResults: value<Results>(),
    balanceResults: value<Results>(),
    /** Counted results of GetBalance that failed, up to the last one. */
    inARow: count(),
    failingSince: time(),
    severity: oneOf(['1', '2', '3']),
  },
  timers: { probesPortal: seconds(30), probesBalance: seconds(30), updates: hours(2), resolveDue: hours(8) },
  /**
   * Values: of `probedPortal` and `probedBalance` 1 for a failure, of `incidentOpened`, `severityRaised`, `updateSent` and
   * `resolveOverdue` the severity; of `detected`, `noticeSent`, `noticeLate` and `incidentClosed` the time (µs) since the
   * first failure.
   */
  facts: [
    'probedPortal',
    'probedBalance',
    'failing',
    'recovered',
    'incidentOpened',
    'detected',
    'severityRaised',
    'noticeSent',
    'noticeLate',
    'updateSent',
    'resolveOverdue',
    'incidentClosed',
  ],
  given: {} as MonitorSurroundings,
  takes: {
    starts(_monitor, _: undefined, does) {
      does.self('probesPortal');
      does.self('probesBalance');
    },

    probesPortal(monitor, _, does) {
      const { monitoring, links, length, reservedLine, portalHost } = does.given;
      const nth = monitor.portalProbes;
      monitor.portalProbes += 1;
      const page = firstPage(portalHost(does.subject), links, does.draw('monitor.portal', nth));
      does.ask(openPage, reservedLine(does.subject), page, {
        then: 'portalAnswered',
        within: monitoring.timeout,
        over: links.dataCentres,
        entity: reservedLine(does.subject),
        occurrence: nth,
      });
      if (does.now + monitoring.portalEvery < length) does.arm('probesPortal', monitoring.portalEvery);
    },

    probesBalance(monitor, _, does) {
      const { monitoring, links, length, reservedLine } = does.given;
      const nth = monitor.balanceProbes;
      monitor.balanceProbes += 1;
      does.ask(getBalance, reservedLine(does.subject), randomId, {
        then: 'balanceAnswered',
        within: monitoring.timeout,
        over: links.dataCentres,
        about: nth,
        entity: reservedLine(does.subject),
        occurrence: nth,
      });
      if (does.now + monitoring.balanceEvery < length) does.arm('probesBalance', monitoring.balanceEvery);
    },

    portalAnswered(monitor, reply: Reply<number>, does) {
      const { window, portalEvery } = does.given.monitoring;
      const hasFailed = reply.outcome !== 'answered';
      monitor.portalResults = lastOf(monitor.portalResults ?? none, hasFailed, window, portalEvery);
      does.emit('probedPortal', hasFailed ? 1 : 0);
      does.self('judges');
    },

    balanceAnswered(monitor, reply: Reply<Balance>, does) {
      const { window, balanceEvery, everyNth } = does.given.monitoring;
      const hasFailed = reply.outcome !== 'answered';
      monitor.balanceResults = lastOf(monitor.balanceResults ?? none, hasFailed, window, balanceEvery);
      if (reply.about % everyNth === 0) monitor.inARow = hasFailed ? monitor.inARow + 1 : 0;
      does.emit('probedBalance', hasFailed ? 1 : 0);
      does.self('judges');
    },

    /** After each result: whether anything fails, and which severity applies. */
    judges(monitor, _, does) {
      const { monitoring } = does.given;
      const portals = monitor.portalResults ?? none;
      const balances = monitor.balanceResults ?? none;
      const isFailing = portals.at(-1) === true || balances.at(-1) === true;
      if (monitor.state === 'ok') {
        if (!isFailing) return;
        does.move(monitor, 'probeFailed');
        monitor.failingSince = does.now;
        does.emit('failing');
      }
      const severity = severityOf(
        {
          partner: Math.max(
            shareOf(portals, windowOf(monitoring.window, monitoring.portalEvery)),
            shareOf(balances, windowOf(monitoring.window, monitoring.balanceEvery)),
          ),
          // A failure of others is no incident of this operator.
          everywhere: failuresOf(portals) + failuresOf(balances) > 0 ? failingEverywhere(does) : 0,
          inARow: monitor.inARow,
        },
        monitoring,
      );
      if (severity !== undefined) does.self('rates', severity);
      else if (monitor.state === 'incident') does.self('closes');
      else if (!isFailing) {
        does.move(monitor, 'recovered');
        monitor.failingSince = undefined;
        does.emit('recovered');
      }
    },

    /** A severity applies: it opens an incident, or raises one that was less severe. */
    rates(monitor, severity: Severity, does) {
      const isNew = monitor.state !== 'incident';
      if (!isNew && severity >= Number(monitor.severity)) return;
      does.move(monitor, isNew ? 'incidentOpened' : 'severityRaised');
      monitor.severity = `${severity}`;
      does.emit(isNew ? 'incidentOpened' : 'severityRaised', severity);
      const { resolveWithin, updateEvery } = duties[severity];
      does.cancel('updates');
      does.cancel('resolveDue');
      if (updateEvery !== undefined) does.arm('updates', updateEvery);
      if (resolveWithin !== undefined) does.arm('resolveDue', resolveWithin);
      if (!isNew) return;
      const since = does.now - monitor.failingSince!;
      does.emit('detected', since);
      does.emit('noticeSent', since);
      if (since > noticeLatest) does.emit('noticeLate', since);
    },

    updates(monitor, _, does) {
      const severity = Number(monitor.severity) as Severity;
      does.emit('updateSent', severity);
      const { updateEvery } = duties[severity];
      if (updateEvery !== undefined && does.now + updateEvery <= does.given.length) does.arm('updates', updateEvery);
    },

    resolveDue(monitor, _, does) {
      does.emit('resolveOverdue', Number(monitor.severity));
    },

    closes(monitor, _, does) {
      does.move(monitor, 'incidentClosed');
      does.emit('incidentClosed', does.now - monitor.failingSince!);
      monitor.severity = undefined;
      monitor.failingSince = undefined;
      does.cancel('updates');
      does.cancel('resolveDue');
    },
  },
});

/** The page that opens a session, asked for from a data centre, where its bytes take no time. */
const firstPage = (host: string, { dataCentres }: Links, luck: number) => ({
  step: 0,
  roundTrip: dataCentres.roundTrip,
  rate: Infinity,
  luck,
  launch: { launchUrl: `https://${host}/`, headers: {} },
});

/** How many probes fill the window. */
const windowOf = (window: Microseconds, every: Microseconds): number => Math.max(1, Math.floor(window / every));

/** The results with one more, no more of them than fill the window. */
const lastOf = (results: Results, hasFailed: boolean, window: Microseconds, every: Microseconds): Results =>
  [...results, hasFailed].slice(-windowOf(window, every));

const failuresOf = (results: Results): number => results.filter(hasFailed => hasFailed).length;

/** The share of failures of a full window; none can be told before. */
const shareOf = (results: Results, size: number): number =>
  results.length < size ? 0 : failuresOf(results) / results.length;

/** The part of `does` that sees all operators. */
interface Overseeing {
  readonly given: MonitorSurroundings;
  look(
    seen: typeof monitors,
    operator: number,
  ): Readonly<{ portalResults: Results | undefined; balanceResults: Results | undefined }>;
}

/** The share of failures among the probes of all operators, as a share of everything that all partners are asked. */
function failingEverywhere(does: Overseeing): number {
  const { shareOfGlobal } = does.given.monitoring;
  if (shareOfGlobal === 0) return 0;
  let [failed, all] = [0, 0];
  for (let operator = 0; operator < does.given.operators; operator += 1) {
    const { portalResults = none, balanceResults = none } = does.look(monitors, operator);
    failed += failuresOf(portalResults) + failuresOf(balanceResults);
    all += portalResults.length + balanceResults.length;
  }
  return all === 0 ? 0 : (shareOfGlobal * failed) / all;
}
