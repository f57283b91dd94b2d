import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assumptionsOf } from '../../src/scenarios/ledger.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import { completed } from '../../src/scenarios/presets.ts';
import { settingsOf } from '../../src/scenarios/schema/tree.ts';
import { readYaml } from '../../src/scenarios/yaml-document.ts';
import { load, scenarioText } from './scenario-text.ts';

const folder = new URL('../../scenarios/', import.meta.url);
const minute = 60e6;

describe('a scenario file', () => {
  it.each(readdirSync(folder).filter(name => name.endsWith('.yaml')))('%s is accepted without a warning', name => {
    const file = new URL(name, folder).pathname;
    const scenario = loadScenario(file);
    expect(scenario.name).toBe(name.replace('.yaml', ''));
    expect(scenario.hash).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
    expect(scenario.warnings).toEqual([]);
    expect(scenario.question).not.toBe('');
    for (const variant of scenario.variants) expect(scenario.settingsFor(variant).groups.length).toBeGreaterThan(0);
  });

  it('that does not exist is a mistake, not a stack', () => {
    expect(() => loadScenario('/nowhere/a.yaml')).toThrow('/nowhere/a.yaml: There is no such file.');
    expect(() => loadScenario('/')).toThrow('This is not a file.');
  });

  it('of a few lines rests on defaults', () => {
    const settings = load(scenarioText()).settingsFor('baseline', { seed: 7, replication: 3 });
    expect(settings).toMatchObject({
      scenario: 'test',
      variant: 'baseline',
      seed: 7,
      replication: 3,
      utcOffset: 0,
      length: 1_440 * minute,
      drain: 0,
    });
    const [contoso] = settings.operators;
    expect(contoso.provider.networks).toEqual([{ mcc: '262', mnc: '01' }]);
    expect(contoso.portal.steps.map(step => step.name)).toEqual(['sign-in', 'pick', 'pay', 'confirm']);
    expect(contoso.portal.host).toBe('mobileplans.contoso.example');
    expect(contoso.network).toMatchObject({ t3411: 10e6, t3402: 12 * minute, attempts: 5 });
    expect(contoso.api.limit).toBeUndefined();
    expect(settings.groups[0]).toMatchObject({
      name: 'lines',
      operator: 'contoso',
      count: 0,
      arrive: { perDay: 10 },
      sim: 'esim',
      osRelease: 1903,
      wifi: 1,
    });
    expect(settings.groups[0].flyout.perDay).toBe(8.64);
    expect(settings.groups[0].usage?.sessionRate).toBe(625_000);
  });

  it('says what it means in the units of the models', () => {
    const { operators, groups, microsoft, links, ...run } = load(
      scenarioText({
        run: 'start: 2019-09-02 00:00, timeZone: Europe/Berlin, length: 1 day, drain: 2 h, seed: 42, links: { rttWifi: 20 ms }',
        operator:
          'plan: { price: 4.99 EUR, data: 200 MB, lasts: 24 h }, api: { limit: 50 per s }, smdp: { refuses: { 8.2/1.2: 0.5 % } }',
        group: 'arrive: 4_000 per day by hour published, online: { wifi: 97 %, none: rest }, usage: none',
        more: 'microsoft: { service: { retryAfterScope: operator } }\n',
      }),
    ).settingsFor('baseline');
    expect(run).toMatchObject({
      seed: 42,
      startUtc_ms: Date.UTC(2019, 8, 1, 22),
      utcOffset: 120 * minute,
      drain: 120 * minute,
    });
    expect(operators[0].plan).toEqual({
      name: '200 MB for 24 hours',
      data: 200e6,
      lasts: 1_440 * minute,
      price: 499,
      currency: 'EUR',
      postpaid: false,
      endsAt: 'duration',
      overage: undefined,
      costs: undefined,
      maxTransfer: undefined,
      securityUpdatesExempt: false,
    });
    expect(operators[0].api.limit).toBe(50);
    expect(operators[0].smdp.refuses).toEqual([{ code: '8.2/1.2', share: 0.005 }]);
    expect(microsoft.retryAfterScope).toBe('operator');
    expect(links).toEqual({
      rttWifi: 20e3,
      rttCellular: 60e3,
      rttHotspot: 90e3,
      rateWifi: 50e6,
      rateCellular: 20e6,
      loss: 0,
    });
    expect(groups[0]).toMatchObject({ count: 0, wifi: 0.97, usage: undefined, utcOffset: 120 * minute });
    expect(groups[0].arrive?.perDay).toBe(4_000);
  });

  it('without a provider is on the test network', () => {
    expect(load(scenarioText({ operator: '' })).settingsFor('baseline').operators[0].provider).toMatchObject({
      networks: [{ mcc: '001', mnc: '01' }],
    });
  });
});

