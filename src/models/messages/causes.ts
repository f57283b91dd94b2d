/**
 * Why a device does not get onto the network: the causes a network gives, and the errors Windows gives itself. Requests are
 * refused with one number, so that the three families do not overlap:
 *
 *     2 … 22      reject causes of registration and attach     3GPP TS 24.008 / 24.301
 *     108 … 139   100 + the ESM cause of a refused context     3GPP TS 24.301
 *     201 …       errors of the driver model                   WWAN_STATUS_*
 *
 * Source: Microsoft Learn, "OID_WWAN_CONNECT", "Mobile broadband operational semantics"; 3GPP TS 24.301.
 */

export const registrationCauses = {
  imsiUnknown: 2,
  illegalUe: 3,
  illegalMe: 6,
  packetServicesNotAllowed: 7,
  allServicesRefused: 8,
  networkRefused: 11,
  areaNotAllowed: 12,
  roamingNotAllowed: 13,
  noPacketServiceHere: 14,
  noSuitableCell: 15,
  networkFailure: 17,
  congestion: 22,
} as const;

export const contextCauses = {
  operatorBarring: 108,
  insufficientResources: 126,
  unknownApn: 127,
  unknownAddressType: 128,
  authenticationFailed: 129,
  rejectedByGateway: 130,
  unspecified: 131,
  notSubscribed: 133,
  regularDeactivation: 136,
  reactivationRequested: 139,
} as const;

export const wwanStatus = {
  serviceNotActivated: 201,
  maxActivatedContexts: 202,
  contextNotActivated: 203,
  packetServiceDetached: 204,
  invalidAccessString: 205,
  invalidUserNamePassword: 206,
  radioPowerOff: 207,
  providerNotVisible: 208,
  notRegistered: 209,
  /** No connection profile fits: the database knows no operator of this SIM. */
  noProfile: 210,
  /** Another request of the same kind is in flight, or the controller is in the middle of connecting. */
  busy: 211,
  /** No SIM, a locked one, or a device that is not ready. */
  notReady: 212,
} as const;

/** A number of one of the three families. */
export type Cause = number;

/**
 * The only causes that start the operator's app.
 * Assumption: no document lists them; those that say that the line has no subscription, in domain terms `notPurchasedCauses`.
 */
export const notPurchasedCauses: ReadonlySet<Cause> = new Set([
  registrationCauses.imsiUnknown,
  registrationCauses.packetServicesNotAllowed,
  registrationCauses.networkRefused,
  registrationCauses.noSuitableCell,
  contextCauses.notSubscribed,
  wwanStatus.serviceNotActivated,
]);
