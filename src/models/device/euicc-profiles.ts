/**
 * What is on an eUICC: the operator's own profile, if there is one, and profiles of other operators that were there from the
 * start.
 *
 *     ┌ memory of the card ───────────────────────────────────────────┐
 *     │ other 1 (enabled at first) │ other 2 │ ... │ own │ free        │        at most one of them is enabled
 *     └───────────────────────────────────────────────────────────────┘
 */

import type { Bytes } from '../../sim/index.ts';
import { type Iccid, makeIccid } from '../identifiers.ts';
import type { GroupSettings } from '../settings.ts';
import type { Identity } from '../surroundings.ts';

/** The part of the record of a card that says what is on it. */
export interface CardContent {
  readonly state: 'noProfile' | 'disabled' | 'enabled';
  /** Memory that the own profile takes. */
  readonly used: Bytes;
  /** Other operators' profiles that have been deleted since the start. */
  readonly othersDeleted: number;
  /** Whether the first of the other profiles is the enabled one. */
  readonly otherEnabled: boolean;
}

/** Other operators' profiles at the start: as many of them as fit beside the operator's own, if that is there. */
export function othersAtStart({ otherProfiles, ownProfile, euicc: { memory, profileSize } }: GroupSettings): number {
  const room = Math.floor(memory / profileSize) - (ownProfile ? 1 : 0);
  return Math.max(0, Math.min(otherProfiles, room));
}

export const othersOn = (card: CardContent, group: GroupSettings): number => othersAtStart(group) - card.othersDeleted;

/** What profiles take, and what is free, add up to the memory of the card. */
export const freeOn = (card: CardContent, group: GroupSettings): Bytes =>
  (group.euicc.memory - card.used - othersOn(card, group) * group.euicc.profileSize) as Bytes;

/**
 * The ICCIDs on the card, those of other operators first.
 *
 * Assumption: the other operators have the test network 001/01, which no operator of a scenario has by itself.
 */
export function iccidsOn(card: CardContent, group: GroupSettings, identity: Identity, device: number): Iccid[] {
  const others = Array.from({ length: othersOn(card, group) }, (_, nth) =>
    makeIccid({ mcc: '001', mnc: '01', account: (device + 1) * 100 + nth }),
  );
  return card.state === 'noProfile' ? others : [...others, identity.iccid(device)];
}
