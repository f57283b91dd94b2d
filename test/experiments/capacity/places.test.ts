/** What a size must survive: the loss of a server of each bank and tier that the operator runs itself. */
import { describe, expect, it } from 'vitest';
import { banksOf } from '../../../src/experiments/capacity/places.ts';
import { load, scenarioText } from '../../scenarios/scenario-text.ts';

const banks = (operator?: string) =>
  banksOf(load(scenarioText(operator === undefined ? {} : { operator })).settingsFor('baseline')).map(
    ({ name, path }) => [name, path],
  );

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
