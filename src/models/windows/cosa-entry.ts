/**
 * An entry of the COSA database: what Windows knows of an operator before it has been online, and the rules that its fields
 * bring with them: when the name is shown, where roaming is allowed, which address is opened.
 *
 * Source: Microsoft Learn, "Desktop COSA database settings", "Provisioning Windows using a website".
 */
import type { AccessPointSettings, CosaSettings, OperatorSettings } from '../settings.ts';
import type { SimIdentity, TargetedEntry } from './cosa-matching.ts';
import type { CosaLayer } from './effective-settings.ts';

export interface CosaEntry extends TargetedEntry {
  readonly operator: string;
  readonly settings: CosaLayer;
  /** Whether plans of the operator are sold in the Mobile Plans app. */
  readonly supportDataMarketplace: boolean;
  readonly roaming: CosaSettings['roaming'];
}

/** Where a device is, as seen from its home network: there, on another network of its country, or abroad. */
export type Place = 'home' | 'domestic' | 'international';

/**
 * The database of a PC: one entry for each operator that is listed.
 *
 * Assumption: an operator is told by one of its networks together with its name, and by its name alone where a CDMA device
 * knows no network.
 */
export function cosaEntriesOf(operators: readonly OperatorSettings[]): readonly CosaEntry[] {
  let entries = databases.get(operators);
  if (entries === undefined) {
    entries = operators.map(cosaEntryOf).filter((_, id) => operators[id]!.cosa.listed);
    databases.set(operators, entries);
  }
  return entries;
}

/** The database of each world, made once: its devices ask for it again and again. */
const databases = new WeakMap<readonly OperatorSettings[], readonly CosaEntry[]>();

function cosaEntryOf(operator: OperatorSettings, id: number): CosaEntry {
  const { cosa, provider } = operator;
  return {
    id,
    origin: 'microsoft',
    targets: [...provider.networks.map(({ mcc, mnc }) => ({ mcc, mnc, spn: provider.name })), { spn: provider.name }],
    uiName: operator.name,
    operator: provider.name,
    settings: cosaLayerOf(operator),
    supportDataMarketplace: cosa.supportDataMarketplace,
    roaming: cosa.roaming,
  };
}

export const cosaLayerOf = ({ cosa, provider }: OperatorSettings): CosaLayer => ({
  accessPoints: cosa.accessPoints.length > 0 ? cosa.accessPoints : provider.apns.flatMap(accessPointOf),
  brandingName: cosa.brandingName,
  useBrandingNameOnRoaming: cosa.useBrandingNameOnRoaming,
  accountExperienceUrl: cosa.accountExperienceUrl,
  appId: cosa.appId,
  hotspot: cosa.hotspot,
});

/** WAP gateways are left out: they lead to no internet. The provider table gives no order. */
const accessPointOf = ({ name, usage }: OperatorSettings['provider']['apns'][number]): AccessPointSettings[] =>
  usage === 'wap' ? [] : [{ name, accessString: name, order: undefined, purpose: usage }];

/** What a SIM, or a CDMA device, of the operator says of itself. */
export const identityOf = (
  { provider }: OperatorSettings,
  technology: 'gsm' | 'cdma',
  numbers: { readonly imsi: string; readonly iccid: string },
): SimIdentity =>
  technology === 'cdma' ? { spn: provider.name } : { ...provider.networks[0], spn: provider.name, ...numbers };

const allowedPlaces: Record<CosaSettings['roaming'], readonly Place[]> = {
  0: ['home'],
  1: ['home', 'domestic', 'international'],
  2: ['home', 'domestic'],
  3: ['domestic'],
  4: ['international'],
  5: ['domestic', 'international'],
};

/** Whether the connection should be activated there: the setting Roaming, 0 to 5. */
export const mayConnectAt = (roaming: CosaSettings['roaming'], place: Place): boolean =>
  allowedPlaces[roaming].includes(place);

/**
 * Where a registered device is. Assumption: the network of a partner is one of the home country, and roaming is abroad.
 */
export const placeOf = (registeredAt: 'home' | 'roaming' | 'partner'): Place =>
  registeredAt === 'home' ? 'home' : registeredAt === 'partner' ? 'domestic' : 'international';

/** What the device can say of itself to the operator's web site. CDMA devices have a MIN, and an ESN or MEID. */
export type DeviceNumbers =
  | { technology: 'gsm'; imsi?: string | undefined; imei?: string | undefined; iccid?: string | undefined }
  | { technology: 'cdma'; min?: string | undefined; esnOrMeid?: string | undefined };

/**
 * The AccountExperienceURL with what the site needs to know of the device. A number the device does not give is left out.
 *
 * @throws TypeError when the address of the entry is no URL
 */
export function accountExperienceAddress(accountExperienceUrl: string, numbers: DeviceNumbers): string {
  const address = new URL(accountExperienceUrl);
  const properties =
    numbers.technology === 'gsm'
      ? { SubId: numbers.imsi, DevId: numbers.imei, IccId: numbers.iccid }
      : { SubId: numbers.min, DevId: numbers.esnOrMeid };
  for (const [name, number] of Object.entries(properties))
    if (number !== undefined) address.searchParams.set(name, number);
  return address.href;
}
