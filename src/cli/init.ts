/** `mpsim init`: writes a starter scenario to begin from. */
import { writeFileSync } from 'node:fs';
import { ownName, ownNameRule, starterScenario } from '../scenarios/index.ts';
import { type ExitCode, exit, UsageError } from './exit.ts';
import { printJson } from './output.ts';

export interface InitOptions {
  force?: boolean;
  json?: boolean;
}

export async function init(given: string, { force, json }: InitOptions): Promise<ExitCode> {
  const name = given.replace(/\.ya?ml$/, '');
  if (!ownName.test(name))
    throw new UsageError(`"${given}" cannot be the name of a scenario: ${ownNameRule}. For example my-launch.`);
  const file = `${name}.yaml`;
  try {
    writeFileSync(file, starterScenario(name), { flag: force === true ? 'w' : 'wx' });
  } catch (problem) {
    if (!(problem instanceof Error) || !('code' in problem) || problem.code !== 'EEXIST') throw problem;
    throw new UsageError(
      `${file} is there already and is left alone. Choose another name, or replace it with --force.`,
    );
  }
  const next = [`mpsim validate ${file}`, `mpsim run ${file}`, `mpsim explain population.buyers.arrive ${file}`];
  if (json === true) printJson('mpsim.init/1', { file, next });
  else process.stdout.write(`Wrote ${file}. Next:\n${next.map(line => `  ${line}\n`).join('')}`);
  return exit.fine;
}
