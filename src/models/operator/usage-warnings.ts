/**
 * The operator's usage warnings: when a line has used such a share of its plan, as billing knows it, the operator writes.
 *
 *     subscription ── a record is booked ──▶ ┌────────────────┐ ── text ──▶ message centre, or
 *                                            │ usage warnings │             Windows Notification Service
 *                                            └────────────────┘
 *
 * Billing is late, and so is the warning. A line that crosses several shares with one record is told the highest.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Operator notifications and system events; the shares are settings.
 * Assumption: a new plan begins a new count.
 */
import { type Bytes, type Microseconds, model, port, small, volume } from '../../sim/index.ts';
import { balanceText } from '../messages/balance-message.ts';
import type { windowsNotificationService } from '../microsoft/windows-notification-service.ts';
import type { PlanSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { messageCentre } from './message-centre.ts';

/** What billing knows of a line: bytes of all its plans together. */
export interface Booked {
  readonly granted: Bytes;
  readonly billed: Bytes;
  /** When the latest record that is booked was written. */
  readonly upTo: Microseconds;
}

const centre = port<typeof messageCentre>('message centre');
const pushes = port<typeof windowsNotificationService>('Windows Notification Service');
export const usageWarningsPorts = { centre, pushes };

interface PlanUsage {
  readonly used: Bytes;
  readonly limit: Bytes;
}

/**
 * What billing knows of the present plan, and what the plan grants: of a prepaid one with what the last had left.
 *
 * @param begunAt  what the line had passed when the plan began
 */
export function usageOfPlan(
  { granted, billed }: Pick<Booked, 'granted' | 'billed'>,
  begunAt: Bytes,
  plan: PlanSettings,
): PlanUsage {
  return {
    used: Math.max(0, billed - begunAt) as Bytes,
    limit: plan.postpaid ? plan.data : (Math.max(plan.data, granted - begunAt) as Bytes),
  };
}

export const usageWarnings = model('usage warnings', {
  source: 'overview-of-mobile-broadband.md',
  record: {
    /** What the line had passed when its plan began. */
    begunAt: volume(),
    /** How many of the shares it has been found beyond since. */
    crossed: small(),
  },
  kept: 'columns',
  /** The value is the share in per cent. */
  facts: ['sent'],
  given: {} as Surroundings,
  takes: {
    /** From the subscription: a plan, or its next cycle, begins when the line has passed so many bytes. */
    planBegins(line, passed: Bytes) {
      line.begunAt = passed;
      line.crossed = 0;
    },

    booked(line, booked: Booked, does) {
      const { given, subject } = does;
      const { warnings } = given.operator(subject).messages!;
      const { used, limit } = usageOfPlan(booked, line.begunAt, given.plan(subject));
      const crossed = warnings.at.filter(share => used >= share * limit).length;
      if (crossed <= line.crossed) return;
      line.crossed = crossed;
      if (warnings.by === 'none') return;
      const percent = Math.round(warnings.at[crossed - 1]! * 100);
      const at_ms = Math.floor(given.settings.startUtc_ms + booked.upTo / 1000);
      const text = balanceText({ operator: given.operator(subject).provider.name, used, limit, percent, at_ms });
      does.emit('sent', percent);
      if (warnings.by === 'sms') does.tell(centre.tells.sends, subject, { text });
      else does.tell(pushes.tells.sends, subject, text);
    },
  },
});