describe('variants', () => {
  const text = scenarioText({
    more: 'variants:\n  inline: baseline\n  slow: { operators.contoso.smdp.silent: 5 %, operators.contoso.smdp.refuses.8.2/1.2: 1 % }\n  fewer: { population.lines.arrive: 5 per day }\n',
  });
  const { variant: _, ...slow } = load(text).settingsFor('slow');

  it('are named in the order of the file', () => {
    expect(load(text).variants).toEqual(['inline', 'slow', 'fewer']);
    expect(load(scenarioText()).variants).toEqual(['baseline']);
  });

  it('equal the edited file', () => {
    const edited = load(
      scenarioText({ operator: 'from: de/Telekom, smdp: { silent: 5 %, refuses: { 8.2/1.2: 1 % } }' }),
    );
    expect({ ...slow, variant: 'baseline' }).toEqual(edited.settingsFor('baseline'));
  });

  it('equal --set with the same paths', () => {
    const set = load(scenarioText(), {
      set: [
        ['operators.contoso.smdp.silent', '5 %'],
        ['operators.contoso.smdp.refuses', '{ 8.2/1.2: 1 % }'],
      ],
    });
    expect({ ...slow, variant: 'baseline' }).toEqual(set.settingsFor('baseline'));
  });

  it('replace a count by arrivals, and take the count away', () => {
    const counted = load(
      scenarioText({ group: 'count: 10', more: 'variants:\n  fewer: { population.lines.arrive: 5 per day }\n' }),
    );
    expect(counted.settingsFor('fewer').groups[0]).toMatchObject({ count: 0, arrive: { perDay: 5 } });
    expect(counted.patchesFor('fewer')).toEqual([
      { op: 'add', path: ['population', 'lines', 'arrive'], value: '5 per day' },
      { op: 'remove', path: ['population', 'lines', 'count'] },
    ]);
  });

  it('warn of buyers who never come', () => {
    const [warning] = load(scenarioText({ group: 'count: 10' })).warnings;
    expect(warning).toMatchObject({ severity: 'warning', path: 'population.lines.count', line: 6 });
    expect(load(scenarioText({ group: 'count: 10, device: { sim: hot }' })).warnings).toEqual([]);
  });

  it('say what they change, as patches', () => {
    expect(load(text).patchesFor('inline')).toEqual([]);
    expect(load(text).patchesFor('fewer')).toEqual([
      { op: 'replace', path: ['population', 'lines', 'arrive'], value: '5 per day' },
    ]);
  });

  it('stand on --set', () => {
    expect(
      load(text, { set: [['operators.contoso.api.servers', '9']] }).settingsFor('slow').operators[0].api.servers,
    ).toBe(9);
  });
});

describe('the assumption ledger', () => {
  it('names who set each number and who says so', () => {
    const ledger = load(scenarioText({ operator: 'network: { t3411: 20 s, t3402: 12 min }' })).assumptionsFor(
      'baseline',
    );
    const entry = (path: string) => ledger.find(one => one.path === path);
    expect(entry('operators.contoso.network.t3411')).toMatchObject({
      value: '20 s',
      setBy: 'scenario',
      source: 'test.yaml, line 4',
      assumed: true,
    });
    expect(entry('operators.contoso.network.t3402')).toMatchObject({
      value: '12 min',
      setBy: 'scenario',
      source: '[3G] 3GPP TS 24.301: T3402',
      assumed: false,
    });
    expect(entry('operators.contoso.network.attempts')).toMatchObject({
      value: '5',
      setBy: 'published',
      assumed: false,
    });
    expect(entry('operators.contoso.api.service')).toMatchObject({
      value: 'lognormal mean 120 ms p99 600 ms',
      setBy: 'published',
      assumed: true,
    });
    expect(entry('run.seed')).toBeUndefined();
  });

  it('has a source or a reason for every default', () => {
    const document = readYaml(scenarioText({ operator: 'smdp: { refuses: { 8.2/1.2: 1 % } }' }), 'test.yaml');
    for (const { path, facts } of settingsOf(document.raw))
      if (facts.default !== undefined) expect(facts.source, path.join('.')).toMatch(/.{5}/);
    expect(assumptionsOf(completed(document)).length).toBeGreaterThan(70);
  });
});
