/**
 * The walled garden: what the operator's gateway lets a line reach that has no plan, by host name and scheme.
 *
 *     hot                              everything
 *     warm, activating,                what the allow-list names: Mobile Plans, the portal, certificate checks, the probe
 *     outOfData, expired, old context
 *     cold                             the same, where the network lets cold SIMs in
 *     suspended, terminated            nothing
 *
 * Source: Microsoft Learn, "Mobile Plans walled garden".
 */
import { type Microseconds, seconds } from '../sim/index.ts';
import { reachesInternet } from './operator/subscription.ts';
import type { MicrosoftSettings, OperatorSettings } from './settings.ts';
import type { Surroundings } from './surroundings.ts';
import {
  type Address,
  addressOf,
  allowListOf,
  type Destination,
  type GardenEntry,
  matches,
  type Scheme,
} from './walled-garden-hosts.ts';

type Operator = Pick<OperatorSettings, 'walledGarden' | 'network' | 'cosa' | 'portal' | 'api' | 'smdp'>;
type Line = Readonly<{ state: string; needsNewContext: boolean }>;

/** HOT: the list of each operator is made once. */
const lists = new WeakMap<Operator, readonly GardenEntry[]>();

function listOf(operator: Operator): readonly GardenEntry[] {
  const known = lists.get(operator) ?? allowListOf(operator);
  lists.set(operator, known);
  return known;
}

/** Whether the walled garden of the operator passes that host with that scheme. */
export const passes = (operator: Operator, host: string, scheme: Scheme): boolean =>
  listOf(operator).some(entry => entry.schemes.includes(scheme) && matches(entry, host));

const passesAll = (operator: Operator, { hosts, scheme }: Address): boolean =>
  hosts.every(host => passes(operator, host, scheme));

/** Whether everything that a destination means is on the operator's list. */
export function gardenPasses(operator: Operator, destination: Destination, microsoft: Environment): boolean {
  const address = addressOf(destination, operator, microsoft);
  return address !== undefined && passesAll(operator, address);
}

type Environment = Pick<MicrosoftSettings, 'environment'>;

/** What the gateway lets a line reach. */
export type Reach = 'everything' | 'walledGarden' | 'nothing';

export function reachOf(line: Line, { coldAccess }: Pick<OperatorSettings['network'], 'coldAccess'>): Reach {
  if (reachesInternet(line)) return 'everything';
  if (line.state === 'suspended' || line.state === 'terminated') return 'nothing';
  return line.state === 'cold' && coldAccess === 'rejected' ? 'nothing' : 'walledGarden';
}

/** Windows gives up on one revocation host, and on all of them together. */
const [oneHost, allHosts] = [seconds(15), seconds(20)];

/**
 * How much longer the first secure connection of a device takes because hosts for certificate checks are not reached.
 *
 * Assumption: each of them is asked once; a check that gets no answer fails softly after 15 s, and several after 20 s in all,
 * which are the limits of Windows on the retrieval of one address and of all addresses of a chain.
 */
export function revocationDelay(
  given: Pick<Surroundings, 'links' | 'pathOf' | 'wayTo' | 'operator'>,
  device: number,
): Microseconds {
  const { nowhere } = given.links;
  if (given.pathOf(device) === nowhere || given.wayTo(device, 'revocation') !== nowhere) return 0 as Microseconds;
  const operator = given.operator(device);
  const address = addressOf('revocation', operator, { environment: 'production' });
  const silent = address?.hosts.filter(host => !passes(operator, host, address.scheme)).length ?? 0;
  return Math.min(silent * oneHost, allHosts) as Microseconds;
}
