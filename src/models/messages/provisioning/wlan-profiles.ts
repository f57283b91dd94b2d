/**
 * WLANProfiles: the Wi-Fi networks of an operator or of a Wi-Fi provider, and how a device gets in.
 *
 * Source: Microsoft Learn, "WLAN schema", "WLAN_v2 schema", "HotspotProfile schema", "Provisioning for hotspot
 * authentication".
 */
import { child, children, exactlyOne, foreign, optional, provided, sequence, type ValueOf } from './element-types.ts';
import { priority } from './mobile-profiles.ts';
import { hotspot, oneX, wlan, wlan2 } from './namespaces.ts';
import { boolean, matching, nameType, octets, oneWordOf, token, verbatim, whole } from './simple-types.ts';

/** A network name as text or as octets, at least so long. */
const ssidIn = (namespace: string, least: number) =>
  provided(
    sequence({
      hex: optional(namespace, 'hex', octets(least, 32)),
      name: optional(namespace, 'name', verbatim(least, 32)),
    }),
    exactlyOne,
  );

const ssidConfig = sequence({
  ssids: children(wlan, 'SSID', ssidIn(wlan, 1), 1, 25),
  moreSsids: children(wlan2, 'SSID', ssidIn(wlan2, 1), 0, 10_000),
  ssidPrefixes: children(wlan2, 'SSIDPrefix', ssidIn(wlan2, 4), 0, 32),
});

/* ---- HotspotProfile: credentials for WISPr ---- */

/** A full host name, or `.contoso.example` for every host below that domain; credentials go there by https only. */
const trustedDomain = matching(
  /^\.?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i,
  'a full host name, or a domain with a dot before it',
  253,
);

const basicAuth = sequence({
  userName: child(hotspot, 'UserName', token()),
  password: child(hotspot, 'Password', token()),
});
/** The package family name of the app that answers. */
const extAuth = sequence({ extensionId: child(hotspot, 'ExtensionId', token(1)) });

/** Networks beside those of the profile; Windows joins one by itself only after a person did so once. */
const secondarySsid = provided(
  sequence({
    hex: optional(hotspot, 'hex', octets(1, 32)),
    hexPrefix: optional(hotspot, 'hexPrefix', octets(4, 32)),
    name: optional(hotspot, 'name', verbatim(1, 32)),
    namePrefix: optional(hotspot, 'namePrefix', verbatim(4, 32)),
  }),
  exactlyOne,
);

const hotspotProfile = provided(
  sequence({
    basicAuth: optional(hotspot, 'BasicAuth', basicAuth),
    extAuth: optional(hotspot, 'ExtAuth', extAuth),
    trustedDomains: optional(
      hotspot,
      'TrustedDomains',
      sequence({ domains: children(hotspot, 'TrustedDomain', trustedDomain, 1) }),
    ),
    userAgent: optional(hotspot, 'UserAgent', token()),
    ssidConfig: optional(hotspot, 'SSIDConfig', sequence({ ssids: children(hotspot, 'SSID', secondarySsid, 1, 250) })),
  }),
  ({ basicAuth: fixed, extAuth: app, trustedDomains }) => {
    if ((fixed === undefined) === (app === undefined)) return 'it holds either BasicAuth or ExtAuth';
    return fixed !== undefined && trustedDomains === undefined ? 'BasicAuth needs TrustedDomains' : undefined;
  },
);

/* ---- MSM: how the network is secured ---- */

const authEncryption = sequence({
  authentication: child(wlan, 'authentication', oneWordOf('open', 'shared', 'WPA', 'WPAPSK', 'WPA2', 'WPA2PSK')),
  encryption: child(wlan, 'encryption', oneWordOf('none', 'WEP', 'TKIP', 'AES')),
  useOneX: optional(wlan, 'useOneX', boolean),
  fipsMode: optional(wlan2, 'FIPSMode', boolean),
});

const sharedKey = sequence({
  keyType: child(wlan, 'keyType', oneWordOf('networkKey', 'passPhrase')),
  protected: child(wlan, 'protected', boolean),
  keyMaterial: child(wlan, 'keyMaterial', verbatim(1)),
});

const switched = oneWordOf('disabled', 'enabled');

const security = provided(
  sequence({
    authEncryption: child(wlan, 'authEncryption', authEncryption),
    sharedKey: optional(wlan, 'sharedKey', sharedKey),
    keyIndex: optional(wlan, 'keyIndex', whole(0, 3)),
    pmkCacheMode: optional(wlan, 'PMKCacheMode', switched),
    pmkCacheTtl: optional(wlan, 'PMKCacheTTL', whole(5, 1_440)),
    pmkCacheSize: optional(wlan, 'PMKCacheSize', whole(1, 255)),
    preAuthMode: optional(wlan, 'preAuthMode', switched),
    preAuthThrottle: optional(wlan, 'preAuthThrottle', whole(1, 16)),
    /** 802.1X with its EAP configuration, which is of another schema. */
    oneX: optional(oneX, 'OneX', foreign),
    hotspotProfile: optional(hotspot, 'HotspotProfile', hotspotProfile),
  }),
  ({ authEncryption: { authentication, encryption }, sharedKey: key, hotspotProfile: login }) => {
    const needsKey = authentication.endsWith('PSK') || encryption === 'WEP';
    if (needsKey && key === undefined) return `${authentication} with ${encryption} needs a sharedKey`;
    return login !== undefined && authentication !== 'open' ? 'a HotspotProfile is for open networks' : undefined;
  },
);

const wlanProfile = sequence({
  priority,
  name: child(wlan, 'name', nameType),
  associatedPlan: optional(wlan, 'AssociatedPlan', verbatim()),
  ssidConfig: child(wlan, 'SSIDConfig', ssidConfig),
  msm: optional(wlan, 'MSM', sequence({ security: optional(wlan, 'security', security) })),
});
export type WlanProfile = ValueOf<typeof wlanProfile>;

/** None means: delete them all. */
export const wlanProfiles = sequence({ profiles: children(wlan, 'WLANProfile', wlanProfile) });
