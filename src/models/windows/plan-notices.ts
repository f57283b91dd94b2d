/**
 * What the operator's messages have said of the plan: the newest usage with its moment, the limit, and the flags. A message
 * with an older moment says nothing new of the usage.
 *
 *     SMS router ── fields of a message ──▶ plan notices
 *
 * Source: Microsoft Learn, "Mobile operator notification scenarios", "WWAN schema" (Fields).
 */
import { type Bytes, count, flag, model, number, oneOf, volume } from '../../sim/index.ts';
import type { MessageUpdate } from '../messages/operator-messages/fields.ts';

export const planNotices = model('plan notices', {
  source: 'mobile-operator-notification-scenarios.md',
  record: {
    usage: volume(),
    /** When the operator counted, ms since 1970 UTC; 0 as long as no message has told a usage. */
    countedAt_ms: number(),
    /** 0 where no message has named one. */
    limit: volume(),
    overLimit: flag(),
    congested: flag(),
    planType: oneOf(['Unrestricted', 'Fixed', 'Variable']),
    notices: count(),
  },
  kept: 'columns',
  takes: {
    fieldsRead(plan, update: MessageUpdate) {
      plan.notices += 1;
      const { usage_bytes: used, usageTimestamp_ms: at } = update;
      if (used !== undefined && at !== undefined && at >= plan.countedAt_ms) {
        plan.usage = used as Bytes;
        plan.countedAt_ms = at;
      }
      if (update.limit_bytes !== undefined) plan.limit = update.limit_bytes as Bytes;
      plan.overLimit = update.overDataLimit ?? plan.overLimit;
      plan.congested = update.congested ?? plan.congested;
      plan.planType = update.planType ?? plan.planType;
    },
  },
});
