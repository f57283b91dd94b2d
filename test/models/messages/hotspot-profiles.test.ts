/** The Wi-Fi profiles for hotspots as a provisioning file carries them, written and read back. */
import { describe, expect, it } from 'vitest';
import { applyProvisioning, nothingProvisioned } from '../../../src/models/messages/provisioning/applying.ts';
import {
  hotspotNetworksOf,
  writtenHotspotProfiles,
} from '../../../src/models/messages/provisioning/hotspot-profiles.ts';
import { provisioningXml } from '../../../src/models/messages/provisioning/operator-files.ts';
import { readProvisioningXml } from '../../../src/models/messages/provisioning/provisioning-document.ts';
import type { HotspotOfferSettings } from '../../../src/models/settings.ts';
import { offering } from '../hotspot-world.ts';

/** What a device has after the operator's file, written as XML and read again. */
function networksAfter(offer: Partial<HotspotOfferSettings>) {
  const xml = provisioningXml({
    carrierId: '{00000000-0000-4000-8000-000000000001}',
    subscriberId: '999010000000001',
    profileName: 'Contoso',
    accessString: 'internet',
    plan: { name: 'plan', type: 'Fixed' },
    wlanProfiles: writtenHotspotProfiles({ ...offering, ...offer }, 'contoso'),
  });
  const read = readProvisioningXml(xml);
  if (!read.ok) throw new Error(read.reason);
  const { next } = applyProvisioning(read.document, nothingProvisioned, {
    subscriberIsPresent: true,
    wifiServiceRuns: true,
    osRelease: 1903,
  });
  return hotspotNetworksOf(next);
}

describe('the hotspot profiles of an operator', () => {
  it('hold static credentials for trusted domains, read back from the file', () => {
    expect(networksAfter({ trustedDomains: ['.contoso.example'] }).wispr).toMatchObject({
      credentials: { by: 'profile', userName: 'contoso-customer', trustedDomains: ['.contoso.example'] },
      hasSecondary: true,
    });
  });

  it('name the app that knows the credentials', () => {
    expect(networksAfter({ wispr: 'app' }).wispr?.credentials).toMatchObject({
      by: 'app',
      extensionId: 'contoso.MobileBroadband_8wekyb3d8bbwe',
    });
  });

  it.each(['sim', 'aka', 'akaPrime'] as const)('say EAP-%s by its number', eap => {
    expect(networksAfter({ eap }).eap?.method).toBe(eap);
  });

  it('may be missing', () => {
    expect(networksAfter({ wispr: 'none', eap: 'none' })).toEqual({ wispr: undefined, eap: undefined });
  });

  it('stand before mobile broadband at the same priority, and behind it at a higher number', () => {
    expect(networksAfter({}).eap?.isPreferred).toBe(true);
    expect(networksAfter({ preference: 'lessPreferred' }).eap?.isPreferred).toBe(false);
  });
});
