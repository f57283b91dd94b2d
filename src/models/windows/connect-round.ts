/**
 * One round of connecting: which profiles are tried, in which order, each once.
 *
 *     last known good ─▶ from the modem ─▶ AutoConnectOrder 1, 2, … ─▶ without an order ─▶ for purchases
 *
 * Source: Microsoft Learn, "MB data connectivity".
 */
import type { ConnectionProfile } from './connection-profile.ts';
import { rings } from './connection-profile.ts';

/**
 * Names a profile by what it connects to, whatever its place in the list: a number from 1 to 2^32 − 1 (FNV-1a). A profile
 * that is written anew with the same access string is the same one; with another it is another.
 */
export function profileKey({ purpose, accessString }: Pick<ConnectionProfile, 'purpose' | 'accessString'>): number {
  const text = `${purpose}|${accessString}`;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0 || 1;
}

export interface RoundChoice {
  /** The key of the profile that connected last; 0 for none. */
  lastKnownGood: number;
  /** A number between 0 and 1, always the same for the same profile: orders those that have no order. */
  luck: (key: number) => number;
}

/**
 * The profiles of a round in the order in which they are tried: those for the internet of the highest ring that has any,
 * then those for purchases of all rings.
 *
 * Assumption: profiles without an AutoConnectOrder, or with the same, have a fixed order by chance; the documents leave it
 * open.
 */
export function roundOf(profiles: readonly ConnectionProfile[], choice: RoundChoice): readonly ConnectionProfile[] {
  const forInternet = profiles.filter(({ purpose }) => purpose === 'internet');
  const ring = rings.find(one => forInternet.some(profile => profile.ring === one));
  return profiles
    .filter(profile => profile.purpose === 'purchase' || profile.ring === ring)
    .map(profile => ({ profile, rank: rankOf(profile, choice), luck: choice.luck(profileKey(profile)) }))
    .sort((a, b) => a.rank - b.rank || orderOf(a.profile) - orderOf(b.profile) || a.luck - b.luck || byPlace(a, b))
    .map(({ profile }) => profile);
}

/** The part of the round that a profile belongs to. */
function rankOf(profile: ConnectionProfile, { lastKnownGood }: RoundChoice): number {
  if (profile.purpose === 'purchase') return 4;
  if (profileKey(profile) === lastKnownGood) return 0;
  if (profile.layer === 'modem') return 1;
  return profile.order === undefined ? 3 : 2;
}

const orderOf = ({ order }: ConnectionProfile): number => order ?? Number.MAX_SAFE_INTEGER;
const byPlace = (a: { profile: ConnectionProfile }, b: { profile: ConnectionProfile }): number =>
  a.profile.number - b.profile.number;
