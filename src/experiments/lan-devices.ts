/**
 * Devices on the network at home: how many of their owners come to the app, how soon, and where the others stay. Fed by facts.
 *
 *     plugged in ── found ── paired ── app named ── app installed ── opened ── device answers
 */
import type { World } from '../models/index.ts';
import { formatCount, formatDuration, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';
import { distributionMetric, valueMetric, wordsOf } from './statistics/metrics.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { Topic } from './topic.ts';

export class LanDevices implements Topic {
  private readonly since = new Map<number, number>();
  private readonly found = new QuantileSketch();
  private readonly installed = new QuantileSketch();
  private paired = 0;
  private withoutApp = 0;
  private readonly opened = new Set<number>();
  private talked = 0;

  constructor({ simulation }: World) {
    const { facts, clock } = simulation;
    const sincePluggedIn = (device: number) => clock[0]! - this.since.get(device)!;
    facts.observe('PnP-X device.pluggedIn', device => this.since.set(device, clock[0]!));
    // What was plugged in during the warm-up is not counted, nor what becomes of it.
    const note = (fact: string, see: (device: number) => void) =>
      facts.observe(`device discovery.${fact}`, device => {
        if (this.since.has(device)) see(device);
      });
    note('found', device => this.found.add(sincePluggedIn(device)));
    note('paired', () => {
      this.paired += 1;
    });
    note('noMetadata', () => {
      this.withoutApp += 1;
    });
    note('appInstalled', device => this.installed.add(sincePluggedIn(device)));
    note('opened', device => this.opened.add(device));
    note('talked', () => {
      this.talked += 1;
    });
  }

  static isAbout({ groups }: World): boolean {
    return groups.some(({ settings }) => settings.lanDevice !== undefined);
  }

  metrics(): Record<string, Metric> {
    const n = this.since.size;
    const shareOf = (name: string, part: number, of: number) =>
      valueMetric(of === 0 ? null : part / of, { ...wordsOf(name), n: of, censored: 0 });
    return {
      'lanDevice.found': shareOf('lanDevice.found', this.found.n, n),
      'lanDevice.paired': shareOf('lanDevice.paired', this.paired, n),
      'lanDevice.appInstalled': shareOf('lanDevice.appInstalled', this.installed.n, n),
      'lanDevice.duration': distributionMetric(this.installed, {
        ...wordsOf('lanDevice.duration'),
        censored: n - this.installed.n,
      }),
      'lanDevice.used': shareOf('lanDevice.used', this.talked, n),
    };
  }

  sketches(): [string, QuantileSketch][] {
    return [['lanDevice.duration', this.installed]];
  }

  sentences(): string[] {
    const n = this.since.size;
    if (n === 0) return ['Nobody has plugged in a device at home.'];
    const share = (part: number) => formatShare(part / n);
    const soon =
      this.installed.n === 0
        ? ''
        : `, half of those within ${formatDuration(this.installed.quantile(0.5)!)} of plugging it in, 95 % within ${formatDuration(this.installed.quantile(0.95)!)}`;
    const lost = [
      [n - this.found.n, 'no PC of theirs has found it'],
      [this.found.n - this.paired, 'nobody has paired it'],
      [this.withoutApp, 'its metadata name no app'],
      [this.paired - this.withoutApp - this.installed.n, 'the app was not there when the run ended'],
    ] as const;
    const [most] = lost.filter(([count]) => count > 0).sort(([one], [other]) => other - one);
    return [
      `${share(this.installed.n)} of the ${formatCount(n)} people who plugged in a device at home got its app${soon}; ${share(this.talked)} have used it.`,
      ...(most === undefined ? [] : [`Most of the others: ${most[1]} (${share(most[0])} of all).`]),
    ];
  }
}
