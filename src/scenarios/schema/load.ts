/** `population.NAME.load`: the agents of a load test, which ask the operator API at a fixed rate. */
import { z } from 'zod';
import { readRate, Unreadable } from '../quantities.ts';
import { shareOrRest } from './phrases.ts';
import { countFrom, type Kind, oneOf, optional, setting, someTime } from './setting.ts';
import { assumed, published } from './sources.ts';

const test = 'load test of 25 agents, 1,000 ICCIDs and 3 requests per second for an hour';

/** The agents' timers are armed in whole microseconds. */
const highestRate = 100_000;

const rate: Kind<number> = {
  unit: 'a rate',
  read(text) {
    const perSecond = readRate(text);
    if (perSecond <= 0) throw new Unreadable('Expected more than zero.');
    if (perSecond > highestRate) throw new Unreadable(`Expected at most ${highestRate} per s.`);
    return perSecond;
  },
};

export const load = z.strictObject({
  rate: setting(rate, {
    meaning: 'Requests that all agents of the group together send',
    default: '3 per s',
    ...published('IN', test),
  }),
  iccids: setting(countFrom(1, 10_000_000), {
    meaning: 'Lines that the agents ask about; the operator knows them all, and each has a plan',
    default: '1_000',
    ...published('IN', test),
  }),
  mix: z
    .strictObject({
      getBalance: setting(shareOrRest, {
        meaning: 'Share of the requests that ask for a balance',
        default: '96 %',
        ...published('IN', 'mix of the API; the micro-balance requests that were the rest are withdrawn'),
      }),
      placeOrder: optional(shareOrRest, {
        meaning: 'Share of the requests that place an order; without `mix`, what the balances leave',
      }),
    })
    .prefault({}),
  pacing: setting(oneOf(['even', 'random']), {
    meaning: 'Whether the requests are evenly spaced, or come at random like those of many people',
    default: 'even',
    ...assumed('A load generator is set to a rate; the document does not say how it spaces its requests'),
  }),
  timeout: setting(someTime, {
    meaning: 'How long an agent waits for an answer',
    default: '30 s',
    ...assumed('Long enough that a slow API shows as latency and not as failure'),
  }),
});
