/**
 * `mpsim list`: the scenarios that come with mpsim, the systems it simulates, and the names that the language knows. Each
 * list loads what it needs.
 */
import { type ExitCode, exit, UsageError } from './exit.ts';

export interface ListOptions {
  systems?: boolean;
  names?: string;
  json?: boolean;
}

export async function list(options: ListOptions): Promise<ExitCode> {
  if (options.systems === true && options.names !== undefined)
    throw new UsageError('--systems and --names are two lists: ask for one of them.');
  if (options.systems === true) {
    const { listSystems } = await import('./list-systems.ts');
    await listSystems(options);
  } else if (options.names !== undefined) {
    const { listNames } = await import('./list-names.ts');
    listNames(options.names, options);
  } else {
    const { listScenarios } = await import('./list-scenarios.ts');
    listScenarios(options);
  }
  return exit.fine;
}
