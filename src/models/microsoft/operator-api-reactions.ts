/**
 * How the Mobile Plans service takes what the operator API says, status by status.
 *
 *     200 201  show                     409  a new transaction id, once more
 *     400      log                      429  silence until Retry-After
 *     401 403  alert                    500  once more after a second, then give up
 *     404      no balance               time-out, anything else: give up
 *
 * Source: Microsoft Learn, "Mobile Plans account management" (the statuses, and the reaction to 429).
 * Assumption: the other reactions, and that a request is repeated once at most, whatever the reason.
 */
export type Reaction =
  | 'shows'
  | 'logs'
  | 'alerts'
  | 'hasNone'
  | 'takesNewId'
  | 'keepsSilent'
  | 'repeatsLater'
  | 'givesUp';

const reactions: Readonly<Record<number, Reaction>> = {
  200: 'shows',
  201: 'shows',
  400: 'logs',
  401: 'alerts',
  403: 'alerts',
  404: 'hasNone',
  409: 'takesNewId',
  429: 'keepsSilent',
  500: 'repeatsLater',
};

/**
 * @param status  HTTP status; 504 stands for an operator that has not answered in time, or could not be reached
 * @param repeat  whether this is the second try already, which is not followed by a third
 */
export function reactionTo(status: number, repeat: boolean): Reaction {
  const reaction = reactions[status] ?? 'givesUp';
  return repeat && (reaction === 'takesNewId' || reaction === 'repeatsLater') ? 'givesUp' : reaction;
}

/** The status of a failure without one: nothing came back in time. */
export const noAnswer = 504;
