import fc from 'fast-check';
import { concat, defer } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { Assembly } from '../../src/sim/assembly.ts';
import { BinaryHeapQueue } from '../../src/sim/binary-heap-queue.ts';
import { Draws } from '../../src/sim/draws.ts';
import { Link } from '../../src/sim/link.ts';
import { type Flow, flow, model, port, type Reply, type Request } from '../../src/sim/model.ts';
import { count, number, state } from '../../src/sim/records.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import type { TransitionTable } from '../../src/sim/state-machine.ts';
import { type Microseconds, milliseconds, seconds } from '../../src/sim/units.ts';
import { NaiveSimulation } from './naive-kernel.ts';

interface Given {
  link: Link;
  shop: number;
  /** Time limit of a question, in µs. */
  within: Microseconds;
  thinks: number;
}

const shopTable: TransitionTable<'open' | 'shut', 'closed' | 'opened'> = {
  open: { closed: 'shut' },
  shut: { opened: 'open' },
};

const shop = model('shop', {
  source: 'this test',
  table: shopTable,
  record: { state: state(shopTable), served: count() },
  kept: 'columns',
  timers: { changes: milliseconds(700) },
  facts: ['changed'],
  given: {} as { serviceTime: number },
  takes: {
    changes(shop, _, does) {
      does.move(shop, shop.state === 'open' ? 'closed' : 'opened');
      does.emit('changed', shop.served);
      does.arm('changes', does.draw('changes', shop.served) * 1e6);
    },
  },
  answers: {
    sell(shop, request: Request<number, number>, does) {
      shop.served += 1;
      const luck = does.draw('mood', request.occurrence, 0, request.entity);
      if (shop.state === 'shut') does.refuse(request.ticket, 503);
      else if (luck < 0.1) does.stayedSilent(request.ticket);
      else if (luck < 0.2) does.shed(request.ticket);
      else does.answer(request.ticket, request.message + shop.served, luck * does.given.serviceTime, 100);
    },
  },
});

const counter = port<typeof shop>('counter');

const shopper = model('shopper', {
  source: 'this test',
  record: { bought: count(), spent: number(), tries: count() },
  kept: 'objects',
  timers: { wakes: milliseconds(300), losesPatience: milliseconds(900) },
  facts: ['bought', 'failed', 'leftEarly'],
  given: {} as Given,
  takes: {
    wakes(shopper, _, does) {
      shopper.tries += 1;
      does.arm('losesPatience');
      if (shopper.tries % 3 === 0) {
        does.stop(visit);
        does.start(visit);
      } else {
        const { link, within } = does.given;
        does.ask(counter.asks.sell, does.given.shop, shopper.tries, {
          then: 'served',
          within,
          over: link,
          occurrence: shopper.tries,
          about: shopper.tries,
        });
      }
      does.arm('wakes', does.draw('wakes', shopper.tries) * 6e5);
    },
    served(shopper, reply: Reply<number>, does) {
      if (reply.outcome === 'answered') does.self('pays', reply.answer);
      else does.emit('failed', reply.code);
      if (reply.about === shopper.tries) does.cancel('losesPatience');
    },
    pays(shopper, price: number, does) {
      shopper.bought += 1;
      shopper.spent += price;
      does.emit('bought', shopper.spent);
    },
    failed(_shopper, code: number, does) {
      does.emit('failed', -code);
    },
    losesPatience(_shopper, _, does) {
      does.stop(visit);
      does.emit('leftEarly');
    },
  },
});

const visit: Flow = flow(
  'visit',
  () => shopper,
  ({ after, ask, draw, given, retrying, tell, within }) =>
    concat(
      defer(() => after(draw('browses') * given.thinks)),
      defer(() => ask(counter.asks.sell, given.shop, 1000, { within: given.within, over: given.link })).pipe(
        retrying({ times: 2, wait: nth => nth * 5e4 }),
      ),
      after(10).pipe(within(20)),
      tell('pays', 7),
    ),
  (failure, { tell }) => tell('failed', failure.code),
);

interface World {
  seed: number;
  shoppers: number;
  loss: number;
  within: number;
  thinks: number;
  serviceTime: number;
  outageAt: number;
}

const world: fc.Arbitrary<World> = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  shoppers: fc.integer({ min: 1, max: 6 }),
  loss: fc.constantFrom(0, 0.2),
  within: fc.integer({ min: 1, max: 400_000 }),
  thinks: fc.constantFrom(0, 1e5, 2e6),
  serviceTime: fc.constantFrom(0, 100, 5e5),
  outageAt: fc.nat({ max: 6_000_000 }),
});

function factsOf(simulation: Simulation, { shoppers, loss, within, thinks, serviceTime, outageAt }: World): string[] {
  const assembly = new Assembly(simulation);
  const draws = new Draws(simulation.dice, [{ name: 'shoppers', first: 0 }]);
  const link = new Link(
    'air',
    { oneWay: milliseconds(5), loss, bandwidth: 1e5, jitter: { kind: 'uniform', low: 0, high: 1e4 } },
    draws,
  );
  const facts: string[] = [];
  simulation.facts.observeAll((fact, subject) =>
    facts.push(`${simulation.now} ${fact.name} ${subject} ${simulation.facts.value[0]}`),
  );
  const shops = assembly.install(shop, { count: 1, given: { serviceTime }, draws });
  const given = { link, shop: 0, within: within as Microseconds, thinks };
  const people = assembly.install(shopper, { count: shoppers, given, draws });
  assembly.connect(counter, shops);
  const outage = simulation.operation('outage', () => {
    link.up = !link.up;
    simulation.schedule(outage, 0, seconds(1));
  });
  simulation.schedule(outage, 0, outageAt);
  assembly.tell(shops, 'changes', 0);
  for (let who = 0; who < shoppers; who++) assembly.tell(people, 'wakes', who);
  simulation.run(seconds(8));
  assembly.requests.censor();
  simulation.facts.seal();
  facts.push(`${simulation.events} events, fingerprint ${simulation.facts.fingerprint()}`);
  return facts;
}

describe('the kernel', () => {
  it('tells the same facts as a naive one, in every world', () => {
    let told = 0;
    fc.assert(
      fc.property(world, made => {
        const facts = factsOf(new Simulation({ seed: made.seed }), made);
        expect(facts).toEqual(factsOf(new NaiveSimulation({ seed: made.seed }), made));
        expect(facts).toEqual(factsOf(new Simulation({ seed: made.seed, queue: new BinaryHeapQueue() }), made));
        told += facts.length;
      }),
      { numRuns: 60 },
    );
    expect(told).toBeGreaterThan(2_000);
  });
});
