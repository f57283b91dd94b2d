/** docs/validity.md: what each method is and where it serves, and how often it was right. */
import { type MethodName, methods } from '../../src/experiments/statistics/methods.ts';
import { bound, type Coverage, choices, grouped, meetsBound, plainStudent } from './measure.ts';

/** What the method is and what it serves; where it fails, and who says so. */
const words: Record<MethodName, string> = {
  [methods.studentT]:
    'The mean of a metric over replications, by `meanInterval`, where the values lie no more lopsided than chance lets normal ones appear. Otherwise it takes the next method by itself; the two are measured together, as they are used. Fewer than 20 replications cannot show how they lie, and the interval says so.',
  [methods.skewed]:
    "The same for values that lie lopsided: it reaches further on the side of the long tail, as far as Hall's statistic (1992, the monotone cubic) allows with any skewness between none and the estimated one, whose bias in few values is removed (Bobée and Robitaille 1975); on the other side as far as Student's t. So it is never narrower than that. What few values have not shown at all cannot be mended.",
  [methods.paired]:
    'The difference of two variants under common random numbers, replication by replication, by `pairedInterval`: chosen and measured in the same way.',
  [methods.skewedPaired]: 'What `pairedInterval` takes by itself where the differences lie lopsided.',
  [methods.welch]:
    'The difference of two variants that share no random numbers, by `independentInterval` (Welch, whole degrees of freedom). Where one of them lies lopsided, the longer reach of its own interval goes in (Zou and Donner 2008); where both do, that is wider than it need be.',
  [methods.share]:
    'The mean of shares, by `shareInterval` (Korn and Graubard 1998): the exact binomial interval of as many trials as the replications amount to. It keeps a width where nothing ever happened; it is never too narrow there, rather too wide.',
  [methods.batchMeans]:
    'The mean that one long run tends to, by `batchMeansInterval`: the warm-up is cut by MSER-5, batches are ten times as long as those whose means are correlated by 0.3. A run too short for ten of them says so.',
  [methods.quantileReplications]:
    "The mean of the replications' quantiles, by `quantileOverReplications` without `pooled`. The quantile of few values leans towards the middle, in all replications alike; with fewer than 4 R values beyond it in each of R replications the interval says so.",
  [methods.quantilePooled]:
    "The quantile of all values together (merged sketches), with the spread of the replications' own, by `quantileOverReplications` with `pooled`.",
  [methods.quantileOrder]:
    'A quantile of independent values, by `quantileOfIndependent`: the k-th and the l-th smallest, exact for every distribution and never below 95 %.',
  [methods.quantileRun]:
    'A quantile of one long run, by `quantileOfRun`: the share of values below it is a mean with an interval from batches, and the quantiles at its ends bound the quantile.',
  [methods.peak]:
    'The expected count of the busiest window of a run of the stated length, by `peakInterval`: Hall t over the peaks of the replications, because maxima lie lopsided, however few of them; their skewness is taken as it shows.',
  [methods.sequential]:
    'The mean after replications were added in blocks of 10, from 20 on, until the interval was tight (`sequentialInterval`, `nextBlock`). Each look takes the interval that is reported, the longer reach on the side of a long tail included. Looking again and again costs about a point of coverage when few replications are needed.',
};

const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

const row = (coverage: Coverage): string => {
  const { method, what, times, share, low, high, halfWidth, warned, shareUnwarned, answer } = coverage;
  const cells = [
    method,
    what,
    percent(share),
    `${percent(low)} to ${percent(high)}`,
    meetsBound(coverage) ? 'yes' : '**no**',
    answer === 0 ? '–' : percent(halfWidth),
    percent(warned, 0),
    shareUnwarned === undefined ? '–' : percent(shareUnwarned),
    grouped(times),
  ];
  return `| ${cells.join(' | ')} |`;
};

/** The lines of a page as they were measured, to be held against a new measurement. */
export interface PublishedLine extends Pick<Coverage, 'what' | 'share' | 'low' | 'high' | 'halfWidth' | 'warned'> {
  method: string;
  isMet: boolean;
}

