import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ApplyContext,
  applyProvisioning,
  nothingProvisioned,
  type ProvisionedState,
} from '../../../../src/models/messages/provisioning/applying.ts';
import { provisioningCode } from '../../../../src/models/messages/provisioning/provisioning-code.ts';
import { readProvisioningXml } from '../../../../src/models/messages/provisioning/provisioning-document.ts';
import {
  allElementsProvisioned,
  resultCode,
} from '../../../../src/models/messages/provisioning/provisioning-results.ts';
import { documents, globals, wifi } from './documents.ts';
import { branding, carrier, description, file, global, message, plan, profile, provisioning, ssid } from './files.ts';

const device: ApplyContext = { subscriberIsPresent: true, wifiServiceRuns: true, osRelease: 1903 };

const read = (xml: string) => {
  const answer = readProvisioningXml(xml);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.document;
};
const applied = (xml: string, current: ProvisionedState = nothingProvisioned, context: ApplyContext = device) =>
  applyProvisioning(read(xml), current, context);

/** Several elements of files put together into one. */
const together = (...files: readonly string[]): string =>
  file(files.map(one => /<\/Global>(.*)<\/CarrierProvisioning>$/s.exec(one)![1]).join(''));

const withPlan = (name: string) => profile(`<Name>a</Name><AssociatedPlan>${name}</AssociatedPlan>`);
const described = (name: string, limit = 1_000) =>
  plan(
    `<Description PlanType="Fixed"><DataLimitInMegabytes>${limit}</DataLimitInMegabytes></Description>`,
    ` Name="${name}"`,
  );
const used = (name: string, megabytes: number) =>
  plan(`<Usage CurrentUsage="${megabytes}" UsageTimestamp="2026-01-01T00:00:00Z"/>`, ` Name="${name}"`);
const wlan = (...names: readonly string[]) =>
  file(
    `<WLANProfiles>${names
      .map(
        name =>
          `<WLANProfile xmlns="http://www.microsoft.com/networking/CarrierControl/WLAN/v1"><name>${name}</name>${ssid}</WLANProfile>`,
      )
      .join('')}</WLANProfiles>`,
  );
const otherCarrier = (xml: string) => xml.replace(carrier, '{99999999-1111-2222-3333-444444444444}');
const wifiNames = ({ wlanProfiles }: ProvisionedState) => wlanProfiles.map(({ profile }) => profile.name);

describe('profiles and plans in one file', () => {
  it('are created together', () => {
    const { next, results, warnings } = applied(together(withPlan('gold'), described('gold')));
    expect(next).toMatchObject({
      defaultProfile: { name: 'a', associatedPlan: 'gold' },
      plans: [{ name: 'gold', description: { dataLimitInMegabytes: 1_000 } }],
    });
    expect(allElementsProvisioned(results)).toBe(true);
    expect(resultCode(results)).toBe(0);
    expect(warnings).toEqual([]);
  });

  it('a profile that names a plan which the file lacks fails; the rest is applied', () => {
    const { next, results } = applied(together(withPlan('silver'), wlan('w'), described('gold')));
    expect(next.defaultProfile).toBeUndefined();
    expect(wifiNames(next)).toEqual(['w']);
    expect(next.plans).toHaveLength(1);
    expect(results.elements).toEqual([
      {
        element: 'MBNProfiles',
        code: 0,
        items: [{ element: 'DefaultProfile', code: provisioningCode.invalidArgument }],
      },
      { element: 'WLANProfiles', code: 0, items: [{ element: 'WLANProfile', name: 'w', code: 0 }] },
      { element: 'Plans', code: 0, items: [{ element: 'Plan', name: 'gold', code: 0 }] },
    ]);
    expect(allElementsProvisioned(results)).toBe(false);
    expect(resultCode(results)).toBe(provisioningCode.invalidArgument);
  });

  it('a plan on the device does not help a profile whose file lacks it', () => {
    const before = applied(described('gold')).next;
    expect(applied(withPlan('gold'), before).results.elements[0]!.items[0]!.code).toBe(
      provisioningCode.invalidArgument,
    );
  });

  it('a plan that no profile of the file names is a warning', () => {
    const { results, warnings } = applied(together(profile('<Name>a</Name>'), described('gold')));
    expect(warnings).toEqual(['no profile in the file names the plan "gold"']);
    expect(allElementsProvisioned(results)).toBe(true);
  });
});

