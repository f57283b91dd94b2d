/**
 * Compares the variants of a scenario under common random numbers: the same buyers come at the same moments in all of them,
 * so that a difference is that of the variants and hardly that of luck.
 *
 *     replications of each variant ─▶ numbers ─▶ paired differences ─▶ verdict on one number, the others Holm-adjusted
 */
import type { LoadedScenario } from '../../scenarios/index.ts';
import { type JudgedOverReplications, judgeOverReplications } from '../claims/over-replications.ts';
import { type FateDifference, fateDifference } from '../fates/difference.ts';
import { fates } from '../fates/fates.ts';
import { counted } from '../format.ts';
import type { Progress } from '../progress.ts';
import { tooFew } from '../statistics/warnings.ts';
import type { Replication } from '../tasks/replication.ts';
import type { TaskRunner } from '../tasks/task-runner.ts';
import { answerOf } from './answer.ts';
import {
  type ComparedNumber,
  type CompareVerdict,
  type Comparison,
  compareSchema,
  samplingErrorOnly,
} from './comparison.ts';
import { guessesOnVerdict } from './guesses.ts';
import { lostOnes, stormsOf } from './lost-ones.ts';
import { comparedNumbers, confidence, judgedTogether, type Samples } from './numbers.ts';
import type { Precision } from './precision.ts';
import { primaryOf } from './primary.ts';
import { brokenLawsOf, type Sampled, sample } from './sampling.ts';
import { verdictOf } from './verdict.ts';

export interface CompareOptions {
  /** At least two, the base among them. */
  variants: readonly string[];
  base: string;
  replications: number;
  precision?: { asked: string; is: Precision };
  /** At most, where replications are added until the interval is tight. */
  most?: number;
  /** The number to judge; chosen from the scenario where nothing is said. */
  primary?: string;
  /** Whether each guess of the scenario's `assume` is tried too. */
  assume?: boolean;
  reproduce: string;
  say?: (words: string) => void;
  /** Asked now and then while fates are looked for; throws to end it. */
  progress?: Progress;
}

export interface Compared {
  comparison: Comparison;
  /** Where it comes from, for pictures and tables. */
  samples: Samples;
}

/** @throws Interrupted, UnknownNumber, PrecisionUnreadable */
export async function compare(
  scenario: LoadedScenario,
  runner: TaskRunner,
  options: CompareOptions,
): Promise<Compared> {
  const { precision, ...others } = options;
  const sampled = await sample(scenario, runner, {
    ...others,
    ...(precision === undefined ? {} : { precision: precision.is }),
  });
  const comparison = await withGuesses(scenario, runner, sampled, {
    ...options,
    comparison: comparisonOf(scenario, runner.seed, sampled, options),
  });
  options.say?.('looking for the first different fate');
  return {
    comparison: {
      ...comparison,
      answer: answerOf(comparison),
      fates: await fatesTold(scenario, comparison, sampled, options),
    },
    samples: sampled.samples,
  };
}

type Untold = Omit<Comparison, 'fates'>;

/** The guesses of the scenario tried on the verdict, where that is asked for and there is one. */
async function withGuesses(
  scenario: LoadedScenario,
  runner: TaskRunner,
  { samples, replications }: Sampled,
  { comparison, base, assume, say }: CompareOptions & { comparison: Untold },
): Promise<Untold> {
  const { verdict, numbers, failed, brokenLaws } = comparison;
  const guesses = scenario.assume.length;
  const [number] = numbers;
  if (assume !== true || guesses === 0 || number === undefined || verdict.outcome === 'no data') return comparison;
  say?.(`${counted(guesses, 'guess', 'guesses')} tried on the verdict`);
  const tried = await guessesOnVerdict({ scenario, runner, samples, base, number, verdict, replications });
  return {
    ...comparison,
    tornado: tried.tornado,
    failed: [...failed, ...tried.failed],
    brokenLaws: [...brokenLaws, ...tried.brokenLaws],
  };
}

/** In the first replication, from the base to the best variant and to the worst. */
async function fatesTold(
  scenario: LoadedScenario,
  { base, verdict, numbers, seed }: Untold,
  { samples }: Sampled,
  { progress }: CompareOptions,
): Promise<FateDifference[]> {
  const [primary] = numbers;
  const measured = primary?.differences.filter(({ value }) => value !== null) ?? [];
  const ranked = measured.toSorted((a, b) =>
    verdict.direction === 'less' ? a.value! - b.value! : b.value! - a.value!,
  );
  const others = [...new Set([ranked.at(0)?.variant, ranked.at(-1)?.variant])].filter(one => one !== undefined);
  const first = (variant: string) => samples.get(variant)![0];
  const request = { seed, replication: 0, ...(progress !== undefined && { progress }) };
  const told: FateDifference[] = [];
  if (!isAboutBuyers(first(base))) return told;
  const ofBase = await fates(scenario, { ...request, variant: base });
  for (const variant of others) {
    if (first(variant) === undefined) continue;
    const ofOther = await fates(scenario, { ...request, variant });
    told.push(await fateDifference(scenario, { ...request, a: base, b: variant, known: [ofBase, ofOther] }));
  }
  return told;
}

