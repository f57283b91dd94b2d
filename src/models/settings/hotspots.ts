/** Settings of Wi-Fi hotspots: which ones people come by, and what the operator of their line has to do with them. */
import type { Distribution, Microseconds } from '../../sim/index.ts';
import type { DailyRate } from './clock.ts';
import type { CostType } from './metered.ts';

/** What a hotspot asks of who joins it. */
export const hotspotKinds = ['open', 'captivePortal', 'wispr', 'eap'] as const;
export type HotspotKind = (typeof hotspotKinds)[number];

/** Of a group: the places that its people go to with the PC. */
export interface HotspotVisitSettings {
  /** Places visited in a day, and how long each time. */
  visits: DailyRate;
  lasts: Distribution;
  /** Share of the places that have a hotspot. */
  density: number;
  /** Shares of the hotspots by kind; they add up to 1. */
  kinds: Readonly<Record<HotspotKind, number>>;
  /** Share of the WISPr and EAP hotspots that bear a network name of the operator's profiles. */
  partner: number;
  /** Share of the operator's WISPr hotspots that bear one of the secondary names of the profile. */
  secondary: number;
  /** The operator's Wi-Fi profiles are on the PC from the start; otherwise a provisioning file has to bring them. */
  provisioned: boolean;
  /** What the hotspots say of their cost in the beacon; nothing, where it is undefined. */
  costs?: CostType | undefined;
  /** Share of people who join by hand a hotspot that Windows does not join by itself. */
  joinsByHand: number;
  /** Share of people who sign in where a web page or a prompt asks them to, and how long they take. */
  signsIn: number;
  signInTakes: Distribution;
  /** Shares of visits in which the PC is locked, and in which it is in Connected Standby. */
  locked: number;
  standby: number;
  /** How long a user session lasts: what has failed in it is not tried again by itself. */
  session: Microseconds;
  /** Shares of the operator's WISPr hotspots whose login host is a stranger, whose page is no valid WISPr, that keep the reply pending, that fail. */
  strangers: number;
  brokenPages: number;
  pending: number;
  gatewayErrors: number;
}

/** What the operator's app does with a hotspot event. Shares add up to 1. */
export interface HotspotTaskSettings {
  /** How long it takes to decide. */
  takes: Distribution;
  issues: number;
  aborts: number;
  skips: number;
  asksUser: number;
  /** What it says with credentials and with an abort: after a failure, only by hand. */
  marksManual: boolean;
}

/** Of an operator: its Wi-Fi profiles, and the servers that let its customers in. */
export interface HotspotOfferSettings {
  /** Credentials for WISPr: in the profile, from the app, or no such profile. */
  wispr: 'static' | 'app' | 'none';
  eap: 'sim' | 'aka' | 'akaPrime' | 'none';
  /** Whether its Wi-Fi stands before or behind mobile broadband in the provisioning file. */
  preference: 'preferred' | 'lessPreferred';
  loginHost: string;
  trustedDomains: readonly string[];
  task: HotspotTaskSettings;
  aaa: {
    service: Distribution;
    /** Share of correct credentials that it rejects all the same. */
    rejects: number;
    /** How long a hotspot waits for it. */
    timeout: Microseconds;
    /** Fast re-authentications in a row before a full one; 0 for full ones only. */
    fastInARow: number;
  };
  hlr: {
    service: Distribution;
    /** Share of subscribers that it does not know. */
    unknown: number;
  };
}
