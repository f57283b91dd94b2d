/** Guesses that an experiment is asked to try: whether there are any, and whether the scenario can be so. */
import { bundleOf, formatMistakes, type LoadedScenario, loadBundle, MistakesError } from '../scenarios/index.ts';
import { UsageError } from './exit.ts';
import type { Sets } from './scenario-file.ts';

/** A picture of more says nothing, and each is a whole comparison. */
const mostValues = 200;

/** @throws UsageError */
export function checkHasGuesses({ name, assume }: LoadedScenario): void {
  if (assume.length === 0)
    throw new UsageError(`${name} has no \`assume\`: there are no guesses to try. Write ranges under \`assume:\`.`);
}

/**
 * Loads the scenario with each guess at each of its values, so that no replication finds out later that it cannot be so.
 * @throws UsageError
 */
export function checkGuesses(scenario: LoadedScenario, sets: Sets = []): void {
  checkHasGuesses(scenario);
  const count = scenario.assume.reduce((sum, { values }) => sum + values.length, 0);
  if (count > mostValues)
    throw new UsageError(
      `\`assume\` has ${count} values of guesses; at most ${mostValues} are tried at a time. Keep those that you doubt most.`,
    );
  const bundle = bundleOf(scenario);
  const told = scenario.assume.flatMap(({ path, values }) =>
    values.flatMap(value => {
      try {
        loadBundle(bundle, [...sets, [path, value]]);
        return [];
      } catch (problem) {
        if (!(problem instanceof MistakesError)) throw problem;
        const mistakes = problem.mistakes.map(one => ({ ...one, file: one.file.replace(/^--set /, '') }));
        return [`--assume: ${path} cannot be ${value} here.\n${formatMistakes(mistakes)}`];
      }
    }),
  );
  if (told.length > 0) throw new UsageError(told.join('\n'));
}
