/**
 * A profile on the SM-DP+, as its record: how far it has come from the stock to a card, and the session in which a device
 * talks about it.
 *
 *     available ─▶ allocated (no EID) ─▶ confirmed ─▶ released ─▶ downloaded ─▶ installed ─▶ available · unavailable
 *               └▶ linked (EID) ───────┴─────────────▶ ▲              │
 *                                                      └─ not installed     (order expired, tries used up, denied) ─▶ error
 *
 * There is one record for the line of each device. An order that follows one that has ended in error, or a profile that has
 * been deleted, takes a new profile; the line keeps its number.
 * Source: GSMA SGP.22, "Profile Lifecycle at SM-DP+", "ES9+".
 */

import type { Bytes } from '../../sim/index.ts';
import {
  count,
  type Does,
  flag,
  id,
  oneOf,
  type RecordOf,
  small,
  state,
  type TransitionTable,
  time,
} from '../../sim/index.ts';
import type { cancelSessionReason, Es9PlusFunction, NotificationKind } from '../messages/es9-plus.ts';
import type { Surroundings } from '../surroundings.ts';

type State =
  | 'available'
  | 'allocated'
  | 'linked'
  | 'confirmed'
  | 'released'
  | 'downloaded'
  | 'installed'
  | 'error'
  | 'unavailable';
type Event =
  | 'ordered'
  | 'orderedForEid'
  | 'orderConfirmed'
  | 'orderReleased'
  | 'profileReleased'
  | 'packageBound'
  | 'installed'
  | 'installFailed'
  | 'gaveUp'
  | 'orderExpired'
  | 'deleted'
  | 'deletedForGood';
export type ProfileState = State;

/** DownloadOrder without and with an EID. */
const orders = { ordered: 'allocated', orderedForEid: 'linked' } as const;
/** ConfirmOrder with releaseFlag false and true. */
const confirmation = { orderConfirmed: 'confirmed', orderReleased: 'released' } as const;

export const profileTable: TransitionTable<State, Event> = {
  available: orders,
  allocated: confirmation,
  linked: confirmation,
  confirmed: { profileReleased: 'released', orderExpired: 'error' },
  released: { packageBound: 'downloaded', gaveUp: 'error', orderExpired: 'error' },
  downloaded: {
    packageBound: 'downloaded',
    installed: 'installed',
    installFailed: 'released',
    gaveUp: 'error',
    orderExpired: 'error',
  },
  installed: { deleted: 'available', deletedForGood: 'unavailable' },
  // The card may have installed it before the order expired, and tell it late.
  error: { ...orders, installed: 'installed' },
  unavailable: orders,
};

/** With which code a profile in error is refused. A download order that the person has denied is revoked. */
export const errorCauses = ['8.8.5/4.1', '8.8.5/6.4', '8.2.6/3.8', '8.2.7/6.4'] as const;

/** How far the live session of the device has come; none when undefined. */
const sessionStages = ['initiated', 'authenticated', 'sent'] as const;

/** What the SM-DP+ has still to tell the SM-DS. */
const smDsDuties = ['register', 'delete'] as const;

export const profileRecord = {
  state: state(profileTable),
  orders: small(),
  /** AuthenticateClient calls for this order. */
  attempts: count(),
  calls: count(),
  /** The device whose eUICC the package is bound to. */
  boundTo: id(),
  /** Sessions that the device has asked for so far: the number of the live one. */
  sessions: count(),
  session: oneOf(sessionStages),
  cause: oneOf(errorCauses),
  orderedAt: time(),
  /** The SM-DS is told when it can be fetched, and when it need not be any more: what it has to be told now, and whether it knows. */
  discoverable: flag(),
  smds: oneOf(smDsDuties),
  eventCalls: small(),
  /** A confirmation code is asked for; so many wrong ones have come for this order. */
  withCode: flag(),
  wrongCodes: small(),
};
export type Profile = RecordOf<typeof profileRecord>;

/** How a session ends. Assumption: a refusal completes it too. The number is the value of the fact `sessionEnded`. */
export const sessionEnds = ['completed', 'refused', 'cancelled', 'expired'] as const;
export type SessionEnd = (typeof sessionEnds)[number];

export const profileFacts = [
  'ordered',
  'orderFailed',
  'released',
  'sessionBegan',
  'sessionEnded',
  'downloaded',
  'installed',
  'installFailed',
  'expired',
  'deleted',
  'notified',
  'refused',
  'eventRegistered',
  'eventFailed',
  'eventDeleted',
  'wrongCode',
] as const;
type Timers = 'releases' | 'expires' | 'sessionExpires' | 'tellsSmDs';
/** What the handlers of the SM-DP+ may want done. */
export type ServerDoing = Does<
  typeof profileRecord,
  typeof profileTable,
  Timers,
  (typeof profileFacts)[number],
  string,
  Surroundings
>;

/** The ES9+ calls, in the order of a download; the last one ends a session early. */
export const es9Calls = [
  'initiateAuthentication',
  'authenticateClient',
  'getBoundProfilePackage',
  'handleNotification',
  'cancelSession',
] as const satisfies readonly Es9PlusFunction[];
export type Es9Call = (typeof es9Calls)[number];

/** Why a session is cancelled. */
export type CancelReason = keyof typeof cancelSessionReason;

/** What an order may ask for beside a profile. */
export interface OrderTerms {
  /** Its SM-DS is to know of it, so that the device finds it without a code. */
  discovery?: boolean;
  /** Its owner has to type a confirmation code. */
  confirmationCode?: boolean;
}

/** An ES9+ request: which call, and what it carries. InitiateAuthentication answers the transaction id. */
export type Es9Request =
  | { readonly call: 'initiateAuthentication'; readonly smdpAddress: string }
  | {
      readonly call: 'authenticateClient';
      readonly transactionId: string;
      /** Undefined: the profile that waits for this EID. */
      readonly matchingId: string | undefined;
      /** Free memory of the card, as EuiccInfo2 tells it. */
      readonly free: Bytes;
    }
  | {
      readonly call: 'getBoundProfilePackage';
      readonly transactionId: string;
      /** As its owner has typed it; absent where Windows has not asked for one. */
      readonly confirmationCode?: string | undefined;
    }
  | { readonly call: 'handleNotification'; readonly notification: NotificationKind }
  | { readonly call: 'cancelSession'; readonly transactionId: string; readonly reason: CancelReason };
