import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Disturbance,
  ServiceCenter,
  type ServiceCenterOptions,
  type Staff,
  type TurnAwayReason,
} from '../../src/sim/service-center.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import type { Microseconds } from '../../src/sim/units.ts';

/** What happens to a service centre from outside: at `at` µs a job comes, or is taken back. */
type Happening =
  | { at: number; job: number; demand: number; patience?: number | undefined }
  | { at: number; withdraw: number }
  | { at: number; disturb: Disturbance | undefined }
  | { at: number; staff: Staff };

interface End {
  at: number;
  job: number;
  how: 'done' | TurnAwayReason;
}

/** A real simulation with one centre, a script of happenings, and a recorder behind the listener. */
function centerWith(options: ServiceCenterOptions, script: Happening[] = [], watch?: (center: ServiceCenter) => void) {
  const simulation = new Simulation({ seed: 1 });
  const ends: End[] = [];
  const center: ServiceCenter = new ServiceCenter(simulation, 'counter', options, {
    done: job => ends.push({ at: simulation.now, job, how: 'done' }),
    turnedAway: (job, how) => ends.push({ at: simulation.now, job, how }),
  });
  const happens = simulation.operation('happens', i => {
    const happening = script[i];
    if ('withdraw' in happening) center.withdraw(happening.withdraw);
    else if ('disturb' in happening) center.disturb(happening.disturb);
    else if ('staff' in happening) center.staff(happening.staff);
    else center.submit(happening.job, happening.demand, happening.patience);
    watch?.(center);
  });
  for (const [i, { at }] of script.entries()) simulation.schedule(happens, i, at);
  const run = (until = 1e12) => simulation.run(until as Microseconds);
  return { simulation, center, ends, run };
}

/** Ends as text: `job@time`, with the reason for those turned away. */
const told = (ends: End[]) =>
  ends.map(({ at, job, how }) => `${job}@${at}${how === 'done' ? '' : ` ${how}`}`).join(', ');

const play = (options: ServiceCenterOptions, script: Happening[]) => {
  const { run, ends } = centerWith(options, script);
  run();
  return told(ends);
};

const twoServers: ServiceCenterOptions = { servers: 2 };
const oneServer: ServiceCenterOptions = { servers: 1 };
const shared: ServiceCenterOptions = { servers: 1, discipline: 'processorSharing' };

