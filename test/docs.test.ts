/** The documentation is true: its commands run, its links lead somewhere, and what it takes from the code is up to date. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandsOf, readCommands, shownOn, withPrinted } from '../scripts/docs/commands.ts';
import { generatedPages, pages, readPage } from '../scripts/docs/pages.ts';
import { makeSandbox, root, wordsForMpsim } from '../scripts/docs/sandbox.ts';
import { notesOfTheCode, sourceFiles } from '../scripts/docs/sources-page.ts';
import { examplesOf, program } from '../src/cli/program.ts';
import { inProcess } from '../src/experiments/executors/in-process.ts';
import { callHere } from './kit/call-here.ts';

const patience = 300_000;
/** Experiments too are made in this process: test/cli starts others for them, and test/experiments/executors compares all. */
const sandbox = makeSandbox((words, place) => callHere(words, place, { chooseExecutor: async () => inProcess() }));
afterAll(() => sandbox.remove());

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const written = pages();

/** The words of a command as the shell gives them to `npx`. */
const wordsOf = async (line: string): Promise<string[]> =>
  (await sandbox.run(`npx() { printf '%s\\n' "$@"; }; node() { shift; npx mpsim "$@"; }; ${line}`)).stdout
    .trimEnd()
    .split('\n');

/** Reads a command to its end as the program does, and does not do it; answers the first argument. */
async function scenarioOf([, ...words]: readonly string[]): Promise<string> {
  const mpsim = program(() => {});
  let first = '';
  for (const command of mpsim.commands) {
    command.configureOutput({ writeErr: () => {} });
    command.action((argument: string) => {
      first = argument;
    });
  }
  await mpsim.parseAsync(words, { from: 'user' });
  return first;
}

describe('commands', () => {
  const all = written.flatMap(page => commandsOf(readPage(page)));
  const commands = new Map(all.filter(({ takesLong }) => !takesLong).map(({ line, exitCode }) => [line, exitCode]));
  const long = [...new Set(all.flatMap(({ line, takesLong }) => (takesLong ? [line] : [])))];

  it('are found', () => expect(commands.size).toBeGreaterThan(5));

  it.each([...commands])(
    '%s (exits with %i)',
    async (line, exitCode) => {
      const outcome = await sandbox.run(line);
      expect(outcome.exitCode, outcome.stderr).toBe(exitCode);
    },
    patience,
  );

  it.runIf(long.length > 0).each(long)(
    '%s takes long, and is not run: what it says is right, and its scenario too',
    async line => {
      const words = await wordsOf(line);
      const file = await scenarioOf(words);
      expect((await sandbox.run(`npx mpsim validate ${file}`)).exitCode).toBe(0);
      for (const { commands, printed } of written.flatMap(page => shownOn(readPage(page))))
        if (commands.at(-1)?.line === line)
          expect(printed.trimEnd().split('\n').at(-1)).toContain(`Reproduce: mpsim ${words[1]} ${file}`);
    },
    patience,
  );

  it('with the words that a shell would hand over are called without one; any other line is left to it', async () => {
    const plain = [...commands.keys()].filter(line => wordsForMpsim(line) !== undefined);
    expect(plain.length).toBeGreaterThan(30);
    for (const line of plain) expect(['mpsim', ...wordsForMpsim(line)!]).toEqual(await wordsOf(line));
    for (const line of ['npx mpsim schema | head -3', 'npx mpsim validate - < a', 'npx mpsim list > a', 'npx tsx a.ts'])
      expect(wordsForMpsim(line)).toBeUndefined();
  });

  it('are read as the program reads them', async () => {
    expect(await scenarioOf(await wordsOf("npx mpsim compare first-esim-purchase --set run.length='1 h'"))).toBe(
      'first-esim-purchase',
    );
    await expect(scenarioOf(await wordsOf('npx mpsim compare first-esim-purchase --sed 4'))).rejects.toThrow('--sed');
    expect(readCommands('npx mpsim run a   # takes 2 min, exits with 3')).toEqual([
      { line: 'npx mpsim run a', exitCode: 3, takesLong: true },
    ]);
  });

  it.each(written)(
    '%s shows what its commands print; if not, run `npm run docs`',
    async page => {
      expect(readPage(page)).toBe(await withPrinted(readPage(page), sandbox));
    },
    patience,
  );
});

