/**
 * The parameters of one device's messages, made from its number: what the models pass to each other, and what a reader
 * of the wire finds, come from the same place.
 */
import { formatActivationCode } from '../activation-code.ts';
import {
  type Guid,
  type MatchingId,
  type MobileOperatorApiTransactionId,
  makeMatchingId,
  mobileOperatorApiTransactionId,
  type PortalTransactionId,
  portalTransactionId,
} from '../identifiers.ts';
import type { Surroundings } from '../surroundings.ts';
import { hardwareIds } from './hardware-ids.ts';
import { type ApiRequest, getBalanceRequest } from './mobile-operator-api-messages.ts';
import { networkAccountId } from './network-account-id.ts';
import { type LpaError, portalLaunchHeaders, portalLaunchUrl } from './portal-launch.ts';
import type { PurchaseMetadata } from './purchase-metadata.ts';

/** Random bits of the device, by purpose and occurrence. */
export type Bits = (purpose: string, occurrence?: number) => readonly [number, number];

const countryOf = (given: Surroundings, device: number) => given.operator(device).provider.country.toUpperCase();

/** What a launch of the portal depends on beside the device. */
export interface LaunchFacts {
  /** How many sessions the device has had before. */
  session: number;
  /** Which card of its owner is in the device. */
  card: number;
  /** Whether a profile of this operator is on the eUICC. */
  hasOwnProfile: boolean;
  /** Downloads that failed since the last that succeeded. */
  lpaErrors: readonly LpaError[];
}

const firstLaunch: LaunchFacts = { session: 0, card: 0, hasOwnProfile: false, lpaErrors: [] };

/** URL and headers with which the portal is launched: with an eSIM by EID, with a physical SIM by the ICCID of the card. */
export function portalLaunchOf(given: Surroundings, device: number, bits: Bits, facts: LaunchFacts = firstLaunch) {
  const country = countryOf(given, device);
  const iccid = given.identity.iccid(device, facts.card);
  return {
    launchUrl: portalLaunchUrl({
      host: given.operator(device).portal.host,
      market: country,
      location: country,
      transactionId: transactionOf(device, bits, facts.session),
      imei: given.identity.imei(device),
      sim:
        given.group(device).sim === 'esim'
          ? { kind: 'esim', eid: given.identity.eid(device), iccids: facts.hasOwnProfile ? [iccid] : [] }
          : { kind: 'physicalSim', iccid },
    }),
    headers: portalLaunchHeaders('en-US', facts.lpaErrors, iccid),
  };
}

/** The MatchingID of the order for a device. */
export const matchingIdOf = (device: number, bits: Bits): MatchingId =>
  makeMatchingId('CNTS', device + 1, bits('SM-DP+.matchingId')[0]);

/** The device that an order with such a MatchingID is for, if it was made by {@link matchingIdOf}: still to be compared. */
export const deviceOfMatchingId = (matchingId: string): number =>
  Number.parseInt(matchingId.split('-')[1] ?? '', 36) - 1;
/** The id of a portal session: each launch has its own. */
export const transactionOf = (device: number, bits: Bits, session: number): PortalTransactionId =>
  portalTransactionId(device + 1, ...bits('portal.transactionId', session), bits('portal.session', session)[0]);

/** The code under which the device's profile waits at the SM-DP+. */
export const activationCodeOf = (
  given: Surroundings,
  device: number,
  bits: Bits,
  confirmationCodeRequired = false,
): string =>
  formatActivationCode({
    smdpAddress: given.operator(device).smdp.host,
    matchingId: matchingIdOf(device, bits),
    confirmationCodeRequired,
  });

/** The confirmation code that the operator has sent for the order of a device, apart from its activation code: four digits. */
export const confirmationCodeOf = (device: number, bits: Bits): string =>
  String((bits('SM-DP+.confirmationCode')[0] + device) % 10_000).padStart(4, '0');

/** What the portal says of a purchase that went through. */
export const completedPurchase = (planName: string): PurchaseMetadata => ({
  userAccount: 'New',
  purchaseInstrument: 'New',
  line: 'New',
  moDirectStatus: 'Complete',
  planName,
});

/** The id of one of the requests that the Mobile Plans service makes about a device's SIM: unique to both. */
export const transactionIdOf = (transaction: number, bits: Bits): MobileOperatorApiTransactionId =>
  mobileOperatorApiTransactionId(
    ...bits('service.transactionId', transaction),
    ...bits('service.transactionIdLow', transaction),
  );

/**
 * The request for a line's balance.
 *
 * @param transaction  which of the requests about the SIM it is
 */
export const balanceRequestOf = (given: Surroundings, device: number, transaction: number, bits: Bits): ApiRequest =>
  getBalanceRequest(given.operator(device).api.host, given.identity.iccid(device), transactionIdOf(transaction, bits), {
    fieldsTemplate: 'basic',
    limit: 1,
    location: countryOf(given, device),
  });

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
