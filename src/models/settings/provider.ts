/** What Windows knows of an operator: by the provider table, the COSA database, and service metadata. */
import type { Bytes } from '../../sim/index.ts';
import type { SubmissionSettings } from './submission.ts';

/** What the provider table says of an operator. */
export interface ProviderFacts {
  country: string;
  name: string;
  /** Mobile country and network codes. */
  networks: readonly { mcc: string; mnc: string }[];
  apns: readonly { name: string; usage: 'internet' | 'mms' | 'wap' }[];
  /** USSD code that asks for the balance. */
  balanceCode: string | undefined;
}

/** An access point of a service profile: what it is called, the string the modem sends, and what it is for. */
export interface AccessPointSettings {
  name: string;
  accessString: string;
  /** AutoConnectOrder; undefined for one that Windows does not connect to by itself. */
  order: number | undefined;
  purpose: 'internet' | 'purchase' | 'mms' | 'ims';
}

/** Whether subscribers may share their connection: never, always, or when the operator says so each time. */
export type TetheringPolicy = 'never' | 'always' | 'entitlementCheckRequired';

/** What the COSA database says of an operator, and on how many PCs. */
export interface CosaSettings {
  /** Whether the database on the PCs knows the operator. */
  listed: boolean;
  /** The web site on which lines are bought and looked after. */
  accountExperienceUrl: string | undefined;
  /** Package family name of the operator's own app. */
  appId: string | undefined;
  /** SupportDataMarketplace: whether plans of this operator are sold in the Mobile Plans app. */
  supportDataMarketplace: boolean;
  /** AllowRoaming of the database, 0 to 5. */
  roaming: 0 | 1 | 2 | 3 | 4 | 5;
  useBrandingNameOnRoaming: 0 | 1 | 2;
  /** The name that Windows shows for the network; without one, what the network calls itself. */
  brandingName: string | undefined;
  /** In the order of AutoConnectOrder; without any, those of the provider table. */
  accessPoints: readonly AccessPointSettings[];
  /** Share of PCs whose database is one release behind and does not know the operator yet. */
  behind: number;
  /** Hotspot: whether lines may share their connection; always, where it is left out. */
  hotspot?: TetheringPolicy | undefined;
}

/** The service metadata package that the operator publishes at WMIS. */
export interface ServiceMetadataSettings {
  published: boolean;
  size: Bytes;
  /** Whether it names an app that the Store then delivers. */
  app: boolean;
  /** Share of downloads that Windows cannot read (0x80070306). */
  unreadable: number;
  /** Whether the app has the name under which the package asks for its event handlers. */
  handlerNameMatches: boolean;
  appSize: Bytes;
  accessPoints: readonly AccessPointSettings[];
  brandingName: string | undefined;
  /** AllowTethering, which counts up to 1709; always, where it is left out. */
  allowTethering?: TetheringPolicy | undefined;
  /** A package that the operator hands in during the run; undefined for what is published stays as it is. */
  submission?: SubmissionSettings | undefined;
}
