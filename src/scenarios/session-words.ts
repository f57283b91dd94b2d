/**
 * The words for sessions of the flyout: how many openings one has and how far apart.
 *
 *     geometric mean 1.8 gap 20 s
 *     geometric mean 3 gap lognormal median 20 s p95 2 min
 */
import type { Distribution } from '../sim/index.ts';
import { readDistribution } from './distribution-words.ts';
import { plainNumber, readDuration, Unreadable } from './quantities.ts';

export interface OpensPerSession {
  /** The mean of a geometric number, from 1 up. */
  opens: number;
  gap: Distribution;
}

const example = '`geometric mean 1.8 gap 20 s`';
const mostOpens = 100;

/**
 * Reads `geometric mean 1.8 gap 20 s`. A plain gap is the mean of an exponential one; a distribution is taken as it is.
 * @throws Unreadable
 */
export function readOpensPerSession(text: string): OpensPerSession {
  const match = /^geometric mean (\S{1,20}) gap (.{1,200})$/.exec(text.replace(/ +/g, ' '));
  if (match === null) throw new Unreadable(`Expected how many openings and how far apart, for example ${example}.`);
  const [, mean, gap] = match;
  const opens = plainNumber(mean);
  if (opens === undefined || opens < 1 || opens > mostOpens)
    throw new Unreadable(
      `A session has at least one opening; expected a mean from 1 to ${mostOpens}, as in ${example}.`,
    );
  return { opens, gap: readGap(gap) };
}

function readGap(text: string): Distribution {
  if (!/^\d/.test(text)) return readDistribution(text, 'time');
  const mean = readDuration(text);
  return mean === 0 ? { kind: 'constant', value: 0 } : { kind: 'exponential', mean };
}
