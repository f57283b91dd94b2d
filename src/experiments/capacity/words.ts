/** The answer of a capacity experiment in words. */
import { counted, formatCount, formatNumber, formatRate, formatShare, formatValue } from '../format.ts';
import type { PeakWindow } from '../run-result.ts';
import type { LoadOfAnswer } from './answer-load.ts';
import type { Curve } from './curve.ts';
import type { LevelAtPoint } from './level.ts';
import type { CapacityResult, MissedLevel, TestedSize } from './result.ts';
import type { SetAside } from './set-aside.ts';

/** A list of places that read as a thing: `api 6 × 32 threads · billing 3 · cache 60 s, stale 24 h`. */
export function sizeInWords(settings: readonly { name: string; value: string }[]): string {
  const [only, ...others] = settings;
  if (only !== undefined && others.length === 0 && only.name.endsWith('.servers'))
    return `${shortTier(only.name.slice(0, -'.servers'.length))} ${counted(Number(only.value.replaceAll('_', '')), 'server')}`;
  const parts = new Map<string, string[]>();
  for (const { name, value } of settings) {
    const dot = name.lastIndexOf('.');
    const [tier, key] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
    parts.set(tier, [...(parts.get(tier) ?? []), wordOf(key, shown(value))]);
  }
  return [...parts].map(([tier, words]) => `${shortTier(tier)} ${joinedWords(words)}`).join(' · ');
}

function wordOf(key: string, value: string): string {
  switch (key) {
    case 'servers':
    case 'count':
    case 'ttl':
      return value;
    case 'threads':
      return `× ${value} threads`;
    case 'staleIfError':
      return `stale ${value}`;
    default:
      return `${value} ${key}`;
  }
}

const joinedWords = (words: readonly string[]): string =>
  words.reduce((text, word) => (word.startsWith('×') ? `${text} ${word}` : `${text}, ${word}`));

/** `operators.contoso.api` as `api`, `population.lines` as `lines`. */
const shortTier = (tier: string): string => tier.split('.').at(-1) ?? tier;

/** `1_000` as `1 000`. */
export const shown = (value: string): string =>
  /^[\d_]+$/.test(value) ? formatCount(Number(value.replaceAll('_', ''))) : value;

type Told = Omit<CapacityResult, 'answer' | 'schema' | 'reproduce'>;

export function answerInWords(result: Told): string[] {
  const { status, size, setAside } = result;
  const words =
    status === 'none' ? noSize(result) : size === null && setAside.length === 0 ? [undecidedAltogether(result)] : [];
  words.push(...unjudged(setAside));
  if (size === null) return words;
  const named = setAside.map(nameOfLevel).join(' and ');
  const without = setAside.length === 0 ? '' : `Without ${named}: `;
  words.push(`${without}${found(result, size)}`, ...below(result), ...hopeless(result));
  const bends = result.notMonotone[0];
  if (bends !== undefined)
    words.push(`More is not always better here: ${bends.meets} meets the levels, ${bends.fails} does not.`);
  return words;
}

/** Levels that the search went on without, though nothing is certain of them. */
const unjudged = (setAside: readonly SetAside[]): string[] =>
  setAside.flatMap(one => {
    const { missing, n, claim, because } = one;
    if (because === 'missed') return [];
    const replications = counted(n, 'replication');
    return because === 'no data'
      ? `${nameOfLevel(one)} could not be judged: ${claim} has no data in ${missing} of ${replications}.`
      : `${nameOfLevel(one)} is met by no size for certain: ${replications} leave it undecided at the most of everything.`;
  });

function found(
  { of, sure, survives, undecided, choices, setAside, load: carriedLoad }: Told,
  size: TestedSize,
): string {
  const certainty =
    sure === null
      ? ''
      : `${formatShare(sure)} sure all ${setAside.length === 0 ? '' : 'other '}SLOs hold${survives === null ? '' : '; N+1 included'}`;
  if (of === 'load') {
    const load = size.settings[0]!;
    const open = undecided.map(({ settings: [one] }) => carried(one!.path, one!.value));
    const perhaps = open.length === 0 ? '' : `; ${open.join(' and ')} may be too`;
    return `${carried(load.path, load.value)} are carried${perSecond(carriedLoad)}${perhaps} (${certainty}).`;
  }
  const range = rangeOf(undecided, size, choices.length);
  return `${range ?? size.name}, cost ${range === undefined ? formatNumber(size.cost) : costsOf(undecided, size)} (${certainty}).`;
}

/** `: 28.1 getBalance per s on average, 30.2 in the busiest 5 min`. */
function perSecond(load: LoadOfAnswer | null): string {
  if (load === null || load.mean.mean === null) return '';
  const busiest = load.peaks.find(({ window }) => window === '5min')?.mean;
  const peak = busiest == null ? '' : `, ${formatNumber(busiest)} in the busiest 5 min`;
  return `: ${formatNumber(load.mean.mean)} ${load.request} per s on average${peak}`;
}

