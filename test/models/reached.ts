/** Which states and arrows of the tables have been reached, added up over worlds. */
import { stateMachines } from '../../src/models/state-machines.ts';
import { timeline } from '../../src/models/timeline.ts';
import type { World } from '../../src/models/world.ts';
import { statesOf, transitionsOf } from '../../src/sim/state-machine.ts';

/** Those of the systems, and of the entries of a timeline. */
const machines = [...stateMachines, { name: timeline.name, table: timeline.definition.table! }];

export class Reached {
  /** By machine: state names, and arrows as `from --event--> to`. */
  private readonly states = new Map<string, Set<string>>();
  private readonly arrows = new Map<string, Set<string>>();

  note(world: World): void {
    for (const { model, moves, store } of world.assembly.everyInstalled) {
      const { name, definition } = model;
      if (definition.table === undefined) continue;
      const states = setOf(this.states, name);
      for (let subject = 0; subject < store.count; subject++) states.add(String(store.look(subject).state));
      const arrows = setOf(this.arrows, name);
      for (const arrow of moves.counted()) {
        if (arrow.n === 0) continue;
        states.add(arrow.from).add(arrow.to);
        arrows.add(arrowName(arrow));
      }
    }
  }

  /** How much of every machine has been reached, and what has not, in reading order. */
  machines() {
    return machines.map(({ name, table }) => {
      const states = statesOf(table);
      const arrows = transitionsOf(table).map(arrowName);
      return {
        name,
        states: states.length,
        arrows: arrows.length,
        statesMissed: states.filter(state => !this.states.get(name)?.has(state)),
        arrowsMissed: arrows.filter(arrow => !this.arrows.get(name)?.has(arrow)),
      };
    });
  }

  missedStates = (): string[] =>
    this.machines().flatMap(({ name, statesMissed }) => statesMissed.map(state => `${name}: ${state}`));

  missedArrows = (): string[] =>
    this.machines().flatMap(({ name, arrowsMissed }) => arrowsMissed.map(arrow => `${name}: ${arrow}`));
}

const arrowName = ({ from, event, to }: { from: string; event: string; to: string }) => `${from} ── ${event} ──▶ ${to}`;

function setOf(sets: Map<string, Set<string>>, name: string): Set<string> {
  const set = sets.get(name) ?? new Set();
  sets.set(name, set);
  return set;
}

/** States reached by the scenarios and arrows reached by any world, a line for each machine with what was missed. */
export function coverageLines(byScenarios: Reached, byAny: Reached): string[] {
  const arrowsOf = new Map(byAny.machines().map(machine => [machine.name, machine]));
  const rows = byScenarios.machines().map(({ name, states, statesMissed }) => {
    const { arrows, arrowsMissed } = arrowsOf.get(name)!;
    const missed = [...statesMissed, ...arrowsMissed].join('; ');
    return { name, states, arrows, statesMissed: statesMissed.length, arrowsMissed: arrowsMissed.length, missed };
  });
  const sum = (of: 'states' | 'arrows' | 'statesMissed' | 'arrowsMissed') =>
    rows.reduce((all, row) => all + row[of], 0);
  const total = {
    name: 'all',
    states: sum('states'),
    arrows: sum('arrows'),
    statesMissed: sum('statesMissed'),
    arrowsMissed: sum('arrowsMissed'),
    missed: '',
  };
  const width = Math.max(...rows.map(({ name }) => name.length));
  const part = (all: number, missed: number) => `${String(all - missed).padStart(4)} of ${String(all).padEnd(4)}`;
  return [
    'State machines: states reached by the bundled scenarios, arrows by all worlds of the tests',
    ...[...rows, total].map(({ name, states, arrows, statesMissed, arrowsMissed, missed }) =>
      [
        `  ${name.padEnd(width)}  states ${part(states, statesMissed)}  arrows ${part(arrows, arrowsMissed)}`,
        ...(missed === '' ? [] : [`not: ${missed}`]),
      ]
        .join('  ')
        .trimEnd(),
    ),
  ];
}
