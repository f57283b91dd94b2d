/**
 * What the pending-event set costs: the ladder alone, in the hold model (pop the first entry, push it back after a
 * delay), against C++ `std::priority_queue` doing the same. Process CPU time; both sides take turns in short rounds, and
 * the median of the rounds counts, so that a busy machine disturbs both alike.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { EventQueue } from '../src/sim/event-queue.ts';
import { LadderQueue } from '../src/sim/ladder-queue.ts';
import { cost, median } from './measure.ts';
import type { Row } from './row.ts';
import type { Yardstick } from './yardstick.ts';

const tableSize = 1 << 16;
const mean = 1e9;
const rounds = 5;

/** Delays in µs as functions of uniforms, all with the same mean; the same as in `yardstick/hold.cpp`. */
const distributions: Record<string, (u: () => number) => number> = {
  exponential: u => -mean * Math.log(u()),
  uniform: u => 2 * mean * u(),
  constant: () => mean,
  bimodal: u => {
    const within = u();
    return (u() < 0.9 ? 0.1 : 9.1) * mean * 2 * within;
  },
  pareto: u => mean / 3 / u() ** (2 / 3),
  triangular: u => 1.5 * mean * Math.sqrt(u()),
};

/** xorshift32, the same as in `yardstick/hold.cpp`. */
function uniforms(): () => number {
  let state = 2463534242;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 4294967296;
  };
}

const tableOf = (draw: (u: () => number) => number) => {
  const u = uniforms();
  return Float64Array.from({ length: tableSize }, () => Math.ceil(draw(u)));
};

/** A queue in the hold model, kept warm from round to round. */
class HoldModel {
  private readonly queue: EventQueue = new LadderQueue();
  private readonly delays: Float64Array;
  private drawn = 0;

  /** `first` tells when the entries first come due; without it they are drawn like all other delays. */
  constructor(pending: number, draw: (u: () => number) => number, first: (u: () => number) => number = draw) {
    this.delays = tableOf(draw);
    const firsts = tableOf(first);
    for (let subject = 0; subject < pending; subject++) {
      this.queue.time[0] = firsts[subject & (tableSize - 1)];
      this.queue.push(1, subject);
    }
  }

  run(holds: number): void {
    const { queue, delays } = this;
    const { time } = queue;
    let drawn = this.drawn;
    for (let i = 0; i < holds; i++) {
      queue.pop();
      time[0] += delays[drawn++ & (tableSize - 1)];
      queue.push(queue.code, queue.subject);
    }
    this.drawn = drawn & (tableSize - 1);
  }
}

/** The same as `request` in `yardstick/hold.cpp`: an answer makes the time-out void, whose entry then dies in the queue. */
class RequestModel {
  private readonly queue: EventQueue = new LadderQueue();
  private readonly generations: Uint32Array;
  private readonly answers = tableOf(u => -100e3 * Math.log(u()));
  private readonly thinks = tableOf(u => -1e6 * Math.log(u()));
  private answered = 0;
  private thought = 0;

  constructor(clients: number) {
    this.generations = new Uint32Array(clients);
    for (let client = 0; client < clients; client++) this.think(0, client);
  }

  run(requests: number): void {
    const { queue, generations } = this;
    for (let sent = 0; sent < requests; ) {
      queue.pop();
      const now = queue.time[0];
      const { code, subject } = queue;
      if ((code & 0xfffff) !== (generations[subject] & 0xfffff)) continue;
      if (code >>> 20 === send) {
        sent += 1;
        this.schedule(now + 400e3, timeOut, subject);
        this.schedule(now + this.answers[this.answered++ & (tableSize - 1)], answer, subject);
      } else {
        generations[subject] += 1;
        this.think(now, subject);
      }
    }
  }

  private think(now: number, client: number): void {
    this.schedule(now + this.thinks[this.thought++ & (tableSize - 1)], send, client);
  }

  private schedule(time: number, operation: number, client: number): void {
    this.queue.time[0] = time;
    this.queue.push((operation << 20) | (this.generations[client] & 0xfffff), client);
  }
}

const send = 0;
const answer = 1;
const timeOut = 2;

