/**
 * The connection profiles of a device, from the access points that its sources name.
 *
 *     user ──────────────────────────────────────────────▶ userProvisioned        all
 *     provisioning ▷ service metadata ▷ COSA ─────────────▶ operatorProvisioned    for each purpose, those of the first
 *                                                           deviceProvisioned      source that has any
 *     modem ─────────────────────────────────────────────▶ deviceProvisioned       all
 *
 * A profile keeps its number whatever other sources come and go: each source numbers its own from a place of its own.
 *
 * Source: Microsoft Learn, "Mobile broadband data connectivity", "WWAN_CONFIGURATION_SOURCE enumeration" (a context made
 * from the database of access points is device provisioned), "Desktop COSA database settings" (AutoConnectOrder).
 * Assumption: access points without an AutoConnectOrder come last, in an order that looks random and is always the same.
 */
import type { AccessPointSettings } from '../settings.ts';
import type { ConnectionProfile } from './connection-profile.ts';

type Layer = ConnectionProfile['layer'];

/** Access points by source; a source without any is as good as not there. */
export type AccessPointsByLayer = { readonly [L in Layer]?: readonly AccessPointSettings[] | undefined };

/** Numbers that each source may give: a record keeps the number of a profile in one byte. */
const numbersEach = 32;

/** Where the numbers of each source begin: the strongest first. */
const firstNumber: Record<Layer, number> = {
  user: 0,
  provisioning: numbersEach,
  serviceMetadata: 2 * numbersEach,
  cosa: 3 * numbersEach,
  modem: 4 * numbersEach,
};

const ringOf: Record<Layer, ConnectionProfile['ring']> = {
  user: 'userProvisioned',
  provisioning: 'operatorProvisioned',
  serviceMetadata: 'operatorProvisioned',
  cosa: 'deviceProvisioned',
  modem: 'deviceProvisioned',
};

/** Sources of the operator, the highest first: each overrides those behind it. */
const operatorLayers = ['provisioning', 'serviceMetadata', 'cosa'] as const;

/**
 * The profiles of a device; access points for MMS and IMS are not among them, because nothing connects with those by itself.
 *
 * @throws RangeError when a source names more than 32 access points
 */
export function profileList(points: AccessPointsByLayer): readonly ConnectionProfile[] {
  const all = (layer: Layer) => profilesOfLayer(layer, points[layer] ?? []);
  const ofOperator = (purpose: ConnectionProfile['purpose']) =>
    operatorLayers
      .map(layer => all(layer).filter(profile => profile.purpose === purpose))
      .find(profiles => profiles.length > 0) ?? [];
  return [...all('user'), ...ofOperator('internet'), ...all('modem'), ...ofOperator('purchase')];
}

function profilesOfLayer(layer: Layer, points: readonly AccessPointSettings[]): ConnectionProfile[] {
  if (points.length > numbersEach)
    throw new RangeError(`At most ${numbersEach} access points a source; ${layer} has ${points.length}`);
  return [...points].sort(inOrder).flatMap((point, place) => {
    const { name, accessString, order, purpose } = point;
    if (purpose !== 'internet' && purpose !== 'purchase') return [];
    return [{ number: firstNumber[layer] + place, name, accessString, order, purpose, ring: ringOf[layer], layer }];
  });
}

/** By AutoConnectOrder; what has none comes after, in the order of its scrambled access string. */
const inOrder = (a: AccessPointSettings, b: AccessPointSettings): number =>
  a.order !== undefined || b.order !== undefined
    ? (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER)
    : scrambled(a.accessString) - scrambled(b.accessString);

/** A whole number below 2^32 that looks unlike the text: FNV-1a, mixed once more. */
function scrambled(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
