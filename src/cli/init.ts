/** `mpsim init`: writes a starter scenario to begin from. */
import { writeFileSync } from 'node:fs';
import { ownName, ownNameRule, starterScenario, Unreadable } from '../scenarios/index.ts';
import { type ExitCode, exit, UsageError } from './exit.ts';
import { printJson } from './output.ts';

export interface InitOptions {
  /** A real operator, as in `de/Telekom`. */
  fromOperator?: string;
  force?: boolean;
  json?: boolean;
}

export async function init(given: string, { fromOperator, force, json }: InitOptions): Promise<ExitCode> {
  const name = given.replace(/\.ya?ml$/, '');
  if (!ownName.test(name))
    throw new UsageError(`"${given}" cannot be the name of a scenario: ${ownNameRule}. For example my-launch.`);
  const file = `${name}.yaml`;
  const starter = starterFor(name, fromOperator);
  try {
    writeFileSync(file, starter, { flag: force === true ? 'w' : 'wx' });
  } catch (problem) {
    if (!(problem instanceof Error) || !('code' in problem) || problem.code !== 'EEXIST') throw problem;
    throw new UsageError(
      `${file} is there already and is left alone. Choose another name, or replace it with --force.`,
    );
  }
  const next = [`mpsim validate ${file}`, `mpsim run ${file}`, `mpsim explain population.buyers.arrive ${file}`];
  if (json === true) printJson('mpsim.init/1', { file, ...(fromOperator !== undefined && { fromOperator }), next });
  else process.stdout.write(`Wrote ${file}. Next:\n${next.map(line => `  ${line}\n`).join('')}`);
  return exit.fine;
}

function starterFor(name: string, fromOperator: string | undefined): string {
  try {
    return starterScenario(name, fromOperator);
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    throw new UsageError(`--from-operator ${fromOperator}: ${problem.message}`);
  }
}
