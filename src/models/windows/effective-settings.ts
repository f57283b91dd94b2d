/**
 * Which settings of an operator count: there are three sources, and each overrides the one below it.
 *
 *     provisioning metadata   what was made for this subscriber   highest
 *     service metadata        what WMIS has delivered
 *     COSA                    what the PC came with               lowest; an entry of the PC's maker beats Microsoft's
 *
 * The exceptions:
 *
 *     branding              from 1709 only COSA counts; before, a new service metadata package clears provisioned branding
 *     link to the app       from 1803 the AppID of COSA counts, and service metadata is not even looked up
 *     purchase address      COSA only, and not beside an AppID
 *     tethering             to 1709 service metadata, from 1803 COSA; otherwise always allowed
 *     plan                  provisioning metadata only
 *     trusted certificates  those of all three
 *     metered               the user's word, until an update of the COSA database sets it to on
 *     access points         one made by the user beats those of the operator; the modem's own is ignored once the device has
 *                           been connected with another one
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "COSA overview", "Service metadata", "UWP mobile broadband apps",
 * "Account provisioning", "Delivering experiences for MVNOs", "Mobile operator hardware overview".
 */
import type { AccessPointSettings, OperatorSettings, PlanSettings, TetheringPolicy } from '../settings.ts';
import type { ConnectionProfile } from './connection-profile.ts';
import { cosaLayerOf, mayConnectAt, type Place } from './cosa-entry.ts';
import { profileList } from './profile-list.ts';

/** Releases of Windows are compared as numbers: 8, 8.1, 1607, 1703 ... */
const releases = { brandingByCosa: 1709, appByCosa: 1803, tetheringByCosa: 1803 };

/** What every source may say. */
interface Layer {
  readonly accessPoints?: readonly AccessPointSettings[] | undefined;
  readonly brandingName?: string | undefined;
  /** The file of the operator's logo. */
  readonly brandingIcon?: string | undefined;
  readonly trustedCertificates?: readonly string[] | undefined;
}

export interface CosaLayer extends Layer {
  /** 0: the name is shown at home; 1: and on other networks of the country; 2: and abroad. Default 0. */
  readonly useBrandingNameOnRoaming?: 0 | 1 | 2 | undefined;
  readonly accountExperienceUrl?: string | undefined;
  /** Package family name and application: `PFN!App`. */
  readonly appId?: string | undefined;
  readonly hotspot?: TetheringPolicy | undefined;
}

export interface ServiceMetadataLayer extends Layer {
  /** Package family name of the operator's app. */
  readonly app?: string | undefined;
  readonly allowTethering?: TetheringPolicy | undefined;
}

export interface ProvisioningLayer extends Layer {
  readonly plan?: PlanSettings | undefined;
  /** Whether a newer service metadata package has come since the file was applied. */
  readonly olderThanServiceMetadata?: boolean | undefined;
}

/** What the user has set, and what the device has lived through. */
export interface UserLayer {
  /** Access points the user made, or had before an upgrade. */
  readonly accessPoints?: readonly AccessPointSettings[] | undefined;
  /** "Set as metered connection". */
  readonly metered?: boolean | undefined;
  /** Whether the COSA database was updated after that. */
  readonly databaseUpdatedSince?: boolean | undefined;
}

/** Internet contexts that the modem brings with it. */
export interface ModemLayer {
  readonly accessPoints: readonly AccessPointSettings[];
  /** Whether the device has been connected with another access point whose profile still exists. */
  readonly alternativeWorks: boolean;
}

/** Every source there may be; one that is undefined is not there. */
export interface SettingsSources {
  readonly osRelease: number;
  readonly cosa: CosaLayer | undefined;
  readonly oemCosa?: CosaLayer | undefined;
  readonly serviceMetadata?: ServiceMetadataLayer | undefined;
  readonly provisioning?: ProvisioningLayer | undefined;
  readonly user?: UserLayer | undefined;
  readonly modem?: ModemLayer | undefined;
}

export interface EffectiveSettings {
  readonly profiles: readonly ConnectionProfile[];
  /** The operator's own name and logo, by place; undefined for what the network calls itself. */
  readonly brandingName: Readonly<Record<Place, string | undefined>>;
  readonly brandingIcon: Readonly<Record<Place, string | undefined>>;
  /** The operator's app, and which source names it. */
  readonly app: { readonly name: string; readonly from: 'cosa' | 'serviceMetadata' } | undefined;
  /** Where a plan can be bought while the app is not installed. */
  readonly purchaseUrl: string | undefined;
  readonly tethering: TetheringPolicy;
  readonly plan: PlanSettings | undefined;
  readonly trustedCertificates: readonly string[];
  readonly metered: boolean;
}