describe('a service centre, first in, first out', () => {
  it('starts a job at once when a server is free', () => {
    expect(
      play(twoServers, [
        { at: 5, job: 0, demand: 100 },
        { at: 6, job: 1, demand: 10 },
      ]),
    ).toBe('1@16, 0@105');
  });

  it('lets the others wait in the order in which they came', () => {
    const script = [30, 10, 10, 10].map((demand, job) => ({ at: job, job, demand }));
    expect(play(oneServer, script)).toBe('0@30, 1@40, 2@50, 3@60');
  });

  it('takes jobs that come at the same instant in the order of their coming', () => {
    const script = [4, 2, 9].map(job => ({ at: 7, job, demand: 10 }));
    expect(play(oneServer, script)).toBe('4@17, 2@27, 9@37');
  });

  it('rounds a demand up to whole microseconds, before anything is waited for or shared', () => {
    const script = [0, 1].map(job => ({ at: 0, job, demand: 0.2 }));
    expect(play(oneServer, script)).toBe('0@1, 1@2');
    expect(play(shared, script)).toBe('0@2, 1@2');
  });

  it('ends a job without demand at the instant of its coming', () => {
    expect(play(oneServer, [{ at: 3, job: 0, demand: 0 }])).toBe('0@3');
  });

  it('turns a job away at once when every place is taken', () => {
    const script = [0, 1, 2].map(job => ({ at: job, job, demand: 10 }));
    expect(play({ servers: 1, queue: 1 }, script)).toBe('2@2 full, 0@10, 1@20');
  });

  it('has no queue at all with no places', () => {
    const script = [0, 1, 2].map(job => ({ at: job, job, demand: 10 }));
    expect(play({ servers: 2, queue: 0 }, script)).toBe('2@2 full, 0@10, 1@11');
  });

  it('turns a job away when its patience ends before its service begins', () => {
    const script = [
      { at: 0, job: 0, demand: 100 },
      { at: 1, job: 1, demand: 10, patience: 50 },
      { at: 2, job: 2, demand: 10 },
    ];
    expect(play(oneServer, script)).toBe('1@51 impatient, 0@100, 2@110');
  });

  it('asks for no patience once service has begun', () => {
    const script = [
      { at: 0, job: 0, demand: 40 },
      { at: 1, job: 1, demand: 500, patience: 50 },
    ];
    expect(play(oneServer, script)).toBe('0@40, 1@540');
  });

  it('turns away the jobs over the limit, before they take a place', () => {
    const script = [0, 1, 2, 3].map(job => ({ at: job * 400_000, job, demand: 2e6 }));
    expect(play({ servers: 1, limit: { perSecond: 1, burst: 2 } }, script)).toBe(
      '2@800000 limit, 0@2000000, 1@4000000, 3@6000000',
    );
  });

  it('lets a waiting job be withdrawn: the others move up', () => {
    const script = [
      { at: 0, job: 0, demand: 10 },
      { at: 1, job: 1, demand: 10 },
      { at: 2, job: 2, demand: 10 },
    ];
    expect(play(oneServer, [...script, { at: 3, withdraw: 1 }])).toBe('0@10, 2@20');
  });

  it('forgets the patience of a job that was withdrawn', () => {
    const script: Happening[] = [
      { at: 0, job: 0, demand: 100 },
      { at: 1, job: 1, demand: 10, patience: 50 },
      { at: 2, withdraw: 1 },
      { at: 3, job: 2, demand: 10 },
    ];
    expect(play(oneServer, script)).toBe('0@100, 2@110');
  });

  it('holds as many jobs as come, under any numbers', () => {
    const script: Happening[] = Array.from({ length: 500 }, (_, i) => ({
      at: i,
      job: i * 7,
      demand: 1_000,
      patience: i % 5 === 4 ? 200_000 : undefined,
    }));
    script.push({ at: 600, withdraw: 7 }, { at: 600, withdraw: 499 * 7 });
    const { run, ends, center } = centerWith({ servers: 50 }, script);
    run();
    expect([center.served, center.withdrawn, center.busyPeak, center.queuePeak]).toEqual([498, 2, 50, 450]);
    expect(ends.map(({ job }) => job)).toEqual([...ends.map(({ job }) => job)].sort((a, b) => a - b));
  });

  it('lets a whole crowd lose patience together', () => {
    const script = Array.from({ length: 100 }, (_, job) => ({ at: 0, job, demand: 1_000, patience: 50 }));
    const { run, ends } = centerWith(oneServer, script);
    run();
    expect(ends.filter(({ at, how }) => at === 50 && how === 'impatient')).toHaveLength(99);
    expect(ends.at(-1)).toEqual({ at: 1_000, job: 0, how: 'done' });
  });

  it('lets a job in service be withdrawn: its server takes the next', () => {
    const script = [
      { at: 0, job: 0, demand: 10 },
      { at: 1, job: 1, demand: 10 },
    ];
    expect(play(oneServer, [...script, { at: 4, withdraw: 0 }])).toBe('1@14');
  });

  it('answers whether the job to be withdrawn was here', () => {
    const { center, run } = centerWith(oneServer, [{ at: 0, job: 3, demand: 10 }]);
    run(5);
    expect([center.withdraw(8), center.withdraw(3), center.withdraw(3)]).toEqual([false, true, false]);
    run();
    expect(center.withdrawn).toBe(1);
  });

  it('takes the same job again after it has left, in whatever way', () => {
    const script: Happening[] = [
      { at: 0, job: 0, demand: 10 },
      { at: 20, job: 0, demand: 10 },
      { at: 25, withdraw: 0 },
      { at: 26, job: 0, demand: 10 },
    ];
    expect(play(oneServer, script)).toBe('0@10, 0@36');
  });

  it('may be submitted to by its own listener', () => {
    const simulation = new Simulation({ seed: 1 });
    let rounds = 0;
    const center: ServiceCenter = new ServiceCenter(simulation, 'counter', oneServer, {
      done(job) {
        rounds += 1;
        if (rounds < 5) center.submit(job, 10);
      },
      turnedAway: () => expect.fail('nobody is turned away'),
    });
    center.submit(0, 10);
    simulation.run(1000 as Microseconds);
    expect([rounds, center.busyTime]).toEqual([5, 50]);
  });

  it('does not mistake an old end for a new one after more withdrawals than a row has generations', () => {
    const simulation = new Simulation({ seed: 1 });
    const ends: number[] = [];
    const center = new ServiceCenter(simulation, 'counter', oneServer, {
      done: () => ends.push(simulation.now),
      turnedAway: () => expect.fail('nobody is turned away'),
    });
    const withdrawals = 2 ** 20;
    const later = simulation.operation('later', () => undefined);
    // As many events that live: otherwise the dead would be cleared away meanwhile.
    for (let i = 0; i < withdrawals; i += 1) simulation.schedule(later, 0, 1e9);
    for (let i = 0; i < withdrawals; i += 1) {
      center.submit(0, 100);
      center.withdraw(0);
    }
    center.submit(0, 500);
    simulation.run(1000 as Microseconds);
    expect([ends, center.busyTime, simulation.events]).toEqual([[500], 500, 1]);
  });
});

