/**
 * A service centre: servers, and places to wait beside them.
 *
 *                        ┌───────────────┬─────────┐
 *     job ── rate limit ─▶ waits, fifo   │ servers ├──▶ done
 *              │         └─┬──────┬──────┴─────────┘
 *              ▼           ▼      ▼
 *     turned away:  limit  full   impatient           or withdrawn by whoever submitted it
 *     when out:     refused       hung, error
 *
 * Every job ends in exactly one of these ways. With first in, first out a job has a server of its own from its start to
 * its end. With processor sharing every job starts at once and the servers divide their work among all; what is beyond
 * the number of servers still counts as the queue, so that busy + queue is the number of jobs here in either case.
 *
 * A centre can be disturbed ({@link ServiceCenter.disturb}) and short of servers ({@link ServiceCenter.staff}); both are for
 * first in, first out only.
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
  /** A uniform number for a job, asked at its end while the centre errs now and then. Default: every job errs. */
  luck?: (job: number) => number;
}

/**
 * What is wrong with a centre.
 *
 * - `hang`: jobs are taken and never finished; each holds its server until the hang is over, and is lost then.
 * - `refuse`: whoever comes is turned away at once; who is inside already is served.
 * - `errors`: so large a share of the jobs that end meanwhile are worked on in vain.
 * - `slow`: a job whose service begins meanwhile takes `by` times as long.
 */
export type Disturbance =
  | { kind: 'hang' }
  | { kind: 'refuse' }
  | { kind: 'errors'; share: number }
  | { kind: 'slow'; by: number };

/** Servers that are there, how many of them are cold, and how many times as long a cold one takes. */
export interface Staff {
  servers: number;
  cold?: number;
  coldBy?: number;
}

/**
 * Why a job left without service. `impatient`: its patience ended before its service began. The last three are the work
 * of a {@link Disturbance}.
 */
export const turnAwayReasons = ['full', 'impatient', 'limit', 'refused', 'hung', 'error'] as const;
export type TurnAwayReason = (typeof turnAwayReasons)[number];

