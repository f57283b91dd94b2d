import { describe, expect, it } from 'vitest';
import { behaviour, behaviourMisses } from '../../src/scenarios/presets.ts';
import { readShare } from '../../src/scenarios/quantities.ts';
import { schemaAt } from '../../src/scenarios/schema/tree.ts';
import { load, scenarioText } from './scenario-text.ts';

const run = 'length: 1 day, preset: behaviour';
const settingsOf = (parts: Parameters<typeof scenarioText>[0], variant = 'baseline') =>
  load(scenarioText({ run, ...parts })).settingsFor(variant);
const ledgerOf = (parts: Parameters<typeof scenarioText>[0]) =>
  new Map(
    load(scenarioText({ run, ...parts }))
      .assumptionsFor('baseline')
      .map(entry => [entry.path, entry]),
  );

describe('the preset `behaviour`', () => {
  it.each(behaviour.map(({ pattern, value }) => [pattern, value] as const))(
    'knows the setting %s',
    (pattern, value) => {
      const node = schemaAt(pattern.split('.').map(part => (part === '*' ? 'x' : part)));
      expect(node?.kind).toBe(typeof value === 'string' ? 'setting' : 'named');
    },
  );

  it('has values that can be read, each once, with a reason; and says what it misses', () => {
    const ledger = ledgerOf({});
    for (const { pattern, value, why } of behaviour) {
      const path = pattern.replace('operators.*', 'operators.contoso').replace('population.*', 'population.lines');
      const written =
        typeof value === 'string'
          ? [[path, value]]
          : Object.entries(value).map(([name, one]) => [`${path}.${name}`, one]);
      for (const [at, text] of written)
        expect(ledger.get(at!), at).toEqual({ path: at, value: text, setBy: 'behaviour', source: why, assumed: true });
    }
    expect(new Set(behaviour.map(({ pattern }) => pattern)).size).toBe(behaviour.length);
    expect(behaviourMisses.length).toBeGreaterThan(5);
  });

  it('lets 3 % of the downloads fail', () => {
    const { smdp } = settingsOf({}).operators[0]!;
    const { euicc } = settingsOf({}).groups[0]!;
    const refused = smdp.refuses.reduce((sum, { share }) => sum + share, 0);
    const survives = (1 - refused) * (1 - smdp.silent) ** 4 * (1 - euicc.loadFails);
    expect(1 - survives).toBeCloseTo(readShare('3 %'), 3);
  });

  it('fills what the file leaves open and nothing else', () => {
    const settings = settingsOf({ operator: 'portal: { paymentFails: 1 % }, smdp: { refuses: { 8.2/3.7: 99 % } }' });
    const [operator] = settings.operators;
    expect(operator).toMatchObject({
      backEnd: { tiers: [{ results: [{ name: 'declined', share: 0.01 }] }] },
      smdp: { refuses: [{ code: '8.2/3.7', share: 0.99 }] },
      network: { t3411: 10e6 },
    });
    expect(settings.groups[0]!.flyout).toMatchObject({
      perDay: 1.5,
      session: { opens: 1.8, gap: { kind: 'exponential', mean: 20e6 }, whenOffline: 4 },
    });
  });

  it('leaves openings alone where the file has them, and sessions too', () => {
    const opens = settingsOf({ group: 'count: 1, device: { sim: hot }, flyout: { opens: 3 per day }, usage: none' });
    expect(opens.groups[0]).toMatchObject({ flyout: { perDay: 3 }, usage: undefined });
    expect(opens.groups[0]!.flyout.session).toBeUndefined();
    const sessions = settingsOf({ group: 'arrive: 1 per day, flyout: { sessions: 2 per day, whenOffline: x2 }' });
    expect(sessions.groups[0]!.flyout).toMatchObject({ perDay: 2, session: { opens: 1.8, whenOffline: 2 } });
  });

  it('asks nothing of load agents', () => {
    const { groups } = settingsOf({ group: 'count: 2, load: { rate: 1 per s }' });
    expect(groups[0]).toMatchObject({ sim: 'hot', flyout: { perDay: 0 }, usage: undefined });
    expect(
      [...ledgerOf({ group: 'count: 2, load: { rate: 1 per s }' }).keys()].filter(path => /^population/.test(path)),
    ).toEqual(['rate', 'iccids', 'mix.getBalance', 'pacing', 'timeout'].map(name => `population.lines.load.${name}`));
  });

  it('can be chosen by a variant and by --set, which themselves count before it', () => {
    const more =
      'variants:\n  as-published: baseline\n  as-people-do: { run.preset: behaviour, operators.contoso.portal.paymentFails: 9 % }\n';
    const scenario = load(scenarioText({ more }), { set: [['operators.contoso.portal.paymentTries', '5']] });
    const portal = (variant: string) => scenario.settingsFor(variant).operators[0]!.portal;
    const declined = (variant: string) =>
      scenario.settingsFor(variant).operators[0]!.backEnd.tiers[0]!.results[0]!.share;
    const pay = (variant: string) => portal(variant).steps.find(({ name }) => name === 'pay');
    expect(declined('as-published')).toBe(0.03);
    expect(declined('as-people-do')).toBe(0.09);
    expect(pay('as-published')).toMatchObject({ page: { resources: 5 }, branches: [{ atMost: 4 }] });
    expect(pay('as-people-do')).toMatchObject({ page: { resources: 14 }, branches: [{ atMost: 4 }] });
    expect(['as-published', 'as-people-do'].map(scenario.presetFor)).toEqual(['published', 'behaviour']);
    expect(scenario.patchesFor('as-people-do').map(({ path }) => path.join('.'))).toEqual([
      'operators.contoso.portal.paymentFails',
      'run.preset',
    ]);
    expect(load(scenarioText(), { set: [['run.preset', 'behaviour']] }).presetFor('baseline')).toBe('behaviour');
  });
});

describe('the preset `published`', () => {
  it('is what counts when nothing is said, and says so', () => {
    const scenario = load(scenarioText());
    expect(scenario.presetFor('baseline')).toBe('published');
    expect(new Set(scenario.assumptionsFor('baseline').map(({ setBy }) => setBy))).toEqual(new Set(['published']));
    expect(scenario.settingsFor('baseline').groups[0]!.flyout.session).toBeUndefined();
  });
});
