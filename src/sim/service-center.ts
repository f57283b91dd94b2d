/**
 * A service centre: servers, and places to wait beside them.
 *
 *                        ┌───────────────┬─────────┐
 *     job ── rate limit ─▶ waits, fifo   │ servers ├──▶ done
 *              │         └─┬──────┬──────┴─────────┘
 *              ▼           ▼      ▼
 *     turned away:  limit  full   impatient           or withdrawn by whoever submitted it
 *
 * Every job ends in exactly one of these ways. With first in, first out a job has a server of its own from its start to
 * its end. With processor sharing every job starts at once and the servers divide their work among all; what is beyond
 * the number of servers still counts as the queue, so that busy + queue is the number of jobs here in either case.
 *
 * With processor sharing, whoever is finished leaves before a job that comes at the same instant is looked at. With first
 * in, first out such ties (also a server free just when patience ends) go by who was scheduled first.
 *
 * HOT: a job is a row of numbers in columns, the queue is a list through them; nothing is allocated per job.
 */
import { SharedService } from './processor-sharing.ts';
import type { Operation, Simulation } from './simulation.ts';
import { type RateLimit, TokenBucket } from './token-bucket.ts';
import { endOfTime, type Microseconds } from './units.ts';

export interface ServiceCenterOptions {
  servers: number;
  /** Places beside the servers. Default: as many as it takes. */
  queue?: number;
  /** Default: `fifo`. */
  discipline?: 'fifo' | 'processorSharing';
  /** Jobs over the limit are turned away at the door, before they could take a place. */
  limit?: RateLimit;
}

/** Why a job left without service. `impatient`: its patience ended before its service began. */
export const turnAwayReasons = ['full', 'impatient', 'limit'] as const;
export type TurnAwayReason = (typeof turnAwayReasons)[number];

/** Told how each job ends, exactly once, unless it is withdrawn. May submit and withdraw in its turn. */
export interface ServiceListener {
  done(job: number): void;
  turnedAway(job: number, reason: TurnAwayReason): void;
}

/* What a row is at. */
const free = 0;
const waiting = 1;
const inService = 2;
const leaving = 3;

const none = -1;
const generationMax = 0xfffff;

export class ServiceCenter {
  readonly name: string;
  readonly servers: number;
  /** Servers at work now. */
  busy = 0;
  /** Jobs here beyond those that have a server, now. */
  queue = 0;
  /** The most servers at work at once. */
  busyPeak = 0;
  /** The longest queue. */
  queuePeak = 0;
  /** Jobs that came, whatever became of them. */
  submitted = 0;
  /** Jobs done. */
  served = 0;
  /** Jobs taken back. */
  withdrawn = 0;

  private readonly simulation: Simulation;
  private readonly listener: ServiceListener;
  private readonly places: number;
  private readonly limit: TokenBucket | undefined;
  private readonly shared: SharedService | undefined;
  private readonly serviceEnds: Operation;
  private readonly patienceEnds: Operation;
  private readonly turned = { full: 0, impatient: 0, limit: 0 };
  /** `[0]` server-µs at work and `[1]` job-µs in the queue, up to the moment `[2]`; `[3]` the beginning. */
  private readonly totals = new Float64Array(4);
  /** When the pending end of a shared service is due. */
  private readonly due = new Float64Array(1);

  /** Row + 1 of each job that is here, by job. */
  private rowOf = new Int32Array(64);
  private size = 0;
  private vacant = none;
  private first = none;
  private last = none;
  private generation = new Uint32Array(16);
  private state = new Uint8Array(16);
  private job = new Int32Array(16);
  private demand = new Float64Array(16);
  /** 1 while the end of the row's patience is pending. */
  private patient = new Uint8Array(16);
  private next = new Int32Array(16);
  private previous = new Int32Array(16);

  /** @throws RangeError for options that make no sense */
  constructor(simulation: Simulation, name: string, options: ServiceCenterOptions, listener: ServiceListener) {
    const { servers, queue = Infinity, discipline = 'fifo', limit } = options;
    if (!(Number.isInteger(servers) && servers >= 1)) {
      throw new RangeError(`${name} has ${servers} servers; expected a whole number from 1 up`);
    }
    if (!(queue === Infinity || (Number.isInteger(queue) && queue >= 0))) {
      throw new RangeError(`${name} has a queue of ${queue} places; expected a whole number from 0 up`);
    }
    this.name = name;
    this.servers = servers;
    this.simulation = simulation;
    this.listener = listener;
    this.places = servers + queue;
    this.limit = limit === undefined ? undefined : new TokenBucket(limit);
    this.shared = discipline === 'fifo' ? undefined : new SharedService(servers);
    this.serviceEnds =
      this.shared === undefined
        ? simulation.rowOperation(`${name}: service ends`, this.generation, row => this.end(row))
        : simulation.timer(`${name}: service ends`, 1, () => this.shareOut());
    this.patienceEnds = simulation.rowOperation(`${name}: patience ends`, this.generation, row => this.giveUp(row));
    this.totals[2] = this.totals[3] = simulation.now;
  }

