/** Settings of eSIM profiles that come without a purchase: by device management, by the SM-DS, by a code that somebody has. */
import type { Distribution, Microseconds } from '../../sim/index.ts';

/** The SM-DS, where an SM-DP+ registers that a profile waits for an EID. */
export interface SmDsSettings {
  host: string;
  /** Time in which it answers a call. */
  answer: Distribution;
  /** Shares of the sessions that it refuses, by subject and reason code of SGP.22. */
  refuses: readonly { code: string; share: number }[];
  /** Share of calls that get no answer. */
  silent: number;
  /** How long LPA and SM-DP+ wait for it. */
  timeout: Microseconds;
  /** How long after a failure the SM-DP+ tries again to register or delete an event. */
  retry: Microseconds;
}

export const installsBy = ['discovery', 'activationCode', 'none'] as const;
export type InstallsBy = (typeof installsBy)[number];

/** What an enterprise does with the eSIM profiles of its PCs, and what it lets their users do. */
export interface ManagementSettings {
  /** Share of PCs that are enrolled. */
  share: number;
  installsBy: InstallsBy;
  /** From the start of the run until the enterprise has ordered the profile of a PC. */
  ordered: Distribution;
  /** From the start of the run until the PC comes to its management server for the first time. */
  firstCheckIn: Distribution;
  /** From one visit to the management server to the next. */
  checkIn: Microseconds;
  /** With `discovery`: how often the LPA asks the SM-DS. */
  asksEvery: Microseconds;
  /** With `discovery`: share of users who open the eSIM page of Settings, and how long after the server address has come. */
  opensSettings: number;
  opensSettingsAfter: Distribution;
  /** Downloads that are tried before management gives up. */
  tries: number;
  /** Whether users may add, enable and disable, and remove eSIM profiles by themselves. */
  usersAdd: boolean;
  usersEnable: boolean;
  usersRemove: boolean;
}

export const codeReaders = ['camera', 'link', 'keyboard'] as const;
export type CodeReader = (typeof codeReaders)[number];

/** An activation code that somebody has: on a card from a shop, in a mail, on the screen of another device. */
export interface CodeActivationSettings {
  /** Share of people who get one. */
  share: number;
  by: CodeReader;
  /** From the start of the run until they have it. */
  comes: Distribution;
  /** From when they have it until they read it in, and what that takes. */
  readAfter: Distribution;
  /** Share of codes that are typed wrong, at the keyboard. */
  mistyped: number;
  /** Whether the code asks for a confirmation code, and the share of those that are typed wrong. */
  confirmationCode: boolean;
  wrongConfirmation: number;
  /** Time from the question of Windows to the answer, and share of people who say no. */
  think: Distribution;
  declines: number;
  /** Share of people who give the profile a name of their own. */
  nickname: number;
}
