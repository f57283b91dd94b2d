/**
 * The internet probe (NCSI): how Windows finds out whether a new connection reaches the internet: a DNS query and an HTTP
 * request to www.msftconnecttest.com. Its answer is the first internet byte.
 *
 * Source: Microsoft Learn, "Provisioning Windows using a website", "Captive portals"; the time is an assumption: two
 * round trips and 100 ms, again every 30 s while the connection is constrained.
 * Source: Microsoft Learn, "Mobile Plans walled garden": for the SIMs of operators who sell plans in the Mobile Plans app
 * the garden lets the probe pass, "Provisioning Windows using a website": for all others it must not.
 */
import {
  count,
  flag,
  type Microseconds,
  milliseconds,
  model,
  port,
  type Reply,
  type Request,
  seconds,
  sees,
  type Ticket,
} from '../../sim/index.ts';
import type { Medium } from '../device/interfaces.ts';
import { reachesInternet, type subscription } from '../operator/subscription.ts';
import { connectTest, type wifiHotspot } from '../places/wifi-hotspot.ts';
import type { OperatorSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { passes, probeHost } from '../walled-garden-hosts.ts';
import { hotspotHere } from './hotspot-in-range.ts';
import { isUp, type windowsConnectionManager } from './windows-connection-manager.ts';

const lines = sees<typeof subscription>('subscriptions');
const routes = sees<typeof windowsConnectionManager>('Windows Connection Manager');
export const probeSees = { lines, routes };

const place = port<typeof wifiHotspot>('Wi-Fi hotspot');
export const probePorts = { place };

/** How long a hotspot may take for its page. Assumption: as for a web page. */
const pageTimeout = seconds(30);

const serverTime = milliseconds(100);

/** NetworkConnectivityLevel, the worst first. */
export const connectivityLevels = ['none', 'localAccess', 'constrainedInternetAccess', 'internetAccess'] as const;
export type ConnectivityLevel = (typeof connectivityLevels)[number];

export const internetProbe = model('internet probe', {
  source: 'provisioning-windows-using-a-website.md',
  record: {
    probes: count(),
    /** Windows shows internet access over a line that has none: the walled garden has answered the probe. */
    misled: flag(),
  },
  kept: 'columns',
  facts: ['internetAccess', 'constrained', 'none', 'thinksOnline'],
  given: {} as Surroundings,
  takes: {
    /** What a hotspot gave for the page of the probe: the page itself, or another one, which is a redirection. */
    pageCame(_probe, reply: Reply<string>, does) {
      const level: ConnectivityLevel =
        reply.outcome !== 'answered'
          ? 'none'
          : reply.answer === connectTest
            ? 'internetAccess'
            : 'constrainedInternetAccess';
      does.emit(level === 'internetAccess' ? level : level === 'none' ? level : 'constrained');
      does.answer(reply.about as Ticket<ConnectivityLevel>, level);
    },
  },
  answers: {
    /** Over one medium of the device. Ethernet and Wi-Fi lead to the internet; mobile broadband, where the line lets it. */
    probe(probe, request: Request<{ medium: Medium }, ConnectivityLevel>, does) {
      probe.probes += 1;
      const { medium } = request.message;
      if (medium === 'wifi' && hotspotHere(does, does.subject) !== undefined) {
        does.ask(place.asks.get, does.subject, undefined, {
          then: 'pageCame',
          over: does.given.links.hotspot,
          within: pageTimeout,
          about: request.ticket,
        });
        return;
      }
      const { settings, operator } = does.given;
      const level = !isUp(does.look(routes).state, medium)
        ? 'none'
        : medium !== 'cellular' || reachesInternet(does.look(lines)) || gardenAnswers(operator(does.subject))
          ? 'internetAccess'
          : 'constrainedInternetAccess';
      does.emit(level === 'constrainedInternetAccess' ? 'constrained' : level);
      if (medium === 'cellular') {
        const isMisled = level === 'internetAccess' && !reachesInternet(does.look(lines));
        if (isMisled && !probe.misled) does.emit('thinksOnline');
        probe.misled = isMisled;
      }
      does.answer(request.ticket, level, probeTime(settings.links, medium));
    },
  },
});

/** Whether the walled garden of an operator answers the probe as the internet would: its host is on the list. */
const gardenAnswers = (operator: OperatorSettings): boolean => passes(operator, probeHost, 'http');

/** Two round trips, for the DNS query and for the HTTP request. */
const probeTime = ({ rttCellular, rttWifi }: { rttCellular: Microseconds; rttWifi: Microseconds }, medium: Medium) =>
  2 * (medium === 'cellular' ? rttCellular : rttWifi) + serverTime;
