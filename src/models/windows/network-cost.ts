/**
 * What a network costs, as Windows tells every app: the type of the cost, and what makes it worse.
 *
 *     plan of the operator, limit, roaming ──▶ mobile broadband ─┐
 *     nothing is known ──────────────────────▶ Wi-Fi, Ethernet ──┴─▶ ConnectionCost ──▶ apps, Windows Update
 *
 * Without a word of the operator, mobile broadband is fixed, Wi-Fi and Ethernet are unrestricted.
 *
 * Source: Microsoft Learn, "NetworkCostType", "Quickstart: Managing metered network cost constraints", "Overview of mobile
 * broadband", Provide accurate usage and plan data.
 */
import { type Microseconds, type RecordOf, type Schema, type Seen, sees } from '../../sim/index.ts';
import type { packetContext } from '../device/packet-context.ts';
import type { roamingCharging } from '../operator/roaming-charging.ts';
import { passedBy, reachesInternet, type subscription } from '../operator/subscription.ts';
import type { CostType } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { cosaDatabase } from './cosa-database.ts';
import type { mobileBroadbandService } from './mobile-broadband-service.ts';
import { trafficPath, type windowsConnectionManager } from './windows-connection-manager.ts';

/** With their numbers in the programming interface of Windows. */
export const networkCostTypes = { Unknown: 0, Unrestricted: 1, Fixed: 2, Variable: 3 } as const;
export type NetworkCostType = keyof typeof networkCostTypes;

export interface ConnectionCost {
  readonly type: NetworkCostType;
  readonly roaming: boolean;
  readonly overDataLimit: boolean;
  readonly approachingDataLimit: boolean;
  readonly congested: boolean;
}

const nothingSpecial = { roaming: false, overDataLimit: false, approachingDataLimit: false, congested: false };
const unrestricted: ConnectionCost = { type: 'Unrestricted', ...nothingSpecial };

/** The type of a plan as the operator has said it, or the user; fixed where nobody has. */
const typeOf = (said: CostType | undefined): NetworkCostType =>
  said === 'unrestricted' ? 'Unrestricted' : said === 'variable' ? 'Variable' : 'Fixed';

/** Whether what is not urgent waits, or asks first: the network is metered, or what it carries costs extra. */
export const isMetered = ({
  type,
  roaming,
  overDataLimit,
}: Pick<ConnectionCost, 'type' | 'roaming' | 'overDataLimit'>): boolean =>
  type === 'Fixed' || type === 'Variable' || roaming || overDataLimit;

/**
 * From which share of its data on a plan counts as nearly used up.
 *
 * Assumption: 80 %, the example of the notifications for apps.
 */
const approachesFrom = 0.8;

const routes = sees<typeof windowsConnectionManager>('Windows Connection Manager');
const service = sees<typeof mobileBroadbandService>('Mobile Broadband Service');
const database = sees<typeof cosaDatabase>('COSA database');
const contexts = sees<typeof packetContext>('packet context');
const lines = sees<typeof subscription>('subscription');
const roamings = sees<typeof roamingCharging>('roaming charging');
export const networkCostSees = { routes, service, database, contexts, lines, roamings };

/** The part of `does` that tells how things stand. */
interface Looking {
  readonly now: Microseconds;
  readonly subject: number;
  readonly given: Pick<Surroundings, 'plan' | 'operator'>;
  look<M extends { readonly record: Schema }>(model: Seen<M>, subject?: number): Readonly<RecordOf<M['record']>>;
}

/** The way that new traffic takes at this moment, and what it costs; undefined where there is no internet. */
export interface Route {
  readonly overCellular: boolean;
  readonly cost: ConnectionCost;
}

/**
 * Assumption: Wi-Fi says nothing of its cost, a hotspot neither: it counts as unrestricted. Windows knows the plan as it
 * stands at the operator.
 */
export function routeNow(does: Looking): Route | undefined {
  const path = trafficPath[does.look(routes).state];
  if (path === 'nowhere') return undefined;
  if (path !== 'cellular') return { overCellular: false, cost: unrestricted };
  const line = does.look(lines);
  if (does.look(contexts).state !== 'activated' || !reachesInternet(line)) return undefined;
  const { roaming: tariff } = does.given.operator(does.subject);
  if (tariff !== undefined && line.abroad && does.look(roamings).capped) return undefined;
  return { overCellular: true, cost: mobileBroadbandCost(line, does) };
}

/** What the user has set goes before what the operator says. */
function mobileBroadbandCost(
  line: Readonly<{ granted: number } & Parameters<typeof passedBy>[0]>,
  does: Looking,
): ConnectionCost {
  const { data, costs } = does.given.plan(does.subject);
  const { registered } = does.look(service);
  const used = data - (line.granted - passedBy(line, does.now));
  const overDataLimit = used >= data;
  return {
    type: does.look(database).unmetered ? 'Unrestricted' : typeOf(costs),
    roaming: registered !== undefined && registered !== 'home',
    overDataLimit,
    approachingDataLimit: !overDataLimit && used >= approachesFrom * data,
    congested: false,
  };
}
