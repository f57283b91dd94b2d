import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buyers, Desk, twoWays } from './mpsim.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
  desk.write('buyers.yaml', buyers);
  desk.write('two-ways.yaml', twoWays);
});
afterEach(() => desk.clear());

const aStack = /^\s+at .+:\d+:\d+\)?$/m;

describe('the command line', () => {
  it.each<[string, string[], string]>([
    ['an unknown command', ['rum', 'buyers.yaml'], 'Did you mean run?'],
    ['an unknown option', ['run', 'buyers.yaml', '--sed', '4'], 'Did you mean one of --seed, --set?'],
    ['no file', ['run'], "missing required argument 'file'"],
    ['a file that is not there', ['run', 'buyer.yaml'], 'buyer.yaml: There is no such file.'],
    ['a folder', ['run', '.'], 'This is not a file.'],
    ['a seed that is no whole number', ['run', 'buyers.yaml', '--seed', '1.5'], 'Expected a whole number.'],
    ['an unknown variant', ['run', 'two-ways.yaml', '--variant', 'todya'], 'Did you mean `today`?'],
    ['a setting without a value', ['run', 'buyers.yaml', '--set', 'run.length'], 'Expected path=value'],
    ['a setting that does not exist', ['run', 'buyers.yaml', '--set', 'run.lenght=1 h'], 'Did you mean `run.length`?'],
    ['a setting in the wrong unit', ['run', 'buyers.yaml', '--set', 'run.length=3 MB'], '--set run.length=3 MB'],
    ['an --out that is a file', ['run', 'buyers.yaml', '--out', 'buyers.yaml'], 'Choose another --out'],
    ['an --out that cannot be made', ['run', 'buyers.yaml', '--out', '/proc/runs'], 'Choose another --out'],
    ['validate of a file that is not there', ['validate', 'nowhere.yaml'], 'There is no such file.'],
  ])('with %s ends with 2, says what would be right, and writes nothing', async (_, args, message) => {
    const { code, out, err } = await desk.call(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toMatch(aStack);
    expect(out).toBe('');
    expect(desk.written()).toEqual([]);
  });

  it('explains itself', async () => {
    const { code, out } = await desk.run('--help');
    expect(code).toBe(0);
    expect(out).toContain('mpsim run first-esim-purchase');
    expect((await desk.call('run', '--help')).out).toContain('--seed');
    expect((await desk.call('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a provisioning file of one’s own', () => {
  const scenario = `mpsim: 1
run: { length: 1 h }
operators: { contoso: { provisioning: { file: { from: own.xml } } } }
population: { p: { arrive: 24 per day, device: { sim: warm } } }
`;

  it.each(['validate', 'run'])('that every device refuses is told by %s, which ends with 0', async command => {
    desk.write('own.yaml', scenario);
    desk.write('own.xml', '<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>');
    const { code, out, err } = await desk.call(command, 'own.yaml');
    expect(code).toBe(0);
    expect(out + err).toContain('own.xml:1:30: warning: Every device refuses this file with 82170001 (malformed)');
    expect(out + err).not.toMatch(aStack);
  });

  it.each(['validate', 'run'])('that is not there ends %s with 2 and its place', async command => {
    desk.write('own.yaml', scenario);
    const { code, out, err } = await desk.call(command, 'own.yaml');
    expect(code).toBe(2);
    expect(out + err).toContain('own.yaml:3:55: operators.contoso.provisioning.file.from is "own.xml"');
    expect(out + err).not.toMatch(aStack);
  });
});

describe('a scenario with ten mistakes', () => {
  const tenMistakes = `mpsim: 1
about: { titel: Ten mistakes }
run: { start: 2019-09-02 00:00, timeZone: Europe/Berlim, length: 12 parsecs, seed: 7 }
operators:
  contoso:
    from: de/Telecom
    api: { service: 120, servers: two }
    portal: { paymentFails: 3 MB }
population:
  buyers:
    arrive: 200 per day by hour published
    device: { sim: warmed }
expect:
  - activation.sucess >= 40 %
  - p95(activation.duration) <= 10 GB
`;

  it('gets them all told at once, with place, caret and nearest word, by run and by validate', async () => {
    desk.write('ten.yaml', tenMistakes);
    for (const name of ['run', 'validate']) {
      const { code, err } = await desk.call(name, 'ten.yaml');
      expect(code).toBe(2);
      const places = [...err.matchAll(/^ten\.yaml:(\d+):(\d+): /gm)].map(([, line, column]) => `${line}:${column}`);
      expect(places).toEqual(['2:10', '3:43', '3:66', '6:11', '7:21', '7:35', '8:29', '12:20', '14:5', '15:33']);
      expect(err).toContain('Did you mean `title`?');
      expect(err).toContain('Did you mean `warm`?');
      expect(err).toContain('Did you mean `Telekom`?');
      expect(err).toContain('Did you mean `activation.success`?');
      expect(err).toContain(' 14 |   - activation.sucess >= 40 %\n    |     ^^^^^^^^^^^^^^^^^\n');
      expect(err).not.toMatch(aStack);
    }
    expect(desk.written()).toEqual([]);
  });

  it('gets them as JSON from validate --json', async () => {
    desk.write('ten.yaml', tenMistakes);
    const { code, out, err } = await desk.call('validate', 'ten.yaml', '--json');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    const { valid, mistakes } = JSON.parse(out);
    expect(valid).toBe(false);
    expect(mistakes).toHaveLength(10);
    expect(mistakes[0]).toMatchObject({
      file: 'ten.yaml',
      line: 2,
      column: 10,
      path: 'about.titel',
      severity: 'error',
    });
  });
});

describe('mpsim validate', () => {
  it('says that a scenario is valid, without running it', async () => {
    expect(await desk.call('validate', 'two-ways.yaml')).toEqual({
      code: 0,
      out: 'two-ways.yaml is valid: 2 variants, 1 expectation, 0 warnings.\n',
      err: '',
    });
    expect(desk.written()).toEqual([]);
  });
});

describe('a hostile file', () => {
  const deep = `${'{ a: '.repeat(5_000)}1${' }'.repeat(5_000)}`;
  const aliased = ['a0: &a0 [x, x]', ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)];
  it.each<[string, string | Uint8Array]>([
    ['nested without end', `mpsim: 1\nrun: ${deep}\n`],
    ['nested without end, by indentation', Array.from({ length: 3_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['of many megabytes', `mpsim: 1\nabout: { title: ${'x'.repeat(8e6)} }\n`],
    ['of aliases to aliases', `mpsim: 1\n${aliased.join('\n')}\n`],
    ['that is binary', Uint8Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 256)],
    ['with 20,000 keys', `mpsim: 1\n${Array.from({ length: 20_000 }, (_, i) => `key${i}: 1`).join('\n')}\n`],
    [
      'with a key that reaches for the prototype',
      'mpsim: 1\n__proto__: { polluted: 1 }\nconstructor: { prototype: 1 }\n',
    ],
    ['with a tag that asks for code', 'mpsim: 1\nabout: !!js/function "function () { return 1 }"\n'],
    ['with a number like a telephone book', `mpsim: 1\nrun: { seed: ${'9'.repeat(100_000)} }\n`],
    ['that is empty', ''],
    ['that is a list', '- mpsim: 1\n'],
    ['of two documents', `${buyers}---\n${buyers}`],
  ])('%s is refused within 2 s, without a stack, and nothing is written', async (_, content) => {
    desk.write('hostile.yaml', content);
    const { code, out, err, took_ms } = await desk.timed('run', 'hostile.yaml');
    expect(took_ms).toBeLessThan(2_000);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^hostile\.yaml/);
    expect(err).not.toMatch(aStack);
    expect(err.length).toBeLessThan(20_000);
    expect(desk.written()).toEqual([]);
  });
});
