/** What experiments vary and search: sizes of tiers, guesses, generated worlds and faults. */
import { z } from 'zod';
import { number, range } from './phrases.ts';
import { countFrom, oneOf, optional, required, someTime, text } from './setting.ts';

export const size = z.strictObject({
  choose: z.record(
    z.string(),
    required(range, { meaning: 'Sizes to try of a setting of a tier, as in 2..8, or 16 | 32 | 64' }),
  ),
  cost: z
    .record(z.string(), required(number, { meaning: 'What one more of it costs, in a unit of your own' }))
    .optional(),
  meet: z.union([
    z.array(required(text(64), { meaning: 'A service level that the size must meet' })),
    required(text(64), { meaning: 'Service levels that the size must meet: `all slo`, or names from `slo`' }),
  ]),
  survive: optional(oneOf(['loss of any one server']), { meaning: 'What may be lost while the levels still hold' }),
});

export const assume = z.record(
  z.string(),
  required(range, { meaning: 'The range in which the true value of a setting may lie; `x0.5 .. x2` scales it' }),
);

/** What can go wrong, by the system that fails. */
export const faultKinds = [
  'payment.declined',
  'payment.timeout',
  'payment.chargedTwice',
  'smdp.refused',
  'smdp.silent',
  'smdp.slow',
  'portal.down',
  'portal.slow',
  'api.down',
  'api.slow',
  'api.throttled',
  'service.down',
  'network.rejected',
  'network.late',
  'user.leaves',
  'user.cancels',
  'user.returns',
  'device.sleep',
  'device.offline',
  'device.restart',
  'message.duplicate',
  'message.lost',
  'message.late',
] as const;

const faults = z.strictObject({
  level: optional(oneOf(['none', 'breeze', 'gale', 'storm']), { meaning: 'How much goes wrong at the same time' }),
  kinds: z.array(required(text(64), { meaning: 'What may go wrong, as in payment.*' })).optional(),
  atMost: optional(countFrom(0, 1_000), { meaning: 'Faults in one run' }),
});

export const check = z.strictObject({
  keep: z.array(required(text(200), { meaning: 'A part of the scenario that stays as written' })).optional(),
  any: z
    .record(z.string(), required(range, { meaning: 'Values of a setting, or of `variant`, that are generated' }))
    .optional(),
  faults: faults.optional(),
  calm: optional(someTime, { meaning: 'Time without faults at the end, before it is judged what never happened' }),
});

export const report = z.strictObject({
  show: z.array(required(text(200), { meaning: 'A metric that the report shows first' })).optional(),
});
