/** How a command ends: the exit codes of the contract, and the mistakes of a user that have no place in a file. */
export const exit = {
  fine: 0,
  /** A bug of ours: an internal error, an event no table lists, a guard. */
  internal: 1,
  /** Wrong usage or invalid input. */
  usage: 2,
  /** An expectation failed or stayed undecided. */
  expectation: 3,
  /** A law was broken. */
  law: 4,
  /** Ctrl-C; what was finished is kept. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** The command line says something that cannot be done; the message says what can. */
export class UsageError extends Error {}
