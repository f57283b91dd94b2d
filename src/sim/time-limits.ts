/**
 * Time limits of requests in flight. Nearly every request is answered long before its limit, and there are few lengths:
 * limits of one length end in the order in which they began. So each length has a lane, first in, first out, and of a lane
 * only the first entry waits in the pending-event set.
 *
 *     30 s   row 7, row 12, row 3 ...   ◀── one event, for row 7
 *     10 s   row 9, row 4 ...           ◀── one event, for row 9
 *
 * HOT: a limit that is never reached costs a few stores at the end of a lane, and its turn at the front to be thrown away.
 */
import type { Operation, Simulation } from './simulation.ts';

interface Lane {
  /** Of every limit in it, in µs; NaN while the lane is not in use. */
  length: number;
  /** A ring of so many entries: a power of two. */
  rows: Int32Array;
  generations: Uint32Array;
  deadlines: Float64Array;
  head: number;
  count: number;
}

const roomAtFirst = 8;

export class TimeLimits {
  private readonly simulation: Simulation;
  private readonly isLive: (row: number, generation: number) => boolean;
  private readonly expire: (row: number) => void;
  private readonly wakes: Operation;
  private readonly lanes: Lane[] = [];
  private readonly unused: number[] = [];
  private readonly byLength = new Map<number, number>();
  /** The lane of the last limit, which is often that of the next. */
  private latest = 0;

  /**
   * @param isLive  whether a row still has its generation, and its asker still waits
   * @param expire  takes a row whose limit is reached, each in an event of its own
   */
  constructor(
    simulation: Simulation,
    isLive: (row: number, generation: number) => boolean,
    expire: (row: number) => void,
  ) {
    this.simulation = simulation;
    this.isLive = isLive;
    this.expire = expire;
    this.wakes = simulation.operation('time limit', lane => this.wake(lane));
  }

  /** Begins a limit for a row: whole µs from now. */
  begin(row: number, generation: number, length: number): void {
    let number = this.latest;
    if (this.lanes.length === 0 || this.lanes[number]!.length !== length) {
      number = this.byLength.get(length) ?? this.open(length);
      this.latest = number;
    }
    const lane = this.lanes[number]!;
    if (lane.count === lane.rows.length) grow(lane);
    const place = (lane.head + lane.count) & (lane.rows.length - 1);
    lane.rows[place] = row;
    lane.generations[place] = generation;
    lane.deadlines[place] = this.simulation.clock[0]! + length;
    lane.count += 1;
    if (lane.count === 1) this.simulation.schedule(this.wakes, number, length);
  }

  /** Forgets every limit of a row, so that its generations can begin again. */
  forget(row: number): void {
    for (const lane of this.lanes)
      for (let i = 0; i < lane.count; i++) {
        const place = (lane.head + i) & (lane.rows.length - 1);
        if (lane.rows[place] === row) lane.rows[place] = nobody;
      }
  }

  private open(length: number): number {
    const number =
      this.unused.pop() ??
      this.lanes.push({
        length,
        rows: new Int32Array(roomAtFirst),
        generations: new Uint32Array(roomAtFirst),
        deadlines: new Float64Array(roomAtFirst),
        head: 0,
        count: 0,
      }) - 1;
    this.lanes[number]!.length = length;
    this.byLength.set(length, number);
    return number;
  }

  /** One limit at most: what its asker wants done comes before the next one. */
  private wake(number: number): void {
    const lane = this.lanes[number]!;
    this.dropDead(lane);
    let reached = nobody;
    if (lane.count > 0 && lane.deadlines[lane.head]! <= this.simulation.clock[0]!) {
      reached = lane.rows[lane.head]!;
      drop(lane);
      this.dropDead(lane);
    }
    if (lane.count > 0)
      this.simulation.schedule(this.wakes, number, lane.deadlines[lane.head]! - this.simulation.clock[0]!);
    else this.close(number);
    if (reached !== nobody) this.expire(reached);
  }

  private dropDead(lane: Lane): void {
    while (lane.count > 0) {
      const row = lane.rows[lane.head]!;
      if (row !== nobody && this.isLive(row, lane.generations[lane.head]!)) return;
      drop(lane);
    }
  }

  private close(number: number): void {
    const lane = this.lanes[number]!;
    this.byLength.delete(lane.length);
    lane.length = Number.NaN;
    this.unused.push(number);
  }
}

/** Stands for a row that has been forgotten. */
const nobody = -1;

function drop(lane: Lane): void {
  lane.head = (lane.head + 1) & (lane.rows.length - 1);
  lane.count -= 1;
}

function grow(lane: Lane): void {
  const { rows, generations, deadlines, head, count } = lane;
  const room = 2 * count;
  lane.rows = new Int32Array(room);
  lane.generations = new Uint32Array(room);
  lane.deadlines = new Float64Array(room);
  for (let i = 0; i < count; i++) {
    const place = (head + i) & (count - 1);
    lane.rows[i] = rows[place]!;
    lane.generations[i] = generations[place]!;
    lane.deadlines[i] = deadlines[place]!;
  }
  lane.head = 0;
}
