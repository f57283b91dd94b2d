/**
 * Extensions_v2: further connections for single apps and for tethering, and properties of the network (Windows 8.1 on).
 *
 * Source: Microsoft Learn, "CarrierControlSchema_v2 schema".
 */
import { attributeOr, child, children, optional, sequence, type ValueOf } from './element-types.ts';
import { contextIn } from './mobile-profiles.ts';
import { carrierControl2 as v2 } from './namespaces.ts';
import { boolean, nameType, token, verbatim, whole } from './simple-types.ts';

const retries = sequence({
  dnsRetryIntervalInSeconds: child(v2, 'DNSRetryIntervalInSeconds', whole(1, 4)),
  dnsRetryCount: child(v2, 'DNSRetryCount', whole(1, 4)),
});

const mtu = whole(1_280, 1_500);

const networkSettings = sequence({
  ipv4LinkMtu: optional(v2, 'IPv4LinkMTU', mtu),
  ipv6LinkMtu: optional(v2, 'IPv6LinkMTU', mtu),
  dnsRetrySettings: optional(v2, 'DNSRetrySettings', retries),
});

const friendlyName = token(1, 15);

/** What the operator calls each kind of radio. */
const dataClassFriendlyNames = sequence({
  none: optional(v2, 'NONE', friendlyName),
  gprs: optional(v2, 'GPRS', friendlyName),
  edge: optional(v2, 'EDGE', friendlyName),
  umts: optional(v2, 'UMTS', friendlyName),
  hsdpa: optional(v2, 'HSDPA', friendlyName),
  hsupa: optional(v2, 'HSUPA', friendlyName),
  lte: optional(v2, 'LTE', friendlyName),
  oneXRtt: optional(v2, 'ONEXRTT', friendlyName),
  oneXEvdo: optional(v2, 'ONEXEVDO', friendlyName),
  oneXEvdoRevA: optional(v2, 'ONEXEVDO_REVA', friendlyName),
  oneXEvdv: optional(v2, 'ONEXEVDV', friendlyName),
  threeXRtt: optional(v2, 'THREEXRTT', friendlyName),
  oneXEvdoRevB: optional(v2, 'ONEXEVDO_REVB', friendlyName),
  umb: optional(v2, 'UMB', friendlyName),
  custom: optional(v2, 'CUSTOM', friendlyName),
});

const carrierNetworkMetadata = sequence({
  networkSettings: optional(v2, 'NetworkSettings', networkSettings),
  dataClassFriendlyNames: optional(v2, 'DataClassFriendlyNames', dataClassFriendlyNames),
  customerSupportPhoneNumber: optional(v2, 'CustomerSupportPhoneNumber', token(0, 25)),
});

const pdpContextPolicy = sequence({
  name: child(v2, 'Name', nameType),
  context: child(v2, 'Context', contextIn(v2)),
  appIdList: child(v2, 'AppIDList', sequence({ appIds: children(v2, 'AppID', verbatim()) })),
});

const policies = sequence({
  multiplePdpContextSupport: attributeOr('MultiplePDPContextSupport', boolean, true),
  policies: children(v2, 'PDPContextPolicy', pdpContextPolicy),
});

const tetheringSettings = sequence({
  tetheringProfile: optional(
    v2,
    'TetheringProfile',
    sequence({ name: child(v2, 'Name', nameType), context: child(v2, 'Context', contextIn(v2)) }),
  ),
  maxNumberOfDevices: optional(v2, 'MaxNumberOfDevices', whole(3, 10)),
});

const additionalPdpContexts = sequence({
  multiplePdpContextPolicies: optional(v2, 'MultiplePDPContextPolicies', policies),
  tetheringSettings: optional(v2, 'TetheringSettings', tetheringSettings),
});

export const extensions = sequence({
  extensionsV2: optional(
    v2,
    'Extensions_v2',
    sequence({
      carrierNetworkMetadata: optional(v2, 'CarrierNetworkMetadata', carrierNetworkMetadata),
      additionalPdpContexts: optional(v2, 'AdditionalPDPContexts', additionalPdpContexts),
    }),
  ),
});
export type Extensions = ValueOf<typeof extensions>;
