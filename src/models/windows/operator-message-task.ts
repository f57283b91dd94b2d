/**
 * Background work of the operator's app for messages: an operator notification, or a push, runs it, and it shows a toast to
 * whoever uses the PC.
 *
 *     System Event Broker ── operator message ─▶ ┌───────────────────────┐
 *     Windows Notification Service ── push ────▶ │ operator message task │ ── toast ──▶ on the screen, once the lid is open
 *                                                └───────────────────────┘ ── reply ──▶ USSD session, where the network asks
 *
 * Source: Microsoft Learn, "Mobile operator notification event technical details", "Overview of mobile broadband", Push
 * notifications. Assumption: the app shows what it is told, word for word; what the
 * network asks by USSD its user answers with "1" after five seconds.
 */
import {
  type AnyTable,
  type Does,
  model,
  port,
  type Reply,
  type Request,
  type Schema,
  seconds,
  sees,
  small,
} from '../../sim/index.ts';
import type { UssdAnswer, ussdSession } from '../device/ussd-session.ts';
import { percentIn } from '../messages/balance-message.ts';
import type { dataWarning, WarningChannel } from '../people/data-warning.ts';
import { readsWarnings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { mobileBroadbandApp } from './mobile-broadband-app.ts';
import type { smsRouter } from './sms-router.ts';
import type { EventRaised } from './system-event-broker.ts';

const session = port<typeof ussdSession>('USSD session');
const owner = port<typeof dataWarning>('data warning');
export const operatorMessageTaskPorts = { session, owner };

const apps = sees<typeof mobileBroadbandApp>('mobile broadband app');
const routers = sees<typeof smsRouter>('SMS router');
export const operatorMessageTaskSees = { apps, routers };

/** How long somebody takes to read a question and press a key. */
const replyThink = seconds(5);

/** What a push gets for an app that is not there: its channel is gone. */
const channelGone = 410;

export const operatorMessageTask = model('operator message task', {
  source: 'mobile-operator-notification-event-technical-details.md',
  /** Beyond 255 they are not counted. */
  record: { runs: small(), pushes: small() },
  kept: 'columns',
  /** The value is the per cent of the plan that the text warns of, 0 for any other text. */
  facts: ['toast', 'replied', 'notReplied'],
  given: {} as Surroundings,
  takes: {
    /** From the System Event Broker, which knows that the app is registered. */
    runs(task, { event }: EventRaised, does) {
      task.runs = Math.min(task.runs + 1, 255);
      const { operatorText: text = '' } = does.look(routers);
      const percent = percentIn(text);
      does.emit('toast', percent ?? 0);
      warns('sms', percent, does);
      if (event === 'operatorMessageUssd' && text.includes('?'))
        does.ask(session.asks.reply, does.subject, '1', { then: 'replied', after: replyThink });
    },

    replied(_task, reply: Reply<UssdAnswer>, does) {
      does.emit(reply.outcome === 'answered' && reply.answer.result === 'NoActionRequired' ? 'replied' : 'notReplied');
    },
  },
  answers: {
    /** From the Windows Notification Service. */
    push(task, request: Request<string, true>, does) {
      const { state, registered } = does.look(apps);
      if (state === 'notInstalled' || !registered) {
        does.refuse(request.ticket, channelGone);
        return;
      }
      task.pushes = Math.min(task.pushes + 1, 255);
      const percent = percentIn(request.message);
      does.emit('toast', percent ?? 0);
      warns('push', percent, does);
      does.answer(request.ticket, true);
    },
  },
});

type Doing = Does<Schema, AnyTable, never, 'toast', string, Surroundings>;

/** A text that names a share of the plan warns its reader. */
function warns(channel: WarningChannel, percent: number | undefined, does: Doing): void {
  if (percent === undefined) return;
  const { given, subject } = does;
  if (readsWarnings(given.group(subject), given.operator(subject)))
    does.tell(owner.tells.warned, subject, { channel, share: percent / 100 });
}
