/** The answer of a sweep in words: where expectations begin to fail, then what the drawn numbers do. */
import { formatValue } from '../format.ts';
import type { Verdict } from '../run-result.ts';
import { axisName } from './axis.ts';
import type { SweepAxis, SweepResult, SweptClaim, SweptNumber } from './sweep-result.ts';

/** Beyond these, sentences are read beside their charts. */
const curvesTold = 3;
const claimsTold = 4;

export function answerOfSweep(result: SweepResult): string[] {
  const { axes, numbers, claims } = result;
  const drawn = numbers.filter(({ isDrawn }) => isDrawn);
  const changing = claims.filter(({ points }) => new Set(points.map(({ verdict }) => verdict)).size > 1);
  const [, second] = axes;
  const sentences = second === undefined ? alongOne(drawn) : acrossTwo(result, drawn);
  const flat = numbersThatStay(drawn);
  return [
    ...changing.slice(0, claimsTold).flatMap(claim => (second === undefined ? claim.words : [overGrid(claim)])),
    ...sentences,
    ...(flat === undefined ? [] : [flat]),
    ...alwaysTheSame(result),
  ];
}

/** Row by row is read beside the heat map. */
function overGrid({ text, points }: SweptClaim): string {
  const at = (verdict: Verdict) => points.filter(point => point.verdict === verdict).length;
  const parts = [
    `holds at ${at('pass')} of ${points.length} points`,
    ...(at('fail') === 0 ? [] : [`fails at ${at('fail')}`]),
    ...(at('undecided') === 0 ? [] : [`is undecided at ${at('undecided')}`]),
  ];
  return `\`${text}\` ${parts.join(', ')}.`;
}

function alongOne(drawn: readonly SweptNumber[]): string[] {
  return drawn
    .filter(({ curves }) => curves[0]?.shape !== 'flat')
    .slice(0, curvesTold)
    .flatMap(({ curves }) => curves[0]?.words.join(' ') ?? []);
}

function numbersThatStay(drawn: readonly SweptNumber[]): string | undefined {
  const flat = drawn.filter(({ curves }) => curves.length > 0 && curves.every(({ shape }) => shape === 'flat'));
  if (flat.length === 0) return undefined;
  const names = flat.map(({ name }) => name).join(', ');
  return `Without a change beyond sampling error: ${names}.`;
}

/** Where each number is highest and lowest on the grid, and which of the two parameters moves it more. */
function acrossTwo({ axes, points }: SweepResult, drawn: readonly SweptNumber[]): string[] {
  const [first, second] = axes as [SweepAxis, SweepAxis];
  const moving = drawn.filter(({ curves }) => curves.some(({ shape }) => shape !== 'unknown'));
  return moving.slice(0, curvesTold).flatMap(({ name, unit, points: means }) => {
    const known = means.flatMap(({ mean }, i) => (mean === null ? [] : [i]));
    if (known.length < 2) return [];
    const by = (better: (a: number, b: number) => boolean) =>
      known.reduce((best, i) => (better(means[i]!.mean!, means[best]!.mean!) ? i : best));
    const [lowest, highest] = [by((a, b) => a < b), by((a, b) => a > b)];
    const at = (i: number) =>
      `${formatValue(means[i]!.mean, unit)} with ${axisName(first)} ${points[i]!.values[0]!} and ${axisName(second)} ${points[i]!.values[1]!}`;
    if (means[lowest]!.mean === means[highest]!.mean) return [];
    const spans = [0, 1].map(axis =>
      spanAlong(
        axis,
        axes,
        means.map(({ mean }) => mean),
      ),
    );
    const stronger = spans[0]! >= spans[1]! ? first : second;
    const ratio = Math.max(...spans) / Math.min(...spans);
    const most = ratio >= 1.5 ? ` ${axisName(stronger)} moves it most.` : '';
    return [`${name} is lowest, ${at(lowest)}; highest, ${at(highest)}.${most}`];
  });
}

/** How far a number moves along one parameter, on average over the values of the other. */
function spanAlong(axis: number, axes: readonly SweepAxis[], means: readonly (number | null)[]): number {
  const width = axes[0]!.values.length;
  const lines = axes[1 - axis]!.values.map((_, other) =>
    axes[axis]!.values.flatMap((_, i) => means[axis === 0 ? other * width + i : i * width + other] ?? []),
  );
  const spans = lines.filter(line => line.length > 0).map(line => Math.max(...line) - Math.min(...line));
  return spans.reduce((sum, span) => sum + span, 0) / Math.max(1, spans.length);
}

/** Expectations with the same verdict everywhere, in one sentence each way. */
function alwaysTheSame({ claims, axes }: SweepResult): string[] {
  const everywhere = (verdict: string) =>
    claims.filter(({ points }) => points.every(point => point.verdict === verdict)).map(({ text }) => `\`${text}\``);
  const [held, failed, open] = ['pass', 'fail', 'undecided'].map(everywhere) as [string[], string[], string[]];
  const places = axes.length === 1 ? `every ${axisName(axes[0]!)} tried` : 'every point tried';
  return [
    ...(failed.length === 0 ? [] : [`Fails at ${places}: ${failed.join(', ')}.`]),
    ...(open.length === 0 ? [] : [`Undecided at ${places}: ${open.join(', ')}.`]),
    ...(held.length === 0 ? [] : [`Holds at ${places}: ${held.join(', ')}.`]),
  ];
}
