/** The whole scenario file. */
import { z } from 'zod';
import { expect, laws, metrics, observed, slo } from './claims.ts';
import { assume, check, report, size } from './experiments.ts';
import { microsoft } from './microsoft.ts';
import { operator } from './operators.ts';
import { planned } from './planned.ts';
import { group } from './population.ts';
import { about, run } from './run.ts';
import { languageVersion, optional, required, text } from './setting.ts';
import { timeline } from './timeline.ts';

export const scenario = z.strictObject({
  mpsim: required(languageVersion, { meaning: 'Version of the language; the first line of every scenario' }),
  extends: optional(text(200), {
    meaning: 'Another scenario in the same folder, which this one changes: maps key by key, lists as a whole',
  }),
  about: about.prefault({}),
  run,
  operators: z.record(z.string(), operator),
  microsoft: microsoft.prefault({}),
  population: z.record(z.string(), group),
  timeline: timeline.prefault([]),
  variants: z.unknown().optional(),
  metrics: metrics.optional(),
  observed: observed.optional(),
  expect: expect.prefault([]),
  slo: slo.optional(),
  size: size.optional(),
  assume: assume.optional(),
  check: planned('generated worlds and faults', check.optional()),
  laws: planned('laws of your own', laws.optional()),
  report: planned('a choice of what the report shows', report.optional()),
});

export type Scenario = z.infer<typeof scenario>;
export type Operator = Scenario['operators'][string];
export type Group = Scenario['population'][string];
