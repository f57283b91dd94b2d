/**
 * Whether a PC can share its connection at all, and what an attempt to share comes to.
 *
 * Source: Microsoft Learn, "TetheringCapability enumeration", "TetheringOperationStatus enumeration",
 * "TetheringOperationalState enumeration".
 */
import {
  type CapabilityOfPc,
  type TetheringCapability,
  type TetheringPolicy,
  tetheringCapabilities,
} from '../settings.ts';

/** The values of `TetheringOperationStatus`, in the order of their numbers. */
export const tetheringOperationStatuses = [
  'success',
  'unknown',
  'mobileBroadbandDeviceOff',
  'wiFiDeviceOff',
  'entitlementCheckTimeout',
  'entitlementCheckFailure',
  'operationInProgress',
  'bluetoothDeviceOff',
  'networkLimitedConnectivity',
  'alreadyOn',
  'radioRestriction',
  'bandInterference',
] as const;
export type TetheringOperationStatus = (typeof tetheringOperationStatuses)[number];

export const statusNumber = (status: TetheringOperationStatus): number => tetheringOperationStatuses.indexOf(status);

/** `TetheringOperationalState`. */
export const operationalStates = { unknown: 0, on: 1, off: 2, inTransition: 3 } as const;

export const capabilityNumber = (capability: TetheringCapability): number => tetheringCapabilities.indexOf(capability);

/**
 * The first reason that keeps a PC from sharing; `enabled` without one.
 *
 * Assumption: the PC's own reasons come before the operator's, and the operator's word before its app; the page gives no order.
 */
export function tetheringCapability(
  ofPc: CapabilityOfPc,
  policy: TetheringPolicy,
  appIsInstalled: boolean,
): TetheringCapability {
  if (ofPc !== 'enabled') return ofPc;
  if (policy === 'never') return 'disabledByOperator';
  return policy === 'entitlementCheckRequired' && !appIsInstalled ? 'disabledByRequiredAppNotInstalled' : 'enabled';
}
