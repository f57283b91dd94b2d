import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differenceInWords, differenceOf, RunUnreadable, readRun } from '../../src/report/index.ts';
import { Desk, twoWays } from './mpsim.ts';

let desk: Desk;
beforeAll(async () => {
  desk = new Desk();
  desk.write('two-ways.yaml', twoWays);
  await desk.call('run', 'two-ways.yaml');
});
afterAll(() => desk.clear());

const today = 'out/two-ways/today-seed-7';
const strict = 'out/two-ways/strict-seed-7';

/** A copy of a run with another summary. */
function changed(name: string, change: (summary: Record<string, never>) => object | string): string {
  const folder = desk.path(name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(desk.path(today), folder, { recursive: true });
  const result = change(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')));
  writeFileSync(join(folder, 'summary.json'), typeof result === 'string' ? result : JSON.stringify(result));
  return name;
}

describe('mpsim diff', () => {
  it('says that a run is the same as itself, by its folder and by its summary', async () => {
    const { out } = await desk.call('diff', today, today);
    expect(out).toContain('The two runs are the same');
    expect(JSON.parse((await desk.call('diff', today, `${today}/summary.json`, '--json')).out)).toMatchObject({
      schema: 'mpsim.diff/1',
      same: true,
      inputs: [],
      metrics: [],
      expectations: [],
    });
  });

  it('tells the inputs that changed, then the answers with their difference', async () => {
    const { code, out } = await desk.call('diff', today, strict);
    expect(code).toBe(0);
    const places = ['INPUTS', 'operators.contoso.portal.paymentFails', 'ANSWERS', 'activation.success', 'EXPECTATIONS'];
    const at = places.map(word => out.indexOf(word));
    expect(at).not.toContain(-1);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(out).toMatch(/paymentFails +3 % → 90 %/);
    expect(out).toMatch(/activation\.success +\S+ % → \S+ %, −\S+ points/);
    expect(out).toMatch(/activation\.success >= 40 % +pass → fail/);

    const { inputs, metrics, same } = JSON.parse((await desk.call('diff', today, strict, '--json')).out);
    expect(same).toBe(false);
    expect(inputs.map(({ what }: { what: string }) => what)).toEqual([
      'variant',
      'operators.contoso.portal.paymentFails',
    ]);
    const success = metrics.find(({ metric }: { metric: string }) => metric === 'activation.success');
    expect(success.difference).toBeCloseTo(success.after - success.before, 12);
    expect(success.percent).toBeCloseTo((success.difference / success.before) * 100, 9);
  });

  it('tells another seed, file and override', async () => {
    desk.write('other.yaml', twoWays.replace('200 per day', '210 per day'));
    await desk.call(
      'run',
      'other.yaml',
      '--variant',
      'today',
      '--seed',
      '8',
      '--set',
      'operators.contoso.api.servers=9',
    );
    const folder = desk.written().find(name => /^out\/other\/[^/]+$/.test(name))!;
    const { inputs } = JSON.parse((await desk.call('diff', today, folder, '--json')).out);
    expect(inputs).toEqual(
      expect.arrayContaining([
        { what: 'scenario', before: 'two-ways', after: 'other' },
        { what: 'seed', before: '7', after: '8' },
        { what: 'file two-ways.yaml', before: expect.any(String), after: null },
        { what: '--set operators.contoso.api.servers', before: null, after: '9' },
        { what: 'operators.contoso.api.servers', before: '4', after: '9' },
      ]),
    );
  });

  it('says so when the same inputs gave other answers', async () => {
    const before = await readRun(desk.path(today));
    const after = await readRun(desk.path(changed('tampered', summary => ({ ...summary, fingerprint: 'f00d' }))));
    const difference = differenceOf(before, after);
    expect(difference).toMatchObject({ same: false, inputs: [], sameFacts: false });
    expect(differenceInWords(difference, before, after)[0]?.heading).toContain('another version of mpsim');
  });

  it('reads runs of versions that say more', async () => {
    const newer = changed('newer', summary => ({ ...summary, weather: 'fine', expectations: [], metrics: {} }));
    await expect(readRun(desk.path(newer))).resolves.toBeDefined();
  });

  it('refuses what is no run with 2, a sentence and no stack', async () => {
    const { code, out, err } = await desk.call('diff', today, 'two-ways.yaml');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe('two-ways.yaml is not JSON.\n');
  });

  it.each<[string, string | ((summary: Record<string, never>) => object | string)]>([
    ['a folder that is not there', 'nowhere'],
    ['a folder without a run', '.'],
    ['a summary that is no JSON', () => '{ "schema": "mpsim.summary/1", '],
    ['a summary that is empty', () => ''],
    ['a summary of another form', () => ({ schema: 'mpsim.summary/2' })],
    ['a metric that is no metric', summary => ({ ...summary, metrics: { x: [1] } })],
    ['numbers that are texts', summary => ({ ...summary, seed: 'seven' })],
    ['a list', () => '[]'],
    ['nothing but brackets', () => '['.repeat(200_000)],
    ['a file of many megabytes', () => ' '.repeat(33 * 1024 * 1024)],
  ])('refuses %s in a sentence', async (_, wrong) => {
    const path = desk.path(typeof wrong === 'string' ? wrong : changed('wrong', wrong));
    const problem = await readRun(path).catch(error => error);
    expect(problem).toBeInstanceOf(RunUnreadable);
    expect(problem.message.length).toBeLessThan(500);
  });

  it('is not misled by names that reach for prototypes, nor steered by what a run says', async () => {
    const hostile = changed('hostile', summary =>
      JSON.stringify({ ...summary, variant: 'a\u001b[31mb' }).replace(
        '"metrics":{',
        '"metrics":{"__proto__":{"kind":"value","unit":"s","n":1,"value":1},"constructor":{"kind":"value","unit":"s","n":1,"value":1},',
      ),
    );
    const { code, out } = await desk.call('diff', today, hostile);
    expect(code).toBe(0);
    expect(out).not.toContain('\u001b');
    expect(out).toContain('constructor');
  });
});
