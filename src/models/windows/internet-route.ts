/**
 * The way that new traffic of a PC takes, and what it costs there.
 *
 *     plan as Windows knows it, roaming ──▶ mobile broadband ─┐
 *     beacon of the access point ─────────▶ Wi-Fi ────────────┼─▶ Route ──▶ apps, videos, Windows Update
 *     nothing is known ───────────────────▶ Ethernet ─────────┘
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Provide accurate usage and plan data; "Network cost information
 * element". Without a word of anybody, Wi-Fi and Ethernet are unrestricted.
 */
import { type Bytes, type Microseconds, type RecordOf, type Schema, type Seen, sees } from '../../sim/index.ts';
import type { Medium } from '../device/interfaces.ts';
import type { packetContext } from '../device/packet-context.ts';
import { costElement, readCostElement } from '../messages/network-cost-element.ts';
import type { roamingCharging } from '../operator/roaming-charging.ts';
import { reachesInternet, type subscription } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';
import {
  type ConnectionCost,
  costTypeOf,
  type KnownPlan,
  mobileBroadbandCost,
  nothingSpecial,
} from './connection-cost.ts';
import type { cosaDatabase } from './cosa-database.ts';
import { type dataUsageAndSubscriptionManager, knownUsage } from './data-usage-and-subscription-manager.ts';
import { hotspotHere } from './hotspot-in-range.ts';
import { countedBy, type localDataCounters } from './local-data-counters.ts';
import type { mobileBroadbandService } from './mobile-broadband-service.ts';
import { trafficPath, type windowsConnectionManager } from './windows-connection-manager.ts';

const routes = sees<typeof windowsConnectionManager>('Windows Connection Manager');
const service = sees<typeof mobileBroadbandService>('Mobile Broadband Service');
const database = sees<typeof cosaDatabase>('COSA database');
const contexts = sees<typeof packetContext>('packet context');
const lines = sees<typeof subscription>('subscription');
const roamings = sees<typeof roamingCharging>('roaming charging');
const managers = sees<typeof dataUsageAndSubscriptionManager>('data usage and subscription manager');
const counters = sees<typeof localDataCounters>('local data counters');
export const internetRouteSees = { routes, service, database, contexts, lines, roamings, managers, counters };

/** The part of `does` that tells how things stand. */
interface Looking {
  readonly now: Microseconds;
  readonly subject: number;
  readonly given: Pick<Surroundings, 'plan' | 'operator' | 'group'>;
  look<M extends { readonly record: Schema }>(model: Seen<M>, subject?: number): Readonly<RecordOf<M['record']>>;
}

export interface Route {
  readonly overCellular: boolean;
  readonly cost: ConnectionCost;
}

const unrestricted: ConnectionCost = { type: 'Unrestricted', ...nothingSpecial };

/**
 * The cost of a connection that is not mobile broadband.
 *
 * @param beacon  the network cost element that the access point sends, if any
 */
export const costOf = (medium: Exclude<Medium, 'cellular'>, beacon?: readonly number[]): ConnectionCost =>
  (medium === 'wifi' && beacon !== undefined ? readCostElement(beacon) : undefined) ?? unrestricted;

/** Undefined where there is no internet. */
export function routeNow(does: Looking): Route | undefined {
  const path = trafficPath[does.look(routes).state];
  if (path === 'nowhere') return undefined;
  if (path !== 'cellular') return { overCellular: false, cost: costOf(path, beaconHere(does)) };
  const line = does.look(lines);
  if (does.look(contexts).state !== 'activated' || !reachesInternet(line)) return undefined;
  const { roaming: tariff } = does.given.operator(does.subject);
  if (tariff !== undefined && line.abroad && does.look(roamings).capped) return undefined;
  return { overCellular: true, cost: cellularCost(does) };
}

/** A hotspot says of its cost what is set; the Wi-Fi at home says nothing. */
function beaconHere(does: Looking): readonly number[] | undefined {
  const costs = does.given.group(does.subject).hotspots?.costs;
  if (costs === undefined || hotspotHere(does, does.subject) === undefined) return undefined;
  return costElement({ ...nothingSpecial, type: costTypeOf[costs] });
}

/** What the user has set goes before what the operator says. Assumption: the network of a partner counts as roaming. */
function cellularCost(does: Looking): ConnectionCost {
  const { registered } = does.look(service);
  const cost = mobileBroadbandCost(knownPlan(does), registered !== undefined && registered !== 'home');
  return does.look(database).unmetered ? { ...cost, type: 'Unrestricted' } : cost;
}

/**
 * The plan as DUSM knows it. Assumption: on a PC that no file has provisioned, the operator has told Windows the type of the
 * plan some other way, but not how much of it there is.
 */
function knownPlan(does: Looking): KnownPlan | undefined {
  const manager = does.look(managers);
  if (manager.state === 'planDeleted') return undefined;
  if (manager.state === 'noPlan') {
    const { costs } = does.given.plan(does.subject);
    const none = 0 as Bytes;
    return costs && { type: costTypeOf[costs], limit: none, used: none, overLimit: false, congested: false };
  }
  const { type, limit, overLimit, congested } = manager;
  return { type, limit, used: knownUsage(manager, countedBy(does.look(counters), does.now)), overLimit, congested };
}
