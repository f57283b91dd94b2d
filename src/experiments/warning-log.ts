/**
 * The operator's usage warnings: whom each was sent to, and when somebody could read it. Fed by facts.
 *
 *     warned ── toast of the app, or shown in an SMS app ──▶ on the screen ── lid open, or opened ──▶ read
 */
import type { World } from '../models/index.ts';

export interface WarningTold {
  readonly device: number;
  /** Per cent of the plan. */
  readonly percent: number;
  readonly sentAt: number;
  /** When it came onto a screen that somebody could read. */
  readAt: number | undefined;
}

interface Warning extends WarningTold {
  isOnScreen: boolean;
}

export class WarningLog {
  readonly warnings: WarningTold[] = [];
  private readonly unread = new Map<number, Warning[]>();
  private readonly asleep = new Set<number>();

  constructor({ simulation: { facts, clock } }: World) {
    const now = () => clock[0]!;
    facts.observe('usage warnings.sent', device => this.sent(device, facts.value[0]!, now()));
    for (const shown of ['operator message task.toast', 'privileged apps.shown'])
      facts.observe(shown, device => this.shows(device, facts.value[0]!, now()));
    facts.observe('modem.slept', device => {
      this.asleep.add(device);
    });
    facts.observe('modem.woke', device => {
      this.asleep.delete(device);
      this.reads(device, now());
    });
  }

  private sent(device: number, percent: number, sentAt: number): void {
    const warning: Warning = { device, percent, sentAt, readAt: undefined, isOnScreen: false };
    this.warnings.push(warning);
    const others = this.unread.get(device);
    if (others === undefined) this.unread.set(device, [warning]);
    else others.push(warning);
  }

  /** The oldest warning of that share that is not on the screen yet is now. */
  private shows(device: number, percent: number, at: number): void {
    const warning = this.unread.get(device)?.find(one => one.percent === percent && !one.isOnScreen);
    if (warning === undefined) return;
    warning.isOnScreen = true;
    if (!this.asleep.has(device)) this.reads(device, at);
  }

  private reads(device: number, at: number): void {
    const unread = this.unread.get(device);
    if (unread === undefined) return;
    for (const warning of unread) if (warning.isOnScreen) warning.readAt = at;
    const left = unread.filter(({ readAt }) => readAt === undefined);
    if (left.length === 0) this.unread.delete(device);
    else this.unread.set(device, left);
  }
}
