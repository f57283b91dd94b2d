import { EMPTY } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { Assembly } from '../../src/sim/assembly.ts';
import { Draws } from '../../src/sim/draws.ts';
import { type Flow, flow, model, port, type Reply, type Request, type Ticket } from '../../src/sim/model.ts';
import { count, number } from '../../src/sim/records.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import { type Microseconds, minutes, seconds } from '../../src/sim/units.ts';
import { recorder, worldWith } from '../kit/world-with.ts';

const bank = model('bank', {
  source: 'this test',
  record: {},
  takes: { closed(_record, _why: string) {} },
  answers: { charge(_record, _request: Request<{ cents: number }, string>) {} },
});
const bankPort = port<typeof bank>('bank');

/** A till that keeps the ticket of its customer while it asks the bank. */
const till = model('till', {
  source: 'this test',
  record: { sales: count(), takings: number() },
  kept: 'columns',
  timers: { closes: minutes(5) },
  facts: ['sold', 'closed'],
  given: {} as { fee: number },
  takes: {
    opens(_till, _, does) {
      does.arm('closes');
    },
    closes(till, _, does) {
      does.emit('closed', till.sales);
      does.tell(bankPort.tells.closed, does.subject, 'the day is over');
    },
    charged(till, reply: Reply<string>, does) {
      const ticket: Ticket<string> = reply.about;
      if (reply.outcome === 'answered') {
        till.sales += 1;
        does.self('books', 100);
        does.answer(ticket, `receipt ${reply.answer}`, seconds(1));
        does.emit('sold', reply.latency);
      } else does.refuse(ticket, 402, reply.outcome);
    },
    books(till, cents: number, does) {
      till.takings += cents - does.given.fee;
    },
  },
  answers: {
    pay(_till, request: Request<{ cents: number }, string>, does) {
      does.ask(bankPort.asks.charge, 0, request.message, {
        then: 'charged',
        about: request.ticket,
        within: seconds(10),
        entity: request.entity,
      });
    },
  },
});

const tillWith = (charge: Parameters<typeof recorder>[1]['answers'] & object) =>
  worldWith(till, { count: 2, given: { fee: 3 }, ports: [recorder(bankPort, { takes: ['closed'], answers: charge })] });

describe('a model', () => {
  it('answers one request by asking another model, keeping the ticket', () => {
    const { ask, clock, record, told, facts } = tillWith({ charge: { answer: 'no. 1', after: seconds(2) } });
    const asked = ask('pay', { cents: 100 }, { subject: 1 });
    clock.advance(minutes(1));
    expect(asked).toEqual({ outcome: 'answered', answer: 'receipt no. 1', code: 0, at: seconds(3) });
    expect(told).toEqual([{ port: 'bank', name: 'charge', subject: 0, message: { cents: 100 }, at: 0 }]);
    expect([record(0), record(1)]).toEqual([
      { sales: 0, takings: 0 },
      { sales: 1, takings: 97 },
    ]);
    expect(facts.map(({ name, subject, value }) => [name, subject, value])).toEqual([
      ['bank.charge.answered', 1, seconds(2)],
      ['till.sold', 1, seconds(2)],
      ['till.pay.answered', 1, seconds(3)],
    ]);
  });

  it('sees every outcome of what it asked', () => {
    const outcomeWith = (charge: Parameters<typeof tillWith>[0]['charge']) => {
      const { ask, clock } = tillWith({ charge: charge! });
      const asked = ask('pay', { cents: 100 });
      clock.advance(minutes(1));
      return [asked.outcome, asked.code, asked.answer];
    };
    expect(outcomeWith({ refuse: 500 })).toEqual(['refused', 402, 'refused']);
    expect(outcomeWith('silent')).toEqual(['refused', 402, 'timedOut']);
  });

  it('has timers with a usual delay, whose end is taken by the handler of the same name', () => {
    const { tell, clock, told } = tillWith({});
    tell('opens', undefined, 1);
    clock.advance(minutes(5));
    expect(told).toEqual([{ port: 'bank', name: 'closed', subject: 1, message: 'the day is over', at: minutes(5) }]);
  });

  it('says how many records it has and how many bytes each takes, timers included', () => {
    const { assembly } = tillWith({});
    expect(assembly.census()[0]).toEqual({ model: 'till', records: 2, bytesPerRecord: 4 + 8 + 4 });
  });
});

describe('the assembly', () => {
  const install = (made: Parameters<Assembly['install']>[0]) => {
    const simulation = new Simulation({ seed: 1 });
    const assembly = new Assembly(simulation);
    const draws = new Draws(simulation.dice, [{ name: 'all', first: 0 }]);
    const installed = assembly.install(made, { count: 1, given: undefined as never, draws });
    return { simulation, assembly, installed };
  };

  it('names a port that nothing is connected to', () => {
    const { simulation, assembly, installed } = install(till);
    assembly.tell(installed, 'closes', 0);
    expect(() => simulation.run(seconds(1))).toThrow('Nothing is connected to the port "bank"');
  });

  it('names what the model behind a port does not take or answer', () => {
    const { simulation, assembly, installed } = install(till);
    const other = model('post office', { source: 'this test', record: {} });
    const draws = new Draws(simulation.dice, [{ name: 'all', first: 0 }]);
    assembly.connect(bankPort as never, assembly.install(other, { count: 1, given: undefined as never, draws }));
    assembly.tell(installed, 'closes', 0);
    expect(() => simulation.run(seconds(1))).toThrow('post office takes no "closed"');
  });

  it('refuses a timer without a handler', () => {
    const lazy = model('lazy', { source: 'this test', record: {}, timers: { rings: 1 as Microseconds }, takes: {} });
    expect(() => install(lazy)).toThrow('lazy: the timer rings has no handler of that name');
  });

  it('tells flows of two models apart, though they have the same name', () => {
    const made = (name: string) => {
      const self = model(name, {
        source: 'this test',
        record: {},
        takes: { starts: (_record, _, does) => does.start(waits), ends: (_record, _, does) => does.stop(waits) },
      });
      const waits: Flow = flow(
        'waits',
        () => self,
        ({ after }) => after(seconds(10)),
      );
      return self;
    };
    const { simulation, assembly, installed } = install(made('first'));
    const draws = new Draws(simulation.dice, [{ name: 'all', first: 0 }]);
    const second = assembly.install(made('second'), { count: 1, given: undefined as never, draws });
    assembly.tell(installed, 'starts', 0);
    assembly.tell(second, 'starts', 0);
    assembly.tell(second, 'ends', 0);
    simulation.run(seconds(1));
    expect(assembly.flows.alive).toBe(1);
  });

  it('runs a flow that is over at once', () => {
    const self: Parameters<Assembly['install']>[0] = model('quick', {
      source: 'this test',
      record: {},
      takes: { starts: (_record, _, does) => does.start(nothing) },
    });
    const nothing: Flow = flow(
      'nothing',
      () => self,
      () => EMPTY,
    );
    const { simulation, assembly, installed } = install(self);
    assembly.tell(installed, 'starts', 0);
    assembly.tell(installed, 'starts', 0);
    simulation.run(seconds(1));
    expect([assembly.flows.started, assembly.flows.alive]).toEqual([2, 0]);
  });
});
