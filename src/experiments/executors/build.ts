/**
 * Which program this is: a hash over its code and over the exact versions of what it depends on. Two builds may answer
 * differently, so the answers of one are never taken for those of another.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const code = new URL('../../', import.meta.url);
const aboveCode = new URL('../', code);

let known: string | undefined;

export function buildHash(): string {
  known ??= hashed();
  return known;
}

function hashed(): string {
  const hash = createHash('sha256');
  const files = readdirSync(code, { recursive: true, encoding: 'utf8' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => /(?<!\.d)\.[jt]s$/.test(file))
    .sort();
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(new URL(file, code)));
  for (const file of ['package.json', 'package-lock.json']) {
    const path = fileURLToPath(new URL(file, aboveCode));
    if (existsSync(path)) hash.update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}
