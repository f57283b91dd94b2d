import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectWords } from '../../src/cli/completion/collect-words.ts';
import { complete, splitLine } from '../../src/cli/completion/complete.ts';
import { program } from '../../src/cli/program.ts';
import { buyers, Desk, twoWays } from './mpsim.ts';

let desk: Desk;
beforeAll(() => {
  desk = new Desk();
  desk.write('buyers.yaml', buyers);
  desk.write('two ways.yaml', twoWays);
  desk.write('notes.txt', '');
  desk.write('times.csv', '');
  desk.write('rules.xml', '');
  desk.write('broken.yaml', '{{{');
});
afterAll(() => desk.clear());

/** What is offered for a line, in this folder. */
async function offeredFor(line: string): Promise<string[]> {
  const here = process.cwd();
  const write = process.stdout.write;
  let printed = '';
  process.chdir(desk.folder);
  process.stdout.write = (text: string | Uint8Array) => {
    printed += text;
    return true;
  };
  try {
    await complete(
      program(() => {}),
      [],
      { line },
    );
  } finally {
    process.stdout.write = write;
    process.chdir(here);
  }
  return printed.split('\n').flatMap(one => (one === '' ? [] : [one.split('\t')[0]!]));
}

const is = (shell: string): boolean => spawnSync('sh', ['-c', `command -v ${shell}`]).status === 0;

describe('completion offers', () => {
  it.each<[string, string[]]>([
    ['mpsim va', ['validate']],
    ['mpsim run --s', ['--seed', '--set']],
    ['mpsim run b', ['balance-cache', 'billing-hangs', 'broken.yaml', 'buyers.yaml']],
    ['mpsim run first', ['first-esim-purchase']],
    ['mpsim run --json --seed 3 buy', ['buyers.yaml']],
    ["mpsim run 'two ways.yaml' --variant ", ['today', 'strict']],
    ['mpsim run two\\ ways.yaml --variant s', ['strict']],
    ["mpsim compare 'two ways.yaml' --variants ", ['today', 'strict']],
    ["mpsim compare 'two ways.yaml' --variants strict,", ['strict,today']],
    ['mpsim compare buy', ['buyers.yaml']],
    ['mpsim run broken.yaml --variant ', []],
    ['mpsim run nowhere.yaml --variant ', []],
    ['mpsim run buyers.yaml --set ', ['about.', 'run.', 'operators.', 'microsoft.', 'population.']],
    ['mpsim run buyers.yaml --set pop', ['population.']],
    ['mpsim run buyers.yaml --set population.', ['population.buyers.']],
    ['mpsim run first-esim-purchase --set operators.', ['operators.contoso.']],
    ['mpsim run buyers.yaml --set run.s', ['run.start=', 'run.seed=']],
    [
      'mpsim run buyers.yaml --set population.buyers.device.sim=',
      ['esim', 'hot', 'cold', 'warm'].map(word => `population.buyers.device.sim=${word}`),
    ],
    ['mpsim explain activation.', ['activation.success', 'activation.duration']],
    ['mpsim explain run.links.l', ['run.links.loss']],
    ['mpsim explain pea', ['peak']],
    ['mpsim explain run.seed bu', ['buyers.yaml']],
    ['mpsim list --names getBalance.r', ['getBalance.requests', 'getBalance.rate']],
    ['mpsim fit ', ['times.csv']],
    ['mpsim message ', ['rules.xml']],
    ['mpsim message rules.xml --class ', ['0', '1', '2', '3']],
    ['mpsim init my-launch --from-operator d', ['de/', 'dk/', 'do/', 'dz/']],
    ['mpsim init my-launch --from-operator de/T', ['de/T-Mobile-Telekom', 'de/Tchibo-Mobil']],
    ['mpsim completion ', ['bash', 'zsh', 'fish']],
    ['mpsim sweep buyers.yaml --vary run.see', ['run.seed=']],
    ['mpsim capacity buyers.yaml --vary run.see', ['run.seed=']],
    ['mpsim capacity buy', ['buyers.yaml']],
    ['mpsim nonsense ', []],
    ['mpsim run buyers.yaml --set __proto__.', []],
  ])('for "%s" %j', async (line, offered) => {
    expect(await offeredFor(line)).toEqual(offered);
  });

  it('every command with its meaning, and none that is hidden', async () => {
    const names = await offeredFor('mpsim ');
    expect(names).toEqual(
      expect.arrayContaining(['run', 'sweep', 'capacity', 'validate', 'init', 'list', 'explain', 'diff', 'schema']),
    );
    expect(names.filter(name => name.startsWith('_'))).toEqual([]);
  });

  it('what the build has kept, which is what the language and the simulator say now', () => {
    const kept = new URL('../../dist/cli/completion/words.json', import.meta.url);
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual(collectWords());
  });

  it('its answer without loading the simulator, in less than 0.3 s where nothing else runs', async () => {
    const times_ms: number[] = [];
    while (times_ms.length < 3) {
      const { out, took_ms } = await desk.timed('__complete', '--line=mpsim run buyers.yaml --set population.');
      expect(out).toContain('population.buyers.');
      times_ms.push(took_ms);
    }
    expect(Math.min(...times_ms)).toBeLessThan(300);
  });
});

