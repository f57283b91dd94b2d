/**
 * The operator's message rules, made ready once: Windows asks them for every SMS and every USSD text, in the order of the
 * file, and the first whose bearer and pattern fit takes the message.
 *
 *     SMS, USSD ──▶ rule 1 ──▶ rule 2 ──▶ … ──▶ none: a public message, for SMS apps
 *                     │          │
 *                     ▼          ▼
 *                   fields ──▶ usage, limit, flags; an event for the operator's app; public too unless silent
 *
 * Source: Microsoft Learn, "WWAN schema" (Message), "Mobile operator notification event technical details". Assumption: a
 * pattern must match the whole text; of rules that overlap the first one wins.
 */
import type { MessageRule } from '../provisioning/message-rules.ts';
import { type UnitWords, unitWordsOf } from './amounts.ts';
import { type FieldsRead, readFields } from './fields.ts';
import { type NumberSigns, signsOfLocale } from './locale-signs.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { prepareTimestamp, type TimestampFormat } from './timestamps.ts';

export interface OperatorMessage {
  readonly bearer: 'sms' | 'ussd';
  /** The network that brought it; gsm unless said otherwise. */
  readonly network?: 'gsm' | 'cdma';
  /** The address as received, with its + where it has one; a USSD text has none. */
  readonly sender?: string;
  /** Class of an SMS; absent where it names none. */
  readonly messageClass?: 0 | 1 | 2 | 3;
  /** Decoded, all parts together. */
  readonly text: string;
}

export interface MessageContext {
  /** When the message was received, ms since 1970 UTC; only time stamps without a year need it. */
  readonly now_ms?: number;
  /** Limit of the plan, for messages that do not name it. */
  readonly planLimit_bytes?: number;
}

export interface PreparedRule {
  /** Its place in the file, from 0. */
  readonly index: number;
  readonly rule: MessageRule;
  readonly pattern: Pattern;
  readonly signs: NumberSigns;
  readonly units: UnitWords;
  readonly timestamp?: TimestampFormat;
}

/** What an event for the operator's app is about, with the numbers that Windows gives them. */
const notificationType = { gsmSms: 0, cdmaSms: 1, ussd: 2 } as const;
export type NotificationType = (typeof notificationType)[keyof typeof notificationType];

/** A rule took the message. */
export interface TakenMessage extends FieldsRead {
  readonly taken: true;
  readonly rule: PreparedRule;
  /** Of the event for the operator's app. */
  readonly type: NotificationType;
  /** Whether SMS apps see it too. */
  readonly isPublic: boolean;
}

/** No rule took it: it is for SMS apps, and for nobody else. */
export interface PublicMessage {
  readonly taken: false;
  readonly isPublic: true;
}

export type MessageVerdict = TakenMessage | PublicMessage;

/** @throws for a pattern that the schema does not take */
export function prepareRules(rules: readonly MessageRule[]): readonly PreparedRule[] {
  return rules.map((rule, index) => {
    const pattern = compilePattern(rule.pattern);
    if (!pattern.ok) throw new Error(`rule ${index + 1} cannot run: ${pattern.reason}`);
    const format = rule.fields?.usageTimestamp;
    return {
      index,
      rule,
      pattern: pattern.value,
      signs: signsOfLocale(rule.locale),
      units: unitWordsOf(rule.units),
      ...(format !== undefined && { timestamp: prepareTimestamp(format) }),
    };
  });
}

/** What Windows does with a message. HOT: asked for every SMS; why a rule does not fit is told elsewhere. */
export function judgeMessage(
  rules: readonly PreparedRule[],
  message: OperatorMessage,
  context: MessageContext = {},
): MessageVerdict {
  for (const rule of rules) {
    if (!bearerFits(rule.rule, message)) continue;
    const groups = rule.pattern.match(message.text);
    if (groups !== undefined) return takenBy(rule, groups, message, context);
  }
  return { taken: false, isPublic: true };
}

function takenBy(
  rule: PreparedRule,
  groups: readonly (string | undefined)[],
  { bearer, network }: OperatorMessage,
  context: MessageContext,
): TakenMessage {
  const { gsmSms, cdmaSms, ussd } = notificationType;
  const type = bearer === 'ussd' ? ussd : network === 'cdma' ? cdmaSms : gsmSms;
  return { taken: true, rule, type, isPublic: !rule.rule.silent, ...readFields(rule, groups, context) };
}

/** Senders are compared as texts: 15550100 is not +15550100. */
export function bearerFits(
  { smsBearers, ussdBearer }: MessageRule,
  { bearer, sender, messageClass }: OperatorMessage,
): boolean {
  if (bearer === 'ussd') return ussdBearer !== undefined;
  return smsBearers.some(
    one => (one.sender === undefined || one.sender === sender) && (!one.classZeroOnly || messageClass === 0),
  );
}
