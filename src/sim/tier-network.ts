/** A network of tiers: service centres that wait for one another. */

/** The way of a call through tiers. */
export type CallPath =
  | { kind: 'tier'; tier: string }
  /** `caller > called`: the caller waits, and holds its thread so long. */
  | { kind: 'waits'; caller: string; called: CallPath }
  /** `asked else afterMiss`: what follows is asked when the first, a cache, has no answer. */
  | { kind: 'orElse'; asked: CallPath; afterMiss: CallPath }
  /** `a then b`: one after the other. */
  | { kind: 'inTurn'; steps: readonly CallPath[] }
  /** `first later after`: the second is queued once the first has answered, and nobody waits for it. */
  | { kind: 'later'; first: CallPath; afterAnswer: CallPath };
