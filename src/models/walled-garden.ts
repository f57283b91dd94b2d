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
import { reachesInternet } from './operator/subscription.ts';
import type { MicrosoftSettings, OperatorSettings } from './settings.ts';
import type { Surroundings } from './surroundings.ts';
import { type Address, addressOf, type Destination, passes } from './walled-garden-hosts.ts';

type Operator = Pick<OperatorSettings, 'walledGarden' | 'network' | 'cosa' | 'portal' | 'api' | 'smdp' | 'smds'>;
type Environment = Pick<MicrosoftSettings, 'environment'>;
type Line = Readonly<{ state: string; needsNewContext: boolean }>;

const passesAll = (operator: Operator, { hosts, scheme }: Address): boolean =>
  hosts.every(host => passes(operator, host, scheme));

/** Whether everything that a destination means is on the operator's list. */
export function gardenPasses(operator: Operator, destination: Destination, microsoft: Environment): boolean {
  const address = addressOf(destination, operator, microsoft);
  return address !== undefined && passesAll(operator, address);
}

/**
 * Whether what a device exchanges with a destination at this moment goes over its mobile broadband and is charged to no plan.
 *
 * Assumption: what the list names is not charged, whether or not the line has a plan.
 */
export const isZeroRated = (
  given: Pick<Surroundings, 'links' | 'pathOf' | 'operator' | 'settings'>,
  device: number,
  destination: Destination,
): boolean =>
  given.pathOf(device) === given.links.cellular &&
  gardenPasses(given.operator(device), destination, given.settings.microsoft);

/** What the gateway lets a line reach. */
export type Reach = 'everything' | 'walledGarden' | 'nothing';

export function reachOf(line: Line, { coldAccess }: Pick<OperatorSettings['network'], 'coldAccess'>): Reach {
  if (reachesInternet(line)) return 'everything';
  if (line.state === 'suspended' || line.state === 'terminated') return 'nothing';
  return line.state === 'cold' && coldAccess === 'rejected' ? 'nothing' : 'walledGarden';
}
