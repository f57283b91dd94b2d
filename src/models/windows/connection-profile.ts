/**
 * A connection profile: how Windows connects to mobile broadband once. Where profiles come from decides which of them are
 * tried at all (rings, the highest first); within a ring their order does.
 *
 * Source: Microsoft Learn, "Mobile broadband data connectivity".
 */

/** Who made a profile, the strongest first: only profiles of the highest ring that has one are tried. */
export const rings = ['adminProvisioned', 'userProvisioned', 'operatorProvisioned', 'deviceProvisioned'] as const;
export type Ring = (typeof rings)[number];

export interface ConnectionProfile {
  /** Place in the list of the device: how it is named in records, from 0. */
  number: number;
  name: string;
  /** The access point name (GSM) or dial string (CDMA). */
  accessString: string;
  /** AutoConnectOrder, from 1; undefined for none. */
  order: number | undefined;
  purpose: 'internet' | 'purchase';
  ring: Ring;
  /** Which source it is from. */
  layer: 'cosa' | 'serviceMetadata' | 'provisioning' | 'user' | 'modem';
}
