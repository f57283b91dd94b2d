/**
 * The Wi-Fi profiles for hotspots in a provisioning file: what a simulated operator writes, and what a device reads from
 * any file.
 *
 *     WLANProfile ─ open ── HotspotProfile ─┬ BasicAuth + TrustedDomains     static credentials for WISPr
 *                                           └ ExtAuth (+ TrustedDomains)     credentials from the operator's app
 *                 ─ WPA2 ── OneX ── EapMethod 18, 23 or 50                   EAP-SIM, EAP-AKA, EAP-AKA'
 *
 * Source: Microsoft Learn, "Provisioning for hotspot authentication", "HotspotProfile schema", "WLAN schema"; the numbers
 * of the methods are those of RFC 4186, RFC 4187 and RFC 5448.
 */
import type { HotspotOfferSettings } from '../../settings.ts';
import type { ProvisionedState } from './applying.ts';
import type { WlanProfile } from './wlan-profiles.ts';

export const eapTypes = { sim: 18, aka: 23, akaPrime: 50 } as const;
export type EapMethod = keyof typeof eapTypes;

/** How a WISPr hotspot of a profile is signed in to. */
export type WisprCredentials =
  | {
      readonly by: 'profile';
      readonly userName: string;
      readonly password: string;
      readonly trustedDomains: readonly string[];
    }
  | { readonly by: 'app'; readonly extensionId: string; readonly trustedDomains: readonly string[] | undefined };

/** A profile as the Connection Manager uses it. */
interface HotspotNetwork {
  readonly name: string;
  /** The file places it before mobile broadband. */
  readonly isPreferred: boolean;
}

/** The first profile of each kind in a file; another one of the same kind is never met. */
export interface HotspotNetworks {
  readonly wispr:
    | (HotspotNetwork & { readonly credentials: WisprCredentials; readonly hasSecondary: boolean })
    | undefined;
  readonly eap: (HotspotNetwork & { readonly method: EapMethod }) | undefined;
}

export const noNetworks: HotspotNetworks = { wispr: undefined, eap: undefined };

const eapHost = 'http://www.microsoft.com/provisioning/EapHostConfig';
const eapCommon = 'http://www.microsoft.com/provisioning/EapCommon';

/** Priority of mobile broadband in the files of simulated operators, and one behind it. */
const [usualPriority, lowerPriority] = [5, 9];

/** What a simulated operator writes into its file. */
export function writtenHotspotProfiles(offer: HotspotOfferSettings, operator: string): WlanProfile[] {
  const priority = offer.preference === 'preferred' ? usualPriority : lowerPriority;
  const named = (name: string) => ({
    priority,
    name,
    ssidConfig: { ssids: [{ name }], moreSsids: [], ssidPrefixes: [] },
  });
  const { wispr, eap } = offer;
  const trustedDomains = { domains: offer.trustedDomains };
  const more = { ssidConfig: { ssids: [{ namePrefix: `${operator} partner`.slice(0, 32) }] } };
  return [
    ...(wispr === 'none'
      ? []
      : [
          {
            ...named(`${operator} Wi-Fi`.slice(0, 32)),
            msm: {
              security: {
                authEncryption: { authentication: 'open' as const, encryption: 'none' as const },
                hotspotProfile:
                  wispr === 'static'
                    ? { basicAuth: { userName: `${operator}-customer`, password: 'hotspot' }, trustedDomains, ...more }
                    : {
                        extAuth: { extensionId: `${operator}.MobileBroadband_8wekyb3d8bbwe` },
                        trustedDomains,
                        ...more,
                      },
              },
            },
          },
        ]),
    ...(eap === 'none'
      ? []
      : [
          {
            ...named(`${operator} SIM`.slice(0, 32)),
            msm: {
              security: {
                authEncryption: { authentication: 'WPA2' as const, encryption: 'AES' as const, useOneX: true },
                oneX: oneXOf(eap),
              },
            },
          },
        ]),
  ];
}

type Foreign = NonNullable<NonNullable<NonNullable<WlanProfile['msm']>['security']>['oneX']>;

const element = (namespace: string, name: string, content: readonly Foreign[] | string): Foreign => ({
  namespace,
  name,
  attributes: [],
  children: typeof content === 'string' ? [] : content,
  text: typeof content === 'string' ? content : '',
});

const oneXNamespace = 'http://www.microsoft.com/networking/OneX/v1';
const oneXOf = (method: EapMethod): Foreign =>
  element(oneXNamespace, 'OneX', [
    element(oneXNamespace, 'EAPConfig', [
      element(eapHost, 'EapHostConfig', [
        element(eapHost, 'EapMethod', [element(eapCommon, 'Type', String(eapTypes[method]))]),
      ]),
    ]),
  ]);

/** What a device can use of the profiles that files have put on it. */
export function hotspotNetworksOf({
  wlanProfiles,
  defaultProfile,
}: Pick<ProvisionedState, 'wlanProfiles' | 'defaultProfile'>): HotspotNetworks {
  const profiles = wlanProfiles.map(({ profile }) => profile).sort((one, other) => one.priority - other.priority);
  const network = ({ name, priority }: WlanProfile) => ({
    name,
    // Within one file: by priority, and at the same priority Wi-Fi before mobile broadband.
    isPreferred: priority <= (defaultProfile?.priority ?? usualPriority),
  });
  const wispr = profiles.flatMap(profile => {
    const credentials = credentialsOf(profile);
    const hasSecondary = profile.msm?.security?.hotspotProfile?.ssidConfig !== undefined;
    return credentials === undefined ? [] : [{ ...network(profile), credentials, hasSecondary }];
  });
  const eap = profiles.flatMap(profile => {
    const method = methodOf(profile);
    return method === undefined ? [] : [{ ...network(profile), method }];
  });
  return { wispr: wispr[0], eap: eap[0] };
}

function credentialsOf({ msm }: WlanProfile): WisprCredentials | undefined {
  const login = msm?.security?.hotspotProfile;
  const domains = login?.trustedDomains?.domains;
  if (login?.basicAuth !== undefined) return { by: 'profile', ...login.basicAuth, trustedDomains: domains ?? [] };
  if (login?.extAuth !== undefined) return { by: 'app', ...login.extAuth, trustedDomains: domains };
  return undefined;
}

/** The first Type of EAP in the 802.1X configuration that is one with a SIM. */
function methodOf({ msm }: WlanProfile): EapMethod | undefined {
  const oneX = msm?.security?.oneX;
  if (oneX === undefined) return undefined;
  const numbers = typesIn(oneX);
  return (Object.keys(eapTypes) as EapMethod[]).find(method => numbers.includes(String(eapTypes[method])));
}

const typesIn = ({ name, namespace, text, children }: Foreign): string[] => [
  ...(name === 'Type' && namespace === eapCommon ? [text.trim()] : []),
  ...children.flatMap(typesIn),
];
