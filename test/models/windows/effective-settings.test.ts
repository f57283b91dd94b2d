import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessPointSettings } from '../../../src/models/settings.ts';
import {
  effectiveSettings,
  looksUpServiceMetadata,
  profilesOf,
  type SettingsSources,
  settingsOf,
} from '../../../src/models/windows/effective-settings.ts';
import { contoso } from '../small-world.ts';

const point = (accessString: string, purpose: AccessPointSettings['purpose'] = 'internet'): AccessPointSettings => ({
  name: accessString,
  accessString,
  order: undefined,
  purpose,
});
const of = (sources: Partial<SettingsSources>) => effectiveSettings({ osRelease: 1903, cosa: undefined, ...sources });
const apns = (sources: Partial<SettingsSources>) => of(sources).profiles.map(({ accessString }) => accessString);

const releases = [8, 8.1, 1607, 1703, 1709, 1803, 1809, 1903];
const from1709 = releases.filter(release => release >= 1709);
const before1709 = releases.filter(release => release < 1709);

describe('access points', () => {
  it('of service metadata override those of COSA, and those of the provisioning file both', () => {
    const cosa = { accessPoints: [point('cosa')] };
    const serviceMetadata = { accessPoints: [point('metadata')] };
    expect(apns({ cosa })).toEqual(['cosa']);
    expect(apns({ cosa, serviceMetadata })).toEqual(['metadata']);
    expect(apns({ cosa, serviceMetadata, provisioning: { accessPoints: [point('file')] } })).toEqual(['file']);
  });

  it('of the PC’s maker beat those of Microsoft', () => {
    expect(apns({ cosa: { accessPoints: [point('cosa')] }, oemCosa: { accessPoints: [point('oem')] } })).toEqual([
      'oem',
    ]);
    expect(apns({ cosa: { accessPoints: [point('cosa')] }, oemCosa: { accessPoints: [] } })).toEqual(['cosa']);
  });

  it('made by the user are in a stronger ring than all of the operator', () => {
    const { profiles } = of({
      cosa: { accessPoints: [point('cosa')] },
      user: { accessPoints: [point('mine')] },
      provisioning: { accessPoints: [point('file')] },
    });
    expect(profiles.map(({ accessString, ring }) => [accessString, ring])).toEqual([
      ['mine', 'userProvisioned'],
      ['file', 'operatorProvisioned'],
    ]);
  });

  it('of the modem are ignored once the device has been connected with another one', () => {
    const cosa = { accessPoints: [point('cosa')] };
    const accessPoints = [point('modem')];
    expect(apns({ cosa, modem: { accessPoints, alternativeWorks: false } })).toEqual(['cosa', 'modem']);
    expect(apns({ cosa, modem: { accessPoints, alternativeWorks: true } })).toEqual(['cosa']);
  });

  it('are none without any source: the user may enter one', () => {
    expect(apns({})).toEqual([]);
  });
});

