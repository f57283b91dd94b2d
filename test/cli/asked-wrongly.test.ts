/** Compare, sweep, capacity and worker asked for what cannot be: what is wrong, what was expected, exit code 2, nothing written. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from './mpsim.ts';

const servers = 'operators.contoso.api.servers';
const service = 'operators.contoso.api.service';
const level = 'p95(getBalance.latency) <= 1 s';

let desk: Desk;
beforeAll(() => {
  desk = new Desk();
  desk.write(
    'calls.yaml',
    `mpsim: 1
run: { length: 20 min, seed: 4 }
operators: { contoso: { from: de/Telekom, api: { servers: 1, queue: 50, service: exponential mean 300 ms } } }
population: { lines: { count: 1_000, device: { sim: hot }, flyout: { opens: 100 per day }, usage: none } }
variants: { as-it-is: baseline, more: { ${servers}: 3 } }
`,
  );
  desk.write('a-file', '');
});
afterAll(() => desk.clear());

/** The words on stderr, of a call that ended as a mistake of the user. */
async function refusal(...args: string[]): Promise<string> {
  const { code, out, err } = await desk.call(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).not.toMatch(/^ +at /m);
  expect(desk.written()).toEqual(['a-file']);
  return err.trim();
}

const compare = (...flags: string[]) => refusal('compare', 'calls.yaml', ...flags);
const sweep = (...flags: string[]) => refusal('sweep', 'calls.yaml', ...flags);
const capacity = (...flags: string[]) => refusal('capacity', 'calls.yaml', ...flags);

describe('too many replications', () => {
  it('are refused before anything is asked for', async () => {
    const many = ['--replications', '1000000000'];
    expect(await compare(...many)).toContain('from 1 to 10000 replications of each variant, not 1000000000');
    expect(await sweep('--vary', `${servers}=1,2`, ...many)).toContain('from 1 to 10000 replications at each point');
    const asked = ['--vary', `${servers}=1..3`, '--slo', level];
    expect(await capacity(...asked, ...many)).toContain('confirmed with 5 to 10000 replications');
    for (const none of ['0', '1e9', 'abc', '-1', ''])
      expect(await compare('--replications', none)).toMatch(/Expected (a whole number|1 or more)/);
  });
});

describe('a precision', () => {
  it.each(['0', '0 %', 'abc', '-1 %', '5 parsecs', ''])('of %j is refused', async precision => {
    expect(await compare('--precision', precision)).toContain('Expected a share of what the base has, as 1 %');
  });
});

describe('values to try', () => {
  it('of which all are wrong in the same way are told once, and of other variants nothing is said', async () => {
    expect(await sweep('--vary', `${service}=100..200`)).toBe(
      `--vary ${service}=100: ${service} is "100"\n100 of what? Expected a time, for example \`100 ms\`.`,
    );
    expect(await sweep('--vary', `${servers}=1,2`, '--vary', 'api.queue=3,4')).toBe(
      '--vary api.queue=3: There is no setting `api.queue` in this scenario. Did you mean `operators.contoso.api.queue`?',
    );
  });

  it.each([
    ['backwards', `${servers}=3..1`, 'The first value is the smaller one: `1 .. 3`?'],
    ['that the setting cannot have', `${servers}=0..3`, `--vary ${servers}=0: ${servers} is "0"\nExpected at least 1.`],
    ['without a unit', `${service}=1..3`, `--vary ${service}=1: ${service} is "1"\n1 of what?`],
    ['of which there is one', `${servers}=2`, 'One value leaves nothing to choose. Write a range or a list'],
    ['that mean the same', 'about.title=a,b', 'Choosing `about.title` changes nothing in this scenario'],
    ['of a setting that is none', 'operators.contoso.api.srevers=1..3', `Did you mean \`${servers}\`?`],
  ])('of a size %s are refused under the name of their flag', async (_, vary, words) => {
    const err = await capacity('--vary', vary, '--slo', level);
    expect(err).toContain(words);
    expect(err).not.toMatch(/^--set/m);
    expect(err).not.toContain('warning');
  });

  it('of one size that are given twice are refused', async () => {
    const twice = ['--vary', `${servers}=1..3`, '--vary', `${servers}=2..4`];
    expect(await capacity(...twice, '--slo', level)).toContain(`\`${servers}\` is varied twice`);
  });
});

describe('a service level', () => {
  it.each([
    ['p95(getBalance.latncy) <= 1 s', "--slo 'p95(getBalance.latncy) <= 1 s': A row of getBalance has no `latncy`."],
    ['p95(getBalance.latency)', "--slo 'p95(getBalance.latency)': latency is a time; compare it"],
    ['', "--slo '': "],
  ])('%j is refused as it was typed', async (slo, words) => {
    expect(await capacity('--vary', `${servers}=1..3`, '--slo', slo)).toContain(words);
  });
});

describe('processes', () => {
  it.each(['0', '100000', '1.5'])('cannot be %s', async workers => {
    const words = "'--workers <n>' argument";
    expect(await capacity('--vary', `${servers}=1..3`, '--slo', level, '--workers', workers)).toContain(words);
    expect(await sweep('--vary', `${servers}=1,2`, '--workers', workers)).toContain(words);
    expect(await refusal('worker', '--queue', 'redis://127.0.0.1:1', '--workers', workers)).toContain(
      "'--workers <k>'",
    );
  });
});

describe('a folder for results', () => {
  it.each([
    ['a-file', 'a-file is no folder. Choose another --out'],
    ['a-file/below', 'a-file is no folder. Choose another --out'],
    ['', '--out has no name in it'],
  ])('that is %j is refused before the work', async (out, words) => {
    expect(await sweep('--vary', `${servers}=1,2`, '--out', out)).toContain(words);
    expect(await compare('--out', out)).toContain(words);
    expect(await capacity('--vary', `${servers}=1..3`, '--slo', level, '--out', out)).toContain(words);
  });
});

describe('a queue', () => {
  it('where another kind of server answers is told so', async () => {
    const server = createServer(socket => {
      socket.on('error', () => {});
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      for (const kind of ['redis', 'postgres']) {
        const queue = `${kind}://ann:secret@127.0.0.1:${port}`;
        const words = `--queue ${kind}://127.0.0.1:${port}: what answers there is another kind of server, or it hung up`;
        expect(await sweep('--vary', `${servers}=1,2`, '--queue', queue)).toBe(words);
        expect(await refusal('worker', '--queue', queue)).toBe(words);
      }
    } finally {
      server.close();
    }
  });
});
