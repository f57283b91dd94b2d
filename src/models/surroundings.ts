/**
 * What the world gives each model: its settings, the ways messages take, and who a device is. Surroundings never change
 * during a run; what changes is in the records.
 */
import {
  type Bank,
  type Distribution,
  type Link,
  type Microseconds,
  type Rhythm,
  type Sampler,
  type ServiceCenter,
  sampler,
} from '../sim/index.ts';
import {
  type Eid,
  type Iccid,
  type Imei,
  type Imsi,
  imeiOfDevice,
  makeEid,
  makeIccid,
  makeImsi,
} from './identifiers.ts';
import type { HotspotNetworks } from './messages/provisioning/hotspot-profiles.ts';
import type { BackEnd } from './operator/back-end-tiers.ts';
import type {
  DailyRate,
  GroupSettings,
  OperatorSettings,
  PlanDescription,
  PlanSettings,
  TetheringPolicy,
  WorldSettings,
} from './settings.ts';
import type { SeveralEach } from './several-each.ts';
import type { Destination } from './walled-garden-hosts.ts';
import type { ConnectionProfile } from './windows/connection-profile.ts';

/** The ways a message can take. */
export interface Links {
  /** As fast as Wi-Fi: beyond the house both take the same way. */
  ethernet: Link;
  wifi: Link;
  /** Somebody's hotspot. */
  hotspot: Link;
  cellular: Link;
  /** Between data centres: Mobile Plans service to operator API, portal to SM-DP+. */
  dataCentres: Link;
  /** For a device without any connection: always down. */
  nowhere: Link;
}

/** Outages that the timeline foresees, as numbers of its entries in the order of their beginning. Often none. */
export interface Outages {
  readonly service: readonly number[];
  /** By operator number. */
  readonly api: readonly (readonly number[])[];
  readonly smdp: readonly (readonly number[])[];
  readonly smds: readonly (readonly number[])[];
  readonly portal: readonly (readonly number[])[];
  readonly entitlement: readonly (readonly number[])[];
  readonly aaa: readonly (readonly number[])[];
  readonly hlr: readonly (readonly number[])[];
  /** By operator number and name of the tier. */
  readonly tiers: readonly ReadonlyMap<string, readonly number[]>[];
}

export interface Surroundings {
  readonly settings: WorldSettings;
  readonly links: Links;
  operatorOf(device: number): number;
  operator(device: number): OperatorSettings;
  group(device: number): GroupSettings;
  /** The plan that the device's owner buys or has. */
  plan(device: number): PlanSettings;
  /** What Windows was told of that plan: by the file that was applied last, where one was. */
  planTold(device: number): Omit<PlanDescription, 'costs'>;
  /** The way the device's internet traffic takes at this moment. */
  pathOf(device: number): Link;
  /** The way to one destination: nowhere, when the walled garden of the line does not pass it. */
  wayTo(device: number, destination: Destination): Link;
  /** Bits per second of the device's way to the internet. Assumption: a hotspot is as fast as the mobile network behind it. */
  rateTo(device: number): number;
  /** Servers of an operator, by operator number. */
  readonly apiServers: ServiceCenter[];
  readonly smdpServers: Bank[];
  /** Tiers of an operator, by operator number. */
  readonly backEnds: BackEnd[];
  readonly outages: Outages;
  /** The connection profiles that the device's sources of operator metadata give at this moment. */
  profiles(device: number): readonly ConnectionProfile[];
  /** The Wi-Fi profiles for hotspots that the device has at this moment. */
  hotspotNetworks(device: number): HotspotNetworks;
  /** The daily rhythm of a group's habit: what is done with a PC is done while its lid is open. */
  cycle(device: number, habit: DailyRate): Rhythm;
  /** When the lid of the device is open: at once, or in the next hour that it is, at the moment that `luck` says. */
  nextOpen(device: number, at: Microseconds, luck: number): Microseconds;
  /** A sample of the distribution for one uniform draw. */
  sample(distribution: Distribution, uniform: number): number;
  readonly identity: Identity;
  /** Whether the device's operator lets it share its connection, by what the device has of its metadata at this moment. */
  tethering(device: number): TetheringPolicy;
  /** The records of things of which a device has several: clients of its shared connection, special contexts, apps. */
  readonly clients: SeveralEach;
  readonly specialContexts: SeveralEach;
  readonly specialApps: SeveralEach;
}