function carried(path: string, value: string): string {
  const [, group = '', key = ''] = path.split('.');
  if (path.startsWith('timeline.')) return `${shown(value)} reached by ${group}`;
  return key === 'count' ? `${shown(value)} ${group}` : `${shown(value)} (${path})`;
}

/** `5 or 6`, where a single setting is undecided below the answer. */
function rangeOf(undecided: readonly TestedSize[], size: TestedSize, choices: number): string | undefined {
  const cheaper = undecided.filter(({ cost }) => cost < size.cost);
  if (cheaper.length === 0) return undefined;
  if (choices > 1) return `${cheaper.map(({ name }) => name).join(' or ')} or ${size.name}`;
  const [setting] = size.settings;
  const values = [...cheaper, size].map(({ settings }) => shown(settings[0]!.value));
  return `${shortTier(setting!.name.replace(/\.[^.]+$/, ''))} ${values.join(' or ')}`;
}

const costsOf = (undecided: readonly TestedSize[], size: TestedSize): string =>
  [...undecided.filter(({ cost }) => cost < size.cost), size].map(({ cost }) => formatNumber(cost)).join(' or ');

/** What was confirmed not to be enough, and what was not decided. */
function below(result: Told): string[] {
  const { below: sizes, of, undecided, replications } = result;
  const failing = sizes.filter(({ verdict }) => verdict === 'fails');
  const words = failing.map(one => {
    const missed = missedOf(one)[0];
    const what = of === 'load' ? carried(one.settings[0]!.path, one.settings[0]!.value) : one.name;
    return `${what}: ${missed === undefined ? 'fails' : missedInWords(missed)}`;
  });
  const told =
    words.length === 0
      ? []
      : [
          `Just below it does not hold, confirmed with ${counted(replications.confirmation, 'fresh replication')}: ${words.join('; ')}.`,
        ];
  if (sizes.length === 0 && undecided.length === 0)
    told.push(of === 'load' ? 'It is the largest load asked about: more was not tried.' : smallestOfAll(result));
  const open = undecided.map(({ more }) => more).filter(more => more !== undefined);
  if (undecided.length > 0)
    told.push(
      open.length === 0
        ? `Chance leaves ${undecided.map(({ name }) => name).join(' and ')} undecided: too near the bound to tell.`
        : `${counted(
            open.reduce((most, more) => Math.max(most, more), 0),
            'more replication',
          )} would probably decide between them.`,
    );
  return told;
}

/** Whoever has made the population small, to save time, must not take the answer for that of the large one. */
function smallestOfAll({ load }: Told): string {
  const mean = load?.mean.mean ?? null;
  const came =
    mean === null || load === null ? 'this load' : `this load, ${formatNumber(mean)} ${load.request} per s on average`;
  return `It is the smallest size asked about: ${came}, needs no more. Servers keep their full size however small a population is, so this does not tell what a larger population needs.`;
}

export interface MissedAt {
  level: LevelAtPoint;
  lost: string | null;
}

export const missedOf = ({ places }: TestedSize): MissedAt[] =>
  places.flatMap(({ levels, lost }) => levels.flatMap(level => (level.verdict === 'fail' ? [{ level, lost }] : [])));

export function missedInWords({ level, lost }: MissedAt): string {
  const { value, unit, breaches, n } = level;
  const when = lost === null ? '' : ` with one ${lost} server lost`;
  const name = nameOfLevel(level);
  if (breaches > 0) return `${name} is broken in ${breaches} of ${counted(n, 'replication')}${when}`;
  return `${name} gives ${formatValue(value, unit)}${when}`;
}

function hopeless({ hopeless: choices }: Told): string[] {
  return choices.map(({ setting, value, missed }) => `With ${setting} ${value} no size meets ${reasons(missed)}.`);
}

/** One of the command line has no name of its own. */
const nameOfLevel = ({ level, claim }: { level: string; claim: string }): string =>
  /^slo-\d+$/.test(level) ? `\`${claim}\`` : `\`${level}\``;

const reasons = (missed: readonly MissedLevel[]): string =>
  missed
    .map(one => {
      const { lost, why } = one;
      return `${nameOfLevel(one)}${lost === null ? '' : `, with one ${lost} server lost`}${why === null ? '' : ` (${why})`}`;
    })
    .join(' and ');

