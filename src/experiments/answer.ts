/**
 * The answer in words: what a reader wants to know first, in whole sentences, made from the metrics alone.
 */
import type { DownloadStorm } from './download-storms.ts';
import type { Expectation, Metric, PeakWindow, Summary, TierRow } from './run-result.ts';
import { tiersInWords } from './tier-answer.ts';

/** What the answer is made of, the verdicts left out: those may come later. */
export interface Answered {
  metrics: Record<string, Metric>;
  /** Why eSIM purchases ended without service. */
  reasons: Reason[];
  opened: number;
  online: number;
  /** What outages of the SM-DP+ did, and the local time of a moment of the run. */
  storms: readonly DownloadStorm[];
  clock: (moment_us: number) => string;
  /** Why people with a device of their own stayed offline. */
  offline: Reason[];
  /** Tiers of back ends that somebody called. */
  tiers: readonly TierRow[];
}

interface Reason {
  reason: string;
  n: number;
}

export function answerOf(
  { metrics, reasons, opened, online, offline, storms, clock, tiers }: Answered,
  expectations: readonly Expectation[],
): Summary['answer'] {
  const waysOnline = waysOnlineOf(metrics, offline);
  const sentences = [...waysOnline];
  const success = metrics['activation.success'];
  const duration = metrics['activation.duration'];
  if (opened > 0 && success?.kind === 'value' && success.value !== null && duration?.kind === 'distribution') {
    sentences.push(
      `${percent(success.value)} of the buyers who pressed Continue got online (${whole(online)} of ${whole(success.n)})` +
        (duration.p50 === null
          ? '.'
          : `: half of them within ${time(duration.p50)}, 95 % within ${time(duration.p95!)}.`),
    );
    const [first, second] = reasons;
    if (first !== undefined) {
      const share = (n: number) => percent(n / opened);
      sentences.push(
        `Of all ${whole(opened)} who opened the app, ${share(first.n)} were lost because of "${first.reason}"` +
          (second === undefined ? '.' : `, ${share(second.n)} because of "${second.reason}".`),
      );
    }
  }

  sentences.push(...storms.map(storm => stormTold(storm, clock)));
  if (opened > 0) sentences.push(...purchaseLoadOf(metrics));

  // Where people get online, their balances are beside the point.
  if (waysOnline.length === 0) sentences.push(...balancesOf(metrics));
  sentences.push(...tiersInWords(tiers, { time, figure }));
  const gates = expectations.filter(({ level, verdict }) => level !== 'question' && verdict !== 'not judged');
  const failed = gates.filter(({ verdict }) => verdict === 'fail').length;
  const undecided = gates.filter(({ verdict }) => verdict === 'undecided').length;
  if (gates.length > 0 && failed + undecided === 0) sentences.push('Every expectation holds in this run.');
  if (failed > 0) sentences.push(`${failed} of ${gates.length} expectations did not hold.`);
  if (undecided > 0) sentences.push(`${undecided} of ${gates.length} expectations could not be decided.`);
  return sentences;
}

/** What an outage of the SM-DP+ did to those who were buying, and the storm of retries after it. */
function stormTold(storm: DownloadStorm, clock: (moment_us: number) => string): string {
  const { name, inFlight, ofThese, lost, open, peak, peakAt, peakBefore } = storm;
  if (inFlight === 0) return `Outage ${name}: nobody was buying.`;
  const parts = [
    [ofThese.atOnce, 'got online all the same'],
    [ofThese.byRetry, "were repaired by the app's own retries"],
    [ofThese.byComingBack, 'came back to the portal and got online'],
    [lost, 'were lost'],
    [open, 'were still under way when the run ended'],
  ] as const;
  const became = parts.filter(([n]) => n > 0).map(([n, what]) => `${whole(n)} ${what}`);
  const storming =
    peak > 0
      ? ` The busiest second from then on had ${whole(peak)} ES9+ calls, at ${clock(peakAt)}; before, ${whole(peakBefore)}.`
      : '';
  return `Outage ${name}: ${whole(inFlight)} buyers were under way; ${became.join(', ')}.${storming}`;
}