describe('the operator’s name and logo', () => {
  const cosa = { brandingName: 'COSA', brandingIcon: 'cosa.ico' };
  const serviceMetadata = { brandingName: 'metadata', brandingIcon: 'metadata.ico' };
  const provisioning = { brandingName: 'file', brandingIcon: 'file.ico' };
  const home = (sources: Partial<SettingsSources>) => {
    const { brandingName, brandingIcon } = of(sources);
    return [brandingName.home, brandingIcon.home];
  };

  it.each(from1709)('are those of COSA alone in release %s, and the network’s where it has none', osRelease => {
    expect(home({ osRelease, cosa, serviceMetadata, provisioning })).toEqual(['COSA', 'cosa.ico']);
    expect(home({ osRelease, cosa: {}, serviceMetadata, provisioning })).toEqual([undefined, undefined]);
  });

  it.each(before1709)('are those of the highest source in release %s', osRelease => {
    expect(home({ osRelease, cosa })).toEqual(['COSA', 'cosa.ico']);
    expect(home({ osRelease, cosa, serviceMetadata })).toEqual(['metadata', 'metadata.ico']);
    expect(home({ osRelease, cosa, serviceMetadata, provisioning })).toEqual(['file', 'file.ico']);
  });

  it('lose what the provisioning file said when a newer package comes, before 1709', () => {
    const older = { ...provisioning, olderThanServiceMetadata: true };
    expect(home({ osRelease: 1703, cosa, serviceMetadata, provisioning: older })).toEqual(['metadata', 'metadata.ico']);
  });

  it('are shown at home only, and where UseBrandingNameOnRoaming says so from 1709 on', () => {
    const shown = (osRelease: number, useBrandingNameOnRoaming: 0 | 1 | 2) =>
      of({ osRelease, cosa: { ...cosa, useBrandingNameOnRoaming } }).brandingName;
    expect(shown(1903, 0)).toEqual({ home: 'COSA', domestic: undefined, international: undefined });
    expect(shown(1903, 1)).toEqual({ home: 'COSA', domestic: 'COSA', international: undefined });
    expect(shown(1903, 2)).toEqual({ home: 'COSA', domestic: 'COSA', international: 'COSA' });
    expect(shown(1703, 2)).toEqual({ home: 'COSA', domestic: undefined, international: undefined });
  });
});

describe('the link to the app', () => {
  const cosa = { appId: 'Contoso!App', accountExperienceUrl: 'https://account.contoso.example/' };
  const serviceMetadata = { app: 'ContosoMetadata' };

  it('comes from service metadata', () => {
    expect(of({ serviceMetadata }).app).toEqual({ name: 'ContosoMetadata', from: 'serviceMetadata' });
    expect(of({}).app).toBeUndefined();
  });

  it('comes from COSA from 1803 on, and then WMIS is not asked', () => {
    for (const osRelease of releases) {
      const from = osRelease >= 1803 ? 'cosa' : 'serviceMetadata';
      expect(of({ osRelease, cosa, serviceMetadata }).app?.from).toBe(from);
      expect(looksUpServiceMetadata(osRelease, cosa.appId)).toBe(osRelease < 1803);
      expect(looksUpServiceMetadata(osRelease, undefined)).toBe(true);
    }
  });

  it('beats the address of the site', () => {
    expect(of({ osRelease: 1709, cosa }).purchaseUrl).toBe('https://account.contoso.example/');
    expect(of({ osRelease: 1803, cosa }).purchaseUrl).toBeUndefined();
    expect(of({ osRelease: 1803, cosa: { ...cosa, appId: undefined } }).purchaseUrl).toBe(cosa.accountExperienceUrl);
  });
});

describe('tethering', () => {
  it('is allowed by service metadata to 1709, by COSA from 1803, and always when nobody says anything', () => {
    const both = {
      cosa: { hotspot: 'never' as const },
      serviceMetadata: { allowTethering: 'entitlementCheckRequired' as const },
    };
    for (const osRelease of releases) {
      expect(of({ osRelease, ...both }).tethering).toBe(osRelease >= 1803 ? 'never' : 'entitlementCheckRequired');
      expect(of({ osRelease }).tethering).toBe('always');
    }
  });
});

describe('what else is set', () => {
  it('trusted certificates are those of all three sources, each once', () => {
    const certificates = of({
      cosa: { trustedCertificates: ['a'] },
      serviceMetadata: { trustedCertificates: ['b', 'a'] },
      provisioning: { trustedCertificates: ['c'] },
    }).trustedCertificates;
    expect(certificates).toEqual(['a', 'b', 'c']);
  });

  it('the connection is metered unless the user says otherwise, until the database is updated', () => {
    expect(of({}).metered).toBe(true);
    expect(of({ user: { metered: false } }).metered).toBe(false);
    expect(of({ user: { metered: false, databaseUpdatedSince: true } }).metered).toBe(true);
  });

  it('the plan comes from the provisioning file alone', () => {
    expect(of({ cosa: {}, serviceMetadata: {} }).plan).toBeUndefined();
    expect(of({ provisioning: { plan: contoso.plan } }).plan).toBe(contoso.plan);
  });
});