describe('a service centre that shares its servers', () => {
  it('gives each of two jobs half a server', () => {
    const script = [0, 1].map(job => ({ at: 0, job, demand: 10 }));
    expect(play(shared, script)).toBe('0@20, 1@20');
  });

  it('gives a job a whole server as long as there is one for each', () => {
    const script = [10, 30, 50].map((demand, job) => ({ at: 0, job, demand }));
    expect(play({ servers: 3, discipline: 'processorSharing' }, script)).toBe('0@10, 1@30, 2@50');
  });

  it('slows those present when another comes, and speeds them up when one leaves', () => {
    const script = [
      { at: 0, job: 0, demand: 100 },
      { at: 50, job: 1, demand: 10 },
    ];
    expect(play(shared, script)).toBe('1@70, 0@110');
  });

  it('lets go together those who finish together, in the order in which they came', () => {
    const script = [30, 20, 10].map((demand, i) => ({ at: 0, job: 2 - i, demand }));
    const equal = [4, 3, 5].map(job => ({ at: 0, job, demand: 10 }));
    expect(play(shared, script)).toBe('0@30, 1@50, 2@60');
    expect(play(shared, equal)).toBe('4@30, 3@30, 5@30');
  });

  it('lets a finished job leave before one that comes at the same instant is looked at', () => {
    const script = [
      { at: 0, job: 0, demand: 10 },
      { at: 10, job: 1, demand: 5 },
    ];
    expect(play({ ...shared, queue: 0 }, script)).toBe('0@10, 1@15');
  });

  it('gives the share of a withdrawn job to the others', () => {
    const script: Happening[] = [
      { at: 0, job: 0, demand: 100 },
      { at: 0, job: 1, demand: 100 },
      { at: 50, withdraw: 1 },
    ];
    expect(play(shared, script)).toBe('0@125');
  });

  it('keeps the order of the others when one of them is withdrawn', () => {
    const script: Happening[] = [1, 10, 2, 11, 12, 20, 4].map((demand, job) => ({ at: 0, job, demand }));
    expect(play({ ...shared, servers: 7 }, [...script, { at: 0, withdraw: 3 }])).toBe(
      '0@1, 2@2, 6@4, 1@10, 4@12, 5@20',
    );
  });

  it('finds the job to be withdrawn in a crowd', () => {
    const crowd: Happening[] = Array.from({ length: 40 }, (_, job) => ({ at: 0, job, demand: job + 1 }));
    const { run, ends } = centerWith({ ...shared, servers: 40 }, [...crowd, { at: 0, withdraw: 9 }]);
    run();
    const others = crowd.map((_, job) => job).filter(job => job !== 9);
    expect(told(ends)).toBe(others.map(job => `${job}@${job + 1}`).join(', '));
  });

  it('does not tell of a job withdrawn at the very instant of its end', () => {
    const { center, run, ends } = centerWith(shared, [
      { at: 0, job: 0, demand: 10 },
      { at: 0, job: 1, demand: 30 },
      { at: 20, withdraw: 0 },
    ]);
    run();
    expect(told(ends)).toBe('1@40');
    expect([center.withdrawn, center.served]).toEqual([1, 1]);
  });

  it('turns a job away when servers and places are taken', () => {
    const script = [0, 1, 2].map(job => ({ at: 0, job, demand: 10 }));
    expect(play({ ...shared, queue: 1 }, script)).toBe('2@0 full, 0@20, 1@20');
  });

  it('stays exact to the microsecond over hours without an idle moment', () => {
    const long = 20_000_000_000;
    const script: Happening[] = [{ at: 0, job: 0, demand: long }];
    for (let n = 1; n <= 2_000; n += 1) script.push({ at: n * 9_999_991, job: n, demand: 3_333_331 });
    const { run, ends } = centerWith(shared, script);
    run();
    const short = ends.filter(({ job }) => job > 0);
    expect(short).toHaveLength(2_000);
    for (const { at, job } of short.filter(({ at }) => at < long)) expect(at).toBe(job * 9_999_991 + 2 * 3_333_331);
    expect(ends.at(-1)).toEqual({ at: long + 2_000 * 3_333_331, job: 0, how: 'done' });
  });
});