describe('plans without profiles', () => {
  const before = applied(together(withPlan('gold'), described('gold'))).next;

  it('update the plans of profiles that are there', () => {
    const { next, warnings } = applied(described('gold', 2_000), before);
    expect(next.plans).toMatchObject([{ name: 'gold', description: { dataLimitInMegabytes: 2_000 } }]);
    expect(next.defaultProfile).toEqual(before.defaultProfile);
    expect(warnings).toEqual([]);
  });

  it('warn when no profile of the device names them', () => {
    expect(applied(described('silver'), before).warnings).toEqual(['no profile on the device names the plan "silver"']);
  });

  it('with usage alone update the usage and leave the description', () => {
    const { next } = applied(used('gold', 300), before);
    expect(next.plans).toMatchObject([
      { name: 'gold', description: { dataLimitInMegabytes: 1_000 }, usage: { currentUsage: 300 } },
    ]);
    expect(applied(described('gold', 5), next).next.plans[0]).toMatchObject({ usage: { currentUsage: 300 } });
  });

  it('with the usage of a plan that nobody described fail', () => {
    const { next, results } = applied(used('silver', 1), before);
    expect(next).toEqual(before);
    expect(results.elements[0]!.items).toEqual([{ element: 'Plan', name: 'silver', code: provisioningCode.notFound }]);
  });
});

describe('Wi-Fi profiles', () => {
  const before = applied(wlan('a', 'b')).next;

  it('given, replace all profiles of the operator', () => {
    expect(wifiNames(applied(wlan('b', 'c'), before).next)).toEqual(['b', 'c']);
  });

  it('none given, delete them all; absent, leave them', () => {
    expect(wifiNames(applied(wlan(), before).next)).toEqual([]);
    expect(applied(file(), before).next).toEqual(before);
  });

  it('of another operator are left alone, and their names are taken', () => {
    const both = applied(otherCarrier(wlan('x')), before).next;
    expect(wifiNames(both)).toEqual(['a', 'b', 'x']);
    const { next, results } = applied(otherCarrier(wlan('a', 'y')), both);
    expect(wifiNames(next)).toEqual(['a', 'b', 'y']);
    expect(results.elements[0]!.items).toMatchObject([{ name: 'a', code: provisioningCode.accessDenied }, { code: 0 }]);
    expect(wifiNames(applied(wlan(), both).next)).toEqual(['x']);
  });

  it('of one name twice: the second fails', () => {
    const { next, results } = applied(wlan('a', 'a'));
    expect(wifiNames(next)).toEqual(['a']);
    expect(results.elements[0]!.items).toMatchObject([{ code: 0 }, { code: provisioningCode.alreadyExists }]);
  });

  it('that fail leave the profile of that name as it was', () => {
    const broken = wlan('a').replace('</name>', '</name><AssociatedPlan>none</AssociatedPlan>');
    const { next, results } = applied(broken, before);
    expect(wifiNames(next)).toEqual(['a']);
    expect(next.wlanProfiles[0]!.profile.associatedPlan).toBeUndefined();
    expect(allElementsProvisioned(results)).toBe(false);
  });

  it('cannot be set while the Wi-Fi service does not run', () => {
    const { next, results } = applied(wlan(), before, { ...device, wifiServiceRuns: false });
    expect(next).toEqual(before);
    expect(results.elements).toEqual([{ element: 'WLANProfiles', code: provisioningCode.serviceNotActive, items: [] }]);
  });
});

describe('a file for another SIM', () => {
  it('fails in its mobile profiles and its activation with "not found", and is applied in the rest', () => {
    const activation =
      '<Activation><ReconnectToNetwork xmlns="http://www.microsoft.com/networking/CarrierControl/WWAN/v1"/></Activation>';
    const xml = together(file(activation), profile('<Name>a</Name>'), wlan('w'));
    const { next, results } = applied(xml, nothingProvisioned, { ...device, subscriberIsPresent: false });
    expect(next.defaultProfile).toBeUndefined();
    expect(wifiNames(next)).toEqual(['w']);
    expect(results.elements).toMatchObject([
      { element: 'Activation', code: provisioningCode.notFound },
      { element: 'MBNProfiles', items: [{ code: provisioningCode.notFound }] },
      { element: 'WLANProfiles', items: [{ code: 0 }] },
    ]);
  });
});

describe('branding', () => {
  const xml = branding('<Name>Contoso</Name>');
  it('is set by files before Windows 10 version 1709', () => {
    expect(applied(xml, nothingProvisioned, { ...device, osRelease: 1703 }).next.branding).toEqual({ name: 'Contoso' });
  });
  it('is ignored without an error from 1709 on', () => {
    const { next, results } = applied(xml, nothingProvisioned, { ...device, osRelease: 1709 });
    expect(next.branding).toBeUndefined();
    expect(allElementsProvisioned(results)).toBe(true);
  });
});

