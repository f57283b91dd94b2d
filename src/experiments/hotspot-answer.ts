/** Hotspots in words: who gets in and how soon, why others do not, and what that takes off the mobile network. */
import { formatCount, formatDuration, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';

/** Nothing where nobody goes to any hotspot. */
export function hotspotsInWords(metrics: Readonly<Record<string, Metric>>): string[] {
  const valueOf = (name: string): number | null => {
    const metric = metrics[name];
    return metric?.kind === 'value' ? metric.value : null;
  };
  const success = metrics['hotspot.success'];
  const duration = metrics['hotspot.duration'];
  if (success?.kind !== 'value' || duration?.kind !== 'distribution') return [];
  return [
    ...(success.value === null ? ['No PC tried to get in at a hotspot.'] : [signIns(success.value, success.n, duration, valueOf)]),
    ...offload(valueOf),
  ];
}

function signIns(
  success: number,
  tries: number,
  duration: Extract<Metric, { kind: 'distribution' }>,
  valueOf: (name: string) => number | null,
): string {
  const soon =
    duration.p50 === null || duration.p95 === null
      ? ''
      : `: half of them within ${formatDuration(duration.p50)}, 95 % within ${formatDuration(duration.p95)}`;
  const [rejected, constrained] = [valueOf('hotspot.rejected') ?? 0, valueOf('hotspot.constrained') ?? 0];
  const others = [
    ...(rejected > 0 ? [`${formatShare(rejected)} were rejected`] : []),
    ...(constrained > 0 ? [`${formatShare(constrained)} stayed connected without internet`] : []),
  ];
  const rest = others.length === 0 ? '' : `; ${others.join(', ')}`;
  return `Of ${formatCount(tries)} tries at hotspots, ${formatShare(success)} got online${soon}${rest}.`;
}

/** How much of the traffic took Wi-Fi, and on how many visits the PC tried at all. */
function offload(valueOf: (name: string) => number | null): string[] {
  const [share, joined] = [valueOf('offload.share'), valueOf('hotspot.joined')];
  if (share === null || joined === null) return [];
  return [
    `Wi-Fi took ${formatShare(share)} of the traffic off the mobile network; PCs tried to get in on ${formatShare(joined)} of the visits to places with a hotspot.`,
  ];
}