describe('what can be read of a service centre', () => {
  it('knows who is at work and who waits, now, on average and at most', () => {
    const { center, run } = centerWith(twoServers, [
      { at: 0, job: 0, demand: 10 },
      { at: 0, job: 1, demand: 20 },
      { at: 5, job: 2, demand: 10 },
    ]);
    run(8);
    expect([center.busy, center.queue, center.busyTime, center.queueTime]).toEqual([2, 1, 16, 3]);
    run(40);
    expect([center.busyTime, center.queueTime]).toEqual([40, 5]);
    expect([center.busyMean, center.queueMean]).toEqual([1, 0.125]);
    expect([center.busyPeak, center.queuePeak]).toEqual([2, 1]);
  });

  it('counts every way to end', () => {
    const { center, run } = centerWith({ servers: 1, queue: 2, limit: { perSecond: 1, burst: 4 } }, [
      { at: 0, job: 0, demand: 10 },
      { at: 1, job: 1, demand: 10, patience: 2 },
      { at: 2, job: 2, demand: 10 },
      { at: 2, job: 3, demand: 10 },
      { at: 2, job: 4, demand: 10 },
      { at: 5, withdraw: 2 },
    ]);
    run();
    const { submitted, served, withdrawn } = center;
    expect({ submitted, served, withdrawn }).toEqual({ submitted: 5, served: 1, withdrawn: 1 });
    expect(['full', 'impatient', 'limit'].map(reason => center.turnedAway(reason as TurnAwayReason))).toEqual([
      1, 1, 1,
    ]);
  });

  it('has means of nothing before any time has passed', () => {
    const { center } = centerWith(oneServer);
    expect([center.busyMean, center.queueMean]).toEqual([0, 0]);
  });
});

describe('a service centre refuses what makes no sense', () => {
  const simulation = new Simulation({ seed: 1 });
  const listener = { done: () => undefined, turnedAway: () => undefined };

  it.each<[ServiceCenterOptions, string]>([
    [{ servers: 0 }, 'portal has 0 servers'],
    [{ servers: 1.5 }, 'portal has 1.5 servers'],
    [{ servers: 1, queue: -1 }, 'portal has a queue of -1 places'],
    [{ servers: 1, limit: { perSecond: 0, burst: 1 } }, 'A limit of 0 per second'],
    [{ servers: 1, limit: { perSecond: 1, burst: 0.5 } }, 'A burst of 0.5'],
  ])('%j', (options, message) => {
    expect(() => new ServiceCenter(simulation, 'portal', options, listener)).toThrow(message);
  });

  it('a job that is here already, or no job, demand or patience at all', () => {
    const center = new ServiceCenter(simulation, 'portal', oneServer, listener);
    center.submit(1, 10);
    expect(() => center.submit(1, 10)).toThrow('portal: job 1 is here already');
    expect(() => center.submit(-1, 10)).toThrow('portal: job -1');
    expect(() => center.submit(0.5, 10)).toThrow('portal: job 0.5');
    expect(() => center.submit(2, -1)).toThrow('portal: job 2 demands -1 µs');
    expect(() => center.submit(2, Number.NaN)).toThrow('portal: job 2 demands NaN µs');
    expect(() => center.submit(2, 1, -1)).toThrow('portal: job 2 has a patience of -1 µs');
    expect(center.submitted).toBe(1);
  });
});

