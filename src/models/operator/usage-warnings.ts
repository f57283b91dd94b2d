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
import { type Bytes, model, port, small } from '../../sim/index.ts';
import { balanceText } from '../messages/balance-message.ts';
import type { windowsNotificationService } from '../microsoft/windows-notification-service.ts';
import type { Surroundings } from '../surroundings.ts';
import type { messageCentre } from './message-centre.ts';

/** What billing knows of a line. */
export interface Booked {
  /** Bytes of all its plans together. */
  readonly granted: Bytes;
  readonly billed: Bytes;
}

const centre = port<typeof messageCentre>('message centre');
const pushes = port<typeof windowsNotificationService>('Windows Notification Service');
export const usageWarningsPorts = { centre, pushes };

/** Bytes of the present plan that are used, as billing knows. */
export const usedOfPlan = ({ granted, billed }: Booked, data: Bytes): Bytes =>
  Math.max(0, billed - Math.max(0, granted - data)) as Bytes;

export const usageWarnings = model('usage warnings', {
  source: 'overview-of-mobile-broadband.md',
  /** How many of the shares the line has been found beyond. */
  record: { crossed: small() },
  kept: 'columns',
  /** The value is the share in per cent. */
  facts: ['sent'],
  given: {} as Surroundings,
  takes: {
    booked(line, booked: Booked, does) {
      const { given, subject } = does;
      const { warnings } = given.operator(subject).messages!;
      const limit = given.plan(subject).data;
      const used = usedOfPlan(booked, limit);
      const crossed = warnings.at.filter(share => used >= share * limit).length;
      const isNews = crossed > line.crossed && warnings.by !== 'none';
      line.crossed = crossed;
      if (!isNews) return;
      const percent = Math.round(warnings.at[crossed - 1]! * 100);
      const at_ms = Math.floor(given.settings.startUtc_ms + does.now / 1000);
      const text = balanceText({ operator: given.operator(subject).provider.name, used, limit, percent, at_ms });
      does.emit('sent', percent);
      if (warnings.by === 'sms') does.tell(centre.tells.sends, subject, { text });
      else does.tell(pushes.tells.sends, subject, text);
    },
  },
});
