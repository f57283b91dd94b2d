/**
 * The answer in words: what a reader wants to know first, in whole sentences, made from the metrics alone.
 */
import type { DownloadStorm } from './download-storms.ts';
import { formatCount, formatDuration, formatNumber, formatShare } from './format.ts';
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
  /** Where purchases ended that did not come to the internet. */
  dropOuts: readonly { at: string; n: number }[];
  /** Tiers of back ends that somebody called. */
  tiers: readonly TierRow[];
  /** What the topics of the world say. */
  topics: readonly string[];
  /** What the monitoring has told; empty where there is none. */
  monitored: readonly string[];
  /** Whether the scenario asks about balances that are looked at. */
  asksForBalances: boolean;
}

interface Reason {
  reason: string;
  n: number;
}

export function answerOf(
  {
    metrics,
    reasons,
    opened,
    online,
    offline,
    storms,
    clock,
    dropOuts,
    tiers,
    topics,
    monitored,
    asksForBalances,
  }: Answered,
  expectations: readonly Expectation[],
): Summary['answer'] {
  const waysOnline = waysOnlineOf(metrics, offline);
  const sentences = [...topics, ...waysOnline];
  const success = metrics['activation.success'];
  const duration = metrics['activation.duration'];
  if (opened > 0 && success?.kind === 'value' && success.value !== null && duration?.kind === 'distribution') {
    sentences.push(
      `${waysOnline.length > 0 ? 'In the Mobile Plans app, ' : ''}${formatShare(success.value)} of the buyers who pressed Continue got online (${formatCount(online)} of ${formatCount(success.n)})` +
        (duration.p50 === null
          ? '.'
          : `: half of them within ${formatDuration(duration.p50)}, 95 % within ${formatDuration(duration.p95!)}.`),
    );
    const [first, second] = reasons;
    if (first !== undefined) {
      const share = (n: number) => formatShare(n / opened);
      sentences.push(
        `Of all ${formatCount(opened)} who opened the app, ${share(first.n)} were lost because of "${first.reason}"` +
          (second === undefined ? '.' : `, ${share(second.n)} because of "${second.reason}".`),
      );
    }
    if (dropOuts.length > 0)
      sentences.push(
        `Where the rest ended, of 100 who opened the app: ${dropOuts.map(({ at, n }) => `${at} ${ofHundred(n / opened)}`).join(' · ')}.`,
      );
  }

  sentences.push(...storms.map(storm => stormTold(storm, clock)));
  if (opened > 0) sentences.push(...purchaseLoadOf(metrics));

  // Where the scenario is about something else, balances are beside the point, unless somebody asks.
  if (asksForBalances || (sentences.length === 0 && opened === 0)) sentences.push(...balancesOf(metrics));
  sentences.push(...tiersInWords(tiers, clock), ...monitored);
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
  const became = parts.filter(([n]) => n > 0).map(([n, what]) => `${formatCount(n)} ${what}`);
  const storming =
    peak > 0
      ? ` The busiest second from then on had ${formatCount(peak)} ES9+ calls, at ${clock(peakAt)}; before, ${formatCount(peakBefore)}.`
      : '';
  return `Outage ${name}: ${formatCount(inFlight)} buyers were under way; ${became.join(', ')}.${storming}`;
}

/** How hard purchases work the portal and the SM-DP+. */
function purchaseLoadOf(metrics: Record<string, Metric>): string[] {
  const told = (name: string, what: string): string[] => {
    const rate = metrics[name];
    if (rate?.kind !== 'rate' || rate.n === 0 || rate.mean === null) return [];
    return [
      `${what} ${formatNumber(rate.mean)} a second on average and ${formatNumber(rate.peaks['1s'])} in the busiest second`,
    ];
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
      `${formatNumber(rate.peaks[window])} (chance alone gives ${formatNumber(rate.peaksByChance[window])})`;
    sentences.push(
      `The operator API was asked for a balance ${formatNumber(rate.mean)} times a second on average; ` +
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
      `It answered in ${formatDuration(latency.mean)} on average (p99 ${formatDuration(latency.p99!)}); ${formatShare(answered.value)} of the requests brought a balance.`,
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
  const who = `${formatShare(success.value)} of the ${formatCount(success.n)} people who came with a device`;
  const [first, second] = offline;
  const because = ({ reason, n }: Reason) => `${formatShare(n / success.n)} because of "${reason}"`;
  const others =
    first === undefined
      ? ''
      : `; ${[`${formatShare(first.n / success.n)} stayed offline because of "${first.reason}"`, ...(second === undefined ? [] : [because(second)])].join(', ')}`;
  if (duration?.kind !== 'distribution' || duration.p50 === null) return [`${who} got online with it${others}.`];
  const soon = `half of them within ${formatDuration(duration.p50)}, 95 % within ${formatDuration(duration.p95!)}`;
  const many =
    steps?.kind === 'distribution' && steps.mean !== null && steps.max !== 1
      ? `, in ${steps.mean.toFixed(1)} steps on average`
      : '';
  return [`${who} got online with it: ${soon}${many}${others}.`, plansOf(metrics)];
}

/** Who of those who got online needed a plan, and where it was bought. */
function plansOf(metrics: Record<string, Metric>): string {
  const shareOf = (way: string): number => {
    const share = metrics[`gettingOnline.${way}`];
    return share?.kind === 'value' ? (share.value ?? 0) : 0;
  };
  const without = shareOf('byNothing');
  const bought = (
    [
      ['byMobilePlans', 'in the Mobile Plans app'],
      ['byApp', "in the operator's app"],
      ['byWebPage', 'on its web site'],
      ['byTelephone', 'by telephone'],
    ] as const
  )
    .map(([way, where]) => ({ share: shareOf(way), where }))
    .filter(({ share }) => share > 0);
  const [only, ...more] = bought;
  if (only === undefined) return 'Of those who got online, nobody had to buy a plan.';
  const where =
    more.length === 0 ? only.where : bought.map(({ share, where }) => `${where} (${formatShare(share)})`).join(', ');
  return without === 0
    ? `Of those who got online, all bought a plan ${where}.`
    : `Of those who got online, ${formatShare(without)} needed no plan; the others bought one ${where}.`;
}

/** Of a hundred: whole from ten up, else to a tenth. */
function ofHundred(share: number): string {
  const n = 100 * share;
  if (n < 0.05) return '<0.1';
  return formatNumber(Number(n.toFixed(n < 9.95 ? 1 : 0)));
}
