/**
 * The message centre (SMSC): takes texts, cuts them into parts, and keeps each part until the device has it.
 *
 *     warnings, timeline ── text ──▶ ┌────────────────┐ ── SMS-DELIVER, after the latency ──▶ SMS store of the device
 *                                    │ message centre │ ◀─ stored, or why not ───────────────
 *                                    └────────────────┘    absent, full, lost: again by the schedule, until it is too old
 *
 * Each part goes its own way, so parts overtake one another; a part whose acknowledgement is lost goes twice.
 * One record is what the centre keeps for one line.
 *
 * Source: Microsoft Learn, "MB SMS operations"; 3GPP TS 23.040 (store and forward, causes of failure).
 * Assumption: the centre tries by its schedule alone; nobody tells it that a device is there again.
 */
import {
  count,
  type Does,
  type Microseconds,
  model,
  port,
  type RecordOf,
  type Reply,
  type TransitionTable,
  value,
} from '../../sim/index.ts';
import type { smsStore } from '../device/sms-store.ts';
import type { MessageClass } from '../messages/sms/data-coding-scheme.ts';
import { encodeDeliver } from '../messages/sms/deliver.ts';
import { segmentsMax, segmentsOf } from '../messages/sms/segments.ts';
import type { ServiceCentreTimeStamp } from '../messages/sms/service-centre-time-stamp.ts';
import { smsAddress } from '../messages/sms/sms-address.ts';
import type { MessageCentreSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';

export interface TextMessage {
  readonly text: string;
  /** Without it, the address of the operator. */
  readonly sender?: string;
  readonly messageClass?: MessageClass;
}

/** A part that has not been acknowledged. */
export interface WaitingPart {
  readonly nth: number;
  /** An SMS-DELIVER in hexadecimal digits. */
  readonly pdu: string;
  readonly acceptedAt: Microseconds;
  /** The number of its last attempt among all of the line: names its luck. */
  readonly attempt: number;
  /** When it is tried again; undefined while it is on its way. */
  readonly nextAt: Microseconds | undefined;
  /** The device has it, and the centre does not know. */
  readonly isThere: boolean;
}

const store = port<typeof smsStore>('SMS store');
const { deliver } = store.asks;
export const messageCentrePorts = { store };

const record = {
  waiting: value<readonly WaitingPart[]>(),
  /** Parts taken so far. */
  accepted: count(),
  delivered: count(),
  expired: count(),
  /** Texts taken so far: the low eight bits number a message of several parts. */
  texts: count(),
  attempts: count(),
};
type Centre = RecordOf<typeof record>;
const facts = [
  'accepted',
  'unsendable',
  'partAccepted',
  'delivered',
  'refused',
  'lost',
  'repeated',
  'expired',
] as const;
type Doing = Does<
  typeof record,
  TransitionTable<never, never>,
  'retries',
  (typeof facts)[number],
  string,
  Surroundings
>;

export const messageCentre = model('message centre', {
  source: 'mb-sms-operations.md',
  record,
  timers: { retries: 0 as Microseconds },
  /** `accepted` has the number of parts, `delivered` the time it took, `refused` the cause. */
  facts,
  given: {} as Surroundings,
  takes: {
    sends(centre, message: TextMessage, does) {
      const pdus = pdusOf(message, centre.texts, does);
      if (pdus === undefined) {
        does.emit('unsendable');
        return;
      }
      centre.texts += 1;
      does.emit('accepted', pdus.length);
      const parts = pdus.map((pdu, at): WaitingPart => {
        does.emit('partAccepted');
        return { nth: centre.accepted + at, pdu, acceptedAt: does.now, attempt: 0, nextAt: does.now, isThere: false };
      });
      centre.accepted += parts.length;
      centre.waiting = [...(centre.waiting ?? []), ...parts];
      does.self('retries');
    },

    /** Everything that is due goes on its way, and what is too old is given up. */
    retries(centre, _: undefined, does) {
      const { validity } = settingsOf(does);
      const isTooOld = ({ acceptedAt }: WaitingPart) => does.now - acceptedAt >= validity;
      const kept: WaitingPart[] = [];
      for (const part of centre.waiting ?? []) {
        if (part.nextAt === undefined || part.nextAt > does.now) kept.push(part);
        else if (!isTooOld(part)) kept.push(tries(centre, part, does));
        else if (!part.isThere) {
          centre.expired += 1;
          does.emit('expired');
        }
      }
      keeps(centre, kept, does);
    },

    partEnded(centre, reply: Reply<true>, does) {
      const waiting = centre.waiting ?? [];
      const part = waiting.find(({ nth }) => nth === reply.about)!;
      const others = waiting.filter(({ nth }) => nth !== reply.about);
      const isStored = reply.outcome === 'answered';
      if (isStored && !part.isThere) {
        centre.delivered += 1;
        does.emit('delivered', does.now - part.acceptedAt);
      }
      if (!isStored) does.emit('refused', reply.code);
      const { repeated } = settingsOf(does);
      const isForgotten = isStored && does.draw('sms.repeated', part.attempt) < repeated;
      if (isForgotten) does.emit('repeated');
      const isThere = part.isThere || isStored;
      const again = isStored && !isForgotten ? [] : [{ ...part, isThere, nextAt: nextTry(part, does) }];
      keeps(centre, [...others, ...again], does);
    },
  },
});

const settingsOf = (does: Doing): MessageCentreSettings => does.given.operator(does.subject).messages!.centre;

/** Each part as it goes over the air; undefined for a text that cannot be sent. */
function pdusOf({ text, sender, messageClass }: TextMessage, reference: number, does: Doing): string[] | undefined {
  const segments = segmentsOf(text, { reference, most: segmentsMax });
  if (!segments.ok) return undefined;
  const origin = {
    sender: smsAddress(sender ?? does.given.operator(does.subject).messages!.sender),
    timeStamp: stampOf(does.given.settings.startUtc_ms + does.now / 1000),
    ...(messageClass === undefined ? {} : { coding: { messageClass } }),
  };
  const pdus = segments.value.map(({ userData }) => encodeDeliver({ ...origin, userData }));
  return pdus.every(pdu => pdu.ok) ? pdus.map(({ value: pdu }) => pdu) : undefined;
}

/** One attempt: the part goes on its way, or is lost there. */
function tries(centre: Centre, part: WaitingPart, does: Doing): WaitingPart {
  const { latency, lost } = settingsOf(does);
  const { nth, pdu } = part;
  const attempt = centre.attempts;
  centre.attempts += 1;
  const tried = { ...part, attempt };
  if (does.draw('sms.lost', attempt) < lost) {
    does.emit('lost');
    return { ...tried, nextAt: nextTry(tried, does) };
  }
  const travels = does.given.sample(latency, does.draw('sms.latency', attempt));
  does.ask(deliver, does.subject, pdu, { then: 'partEnded', after: travels, about: nth, occurrence: attempt });
  return { ...tried, nextAt: undefined };
}

/** By the stretch of the schedule that fits its age, and at the latest when it is given up. */
function nextTry({ acceptedAt }: WaitingPart, does: Doing): Microseconds {
  const { retries, validity } = settingsOf(does);
  const end = acceptedAt + validity;
  const step = retries.find(({ until }) => does.now - acceptedAt < until);
  const next = step === undefined ? end : Math.min(end, does.now + step.every);
  return Math.max(next, does.now) as Microseconds;
}

function keeps(centre: Centre, parts: readonly WaitingPart[], does: Doing): void {
  centre.waiting = parts.length === 0 ? undefined : parts;
  const next = Math.min(...parts.flatMap(({ nextAt }) => nextAt ?? []));
  if (next === Number.POSITIVE_INFINITY) does.cancel('retries');
  else does.arm('retries', next - does.now);
}

/** Assumption: the clock of the message centre shows UTC. */
function stampOf(at_ms: number): ServiceCentreTimeStamp {
  const at = new Date(at_ms);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    quarterHours: 0,
  };
}
