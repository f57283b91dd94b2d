/**
 * A request of the Mobile Plans service to the operator API, as it travels with the question and comes back with the outcome:
 * one number says which request of the device waits for it, for which SIM, what for, and whether it is the second try.
 *
 *     about = ticket │ card │ purpose │ second try?
 *
 * HOT: numbers alone; only a failure makes an object.
 */
import type { Microseconds, Outcome, Reply, Ticket } from '../../sim/index.ts';
import { notificationTypes } from '../messages/mobile-operator-api-messages.ts';
import type { ThrottledDetail } from '../operator/mobile-operator-api.ts';
import { noAnswer } from './operator-api-reactions.ts';

/**
 * What a request to the operator is for: a balance, the balance that nobody waits for at the launch of the app, a gateway
 * page, or a notification of one of the types.
 */
export const forBalance = 0;
export const forLaunch = 1;
export const forOffers = 2;
export const forNotification = 3;
const purposes = forNotification + notificationTypes.length;

/** A device's SIMs are told apart up to so many. */
const cards = 256;

/** The first try of a request of the device that is waited for: which SIM, and what the operator is asked, as one number. */
export const aboutOf = (ticket: number, card: number, purpose: number): number =>
  ((ticket * cards + card) * purposes + purpose) * 2;

/** Requests are counted so that the second try, which is the next one, has luck of its own. */
export const firstTry = (occurrence: number): number => occurrence * 2;

export const isSecond = (about: number): boolean => about % 2 === 1;
export const purposeOf = (about: number): number => Math.floor(about / 2) % purposes;
export const cardOf = (about: number): number => Math.floor(about / 2 / purposes) % cards;
export const ticketOf = <Answer>(about: number): Ticket<Answer> => Math.floor(about / 2 / purposes / cards);

/** An answer of the operator that is no success, kept beyond the handler that got it. */
export interface Failure {
  status: number;
  retryAfter: Microseconds | undefined;
  about: number;
  entity: number;
  occurrence: number;
}

export const failureOf = (reply: Reply<unknown>): Failure => ({
  status: statusOf(reply.outcome, reply.code),
  retryAfter: reply.code === 429 ? (reply.detail as ThrottledDetail).retryAfter : undefined,
  about: reply.about,
  entity: reply.entity,
  occurrence: reply.occurrence,
});

const statusOf = (outcome: Outcome, code: number): number => (outcome === 'refused' ? code : noAnswer);

/** A request to the operator that is to be made. */
export type Asking = Pick<Failure, 'about' | 'entity' | 'occurrence'>;