/** Whether there is anybody whose fate can be told. */
const isAboutBuyers = (one: Replication | undefined): boolean =>
  one !== undefined && (one.purchases !== undefined || (one.metrics['gettingOnline.success']?.n ?? 0) > 0);

function comparisonOf(
  scenario: LoadedScenario,
  seed: number,
  { samples, failed, replications, reached }: Sampled,
  { variants, base, primary: asked, precision, reproduce }: CompareOptions,
): Untold {
  const all = comparedNumbers(scenario, samples, base);
  const primary = primaryOf(
    scenario,
    all.map(({ name, metric, values }) => ({ name, metric, n: values.reduce((sum, { n }) => sum + n, 0) })),
    asked,
  );
  // The verdict is one family of differences, everything else another.
  const judged = judgedTogether(all.filter(({ name }) => name === primary?.name));
  const numbers = [...judged, ...judgedTogether(all.filter(({ name }) => name !== primary?.name))];
  const [first] = judged;
  const verdict: CompareVerdict =
    first === undefined || primary === undefined ? nothingMeasured : verdictOf(first, primary, samples, base);
  const told = variants.map(name => ({
    name,
    preset: scenario.presetFor(name),
    changes: scenario.changesFor(name),
    ...lostOnes(samples.get(name)!),
  }));
  const leaves = new Map([...samples].map(([variant, of]) => [variant, of.map(one => one?.leaves)]));
  const expectations = judgeOverReplications(scenario, leaves, { claims: scenario.claims });
  return {
    schema: compareSchema,
    scenario: scenario.name,
    title: scenario.title,
    question: scenario.question,
    seed,
    answer: [],
    base,
    variants: told,
    replications,
    confidence,
    ...(precision !== undefined && { precision: { asked: precision.asked, reached: reached === true } }),
    verdict,
    numbers,
    expectations,
    assume: scenario.assume,
    tornado: null,
    storms: variants.flatMap(variant => stormsOf(variant, samples.get(variant)!)),
    brokenLaws: brokenLawsOf(samples),
    failed,
    warnings: warningsAbout(first, expectations, { replications, asked: precision?.asked, reached }),
    assumptions: scenario.assumptionsFor(base),
    done: [...samples].flatMap(([variant, of]) =>
      of.flatMap(one =>
        one === undefined
          ? []
          : [{ variant, replication: one.replication, events: one.events, fingerprint: one.fingerprint }],
      ),
    ),
    reproduce,
    note: samplingErrorOnly,
  };
}

const nothingMeasured: CompareVerdict = {
  primary: '',
  because: 'nothing was measured',
  direction: 'unknown',
  outcome: 'no data',
  best: null,
  likeBest: [],
  moreReplications: null,
};

/** From so little on that it is told: the difference varies a tenth more. */
const notablyHurt = 1 / 1.1;

/** The first few, and how many more. */
function severalOf(names: readonly string[], most = 3): string {
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

function warningsAbout(
  primary: ComparedNumber | undefined,
  expectations: readonly JudgedOverReplications[],
  { replications, asked, reached }: { replications: number; asked: string | undefined; reached: boolean | undefined },
): string[] {
  const said = new Map<string, string[]>();
  const add = (about: string, warnings: readonly string[] = []) => {
    for (const words of warnings) said.set(words, [...(said.get(words) ?? []), about]);
  };
  for (const { variant, warnings } of primary?.differences ?? []) add(variant, warnings);
  for (const { text, variant, warnings } of expectations)
    add(`\`${text}\`${variant === undefined ? '' : ` (${variant})`}`, warnings);
  const few = tooFew(replications);
  const ofIntervals = [...said].map(([words, about]) => (words === few ? words : `${severalOf(about)}: ${words}`));
  const hurt = primary?.differences.flatMap(({ variant, varianceReduction }) =>
    varianceReduction !== null && varianceReduction < notablyHurt
      ? `${variant}: common random numbers make the interval wider here, not tighter: the difference varies ${Number((1 / varianceReduction).toPrecision(2))} times as much as it would with independent replications.`
      : [],
  );
  const loose =
    reached === false ? [`The interval did not become as tight as ${asked}: the most replications were made.`] : [];
  return [...ofIntervals, ...(hurt ?? []), ...loose];
}
