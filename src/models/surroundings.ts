/**
 * What the world gives each model: its settings, the ways messages take, and who a device is. Surroundings never change
 * during a run; what changes is in the records.
 */
import { type Distribution, type Link, type Rhythm, type Sampler, type ServiceCenter, sampler } from '../sim/index.ts';
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
import type { DailyRate, GroupSettings, OperatorSettings, WorldSettings } from './settings.ts';
import type { ConnectionProfile } from './windows/connection-profile.ts';

/** The ways a message can take. */
export interface Links {
  wifi: Link;
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
  readonly portal: readonly (readonly number[])[];
}

export interface Surroundings {
  readonly settings: WorldSettings;
  readonly links: Links;
  operatorOf(device: number): number;
  operator(device: number): OperatorSettings;
  group(device: number): GroupSettings;
  /** The way the device's internet traffic takes at this moment. */
  pathOf(device: number): Link;
  /** Servers of an operator, by operator number. */
  readonly apiServers: ServiceCenter[];
  readonly smdpServers: ServiceCenter[];
  readonly outages: Outages;
  /** Whether the device has the whole of Windows' mobile broadband, which is told when the network opens or closes its line. */
  followsLine?(device: number): boolean;
  /** The connection profiles that the device's sources of operator metadata give at this moment. */
  profiles(device: number): readonly ConnectionProfile[];
  /** The daily rhythm of a group's habit. */
  cycle(device: number, habit: DailyRate): Rhythm;
  /** A sample of the distribution for one uniform draw. */
  sample(distribution: Distribution, uniform: number): number;
  readonly identity: Identity;
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

/** The numbers a device is known by. They are made when asked for: a million devices store none of them. */
export interface Identity {
  /** The ICCID of the line, whether its profile is downloaded yet or not. */
  iccid(device: number): Iccid;
  imsi(device: number): Imsi;
  eid(device: number): Eid;
  imei(device: number): Imei;
}

export function identities(operator: (device: number) => OperatorSettings): Identity {
  const home = (device: number) => operator(device).provider.networks[0] ?? { mcc: '001', mnc: '01' };
  return {
    iccid: device => makeIccid({ ...home(device), account: device + 1 }),
    imsi: device => makeImsi(home(device).mcc, home(device).mnc, device + 1),
    eid: device => makeEid(device + 1),
    imei: device => imeiOfDevice(device + 1),
  };
}