const shareIn = (cell: string): number => Number(cell.slice(0, -2)) / 100;

export function publishedLines(page: string): PublishedLine[] {
  const rows = page
    .split('\n')
    .filter(line => line.startsWith('| '))
    .map(line => line.slice(2, -2).split(' | '));
  return rows.flatMap(([method, what, share, range, verdict, halfWidth, warned]) => {
    if (!share.endsWith(' %')) return [];
    const [low, high] = range.split(' to ').map(shareIn);
    const numbers = { share: shareIn(share), low, high, halfWidth: shareIn(halfWidth), warned: shareIn(warned) };
    return [{ method, what, ...numbers, isMet: verdict === 'yes' }];
  });
}

/** How the lines that miss the bound do it, and how many of them had said so. */
function missed(coverages: readonly Coverage[]): string {
  const lines = coverages.filter(one => one.method !== plainStudent && !meetsBound(one));
  if (lines.length === 0) return 'Every line of a method that is used meets the bound.';
  return lines
    .map(({ method, what, share, warned, shareUnwarned }) => {
      const how =
        share > bound.high
          ? 'too wide: it covers more often than it says, which is safe'
          : `too narrow, and ${warned > 0.9 ? '' : 'only '}${percent(warned, 0)} of these intervals carry a warning${
              shareUnwarned === undefined ? '' : `; of the others ${percent(shareUnwarned, 0)} held the truth`
            }`;
      return `- **${method}** (${what}): ${how}.`;
    })
    .join('\n');
}

export function pageOf(coverages: readonly Coverage[]): string {
  return `# How often the intervals are right

An interval of 95 % should hold the truth in 95 of 100 experiments. Here every method that makes one has been tried on
models whose answer is known, thousands of whole experiments each, and counted. The table is written by

\`\`\`
npm run build && node node_modules/typescript/bin/tsc -p bench/tsconfig.json && node bench/build/bench/interval-coverage.js
\`\`\`

which takes some minutes and gives the same numbers everywhere: all draws are named ones of a fixed seed. A line *meets the
bound* when the exact 99 % interval of its coverage meets ${bound.low * 100} % to ${bound.high * 100} %.

## Coverage

| Method | Model and question | Covered | 99 % interval | Meets the bound | Half width, of the truth | Warned | Covered without a warning | Experiments |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${coverages.map(row).join('\n')}

*Warned* is the share of intervals that came with a warning (\`src/experiments/statistics/warnings.ts\`): whoever prints an
interval prints its warnings with it. *${choices.mean}* is what \`meanInterval\` prints, its choice between the two included, and so for
pairs; *${plainStudent}* stands beside it to show what the choice is worth.

## What misses the bound

${missed(coverages)}

No interval made of values can allow for what none of them shows. Where 1 replication of 50 goes quite differently, 30 replications hold
none of those in 55 of 100 experiments: the interval is then about the other 49, and nothing in the values says so. Whoever must
know about what happens once in 50 runs needs some 200 of them, or a scenario that puts it into each.

## The methods

${Object.values(methods)
  .map(name => `- **${name}**: ${words[name]}`)
  .join('\n')}

## The models

- *Normal, exponential, gamma, lognormal, failures among 20*: independent values; the truth is in the books. Pairs of the same luck are
  drawn with the same uniform numbers.
- *M/M/1*: one server, by Lindley's recursion. The long-run mean wait is λ s² / (1 − λ s), the time in the system is
  exponential. Runs begin empty; replications that are compared begin as after a long time, so that their mean is exact.
- *Poisson peaks*: events counted by seconds through an hour, and the fullest window of each length. For a second the
  expected peak is exact (\`chance-peaks.ts\`); for longer windows the truth is the mean of all peaks seen in the study.
- An interval for several metrics at once: p-values are adjusted by Holm's method, which holds for any dependence.
`;
}
