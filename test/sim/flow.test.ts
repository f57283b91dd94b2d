import {
  asyncScheduler,
  concat,
  defer,
  EMPTY,
  finalize,
  map,
  mergeMap,
  NEVER,
  type Observable,
  of,
  tap,
  timer,
} from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FlowClock, timeWords } from '../../src/sim/flow.ts';
import { type AnyFlowWords, type Flow, flow, model, port } from '../../src/sim/model.ts';
import { count, oneOf, text } from '../../src/sim/records.ts';
import { RequestFailure } from '../../src/sim/request.ts';
import { Waits } from '../../src/sim/scheduler.ts';
import { RunFailure, Simulation } from '../../src/sim/simulation.ts';
import { type Microseconds, milliseconds, minutes, seconds } from '../../src/sim/units.ts';
import { recorder, worldWith } from '../kit/world-with.ts';

const server = model('portal', {
  source: 'this test',
  record: {},
  takes: { closed() {} },
  answers: { openPage(_record, _request: import('../../src/sim/model.ts').Request<{ page: string }, string>) {} },
});
const portal = port<typeof server>('portal');

/** The flow under test: set by each test, started by the model's one handler. */
let build: (words: AnyFlowWords) => Observable<unknown> = () => EMPTY;
let onFailure: ((failure: RequestFailure, words: AnyFlowWords) => Observable<unknown>) | undefined;

const buyer = model('buyer', {
  source: 'this test',
  record: { tries: count(), reason: text(), end: oneOf(['done', 'failed']) },
  facts: ['came', 'failed', 'done'],
  takes: {
    begins(_buyer, payload: unknown, does) {
      does.emit('came');
      does.start(purchase(), payload);
    },
    gives_up(_buyer, _, does) {
      does.stop(purchase());
    },
    retried(buyer) {
      buyer.tries += 1;
    },
    done(buyer, _, does) {
      buyer.end = 'done';
      does.emit('done', does.now);
    },
    failed(buyer, reason: string, does) {
      buyer.reason = reason;
      buyer.end = 'failed';
      does.emit('failed', does.now);
    },
    beginsAgain(_buyer, _, does) {
      does.start(purchase());
    },
  },
});

let current: Flow | undefined;
const purchase = (): Flow => {
  current ??= flow(
    'purchase',
    () => buyer,
    words => build(words),
    onFailure,
  );
  return current;
};

/** A buyer with this flow, and a portal that does what it is told. */
function buyerWith(
  made: typeof build,
  reaction: NonNullable<Parameters<typeof recorder>[1]['answers']>[string] = 'silent',
  handled?: typeof onFailure,
) {
  build = made;
  onFailure = handled;
  current = undefined;
  const world = worldWith(buyer, { count: 3, ports: [recorder(portal, { answers: { openPage: reaction } })] });
  return { ...world, factNames: () => world.facts.map(fact => fact.name) };
}

const openPage = (words: AnyFlowWords, options = {}) => words.ask(portal.asks.openPage, 0, { page: 'offers' }, options);
const tellFailed = (failure: RequestFailure, { tell }: AnyFlowWords) =>
  tell('failed', `${failure.outcome} ${failure.code}`);

