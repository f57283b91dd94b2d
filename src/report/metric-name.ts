/** The names of metrics as headings: those of a scenario's own are made of words, those of every run come with a question. */
import type { Metric } from '../experiments/run-result.ts';

/** `traffic-over-Wi-Fi-at-80-percent` as people write it: "Traffic over Wi-Fi at 80 %". */
export function asWords(name: string): string {
  const words = name
    .replaceAll('-', ' ')
    .replace(/\bWi Fi\b/g, 'Wi-Fi')
    .replace(/\bSM (D[PS])\b/g, 'SM-$1')
    .replace(/(\d) percent\b/g, '$1 %');
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}

/** What stands over a metric, and what explains it: a name of the scenario's own says more than its formula. */
export const headed = (name: string, { question }: Pick<Metric, 'question'>): { heading: string; beside: string } =>
  name.includes('.') ? { heading: question, beside: name } : { heading: asWords(name), beside: question || name };
