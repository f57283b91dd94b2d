/** What a size must survive: the loss of a server of each bank and tier that the operator runs itself. */
import { describe, expect, it } from 'vitest';
import { banksOf } from '../../../src/experiments/capacity/places.ts';
import type { Sets } from '../../../src/scenarios/index.ts';
import { load, scenarioText } from '../../scenarios/scenario-text.ts';
import { realRunner } from './real-runner.ts';

const banks = (operator?: string) =>
  banksOf(load(scenarioText(operator === undefined ? {} : { operator })).settingsFor('baseline')).map(
    ({ name, path }) => [name, path],
  );

describe('a tier of one server', () => {
  it('is lost altogether: what calls it is refused', async () => {
    const text = `mpsim: 1
run: { length: 30 s, start: 2019-09-02 09:00, seed: 1 }
operators:
  contoso:
    api: { errors: 0 %, paths: { getBalance: gateway > billing } }
    backend: { gateway: { servers: 2, service: 1 ms }, billing: { servers: 1, service: 5 ms, results: { empty: 10 % } } }
population:
  agents: { count: 1, load: { rate: 2 per s, mix: { getBalance: 100 % }, iccids: 10 } }
`;
    const [gateway, billing] = banksOf(load(text).settingsFor('baseline'));
    const success = async (sets: Sets) => {
      const runner = realRunner(asked => load(text, { set: [...asked] }));
      const [outcome] = await runner.replicate([{ variant: 'baseline', replication: 0, sets }]);
      return outcome?.ok === true ? outcome.replication.metrics['getBalance.success'] : undefined;
    };
    expect(gateway!.name).toBe('gateway');
    expect(await success([])).toMatchObject({ value: 1 });
    // Of sixty requests the first may pass.
    expect(await success(billing!.failing)).toMatchObject({ value: expect.closeTo(0, 1) });
  });
});

describe('servers that may be lost', () => {
  it('are those of the API where no tier stands behind it', () => {
    expect(banks()).toEqual([['api', 'operators.contoso.api.servers']]);
  });

  it('are those of every tier with servers, and none of what others run', () => {
    const backend =
      'backend: { gateway: { servers: 2, service: 2 ms }, billing: { servers: 2, service: 5 ms }, cache: { ttl: 1 s }, crm: { outside: true, service: 1 s } }';
    expect(banks(`api: { paths: { getBalance: gateway > billing } }, ${backend}`)).toEqual([
      ['gateway', 'operators.contoso.backend.gateway.servers'],
      ['billing', 'operators.contoso.backend.billing.servers'],
    ]);
  });
});
