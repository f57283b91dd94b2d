/**
 * What the person gets to see when it is known where a connect to mobile broadband has led: the app, a page, a message.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "Plan purchase".
 * Assumption: Windows opens the app or the page once for each connect by hand, and once for each session and SIM when it
 * connects by itself; an automatic reconnect opens nothing again.
 */
import { deviceOf, mediumOf } from '../device/interfaces.ts';
import type { Cause } from '../messages/causes.ts';
import { reachesInternet } from '../operator/subscription.ts';
import { startedAfter } from './connect-decision.ts';
import { type Connection, othersHaveInternet } from './connection-neighbours.ts';
import { connectionPorts, connectionSees, type Doing } from './connection-ports.ts';
import type { ConnectivityLevel } from './internet-probe.ts';

/** Where a connection to mobile broadband leads is known. */
export function concludes(connection: Connection, level: ConnectivityLevel, does: Doing): void {
  if (mediumOf(does.subject) !== 'cellular') return;
  const device = deviceOf(does.subject);
  if (level === 'internetAccess' && !wantsPlan(device, does))
    does.tell(connectionPorts.person.tells.internet, device, undefined);
  decides(connection, { level }, does);
}

/** Who buys in Mobile Plans and has no plan yet sees so in the flyout, even if the walled garden has answered the probe. */
const wantsPlan = (device: number, does: Doing): boolean =>
  does.given.group(device).buysInMobilePlans && !reachesInternet(does.look(connectionSees.lines, device));

/** What is started after a connect: decided once, by its first result. */
export function decides(
  connection: Connection,
  outcome: { level: ConnectivityLevel } | { cause: Cause },
  does: Doing,
): void {
  if (mediumOf(does.subject) !== 'cellular' || connection.decided) return;
  connection.decided = true;
  const device = deviceOf(does.subject);
  const { cosa } = does.given.operator(device);
  const started = startedAfter({
    app: does.look(connectionSees.apps, device).state !== 'notInstalled',
    page: does.look(connectionSees.database, device).matched && cosa.accountExperienceUrl !== undefined,
    marketplace: cosa.supportDataMarketplace,
    outcome,
  });
  if (started === 'app') {
    does.tell(connectionPorts.app.tells.opensAtPlans, device, undefined);
    does.tell(connectionPorts.person.tells.appOpened, device, undefined);
    does.emit('startedApp', 'cause' in outcome ? outcome.cause : 0);
  } else if (started === 'webPage') {
    does.tell(connectionPorts.person.tells.webPageOpened, device, undefined);
    does.emit('openedWebPage');
  } else if (started === 'limited') {
    does.tell(connectionPorts.person.tells.limitedShown, device, undefined);
    does.emit('showedLimited');
  } else if (started === 'flyout') {
    if (wantsPlan(device, does)) does.tell(connectionPorts.person.tells.flyoutShown, device, undefined);
  } else if (started === 'error' && 'cause' in outcome) showsError(outcome.cause, does);
  if (started !== 'nothing' && started !== 'flyout' && !othersHaveInternet(does))
    does.tell(connectionPorts.setup.tells.internet, device, false);
}

export function showsError(cause: Cause, does: Doing): void {
  if (mediumOf(does.subject) === 'cellular')
    does.tell(connectionPorts.person.tells.errorShown, deviceOf(does.subject), cause);
  does.emit('showedError', cause);
}