describe('a flow', () => {
  it('asks, waits and tells its owner, one step after the other', () => {
    const { tell, clock, told, facts, record, assembly } = buyerWith(
      words => concat(words.after(seconds(2)), openPage(words), words.after(seconds(1)), words.tell('done')),
      { answer: 'page', after: seconds(5) },
    );
    tell('begins');
    expect(assembly.flows.alive).toBe(1);
    clock.advance(minutes(1));
    expect(told).toMatchObject([{ port: 'portal', name: 'openPage', message: { page: 'offers' }, at: seconds(2) }]);
    expect(facts).toMatchObject([
      { name: 'buyer.came', time: 0 },
      { name: 'portal.openPage.answered', time: seconds(7), value: seconds(5) },
      { name: 'buyer.done', time: seconds(8) },
    ]);
    expect(record().end).toBe('done');
    expect([assembly.flows.alive, assembly.flows.started, assembly.flows.mostAlive]).toEqual([0, 1, 1]);
  });

  it('knows what it was started with, its subject, and the record as it is now', () => {
    const seen: unknown[] = [];
    const { tell } = buyerWith(({ payload, subject, record, tell: tellOwner, draw }) =>
      concat(
        tellOwner('retried'),
        defer(() => {
          const [first, again] = [draw('think'), draw('think')];
          seen.push(payload, subject, record().tries, first === again);
          return EMPTY;
        }),
      ),
    );
    tell('begins', 'a plan', 2);
    expect(seen).toEqual(['a plan', 2, 0, false]);
  });

  it('ends in its failure handler when a request does not end answered', () => {
    const { tell, clock, record } = buyerWith(words => openPage(words), { refuse: 404 }, tellFailed);
    tell('begins');
    clock.advance(seconds(1));
    expect(record()).toMatchObject({ end: 'failed', reason: 'refused 404' });
  });

  it('is over when its failure has been told, so that it can begin again', () => {
    let times = 0;
    const { tell, clock, record, assembly } = buyerWith(
      words => openPage(words),
      () => ({ refuse: 500 + times++ }),
      (failure, words) => concat(tellFailed(failure, words), times < 3 ? words.tell('beginsAgain') : EMPTY),
    );
    tell('begins');
    clock.advance(seconds(1));
    expect(record().reason).toBe('refused 502');
    expect([assembly.flows.started, assembly.flows.alive]).toEqual([3, 0]);
  });

  it('can be stopped while its failure handler waits', () => {
    const { tell, clock, record, assembly } = buyerWith(
      words => openPage(words),
      { refuse: 500 },
      (failure, words) => concat(words.after(seconds(10)), tellFailed(failure, words)),
    );
    tell('begins');
    clock.advance(seconds(1));
    expect(assembly.flows.alive).toBe(1);
    tell('gives_up');
    clock.advance(minutes(1));
    expect([assembly.flows.alive, record().end]).toEqual([0, undefined]);
  });

  it('runs once at a time for each subject', () => {
    const { tell, assembly } = buyerWith(() => NEVER);
    tell('begins', undefined, 0);
    tell('begins', undefined, 1);
    expect(assembly.flows.alive).toBe(2);
    expect(() => tell('begins', undefined, 0)).toThrow('The flow "buyer.purchase" is already running for 0');
  });

  it('that is stopped cancels what it waits for', () => {
    const { tell, clock, factNames, assembly, simulation } = buyerWith(words =>
      openPage(words, { within: seconds(30) }),
    );
    tell('begins');
    clock.advance(seconds(3));
    tell('gives_up');
    expect(factNames()).toEqual(['buyer.came', 'portal.openPage.cancelled']);
    expect([assembly.flows.alive, assembly.requests.open]).toEqual([0, 0]);
    clock.advance(minutes(5));
    expect(factNames()).toHaveLength(2);
    expect(simulation.failed).toBe(false);
  });

  it('is torn down at the horizon without a word', () => {
    const { tell, clock, assembly, simulation, factNames } = buyerWith(words => openPage(words));
    tell('begins');
    clock.advance(seconds(3));
    assembly.requests.censor();
    simulation.facts.seal();
    assembly.flows.stopAll();
    clock.advance(seconds(3));
    expect(factNames()).toEqual(['buyer.came', 'portal.openPage.censored']);
    expect(assembly.flows.alive).toBe(0);
  });
});

describe('cancel, time-out and late answer', () => {
  it('are told apart', () => {
    const outcome = (within: number, giveUpAt: number | undefined) => {
      const world = buyerWith(words => openPage(words, { within }), { answer: 'page', after: seconds(5) }, tellFailed);
      world.tell('begins');
      if (giveUpAt !== undefined) {
        world.clock.to(giveUpAt as Microseconds);
        world.tell('gives_up');
      }
      world.clock.advance(minutes(1));
      return [...world.factNames().slice(1), world.record().reason];
    };
    expect(outcome(seconds(6), undefined)).toEqual(['portal.openPage.answered', undefined]);
    expect(outcome(seconds(4), undefined)).toEqual(['portal.openPage.timedOut', 'buyer.failed', 'timedOut 0']);
    expect(outcome(seconds(4), seconds(3))).toEqual(['portal.openPage.cancelled', undefined]);
    expect(outcome(seconds(4), seconds(9))).toEqual(['portal.openPage.timedOut', 'buyer.failed', 'timedOut 0']);
  });
});

