/** The operator's message rules: made ready once, asked for every message, and explained to people. */
export { type ExplainedMessage, explainMessage, type MissedRule, type Reason } from './explain-message.ts';
export type { FieldName, MessageUpdate, PlanType, ReadField } from './fields.ts';
export {
  judgeMessage,
  type MessageContext,
  type MessageVerdict,
  type NotificationType,
  notificationType,
  type OperatorMessage,
  type PreparedRule,
  type PublicMessage,
  prepareRules,
  type TakenMessage,
} from './rules.ts';
