/** The answer in words about what minds the cost of the network, made from the metrics alone. */
import { formatBytes, formatCount, formatDuration, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';

export function meteredInWords(metrics: Readonly<Record<string, Metric>>): string[] {
  return [...updatesOf(metrics), ...appsOf(metrics), ...videosOf(metrics)];
}

/** A distribution in which something was seen. */
function spread(metric: Metric | undefined) {
  return metric?.kind === 'distribution' && metric.n > 0 && metric.p50 !== null ? metric : undefined;
}

/** Bytes of each PC, on average. */
function perPc(metric: Metric | undefined): string | undefined {
  if (metric?.kind !== 'value' || metric.value === null || metric.n === 0) return undefined;
  return formatBytes(metric.value / metric.n);
}

function updatesOf(metrics: Record<string, Metric>): string[] {
  const delay = metrics['update.delay'];
  const each = perPc(metrics['update.bytesMetered']);
  if (delay?.kind !== 'distribution' || each === undefined) return [];
  const seen = spread(delay);
  const soon =
    seen === undefined
      ? 'No update was installed'
      : `Updates were installed within ${formatDuration(seen.p50!)} of their release in half of all cases, within ${formatDuration(seen.p95!)} in 95 %`;
  const held = delay.censored > 0 ? `; ${formatCount(delay.censored)} were still held back at the end` : '';
  return [`${soon}${held}. Windows Update took ${each} of mobile broadband on each PC.`];
}

function appsOf(metrics: Record<string, Metric>): string[] {
  const each = perPc(metrics['apps.bytesMetered']);
  if (each === undefined) return [];
  const putOff = spread(metrics['apps.putOff']);
  const waited =
    putOff === undefined
      ? ''
      : ` What they put off waited ${formatDuration(putOff.p50!)} in the median for a free network.`;
  return [`Apps downloaded ${each} over mobile broadband on each PC.${waited}`];
}

function videosOf(metrics: Record<string, Metric>): string[] {
  const quality = spread(metrics['video.quality']);
  if (quality === undefined) return [];
  return [
    `${formatCount(quality.n)} videos were watched, on average at ${formatShare(quality.mean!)} of the bit rate of the best picture.`,
  ];
}
