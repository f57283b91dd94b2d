/**
 * Where the commands of the documentation are run: a temporary folder that looks like a checkout, so that what they write
 * lands there and nowhere else.
 */
import { execFile } from 'node:child_process';
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
  /** Runs one line of shell in the folder, after those before it; the same line again has the outcome it had. */
  run(command: string): Promise<Outcome>;
  remove(): void;
}

/** Does one call of mpsim, given its words, in a folder with an environment. */
export type Caller = (
  words: readonly string[],
  place: { cwd: string; env: NodeJS.ProcessEnv },
) => Promise<{ code: number; out: string; err: string }>;

const borrowed = ['dist', 'examples', 'node_modules', 'package.json', 'scenarios', 'src', 'tsconfig.json'];

/** What `npx` would find, without asking npm, which takes a second to answer. */
const npx = `#!/bin/sh
case "$1" in
  mpsim) shift; exec "${process.execPath}" dist/cli/main.js "$@" ;;
  *) name="$1"; shift; exec "node_modules/.bin/$name" "$@" ;;
esac
`;

/** The words of a line that calls mpsim and asks nothing of the shell but to take quotes off; undefined for any other line. */
export function wordsForMpsim(line: string): string[] | undefined {
  const plain = /^(?:npx mpsim|node dist\/cli\/main\.js)(?: +(?:[\w./:,=+%@-]|'[^']*')+)*$/;
  if (!plain.test(line)) return undefined;
  const words = line.match(/(?:[^ ']|'[^']*')+/g)!.slice(2);
  return words.map(word => word.replaceAll("'", ''));
}

/** @param call  does what is no more than a call of mpsim; without it all is left to a shell, each call a process */
export function makeSandbox(call?: Caller): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'mpsim-docs-'));
  const tools = join(folder, '.tools');
  for (const name of borrowed) symlinkSync(join(root, name), join(folder, name));
  mkdirSync(tools);
  writeFileSync(join(tools, 'npx'), npx);
  chmodSync(join(tools, 'npx'), 0o755);
  const { FORCE_COLOR: _, ...environment } = process.env;
  const env = { ...environment, PATH: `${tools}${delimiter}${process.env.PATH}`, NO_COLOR: '1', COLUMNS: '' };

  const inShell = (line: string): Promise<Outcome> =>
    new Promise(resolve => {
      execFile('/bin/sh', ['-c', line], { cwd: folder, env, maxBuffer: 1e8 }, (problem, stdout, stderr) => {
        const exitCode = problem === null ? 0 : typeof problem.code === 'number' ? problem.code : null;
        resolve({ stdout, stderr, exitCode });
      });
    });
  const outcomeOf = async (line: string): Promise<Outcome> => {
    const words = call === undefined ? undefined : wordsForMpsim(line);
    if (call === undefined || words === undefined) return inShell(line);
    const { code, out, err } = await call(words, { cwd: folder, env });
    return { stdout: out, stderr: err, exitCode: code };
  };

  const outcomes = new Map<string, Promise<Outcome>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    folder,
    run(command) {
      const outcome = outcomes.get(command) ?? last.then(() => outcomeOf(command));
      if (!outcomes.has(command)) last = outcome.catch(() => {});
      outcomes.set(command, outcome);
      return outcome;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