/** Samplers are made once for each distribution, however often it is sampled. */
export function samplerCache(): (distribution: Distribution, uniform: number) => number {
  const made = new Map<Distribution, Sampler>();
  return (distribution, uniform) => {
    let sample = made.get(distribution);
    if (sample === undefined) {
      sample = sampler(distribution);
      made.set(distribution, sample);
    }
    return sample(uniform);
  };
}

/**
 * The numbers a device is known by. They are made when asked for: a million devices store none of them.
 *
 * @param card  which card of the owner: 0 the first, then one more with each swap and each reprogramming
 */
export interface Identity {
  /** The ICCID of the line, whether its profile is downloaded yet or not. */
  iccid(device: number, card?: number): Iccid;
  imsi(device: number, card?: number): Imsi;
  eid(device: number): Eid;
  imei(device: number): Imei;
  /** CDMA: the system identification of the home operator, 1 to 32767. */
  sid(device: number): string;
  /** CDMA: the mobile identification number of the line, 10 digits. */
  min(device: number): string;
  /** CDMA: the electronic serial number of the modem, 3 digits of its maker and 8 of its number. */
  esn(device: number): string;
  /** CDMA: the mobile equipment identifier, 17 digits. */
  meid(device: number): string;
  /** What the SIM (home provider name) or the CDMA modem (provider name) calls its operator. */
  providerName(device: number): string;
}

/** Further cards of an owner take numbers above those of everybody's first one. */
const firstCards = 100_000_000;

/** @param place  of a device in the population, from 0: devices that are not simulated have numbers, too */
export function identities(
  operator: (device: number) => OperatorSettings,
  place: (device: number) => number = device => device,
): Identity {
  const home = (device: number) => operator(device).provider.networks[0] ?? { mcc: '001', mnc: '01' };
  return {
    // An account number of ten digits has room for 100 cards of each owner; later ones get the first numbers again.
    iccid: (device, card = 0) => {
      const { mcc, mnc } = home(device);
      return makeIccid({ mcc, mnc, account: place(device) + 1 + firstCards * (card % 100) });
    },
    // An MSIN of nine digits has room for ten.
    imsi: (device, card = 0) => {
      const { mcc, mnc } = home(device);
      return makeImsi(mcc, mnc, place(device) + 1 + firstCards * (card % 10));
    },
    eid: device => makeEid(place(device) + 1),
    imei: device => imeiOfDevice(place(device) + 1),
    sid: device => systemIdentification(home(device)),
    min: device => String(firstMin + place(device)),
    esn: device => `${128 + Math.floor(place(device) / serials)}${String(place(device) % serials).padStart(8, '0')}`,
    meid: device => `${firstMaker + Math.floor(place(device) / 1e7)}${String(place(device) % 1e7).padStart(7, '0')}`,
    providerName: device => operator(device).provider.name,
  };
}

/** Area codes begin with 2 to 9. */
const firstMin = 2_000_000_000;
/** Serial numbers that the maker of a modem has under one code: 24 bits. */
const serials = 2 ** 24;
/** The first of the codes for makers of modems with an MEID, A0000000 in hexadecimal digits. */
const firstMaker = 0xa000_0000;

/**
 * Assumption: a SID of the operator's own, made from its mobile country and network code; the real ones are assigned in
 * ranges by country.
 */
const systemIdentification = ({ mcc, mnc }: { mcc: string; mnc: string }): string =>
  String(1 + (Number(`${mcc}${mnc}`) % 32_749));
