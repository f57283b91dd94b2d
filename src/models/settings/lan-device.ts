/** Settings of a device on the network at home that Windows finds by PnP-X: a router, a recorder, a hotspot or a phone. */
import type { Bytes, Distribution } from '../../sim/index.ts';

export const lanDeviceKinds = ['router', 'recorder', 'hotspot', 'phone'] as const;
export type LanDeviceKind = (typeof lanDeviceKinds)[number];

export interface LanDeviceSettings {
  kind: LanDeviceKind;
  /** Share of people who get one. */
  share: number;
  /** From the start of the run until it is plugged in. */
  pluggedIn: Distribution;
  /** Share of its announcements that no PC hears. */
  announcementLost: number;
  /** Whether its class pairs by itself; otherwise its owner adds it by hand, or never does. */
  pairsByItself: boolean;
  pairsByHand: number;
  pairedAfter: Distribution;
  /** From when it is plugged in until the line behind it is up: what a PC on that network alone has no internet before. */
  lineUp: Distribution;
  /** Whether its maker has published metadata for it, and whether these name an app. */
  metadata: boolean;
  app: boolean;
  metadataSize: Bytes;
  appSize: Bytes;
  /** Share of people who open the app, and how long after it is there. */
  opensApp: number;
  opensAppAfter: Distribution;
}
