/** What a run is held against: metrics of one's own, expectations, service levels, laws, and measurements. */
import { z } from 'zod';
import { expression, measuredColumn, within } from './phrases.ts';
import { planned } from './planned.ts';
import { oneOf, optional, required, text } from './setting.ts';

export const metrics = z.record(
  z.string(),
  required(expression, { meaning: 'A metric of your own, as in share(charged > 0 among purchase)' }),
);

const expectation = z.union([
  z.string(),
  z.strictObject({
    that: required(text(1_000_000), { meaning: 'The claim, as in p95(activation.duration) <= 10 min' }),
    why: optional(text(500), { meaning: 'Why it matters' }),
    level: planned(
      'claims that are only asked',
      optional(oneOf(['gate', 'question']), {
        meaning: 'A gate fails the run where it does not hold; a question is answered yes or no',
      }),
    ),
  }),
]);

export const expect = z.array(expectation);

export const slo = z.record(
  z.string(),
  required(expression, { meaning: 'A service level, as in mean(getBalance.latency outside incidents) <= 400 ms' }),
);

/** A law has one of five shapes: always; never (after); when, then (within); when, before; atEnd. */
const law = z.strictObject({
  why: optional(text(500), { meaning: 'Why it must hold' }),
  each: required(oneOf(['purchase', 'order', 'line', 'device', 'profile', 'request', 'operator', 'step']), {
    meaning: 'Of what it holds',
  }),
  always: optional(expression, { meaning: 'True at every moment' }),
  never: optional(expression, { meaning: 'True at no moment, or at none `after` another' }),
  after: optional(expression, { meaning: 'From when on `never` holds' }),
  when: optional(expression, { meaning: 'What puts the law to the test' }),
  then: optional(expression, { meaning: 'What must follow' }),
  before: optional(expression, { meaning: 'What must already have happened when `when` does' }),
  within: optional(within, { meaning: 'How long `then` may take, as in 24 h, or 24 h of calm' }),
  atEnd: optional(expression, { meaning: 'True when the run is over' }),
});

export const laws = z.record(z.string(), law);

const observation = z.strictObject({
  file: required(text(200), { meaning: 'A CSV file in the folder of the scenario' }),
  time: optional(text(100), { meaning: 'The column with the moments' }),
  value: required(measuredColumn, { meaning: 'The column with the values, and their unit' }),
  where: optional(expression, { meaning: 'Of whom the measurements are' }),
});

export const observed = z.record(z.string(), observation);
