/**
 * What the kernel costs around its pending-event set: the loop, requests, waits, flows, facts and records. Process CPU
 * time; where there is a yardstick both sides take turns in short rounds, and the median of the rounds counts.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { concat, timer, VirtualTimeScheduler } from 'rxjs';
import { Assembly } from '../src/sim/assembly.ts';
import { Draws } from '../src/sim/draws.ts';
import { type Flow, flow, model, port, type Request } from '../src/sim/model.ts';
import { count, id, recordStore, time, volume } from '../src/sim/records.ts';
import { Requests } from '../src/sim/request.ts';
import { Waits } from '../src/sim/scheduler.ts';
import { type Operation, Simulation } from '../src/sim/simulation.ts';
import { type Bytes, endOfTime, type Microseconds, minutes, seconds } from '../src/sim/units.ts';
import { cost, median } from './measure.ts';
import type { Row } from './row.ts';
import type { Yardstick } from './yardstick.ts';

const tableSize = 1 << 16;
const tableMask = tableSize - 1;
const rounds = 5;
const noGuards = { events: Number.POSITIVE_INFINITY, withoutFact: Number.POSITIVE_INFINITY };

/** Exponential delays in µs, drawn beforehand, the same as in `yardstick/hold.cpp`. */
function exponentials(mean: number): Float64Array {
  let state = 2463534242;
  return Float64Array.from({ length: tableSize }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.ceil(-mean * Math.log(((state >>> 0) + 0.5) / 4294967296));
  });
}

/** The whole kernel in the hold model: each event's handler schedules the next one of its subject. */
class KernelHold {
  private readonly simulation = new Simulation({ seed: 1, guards: noGuards });
  private target = 0;

  constructor(pending: number) {
    const { simulation } = this;
    const delays = exponentials(1e9);
    let drawn = 0;
    const hold: Operation = simulation.operation('hold', subject => {
      simulation.schedule(hold, subject, delays[drawn]);
      drawn = (drawn + 1) & tableMask;
    });
    for (let subject = 0; subject < pending; subject++) simulation.schedule(hold, subject, delays[subject & tableMask]);
  }

  run(holds: number): void {
    this.target += holds;
    this.simulation.run(endOfTime, () => this.simulation.events < this.target);
  }
}

/** The whole kernel against C++ `std::priority_queue` alone. */
export function kernelHold(yardstick: Yardstick | undefined): Row[] {
  if (yardstick === undefined) return [];
  const sizes = [
    { pending: 1e3, holds: 1e6, must: 1.1, aim: 1.5 },
    { pending: 1e5, holds: 5e5, must: 2, aim: 3 },
    { pending: 1e6, holds: 5e5, must: 3.3, aim: 5.5 },
  ].map(size => ({ ...size, kernel: new KernelHold(size.pending), ours: [0], theirs: [0] }));
  for (const { kernel, pending } of sizes) kernel.run(Math.max(1e6, 2 * pending));
  for (let round = 0; round < rounds; round++) {
    for (const { kernel, pending, holds, ours, theirs } of sizes) {
      ours[round] = cost(holds, () => kernel.run(holds));
      theirs[round] = yardstick.hold(pending, holds, 'exponential');
    }
  }
  return sizes.map(({ pending, ours, theirs, must, aim }) => ({
    what: `full kernel, hold model, ${pending.toExponential(0)} pending`,
    measured: median(theirs.map((ns, round) => ns / ours[round])),
    must,
    aim,
    unit: 'x faster',
    note: `${median(ours).toFixed(0)} ns against ${median(theirs).toFixed(0)} ns of std::priority_queue`,
  }));
}

/** Clients that think, ask with a time limit of 400 ms, and are answered: nothing but the pool of requests. */
class KernelRequests {
  private readonly simulation = new Simulation({ seed: 1, guards: noGuards });
  private asked = 0;
  private target = 0;

  constructor(clients: number) {
    const { simulation } = this;
    const requests = new Requests(simulation);
    const answers = exponentials(100e3);
    const thinks = exponentials(1e6);
    const kind = requests.declare('request', row => {
      this.asked += 1;
      requests.answer(row, undefined, answers[this.asked & tableMask]);
    });
    let thought = 0;
    const think = (client: number) => simulation.schedule(asks, client, thinks[thought++ & tableMask]);
    const asker = { settled: (row: number) => think(requests.fromOf(row)) };
    const options = {};
    const asks = simulation.operation('asks', client => {
      requests.send(requests.take(kind, 0, client, client, asker, undefined, options), 0, 400e3, 0);
    });
    for (let client = 0; client < clients; client++) think(client);
  }

  run(requests: number): void {
    this.target += requests;
    this.simulation.run(endOfTime, () => this.asked < this.target);
  }
}

