/** What to say when a command could not do its work: a user's mistake without a stack, a bug of ours with it. */
import { Unavailable } from '../experiments/index.ts';
import { FolderRefused, RunUnreadable } from '../report/index.ts';
import { MistakesError } from '../scenarios/index.ts';
import { type ExitCode, exit, UsageError } from './exit.ts';

/** Troubles with files and folders that the person at the keyboard can mend. */
const mendable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EDQUOT']);

export function explain(problem: unknown): { text: string; exitCode: ExitCode } {
  const told = [MistakesError, UsageError, FolderRefused, RunUnreadable, Unavailable];
  if (problem instanceof Error && told.some(kind => problem instanceof kind))
    return { text: problem.message, exitCode: exit.usage };
  if (!(problem instanceof Error)) return { text: String(problem), exitCode: exit.internal };
  if ('code' in problem && mendable.has(String(problem.code))) return { text: problem.message, exitCode: exit.usage };
  return { text: problem.stack ?? problem.message, exitCode: exit.internal };
}
