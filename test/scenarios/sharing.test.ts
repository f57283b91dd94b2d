/** Internet sharing and special connections as a scenario writes them. */
import { describe, expect, it } from 'vitest';
import { loadScenarioText } from '../../src/scenarios/index.ts';
import { MistakesError } from '../../src/scenarios/mistakes.ts';

const head = `mpsim: 1
run: { start: 2019-09-02 12:00, length: 1 h, seed: 1 }
`;
const scenario = (operator: string, group: string, timeline = '') => `${head}operators:
  contoso: { ${operator} }
population:
  laptops:
    count: 2
    device: { sim: hot }
${group}
${timeline}`;

const settingsOf = (text: string) =>
  loadScenarioText(text, 'sharing.yaml', { folder: 'scenarios' }).settingsFor('baseline');
function mistakesOf(text: string): string[] {
  try {
    loadScenarioText(text, 'sharing.yaml', { folder: 'scenarios' });
    return [];
  } catch (problem) {
    if (problem instanceof MistakesError)
      return problem.mistakes.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    throw problem;
  }
}

describe('internet sharing in a scenario', () => {
  it('is absent where nothing is written', () => {
    const { operators, groups } = settingsOf(scenario('from: de/Telekom', ''));
    expect(operators[0]).toMatchObject({ sharing: undefined, contexts: undefined });
    expect(groups[0]).toMatchObject({ sharing: undefined, specialApps: undefined });
  });

  it('takes its defaults, and what is written', () => {
    const text = scenario(
      'cosa: { hotspot: entitlementCheckRequired }, sharing: { maxDevices: 3, accessPoint: tethering.contoso, charged: false }',
      "    sharing: { starts: 2 per day by hour published, clients: { phones: { count: 2 }, pc: { osRelease: '8.1' } } }",
    );
    const { operators, groups } = settingsOf(text);
    expect(operators[0]!.cosa.hotspot).toBe('entitlementCheckRequired');
    expect(operators[0]!.sharing).toMatchObject({
      maxDevices: 3,
      accessPoint: 'tethering.contoso',
      zeroRated: true,
      entitled: 1,
      whenUnanswered: 'nothing',
    });
    expect(groups[0]!.sharing).toMatchObject({ capability: 'enabled', share: 1, forgets: 0.5, tries: 1 });
    expect(groups[0]!.sharing!.clients).toMatchObject([
      { name: 'phones', count: 2, osRelease: undefined, rate: 62_500 },
      { name: 'pc', count: 1, osRelease: 8.1 },
    ]);
  });

  it('is what an operator that has to be asked says, though it does not say how', () => {
    const { operators } = settingsOf(scenario('serviceMetadata: { allowTethering: entitlementCheckRequired }', ''));
    expect(operators[0]!.sharing).toMatchObject({ entitled: 1, maxDevices: 10 });
  });

  it('gives the entitlement server an outage of its own', () => {
    const timeline = 'timeline:\n  - { at: 12:10, for: 10 min, outage: contoso.entitlement, as: hang }';
    const { timeline: entries } = settingsOf(scenario('sharing: { entitled: 90 % }', '', timeline));
    expect(entries[0]).toMatchObject({ kind: 'outage', operator: 'contoso', system: 'entitlement' });
    expect(mistakesOf(scenario('from: de/Telekom', '', timeline))[0]).toContain('No system `contoso.entitlement`.');
  });

  it.each([
    ['fewer devices than three', 'sharing: { maxDevices: 2 }', '', 'Expected at least 3.'],
    ['more than ten', 'sharing: { maxDevices: 11 }', '', 'Expected at most 10.'],
    ['a policy that is none', 'cosa: { hotspot: allways }', '', 'Did you mean `always`?'],
    [
      'a capability that the operator decides',
      '',
      '    sharing: { capability: disabledByOperator, clients: {} }',
      'Expected one of: enabled, disabledByGroupPolicy',
    ],
    [
      'too many devices beside a PC',
      '',
      '    sharing: { clients: { a: { count: 20 }, b: { count: 20 }, c: { count: 20 }, d: {} } }',
      'These are 61 devices beside each PC; there can be 60.',
    ],
  ])('is not written with %s', (_, operator, group, message) => {
    expect(mistakesOf(scenario(operator, group)).join(' ')).toContain(message);
  });
});

describe('special connections in a scenario', () => {
  const policies =
    'contexts: { policies: { work: { accessPoint: work.contoso, apps: [ mail ], hosts: [ mail.contoso.example ] } } }';

  it('are policies of the operator and apps of a group', () => {
    const { operators, groups } = settingsOf(
      scenario(policies, '    specialApps: { mail: { context: work, rate: 8 Mbit/s } }'),
    );
    expect(operators[0]!.contexts).toEqual({
      supported: true,
      most: 8,
      policies: [
        {
          name: 'work',
          accessPoint: 'work.contoso',
          apps: ['mail'],
          hosts: ['mail.contoso.example'],
          zeroRated: false,
          rejected: 0,
        },
      ],
    });
    expect(groups[0]!.specialApps).toMatchObject([
      { name: 'mail', context: 'work', rate: 1_000_000, otherwise: 'internet' },
    ]);
  });

  it('name a policy that there is', () => {
    const [message] = mistakesOf(scenario(policies, '    specialApps: { mail: { context: wrok } }'));
    expect(message).toBe('No policy `wrok` in operators.contoso.contexts.policies. Did you mean `work`?');
    const [none] = mistakesOf(scenario('from: de/Telekom', '    specialApps: { mail: { context: work } }'));
    expect(none).toContain('There is no operators.contoso.contexts.policies.');
  });
});