/** What every choice misses at its most, and what each of them gives. */
function noSize({ mostGenerous, of, excluded, replications: { confirmation } }: Told): string[] {
  const [best] = mostGenerous;
  if (best === undefined) {
    const [why] = excluded;
    return [`No ${of} meets the service levels${why === undefined ? '' : `: ${why.because}`}.`];
  }
  const isLost = best.places.some(({ n }) => n < confirmation);
  if (best.missed.length === 0 && isLost)
    return [
      `Nothing can be said of any ${of}: replications of ${nameOrLoad(of, best)} failed, so that no level could be judged.`,
    ];
  const inAll = best.missed.filter(({ level }) =>
    mostGenerous.every(({ missed }) => missed.some(one => one.level === level)),
  );
  const named = [...new Set((inAll.length > 0 ? inAll : best.missed).map(nameOfLevel))].join(' and ');
  const what =
    of === 'load'
      ? `Not even ${carried(best.settings[0]!.path, best.settings[0]!.value)} can be carried: ${named} does not hold.`
      : inAll.length > 0
        ? `No size meets ${named}.`
        : 'No size meets all service levels.';
  const each = [...mostGenerous]
    .sort(byDistance)
    .slice(0, inAll.length > 0 ? 1 : mostChoices)
    .map(size => {
      const numbers = missedOf(size).map(missedInWords).join('; ');
      const why = [...new Set(size.missed.flatMap(({ why: one }) => one ?? []))].join('; ');
      const most = of === 'load' ? 'There' : `With the most of everything, ${size.name}`;
      return `${most}: ${numbers}${why === '' ? '' : ` (${why})`}.`;
    });
  return [what, ...each];
}

const nameOrLoad = (of: Told['of'], { name, settings }: TestedSize): string =>
  of === 'load' ? carried(settings[0]!.path, settings[0]!.value) : name;

/** What misses fewest levels first, and of these what comes nearest to the first of them. */
function byDistance(a: TestedSize, b: TestedSize): number {
  const [ofA, ofB] = [missedOf(a), missedOf(b)];
  return ofA.length - ofB.length || distanceOf(ofA[0]) - distanceOf(ofB[0]);
}

const distanceOf = (missed: MissedAt | undefined): number =>
  missed === undefined || missed.level.value === null || missed.level.bound === null
    ? 0
    : Math.abs(missed.level.value - missed.level.bound);

/** More choices than these are read from the report. */
const mostChoices = 4;

const undecidedAltogether = ({ undecided, replications }: Told): string => {
  const more = undecided.map(one => one.more ?? 0).reduce((most, one) => Math.max(most, one), 0);
  const names = undecided.map(({ name }) => name);
  const others = names.length - mostChoices;
  const some = [...names.slice(0, mostChoices), ...(others > 0 ? [`${others} more`] : [])].join(', ');
  const open = names.length === 0 ? 'No size' : `None of ${some}`;
  return `${open} could be confirmed with ${counted(replications.confirmation, 'replication')}${more === 0 ? '' : `; about ${formatCount(more)} more would decide`}.`;
};

const windows: Record<PeakWindow, string> = { '1s': '1 s', '10s': '10 s', '1min': '1 min', '5min': '5 min' };

/** `mean 9/s · busiest 5 min 27 · 1 min 31 · 10 s 38 · 1 s 49 (pure chance gives 48)`. */
export function loadInWords({ mean, peaks, published }: LoadOfAnswer): string {
  const busiest = peaks.toReversed().map(({ window, mean: peak }, i) => {
    return `${i === 0 ? 'busiest ' : ''}${windows[window]} ${formatNumber(peak ?? 0)}`;
  });
  const chance = peaks.find(({ window }) => window === '1s')?.byChance;
  const byChance = chance === undefined ? '' : ` (pure chance gives ${formatNumber(chance)})`;
  const rule =
    published === null
      ? ''
      : `; published rule: ${formatNumber(published.mean)} mean, ${formatNumber(published.peak)} peak${
          published.timesYours === null ? '' : ` → ${formatNumber(published.timesYours)} × your behaviour`
        }`;
  return `mean ${formatNumber(mean.mean ?? 0)}/s · ${busiest.join(' · ')}${byChance}${rule}`;
}

/** Where the latency doubles, and where the closed form says so. */
export function kneeInWords({ knee, kneeOfForm, why, points }: Curve): string {
  const gaps = points.flatMap(({ form }) => (form === null || form.gap === null ? [] : [form]));
  const isExact = gaps.length > 0 && gaps.every(({ applies }) => applies === 'exact');
  const furthest = gaps.reduce((most, { gap }) => Math.max(most, Math.abs(gap ?? 0)), 0);
  const simulated = knee.found
    ? `latency doubles at ${formatRate(knee.rate)}${knee.comesBack ? ', and is lower again beyond: no plain curve, as in a retry storm' : ''}`
    : lowerFirst(knee.why);
  if (kneeOfForm === null) return `${withoutStop(simulated)}; no closed form: ${withoutStop(why[0] ?? 'none applies')}`;
  const formed = kneeOfForm.found ? formatRate(kneeOfForm.rate) : lowerFirst(withoutStop(kneeOfForm.why));
  const sure = isExact ? `, exact here, at most ${formatNumber(furthest)} standard errors apart` : ', an approximation';
  return `${withoutStop(simulated)} (closed form: ${formed}${sure})`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const withoutStop = (text: string): string => text.replace(/\.$/, '');
