/** Everything that can be set about one operator. */
import type { Bytes, Distribution } from '../../sim/index.ts';
import type { AccountPageSettings } from './account-view.ts';
import type { BackEndSettings } from './back-end.ts';
import type { OperatorContextSettings } from './contexts.ts';
import type { SmDsSettings } from './esim-management.ts';
import type { GatewaySettings } from './gateway.ts';
import type { HotspotOfferSettings } from './hotspots.ts';
import type { MessageSettings } from './messages.ts';
import type { RoamingTariff } from './metered.ts';
import type { NetworkSettings, WalledGardenSettings } from './network.ts';
import type { PlanSettings } from './plans.ts';
import type { PortalSettings } from './portal.ts';
import type { CosaSettings, ProviderFacts, ServiceMetadataSettings } from './provider.ts';
import type { ProvisioningFileSettings, SaleSettings } from './sale.ts';
import type { ApiSettings, SmDpPlusSettings, StockSettings } from './servers.ts';
import type { OperatorSharingSettings } from './sharing.ts';

export interface BillingSettings {
  /** How long a used slice takes to reach the balance. */
  lag: Distribution;
  /** The device is granted, and billed, slices of this size. */
  slice: Bytes;
  /**
   * Each charging record counts as whole steps of this size; to the byte, where it is left out.
   * Assumption: operators round up; a step of 10 kB is common, and no document gives one.
   */
  granularity?: Bytes | undefined;
}

export interface OperatorSettings {
  name: string;
  /** Where the service configuration of the operator stands: in production, as it does where this is left out, or still in staging. */
  configuration?: 'production' | 'staging' | undefined;
  provider: ProviderFacts;
  cosa: CosaSettings;
  serviceMetadata: ServiceMetadataSettings;
  sale: SaleSettings;
  provisioningFile: ProvisioningFileSettings;
  /** What is sold where nobody says otherwise. */
  plan: PlanSettings;
  otherPlans: readonly PlanSettings[];
  portal: PortalSettings;
  gateway: GatewaySettings;
  walledGarden: WalledGardenSettings;
  stock: StockSettings | undefined;
  backEnd: BackEndSettings;
  smdp: SmDpPlusSettings;
  /** Where devices find profiles without a code; only where somebody looks there. */
  smds?: SmDsSettings | undefined;
  network: NetworkSettings;
  api: ApiSettings;
  billing: BillingSettings;
  /** SMS, USSD and pushes; none where it is left out. */
  messages?: MessageSettings | undefined;
  /** What it says of internet sharing; where it is left out, its lines share as Windows has it. */
  sharing?: OperatorSharingSettings | undefined;
  /** Contexts for single apps; none, where it is left out. */
  contexts?: OperatorContextSettings | undefined;
  /** Wi-Fi hotspots that its customers may use; undefined for an operator without any. */
  hotspots?: HotspotOfferSettings | undefined;
  /** What use abroad costs; where it is left out, it counts as use at home. */
  roaming?: RoamingTariff | undefined;
  /** What "View my account" shows; only where somebody clicks it. */
  accountPage?: AccountPageSettings | undefined;
}
