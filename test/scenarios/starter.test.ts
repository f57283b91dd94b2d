import { describe, expect, it } from 'vitest';
import { providers } from '../../src/models/provider-table.ts';
import { loadScenarioText, ownName } from '../../src/scenarios/index.ts';
import { starterScenario } from '../../src/scenarios/starter.ts';
import { starterOperator } from '../../src/scenarios/starter-operator.ts';

const operatorOf = (text: string) => {
  const scenario = loadScenarioText(text, 'starter.yaml');
  expect(scenario.warnings).toEqual([]);
  return scenario.settingsFor('today').operators[0]!;
};

describe('a starter scenario', () => {
  it('is valid, with an operator that exists nowhere', () => {
    const operator = operatorOf(starterScenario('my-launch'));
    expect(operator.name).toBe('contoso');
    expect(operator.provider.networks).toEqual([{ mcc: '001', mnc: '01' }]);
  });

  it('has the networks and access points of a real operator, and lists them with its USSD codes in comments', () => {
    const text = starterScenario('my-launch', 'DE/telekom');
    const { name, provider } = operatorOf(text);
    expect(name).toBe('telekom');
    expect(provider).toMatchObject({ country: 'de', name: 'T-Mobile(Telekom)' });
    expect(text).toContain('\n    from: de/telekom\n');
    expect(text).toContain('#   networks        262-01, 262-06\n');
    for (const { name: apn } of provider.apns) expect(text).toContain(apn);
    expect(starterScenario('a', 'de/Vodafone')).toContain(
      '    #   balance by USSD *100#\n    #   top-up by USSD  *100*CODE# (CODE is the number on the voucher)\n',
    );
  });

  it('is valid for every operator of the table that has a network code', () => {
    const found = providers().filter(({ networks }) => networks.length > 0);
    expect(found.length).toBeGreaterThan(600);
    const starters = found.map(({ country, name }) => starterOperator(`${country}/${name}`));
    // A starter is the same for all but for its operator's name and lines: many of these stand in one scenario here.
    for (let first = 0; first < found.length; first += 20) {
      const some = starters.slice(first, first + 20).map(({ key, lines }, i) => {
        expect(key).toMatch(ownName);
        return `  ${key.slice(0, 50)}-${first + i}:\n${lines.map(line => `    ${line}\n`).join('')}    plan: {}\n`;
      });
      const population = `  people: { count: 1, device: { sim: hot }, operator: ${/\S+(?=:)/.exec(some[0]!)![0]} }`;
      const run = 'run: { start: 2019-09-02 00:00, length: 1 h }';
      const text = `mpsim: 1\n${run}\noperators:\n${some.join('')}population:\n${population}\n`;
      const { operators } = loadScenarioText(text, 'starters.yaml').settingsFor('baseline');
      for (const [i, { provider }] of operators.entries()) {
        const { country, name, networks, apns } = found[first + i]!;
        expect(provider).toMatchObject({ country, name, networks, apns });
      }
    }
  });

  it.each([
    ['ba/m:tel', 'm-tel', 'from: ba/m:tel'],
    ['ca/Vidéotron', 'videotron', 'from: ca/Vidéotron'],
    ['ir/ایرانسل', 'operator', 'from: ir/ایرانسل'],
    ['de/ T-Mobile\n#(Telekom) ', 't-mobile-telekom', 'from: de/T-Mobile(Telekom)'],
  ])('of %j names the operator %j', (from, key, line) => {
    const text = starterScenario('my-launch', from);
    expect(operatorOf(text).name).toBe(key);
    expect(text).toContain(line);
  });

  it.each([
    ['Telekom', /country and a name.*, for example `[a-z]{2}\/Telekom`/],
    ['germany/Telekom', /No country `germany`.*Did you mean `de`\?/],
    ['uk/O2', /No country `uk`.*Did you mean `gb`\?/],
    ['de/Telekm', /Did you mean `Telekom`\?/],
    ['de/', /No single provider/],
    ['/', /country and a name/],
  ])('refuses %j and says what was meant', (from, message) => {
    expect(() => starterScenario('my-launch', from)).toThrow(message);
  });

  it('refuses an operator without a network code: no device could find it', () => {
    const without = providers().filter(({ networks }) => networks.length === 0);
    expect(without).toHaveLength(18);
    for (const { country, name } of without)
      expect(() => starterScenario('my-launch', `${country}/${name}`)).toThrow(/has no network code/);
  });
});