  /**
   * A job comes.
   *
   * @param job       its number: whole, from 0 up, small (a column is kept by job), and not here already
   * @param demand    the work of one server it takes, in µs; a fraction rounds up
   * @param patience  how long it waits for its service to begin before it leaves, in µs; a fraction rounds up
   * @throws RangeError for anything else
   */
  submit(job: number, demand: number, patience = Infinity): void {
    if (this.shared !== undefined) this.shareOut();
    this.check(job, demand, patience);
    this.submitted += 1;
    if (this.limit !== undefined && !this.limit.take(this.simulation.clock[0])) this.turnAway(job, 'limit');
    else if (this.busy + this.queue >= this.places) this.turnAway(job, 'full');
    else this.admit(job, Math.ceil(demand), patience);
  }

  private check(job: number, demand: number, patience: number): void {
    if ((job | 0) !== job || job < 0)
      throw new RangeError(`${this.name}: job ${job}; expected a whole number from 0 up`);
    if (job >= this.rowOf.length) this.growJobs(job);
    if (this.rowOf[job] !== 0) throw new RangeError(`${this.name}: job ${job} is here already`);
    if (!(demand >= 0 && demand <= endOfTime)) {
      throw new RangeError(`${this.name}: job ${job} demands ${demand} µs; expected a number from 0 up`);
    }
    if (!(patience >= 0)) {
      throw new RangeError(`${this.name}: job ${job} has a patience of ${patience} µs; expected a number from 0 up`);
    }
  }

  private turnAway(job: number, reason: TurnAwayReason): void {
    this.turned[reason] += 1;
    this.listener.turnedAway(job, reason);
  }

  private admit(job: number, demand: number, patience: number): void {
    const row = this.take();
    this.job[row] = job;
    this.demand[row] = demand;
    this.rowOf[job] = row + 1;
    this.account();
    if (this.shared !== undefined) {
      this.state[row] = inService;
      this.shared.join(row, demand);
      this.countShared();
      this.expectNextFinish();
    } else if (this.busy < this.servers) {
      this.busy += 1;
      if (this.busy > this.busyPeak) this.busyPeak = this.busy;
      this.begin(row);
    } else {
      this.append(row);
      if (patience <= endOfTime) {
        this.patient[row] = 1;
        this.simulation.scheduleRow(this.patienceEnds, row, patience);
      }
    }
  }

  /**
   * Takes a job back, waiting or in service: its listener hears no more of it, and its server is free. Answers whether
   * the job was here.
   */
  withdraw(job: number): boolean {
    const row = (this.rowOf[job] ?? 0) - 1;
    if (row < 0) return false;
    this.withdrawn += 1;
    if (this.shared !== undefined) this.withdrawShared(row);
    else if (this.state[row] === waiting) this.leaveQueue(row);
    else {
      this.account();
      this.overtakeEvents(row);
      this.release(row);
      this.freeServer();
    }
    return true;
  }

  /* ---- first in, first out ---- */

  private begin(row: number): void {
    this.state[row] = inService;
    this.simulation.scheduleRow(this.serviceEnds, row, this.demand[row]);
  }

  private end(row: number): void {
    const job = this.job[row];
    this.account();
    this.release(row);
    this.freeServer();
    this.served += 1;
    this.listener.done(job);
  }

  /** A server without a job takes the first that waits. The totals are up to date. */
  private freeServer(): void {
    const row = this.first;
    if (row === none) {
      this.busy -= 1;
      return;
    }
    this.unlink(row);
    if (this.patient[row] === 1) this.overtakeEvents(row);
    this.begin(row);
  }

  private giveUp(row: number): void {
    const job = this.job[row];
    this.patient[row] = 0;
    this.leaveQueue(row);
    this.turnAway(job, 'impatient');
  }

  private leaveQueue(row: number): void {
    this.account();
    this.unlink(row);
    if (this.patient[row] === 1) this.overtakeEvents(row);
    this.release(row);
  }

  private append(row: number): void {
    this.state[row] = waiting;
    this.next[row] = none;
    this.previous[row] = this.last;
    if (this.last === none) this.first = row;
    else this.next[this.last] = row;
    this.last = row;
    this.queue += 1;
    if (this.queue > this.queuePeak) this.queuePeak = this.queue;
  }

  private unlink(row: number): void {
    const next = this.next[row];
    const previous = this.previous[row];
    if (previous === none) this.first = next;
    else this.next[previous] = next;
    if (next === none) this.last = previous;
    else this.previous[next] = previous;
    this.queue -= 1;
  }

  /* ---- processor sharing ---- */

