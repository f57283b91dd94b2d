/** How often the arrows of each state machine were taken in a run, and where its records were when it ended. */
import { arrowsTaken, stateMachines, statesNow, type World } from '../models/index.ts';
import { initialState, isEnd, statesOf } from '../sim/index.ts';
import type { StateMachine } from './run-result.ts';

/** Machines that some record has moved in; one in which none has has nothing to tell. */
export function stateMachinesOf(world: World): StateMachine[] {
  return stateMachines.flatMap(({ name, source, runBy, table }) => {
    const transitions = [...arrowsTaken(world, name)];
    if (transitions.every(({ n }) => n === 0)) return [];
    const now = statesNow(world, name);
    const first = initialState(table);
    return [
      {
        name,
        source,
        runBy,
        states: statesOf(table).map(state => ({
          state,
          role: state === first ? 'first' : isEnd(table, state) ? 'end' : 'between',
          n: now.get(state) ?? 0,
        })),
        transitions,
      },
    ];
  });
}