describe('message rules, certificates and refresh', () => {
  it('replace what was there, and stay when the file has none', () => {
    const rules = message('<SMSBearer/><Pattern>x</Pattern>');
    const url = '<RefreshParameters><RefreshURL>https://contoso.example</RefreshURL></RefreshParameters>';
    const certificate =
      '<TrustedCertificate><SubjectName>CN=a</SubjectName><IssuerName>CN=b</IssuerName></TrustedCertificate>';
    const trusted = provisioning(`<TrustedCertificates>${certificate}</TrustedCertificates>${url}`);
    const { next } = applied(together(rules, trusted));
    expect(next).toMatchObject({
      messages: [{ pattern: 'x' }],
      trustedCertificates: [{ subjectName: 'CN=a', issuerName: 'CN=b' }],
      refreshParameters: { refreshUrl: 'https://contoso.example' },
    });
    expect(applied(description(''), next).next).toMatchObject({
      messages: next.messages,
      refreshParameters: next.refreshParameters,
    });
    expect(applied(message('<USSDBearer/><Pattern>y</Pattern>'), next).next.messages).toMatchObject([{ pattern: 'y' }]);
  });
});

const devices: fc.Arbitrary<ApplyContext> = fc.record({
  subscriberIsPresent: fc.boolean(),
  wifiServiceRuns: fc.boolean(),
  osRelease: fc.constantFrom(1703, 1709, 1903),
});

describe('laws of applying', () => {
  it('54: each top-level element of the file appears in the results, as ok or with a code, and nothing else does', () => {
    fc.assert(
      fc.property(documents, documents, devices, (first, second, context) => {
        const before = applyProvisioning(first, nothingProvisioned, context).next;
        const { results } = applyProvisioning(second, before, context);
        const elements = {
          activation: 'Activation',
          mbnProfiles: 'MBNProfiles',
          wlanProfiles: 'WLANProfiles',
          plans: 'Plans',
          provisioning: 'Provisioning',
          extensions: 'Extensions',
        } as const;
        const given = Object.entries(elements)
          .filter(([name]) => name in second)
          .map(([, element]) => element);
        expect(results.elements.map(({ element }) => element)).toEqual(given);
        const wlanItems = results.elements.find(({ element }) => element === 'WLANProfiles');
        if (wlanItems?.code === 0) expect(wlanItems.items).toHaveLength(second.wlanProfiles!.profiles.length);
        const codes = results.elements.flatMap(({ code, items }) => [code, ...items.map(item => item.code)]);
        expect(allElementsProvisioned(results)).toBe(codes.every(code => code === 0));
      }),
      { numRuns: 40 },
    );
  });

  it("55: empty WLANProfiles remove all of the operator's Wi-Fi profiles, absent ones leave them", () => {
    const carriers = fc.constantFrom(carrier, '{99999999-1111-2222-3333-444444444444}');
    const files = fc.array(fc.record({ global: globals(carriers), wlanProfiles: wifi }), { maxLength: 3 });
    fc.assert(
      fc.property(files, carriers, documents, (given, carrierId, last) => {
        const before = given.reduce((state, one) => applyProvisioning(one, state, device).next, nothingProvisioned);
        const mine = { ...last.global, carrierId };
        const emptied = applyProvisioning(
          { ...last, global: mine, wlanProfiles: { profiles: [] } },
          before,
          device,
        ).next;
        expect(emptied.wlanProfiles).toEqual(before.wlanProfiles.filter(one => one.carrierId !== carrierId));
        const { wlanProfiles: _, ...without } = last;
        expect(applyProvisioning(without, before, device).next.wlanProfiles).toEqual(before.wlanProfiles);
      }),
      { numRuns: 25 },
    );
  });

  it('a file applied twice is a file applied once', () => {
    fc.assert(
      fc.property(documents, devices, (document, context) => {
        const once = applyProvisioning(document, nothingProvisioned, context).next;
        expect(applyProvisioning(document, once, context).next).toEqual(once);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a file with Global alone', () => {
  it('changes nothing and is a success', () => {
    const { next, results } = applied(file('', global()));
    expect(next).toEqual(nothingProvisioned);
    expect(results).toEqual({ code: 0, carrierId: carrier, subscriberId: '1234567890', elements: [] });
  });
});