describe('in the world', () => {
  const operator = {
    ...contoso,
    serviceMetadata: { ...contoso.serviceMetadata, app: true, accessPoints: [point('metadata')] },
  };
  const at = { osRelease: 1903, matched: true, metadata: false, provisioned: undefined };
  const names = (more: Partial<Parameters<typeof profilesOf>[1]>) =>
    profilesOf(operator, { ...at, ...more }).map(({ accessString, layer }) => `${layer} ${accessString}`);

  it('a device has the profiles of the sources it has', () => {
    expect(names({ matched: false })).toEqual([]);
    expect(names({})).toEqual(['cosa internet.contoso']);
    expect(names({ metadata: true })).toEqual(['serviceMetadata metadata']);
    expect(names({ metadata: true, provisioned: { accessPoints: [point('file')] } })).toEqual(['provisioning file']);
  });

  it('it may connect with the profiles of COSA only where Roaming allows', () => {
    const homeOnly = { ...operator, cosa: { ...operator.cosa, roaming: 0 as const } };
    const count = (metadata: boolean) =>
      (['home', 'domestic', 'international'] as const).map(
        place => profilesOf(homeOnly, { ...at, metadata, place }).length,
      );
    expect(count(false)).toEqual([1, 0, 0]);
    expect(count(true)).toEqual([1, 1, 1]);
  });

  it('its settings name the app once the package is there', () => {
    expect(settingsOf(operator, at).app).toBeUndefined();
    expect(settingsOf(operator, { ...at, metadata: true }).app).toEqual({ name: 'contoso', from: 'serviceMetadata' });
  });
});

/** Each source says something or nothing of each item; what it says names the source, so that the winner can be told. */
const policies = ['never', 'always', 'entitlementCheckRequired'] as const;
const maybe = <T>(worth: T) => fc.option(fc.constant(worth), { nil: undefined });
const anyPolicy = fc.option(fc.constantFrom(...policies), { nil: undefined });
const common = (source: string) => ({
  brandingName: maybe(`${source} name`),
  brandingIcon: maybe(`${source} icon`),
  accessPoints: fc
    .subarray([point(`${source} web`), point(`${source} buy`, 'purchase')])
    .map(points => (points.length === 0 ? undefined : points)),
  trustedCertificates: maybe([`${source} certificate`, 'shared']),
});
const cosaLayer = (source: string) =>
  fc.record({
    ...common(source),
    useBrandingNameOnRoaming: fc.constantFrom(0 as const, 1 as const, 2 as const, undefined),
    accountExperienceUrl: maybe(`https://${source}.example/`),
    appId: maybe(`${source}!App`),
    hotspot: anyPolicy,
  });
const absent = <T>(layer: fc.Arbitrary<T>) => fc.option(layer, { nil: undefined });
const anySources: fc.Arbitrary<SettingsSources> = fc.record({
  osRelease: fc.constantFrom(...releases),
  cosa: absent(cosaLayer('cosa')),
  oemCosa: absent(cosaLayer('oem')),
  serviceMetadata: absent(fc.record({ ...common('metadata'), app: maybe('metadata'), allowTethering: anyPolicy })),
  provisioning: absent(
    fc.record({ ...common('file'), plan: maybe(contoso.plan), olderThanServiceMetadata: fc.boolean() }),
  ),
  user: absent(fc.record({ metered: fc.constantFrom(true, false, undefined), databaseUpdatedSince: fc.boolean() })),
});

