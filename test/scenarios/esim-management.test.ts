/** What the language says of managed PCs, activation codes and the SM-DS, and which of it makes no sense. */
import { describe, expect, it } from 'vitest';
import { loadScenarioText } from '../../src/scenarios/load.ts';
import { MistakesError } from '../../src/scenarios/mistakes.ts';

const scenario = (group: string, operator = '{}') => `mpsim: 1
run: { length: 1 day }
operators: { contoso: ${operator} }
population: { people: { count: 5, ${group} } }
`;
function mistakesOf(text: string): string[] {
  try {
    loadScenarioText(text, 'test.yaml');
    return [];
  } catch (problem) {
    if (!(problem instanceof MistakesError)) throw problem;
    return problem.mistakes.map(({ message }) => message);
  }
}

describe('eSIM profiles without a purchase', () => {
  it('have defaults for everything; release 24H2 is newer than all others', () => {
    const { groups, operators } = loadScenarioText(
      scenario('device: { osRelease: 24H2 }, managed: {}'),
      'test.yaml',
    ).settingsFor('baseline');
    expect(groups[0]).toMatchObject({ osRelease: 2402, managed: { installsBy: 'discovery', usersAdd: true } });
    expect(operators[0]!.smds).toMatchObject({ host: 'smds.contoso.example', refuses: [] });
  });

  it.each([
    ['device: { sim: hot }, managed: {}', 'A SIM card takes no other profile. For an eUICC write `sim: esim`.'],
    [
      'managed: {}, activationCode: {}',
      'Each PC has one line, which management installs already. Write `installsBy: none` in `managed`, or leave one of the two out.',
    ],
  ])('%s is a mistake', (group, message) => expect(mistakesOf(scenario(group))).toEqual([message]));

  it('go together where management installs nothing', () =>
    expect(mistakesOf(scenario('managed: { installsBy: none }, activationCode: {}'))).toEqual([]));

  it('know the refusals of an SM-DS', () =>
    expect(mistakesOf(scenario('managed: {}', '{ smds: { refuses: { 8.9.4/3.8: 1 % } } }'))[0]).toMatch(
      /^The SM-DS has no refusal code `8.9.4\/3.8`\. Expected one of: 8\.9\.1\/3\.8, .* Did you mean/,
    ));
});