/* ---- laws ---- */

const options = fc.record({
  servers: fc.integer({ min: 1, max: 4 }),
  queue: fc.oneof(fc.constant(Infinity), fc.nat(5)),
  discipline: fc.constantFrom('fifo', 'processorSharing'),
});

/** Jobs in order of coming, numbered from 0, some impatient, and some withdrawals. Small numbers, so that ties abound. */
const comings = fc
  .array(fc.record({ gap: fc.nat(12), demand: fc.nat(30), patience: fc.option(fc.nat(40), { nil: undefined }) }), {
    maxLength: 40,
  })
  .map(jobs => {
    let at = 0;
    return jobs.map(({ gap, demand, patience }, job) => {
      at += gap;
      return { at, job, demand, patience };
    });
  });
const withdrawals = fc.array(fc.record({ at: fc.nat(400), withdraw: fc.nat(40) }), { maxLength: 10 });
const patientComings = comings.map(jobs => jobs.map(({ at, job, demand }) => ({ at, job, demand })));

describe('laws of a service centre', () => {
  it('every job ends exactly once: done, turned away or withdrawn', () => {
    fc.assert(
      fc.property(options, comings, withdrawals, (options, jobs, withdrawals) => {
        const { center, run, ends } = centerWith(options, [...jobs, ...withdrawals]);
        run();
        expect(new Set(ends.map(({ job }) => job)).size).toBe(ends.length);
        expect(ends.length + center.withdrawn).toBe(jobs.length);
        expect(ends.filter(({ how }) => how === 'done')).toHaveLength(center.served);
        expect([center.submitted, center.busy, center.queue]).toEqual([jobs.length, 0, 0]);
      }),
    );
  });

  it('no server idles while a job waits, and no place is taken twice', () => {
    fc.assert(
      fc.property(options, comings, withdrawals, (options, jobs, withdrawals) => {
        const watch = ({ busy, queue, servers }: ServiceCenter) => {
          expect(busy).toBeLessThanOrEqual(servers);
          expect(queue).toBeLessThanOrEqual(options.queue);
          if (queue > 0) expect(busy).toBe(servers);
        };
        const script: Happening[] = [...jobs, ...withdrawals];
        const looks = Array.from({ length: 100 }, (_, i) => ({ at: i * 5, withdraw: 1000 }));
        centerWith(options, [...script, ...looks], watch).run();
      }),
    );
  });

  it('first in, first out never overtakes and starts each job as early as a server allows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), patientComings, (servers, jobs) => {
        const { run, ends } = centerWith({ servers }, jobs);
        run();
        const freeAt = new Array<number>(servers).fill(0);
        const expected = jobs.map(({ at, demand }) => {
          const server = freeAt.indexOf(Math.min(...freeAt));
          freeAt[server] = Math.max(freeAt[server], at) + demand;
          return freeAt[server];
        });
        const measured = jobs.map(({ job }) => ends.find(end => end.job === job)!.at);
        expect(measured).toEqual(expected);
        const starts = measured.map((at, job) => at - jobs[job].demand);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
    );
  });

  it('Little: the time in queue and service is exactly the sum of what the jobs spent there', () => {
    fc.assert(
      fc.property(options, comings, (options, jobs) => {
        const { center, run, ends } = centerWith(options, jobs);
        run();
        const stays = ends.reduce((sum, { at, job }) => sum + at - jobs[job].at, 0);
        expect(center.busyTime + center.queueTime).toBe(stays);
        if (options.discipline === 'fifo') {
          const done = ends.filter(({ how }) => how === 'done');
          expect(center.busyTime).toBe(done.reduce((sum, { job }) => sum + jobs[job].demand, 0));
        }
      }),
    );
  });

  it('an impatient job leaves after exactly its patience, and never one that could have begun earlier', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), comings, (servers, jobs) => {
        const { run, ends } = centerWith({ servers }, jobs);
        run();
        for (const { at, job, how } of ends) {
          const { at: came, demand, patience = Infinity } = jobs[job];
          if (how === 'impatient') expect(at).toBe(came + patience);
          else expect(at - demand - came).toBeLessThanOrEqual(patience);
        }
      }),
    );
  });

  it('processor sharing equals a fluid that is poured out evenly, step by step', () => {
    const crowd = fc.array(fc.record({ gap: fc.nat(3), demand: fc.nat(1000) }), { maxLength: 50 }).map(jobs => {
      let at = 0;
      return jobs.map(({ gap, demand }, job) => {
        at += gap;
        return { at, job, demand };
      });
    });
    const scale = fc.constantFrom(1, 37, 1_000_003);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.oneof(crowd, patientComings),
        withdrawals,
        scale,
        (servers, jobs, withdrawals, by) => {
          const script: Happening[] = [
            ...jobs.map(({ at, job, demand }) => ({ at: at * by, job, demand: demand * by })),
            ...withdrawals.map(({ at, withdraw }) => ({ at: at * by, withdraw })),
          ];
          const { run, ends } = centerWith({ servers, discipline: 'processorSharing' }, script);
          run();
          const expected = fluid(servers, script);
          expect(ends.map(({ job }) => job).sort((a, b) => a - b)).toEqual([...expected.keys()].sort((a, b) => a - b));
          for (const { at, job } of ends) {
            expect(at).toBeGreaterThanOrEqual(Math.ceil(expected.get(job)! - 0.0011));
            expect(at).toBeLessThanOrEqual(Math.ceil(expected.get(job)! - 0.0009));
          }
        },
      ),
    );
  });

  it('processor sharing is as exact after a century without an idle moment as in its first second', () => {
    const century = 4e15;
    const long = { at: 0, job: 1000, demand: 8e15 };
    fc.assert(
      fc.property(patientComings, jobs => {
        const relative = (begin: number) => {
          const { run, ends } = centerWith(shared, [long, ...jobs.map(job => ({ ...job, at: job.at + begin }))]);
          run(begin + 1e6);
          return ends.map(({ at, job }) => ({ at: at - begin, job }));
        };
        expect(relative(century)).toEqual(relative(0));
      }),
    );
  });

  it('the same script ends the same way every time', () => {
    fc.assert(
      fc.property(options, comings, withdrawals, (options, jobs, withdrawals) => {
        const script = [...jobs, ...withdrawals];
        expect(play(options, script)).toBe(play(options, script));
      }),
    );
  });
});

