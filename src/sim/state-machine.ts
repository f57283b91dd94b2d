/**
 * State machines as tables: for each state, the events it can take and where they lead. A table can be read, drawn in a
 * report and checked; an event it does not list is a bug in the model and stops the run.
 */

/**
 * The first state listed is where every record begins. A state without events is an end; so is one from which nothing leads
 * but the one event that leads out of the first: there the record may begin anew.
 */
export type TransitionTable<State extends string, Event extends string> = {
  readonly [S in State]: { readonly [E in Event]?: State };
};

// biome-ignore lint/suspicious/noExplicitAny: stands for a table of any states and events
export type AnyTable = TransitionTable<any, any>;
export type StateOf<Table> = keyof Table & string;
export type EventOf<Table> = { [S in keyof Table]: keyof Table[S] & string }[keyof Table];

/** An event arrived in a state that cannot take it. */
export class UnlistedEvent extends Error {
  constructor(machine: string, state: string, event: string, possible: readonly string[]) {
    super(
      `${machine}: "${event}" cannot happen while "${state}"; it can take: ${possible.join(', ') || 'nothing, it is an end'}`,
    );
    this.name = 'UnlistedEvent';
  }
}

export const statesOf = (table: AnyTable): string[] => Object.keys(table);
export const initialState = (table: AnyTable): string => statesOf(table)[0]!;

export function isEnd(table: AnyTable, state: string): boolean {
  const arrows = Object.entries(table[state] ?? {});
  if (arrows.length === 0) return true;
  const first = initialState(table);
  const beginnings = Object.entries(table[first] ?? {});
  if (state === first || arrows.length > 1 || beginnings.length > 1) return false;
  return arrows[0]![0] === beginnings[0]![0] && arrows[0]![1] === beginnings[0]![1];
}

/** Where `event` leads from `state`; an {@link UnlistedEvent} where the table has no such arrow. */
export function nextState(machine: string, table: AnyTable, state: string, event: string): string {
  const next = table[state]?.[event];
  if (next === undefined) throw new UnlistedEvent(machine, state, event, Object.keys(table[state] ?? {}));
  return next;
}

/** Every arrow of the table, in reading order. */
export function transitionsOf(table: AnyTable): { from: string; event: string; to: string }[] {
  return statesOf(table).flatMap(from =>
    Object.entries(table[from] as Record<string, string>).map(([event, to]) => ({ from, event, to })),
  );
}

/** States that no sequence of events reaches from the first one. A sound table has none. */
export function unreachableStates(table: AnyTable): string[] {
  const reached = new Set<string>([initialState(table)]);
  for (const state of reached)
    for (const arrow of Object.values(table[state] as Record<string, string>)) reached.add(arrow);
  return statesOf(table).filter(state => !reached.has(state));
}

/** States from which no end can be reached, in a table that has ends. A sound table has none. */
export function trappedStates(table: AnyTable): string[] {
  const ends = statesOf(table).filter(state => isEnd(table, state));
  if (ends.length === 0) return [];
  const canEnd = new Set(ends);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { from, to } of transitionsOf(table)) {
      if (canEnd.has(to) && !canEnd.has(from)) {
        canEnd.add(from);
        grown = true;
      }
    }
  }
  return statesOf(table).filter(state => !canEnd.has(state));
}
