/** What is said in words of plans that several devices share. */
import { formatDuration, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';

export function familiesInWords(metrics: Record<string, Metric>): string[] {
  const usedByOthers = metrics['family.usedByOthers'];
  const shown = metrics['family.shownAt80'];
  const byBilling = metrics['family.knownByBilling'];
  const byCounter = metrics['family.knownByCounter'];
  const unnoticed = metrics['family.unnoticed'];
  if (usedByOthers?.kind !== 'value' || usedByOthers.value === null) return [];
  const sentences = [
    `Other devices used ${formatShare(usedByOthers.value)} of what went over the plans that they share with the PC.`,
  ];
  if (shown?.kind === 'distribution' && shown.p50 !== null)
    sentences.push(`When 80 % of a plan was used, the PC's own counter said ${formatShare(shown.p50)} in the median.`);
  if (byBilling?.kind === 'distribution' && byBilling.p50 !== null)
    sentences.push(
      `Billing knew it ${formatDuration(byBilling.p50)} later in the median (95 % within ${formatDuration(byBilling.p95!)}).`,
    );
  if (unnoticed?.kind === 'value' && unnoticed.value !== null)
    sentences.push(
      `${formatShare(unnoticed.value)} of these plans were over before the PC's own counter said 80 %${
        byCounter?.kind === 'distribution' && byCounter.p50 !== null
          ? `; where it did say so, it was ${formatDuration(byCounter.p50)} late in the median`
          : ''
      }.`,
    );
  return sentences;
}
