/** Hotspots in words: who gets in and how soon, why others do not, and what that takes off the mobile network. */
import { formatCount, formatDuration, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';

/** Nothing where nobody goes to any hotspot. */
export function hotspotsInWords(metrics: Readonly<Record<string, Metric>>): string[] {
  const measured = (name: string): number | null => {
    const metric = metrics[name];
    return metric?.kind === 'value' ? metric.value : null;
  };
  const success = metrics['hotspot.success'];
  const duration = metrics['hotspot.duration'];
  if (success?.kind !== 'value' || duration?.kind !== 'distribution') return [];
  const share = measured('offload.share');
  const offload = share === null ? '' : `; Wi-Fi took ${formatShare(share)} of the traffic`;
  if (success.value === null) return [`No PC tried to get in at a hotspot${offload}.`];
  const joined = measured('hotspot.joined');
  return [
    `${signIns(success.value, success.n, duration, measured)}${offload}.`,
    ...(joined === null || joined === 1
      ? []
      : [`PCs tried to get in on ${formatShare(joined)} of the visits to places with a hotspot.`]),
  ];
}

function signIns(
  success: number,
  tries: number,
  duration: Extract<Metric, { kind: 'distribution' }>,
  measured: (name: string) => number | null,
): string {
  const soon =
    duration.p50 === null || duration.p95 === null
      ? ''
      : `: half of them within ${formatDuration(duration.p50)}, 95 % within ${formatDuration(duration.p95)}`;
  const [rejected, constrained] = [measured('hotspot.rejected') ?? 0, measured('hotspot.constrained') ?? 0];
  const others = [
    ...(rejected > 0 ? [`${formatShare(rejected)} were rejected`] : []),
    ...(constrained > 0 ? [`${formatShare(constrained)} stayed connected without internet`] : []),
  ];
  const left = 1 - success - rejected - constrained;
  if (left > 0.0005) others.push(`${formatShare(left)} got no answer, left, or were given up`);
  const rest = others.length === 0 ? '' : `; ${others.join(', ')}`;
  return `Of ${formatCount(tries)} tries at hotspots, ${formatShare(success)} got online${soon}${rest}`;
}