describe('an error in a flow stops the run after the present event', () => {
  const bug = new TypeError('a bug in the flow');
  const fails = () => {
    throw bug;
  };
  const page = { answer: 'page', after: seconds(1) };
  const cases: [string, typeof build][] = [
    ['in map', words => openPage(words).pipe(map(fails))],
    ['in tap', words => openPage(words).pipe(tap(fails))],
    ['in mergeMap', words => openPage(words).pipe(mergeMap(fails))],
    ['in tap on completion', words => openPage(words).pipe(tap({ complete: fails }))],
    ['when a later step is subscribed to', words => concat(openPage(words), defer(fails))],
    ['after a wait', words => words.after(seconds(1)).pipe(map(fails))],
    ['within a time limit', words => openPage(words).pipe(map(fails), words.within(minutes(1)))],
    [
      'in the wait of a retry',
      words =>
        openPage(words).pipe(
          map(() => {
            throw new RequestFailure('shed', 'x');
          }),
          words.retrying({ times: 1, wait: fails }),
        ),
    ],
    [
      'in what a retry does',
      words =>
        openPage(words).pipe(
          map(() => {
            throw new RequestFailure('shed', 'x');
          }),
          words.retrying({ times: 1, wait: 0, each: fails }),
        ),
    ],
    [
      'in a bug that retrying must not hide',
      words => openPage(words).pipe(map(fails), words.retrying({ times: 5, wait: seconds(1) })),
    ],
    ['in every', words => words.every(seconds(1)).pipe(map(fails))],
  ];
  it.each(cases)('%s', (_, made) => {
    const { tell, simulation } = buyerWith(made, page);
    let later = 0;
    const next = simulation.operation('next', () => (later += 1));
    tell('begins');
    simulation.schedule(next, 0, seconds(1) + 1);
    const failure = caught(() => simulation.run(minutes(1)));
    expect(failure).toBeInstanceOf(RunFailure);
    expect((failure as RunFailure).cause).toBe(bug);
    expect((failure as RunFailure).message).toBe('a bug in the flow (at 1 s, in the flow "buyer.purchase" of 0)');
    expect((failure as RunFailure).at).toBe(seconds(1));
    expect(later).toBe(0);
  });

  it('at its very start', () => {
    for (const made of [fails, () => defer(fails)]) {
      const { tell } = buyerWith(made);
      expect((caught(() => tell('begins')) as RunFailure).cause).toBe(bug);
    }
  });

  it('in its failure handler', () => {
    const { tell } = buyerWith(words => openPage(words), { refuse: 500 }, fails);
    expect((caught(() => tell('begins')) as RunFailure).cause).toBe(bug);
  });

  it('when it ends with a failure that nobody handles, also in the failure handler', () => {
    const { tell } = buyerWith(words => openPage(words), { refuse: 500 });
    expect(() => tell('begins')).toThrow('portal.openPage ended refused and nobody handles that (at 0 s');
    const twice = buyerWith(
      words => openPage(words),
      { refuse: 500 },
      (_, words) => openPage(words),
    );
    expect(() => twice.tell('begins')).toThrow('portal.openPage ended refused and nobody handles that (at 0 s');
  });

  it.each([Number.NaN, -1])('when it waits for %d µs, in a time limit and in a rhythm too', delay => {
    for (const made of [
      ({ after }: AnyFlowWords) => after(delay),
      ({ within }: AnyFlowWords) => NEVER.pipe(within(delay)),
      ({ every }: AnyFlowWords) => every(delay),
    ]) {
      const { tell } = buyerWith(made);
      expect(() => tell('begins')).toThrow(`A delay of ${delay} µs`);
    }
  });
});

