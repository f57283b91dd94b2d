/**
 * Where the commands of the documentation are run: a temporary folder that looks like a checkout, so that what they write
 * lands there and nowhere else.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout itself. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Outcome {
  stdout: string;
  stderr: string;
  exitCode: number | null;
}

export interface Sandbox {
  readonly folder: string;
  /** Runs one line of shell in the folder; the same line again has the outcome it had. */
  run(command: string): Outcome;
  remove(): void;
}

const borrowed = ['dist', 'examples', 'node_modules', 'package.json', 'scenarios', 'src', 'tsconfig.json'];

/** What `npx` would find, without asking npm, which takes a second to answer. */
const npx = `#!/bin/sh
case "$1" in
  mpsim) shift; exec "${process.execPath}" dist/cli/main.js "$@" ;;
  *) name="$1"; shift; exec "node_modules/.bin/$name" "$@" ;;
esac
`;

export function makeSandbox(): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'mpsim-docs-'));
  const tools = join(folder, '.tools');
  for (const name of borrowed) symlinkSync(join(root, name), join(folder, name));
  mkdirSync(tools);
  writeFileSync(join(tools, 'npx'), npx);
  chmodSync(join(tools, 'npx'), 0o755);
  const { FORCE_COLOR: _, ...environment } = process.env;
  const env = { ...environment, PATH: `${tools}${delimiter}${process.env.PATH}`, NO_COLOR: '1', COLUMNS: '' };
  const outcomes = new Map<string, Outcome>();
  return {
    folder,
    run(command) {
      const known = outcomes.get(command);
      if (known !== undefined) return known;
      const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
      const outcome = { stdout, stderr, exitCode: status };
      outcomes.set(command, outcome);
      return outcome;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
