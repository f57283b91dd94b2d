/** Rows of incidents, of plans that were topped up, and of internet access that is not there. */
import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/experiments/run.ts';
import type { ValueMetric } from '../../../src/experiments/run-result.ts';
import { load } from '../../scenarios/scenario-text.ts';

/** The values of the metrics of a scenario, by name. */
async function measured(text: string): Promise<Record<string, number | null>> {
  const { result } = await runScenario(load(text), { variant: 'baseline', reproduce: 'mpsim run test.yaml' });
  const { metrics } = result.summary;
  return Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, (metric as ValueMetric).value]));
}

const minute = 60e6;

describe('incidents of the monitoring', async () => {
  const values = await measured(`mpsim: 1
run: { length: 8 h, start: 2019-09-02 00:00, seed: 3 }
operators: { contoso: { api: { errors: 0 % }, portal: { loadFails: 0 % } } }
microsoft: { monitoring: { shareOfGlobal: 0 %, window: 10 min } }
population: { laptops: { count: 1, device: { sim: hot }, usage: none, flyout: { opens: 0.01 per day } } }
timeline:
  - { name: down, at: 02:00, for: 1 h, outage: contoso.api, as: refuse }
  - { name: gone, at: 06:30, for: 3 h, outage: contoso.portal, as: refuse }
metrics:
  incidents: count(incident)
  of-the-api: count(incident where outage = down)
  false-alarms: count(incident where falseAlarm)
  first-severity: sum(severity among incident where outage = down)
  found-after: mean(incident.foundAfter where outage = down)
  detected-after: mean(incident.detectedAfter where outage = down)
  lasted: max(incident.lasted)
  open: count(incident where not ended)
`);

  it('have one row each, with the outage that they tell of', () => {
    expect(values).toMatchObject({ incidents: 2, 'of-the-api': 1, 'false-alarms': 0 });
  });

  it('are found when a quarter of the stretch has failed: five of twenty pings in 10 minutes', () => {
    expect(values['detected-after']! / minute).toBeCloseTo(2, 1);
    expect(values['found-after']! / minute).toBeCloseTo(2, 1);
  });

  it('keep the highest severity, last until the failures have left the stretch, and may still be open at the end', () => {
    expect(values['first-severity']).toBe(1);
    expect(values.lasted! / minute).toBeGreaterThan(60);
    expect(values.lasted! / minute).toBeLessThan(70);
    expect(values.open).toBe(1);
  });
});

describe('lines whose plan is over', async () => {
  const values = await measured(`mpsim: 1
run: { length: 10 h, start: 2019-09-02 00:00, seed: 3 }
operators:
  contoso:
    plan: { lasts: 2 h, price: 5 EUR }
    network: { rejectsRetryable: 0 % }
    api: { errors: 0 % }
    portal:
      loadFails: 0 %
      paymentFails: 0 %
      steps: { sign-in: { leaves: 0 % }, pick: { leaves: 0 % }, pay: { leaves: 0 % }, confirm: { leaves: 0 % } }
microsoft: { service: { fails: 0 % } }
population:
  laptops:
    count: 20
    device: { sim: hot }
    online: { none: 100 % }
    usage: none
    flyout: { opens: 0.01 per day }
    user: { topsUp: 100 %, topsUpAfter: 1 h }
metrics:
  top-ups: count(topUp)
  first: count(topUp where nth = 1)
  data: sum(data among topUp)
  without: mean(line.withoutPlan)
  revenue: sum(revenue among operator)
  misled: count(falseInternet where nth = 1)
`);

  it('have a row for each top-up, and each brings money and data', () => {
    expect(values.first).toBe(20);
    expect(values['top-ups']).toBeGreaterThan(20);
    expect(values.data).toBe(values['top-ups']! * 200e6);
    expect(values.revenue).toBe(values['top-ups']! * 5);
  });

  it('know how long that was: an hour of waiting and the purchase, two or three times', () => {
    expect(values.without! / minute).toBeGreaterThan(120);
    expect(values.without! / minute).toBeLessThan(240);
  });
});

describe('internet access that is not there', () => {
  const travellers = (passes: boolean) => `mpsim: 1
run: { length: 6 h, start: 2019-09-02 09:00, seed: 3 }
operators: { contoso: { cosa: { supportDataMarketplace: false }, network: { walledGardenPassesNcsi: ${passes} } } }
population: { travellers: { arrive: 40 per day, device: { sim: warm }, online: { none: 100 % }, usage: none } }
metrics: { people: count(person), misled: count(falseInternet where nth = 1) }
`;

  it('is shown to everybody where the walled garden answers the probe, and to nobody where it does not', async () => {
    const passed = await measured(travellers(true));
    expect(passed.people).toBeGreaterThan(5);
    expect(passed.misled).toBeGreaterThan(passed.people! / 2);
    expect((await measured(travellers(false))).misled).toBe(0);
  });
});
