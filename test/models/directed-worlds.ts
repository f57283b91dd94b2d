/**
 * Small worlds that take a rare arrow of some table on purpose: those that neither the bundled scenarios nor generated
 * worlds are sure to take. To reach another arrow, add a world to the list of its kind in `directed/`: what is unusual in
 * it, and what is done to it.
 *
 *     { name: 'Wi-Fi goes away', settings: {}, drive: world => network(world, 'wifi', 'disappears') }
 */
import { rareConnections } from './directed/connections.ts';
import { rareDevices } from './directed/devices.ts';
import type { DirectedWorld } from './directed/drive.ts';
import { rareLines } from './directed/lines.ts';
import { rareMetadata } from './directed/metadata.ts';
import { rareProfiles } from './directed/profiles.ts';
import { rarePurchases } from './directed/purchases.ts';
import { rareWaysOnline } from './directed/way-online.ts';

export const directedWorlds: readonly DirectedWorld[] = [
  ...rarePurchases,
  ...rareProfiles,
  ...rareWaysOnline,
  ...rareDevices,
  ...rareConnections,
  ...rareMetadata,
  ...rareLines,
];
