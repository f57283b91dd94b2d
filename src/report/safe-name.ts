/** Names of scenarios, variants, charts and tables as file names that mean the same on every system. */
import { createHash } from 'node:crypto';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Letters, digits, `-`, `_` and single dots stay. A name that had to be changed ends in six digits of its hash, so that
 * two names never meet in one file.
 */
export function safeName(name: string): string {
  const safe = name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 80);
  if (safe === name && safe !== '' && !reserved.test(safe)) return safe;
  return `${safe || 'unnamed'}-${shortHash(name)}`;
}

export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 6);
