/** Where the records of each state machine were when the run ended. */
import { stateMachines, statesNow, type World } from '../models/index.ts';
import { initialState, isEnd, statesOf, transitionsOf } from '../sim/index.ts';
import type { StateMachine } from './run-result.ts';

/** Machines that some record has moved in; one whose records are all where they began has nothing to tell. */
export function stateMachinesOf(world: World): StateMachine[] {
  return stateMachines.flatMap(({ name, source, table }) => {
    const now = statesNow(world, name);
    const first = initialState(table);
    if ([...now.keys()].every(state => state === first)) return [];
    return [
      {
        name,
        source,
        states: statesOf(table).map(state => ({
          state,
          role: state === first ? 'first' : isEnd(table, state) ? 'end' : 'between',
          n: now.get(state) ?? 0,
        })),
        transitions: transitionsOf(table),
      },
    ];
  });
}