describe('the help of the program', () => {
  const mpsim = program(() => {});
  const commands = mpsim.commands.filter(command => !command.name().startsWith('__'));
  const page = readPage('docs/command-line.md');

  it.each(commands.map(command => [command.name(), command] as const))(
    'of %s shows examples first, and they are run as they stand on its page',
    async (name, command) => {
      const { stdout, exitCode } = await sandbox.run(`npx mpsim ${name} --help`);
      const [, shown = ''] = /^Examples:\n((?: {2}mpsim .+\n)+)\nUsage: /.exec(stdout) ?? [];
      const examples = shown.split('\n').flatMap(line => (line === '' ? [] : [line.trim()]));
      expect(exitCode).toBe(0);
      expect(examples).toEqual(examplesOf.get(command));
      const onPage = commandsOf(page).map(({ line }) => line);
      expect(onPage).toEqual(
        expect.arrayContaining(readCommands(`npx ${examples.join('\nnpx ')}`).map(one => one.line)),
      );
    },
    patience,
  );

  it('shows examples first of all, and they are run', async () => {
    const { stdout } = await sandbox.run('npx mpsim --help');
    expect(stdout).toMatch(/^Examples:\n/);
    for (const example of examplesOf.get(mpsim) ?? [])
      expect((await sandbox.run(`npx ${example}`)).exitCode, example).toBe(0);
  });

  it('names every command and every flag on its page', () => {
    for (const command of commands) {
      expect(page).toContain(`## mpsim ${command.name()}\n`);
      for (const { flags } of command.options) expect(page).toContain(`\`${flags}\``);
    }
  });
});

describe('links', () => {
  /** Every relative link and picture of a page. */
  const linksOf = (markdown: string): string[] =>
    [...markdown.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\((?<to>[^)\s]+)\)/g)]
      .map(({ groups }) => groups!.to!)
      .filter(to => !/^(https?:|#)/.test(to));

  it.each(written)('of %s lead to files that exist', page => {
    const missing = linksOf(readPage(page)).filter(to => !existsSync(join(root, dirname(page), to.split('#')[0]!)));
    expect(missing).toEqual([]);
  });
});

describe('pages made from the code', () => {
  it.each(generatedPages)('%s is up to date; if not, run `npm run docs`', (path, page) => {
    expect(readPage(path)).toBe(page());
  });

  it('the sources are all there', () => {
    const code = sourceFiles().map(file => readFileSync(join(root, file), 'utf8'));
    const written = code.flatMap(text => text.match(/\b(?:Source|Assumption): (?!\$\{)/g) ?? []);
    expect(notesOfTheCode()).toHaveLength(written.length);
  });
});

describe('the run folder', () => {
  const page = readPage('docs/run-folder.md');
  const folder = async () => {
    await sandbox.run('npx mpsim run scenarios/first-esim-purchase.yaml --out results');
    return join(sandbox.folder, 'results/first-esim-purchase/baseline-seed-42');
  };
  /** Names that are values of the run rather than parts of the form. */
  const isFree = (path: string) =>
    /^(metrics|result\.(files|settings|tables))$/.test(path) || /\.(peaks|peaksByChance|peaksAt_us)$/.test(path);

  /** Every name of a field in a document. */
  function* fieldsOf(value: unknown, path = ''): Generator<string> {
    if (Array.isArray(value)) for (const one of value) yield* fieldsOf(one, path);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, below] of Object.entries(value)) {
        if (!isFree(path)) yield name;
        yield* fieldsOf(below, path === '' ? name : `${path}.${name}`);
      }
    }
  }

  it(
    'is described field by field',
    async () => {
      const at = await folder();
      const files = ['summary.json', 'manifest.json', 'details.json'].map(name => readJson(join(at, name)));
      const fields = new Set(files.flatMap(file => [...fieldsOf(file)]));
      const described = (field: string) => new RegExp(`[\`.]${field}(\\[\\])?[\`.]`).test(page);
      expect([...fields].filter(field => !described(field))).toEqual([]);
    },
    patience,
  );
});

describe('the dependencies', () => {
  const { dependencies, devDependencies } = readJson(join(root, 'package.json')) as Record<
    string,
    Record<string, string>
  >;
  const rows = readPage('README.md')
    .split('\n')
    .filter(line => line.startsWith('| `'));

  it.each(Object.keys({ ...dependencies, ...devDependencies }))(
    '%s is explained in the README, with its licence',
    name => {
      const row = rows.find(line => line.includes(`\`${name}\``));
      expect(row, `${name} has no line in the table of dependencies`).toBeDefined();
      const { license } = readJson(join(root, 'node_modules', name, 'package.json')) as { license?: string };
      if (license !== undefined) expect(row).toContain(`| ${license} |`);
    },
  );
});

describe('examples', () => {
  it(
    'the counter on the kernel waits as theory says, within 2 %',
    async () => {
      const { stdout, exitCode } = await sandbox.run('npx tsx examples/mm1.ts');
      expect(exitCode).toBe(0);
      const [theory, simulated] = [...stdout.matchAll(/(?:theory|simulated) ([\d.]+) s/g)].map(([, seconds]) =>
        Number(seconds),
      );
      expect(theory).toBe(4);
      expect(Math.abs(simulated! / theory! - 1)).toBeLessThan(0.02);
    },
    patience,
  );
});
