/** Provisioning files written by hand, to be put together from parts. */
import { demonstrationRoot } from '../../../../src/models/messages/provisioning/demonstration-ca.data.ts';
import { nameOfProvisioningCode } from '../../../../src/models/messages/provisioning/provisioning-code.ts';
import { readProvisioningXml } from '../../../../src/models/messages/provisioning/provisioning-document.ts';
import type { UnixMilliseconds } from '../../../../src/models/messages/provisioning/simple-types.ts';

const ns = 'http://www.microsoft.com/networking/CarrierControl';
export const carrier = '{00000000-1111-2222-3333-444444444444}';

export const global = (inner = '', subscriber = '1234567890'): string =>
  `<Global><CarrierId>${carrier}</CarrierId><SubscriberId>${subscriber}</SubscriberId>${inner}</Global>`;

/** A file with these elements after Global. */
export const file = (inner = '', first = global()): string =>
  `<CarrierProvisioning xmlns="${ns}/v1">${first}${inner}</CarrierProvisioning>`;

export const activation = (inner: string): string =>
  file(`<Activation>${inner.replace(/^<(\w+)/, `<$1 xmlns="${ns}/WWAN/v1"`)}</Activation>`);
const inWwan = (element: string, inner: string, attributes = ''): string =>
  file(`<MBNProfiles><${element} xmlns="${ns}/WWAN/v1"${attributes}>${inner}</${element}></MBNProfiles>`);
export const profile = (inner: string, attributes = ''): string => inWwan('DefaultProfile', inner, attributes);
export const branding = (inner: string): string => inWwan('Branding', inner);
export const message = (inner: string, attributes = ''): string =>
  inWwan('Messages', `<Message${attributes}>${inner}</Message>`);
/** A rule for SMS with a pattern of nine groups and these fields. */
export const fields = (inner: string): string =>
  message(`<SMSBearer/><Pattern>${'(.)'.repeat(9)}</Pattern><Fields>${inner}</Fields>`);
export const plan = (inner: string, attributes = ' Name="p"'): string =>
  file(`<Plans><Plan xmlns="${ns}/Plans/v1"${attributes}>${inner}</Plan></Plans>`);
export const description = (inner: string): string => plan(`<Description PlanType="Fixed">${inner}</Description>`);
export const ssid = '<SSIDConfig><SSID><name>net</name></SSID></SSIDConfig>';
export const wlanProfile = (inner: string, attributes = ''): string =>
  file(`<WLANProfiles><WLANProfile xmlns="${ns}/WLAN/v1"${attributes}>${inner}</WLANProfile></WLANProfiles>`);
export const wlan2 = `${ns}/WLAN/v2`;
export const security = (inner: string, authentication = 'open', encryption = 'none'): string =>
  wlanProfile(
    `<name>w</name>${ssid}<MSM><security><authEncryption><authentication>${authentication}</authentication>` +
      `<encryption>${encryption}</encryption></authEncryption>${inner}</security></MSM>`,
  );
export const hotspot = (inner: string): string =>
  security(
    `<HotspotProfile xmlns="http://www.microsoft.com/networking/WLAN/HotspotProfile/v1">${inner}</HotspotProfile>`,
  );
export const provisioning = (inner: string): string => file(`<Provisioning>${inner}</Provisioning>`);
export const extensions = (inner: string): string =>
  file(`<Extensions><Extensions_v2 xmlns="${ns}/v2">${inner}</Extensions_v2></Extensions>`);

/** What reading a file says: `ok`, or the name of its code. */
export function verdictOn(xml: string): string {
  const read = readProvisioningXml(xml);
  return read.ok ? 'ok' : String(nameOfProvisioningCode(read.code));
}

const newYear2026 = Date.UTC(2026, 0, 1) as UnixMilliseconds;
export const trust = { roots: [demonstrationRoot], now: newYear2026 };
