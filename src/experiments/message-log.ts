/**
 * What became of messages: SMS parts at the message centre, messages in Windows, pushes, USSD sessions; and of the plans that were
 * nearly used, of how many a person could read, and how soon. Fed by facts.
 */
import type { World } from '../models/index.ts';
import type { Row } from './claims/row-terms.ts';
import { messagesOf } from './message-answer.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic } from './topic.ts';
import { type WarningDue, WarningLog } from './warning-log.ts';

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
  private readonly warnings: WarningLog;

  constructor(world: World) {
    const { facts } = world.simulation;
    this.warnings = new WarningLog(world);
    const value = () => facts.value[0]!;
    facts.endsWhatBegan('message centre.delivered');
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
        this.pushesOpen = Math.max(0, this.pushesOpen - 1);
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
  }

  static isAbout({ messages }: World): boolean {
    return messages !== undefined;
  }

  /** One row for each plan that came to a share of which somebody warns. */
  rows(world: World): { set: string; rows: Iterable<Row> }[] {
    return [{ set: 'warning', rows: this.warningRows(world) }];
  }

  private *warningRows({ surroundings }: World): Generator<Row> {
    for (const warning of this.warnings.due()) {
      const { device, percent, dueAt, sentAt, readAt } = warning;
      yield {
        device,
        group: surroundings.group(device).name,
        operator: surroundings.operator(device).name,
        at: percent / 100,
        dueAt,
        sentAt,
        readAt,
        reached: readAt !== undefined,
        delay: delayOf(warning),
      };
    }
  }

  private warned(): { delay: QuantileSketch; due: number } {
    const delay = new QuantileSketch();
    let due = 0;
    for (const warning of this.warnings.due()) {
      due += 1;
      const time = delayOf(warning);
      if (time !== undefined) delay.add(time);
    }
    return { delay, due };
  }

  metrics(): Record<string, Metric> {
    // Of parts that were accepted in the warm-up some expire later.
    const partsOpen = Math.max(0, this.parts - this.delivered - this.expired);
    const value = (name: string, number: number | null, n: number, censored = 0) =>
      valueMetric(number, { ...wordsOf(name), n, censored });
    const share = (part: number, n: number) => (n === 0 ? null : part / n);
    const ended = this.delivered + this.expired;
    const pushesEnded = this.pushes - this.pushesOpen;
    const { delay, due: warnings } = this.warned();
    return {
      'warning.reach': value('warning.reach', share(delay.n, warnings), warnings),
      'warning.delay': distributionMetric(delay, { ...wordsOf('warning.delay'), censored: warnings - delay.n }),
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
      ['warning.delay', this.warned().delay],
      ['messages.delay', this.delay],
    ];
  }
}

/** A warning that comes before its time, because Windows or billing has counted more than was used, is not late. */
const delayOf = ({ dueAt, readAt }: WarningDue): number | undefined =>
  readAt === undefined ? undefined : Math.max(0, readAt - dueAt);
