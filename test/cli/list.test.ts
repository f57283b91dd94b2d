import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './mpsim.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.clear());

const json = async (...args: string[]) => JSON.parse((await desk.call(...args, '--json')).out);

describe('mpsim list', () => {
  it('names the scenarios that come with mpsim, each with what it asks', async () => {
    const { scenarios } = await json('list');
    expect(scenarios).toContainEqual({
      name: 'first-esim-purchase',
      title: 'First eSIM purchase',
      question: expect.stringMatching(/\?$/),
      variants: ['baseline'],
    });
  });

  it('names each of them so that it can be run from anywhere', async () => {
    const { code, out } = await desk.call('run', 'first-esim-purchase', '--set', 'run.length=20 min', '--json');
    expect([0, 3]).toContain(code);
    expect(JSON.parse(out).reproduce).toBe("mpsim run first-esim-purchase --seed 42 --set 'run.length=20 min'");
  });

  it('tells the nearest name for a wrong one, and all there are', async () => {
    const { code, err } = await desk.call('run', 'first-esim-purchse');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean `first-esim-purchase`?');
    expect(err).toContain('getbalance-10000-sims');
  });

  it('prefers a file of that name', async () => {
    desk.write('first-esim-purchase', 'mpsim: 2\n');
    expect((await desk.call('validate', 'first-esim-purchase')).code).toBe(2);
  });

  it('lists every system with where it is named, how deep it is modelled, its models, and the scenarios that use it', async () => {
    const { schema, systems } = await json('list', '--systems');
    expect(schema).toBe('mpsim.systems/2');
    expect(systems).toContainEqual({
      name: 'SM-DP+',
      runs: 'operator',
      named: [
        { document: 'Mobile Plans overview', section: 'Functional overview, component table' },
        { document: 'Mobile Plans system architecture', section: 'Mobile Operator SM-DP+' },
      ],
      source: 'mobile-plans-service-configuration.md',
      depth: expect.stringMatching(/^(full|part)$/),
      remark: expect.any(String),
      models: expect.arrayContaining([
        {
          name: 'profile stock',
          file: 'src/models/operator/profile-stock.ts',
          source: 'mobile-plans-service-configuration.md',
          states: [],
        },
        {
          name: 'SM-DP+',
          file: 'src/models/operator/sm-dp-plus.ts',
          source: 'mobile-plans-service-configuration.md',
          states: expect.arrayContaining(['available', 'released', 'installed', 'error']),
        },
      ]),
      files: expect.arrayContaining(['src/models/messages/es9-plus.ts', 'src/models/operator/smdp-profile.ts']),
      scenarios: expect.arrayContaining(['first-esim-purchase', 'sm-dp-plus-outage']),
    });
    expect(systems).toContainEqual(
      expect.objectContaining({ name: 'Internet sharing', depth: expect.stringMatching(/^(full|part)$/) }),
    );
  });

  it('tells people the same in lines no wider than the terminal, and how many systems are how deep', async () => {
    const { out } = await desk.call('list', '--systems');
    expect(out).toMatch(/^Windows\n/m);
    expect(out).toMatch(/^Internet sharing +part: no names/m);
    expect(out).toMatch(/^\d+ systems: \d+ full, \d+ part, \d+ not built yet\./m);
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(100);
  });

  it('finds metrics, settings, functions, faults and laws by a word in name or meaning', async () => {
    const { names } = await json('list', '--names', 'download');
    const kinds = new Set(names.map(({ kind }: { kind: string }) => kind));
    expect(kinds).toEqual(new Set(['metric', 'set', 'field', 'setting', 'fault']));
    expect(names).toContainEqual(expect.objectContaining({ name: 'operators.NAME.smdp.maxDownloadAttempts' }));
    const { out } = await desk.call('list', '--names', 'BALANCE');
    expect(out).toMatch(/^metrics\n[\s\S]+^sets\n[\s\S]+^fields\n[\s\S]+^settings\n/m);
    expect(out).toContain('balance.remaining');
  });

  it('says once what holds for steps of any name', async () => {
    const { names } = await json('list', '--names', 'callback');
    const paths = names.map(({ name }: { name: string }) => name);
    expect(paths).toContain('operators.NAME.portal.steps.NAME.callback');
    expect(paths).not.toContain('operators.NAME.portal.steps.pay.callback');
    const { names: ofOne } = await json('list', '--names', 'steps.pay');
    expect(ofOne).toContainEqual(expect.objectContaining({ name: 'operators.NAME.portal.steps.pay.callback' }));
  });

  it('finds a setting by a word that can stand there', async () => {
    const { names } = await json('list', '--names', 'untrusted');
    expect(names).toContainEqual(
      expect.objectContaining({
        name: 'operators.NAME.api.certificate',
        values: expect.arrayContaining(['untrusted']),
      }),
    );
  });

  it('says when nothing has the word, with the nearest that is there', async () => {
    const { code, err } = await desk.call('list', '--names', 'latnecy');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean `latency`?');
  });
});

describe('mpsim explain', () => {
  it('explains a setting, a section, a metric and a function', async () => {
    expect((await desk.call('explain', 'population.NAME.user')).out).toMatch(/^ {2}patience +A buyer who waits/m);
    expect((await desk.call('explain', 'activation.duration')).out).toContain('p95(activation.duration)');
    expect((await desk.call('explain', 'p95')).out).toContain('so many per cent of the rows do not exceed');
    expect(await json('explain', 'api.servers')).toMatchObject({
      schema: 'mpsim.explanation/1',
      pattern: 'operators.NAME.api.servers',
      defaults: [{ preset: 'published', value: '4', assumed: true }],
    });
  });

  it('tells the value in a file and who set it', async () => {
    await desk.call('init', 'launch');
    const { out } = await desk.call('explain', 'operators.contoso.portal.resourceTime', 'launch.yaml');
    expect(out).toMatch(/^Here +100 ms \(set by the preset `published`\)$/m);
    expect(out).toMatch(/^There +40 ms \(set by variant faster-portal, launch\.yaml:\d+\)$/m);
  });

  it('tells the nearest word for a wrong one', async () => {
    expect(await desk.call('explain', 'population.buyers.cuont')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('Did you mean `population.buyers.count`?'),
    });
    expect((await desk.call('explain', 'activation.sucess')).err).toContain('Did you mean `activation.success`?');
  });
});

describe('mpsim schema', () => {
  it('prints the schema, or writes it for the editor', async () => {
    const { out } = await desk.call('schema');
    expect(JSON.parse(out)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
    const { code, err } = await desk.call('schema', '--out', 'mpsim.schema.json');
    expect(code).toBe(0);
    expect(err).toContain('yaml-language-server');
    expect(desk.written()).toEqual(['mpsim.schema.json']);
  });
});
