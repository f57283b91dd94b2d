/** `mpsim diff`: what changed between two runs. */
import { differenceInWords, differenceOf, type ReadRun, readRun } from '../report/index.ts';
import { type ExitCode, exit } from './exit.ts';
import { printForPeople, printJson } from './output.ts';

export async function diff(pathBefore: string, pathAfter: string, { json }: { json?: boolean }): Promise<ExitCode> {
  const before = await readRun(pathBefore);
  const after = await readRun(pathAfter);
  const difference = differenceOf(before, after);
  if (json === true) printJson('mpsim.diff/1', { before: named(before), after: named(after), ...difference });
  else printForPeople(differenceInWords(difference, before, after));
  return exit.fine;
}

const named = ({ path, summary: { scenario, variant, seed, fingerprint } }: ReadRun) => ({
  run: path,
  scenario,
  variant,
  seed,
  fingerprint,
});
