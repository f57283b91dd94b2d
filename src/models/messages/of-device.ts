/**
 * The parameters of one device's messages, made from its number: what the models pass to each other, and what a reader
 * of the wire finds, come from the same place.
 */
import { formatActivationCode } from '../activation-code.ts';
import { type Guid, makeMatchingId, mobileOperatorApiTransactionId, portalTransactionId } from '../identifiers.ts';
import type { Surroundings } from '../surroundings.ts';
import { hardwareIds } from './hardware-ids.ts';
import { type ApiRequest, getBalanceRequest } from './mobile-operator-api-messages.ts';
import { networkAccountId } from './network-account-id.ts';
import { type LpaError, portalLaunchHeaders, portalLaunchUrl } from './portal-launch.ts';
import type { PurchaseMetadata } from './purchase-metadata.ts';

/** Random bits of the device, by purpose and occurrence. */
export type Bits = (purpose: string, occurrence?: number) => readonly [number, number];

const countryOf = (given: Surroundings, device: number) => given.operator(device).provider.country.toUpperCase();

/** URL and headers with which the portal is launched, for the first time or after failed downloads. */
export function portalLaunchOf(given: Surroundings, device: number, bits: Bits, lpaErrors: readonly LpaError[] = []) {
  const country = countryOf(given, device);
  return {
    launchUrl: portalLaunchUrl({
      host: given.operator(device).portal.host,
      market: country,
      location: country,
      transactionId: portalTransactionId(device + 1, ...bits('portal.transactionId'), bits('portal.session')[0]),
      imei: given.identity.imei(device),
      sim: { kind: 'esim', eid: given.identity.eid(device), iccids: [] },
    }),
    headers: portalLaunchHeaders('en-US', lpaErrors, given.identity.iccid(device)),
  };
}

/** The code under which the device's profile waits at the SM-DP+. */
export const activationCodeOf = (given: Surroundings, device: number, bits: Bits): string =>
  formatActivationCode({
    smdpAddress: given.operator(device).smdp.host,
    matchingId: makeMatchingId('CNTS', device + 1, bits('SM-DP+.matchingId')[0]),
  });

/** What the portal says of a purchase that went through. */
export const completedPurchase = (planName: string): PurchaseMetadata => ({
  userAccount: 'New',
  purchaseInstrument: 'New',
  line: 'New',
  moDirectStatus: 'Complete',
  planName,
});

/** The request for a line's balance; its transaction id is unique to the device and the occurrence. */
export const balanceRequestOf = (given: Surroundings, device: number, occurrence: number, bits: Bits): ApiRequest =>
  getBalanceRequest(
    given.operator(device).api.host,
    given.identity.iccid(device),
    mobileOperatorApiTransactionId(
      ...bits('service.transactionId', occurrence),
      ...bits('service.transactionIdLow', occurrence),
    ),
    { fieldsTemplate: 'basic', limit: 1, location: countryOf(given, device) },
  );

type Identified = Pick<Surroundings, 'identity' | 'group'>;

/** The hardware IDs that the Mobile Broadband Service makes of a device that is ready, in the order of looking up. */
export function hardwareIdsOf({ identity, group }: Identified, device: number, card: number): readonly string[] {
  const name = identity.providerName(device);
  if (group(device).technology === 'cdma')
    return hardwareIds({ technology: 'cdma', sid: identity.sid(device), providerName: name });
  const [iccid, imsi] = [identity.iccid(device, card), identity.imsi(device, card)];
  return hardwareIds({ technology: 'gsm', homeProviderName: name, iccid, imsi });
}

/** The network account id of the subscription that a device has at present. */
export const networkAccountIdOf = ({ identity, group }: Identified, device: number, card: number): Guid =>
  networkAccountId(group(device).technology === 'cdma' ? identity.min(device) : identity.iccid(device, card));