  /** Lets every job go whose work is finished by now, first finished first. */
  private shareOut(): void {
    const shared = this.shared!;
    const now = this.simulation.clock[0];
    for (let row = shared.takeFinished(now); row !== none; row = shared.takeFinished(now)) {
      const told = this.state[row] === inService;
      const job = this.job[row];
      this.account();
      this.release(row);
      this.countShared();
      if (told) {
        this.served += 1;
        this.listener.done(job);
      }
    }
    this.expectNextFinish();
  }

  /** A job that is finished at this very instant, and not yet told, is withdrawn all the same. */
  private withdrawShared(row: number): void {
    this.rowOf[this.job[row]] = 0;
    this.state[row] = leaving;
    this.shareOut();
    if (this.state[row] !== leaving) return;
    this.account();
    this.shared!.remove(row);
    this.release(row);
    this.countShared();
    this.expectNextFinish();
  }

  private countShared(): void {
    const { size } = this.shared!;
    this.busy = Math.min(size, this.servers);
    this.queue = size - this.busy;
    if (this.busy > this.busyPeak) this.busyPeak = this.busy;
    if (this.queue > this.queuePeak) this.queuePeak = this.queue;
  }

  private expectNextFinish(): void {
    const { simulation, serviceEnds, due } = this;
    const wait = this.shared!.untilNextFinish();
    if (wait < 0) simulation.cancel(serviceEnds, 0);
    else if (!simulation.armed(serviceEnds, 0) || due[0] !== simulation.clock[0] + wait) {
      due[0] = simulation.clock[0] + wait;
      simulation.arm(serviceEnds, 0, wait);
    }
  }

  /* ---- what can be read at any time ---- */

  /** Jobs turned away so far. */
  turnedAway(reason: TurnAwayReason): number {
    return this.turned[reason];
  }

  /** Time the servers have been at work, all together: a whole number of µs. */
  get busyTime(): Microseconds {
    return this.totalNow(0, this.busy);
  }

  /** Time jobs have spent in the queue, all together: a whole number of µs. */
  get queueTime(): Microseconds {
    return this.totalNow(1, this.queue);
  }

  /** Servers at work on average, over all the time since the centre was made. */
  get busyMean(): number {
    return this.perTime(this.busyTime);
  }

  /** Length of the queue on average, over all the time since the centre was made. */
  get queueMean(): number {
    return this.perTime(this.queueTime);
  }

  private totalNow(total: number, level: number): Microseconds {
    return (this.totals[total] + level * (this.simulation.clock[0] - this.totals[2])) as Microseconds;
  }

  private perTime(total: number): number {
    const time = this.simulation.clock[0] - this.totals[3];
    return time > 0 ? total / time : 0;
  }

  /** Brings the totals up to now, before `busy` or `queue` changes. */
  private account(): void {
    const { totals } = this;
    const now = this.simulation.clock[0];
    const since = now - totals[2];
    totals[0] += this.busy * since;
    totals[1] += this.queue * since;
    totals[2] = now;
  }

  /* ---- rows ---- */

  private take(): number {
    const row = this.vacant;
    if (row === none) return this.newRow();
    this.vacant = this.next[row];
    return row;
  }

  private release(row: number): void {
    if (this.state[row] !== leaving) this.rowOf[this.job[row]] = 0;
    this.state[row] = free;
    this.next[row] = this.vacant;
    this.vacant = row;
  }

  /** The row's pending event is overtaken: it finds another generation, and nothing happens. */
  private overtakeEvents(row: number): void {
    this.patient[row] = 0;
    if (this.generation[row] < generationMax) {
      this.generation[row] += 1;
      this.simulation.buried(1);
      return;
    }
    this.generation[row] = 0xffffffff;
    this.simulation.compact();
    this.generation[row] = 0;
  }

  private newRow(): number {
    if (this.size === this.state.length) this.growRows(this.size * 2);
    this.size += 1;
    return this.size - 1;
  }

  private growRows(length: number): void {
    this.generation = grown(new Uint32Array(length), this.generation);
    this.state = grown(new Uint8Array(length), this.state);
    this.job = grown(new Int32Array(length), this.job);
    this.demand = grown(new Float64Array(length), this.demand);
    this.patient = grown(new Uint8Array(length), this.patient);
    this.next = grown(new Int32Array(length), this.next);
    this.previous = grown(new Int32Array(length), this.previous);
    if (this.shared === undefined) this.simulation.growRows(this.serviceEnds, this.generation);
    this.simulation.growRows(this.patienceEnds, this.generation);
  }

  private growJobs(job: number): void {
    let length = this.rowOf.length;
    while (length <= job) length *= 2;
    this.rowOf = grown(new Int32Array(length), this.rowOf);
  }
}

function grown<T extends Uint8Array | Uint32Array | Int32Array | Float64Array>(made: T, old: T): T {
  made.set(old);
  return made;
}
