/** The whole scenario file, and the words of the language that this version does not serve yet. */
import { z } from 'zod';
import { microsoft } from './microsoft.ts';
import { operator } from './operators.ts';
import { group } from './population.ts';
import { about, run } from './run.ts';
import { languageVersion, oneOf, optional, required, text } from './setting.ts';

const expectation = z.union([
  z.string(),
  z.strictObject({
    that: required(text(1_000_000), { meaning: 'The claim, as in p95(activation.duration) <= 10 min' }),
    why: optional(text(500), { meaning: 'Why it matters' }),
    level: optional(oneOf(['gate', 'question']), {
      meaning: 'A gate fails the run where it does not hold; a question is answered yes or no',
    }),
  }),
]);

export const scenario = z.strictObject({
  mpsim: required(languageVersion, { meaning: 'Version of the language; the first line of every scenario' }),
  about: about.prefault({}),
  run,
  operators: z.record(z.string(), operator),
  microsoft: microsoft.prefault({}),
  population: z.record(z.string(), group),
  variants: z.unknown().optional(),
  metrics: z
    .record(z.string(), required(text(1_000_000), { meaning: 'A value to be measured, as in count(purchase)' }))
    .optional(),
  expect: z.array(expectation).prefault([]),
});

export type Scenario = z.infer<typeof scenario>;
export type Operator = Scenario['operators'][string];
export type Group = Scenario['population'][string];

/**
 * Keys that belong to the language and are not built yet, by the path of the map they stand in; `*` is any name. They are
 * told apart from typing errors.
 */
export const notBuiltYet: ReadonlyMap<string, readonly string[]> = new Map([
  ['', ['timeline', 'observed', 'slo', 'size', 'assume', 'check', 'laws', 'report', 'extends']],
  ['run', ['replications', 'warmUp']],
  ['operators.*', ['provisioning', 'stock', 'backend']],
  ['operators.*.portal', ['patience']],
  [
    'operators.*.portal.steps.*',
    ['page', 'calls', 'then', 'if', 'order', 'callback', 'end', 'downloadDelay', 'networkRegistrationInterval'],
  ],
  ['operators.*.api', ['paths', 'clientTimeout', 'afterClientTimeout']],
  ['microsoft.service', ['balanceCache']],
  ['population.*', ['entryPoint', 'acceptsToast', 'line', 'awake', 'buys', 'plan']],
  ['population.*.online', ['hotspot']],
]);

/** Maps whose names the author invents in the whole language, and which are fixed in this version. */
export const namesNotBuiltYet: ReadonlySet<string> = new Set(['operators.*.portal.steps']);
