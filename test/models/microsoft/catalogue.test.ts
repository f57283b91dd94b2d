/** Which operators the app is shown, in which order, and where it opens. */
import { describe, expect, it } from 'vitest';
import { catalogueOf, providersFor, withTemplate } from '../../../src/models/microsoft/catalogue.ts';
import { contoso, settingsWith } from '../small-world.ts';

const operator = (name: string, more: Partial<typeof contoso> = {}) => ({
  ...contoso,
  name,
  provider: { ...contoso.provider, name: name.toUpperCase() },
  ...more,
});

const elsewhere = operator('elsewhere', { provider: { ...contoso.provider, country: 'at' } });
const outside = operator('outside', { cosa: { ...contoso.cosa, supportDataMarketplace: false } });
const planned = operator('planned', { configuration: 'staging' });
const branded = operator('zulu', { cosa: { ...contoso.cosa, brandingName: 'alpha Mobile' } });
const operators = [operator('fabrikam'), elsewhere, branded, outside, planned, operator('contoso')];
const names = (environment: 'production' | 'staging', country = 'de') =>
  catalogueOf(settingsWith({ operators, microsoft: { environment } }), country).map(({ name }) => name);

describe('the catalogue of Mobile Plans', () => {
  it('has the operators of the country whose plans are sold in Mobile Plans, sorted by brand', () => {
    expect(names('production')).toEqual(['zulu', 'contoso', 'fabrikam']);
    expect(names('production', 'at')).toEqual(['elsewhere']);
    expect(names('production', 'fr')).toEqual([]);
  });

  it('shows an operator that is configured for staging to staging devices alone', () => {
    expect(names('staging')).toEqual(['zulu', 'contoso', 'fabrikam', 'planned']);
  });

  const list = catalogueOf(settingsWith({ operators }), 'de');

  it('opens at the list on a device with an eUICC and no active profile', () => {
    expect(providersFor(list, undefined, true)).toMatchObject({ own: undefined, opens: 'selectProvider' });
  });

  it('opens at the gateway page when there is only one operator', () => {
    expect(providersFor(list.slice(0, 1), undefined, true)).toMatchObject({ own: undefined, opens: 'gateway' });
  });

  it('opens at the gateway page of the operator whose profile is active', () => {
    expect(providersFor(list, 'fabrikam', true)).toMatchObject({ own: 2, opens: 'gateway' });
    expect(providersFor(list, 'elsewhere', true)).toMatchObject({ own: undefined, opens: 'selectProvider' });
  });

  it('goes straight to its operator’s gateway page on a device with a UICC only, or nowhere', () => {
    expect(providersFor(list, 'contoso', false)).toMatchObject({ own: 1, opens: 'gateway' });
    expect(providersFor(list, 'elsewhere', false)).toBeUndefined();
  });

  it('has nothing to show in a country without operators', () => {
    expect(providersFor([], undefined, true)).toBeUndefined();
  });

  it('gives the own operator another gateway page, and nobody else', () => {
    const shown = withTemplate(providersFor(list, 'contoso', true)!, 'summer');
    expect(shown.providers.map(({ template }) => template)).toEqual(['0', 'summer', '0']);
    expect(list.map(({ template }) => template)).toEqual(['0', '0', '0']);
  });
});
