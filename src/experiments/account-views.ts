/** Clicks on "View my account": what they opened, how many showed the account, and why the others did not. Fed by facts. */
import type { World } from '../models/index.ts';
import { linkTargets } from '../models/windows/account-link.ts';
import { accountFailures } from '../models/windows/account-view.ts';
import { formatCount, formatDuration, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic } from './topic.ts';

export class AccountViews implements Topic {
  private clicks = 0;
  private readonly opened = linkTargets.map(() => 0);
  private readonly failures = accountFailures.map(() => 0);
  private readonly shown = new QuantileSketch();

  constructor({ simulation }: World) {
    const { facts } = simulation;
    facts.endsOf('account view.clicked', ['account view.failed', 'account view.shown']);
    facts.observe('account view.clicked', () => {
      this.clicks += 1;
      this.opened[facts.value[0]!]! += 1;
    });
    facts.observe('account view.failed', () => {
      this.failures[facts.value[0]!]! += 1;
    });
    facts.observe('account view.shown', () => this.shown.add(facts.value[0]!));
  }

  static isAbout({ groups }: World): boolean {
    return groups.some(({ settings }) => settings.accountView !== undefined);
  }

  metrics(): Record<string, Metric> {
    const failed = this.failures.reduce((sum, n) => sum + n, 0);
    const decided = this.shown.n + failed;
    const open = this.clicks - decided;
    return {
      'accountView.success': valueMetric(decided === 0 ? null : this.shown.n / decided, {
        ...wordsOf('accountView.success'),
        n: decided,
        censored: open,
      }),
      'accountView.duration': distributionMetric(this.shown, { ...wordsOf('accountView.duration'), censored: open }),
      'accountView.inApp': valueMetric(this.clicks === 0 ? null : this.opened[inApp]! / this.clicks, {
        ...wordsOf('accountView.inApp'),
        n: this.clicks,
        censored: 0,
      }),
    };
  }

  sketches(): [string, QuantileSketch][] {
    return [['accountView.duration', this.shown]];
  }

  sentences(): string[] {
    const { clicks, shown } = this;
    if (clicks === 0) return ['Nobody has clicked "View my account".'];
    const soon =
      shown.n === 0
        ? ''
        : `, half of them within ${formatDuration(shown.quantile(0.5)!)}, 95 % within ${formatDuration(shown.quantile(0.95)!)}`;
    const reasons = accountFailures.map((name, at) => [this.failures[at]!, name] as const);
    const [most] = reasons.filter(([n]) => n > 0).sort(([one], [other]) => other - one);
    return [
      `${formatShare(shown.n / clicks)} of the ${formatCount(clicks)} clicks on "View my account" showed the account${soon}; ${formatShare(this.opened[inApp]! / clicks)} opened it in the app of the operator.`,
      ...(most === undefined ? [] : [`Most of the others: ${most[1]} (${formatShare(most[0] / clicks)} of all).`]),
    ];
  }
}

const inApp = linkTargets.indexOf('operator app');
