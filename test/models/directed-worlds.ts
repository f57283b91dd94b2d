/**
 * Small worlds that take a rare arrow of some table on purpose: those that neither the bundled scenarios nor generated
 * worlds are sure to take. To reach another arrow, add a world to the list of its kind in `directed/`: what is unusual in
 * it, and what is done to it.
 *
 *     { name: 'Wi-Fi goes away', settings: {}, drive: world => network(world, 'wifi', 'disappears') }
 */
import { rareCallbacks } from './directed/callbacks.ts';
import { rareConnections } from './directed/connections.ts';
import { rareDevices } from './directed/devices.ts';
import type { DirectedWorld } from './directed/drive.ts';
import { rareHotspots } from './directed/hotspots.ts';
import { rareLanDevices } from './directed/lan-devices.ts';
import { rareLines } from './directed/lines.ts';
import { rareManaged } from './directed/managed.ts';
import { rareMetadata } from './directed/metadata.ts';
import { rareMetered } from './directed/metered.ts';
import { rareMonitoring } from './directed/monitoring.ts';
import { rarePlans } from './directed/plans.ts';
import { rarePortals } from './directed/portals.ts';
import { rareProfiles } from './directed/profiles.ts';
import { rarePurchases } from './directed/purchases.ts';
import { rareSharing } from './directed/sharing.ts';
import { rareTopUps } from './directed/top-ups.ts';
import { rareWaysOnline } from './directed/way-online.ts';

export const directedWorlds: readonly DirectedWorld[] = [
  ...rarePurchases,
  ...rarePortals,
  ...rareCallbacks,
  ...rareTopUps,
  ...rareProfiles,
  ...rareWaysOnline,
  ...rareDevices,
  ...rareConnections,
  ...rareMetadata,
  ...rareLines,
  ...rareMonitoring,
  ...rareManaged,
  ...rareLanDevices,
  ...rarePlans,
  ...rareSharing,
  ...rareHotspots,
  ...rareMetered,
];
