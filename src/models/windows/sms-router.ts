/**
 * The SMS router of Windows: puts the parts of a message together, asks the operator's rules, and tells everybody whom the
 * message concerns.
 *
 *     SMS store ──── SMS-DELIVER ──▶ ┌────────────┐ ── fields ──────────────────────▶ DUSM
 *     USSD session ─ text ─────────▶ │ SMS router │ ── operator, public event ──────▶ System Event Broker
 *                                    └────────────┘ ── refresh, connect now ────────▶ Provisioning Agent, connection
 *
 *     incoming SMS ──▶ part: unreadable · duplicate · contradiction · given up · joined
 *     message ───────▶ a rule takes it: operator event, and public too where the rule is not silent · none: public only
 *
 * Source: Microsoft Learn, "Mobile operator notification event technical details" (operator notifications are not queued:
 * the app has to be there); "WWAN schema" (Silent, RefreshProvisioning, ActivationComplete); 3GPP TS 23.040.
 * Assumption: parts of a message are kept until none has come for three days; the newest sixteen whole messages are
 * remembered, to know parts that come twice. A newer file is asked for at once, not at the next maintenance.
 */
import {
  count,
  type Does,
  days,
  model,
  port,
  type RecordOf,
  type TransitionTable,
  text,
  value,
} from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import { judgeMessage, type NotificationType, type OperatorMessage } from '../messages/operator-messages/rules.ts';
import { decodeDeliver } from '../messages/sms/deliver.ts';
import { type CollectedMessage, collectPart, forget, missingParts, receivedPart } from '../messages/sms/reassembly.ts';
import type { connection } from './connection.ts';
import type { dataUsageAndSubscriptionManager } from './data-usage-and-subscription-manager.ts';
import type { MessageSurroundings } from './message-rules-at-hand.ts';
import type { provisioningAgent } from './provisioning-agent.ts';
import type { BrokerEvent, systemEventBroker } from './system-event-broker.ts';

/** Whole messages that are remembered. */
const wholeMost = 16;
/** How long the other parts of a message are waited for. */
const waitsForParts = days(3);

const broker = port<typeof systemEventBroker>('System Event Broker');
const plan = port<typeof dataUsageAndSubscriptionManager>('data usage and subscription manager');
const agent = port<typeof provisioningAgent>('provisioning agent');
const windows = port<typeof connection>('connection');
export const smsRouterPorts = { broker, plan, agent, windows };
const { raises } = broker.tells;
const { fieldsRead } = plan.tells;
const { refreshes } = agent.tells;
const { connectClicked } = windows.tells;

/** By the type in the payload of an operator notification. */
const eventOf: { readonly [T in NotificationType]: BrokerEvent } = {
  0: 'operatorMessageGsm',
  1: 'operatorMessageCdma',
  2: 'operatorMessageUssd',
};

const record = {
  /** Messages of several parts: those that wait for parts, and the last whole ones. */
  collected: value<readonly CollectedMessage[]>(),
  /** SMS that have come, and what became of each that did not make a message, or part of one. */
  parts: count(),
  unreadable: count(),
  duplicates: count(),
  contradictions: count(),
  givenUp: count(),
  joined: count(),
  /** Messages, by whom they were for. */
  operatorOnly: count(),
  operatorAndPublic: count(),
  publicOnly: count(),
  ussdTexts: count(),
  /** The last message for the operator's app, and the last for SMS apps: what an event brings with it. */
  operatorText: text(),
  publicText: text(),
};
type Router = RecordOf<typeof record>;
const facts = [
  'unreadable',
  'duplicate',
  'contradiction',
  'givenUp',
  'operatorOnly',
  'operatorAndPublic',
  'publicOnly',
  'fieldsRead',
] as const;
type Doing = Does<
  typeof record,
  TransitionTable<never, never>,
  'partsStayAway',
  (typeof facts)[number],
  string,
  MessageSurroundings
>;

