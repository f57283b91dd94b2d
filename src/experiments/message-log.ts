/**
 * What became of messages: SMS parts at the message centre, messages in Windows, pushes, USSD sessions; and of the operator's
 * usage warnings, how many a person could read, and how soon. Fed by facts.
 *
 *     warned ── toast, or shown in an SMS app ──▶ on the screen ── lid open, or opened ──▶ reached
 */
import type { World } from '../models/index.ts';
import { messagesOf } from './message-answer.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic } from './topic.ts';

/** A warning that nobody has seen yet, or that is on a screen nobody looks at. */
interface Warning {
  readonly percent: number;
  readonly sentAt: number;
  isOnScreen: boolean;
}

export class MessageLog implements Topic {
  private parts = 0;
  private delivered = 0;
  private expired = 0;
  private lost = 0;
  private readonly delay = new QuantileSketch();
  private pushes = 0;
  private pushesDelivered = 0;
  private pushesOpen = 0;
  private forApp = 0;
  private forEverybody = 0;
  private dialled = 0;
  private answered = 0;
  private warnings = 0;
  private reached = 0;
  private readonly warningDelay = new QuantileSketch();
  private readonly open = new Map<number, Warning[]>();
  private readonly asleep = new Set<number>();

  constructor({ simulation }: World) {
    const { facts, clock } = simulation;
    const value = () => facts.value[0]!;
    facts.observe('message centre.partAccepted', () => {
      this.parts += 1;
    });
    facts.observe('message centre.delivered', () => {
      this.delivered += 1;
      this.delay.add(value());
    });
    facts.observe('message centre.expired', () => {
      this.expired += 1;
    });
    facts.observe('message centre.lost', () => {
      this.lost += 1;
    });
    facts.observe('windows notification service.sent', () => {
      this.pushes += 1;
      this.pushesOpen += 1;
    });
    for (const end of ['delivered', 'lost', 'offline', 'channelGone'])
      facts.observe(`windows notification service.${end}`, () => {
        this.pushesOpen -= 1;
        if (end === 'delivered') this.pushesDelivered += 1;
      });
    for (const kind of ['operatorOnly', 'operatorAndPublic', 'publicOnly'])
      facts.observe(`SMS router.${kind}`, () => {
        if (kind !== 'publicOnly') this.forApp += 1;
        if (kind !== 'operatorOnly') this.forEverybody += 1;
      });
    facts.observe('line message.dialled', () => {
      this.dialled += 1;
      if (value() === 0) this.answered += 1;
    });
    facts.observe('line message.notDialled', () => {
      this.dialled += 1;
    });
    facts.observe('usage warnings.sent', device => this.warned(device, value(), clock[0]!));
    for (const shown of ['operator message task.toast', 'privileged apps.shown'])
      facts.observe(shown, device => this.shows(device, value(), clock[0]!));
    facts.observe('modem.slept', device => {
      this.asleep.add(device);
    });
    facts.observe('modem.woke', device => {
      this.asleep.delete(device);
      this.looks(device, clock[0]!);
    });
  }

  static isAbout({ messages }: World): boolean {
    return messages !== undefined;
  }

  private warned(device: number, percent: number, at: number): void {
    this.warnings += 1;
    const open = this.open.get(device);
    const warning = { percent, sentAt: at, isOnScreen: false };
    if (open === undefined) this.open.set(device, [warning]);
    else open.push(warning);
  }

  /** The oldest warning of that share that is not on the screen yet is now. */
  private shows(device: number, percent: number, at: number): void {
    const warning = this.open.get(device)?.find(one => one.percent === percent && !one.isOnScreen);
    if (warning === undefined) return;
    warning.isOnScreen = true;
    if (!this.asleep.has(device)) this.looks(device, at);
  }

  private looks(device: number, at: number): void {
    const open = this.open.get(device) ?? [];
    for (const { isOnScreen, sentAt } of open) {
      if (!isOnScreen) continue;
      this.reached += 1;
      this.warningDelay.add(at - sentAt);
    }
    const left = open.filter(({ isOnScreen }) => !isOnScreen);
    if (left.length === 0) this.open.delete(device);
    else this.open.set(device, left);
  }

  metrics(): Record<string, Metric> {
    const partsOpen = this.parts - this.delivered - this.expired;
    const value = (name: string, number: number | null, n: number, censored = 0) =>
      valueMetric(number, { ...wordsOf(name), n, censored });
    const share = (part: number, n: number) => (n === 0 ? null : part / n);
    const ended = this.delivered + this.expired;
    const pushesEnded = this.pushes - this.pushesOpen;
    return {
      'warning.reach': value('warning.reach', share(this.reached, this.warnings), this.warnings),
      'warning.delay': distributionMetric(this.warningDelay, {
        ...wordsOf('warning.delay'),
        censored: this.warnings - this.reached,
      }),
      'messages.sent': value('messages.sent', this.parts, this.parts),
      'messages.delivered': value('messages.delivered', share(this.delivered, ended), ended, partsOpen),
      'messages.expired': value('messages.expired', share(this.expired, ended), ended, partsOpen),
      'messages.lost': value('messages.lost', this.lost, this.lost),
      'messages.delay': distributionMetric(this.delay, { ...wordsOf('messages.delay'), censored: partsOpen }),
      'messages.forApp': value('messages.forApp', this.forApp, this.forApp),
      'messages.public': value('messages.public', this.forEverybody, this.forEverybody),
      'push.delivered': value('push.delivered', share(this.pushesDelivered, pushesEnded), pushesEnded, this.pushesOpen),
      'ussd.success': value('ussd.success', share(this.answered, this.dialled), this.dialled),
    };
  }

  sentences(metrics: Readonly<Record<string, Metric>>): string[] {
    return messagesOf(metrics);
  }

  sketches(): [string, QuantileSketch][] {
    return [
      ['warning.delay', this.warningDelay],
      ['messages.delay', this.delay],
    ];
  }
}