/** When each job is finished if the servers' work is divided evenly at every moment: plain, slow, in real numbers. */
function fluid(servers: number, script: Happening[]): Map<number, number> {
  const left = new Map<number, number>();
  const finished = new Map<number, number>();
  const told = new Set<number>();
  let now = 0;
  const pourUntil = (end: number) => {
    while (left.size > 0 && now < end) {
      const rate = Math.min(1, servers / left.size);
      const step = Math.min(Math.min(...left.values()) / rate, end - now);
      now += step;
      for (const [job, work] of left) {
        left.set(job, work - step * rate);
        if (work - step * rate > 1e-6) continue;
        left.delete(job);
        finished.set(job, now);
      }
    }
    now = end;
  };
  /** A withdrawal comes in time for a job that is finished at this instant, unless it has been told of. */
  const withdraw = (job: number, at: number) => {
    left.delete(job);
    if (!told.has(job) && finished.has(job) && finished.get(job)! > at - 0.999) finished.delete(job);
  };
  for (const happening of script.toSorted((a, b) => a.at - b.at)) {
    pourUntil(happening.at);
    if ('withdraw' in happening) withdraw(happening.withdraw, happening.at);
    for (const job of finished.keys()) told.add(job);
    if (!('job' in happening)) continue;
    if (happening.demand > 0) left.set(happening.job, happening.demand);
    else finished.set(happening.job, now);
  }
  pourUntil(Infinity);
  return finished;
}

