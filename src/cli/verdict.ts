/** What finished runs mean for whoever called us: an exit code, the worst that happened, and a sentence for each reason. */
import type { Ran } from '../experiments/index.ts';
import { type ExitCode, exit } from './exit.ts';

export interface Verdict {
  code: ExitCode;
  sentences: string[];
}

/** What a verdict asks of a run. */
export type Ended = Pick<Ran, 'result' | 'breaches' | 'verification'>;

export function verdictOf(
  runs: readonly Ended[],
  { interrupted, allowUndecided }: { interrupted: boolean; allowUndecided: boolean },
): Verdict {
  const verified = runs.flatMap(({ result, verification }) => {
    if (verification === undefined) return [];
    const { same, facts, difference } = verification;
    const { variant } = result.summary;
    return same
      ? `Verified (${variant}): the second run told the same ${facts} facts.`
      : `Not deterministic (${variant}): the two runs part at ${difference}.`;
  });
  const broken = runs.flatMap(({ breaches }) => breaches);
  const gates = runs.flatMap(({ result }) => result.summary.expectations.filter(({ level }) => level !== 'question'));
  const verdicts = gates.map(({ verdict }) => verdict);
  const sentences = [...verified, ...broken.map(({ law, what, at }) => `Law broken at ${at}: ${law}: ${what}`)];
  if (interrupted) sentences.push('Interrupted: what was finished is kept, and the run under way is marked partial.');

  const reasons: [ExitCode, boolean][] = [
    [exit.internal, runs.some(({ verification }) => verification?.same === false)],
    [exit.law, broken.length > 0],
    [exit.interrupted, interrupted],
    [exit.expectation, verdicts.includes('fail') || (verdicts.includes('undecided') && !allowUndecided)],
  ];
  const code = reasons.find(([, applies]) => applies)?.[0] ?? exit.fine;
  return { code, sentences };
}