describe('the words of a line', () => {
  it.each<[string, string[]]>([
    ['mpsim run', ['mpsim', 'run']],
    ['mpsim  run ', ['mpsim', 'run', '']],
    ["mpsim run 'a b' --set x='1 h", ['mpsim', 'run', 'a b', '--set', 'x=1 h']],
    ['mpsim "a\\"b" c\\ d', ['mpsim', 'a"b', 'c d']],
    ['  mpsim', ['mpsim']],
  ])('%s', (line, words) => {
    expect(splitLine(line)).toEqual(words);
  });
});

describe('the script for', () => {
  /** What bash would insert: the line is broken into words as readline does it. */
  async function inBash(line: string): Promise<string[]> {
    const words = line.split(/(\s+|[=:])/).filter(part => part.trim() !== '');
    if (/[\s=:]$/.test(line)) words.push('');
    const quoted = words.map(word => `'${word}'`).join(' ');
    const { out, err } = await desk.shell(
      `source <(mpsim completion bash); COMP_LINE='${line}'; COMP_POINT=\${#COMP_LINE}; COMP_WORDS=(${quoted}); ` +
        `COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _mpsim; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p mpsim`,
    );
    expect(err).toBe('');
    const lines = out.trimEnd().split('\n');
    expect(lines.pop()).toBe('complete -F _mpsim mpsim');
    return lines;
  }

  it('bash completes commands, files, and values behind an equals sign', async () => {
    expect(await inBash('mpsim va')).toEqual(['validate']);
    expect(await inBash('mpsim run bu')).toEqual(['buyers.yaml']);
    expect(await inBash('mpsim run buyers.yaml --set population.buyers.device.sim=e')).toEqual(['esim']);
  });

  it.skipIf(!is('zsh'))('zsh is one that zsh can read', async () => {
    expect(await desk.shell('mpsim completion zsh > _mpsim; zsh -n _mpsim')).toMatchObject({ code: 0, err: '' });
  });

  it.skipIf(!is('fish'))('fish is one that fish can read', async () => {
    expect(await desk.shell('mpsim completion fish > mpsim.fish; fish -n mpsim.fish')).toMatchObject({
      code: 0,
      err: '',
    });
  });

  it.each(['bash', 'zsh', 'fish'])('%s hands the words to the program and says how to install itself', async shell => {
    const { out } = await desk.call('completion', shell);
    expect(out).toContain('mpsim __complete');
    expect(out).toMatch(/^# Completion of mpsim for /m);
    expect(out.split('{').length).toBe(out.split('}').length);
  });

  it('no other shell is known', async () => {
    expect((await desk.call('completion', 'zhs')).err).toContain('Did you mean `zsh`?');
  });
});
