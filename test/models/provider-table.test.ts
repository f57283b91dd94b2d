import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countries, findProvider, providerNames, providers, providersIn } from '../../src/models/provider-table.ts';

describe('the provider table', () => {
  it('has every GSM provider of the list, once', () => {
    expect(providers()).toHaveLength(652);
    expect(countries()).toHaveLength(153);
    const keys = providers().map(({ country, name }) => `${country}/${name.toLowerCase()}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is sorted by country and name', () => {
    expect([...countries()]).toEqual([...countries()].sort());
    for (const country of countries()) {
      const lower = providerNames(country).map(name => name.toLowerCase());
      expect(lower).toEqual([...lower].sort());
    }
  });

  it('gives networks, access points and codes in their formats', () => {
    for (const { country, name, networks, apns, balanceCode, topUpCodes } of providers()) {
      expect(country).toMatch(/^[a-z]{2}$/);
      expect(name.trim()).not.toBe('');
      for (const { mcc, mnc } of networks) expect(`${mcc}-${mnc}`).toMatch(/^\d{3}-\d{2,3}$/);
      for (const apn of apns) expect(apn.name).toMatch(/^\S+$/);
      if (balanceCode !== undefined) expect(balanceCode).toMatch(/^[*#][\d*#]+#?$/);
      for (const code of topUpCodes) expect(code).toContain('CODE');
    }
  });

  it('finds an operator by country and name in any case', () => {
    const vodafone = findProvider('DE', 'vodafone');
    expect(vodafone).toEqual({
      country: 'de',
      name: 'Vodafone',
      aliases: [],
      networks: [
        { mcc: '262', mnc: '02' },
        { mcc: '262', mnc: '04' },
        { mcc: '262', mnc: '09' },
      ],
      apns: [
        { name: 'web.vodafone.de', usage: 'internet' },
        { name: 'event.vodafone.de', usage: 'internet' },
      ],
      balanceCode: '*100#',
      topUpCodes: ['*100*CODE#'],
    });
  });

  it('finds by its full name or alias every provider it lists', () => {
    for (const provider of providers())
      for (const name of [provider.name, ...provider.aliases])
        expect(findProvider(provider.country, name)).toBe(provider);
  });

  it('finds by part of the name when only one provider in the country has these words', () => {
    expect(findProvider('de', 'Telekom')?.name).toBe('T-Mobile(Telekom)');
    expect(findProvider('tw', 'Far EasTone')?.name).toBe('Far EasTone / KGT');
  });

  it('finds by the name in the local script', () => {
    expect(findProvider('ru', 'Билайн')?.name).toBe('Beeline');
  });

  it('finds nothing by half a word, by words of several, by no word, or in no country', () => {
    expect(findProvider('de', 'Tele')).toBeUndefined();
    expect(providerNames('jp').filter(name => /\bmobile\b/i.test(name)).length).toBeGreaterThan(1);
    expect(findProvider('jp', 'mobile')).toBeUndefined();
    expect(findProvider('de', '')).toBeUndefined();
    expect(findProvider('zz', 'Vodafone')).toBeUndefined();
    expect(providersIn('zz')).toEqual([]);
  });

  it('is small', () => {
    expect(statSync('src/models/provider-table.data.ts').size).toBeLessThan(250_000);
  });
});