export const smsRouter = model('SMS router', {
  source: 'mobile-operator-notification-event-technical-details.md',
  record,
  timers: { partsStayAway: waitsForParts },
  /** `fieldsRead` has the usage in bytes that the message told, 0 where it told none. */
  facts,
  given: {} as MessageSurroundings,
  takes: {
    /** From the SMS store: one SMS, which may be a part. */
    arrived(router, pdu: string, does) {
      router.parts += 1;
      const read = decodeDeliver(pdu);
      const part = read.ok ? receivedPart(read.value) : undefined;
      if (!read.ok || part === undefined) {
        router.unreadable += 1;
        does.emit('unreadable');
        return;
      }
      const { messages, outcome } = collectPart(router.collected ?? [], part);
      keeps(router, messages, does);
      if (outcome.outcome === 'duplicate') {
        router.duplicates += 1;
        does.emit('duplicate');
      }
      if (outcome.outcome === 'refused') {
        router.contradictions += 1;
        does.emit('contradiction');
      }
      if (outcome.outcome !== 'complete') return;
      router.joined += part.concatenation?.total ?? 1;
      const { messageClass } = read.value.coding;
      const network = does.given.group(does.subject).technology;
      const from = { sender: part.sender, network, ...(messageClass === undefined ? {} : { messageClass }) };
      handles(router, { bearer: 'sms', ...from, text: outcome.text }, does);
    },

    /** From the USSD session: the network has said something by itself. */
    ussdReceived(router, text: string, does) {
      router.ussdTexts += 1;
      handles(router, { bearer: 'ussd', text }, does);
    },

    /** No further part has come for too long. */
    partsStayAway(router, _: undefined, does) {
      let left = router.collected ?? [];
      for (const message of left) {
        if (missingParts(message).length === 0) continue;
        router.givenUp += partsThere(message);
        does.emit('givenUp', partsThere(message));
        left = forget(left, message);
      }
      router.collected = left.length === 0 ? undefined : left;
    },
  },
});

/** Parts of a message that have come. */
export const partsThere = (message: CollectedMessage): number => message.parts.length - missingParts(message).length;

const isWaiting = (message: CollectedMessage): boolean => missingParts(message).length > 0;

/** Of the whole messages the newest are kept; while any waits for parts, so does the timer. */
function keeps(router: Router, messages: readonly CollectedMessage[], does: Doing): void {
  const whole = messages.filter(message => !isWaiting(message));
  const forgotten = new Set(whole.slice(0, Math.max(0, whole.length - wholeMost)));
  const kept = messages.filter(message => !forgotten.has(message));
  router.collected = kept.length === 0 ? undefined : kept;
  if (kept.some(isWaiting)) does.arm('partsStayAway');
  else does.cancel('partsStayAway');
}

/** The operator's rules decide whom the message is for. Without rules every message is public. */
function handles(router: Router, message: OperatorMessage, does: Doing): void {
  const { subject, given } = does;
  const { rules, planLimit_bytes, hasRefreshUrl } = given.operatorMessages;
  const limit = planLimit_bytes(subject);
  const verdict = judgeMessage(rules(subject), message, {
    now_ms: Math.floor(given.settings.startUtc_ms + does.now / 1000),
    ...(limit === undefined ? {} : { planLimit_bytes: limit }),
  });
  const isUssd = message.bearer === 'ussd';
  const publicEvent = isUssd ? 'publicUssd' : 'publicSms';
  if (!verdict.taken) {
    if (!isUssd) router.publicOnly += 1;
    router.publicText = message.text;
    does.emit('publicOnly');
    does.tell(raises, subject, publicEvent);
    return;
  }
  const { update, rule, type, isPublic } = verdict;
  if (Object.keys(update).length > 0) {
    does.emit('fieldsRead', update.usage_bytes ?? 0);
    does.tell(fieldsRead, subject, update);
  }
  if (!isUssd && isPublic) router.operatorAndPublic += 1;
  if (!isUssd && !isPublic) router.operatorOnly += 1;
  router.operatorText = message.text;
  does.emit(isPublic ? 'operatorAndPublic' : 'operatorOnly');
  does.tell(raises, subject, { event: eventOf[type], value: rule.index });
  if (isPublic) {
    router.publicText = message.text;
    does.tell(raises, subject, publicEvent);
  }
  if (update.refreshProvisioning === true && hasRefreshUrl(subject)) does.tell(refreshes, subject, undefined);
  if (update.activationComplete === true) does.tell(connectClicked, interfaceOf(subject, 'cellular'), undefined);
}