const jobs = (count: number, demand: number, every = 1): { at: number; job: number; demand: number }[] =>
  Array.from({ length: count }, (_, job) => ({ at: job * every, job, demand }));
const out = (at: number, disturb: Disturbance, until: number): Happening[] => [
  { at, disturb },
  { at: until, disturb: undefined },
];

describe('a disturbed service centre', () => {
  it('that hangs takes jobs, holds its servers with them, and loses them in the end; then the queue moves on', () => {
    const script = [...jobs(3, 10), ...out(5, { kind: 'hang' }, 100)];
    expect(play(twoServers, script)).toBe('0@100 hung, 1@100 hung, 2@110');
    expect(play(oneServer, [{ at: 50, job: 7, demand: 10 }, ...out(5, { kind: 'hang' }, 100)])).toBe('7@100 hung');
  });

  it('that hangs fills its queue, and lets go whoever has no patience or is taken back', () => {
    const script: Happening[] = [
      { at: 0, disturb: { kind: 'hang' } },
      { at: 1, job: 0, demand: 10 },
      { at: 2, job: 1, demand: 10, patience: 20 },
      { at: 3, job: 2, demand: 10 },
      { at: 30, withdraw: 0 },
      { at: 31, job: 3, demand: 10 },
      { at: 60, disturb: undefined },
    ];
    expect(play({ servers: 1, queue: 1 }, script)).toBe('2@3 full, 1@22 impatient, 3@60 hung');
  });

  it('that refuses turns everybody away at once and serves those who are inside', () => {
    const script = [...out(2, { kind: 'refuse' }, 40), ...jobs(3, 10), { at: 40, job: 3, demand: 10 }];
    expect(play(oneServer, script)).toBe('2@2 refused, 0@10, 1@20, 3@50');
  });

  it('that errs works in vain on the jobs whose luck is below the share', () => {
    const luck = (job: number) => job / 10;
    const script = [...jobs(5, 1, 2), ...out(0, { kind: 'errors', share: 0.25 }, 100)];
    expect(play({ servers: 1, luck }, script)).toBe('0@1 error, 1@3 error, 2@5 error, 3@7, 4@9');
  });

  it('that is slow takes so many times as long for what begins meanwhile', () => {
    const script = [...jobs(3, 10, 15), ...out(5, { kind: 'slow', by: 4 }, 40)];
    expect(play(oneServer, script)).toBe('0@10, 1@55, 2@65');
  });

  it('goes from one disturbance to another: what hung is lost, unless it goes on hanging', () => {
    const script: Happening[] = [
      { at: 0, job: 0, demand: 10 },
      { at: 5, disturb: { kind: 'hang' } },
      { at: 20, disturb: { kind: 'hang' } },
      { at: 30, disturb: { kind: 'slow', by: 2 } },
      { at: 30, job: 1, demand: 10 },
    ];
    expect(play(oneServer, script)).toBe('0@30 hung, 1@50');
  });

  it('slow all the time is the same as one whose jobs take so much longer', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(300), fc.nat(50)), { maxLength: 30 }), fc.nat(5), (coming, by) => {
        const script = (times: number) => coming.map(([at, demand], job) => ({ at, job, demand: demand * times }));
        const slow: Happening = { at: 0, disturb: { kind: 'slow', by } };
        expect(play(twoServers, [slow, ...script(1)])).toBe(play(twoServers, script(by)));
      }),
    ));

  it('works on at full strength afterwards', () => {
    const later = jobs(20, 5, 10).map(job => ({ ...job, at: job.at + 20 }));
    const { center, run, ends } = centerWith({ servers: 1 }, [...out(0, { kind: 'hang' }, 10), ...later]);
    run();
    expect(ends.at(-1)).toEqual({ at: 215, job: 19, how: 'done' });
    expect(center.busyTime).toBe(100);
  });

  it('is for first in, first out only, and for numbers that make sense', () => {
    expect(() => centerWith(shared).center.disturb({ kind: 'hang' })).toThrow(/shares its processor/);
    expect(() => centerWith(shared).center.staff({ servers: 1 })).toThrow(/shares its processor/);
    const { center } = centerWith(twoServers);
    expect(() => center.disturb({ kind: 'errors', share: 1.1 })).toThrow(/share of 1.1/);
    expect(() => center.disturb({ kind: 'slow', by: -1 })).toThrow(/slow by -1/);
    for (const staff of [{ servers: 3 }, { servers: 1.5 }, { servers: 1, cold: 2 }, { servers: 1, coldBy: -1 }])
      expect(() => center.staff(staff)).toThrow(RangeError);
  });
});

