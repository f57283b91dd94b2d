/**
 * What a card may do instead of what it is told, and at which command.
 *
 * Source: GSMA SGP.22, `LoadBoundProfilePackage` error reasons, results of `EnableProfile`.
 * Assumption: where in a download each fault shows itself.
 */
import { type CardFault as ChipFault, profileCommandResult } from '../messages/es9-plus.ts';
import type { CardCommand } from './euicc.ts';

interface Fault {
  at: CardCommand;
  /** Error reason of the installation, or result of the profile command. */
  code: number;
  /** A fault of the chip itself, below the protocol. */
  chip?: ChipFault;
}

export const cardFaults = {
  busy: { at: 'info', code: 0, chip: 'busy' },
  generalFailure: { at: 'challenge', code: 0, chip: 'other' },
  pulled: { at: 'authenticateServer', code: 0, chip: 'pulled' },
  noAnswer: { at: 'prepareDownload', code: 0, chip: 'noAnswer' },
  iccidAlreadyExists: { at: 'loadProfile', code: 9 },
  insufficientMemory: { at: 'loadProfile', code: 10 },
  interrupted: { at: 'loadProfile', code: 11 },
  processingError: { at: 'loadProfile', code: 12 },
  policyRuleUnknown: { at: 'loadProfile', code: 15 },
  incorrectInput: { at: 'loadProfile', code: 1 },
  disallowedByPolicy: { at: 'enable', code: profileCommandResult.disallowedByPolicy },
  wrongProfileReenabling: { at: 'enable', code: profileCommandResult.wrongProfileReenabling },
  toolkitBusy: { at: 'enable', code: profileCommandResult.catBusy },
} as const satisfies Record<string, Fault>;

export type CardFaultName = keyof typeof cardFaults;

/** Shares of the commands that a card fails in that way; a command happens once in a download. */
export type CardFaultShares = readonly { fault: CardFaultName; share: number }[];

/** The fault that this command runs into, if any, for one uniform draw. */
export function faultOf(faults: CardFaultShares, command: CardCommand, uniform: () => number): Fault | undefined {
  let luck: number | undefined;
  let share = 0;
  for (const { fault, share: part } of faults) {
    if (cardFaults[fault].at !== command) continue;
    luck ??= uniform();
    share += part;
    if (luck < share) return cardFaults[fault];
  }
  return undefined;
}
