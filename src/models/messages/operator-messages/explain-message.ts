/**
 * Why a message was taken by one rule, or by none: for each rule what does not fit, the nearest rule first.
 *
 * Nearest is the rule of which least must be changed: first those with one thing that does not fit, among them those
 * whose pattern goes along furthest.
 */
import { blanks } from './characters.ts';
import { withPlainDigits } from './exact-number.ts';
import { reachOf } from './near-miss.ts';
import {
  bearerFits,
  judgeMessage,
  type MessageContext,
  type MessageVerdict,
  type OperatorMessage,
  type PreparedRule,
} from './rules.ts';

export interface Reason {
  readonly about: 'bearer' | 'sender' | 'class' | 'pattern';
  readonly reason: string;
}

/** A rule that did not take the message. */
export interface MissedRule {
  readonly rule: PreparedRule;
  /** At least one. */
  readonly reasons: readonly Reason[];
  /** UTF-16 units of the text that the pattern can take; all of them when it matches. */
  readonly taken: number;
}

export interface ExplainedMessage {
  readonly verdict: MessageVerdict;
  /** The rules that would take it too, but stand behind the one that does. */
  readonly overlapping: readonly PreparedRule[];
  /** Empty when a rule took it. */
  readonly missed: readonly MissedRule[];
}

export function explainMessage(
  rules: readonly PreparedRule[],
  message: OperatorMessage,
  context: MessageContext = {},
): ExplainedMessage {
  const verdict = judgeMessage(rules, message, context);
  if (!verdict.taken) return { verdict, overlapping: [], missed: missedBy(rules, message) };
  const overlapping = rules.filter(
    ({ index, rule, pattern }) =>
      index > verdict.rule.index && bearerFits(rule, message) && pattern.match(message.text) !== undefined,
  );
  return { verdict, overlapping, missed: [] };
}

const missedBy = (rules: readonly PreparedRule[], message: OperatorMessage): MissedRule[] =>
  rules
    .map(rule => missOf(rule, message))
    .sort((a, b) => a.reasons.length - b.reasons.length || b.taken - a.taken || a.rule.index - b.rule.index);

function missOf(rule: PreparedRule, message: OperatorMessage): MissedRule {
  const reasons = bearerReasons(rule, message);
  if (rule.pattern.match(message.text) !== undefined) return { rule, reasons, taken: message.text.length };
  const reach = reachOf(rule.pattern, message.text);
  const reason =
    reach === undefined
      ? 'the pattern does not match; pattern and text are too large to tell where'
      : patternReason(message.text, reach.taken, reach.wanted);
  return { rule, reasons: [...reasons, { about: 'pattern', reason }], taken: reach?.taken ?? 0 };
}

/* ---- The bearer ---- */

/** What keeps the bearer of the rule that comes nearest from fitting. */
function bearerReasons({ rule }: PreparedRule, message: OperatorMessage): Reason[] {
  if (bearerFits(rule, message)) return [];
  if (message.bearer === 'ussd')
    return [{ about: 'bearer', reason: 'the message came by USSD, the rule is for SMS only (no USSDBearer)' }];
  if (rule.smsBearers.length === 0)
    return [{ about: 'bearer', reason: 'the message came by SMS, the rule is for USSD only (no SMSBearer)' }];
  const perBearer = rule.smsBearers.map(({ sender, classZeroOnly }): Reason[] => [
    ...(sender === undefined || sender === message.sender ? [] : [senderReason(sender, message.sender)]),
    ...(classZeroOnly && message.messageClass !== 0 ? [classReason(message.messageClass)] : []),
  ]);
  return perBearer.reduce((best, one) => (one.length < best.length ? one : best));
}

function senderReason(wanted: string, sender: string | undefined): Reason {
  const digits = (text: string) => text.replace(/[^\da-z]/gi, '');
  const from = sender ?? '';
  const hint =
    wanted.replace(/^\+/, '') === from.replace(/^\+/, '')
      ? ': the + counts'
      : wanted.toLowerCase() === from.toLowerCase()
        ? ': capitals count'
        : digits(wanted) === digits(from)
          ? ': every sign counts'
          : '';
  return { about: 'sender', reason: `the sender is ${sender ?? 'unknown'}, the rule wants ${wanted}${hint}` };
}

const classReason = (messageClass: OperatorMessage['messageClass']): Reason => ({
  about: 'class',
  reason: `the message has ${messageClass === undefined ? 'no class' : `class ${messageClass}`}, the rule takes class 0 only (ClassZeroOnly, which is true when left out)`,
});

/* ---- The pattern ---- */

/** Characters of pattern or text that a reason shows. */
const shownLength = 24;

function patternReason(text: string, taken: number, wanted: string): string {
  const behind = taken === 0 ? '' : ` (after ${quoted(text.slice(0, taken), 'end')})`;
  const place = `column ${[...text.slice(0, taken)].length + 1}${behind}`;
  const isDone = wanted === '' || wanted === '$';
  const wants = isDone ? 'the pattern ends' : `the pattern wants \`${shortened(wanted, 'begin')}\``;
  if (taken === text.length)
    return taken === 0 ? `the text is empty where ${wants}` : `the text ends at ${place} where ${wants}`;
  const found = `${wants} at ${place}, the text has ${quoted(text.slice(taken), 'begin')}`;
  const hint = isDone ? undefined : hintAt(text.slice(taken), wanted);
  return hint === undefined ? found : `${found}: ${hint}`;
}

/** What is easily overlooked. */
function hintAt(found: string, wanted: string): string | undefined {
  const [character = ''] = found;
  const code = character.codePointAt(0) ?? 0;
  if (withPlainDigits(character) !== character) return '\\d takes 0 to 9 only, name other digits as in [٠-٩]';
  if (code > 0x7f && blanks.some(([first, last]) => first <= code && code <= last))
    return `that is U+${code.toString(16).toUpperCase().padStart(4, '0')}, no plain blank; \\s takes both`;
  const [sign = ''] = wanted;
  return sign !== character && sign.toLowerCase() === character.toLowerCase() ? 'capitals count' : undefined;
}

const quoted = (text: string, keep: 'begin' | 'end'): string => `"${shortened(text, keep)}"`;

function shortened(text: string, keep: 'begin' | 'end'): string {
  const units = 2 * shownLength;
  const near = [...(keep === 'begin' ? text.slice(0, units) : text.slice(-units))];
  const shown = (keep === 'begin' ? near.slice(0, shownLength) : near.slice(-shownLength)).join('');
  if (shown.length === text.length) return text;
  return keep === 'begin' ? `${shown}…` : `…${shown}`;
}
