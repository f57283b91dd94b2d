/** Values on a command line that cannot be read: what they are about, then what is wrong with them. */
import { MistakesError, Unreadable } from '../scenarios/index.ts';
import { UsageError } from './exit.ts';

const longest = 120;

/** Mistakes of the command line have no place in a file; what they are about stands in front. */
export function understood<Read>(about: string, read: () => Read): Read {
  try {
    return read();
  } catch (problem) {
    if (!(problem instanceof Unreadable) || problem instanceof MistakesError) throw problem;
    throw new UsageError(about === '' ? problem.message : `${about.slice(0, longest)}\n${problem.message}`);
  }
}
