/**
 * Settings of operator messages: SMS and USSD with the operator's network, pushes with Microsoft's service, what the operator
 * writes of usage, and what a PC does with what comes. An operator without `messages` sends none.
 */
import type { Distribution, Microseconds } from '../../sim/index.ts';

/** A stretch of the retry schedule: every so often, until the message is so old. */
export interface RetryStep {
  readonly every: Microseconds;
  readonly until: Microseconds;
}

/** How the message centre brings SMS to devices; each part of a long message goes its own way. */
export interface MessageCentreSettings {
  /** From the message centre to the device. */
  latency: Distribution;
  /** Share of attempts that are lost on the way: the centre hears nothing and tries again. */
  lost: number;
  /** Share of delivered parts whose acknowledgement is lost: the centre sends them again. */
  repeated: number;
  retries: readonly RetryStep[];
  /** After so long the centre gives a message up. */
  validity: Microseconds;
}

export interface UssdSettings {
  /** From one side's turn to the other's. */
  turn: Distribution;
  /** A session in which nobody says anything for so long is ended. */
  idle: Microseconds;
  longest: Microseconds;
  /** Share of turns that get no answer. */
  fails: number;
}

export const warningWays = ['sms', 'push', 'none'] as const;
export type WarningWay = (typeof warningWays)[number];

/** What the operator writes when a line has used, as billing knows it, such shares of its plan. */
export interface UsageWarningSettings {
  /** Shares of the plan, ascending. */
  at: readonly number[];
  by: WarningWay;
}

export interface MessageSettings {
  /** The address the operator writes from. */
  sender: string;
  centre: MessageCentreSettings;
  ussd: UssdSettings;
  /**
   * The balance rule in the provisioning file that is written from settings: for the operator's app alone, for SMS apps
   * too, or none. A file of one's own has its own rules.
   */
  rule: 'silent' | 'public' | 'none';
  /** UserSMSEnabled in that file: whether the radio of a sleeping PC stays on for SMS. */
  userSms: boolean;
  /** Apps that the service metadata lists as privileged. */
  privilegedApps: number;
  warnings: UsageWarningSettings;
}

/** The Windows Notification Service, as far as the network decides. */
export interface PushSettings {
  latency: Distribution;
  /** Share of pushes that do not arrive although the PC is online. */
  lost: number;
}

/** What the PCs of a group do with messages. */
export interface DeviceMessageSettings {
  /** Messages that the modem, or its SIM, has room for. */
  store: number;
  whenFull: 'deletesOldest' | 'refuses';
  /** Share of PCs with a privileged SMS app that its user has allowed, in the foreground, to read messages. */
  smsApp: number;
}

/** Of a group that says nothing: the room of [SD], Windows deletes the oldest, and nobody has allowed an SMS app. */
export const usualDeviceMessages: DeviceMessageSettings = { store: 30, whenFull: 'deletesOldest', smsApp: 0 };