describe('law 56: a setting is that of the highest source that has one, except where the table of exceptions says otherwise', () => {
  type Item = keyof NonNullable<SettingsSources['cosa']> & keyof NonNullable<SettingsSources['provisioning']>;
  const first = <T>(...worths: (T | undefined)[]) => worths.find(worth => worth !== undefined);
  const highest = ({ cosa, oemCosa, serviceMetadata, provisioning }: SettingsSources, item: Item) =>
    first<unknown>(provisioning?.[item], serviceMetadata?.[item], oemCosa?.[item], cosa?.[item]);
  const holds = (law: (sources: SettingsSources) => void) => fc.assert(fc.property(anySources, law), { numRuns: 400 });

  it('access points, for each purpose', () => {
    holds(sources => {
      const { cosa, oemCosa, serviceMetadata, provisioning } = sources;
      const list = (layer: { accessPoints?: readonly AccessPointSettings[] | undefined } | undefined) =>
        layer?.accessPoints ?? [];
      const database = list(oemCosa).length > 0 ? list(oemCosa) : list(cosa);
      for (const purpose of ['internet', 'purchase'] as const) {
        const expected = [list(provisioning), list(serviceMetadata), database]
          .map(points => points.filter(one => one.purpose === purpose).map(({ accessString }) => accessString))
          .find(strings => strings.length > 0);
        const found = effectiveSettings(sources).profiles.filter(profile => profile.purpose === purpose);
        expect(found.map(({ accessString }) => accessString)).toEqual(expected ?? []);
      }
    });
  });

  it('name and logo, before 1709 of all three, from then on of COSA', () => {
    holds(sources => {
      const settings = effectiveSettings(sources);
      for (const item of ['brandingName', 'brandingIcon'] as const) {
        const { osRelease, cosa, oemCosa, provisioning } = sources;
        const counted = provisioning?.olderThanServiceMetadata ? { ...sources, provisioning: undefined } : sources;
        const expected = osRelease >= 1709 ? first(oemCosa?.[item], cosa?.[item]) : highest(counted, item);
        expect(settings[item].home).toBe(expected);
        const furthest =
          osRelease < 1709 ? 0 : (first(oemCosa?.useBrandingNameOnRoaming, cosa?.useBrandingNameOnRoaming) ?? 0);
        expect(settings[item].domestic).toBe(furthest >= 1 ? expected : undefined);
        expect(settings[item].international).toBe(furthest === 2 ? expected : undefined);
      }
    });
  });

  it('app, purchase address, tethering', () => {
    holds(sources => {
      const { osRelease, cosa, oemCosa, serviceMetadata } = sources;
      const { app, purchaseUrl, tethering } = effectiveSettings(sources);
      const appId = osRelease >= 1803 ? first(oemCosa?.appId, cosa?.appId) : undefined;
      expect(app?.name).toBe(appId ?? serviceMetadata?.app);
      expect(app?.from).toBe(app === undefined ? undefined : appId === undefined ? 'serviceMetadata' : 'cosa');
      const address = first(oemCosa?.accountExperienceUrl, cosa?.accountExperienceUrl);
      expect(purchaseUrl).toBe(appId === undefined ? address : undefined);
      const allowed = osRelease >= 1803 ? first(oemCosa?.hotspot, cosa?.hotspot) : serviceMetadata?.allowTethering;
      expect(tethering).toBe(allowed ?? 'always');
    });
  });

  it('certificates, plan, metered', () => {
    holds(sources => {
      const { cosa, oemCosa, serviceMetadata, provisioning, user } = sources;
      const { trustedCertificates, plan, metered } = effectiveSettings(sources);
      const all = [cosa, oemCosa, serviceMetadata, provisioning].flatMap(layer => layer?.trustedCertificates ?? []);
      expect(new Set(trustedCertificates)).toEqual(new Set(all));
      expect(new Set(trustedCertificates).size).toBe(trustedCertificates.length);
      expect(plan).toBe(provisioning?.plan);
      expect(metered).toBe(user?.metered !== false || user.databaseUpdatedSince === true);
    });
  });
});
