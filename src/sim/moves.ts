/**
 * Moves: takes the records of one installed model along their table, and counts how often each arrow has been taken.
 *
 *     (state, event) ──▶ arrow ──▶ taken[arrow] += 1, the state it leads to
 */
import { ownCode } from './own-code.ts';
import { type AnyTable, nextState, transitionsOf } from './state-machine.ts';

/** An arrow of a table, with how often records have gone along it so far. */
export interface TakenArrow {
  from: string;
  event: string;
  to: string;
  n: number;
}

type Move = (record: { state: string }, event: string) => void;

export class Moves {
  readonly move: Move;
  private readonly arrows: readonly Omit<TakenArrow, 'n'>[];
  /** By arrow, in reading order; none for a model without a table. Beyond 2^32 - 1 a count begins again at 0. */
  private readonly taken: Uint32Array;

  constructor(name: string, table: AnyTable = {}) {
    this.arrows = transitionsOf(table);
    this.taken = new Uint32Array(this.arrows.length);
    this.move = moveAlong(name, table, this.taken);
  }

  /** Every arrow in reading order. */
  counted(): TakenArrow[] {
    return this.arrows.map((arrow, at) => ({ ...arrow, n: this.taken[at]! }));
  }
}

/**
 * HOT: the table written out as code, a case for each arrow. Names are compared by address, and the compiler knows of each
 * arrow which number to count and which byte to store; looking both up in the table takes more than twice as long.
 */
function moveAlong(name: string, table: AnyTable, taken: Uint32Array): Move {
  let arrow = 0;
  const caseOf = (event: string, to: string) =>
    `case ${JSON.stringify(event)}: taken[${arrow++}] += 1; record.state = ${JSON.stringify(to)}; return;`;
  const states = Object.entries<Record<string, string>>(table).map(([from, events]) => {
    const cases = Object.entries(events).map(([event, to]) => caseOf(event, to));
    return `case ${JSON.stringify(from)}: switch (event) { ${cases.join(' ')} } break;`;
  });
  return ownCode(
    `(record, event) => { switch (record.state) { ${states.join(' ')} } nextState(name, table, record.state, event); }`,
    { name, table, taken, nextState },
  );
}