/** The hold model at 1e3, 1e5 and 1e6 pending against C++, and how flat the cost is between the ends. */
export function holdAgainstYardstick(yardstick: Yardstick | undefined): Row[] {
  const sizes = [
    { pending: 1e3, holds: 1e6, must: 1.1, aim: 1.5 },
    { pending: 1e5, holds: 5e5, must: 2, aim: 3 },
    { pending: 1e6, holds: 5e5, must: 3.3, aim: 5.5 },
  ].map(size => ({ ...size, model: new HoldModel(size.pending, distributions.exponential), ours: [0], theirs: [0] }));
  for (const { model, pending } of sizes) model.run(Math.max(5e5, 2 * pending));
  for (let round = 0; round < rounds; round++) {
    for (const { model, pending, holds, ours, theirs } of sizes) {
      ours[round] = cost(holds, () => model.run(holds));
      theirs[round] = yardstick?.hold(pending, holds, 'exponential') ?? Number.NaN;
    }
  }
  const rows = sizes.map(
    ({ pending, ours, theirs, must, aim }): Row => ({
      what: `pending-event set alone, hold model, ${pending.toExponential(0)} pending`,
      measured: median(theirs.map((ns, round) => ns / ours[round])),
      must,
      aim,
      unit: 'x faster',
      note: `${median(ours).toFixed(0)} ns against ${median(theirs).toFixed(0)} ns of std::priority_queue`,
    }),
  );
  const [few, , many] = sizes;
  const flatness: Row = {
    what: 'flatness: 1e6 pending against 1e3',
    measured: median(many.ours.map((ns, round) => ns / few.ours[round])),
    must: 1.5,
    aim: 1.2,
    unit: 'x',
    note: `${median(many.ours).toFixed(0)} ns against ${median(few.ours).toFixed(0)} ns`,
  };
  return yardstick === undefined ? [flatness] : [...rows, flatness];
}

/** Every distribution against the exponential at 1e6 pending; herds are measured from their first stampede on. */
export function holdByDistribution(): Row[] {
  const pending = 1e6;
  const { exponential, constant, ...others } = distributions;
  const exponentialModel = new HoldModel(pending, exponential);
  exponentialModel.run(2 * pending);
  const compare = (what: string, model: HoldModel, holds: number): Row => {
    const ratios: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ours[round] = cost(holds, () => model.run(holds));
      ratios[round] = ours[round] / cost(holds, () => exponentialModel.run(holds));
    }
    const note = `${median(ours).toFixed(0)} ns`;
    return {
      what: `${what} against exponential, 1e6 pending`,
      measured: median(ratios),
      must: 2,
      aim: 1.3,
      unit: 'x',
      note,
    };
  };
  const warm = (model: HoldModel) => {
    model.run(2 * pending);
    return model;
  };
  const atOnce = () => 1e6;
  return [
    ...Object.entries(others).map(([name, draw]) => compare(name, warm(new HoldModel(pending, draw)), 4e5)),
    compare('constant', warm(new HoldModel(pending, constant, u => mean * u())), 4e5),
    compare('a herd of 1e6 ties, then a constant delay', new HoldModel(pending, constant, atOnce), 4e5),
    compare('a herd of 1e6 ties, then a random delay', new HoldModel(pending, exponential, atOnce), 4e5),
  ];
}

/** A request whose 400 ms time-out is cancelled by the answer, at 1e5 clients, against the same in C++. */
export function requestAgainstYardstick(yardstick: Yardstick | undefined): Row[] {
  if (yardstick === undefined) return [];
  const clients = 1e5;
  const requests = 2e5;
  const model = new RequestModel(clients);
  model.run(2 * clients);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours[round] = cost(requests, () => model.run(requests));
    theirs[round] = yardstick.request(clients, requests);
  }
  return [
    {
      what: 'pending-event set alone, request with a cancelled 400 ms time-out, 1e5 clients',
      measured: median(theirs.map((ns, round) => ns / ours[round])),
      must: 2,
      aim: 3,
      unit: 'x faster',
      note: `${median(ours).toFixed(0)} ns against ${median(theirs).toFixed(0)} ns of std::priority_queue`,
    },
  ];
}

/** Minor collections while 1e8 entries pass through a warm queue: garbage made per event shows here. */
export async function scavenges(): Promise<Row[]> {
  const model = new HoldModel(1e4, distributions.exponential);
  model.run(2e6);
  let seen = 0;
  const observer = new PerformanceObserver(list => {
    seen += list.getEntries().length;
  });
  await setTimeout(20);
  observer.observe({ entryTypes: ['gc'] });
  for (let part = 0; part < 10; part++) {
    model.run(1e7);
    await setTimeout(1);
  }
  await setTimeout(20);
  observer.disconnect();
  return [{ what: 'collections in 1e8 holds, 1e4 pending', measured: seen, must: 200, aim: 0, unit: 'scavenges' }];
}

/** All of them, one after the other. */
export async function queueRows(yardstick: Yardstick | undefined): Promise<Row[]> {
  return [
    ...holdAgainstYardstick(yardstick),
    ...holdByDistribution(),
    ...requestAgainstYardstick(yardstick),
    ...(await scavenges()),
  ];
}