export function kernelRequest(yardstick: Yardstick | undefined): Row[] {
  if (yardstick === undefined) return [];
  const clients = 1e5;
  const requests = 2e5;
  const kernel = new KernelRequests(clients);
  kernel.run(4 * clients);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours[round] = cost(requests, () => kernel.run(requests));
    theirs[round] = yardstick.request(clients, requests);
  }
  return [
    {
      what: 'request with a cancelled 400 ms time-out, 1e5 clients',
      measured: median(theirs.map((ns, round) => ns / ours[round])),
      must: 2,
      aim: 3,
      unit: 'x faster',
      note: `${median(ours).toFixed(0)} ns against ${median(theirs).toFixed(0)} ns of std::priority_queue`,
    },
  ];
}

/** Minor collections: garbage made per event shows here. Measured over 2e7 holds, told for 1e8. */
export async function kernelScavenges(): Promise<Row[]> {
  const kernel = new KernelHold(1e4);
  kernel.run(2e6);
  let seen = 0;
  const observer = new PerformanceObserver(list => {
    seen += list.getEntries().length;
  });
  await setTimeout(20);
  observer.observe({ entryTypes: ['gc'] });
  for (let part = 0; part < 4; part++) {
    kernel.run(5e6);
    await setTimeout(1);
  }
  await setTimeout(20);
  observer.disconnect();
  const note = `${seen} in 2e7, times 5`;
  return [
    {
      what: 'collections in 1e8 holds of the full kernel, 1e4 pending',
      measured: seen * 5,
      must: 200,
      aim: 0,
      unit: 'scavenges',
      note,
    },
  ];
}

/** A wait for flows against a timer of RxJS's own virtual scheduler, with so many pending. */
export function waitsAgainstVirtualTime(): Row[] {
  const compare = (pending: number, ours: number, theirs: number, must: number, aim: number): Row => {
    const simulation = new Simulation({ seed: 1, guards: noGuards });
    const waits = new Waits(simulation);
    const delays = exponentials(1e6);
    let drawn = 0;
    const wait = () => {
      waits.after(delays[drawn++ & tableMask]).subscribe(wait);
    };
    for (let i = 0; i < pending; i++) wait();
    let target = 0;
    const hold = (holds: number) => {
      target += holds;
      simulation.run(endOfTime, () => simulation.events < target);
    };
    hold(3e5);

    const virtual = new VirtualTimeScheduler();
    const { actions } = virtual;
    // Sorting at each insertion would take minutes here; once, below, gives the same list.
    Object.defineProperty(actions, 'sort', { value: () => actions, configurable: true });
    for (let i = 0; i < pending; i++) timer(delays[i & tableMask], virtual).subscribe();
    Reflect.deleteProperty(actions, 'sort');
    timer(1, virtual).subscribe();

    const results = Array.from({ length: 3 }, () => {
      const our = cost(ours, () => hold(ours));
      const their = cost(theirs, () => {
        for (let i = 0; i < theirs; i++) timer(delays[drawn++ & tableMask], virtual).subscribe();
      });
      return { our, their };
    });
    return {
      what: `after(d) against timer on VirtualTimeScheduler, ${pending} pending`,
      measured: median(results.map(({ our, their }) => their / our)),
      must,
      aim,
      unit: 'x faster',
      note: `${median(results.map(({ our }) => our)).toFixed(0)} ns, started and ended, against ${median(results.map(({ their }) => their)).toFixed(0)} ns only started`,
    };
  };
  return [compare(1_000, 1e5, 200, 40, 60), compare(100_000, 2e5, 5, 2_500, 5_000)];
}

const service = model('service', {
  source: 'this benchmark',
  record: {},
  answers: {
    step(_record, request: Request<{ device: number }, { ok: boolean }>, does) {
      does.answer(request.ticket, { ok: true }, 5e5);
    },
  },
});
const servicePort = port<typeof service>('service');
const step = servicePort.asks.step;

const owner = model('owner', {
  source: 'this benchmark',
  record: { device: id(), finished: count() },
  kept: 'columns',
  timers: { begins: seconds(1) },
  facts: ['finished'],
  takes: {
    begins: (_record, _, does) => does.start(fiveSteps),
    finished(owner, _, does) {
      owner.finished += 1;
      does.emit('finished');
    },
  },
});

const fiveSteps: Flow = flow(
  'five steps',
  () => owner,
  ({ ask, after, tell, subject }) =>
    concat(
      ask(step, 0, { device: subject }, { within: seconds(30) }),
      after(seconds(20)),
      ask(step, 0, { device: subject }, { within: seconds(30) }),
      after(seconds(20)),
      ask(step, 0, { device: subject }, { within: seconds(30) }),
      tell('finished'),
    ),
);