/** Whoever takes jobs of requests: a service centre, or the way through a network of tiers. */
export interface Bank {
  readonly name: string;
  submit(job: number, demand: number): void;
  disturb(disturbance: Disturbance | undefined): void;
  staff(staff: Staff): void;
}

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
  private readonly luck: (job: number) => number;
  private readonly queuePlaces: number;
  /** Servers that may take a job now, and jobs that have a place now. */
  private available: number;
  private places: number;
  /** HOT: false as long as nothing is wrong and nobody is away, so that the rest is looked at by nobody. */
  private disturbed = false;
  private disturbance: Disturbance | undefined;
  private cold = 0;
  private coldBy = 1;
  /** Which server is next in turn, while some are cold. */
  private turn = 0;
  private readonly limit: TokenBucket | undefined;
  private readonly shared: SharedService | undefined;
  private readonly serviceEnds: Operation;
  private readonly patienceEnds: Operation;
  private readonly turned = { full: 0, impatient: 0, limit: 0, refused: 0, hung: 0, error: 0 };
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
    const { servers, queue = Infinity, discipline = 'fifo', limit, luck = () => 0 } = options;
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
    this.luck = luck;
    this.queuePlaces = queue;
    this.available = servers;
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
    if (this.disturbed && this.disturbance?.kind === 'refuse') this.turnAway(job, 'refused');
    else if (this.limit !== undefined && !this.limit.take(this.simulation.clock[0])) this.turnAway(job, 'limit');
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
    } else if (this.busy < this.available) {
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
      if (this.disturbance?.kind !== 'hang') this.overtakeEvents(row);
      this.release(row);
      this.freeServer();
    }
    return true;
  }

  /* ---- what goes wrong ---- */

  /**
   * Puts the centre out of order in one way, or in order again with `undefined`. What hung is lost when the hang is over;
   * then the queue moves on.
   *
   * @throws RangeError for a centre that shares its processor, a share outside 0 to 1 or a factor below 0
   */
  disturb(disturbance: Disturbance | undefined): void {
    this.mustBeFifo();
    if (disturbance?.kind === 'errors' && !(disturbance.share >= 0 && disturbance.share <= 1))
      throw new RangeError(`${this.name}: a share of ${disturbance.share} errors; expected 0 to 1`);
    if (disturbance?.kind === 'slow' && !(disturbance.by >= 0 && disturbance.by < Infinity))
      throw new RangeError(`${this.name}: slow by ${disturbance.by}; expected a number from 0 up`);
    const hung = this.disturbance?.kind === 'hang';
    this.disturbance = disturbance;
    this.noticeTrouble();
    if (disturbance?.kind === 'hang' && !hung) this.hang();
    else if (hung && disturbance?.kind !== 'hang') this.loseWhatHung();
  }

  /**
   * Changes how many servers there are, from 0 to all. One that is to leave finishes its job first; one that comes back
   * takes whoever waits. While some are cold, jobs go round the servers in turn, so that cold ones get their share.
   *
   * @throws RangeError for a centre that shares its processor, or numbers that make no sense
   */
  staff({ servers, cold = 0, coldBy = 1 }: Staff): void {
    this.mustBeFifo();
    const makesSense =
      [servers, cold].every(Number.isInteger) && cold >= 0 && cold <= servers && servers <= this.servers;
    if (!makesSense || !(coldBy >= 0 && coldBy < Infinity))
      throw new RangeError(`${this.name}: ${servers} servers, ${cold} cold by ${coldBy}, of ${this.servers}`);
    this.available = servers;
    this.places = servers + this.queuePlaces;
    this.cold = cold;
    this.coldBy = coldBy;
    this.noticeTrouble();
    this.account();
    while (this.busy < this.available && this.first !== none) {
      this.busy += 1;
      if (this.busy > this.busyPeak) this.busyPeak = this.busy;
      this.beginNext();
    }
  }

  private mustBeFifo(): void {
    if (this.shared !== undefined)
      throw new RangeError(`${this.name} shares its processor; disturbances are for first in, first out`);
  }

  private noticeTrouble(): void {
    this.disturbed = this.disturbance !== undefined || this.available < this.servers || this.cold > 0;
  }

  /** Nobody who is being served is finished any more. */
  private hang(): void {
    for (let row = 0; row < this.size; row += 1) if (this.state[row] === inService) this.overtakeEvents(row);
  }

  private loseWhatHung(): void {
    this.account();
    const rows: number[] = [];
    for (let row = 0; row < this.size; row += 1) if (this.state[row] === inService) rows.push(row);
    const jobs = rows.map(row => this.job[row]);
    for (const row of rows) {
      this.release(row);
      this.freeServer();
    }
    for (const job of jobs) this.turnAway(job, 'hung');
  }

  /** What a job takes whose service begins while the centre is disturbed; undefined when it hangs. */
  private demandNow(row: number): number | undefined {
    const { disturbance } = this;
    if (disturbance?.kind === 'hang') return undefined;
    const slow = disturbance?.kind === 'slow' ? disturbance.by : 1;
    return Math.min(endOfTime, Math.ceil(this.demand[row] * slow * this.coldness()));
  }

  private coldness(): number {
    if (this.cold === 0) return 1;
    this.turn = (this.turn + 1) % this.available;
    return this.turn < this.cold ? this.coldBy : 1;
  }

  /** Whether a job that has been worked on has been worked on in vain. */
  private errs(job: number): boolean {
    const { disturbance } = this;
    return disturbance?.kind === 'errors' && this.luck(job) < disturbance.share;
  }

  /* ---- first in, first out ---- */

  private begin(row: number): void {
    this.state[row] = inService;
    if (!this.disturbed) {
      this.simulation.scheduleRow(this.serviceEnds, row, this.demand[row]);
      return;
    }
    const demand = this.demandNow(row);
    if (demand !== undefined) this.simulation.scheduleRow(this.serviceEnds, row, demand);
  }

  private end(row: number): void {
    const job = this.job[row];
    this.account();
    this.release(row);
    this.freeServer();
    if (this.disturbed && this.errs(job)) {
      this.turnAway(job, 'error');
      return;
    }
    this.served += 1;
    this.listener.done(job);
  }

  /** A server without a job takes the first that waits. The totals are up to date. */
  private freeServer(): void {
    if (this.first === none || this.busy > this.available) this.busy -= 1;
    else this.beginNext();
  }

  /** The first that waits gets a server, which counts as busy already. */
  private beginNext(): void {
    const row = this.first;
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
