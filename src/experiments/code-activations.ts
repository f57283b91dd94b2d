/** People with an activation code: how many are online with it, how soon, and why the others are not. Fed by facts. */

import type { World } from '../models/index.ts';
import { eSimOperationStatuses } from '../models/messages/esim-operation-status.ts';
import { formatCount, formatDuration, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic } from './topic.ts';

export class CodeActivations implements Topic {
  private came = 0;
  private declined = 0;
  private notOnline = 0;
  private typedAgain = 0;
  private readonly online = new QuantileSketch();
  /** By status. */
  private readonly gaveUp = new Map<number, number>();

  constructor({ simulation }: World) {
    const { facts } = simulation;
    facts.endsOf(
      'code activation.codeCame',
      ['declined', 'notOnline', 'failed', 'gaveUp', 'online'].map(end => `code activation.${end}`),
    );
    facts.observe('code activation.codeCame', () => {
      this.came += 1;
    });
    facts.observe('code activation.declined', () => {
      this.declined += 1;
    });
    facts.observe('code activation.notOnline', () => {
      this.notOnline += 1;
    });
    facts.observe('code activation.failed', () => {
      this.typedAgain += 1;
    });
    facts.observe('code activation.gaveUp', () => {
      const status = facts.value[0]!;
      this.gaveUp.set(status, (this.gaveUp.get(status) ?? 0) + 1);
    });
    facts.observe('code activation.online', () => this.online.add(facts.value[0]!));
  }

  static isAbout({ groups }: World): boolean {
    return groups.some(({ settings }) => settings.activationCode !== undefined);
  }

  private get failures(): number {
    return [...this.gaveUp.values()].reduce((sum, n) => sum + n, 0);
  }

  metrics(): Record<string, Metric> {
    const open = this.came - this.online.n - this.declined - this.notOnline - this.failures;
    const decided = this.came - open;
    return {
      'codeActivation.success': valueMetric(decided === 0 ? null : this.online.n / decided, {
        ...wordsOf('codeActivation.success'),
        n: decided,
        censored: open,
      }),
      'codeActivation.duration': distributionMetric(this.online, {
        ...wordsOf('codeActivation.duration'),
        censored: open,
      }),
      'codeActivation.failures': valueMetric(this.typedAgain, {
        ...wordsOf('codeActivation.failures'),
        n: this.came,
        censored: 0,
      }),
    };
  }

  sketches(): [string, QuantileSketch][] {
    return [['codeActivation.duration', this.online]];
  }

  sentences(): string[] {
    const { came, online } = this;
    if (came === 0) return ['Nobody has got an activation code.'];
    const soon =
      online.n === 0
        ? ''
        : `, half of those within ${formatDuration(online.quantile(0.5)!)} of getting it, 95 % within ${formatDuration(online.quantile(0.95)!)}`;
    const reasons = [
      ...[...this.gaveUp].map(([status, n]) => [n, eSimOperationStatuses[status] ?? 'Other'] as const),
      [this.declined, 'said no when Windows asked'] as const,
      [this.notOnline, 'the network did not take them'] as const,
    ];
    const [most] = reasons.filter(([n]) => n > 0).sort(([one], [other]) => other - one);
    return [
      `${formatShare(online.n / came)} of the ${formatCount(came)} people with an activation code are online with it${soon}.`,
      ...(most === undefined ? [] : [`Most of the others: ${most[1]} (${formatShare(most[0] / came)} of all).`]),
    ];
  }
}