/** The simulation as a clock: notes are taken in µs, and `run` lets everything happen. */
function simulatedClock() {
  const simulation = new Simulation({ seed: 1 });
  const waits = new Waits(simulation);
  const clock: FlowClock = { now: () => simulation.now, after: delay => waits.after(delay) };
  return { clock, run: async () => void simulation.run(minutes(5)) };
}

/** The timers of the platform; a test moves their clock on, so that a busy machine delays none of them. */
function wallClock() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
  const after = (delay: number) => timer(delay / 1000, asyncScheduler) as Observable<0>;
  const clock: FlowClock = { now: () => (performance.now() * 1000) as Microseconds, after };
  const run = async (end: Promise<void>) => {
    await vi.advanceTimersByTimeAsync(minutes(5) / 1000);
    await end;
  };
  return { clock, run };
}

describe.each([
  ['simulated time', simulatedClock],
  ['real time', wallClock],
])('the words that know time, in %s', (_, makeClock) => {
  afterEach(() => void vi.useRealTimers());

  const play = async (made: (words: ReturnType<typeof timeWords>, clock: FlowClock) => Observable<unknown>) => {
    const { clock, run } = makeClock();
    const log: unknown[] = [];
    const end = new Promise<void>(resolve => {
      made(timeWords(clock), clock)
        .pipe(finalize(resolve))
        .subscribe({
          next: what => log.push(what),
          error: error => log.push(error instanceof RequestFailure ? error.outcome : error),
          complete: () => log.push('complete'),
        });
    });
    await run(end);
    return log;
  };
  const failing = (times: number, outcome: 'shed' | 'refused' = 'shed') => {
    let tries = 0;
    return defer(() => {
      tries += 1;
      if (tries <= times) throw new RequestFailure(outcome, 'test', tries);
      return of(`try ${tries}`);
    });
  };

  it('after: emits once and completes', async () => {
    expect(await play(({ after }) => after(milliseconds(5_000)))).toEqual([0, 'complete']);
  });

  it('within: fails with timedOut unless the source completes in time', async () => {
    expect(await play(({ after, within }) => after(seconds(5)).pipe(within(seconds(40))))).toEqual([0, 'complete']);
    expect(await play(({ after, within }) => after(seconds(40)).pipe(within(seconds(5))))).toEqual(['timedOut']);
    expect(await play(({ within }) => NEVER.pipe(within(seconds(5))))).toEqual(['timedOut']);
    expect(await play(({ within }) => of('at once').pipe(within(seconds(5))))).toEqual(['at once', 'complete']);
  });

  it('retrying: tries again after expected failures, so many times', async () => {
    expect(await play(({ retrying }) => failing(2).pipe(retrying({ times: 2, wait: seconds(1) })))).toEqual([
      'try 3',
      'complete',
    ]);
    expect(await play(({ retrying }) => failing(3).pipe(retrying({ times: 2, wait: seconds(1) })))).toEqual(['shed']);
  });

  it('retrying: not after failures that are not worth it', async () => {
    const once = await play(({ retrying }) =>
      failing(1, 'refused').pipe(retrying({ times: 2, wait: 0, if: failure => failure.outcome === 'shed' })),
    );
    expect(once).toEqual(['refused']);
  });

  it('retrying: does something at the start of each wait, and waits as long as it is told for each try', async () => {
    const waited: [number, string][] = [];
    const log = await play(({ retrying }) =>
      failing(3).pipe(
        retrying({
          times: 3,
          wait: nth => seconds(nth),
          each: (failure, nth) =>
            defer(() => {
              waited.push([nth, failure.outcome]);
              return EMPTY;
            }),
        }),
      ),
    );
    expect(log).toEqual(['try 4', 'complete']);
    expect(waited).toEqual([
      [1, 'shed'],
      [2, 'shed'],
      [3, 'shed'],
    ]);
  });

  it('every: counts until it is unsubscribed from', async () => {
    const log = await play(({ every, after, within }) =>
      concat(every(seconds(20)).pipe(within(seconds(78))), after(0)),
    );
    expect(log).toEqual([1, 2, 3, 'timedOut']);
  });
});

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