/** How hard purchases work the portal and the SM-DP+. */
function purchaseLoadOf(metrics: Record<string, Metric>): string[] {
  const told = (name: string, what: string): string[] => {
    const rate = metrics[name];
    if (rate?.kind !== 'rate' || rate.n === 0 || rate.mean === null) return [];
    return [`${what} ${figure(rate.mean)} a second on average and ${figure(rate.peaks['1s'])} in the busiest second`];
  };
  const parts = [...told('openPage.rate', 'the portal served pages'), ...told('es9.rate', 'the SM-DP+ ES9+ calls')];
  if (parts.length === 0) return [];
  const sentence = parts.join(', ');
  return [`${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`];
}

/** How often the operator API was asked for a balance, and how it answered. */
function balancesOf(metrics: Record<string, Metric>): string[] {
  const sentences: string[] = [];
  const rate = metrics['getBalance.rate'];
  const latency = metrics['getBalance.latency'];
  const answered = metrics['getBalance.success'];
  if (rate?.kind === 'rate' && rate.n > 0 && rate.mean !== null) {
    const over = (window: PeakWindow) =>
      `${figure(rate.peaks[window])} (chance alone gives ${figure(rate.peaksByChance[window])})`;
    sentences.push(
      `The operator API was asked for a balance ${figure(rate.mean)} times a second on average; ` +
        `in the busiest second ${over('1s')}, in the busiest five minutes ${over('5min')} a second.`,
    );
  }
  if (
    latency?.kind === 'distribution' &&
    latency.mean !== null &&
    answered?.kind === 'value' &&
    answered.value !== null
  ) {
    sentences.push(
      `It answered in ${time(latency.mean)} on average (p99 ${time(latency.p99!)}); ${percent(answered.value, 2)} of the requests brought a balance.`,
    );
  }
  return sentences;
}

/** Of people with a device of their own: how many got online, how soon, why others did not, and which way brought the plan. */
function waysOnlineOf(metrics: Record<string, Metric>, offline: readonly Reason[]): string[] {
  const success = metrics['gettingOnline.success'];
  const duration = metrics['gettingOnline.duration'];
  const steps = metrics['gettingOnline.steps'];
  if (success?.kind !== 'value' || success.value === null) return [];
  const who = `${percent(success.value)} of the ${whole(success.n)} people who came with a device`;
  const [first, second] = offline;
  const because = ({ reason, n }: Reason) => `${percent(n / success.n)} because of "${reason}"`;
  const others =
    first === undefined
      ? ''
      : `; ${[`${percent(first.n / success.n)} stayed offline because of "${first.reason}"`, ...(second === undefined ? [] : [because(second)])].join(', ')}`;
  if (duration?.kind !== 'distribution' || duration.p50 === null) return [`${who} got online with it${others}.`];
  const soon = `half of them within ${time(duration.p50)}, 95 % within ${time(duration.p95!)}`;
  const many =
    steps?.kind === 'distribution' && steps.mean !== null ? `, in ${steps.mean.toFixed(1)} steps on average` : '';
  const bought = (
    [
      ['byNothing', 'needed no plan'],
      ['byApp', "bought it in the operator's app"],
      ['byWebPage', 'on its web site'],
      ['byTelephone', 'by telephone'],
    ] as const
  ).flatMap(([way, words]) => {
    const share = metrics[`gettingOnline.${way}`];
    return share?.kind === 'value' && share.value !== null && share.value > 0
      ? [`${percent(share.value)} ${words}`]
      : [];
  });
  return [`${who} got online with it: ${soon}${many}${others}.`, `Of those who got online, ${bought.join(', ')}.`];
}

const percent = (share: number, digits = 1): string =>
  `${share === 0 || share === 1 ? share * 100 : (share * 100).toFixed(digits)} %`;
const whole = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f');
const figure = (n: number): string =>
  n >= 100 || Number.isInteger(n) ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n >= 0.1 ? n.toFixed(2) : n.toPrecision(2);

function time(duration_us: number): string {
  const milliseconds = duration_us / 1e3;
  if (milliseconds < 1000) return `${milliseconds.toFixed(0)} ms`;
  const seconds = Math.round(milliseconds / 1e3);
  if (seconds < 60) return `${(milliseconds / 1e3).toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
