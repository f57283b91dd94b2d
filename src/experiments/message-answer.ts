/** The answer about messages: how many warnings people could read, and how soon; what SMS, pushes and USSD did. */
import { formatCount, formatDuration, formatShare } from './format.ts';
import type { Metric } from './run-result.ts';

export function messagesOf(metrics: Readonly<Record<string, Metric>>): string[] {
  const share = (name: string) => {
    const metric = metrics[name];
    return metric?.kind === 'value' && metric.value !== null ? { value: metric.value, n: metric.n } : undefined;
  };
  const spread = (name: string) => {
    const metric = metrics[name];
    return metric?.kind === 'distribution' && metric.p50 !== null ? metric : undefined;
  };
  const sentences: string[] = [];
  const [reach, delay] = [share('warning.reach'), spread('warning.delay')];
  if (reach !== undefined) {
    const soon =
      delay === undefined
        ? ''
        : `: half of these within ${formatDuration(delay.p50!)}, 95 % within ${formatDuration(delay.p95!)}`;
    sentences.push(
      `Of ${formatCount(reach.n)} warnings that were due because so much of a plan was used, ${formatShare(reach.value)} came onto a screen that somebody could read${soon}.`,
    );
  }
  const [delivered, time] = [share('messages.delivered'), spread('messages.delay')];
  if (delivered !== undefined && delivered.n > 0) {
    const soon =
      time === undefined
        ? ''
        : `, half of them within ${formatDuration(time.p50!)}, 95 % within ${formatDuration(time.p95!)}`;
    sentences.push(
      `The message centre delivered ${formatShare(delivered.value)} of ${formatCount(delivered.n)} SMS${soon}.`,
    );
  }
  const push = share('push.delivered');
  if (push !== undefined) sentences.push(`${formatShare(push.value)} of ${formatCount(push.n)} pushes arrived.`);
  const ussd = share('ussd.success');
  if (ussd !== undefined)
    sentences.push(`${formatShare(ussd.value)} of ${formatCount(ussd.n)} USSD sessions brought what was asked for.`);
  return sentences;
}
