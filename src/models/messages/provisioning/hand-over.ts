/**
 * A provisioning file as it is handed over: which of its operator's files it is, and for which subscriber it was made.
 *
 * Source: Microsoft Learn, "Mobile broadband account provisioning", element Global.
 */
import type { Surroundings } from '../../surroundings.ts';

/** Who hands a file over; each operator has one for each of them. */
export const fileSenders = ['app', 'webSite'] as const;
export type FileSender = (typeof fileSenders)[number];

export interface HandOver {
  /** Number of the prepared file. */
  file: number;
  /** The subscriber it was made for; without one, whoever its SubscriberId names. */
  madeFor?: string;
  /** What the user says when asked whether the provider's certificate may be used. */
  userAgrees: boolean;
}

/** The number of a prepared file. */
export const fileNumber = (operator: number, sender: FileSender): number =>
  operator * fileSenders.length + fileSenders.indexOf(sender);

/** What the SIM, or the CDMA modem, of a device is called in a provisioning file. */
export const subscriberIds = (
  { identity, group }: Pick<Surroundings, 'identity' | 'group'>,
  device: number,
  card: number,
): readonly string[] =>
  group(device).technology === 'cdma'
    ? [identity.min(device)]
    : [identity.imsi(device, card), identity.iccid(device, card)];

/** @param card  which card of its owner is in the device */
export function handOver(given: Surroundings, device: number, card: number, sender: FileSender): HandOver {
  const [madeFor] = subscriberIds(given, device, card);
  return {
    file: fileNumber(given.operatorOf(device), sender),
    ...(madeFor === undefined ? {} : { madeFor }),
    userAgrees: true,
  };
}
