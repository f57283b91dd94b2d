/** Packet contexts beside the one for the internet: which the operator offers to which apps, and what the apps do with them. */
import type { Distribution } from '../../sim/index.ts';
import type { DailyRate } from './clock.ts';

/** A PDPContextPolicy of the operator: an access point for some apps. */
export interface ContextPolicy {
  name: string;
  accessPoint: string;
  /** AppIDList. */
  apps: readonly string[];
  /** Host suffixes that an app may put on the connection by a route policy. */
  hosts: readonly string[];
  zeroRated: boolean;
  /** Share of subscribers whom the network rejects, with ESM cause 33: not subscribed to this access point. */
  rejected: number;
}

export interface OperatorContextSettings {
  /** MultiplePDPContextSupport. */
  supported: boolean;
  /** Contexts that a device has at once, the one for the internet included. */
  most: number;
  policies: readonly ContextPolicy[];
}

/** An app on the PCs of a group that wants a connection of its own. */
export interface SpecialConnectionApp {
  name: string;
  /** The name of the policy whose access point it asks for. */
  context: string;
  /** Share of PCs that have it. */
  share: number;
  sessions: DailyRate;
  lasts: Distribution;
  /** Bytes per second while a session lasts. */
  rate: number;
  /** The host it talks to, which a route policy puts on the connection; undefined for an app that binds its sockets. */
  host: string | undefined;
  /** What it does without a connection of its own: nothing, or the same over the connection for the internet. */
  otherwise: 'nothing' | 'internet';
}