describe('a service centre with fewer servers', () => {
  it('lets a server finish its job before it leaves, and takes whoever waits when it is back', () => {
    const script: Happening[] = [...jobs(4, 10), { at: 5, staff: { servers: 1 } }, { at: 12, staff: { servers: 2 } }];
    expect(play(twoServers, script)).toBe('0@10, 1@11, 2@21, 3@22');
  });

  it('without any serves nobody, and forgets nobody', () => {
    const script: Happening[] = [{ at: 0, staff: { servers: 0 } }, ...jobs(2, 10), { at: 50, staff: { servers: 2 } }];
    expect(play(twoServers, script)).toBe('0@60, 1@60');
  });

  it('serves like one that never had more', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(300), fc.nat(50)), { maxLength: 30 }), fc.nat(3), (coming, queue) => {
        const script = coming.map(([at, demand], job): Happening => ({ at, job, demand }));
        const fewer: Happening = { at: 0, staff: { servers: 2 } };
        expect(play({ servers: 5, queue }, [fewer, ...script])).toBe(play({ servers: 2, queue }, script));
      }),
    ));

  it('gives cold servers their share of the jobs', () => {
    const script: Happening[] = [{ at: 0, staff: { servers: 4, cold: 1, coldBy: 3 } }, ...jobs(100, 10, 100)];
    const { run, ends } = centerWith({ servers: 4 }, script);
    run();
    const slow = ends.filter(({ at, job }) => at - job * 100 === 30);
    expect(slow).toHaveLength(25);
    expect(ends).toHaveLength(100);
  });
});

describe('whatever goes wrong with a service centre', () => {
  const disturbance = fc.oneof(
    fc.constantFrom<(Disturbance | undefined)[]>(undefined, { kind: 'hang' }, { kind: 'refuse' }),
    fc.double({ min: 0, max: 1, noNaN: true }).map((share): Disturbance => ({ kind: 'errors', share })),
    fc.integer({ min: 0, max: 9 }).map((by): Disturbance => ({ kind: 'slow', by })),
  );
  const when = fc.integer({ min: 0, max: 400 });
  const trouble = fc.oneof(
    fc.record({ at: when, disturb: disturbance }),
    fc.record({
      at: when,
      staff: fc
        .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
        .map(([servers, cold]) => ({ servers, cold: Math.min(servers, cold), coldBy: 3 })),
    }),
    fc.record({ at: when, withdraw: fc.integer({ min: 0, max: 40 }) }),
  );
  const comes = fc.record({
    at: when,
    demand: fc.integer({ min: 0, max: 60 }),
    patience: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  });

  it('every job ends in exactly one way, and the centre is empty when all is well again', () =>
    fc.assert(
      fc.property(
        fc.array(comes, { maxLength: 40 }),
        fc.array(trouble, { maxLength: 12 }),
        fc.integer({ min: 0, max: 5 }),
        (coming, troubles, queue) => {
          const script: Happening[] = [
            ...coming.map((one, job) => ({ ...one, job })),
            ...troubles,
            { at: 1000, disturb: undefined },
            { at: 1000, staff: { servers: 3 } },
          ];
          const luck = (job: number) => (job % 10) / 10;
          const { center, run, ends } = centerWith({ servers: 3, queue, luck }, script, seen => {
            expect(seen.busy).toBeLessThanOrEqual(3);
            expect(seen.queue).toBeGreaterThanOrEqual(0);
          });
          run();
          expect(ends.length + center.withdrawn).toBe(coming.length);
          expect(new Set(ends.map(({ job }) => job)).size).toBe(ends.length);
          expect([center.busy, center.queue]).toEqual([0, 0]);
        },
      ),
      { numRuns: 300 },
    ));
});
