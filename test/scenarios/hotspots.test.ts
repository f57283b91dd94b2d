/** Hotspots in the language: what is read, and which mistakes are told. */
import { describe, expect, it } from 'vitest';
import { hotspotKinds } from '../../src/models/settings.ts';
import { loadScenarioText } from '../../src/scenarios/index.ts';
import { MistakesError } from '../../src/scenarios/mistakes.ts';
import { minutes } from '../../src/sim/units.ts';

const text = (group: string, operator = '{}', timeline = '') => `mpsim: 1
about: { title: Wi-Fi, question: Who gets in? }
run: { start: 2019-09-02 00:00, length: 1 day }
operators:
  contoso: { from: de/Telekom${operator === 'none' ? '' : `, hotspots: ${operator}`} }
population:
  laptops: { count: 5, device: { sim: hot }, hotspots: ${group} }
${timeline}`;

const settingsOf = (...parts: Parameters<typeof text>) =>
  loadScenarioText(text(...parts), 'wifi.yaml').settingsFor('baseline');
const mistakesIn = (...parts: Parameters<typeof text>): string => {
  try {
    loadScenarioText(text(...parts), 'wifi.yaml');
    return '';
  } catch (problem) {
    if (!(problem instanceof MistakesError)) throw problem;
    return problem.message;
  }
};

describe('hotspots in a scenario', () => {
  it('are nowhere unless the group goes to places', () => {
    const [group] = settingsOf('{}').groups;
    expect(group?.hotspots?.visits.perDay).toBe(2);
    const { groups, operators } = settingsOf('{}', 'none');
    expect([groups[0]?.hotspots !== undefined, operators[0]?.hotspots]).toEqual([true, undefined]);
  });

  it('are of four kinds, a quarter each, or as the shares say', () => {
    const kinds = (written: string) => settingsOf(written).groups[0]!.hotspots!.kinds;
    expect(hotspotKinds.map(kind => kinds('{}')[kind])).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(kinds('{ kinds: { wispr: 30 %, eap: rest } }')).toEqual({ open: 0, captivePortal: 0, wispr: 0.3, eap: 0.7 });
  });

  it('have the login host of their operator, which is trusted unless domains are named', () => {
    const offer = (written: string) => settingsOf('{}', written).operators[0]!.hotspots!;
    expect(offer('{}')).toMatchObject({ loginHost: 'wifi.contoso.example', trustedDomains: ['wifi.contoso.example'] });
    expect(offer('{ trustedDomains: [.contoso.example] }').trustedDomains).toEqual(['.contoso.example']);
  });

  it('have an app that issues credentials every time, or does what the shares say', () => {
    const task = (written: string) => settingsOf('{}', written).operators[0]!.hotspots!.task;
    expect(task('{}')).toMatchObject({ issues: 1, aborts: 0, skips: 0, asksUser: 0, marksManual: false });
    expect(task('{ app: { does: { issue: 50 %, askUser: rest } } }')).toMatchObject({ issues: 0.5, asksUser: 0.5 });
  });

  it('have servers that can be out of order', () => {
    const { timeline } = settingsOf(
      '{}',
      '{}',
      'timeline:\n  - { at: 01:00, for: 5 min, outage: contoso.hlr, as: hang }',
    );
    expect(timeline[0]).toMatchObject({ system: 'hlr', operator: 'contoso' });
    expect(timeline[0]!.kind === 'outage' && timeline[0]!.until - timeline[0]!.at).toBe(minutes(5));
    expect(mistakesIn('{}', 'none', 'timeline:\n  - { at: 01:00, for: 5 min, outage: contoso.hlr, as: hang }')).toMatch(
      /No system `contoso.hlr`/,
    );
  });

  it.each([
    ['shares that do not add up', '{ kinds: { wispr: 30 %, eap: 60 % } }', '{}', /add up to 90 %/],
    ['more than all', '{ locked: 60 %, standby: 60 % }', '{}', /exclude each other/],
    ['a trusted domain that is none', '{}', '{ trustedDomains: [http://a.example] }', /host name/],
    ['shares of the app that do not add up', '{}', '{ app: { does: { issue: 30 % } } }', /add up to 30 %/],
    ['a word that does not exist', '{}', '{ eap: akka }', /Did you mean `aka`/],
  ])('with %s are explained', (_, group, operator, message) => {
    expect(mistakesIn(group, operator)).toMatch(message);
  });
});
