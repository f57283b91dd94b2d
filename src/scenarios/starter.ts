/** The scenario that `mpsim init` writes: it runs as it stands, and its comments teach the language. */
import { type StarterOperator, starterOperator } from './starter-operator.ts';

/** An operator that exists nowhere, for whoever names no real one. */
const contoso: StarterOperator = {
  key: 'contoso',
  lines: ['# from: de/Telekom                  # networks and access points of a real operator, where you want them'],
};

/**
 * @param from  a real operator of the provider table, as in `de/Telekom`
 * @throws Unreadable when there is no such operator
 */
export function starterScenario(name: string, from?: string): string {
  if (from === undefined) return scenarioText(name, contoso, 'Europe/Berlin');
  return scenarioText(name, starterOperator(from), 'UTC');
}

const scenarioText = (
  name: string,
  { key, lines }: StarterOperator,
  timeZone: string,
): string => `# yaml-language-server: $schema=./mpsim.schema.json
# The line above is for editors: write the file it names with \`mpsim schema --out mpsim.schema.json\`, and keys are completed.
#
# ${name}: a scenario of mpsim. It runs as it stands; change one thing at a time and run it again.
#   Every number has a unit: 120 ms, 10 min, 200 MB, 5 %, 4.99 EUR, 3 per s. Bare numbers are counts; 10_000 is fine.
#   What is not written here has a default: \`mpsim explain operators.${key}.portal\` shows it, and who says so.

mpsim: 1                                # version of the language

about:
  title: ${name}
  question: How many buyers get online, and what would a faster portal gain?

run:
  start: 2019-09-02 08:00               # a Monday
  ${`timeZone: ${timeZone}`.padEnd(38)}# every time of day in this file is meant there${timeZone === 'UTC' ? '; write that of your customers' : ''}
  length: 4 h                           # people arrive for so long
  drain: 1 h                            # whoever is still buying then may finish
  seed: 1                               # the same seed gives the same run, to the byte

operators:
  ${`${key}:`.padEnd(38)}# a name of your own
${lines.map(line => `    ${line}\n`).join('')}    plan: { name: 1 GB for a week, data: 1 GB, lasts: 7 days, price: 9.99 EUR }
    portal:
      paymentFails: 3 %
      steps:                            # each page: how long people think, and how many leave there
        sign-in: { think: lognormal median 30 s p95 2 min, leaves: 10 % }
        pay:     { think: lognormal median 45 s p95 3 min, leaves: 5 % }
    smdp: { silent: 0.5 % }             # eSIM server: share of calls without an answer
    api:  { servers: 4, service: lognormal mean 120 ms p99 600 ms }

population:
  buyers:                               # another name of your own
    arrive: 3_000 per day by hour published    # people who come; \`count: 500\` instead for PCs that are there at once
    device: { sim: esim }
    online: { wifi: 95 %, none: rest }         # shares add up, or one of them is \`rest\`

# The same file with other values at some paths. All variants meet the same people at the same moments.
variants:
  today: baseline
  faster-portal:
    operators.${key}.portal.resourceTime: 40 ms
    operators.${key}.portal.steps.sign-in.leaves: 6 %

# What must hold, judged in every run: a metric, a comparison, a bound with its unit. \`mpsim list --names activation\` finds
# metrics; a run in which one does not hold ends with exit code 3.
expect:
  - activation.success >= 70 %
  - that: p95(activation.duration) <= 10 min
    why: Whoever waits longer calls support
`;
