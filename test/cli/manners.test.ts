/** What people expect of a command line beside its answers: pipes, colours, narrow terminals, JSON, any order of flags. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { columnsOf, wantsColour } from '../../src/cli/terminal.ts';
import { buyers, Desk, twoWays } from './mpsim.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
  desk.write('buyers.yaml', buyers);
  desk.write('two-ways.yaml', twoWays);
});
afterEach(() => desk.clear());

const escapeCode = '\u001b';

describe('standard input', () => {
  it('is run as a file is, in a folder of its own that keeps what came in', async () => {
    const { code, out, err } = await desk.shell('mpsim run - --seed 9 --json < buyers.yaml');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      scenario: 'stdin',
      reproduce: 'mpsim run - --seed 9 < scenario.yaml',
    });
    const folder = desk.path('out/stdin/baseline-seed-9');
    expect(readFileSync(`${folder}/scenario.yaml`, 'utf8')).toBe(buyers);
    expect(JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')).result.files).toEqual({
      'standard input': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const again = await desk.shell(`cd ${folder} && mpsim run - --seed 9 --json --out again < scenario.yaml`);
    expect(JSON.parse(again.out)).toEqual(JSON.parse(out));
  });

  it('is named so in mistakes, and validated and explained too', async () => {
    const { code, err } = await desk.shell('echo "mpsim: 2" | mpsim validate -');
    expect(code).toBe(2);
    expect(err).toMatch(/^standard input:1:8: mpsim is "2"$/m);
    const valid = await desk.shell("cat two-ways.yaml | mpsim validate - --set 'run.length=3 h'");
    expect(valid.out).toMatch(/^standard input is valid: 2 variants/);
    const { out } = await desk.shell('mpsim explain run.length - < buyers.yaml');
    expect(out).toMatch(/^Here +12 h \(set by standard input:3\)$/m);
  });

  it.each([
    ['nothing', 'mpsim validate - < /dev/null'],
    ['what is not text', 'head -c 50000 /dev/urandom | mpsim validate -'],
    ['more than a scenario may have', "head -c 3000000 /dev/zero | tr '\\0' x | mpsim validate -"],
  ])('that holds %s is refused', async (_, line) => {
    const { code, err } = await desk.shell(line);
    expect(code).toBe(2);
    expect(err).toMatch(/^standard input/);
  });
});

describe('pipes', () => {
  it.each(['mpsim list --names a', 'mpsim schema', 'mpsim explain operators.NAME.smdp', 'mpsim run --help'])(
    '%s may be read by somebody who stops after a line',
    async line => {
      const { code, out, err } = await desk.shell(`${line} | head -1; exit "\${PIPESTATUS[0]}"`);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out.trim().split('\n')).toHaveLength(1);
    },
  );
});

describe('colours', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
  ])('with %j on a terminal that is one: %s, are wanted: %s', (environment, isTTY, wanted) => {
    expect(wantsColour({ isTTY }, environment)).toBe(wanted);
  });

  it('are there when demanded, and gone when forbidden', async () => {
    desk.environment.FORCE_COLOR = '1';
    expect((await desk.call('explain', 'run.seed')).out).toContain(escapeCode);
    desk.environment.NO_COLOR = '1';
    const { out, err } = await desk.call('explain', 'run.seed');
    expect(out + err).not.toContain(escapeCode);
  });
});

describe('a narrow terminal', () => {
  it.each([
    [{ columns: 132 }, {}, 132],
    [{ columns: 132 }, { COLUMNS: '60' }, 60],
    [{}, { COLUMNS: 'wide' }, 100],
    [{ columns: 0 }, {}, 100],
    [{ columns: 12 }, {}, 40],
  ])('%j with %j has %d columns', (screen, environment, columns) => {
    expect(columnsOf(screen, environment)).toBe(columns);
  });

  it('of 40 columns gets every line within them, and every word of it', async () => {
    const wide = { ...desk.environment, COLUMNS: '400' };
    desk.environment.COLUMNS = '40';
    const lists = ['explain', 'operators.contoso.portal.steps.sign-in.leaves', 'two-ways.yaml'];
    const { out } = await desk.call(...lists);
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(40);
    Object.assign(desk.environment, wide);
    const letters = (text: string) => text.replace(/\s+/g, '');
    expect(letters(out)).toBe(letters((await desk.call(...lists)).out));
  });
});

describe('help on a narrow terminal', () => {
  it('keeps its lines within 40 columns, but for the examples, which are to be copied', async () => {
    desk.environment.COLUMNS = '40';
    for (const args of [['--help'], ['run', '--help']]) {
      const { out } = await desk.call(...args);
      const [, afterExamples = ''] = out.split(/^(?=Usage: )/m);
      for (const line of afterExamples.split('\n')) expect(line.length, line).toBeLessThanOrEqual(40);
    }
  });
});

describe('flags', () => {
  it('may stand in any order', async () => {
    const one = await desk.call('validate', 'two-ways.yaml', '--json', '--set', 'run.length=3 h');
    expect(await desk.call('validate', '--set', 'run.length=3 h', '--json', 'two-ways.yaml')).toEqual(one);
  });
});

describe('--dry-run', () => {
  it('checks, estimates each variant, and writes nothing', async () => {
    const { code, out, err } = await desk.call('run', 'two-ways.yaml', '--dry-run', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      schema: 'mpsim.estimate/1',
      scenario: 'two-ways',
      variants: ['today', 'strict'].map(variant => ({
        variant,
        events: expect.any(Number),
        devices: expect.any(Number),
        seconds: expect.any(Number),
        memory_bytes: expect.any(Number),
      })),
    });
    expect(desk.written()).toEqual([]);
  });

  it('tells mistakes as a run does', async () => {
    const { code, err } = await desk.call('run', 'two-ways.yaml', '--dry-run', '--variant', 'todya');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean `today`?');
    desk.write('wrong.yaml', buyers.replace('12 h', '12'));
    expect((await desk.call('run', 'wrong.yaml', '--dry-run')).code).toBe(2);
  });
});
