/** The language of metered networks: what is written, and what holds where nothing is. */
import { describe, expect, it } from 'vitest';
import { loadScenarioText } from '../../src/scenarios/load.ts';

const text = (group: string, operator = '') => `mpsim: 1
run: { length: 1 day }
operators: { contoso: { ${operator} } }
population: { people: { count: 5, device: { sim: hot }${group} } }
`;
const load = (group: string, operator?: string) => loadScenarioText(text(group, operator), 'test.yaml');
const worldOf = (group: string, operator?: string) => load(group, operator).settingsFor('baseline');
const assumed = (group: string, operator?: string) =>
  load(group, operator)
    .assumptionsFor('baseline')
    .map(({ path }) => path);

describe('what minds the cost of the network', () => {
  it('is nothing where nothing is written, and rests on no assumption', () => {
    const { updates, apps, video, travels, warnings } = worldOf('').groups[0]!;
    expect([updates, apps, video, travels, warnings]).toEqual(Array(5).fill(undefined));
    expect(worldOf('').operators[0]!.roaming).toBeUndefined();
    expect(assumed('').filter(path => /updates|apps|video|travels|warnings|roaming\./.test(path))).toEqual([]);
  });

  it('has the usual numbers in an empty section', () => {
    const { updates, apps, video } = worldOf(', updates: {}, apps: {}, video: {}').groups[0]!;
    expect(updates?.security.every).toBe(30 * 86_400e6);
    expect(apps).toMatchObject({ perDay: 3, asked: 0.2, ignoreCost: 0.1 });
    expect(video).toMatchObject({ perDay: 2, rateUnrestricted: 625_000, rateNearLimit: 62_500 });
    expect(assumed(', video: {}')).toContain('population.people.video.rateMetered');
  });

  it('is told of the plan what the operator says of it', () => {
    const { plan } = worldOf('', 'plan: { costs: variable, maxTransfer: 50 MB, securityUpdatesExempt: true }')
      .operators[0]!;
    expect(plan).toMatchObject({ costs: 'variable', maxTransfer: 50e6, securityUpdatesExempt: true });
  });
});

describe('use abroad', () => {
  it('has a price, and may have a cap and a notice', () => {
    const { roaming } = worldOf('', 'roaming: { price: 50 EUR per 100 MB, cap: 60 EUR, noticeAfter: 20 MB }')
      .operators[0]!;
    expect(roaming).toMatchObject({
      per: 100e6,
      price: 5_000,
      cap: 6_000,
      noticeAfter: 20e6,
      slice: 1e6,
      welcome: false,
    });
  });
});