/** A flow of three questions and two waits: its memory while it waits, and what it costs from start to end. */
export function liveFlow(): Row[] {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const alive = 20_000;
  const simulation = new Simulation({ seed: 1 });
  const assembly = new Assembly(simulation);
  const draws = new Draws(simulation.dice, [{ name: 'all', first: 0 }]);
  assembly.connect(servicePort, assembly.install(service, { count: 1, given: undefined as never, draws }));
  const owners = assembly.install(owner, { count: alive, given: undefined as never, draws });
  const begins = owners.timers.get('begins')!;
  const round = () => {
    for (let subject = 0; subject < alive; subject++) simulation.arm(begins, subject, 1e6 + subject * 10);
  };
  round();
  simulation.run(minutes(2));

  collect();
  const before = process.memoryUsage();
  round();
  simulation.run((simulation.now + seconds(10)) as Microseconds);
  collect();
  const after = process.memoryUsage();
  const kilobytes = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / alive / 1e3;
  const waiting = assembly.flows.alive;
  simulation.run((simulation.now + minutes(2)) as Microseconds);

  const costs = Array.from({ length: 3 }, () => {
    round();
    return cost(alive, () => simulation.run((simulation.now + minutes(2)) as Microseconds));
  });
  return [
    {
      what: 'a live flow of five steps: memory',
      measured: kilobytes,
      must: 10,
      aim: 5,
      unit: 'kB',
      note: `${waiting} waiting at once`,
    },
    {
      what: 'a live flow of five steps: CPU',
      measured: median(costs) / 1e3,
      must: 150,
      aim: 80,
      unit: 'µs',
      note: 'asker, server and facts included',
    },
  ];
}

/** Telling one fact: its share of the fingerprint, and one accumulator that sees it. */
export function factWithFingerprint(): Row[] {
  const simulation = new Simulation({ seed: 1 });
  const { facts, clock } = simulation;
  const kinds = Array.from({ length: 16 }, (_, i) => facts.declare(`fact ${i}`));
  let sum = 0;
  facts.observe('fact 3', () => {
    sum += facts.value[0];
  });
  const tell = (times: number) => {
    for (let i = 0; i < times; i++) {
      clock[0] += 3;
      facts.value[0] = i * 0.5;
      facts.tell(kinds[i & 15].number, i);
    }
  };
  tell(1e6);
  const costs = Array.from({ length: rounds }, () => cost(2e6, () => tell(2e6)));
  const note = `fingerprint ${facts.fingerprint().slice(0, 4)}, sum ${sum.toExponential(1)}`;
  return [{ what: 'a fact with fingerprint', measured: median(costs), must: 25, aim: 15, unit: 'ns', note }];
}

const device = { used: volume(), sessions: count(), expiresAt: time(), plan: id() };

/** A handler's work on one record of a million, visited in no order: through the view, on bare arrays, on objects. */
export function recordAccess(): Row[] {
  const records = 1e6;
  const visits = 1e6;
  const order = Int32Array.from({ length: visits }, (_, i) => Math.imul(i, 2654435761) >>> 12).map(at => at % records);
  const columns = recordStore(device, { kept: 'columns', count: records });
  const objects = recordStore(device, { kept: 'objects', count: records });
  const used = new Float64Array(records);
  const sessions = new Uint32Array(records);
  const expiresAt = new Float64Array(records).fill(-1);
  const plan = new Int32Array(records).fill(-1);

  const through = (store: typeof columns) => () => {
    for (let i = 0; i < visits; i++) {
      const record = store.at(order[i]);
      record.used = (record.used + 1500) as Bytes;
      record.sessions += 1;
      if (record.expiresAt === undefined || record.plan !== 7) record.expiresAt = i as Microseconds;
    }
  };
  const bare = () => {
    for (let i = 0; i < visits; i++) {
      const at = order[i];
      used[at] += 1500;
      sessions[at] += 1;
      if (expiresAt[at] === -1 || plan[at] !== 7) expiresAt[at] = i;
    }
  };
  const ways = { view: through(columns), bare, objects: through(objects) };
  const results = Array.from({ length: rounds }, () => ({
    view: cost(visits, ways.view),
    bare: cost(visits, ways.bare),
    objects: cost(visits, ways.objects),
  }));
  const of = (way: keyof typeof ways) => median(results.map(result => result[way]));
  return [
    {
      what: 'a record of a million through its view, against bare arrays',
      measured: of('view') / of('bare'),
      must: 2,
      aim: 1.3,
      unit: 'x',
      note: `view ${of('view').toFixed(0)} ns, bare arrays ${of('bare').toFixed(0)} ns, objects ${of('objects').toFixed(0)} ns`,
    },
  ];
}

/** All of them, one after the other. */
export async function kernelRows(yardstick: Yardstick | undefined): Promise<Row[]> {
  return [
    ...kernelHold(yardstick),
    ...kernelRequest(yardstick),
    ...(await kernelScavenges()),
    ...waitsAgainstVirtualTime(),
    ...liveFlow(),
    ...factWithFingerprint(),
    ...recordAccess(),
  ];
}
