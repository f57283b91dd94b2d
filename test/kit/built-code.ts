/**
 * Tests name the code by its sources, and run what is built of it: as users do, without what vitest puts around each
 * import, and loaded once for all files of a process.
 *
 *     import … from '../../src/sim/units.ts'  ──▶  dist/sim/units.js
 *
 * While the build is older than a source, and where the cover of the sources is measured, the sources themselves are run.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vitest/config';

const root = fileURLToPath(new URL('../../', import.meta.url));
const source = join(root, 'src') + sep;
const built = join(root, 'dist') + sep;

/** What a build writes last, however little it had to do. */
const lastWritten = join(built, 'cli/completion/words.json');

const changed_ms = (file: string): number => statSync(file).mtimeMs;

/** Whether nothing in the sources is newer than the build. */
function isBuilt(): boolean {
  if (!existsSync(lastWritten)) return false;
  const built_ms = changed_ms(lastWritten);
  return readdirSync(source, { recursive: true, encoding: 'utf8' }).every(
    file => changed_ms(join(source, file)) <= built_ms,
  );
}

/** The built file of a source; undefined for what is none, or is not built. */
function builtOf(path: string): string | undefined {
  if (!path.startsWith(source) || !path.endsWith('.ts')) return undefined;
  const file = `${built}${path.slice(source.length, -'.ts'.length)}.js`;
  return existsSync(file) ? file : undefined;
}

/** Where a name leads: seen from a file; from the root of the checkout, as vitest asks for what is named at run time. */
function placeOf(name: string, importer: string | undefined): string {
  if (name.startsWith('.') && importer !== undefined) return resolve(dirname(importer), name);
  return name.startsWith('/src/') ? join(root, name) : name;
}

export function builtCode(): Plugin {
  const measuresSources = process.argv.some(word => word.startsWith('--coverage'));
  const isUsed = !measuresSources && isBuilt();
  if (!isUsed && !measuresSources)
    console.warn('The build is older than the sources, so tests run these, which takes longer: `npm run build`.');
  return {
    name: 'mpsim:built-code',
    enforce: 'pre',
    resolveId: (name, importer) => (isUsed ? builtOf(placeOf(name, importer)) : undefined),
  };
}

/** Left to Node as they are. */
export const builtFiles = new RegExp(`^${built.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`);
