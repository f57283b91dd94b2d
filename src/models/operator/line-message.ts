/**
 * A message of the timeline to one line: what the operator writes by SMS, USSD or push, or the code that the PC dials.
 *
 *     timeline ── entry, device ──▶ line message ── text ──▶ message centre · USSD gateway · Windows Notification Service
 *                                               └── code ──▶ USSD session; a menu is answered with "1"
 */
import { count, id, type Microseconds, model, port, type Reply, seconds } from '../../sim/index.ts';
import { type UssdAnswer, ussdResults, type ussdSession } from '../device/ussd-session.ts';
import type { windowsNotificationService } from '../microsoft/windows-notification-service.ts';
import type { TimelineEntry } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { messageCentre } from './message-centre.ts';
import type { ussdGateway } from './ussd-gateway.ts';

export type MessageEntry = Extract<TimelineEntry, { kind: 'message' }>;

/** How long somebody takes to answer a menu. Assumption: as long as to press one key after reading two lines. */
const menuThink = seconds(5);

const centre = port<typeof messageCentre>('message centre');
const gateway = port<typeof ussdGateway>('USSD gateway');
const pushes = port<typeof windowsNotificationService>('Windows Notification Service');
const session = port<typeof ussdSession>('USSD session');
export const lineMessagePorts = { centre, gateway, pushes, session };

export const lineMessage = model('line message', {
  source: 'scenario-language.md',
  record: { device: id(), entry: count() },
  kept: 'columns',
  timers: { sends: 0 as Microseconds },
  /** Told of the device; `dialled` has the result code of the session. */
  facts: ['sent', 'dialled', 'notDialled'],
  given: {} as Surroundings,
  takes: {
    /** Which device and which entry of the timeline it is, is known from the start. */
    isFor(message, { device, entry }: { device: number; entry: number }) {
      message.device = device;
      message.entry = entry;
    },

    sends(message, _: undefined, does) {
      const device = message.device!;
      const { by, text } = does.given.settings.timeline[message.entry] as MessageEntry;
      does.emit('sent', message.entry, device);
      if (by === 'sms') does.tell(centre.tells.sends, device, { text });
      else if (by === 'ussd') does.tell(gateway.tells.says, device, text);
      else if (by === 'push') does.tell(pushes.tells.sends, device, text);
      else does.ask(session.asks.send, device, text, { then: 'answered', entity: device });
    },

    answered(message, reply: Reply<UssdAnswer>, does) {
      const device = message.device!;
      if (reply.outcome !== 'answered') does.emit('notDialled', reply.code, device);
      else if (reply.answer.result !== 'ActionRequired') does.emit('dialled', ussdResults[reply.answer.result], device);
      else does.ask(session.asks.reply, device, '1', { then: 'answered', after: menuThink, entity: device });
    },
  },
});
