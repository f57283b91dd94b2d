/**
 * The SMS store of the modem, or of its SIM: takes what the message centre brings, and tells Windows.
 *
 *     message centre ── SMS-DELIVER ──▶ ┌───────────┐ ── arrived ──▶ SMS router
 *                    ◀─ stored, or why ─│ SMS store │
 *                       not             └───────────┘    full: Windows deletes the oldest, or the modem refuses
 *
 * A device that is not registered gets nothing: no signal, radio off, PIN locked. So does one that sleeps under a plan
 * without UserSMSEnabled: its radio sleeps too, and hears of messages when it is used again.
 *
 * Source: Microsoft Learn, "MB SMS operations" (about 30 messages); "Plans schema" (UserSMSEnabled); 3GPP TS 23.040,
 * 9.2.3.22. Assumption: Windows deletes the oldest message before one comes for which there is no room, unless set otherwise.
 */
import { count, model, port, type Request, sees, value } from '../../sim/index.ts';
import { usualDeviceMessages } from '../settings.ts';
import type { MessageSurroundings } from '../windows/message-rules-at-hand.ts';
import type { smsRouter } from '../windows/sms-router.ts';
import type { modem } from './modem.ts';
import { isRegistered, type registration } from './registration.ts';

/** Why a part was not stored: MAP error AbsentSubscriberSM, TP-Failure-Cause memory capacity exceeded. */
const deliveryCauses = { absentSubscriber: 6, memoryCapacityExceeded: 0xd3 } as const;

const router = port<typeof smsRouter>('SMS router');
const { arrived } = router.tells;
const registrations = sees<typeof registration>('registration');
const modems = sees<typeof modem>('modem');
export const smsStorePorts = { router };
export const smsStoreSees = { registrations, modems };

export const smsStore = model('SMS store', {
  source: 'mb-sms-operations.md',
  record: {
    /** PDUs, the oldest first. */
    messages: value<readonly string[]>(),
    arrived: count(),
    deleted: count(),
    /** For want of room. */
    refused: count(),
  },
  /** `stored` has how many there are then. */
  facts: ['stored', 'oldestDeleted', 'refusedFull'],
  given: {} as MessageSurroundings,
  answers: {
    deliver(store, request: Request<string, true>, does) {
      const { subject, given } = does;
      const isAsleep = does.look(modems).asleep && !given.operatorMessages.userSmsEnabled(subject);
      if (isAsleep || !isRegistered(does.look(registrations).state)) {
        does.refuse(request.ticket, deliveryCauses.absentSubscriber);
        return;
      }
      const { store: room, whenFull } = given.group(subject).messages ?? usualDeviceMessages;
      const there = store.messages ?? [];
      if (there.length >= room && whenFull === 'refuses') {
        store.refused += 1;
        does.emit('refusedFull');
        does.refuse(request.ticket, deliveryCauses.memoryCapacityExceeded);
        return;
      }
      const tooMany = Math.max(0, there.length + 1 - room);
      if (tooMany > 0) {
        store.deleted += tooMany;
        does.emit('oldestDeleted', tooMany);
      }
      store.messages = [...there.slice(tooMany), request.message];
      store.arrived += 1;
      does.emit('stored', store.messages.length);
      does.tell(arrived, subject, request.message);
      does.answer(request.ticket, true);
    },
  },
});
