/** The answer in words of what Windows and its users knew of their usage. */
import { formatBytes, formatCount, formatNumber, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';

/** Empty where no device was to know. */
export function usageInWords(metrics: Readonly<Record<string, Metric>>): string[] {
  const windows = metrics['usageError.windows'];
  const events = metrics['usageThresholds.events'];
  if (windows?.kind !== 'distribution' || events?.kind !== 'value') return [];
  return [...resetsOf(metrics), ...errorsOf(metrics), ...signallingOf(metrics), ...warningsOf(metrics)];
}

const worthOf = (metric: Metric | undefined): number | null => (metric?.kind === 'value' ? metric.value : null);

/** What the end of many cycles at one moment brings. */
function resetsOf(metrics: Readonly<Record<string, Metric>>): string[] {
  const resets = worthOf(metrics['usageResets.events']) ?? 0;
  const rate = metrics['usageOf.rate'];
  if (resets === 0 || rate?.kind !== 'rate' || rate.n === 0) return [];
  const { peaks } = rate;
  return [
    `Windows reset ${formatCount(resets)} cycles; of the questions of apps to billing the busiest second had ${formatNumber(peaks['1s'])}, the busiest minute ${formatNumber(peaks['1min'])} a second.`,
  ];
}

function errorsOf(metrics: Record<string, Metric>): string[] {
  const windows = metrics['usageError.windows'];
  const flyout = metrics['usageError.flyout'];
  const share = worthOf(metrics['usageError.windowsShare']);
  if (windows?.kind !== 'distribution' || windows.mean === null || share === null) return [];
  const beside =
    flyout?.kind === 'distribution' && flyout.mean !== null
      ? `; the balance in the flyout was ${formatBytes(flyout.mean)} away from what was left (${formatShare(worthOf(metrics['usageError.flyoutShare']) ?? 0)})`
      : '';
  return [
    `Whenever somebody looked, the usage that Windows knew was ${formatBytes(windows.mean)} away from what was really used, ${formatShare(share)} of the plan (p95 ${formatBytes(windows.p95!)})${beside}.`,
  ];
}

function signallingOf(metrics: Record<string, Metric>): string[] {
  const events = worthOf(metrics['usageThresholds.events']) ?? 0;
  const asked = worthOf(metrics['usageOf.requests']) ?? 0;
  if (asked === 0) return [];
  const perGigabyte = worthOf(metrics['usageSync.bytesPerGigabyte']);
  const rate = metrics['usageOf.rate'];
  const busiest =
    rate?.kind === 'rate' && rate.n > 0 ? `, ${formatNumber(rate.peaks['1s'])} of them in the busiest second` : '';
  const weight = perGigabyte === null ? '' : `; that is ${formatBytes(perGigabyte)} of signalling for each GB used`;
  return [
    `Windows raised ${formatCount(events)} threshold events, and apps asked billing ${formatCount(asked)} times${busiest}${weight}.`,
  ];
}

function warningsOf(metrics: Record<string, Metric>): string[] {
  const shown = worthOf(metrics['usageWarning.shown']) ?? 0;
  const share = worthOf(metrics['usageWarning.share']);
  if (shown === 0 || share === null) return [];
  return [
    `Apps warned ${formatCount(shown)} users, when ${formatShare(share)} of the plan was really used in the mean.`,
  ];
}