export function effectiveSettings(sources: SettingsSources): EffectiveSettings {
  const { osRelease, cosa, oemCosa, serviceMetadata, provisioning, user } = sources;
  const database = [cosa, oemCosa];
  const all = [...database, serviceMetadata, provisioning];
  const appId = osRelease >= releases.appByCosa ? highest(database, 'appId') : undefined;
  return {
    profiles: profileList(accessPointsOf(sources)),
    ...brandingOf(sources),
    app: appOf(appId, serviceMetadata?.app),
    purchaseUrl: appId === undefined ? highest(database, 'accountExperienceUrl') : undefined,
    tethering: tetheringOf(sources),
    plan: provisioning?.plan,
    trustedCertificates: [...new Set(all.flatMap(layer => layer?.trustedCertificates ?? []))],
    metered: user?.databaseUpdatedSince === true ? true : (user?.metered ?? true),
  };
}

/** Whether Windows asks WMIS for service metadata at all: not where COSA names the app. */
export const looksUpServiceMetadata = (osRelease: number, appId: string | undefined): boolean =>
  osRelease < releases.appByCosa || appId === undefined;

/** The value of the highest layer that has one; layers come lowest first. */
function highest<L, K extends keyof L>(layers: readonly (L | undefined)[], name: K): L[K] | undefined {
  return layers.findLast(layer => layer?.[name] !== undefined)?.[name];
}

/** The access points of each source. */
const accessPointsOf = ({ cosa, oemCosa, serviceMetadata, provisioning, user, modem }: SettingsSources) => ({
  user: user?.accessPoints,
  provisioning: provisioning?.accessPoints,
  serviceMetadata: serviceMetadata?.accessPoints,
  cosa: [oemCosa, cosa].find(layer => (layer?.accessPoints ?? []).length > 0)?.accessPoints,
  modem: modem?.alternativeWorks === true ? [] : modem?.accessPoints,
});

/** Name and logo, each from the highest source that counts, shown where it may be shown. */
function brandingOf({ osRelease, cosa, oemCosa, serviceMetadata, provisioning }: SettingsSources) {
  const database = [cosa, oemCosa];
  const byCosa = osRelease >= releases.brandingByCosa;
  const provisioned = provisioning?.olderThanServiceMetadata === true ? undefined : provisioning;
  const layers: (Layer | undefined)[] = byCosa ? database : [...database, serviceMetadata, provisioned];
  const furthest = byCosa ? (highest(database, 'useBrandingNameOnRoaming') ?? 0) : 0;
  const byPlace = (own: string | undefined): Record<Place, string | undefined> => ({
    home: own,
    domestic: furthest >= 1 ? own : undefined,
    international: furthest >= 2 ? own : undefined,
  });
  return {
    brandingName: byPlace(highest(layers, 'brandingName')),
    brandingIcon: byPlace(highest(layers, 'brandingIcon')),
  };
}

const appOf = (appId: string | undefined, ofMetadata: string | undefined): EffectiveSettings['app'] =>
  appId !== undefined
    ? { name: appId, from: 'cosa' }
    : ofMetadata === undefined
      ? undefined
      : { name: ofMetadata, from: 'serviceMetadata' };

const tetheringOf = ({ osRelease, cosa, oemCosa, serviceMetadata }: SettingsSources): TetheringPolicy =>
  (osRelease >= releases.tetheringByCosa ? highest([cosa, oemCosa], 'hotspot') : serviceMetadata?.allowTethering) ??
  'always';

/** What the service metadata package of an operator says. Assumption: the app is named after the operator. */
const serviceMetadataLayerOf = ({ name, serviceMetadata }: OperatorSettings): ServiceMetadataLayer => ({
  accessPoints: serviceMetadata.accessPoints,
  brandingName: serviceMetadata.brandingName,
  app: serviceMetadata.app ? name : undefined,
  allowTethering: serviceMetadata.allowTethering,
});

/** Which sources of the operator a device has at this moment. */
export interface SourcesAtHand {
  readonly osRelease: number;
  /** Whether an entry of its COSA database fits the SIM. */
  readonly matched: boolean;
  /** Whether it has the operator's service metadata for this SIM. */
  readonly metadata: boolean;
  /** What the last provisioning file has set; undefined before there was one. */
  readonly provisioned: ProvisioningLayer | undefined;
  /** Where the device is registered; at home unless stated. */
  readonly place?: Place | undefined;
}

export const settingsOf = (operator: OperatorSettings, at: SourcesAtHand): EffectiveSettings =>
  effectiveSettings({
    osRelease: at.osRelease,
    cosa: at.matched ? cosaLayerOf(operator) : undefined,
    serviceMetadata: at.metadata ? serviceMetadataLayerOf(operator) : undefined,
    provisioning: at.provisioned,
  });

/** The profiles with which a device may connect where it is: those of COSA only where its setting Roaming allows them. */
export const profilesOf = (operator: OperatorSettings, at: SourcesAtHand): readonly ConnectionProfile[] =>
  settingsOf(operator, at).profiles.filter(
    ({ layer }) => layer !== 'cosa' || mayConnectAt(operator.cosa.roaming, at.place ?? 'home'),
  );
