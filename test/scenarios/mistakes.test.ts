import { describe, expect, it } from 'vitest';
import { formatMistakes } from '../../src/scenarios/mistakes.ts';
import { editDistance, nearestWord } from '../../src/scenarios/nearest-word.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

/** What is written, and the message its author reads. */
const table: readonly (readonly [title: string, text: string, message: string])[] = [
  [
    'a number without a unit',
    scenarioText({ operator: 'api: { service: 120 }' }),
    '120 of what? Expected a time, for example `120 ms`.',
  ],
  [
    'a comma inside braces',
    scenarioText({ operator: 'api: { service: lognormal(median 20 s, p95 90 s) }' }),
    '`p95 90 s)` became a key of its own: a comma ends a value inside { }. Write `lognormal median 20 s p95 90 s`.',
  ],
  [
    'a comma inside the braces of a variant',
    scenarioText({ more: 'variants: { a: { operators.contoso.api.service: lognormal(median 20 s, p95 90 s) } }\n' }),
    '`p95 90 s)` became a key of its own: a comma ends a value inside { }. Write `lognormal median 20 s p95 90 s`.',
  ],
  [
    'some times a value that is wrong',
    scenarioText({
      operator: 'api: { service: 120 }',
      more: 'variants: { a: baseline, b: { operators.contoso.api.service: x3 } }\n',
    }),
    '120 of what? Expected a time, for example `120 ms`.',
  ],
  [
    'brackets around a distribution',
    scenarioText({ operator: 'api: { service: exponential(mean 12 ms) }' }),
    'A distribution is written in words, without brackets and commas. Write `exponential mean 12 ms`.',
  ],
  [
    'a lognormal that does not exist',
    scenarioText({ operator: 'api: { service: lognormal mean 100 ms p99 2 s }' }),
    'No lognormal has p99 above 14.97 times its mean (yours: 20 times). Use median and p99, or a mix.',
  ],
  [
    'shares that leave something over',
    scenarioText({ group: 'arrive: 5 per day, online: { wifi: 90 % }' }),
    'Shares add up to 90 %. Missing 10 %; write `none: rest`?',
  ],
  [
    'shares that are too much',
    scenarioText({ group: 'arrive: 5 per day, online: { wifi: 90 %, none: 20 % }' }),
    'Shares add up to 110 %. That is 10 % too much; write one of them as `rest`?',
  ],
  [
    'shares of a mix',
    scenarioText({ operator: 'api: { service: mix 80 % 8 ms | 10 % 9 ms }' }),
    'Shares add up to 90 %. Missing 10 %; write one of them as `rest`?',
  ],
  [
    'a key that does not exist',
    scenarioText({ group: 'arrive: 5 per day, devise: { sim: hot }' }),
    'Expected one of: operator, count, arrive, timeZone, device, online, network, coverage, flyout, load, iccid, plan, entryPoint, acceptsToast, line, awake, buys, lanDevice, managed, activationCode, accountView, usage, family, hotspots, updates, apps, video, travels, warnings, user, messages, sharing, specialApps. Did you mean `device`?',
  ],
  [
    'a word that does not exist',
    scenarioText({ group: 'arrive: 5 per day, device: { sim: warmed }' }),
    'Expected one of: esim, hot, cold, warm, none. Did you mean `warm`?',
  ],
  [
    'a preset that does not exist',
    scenarioText({ run: 'length: 1 day, preset: behavior' }),
    'Expected one of: published, behaviour. Did you mean `behaviour`?',
  ],
  [
    'openings and sessions at once',
    scenarioText({ group: 'arrive: 5 per day, flyout: { opens: 8 per day, sessions: 1 per day }' }),
    'Expected one of the two: `opens: 8.64 per day by hour published` for openings that have nothing to do with each other, `sessions: 1.5 per day by hour published` for several in a row.',
  ],
  [
    'a load of people',
    scenarioText({ group: 'count: 25, load: { rate: 3 per s }, usage: none' }),
    '`lines` has a `load`: its members are machines of a load test, which have no `usage`. Put people into a group of their own.',
  ],
  [
    'a load without agents',
    scenarioText({ group: 'load: { rate: 3 per s }' }),
    'How many agents share the load? Write `count: 25` beside it.',
  ],
  [
    'a mix that leaves something over',
    scenarioText({ group: 'count: 25, load: { mix: { getBalance: 90 % } }' }),
    'Shares add up to 90 %. Missing 10 %; write `placeOrder: rest`?',
  ],
  [
    'a factor without its sign',
    scenarioText({ group: 'arrive: 5 per day, flyout: { sessions: 1 per day, whenOffline: 4 }' }),
    'Expected a factor up to x1000, for example `x4`.',
  ],
  [
    'a session without an opening',
    scenarioText({
      group: 'arrive: 5 per day, flyout: { sessions: 1 per day, opensPerSession: geometric mean 0.5 gap 1 s }',
    }),
    'A session has at least one opening; expected a mean from 1 to 100, as in `geometric mean 1.8 gap 20 s`.',
  ],
  [
    'measured values without a unit',
    scenarioText({ operator: 'api: { service: measured from a.csv column ms }' }),
    'Expected a file, a column and a unit, as in `measured from api-access.csv column own_ms in ms`.',
  ],
  [
    'a clock that changes twice',
    scenarioText({ run: 'start: 2019-03-01 00:00, length: 300 days, timeZone: Europe/Berlin' }),
    'The clock in Europe/Berlin changes 2 times within this run (2019-03-31 and 2019-10-27); a run knows one change. Write a shorter `length`, or `UTC`.',
  ],
  [
    "a group's clock that changes twice",
    scenarioText({
      run: 'start: 2019-03-01 00:00, length: 300 days',
      group: 'arrive: 10 per day, timeZone: America/New_York',
    }),
    'The clock in America/New_York changes 2 times within this run (2019-03-10 and 2019-11-03); a run knows one change. Write a shorter `length`, or `UTC`.',
  ],
  [
    'a step written wrongly',
    scenarioText({ operator: 'portal: { steps: { confrm: { leaves: 1 % } } }' }),
    'Expected one of: sign-in, pick, pay, confirm; in a flow of your own, each step says what follows: `then: done`. Did you mean `confirm`?',
  ],
  [
    'a group with both',
    scenarioText({ group: 'count: 1, arrive: 5 per day' }),
    'Expected one of the two: `count: 10_000` for devices that are there from the start, `arrive: 4_000 per day by hour published` for people who come.',
  ],
  [
    'an operator that does not exist',
    scenarioText({ group: 'arrive: 5 per day, operator: contosso' }),
    'No operator `contosso` in operators. Expected one of: contoso. Did you mean `contoso`?',
  ],
  [
    'a provider that does not exist',
    scenarioText({ operator: 'from: de/Telecom' }),
    'No single provider `Telecom` in `de`. Did you mean `Telekom`?',
  ],
  [
    'a country that does not exist',
    scenarioText({ operator: 'from: dd/Telekom' }),
    'No country `dd` in the provider table; countries are two letters (ISO 3166), for example `de`. Did you mean `de`?',
  ],
  [
    'a provider without a network',
    scenarioText({ operator: 'from: us/Old CDMA' }),
    '`Old CDMA` has no network code in the provider table, so no device could find it.',
  ],
  [
    'a refusal code that does not exist',
    scenarioText({ operator: 'smdp: { refuses: { 8.2/1.3: 1 % } }' }),
    'The SM-DP+ has no refusal code `8.2/1.3`. Expected a subject and a reason, as in `8.2/1.2`. Did you mean `8.2/1.2`?',
  ],
  [
    'an hour shape that does not exist',
    scenarioText({ group: 'arrive: 5 per day by hour retial' }),
    'No hour shape `retial`. Expected one of: published, flat, office, retail, commuter. Did you mean `retail`?',
  ],
  [
    'a time zone',
    scenarioText({ run: 'length: 1 day, timeZone: Europe/Berlim' }),
    'No such time zone. Expected a name like `Europe/Berlin`. Did you mean `Europe/Berlin`?',
  ],
  [
    'a time that the clock skips',
    scenarioText({ run: 'length: 1 day, timeZone: Europe/Berlin, start: 2019-03-31 02:30' }),
    'The clock in Europe/Berlin skips this time: daylight saving begins.',
  ],
  [
    'a date that does not exist',
    scenarioText({ run: 'length: 1 day, start: 2019-02-30 00:00' }),
    'There is no such moment in the calendar.',
  ],
  ['minutes or months', scenarioText({ run: 'length: 5 m' }), '`m` could be minutes or months. Write `5 min`.'],
  [
    'an unknown unit',
    scenarioText({ run: 'length: 5 mins' }),
    '`mins` is not a unit of time. Expected a time, for example `5 ms`. Did you mean `min`?',
  ],
  [
    'kilobytes',
    scenarioText({ operator: 'billing: { slice: 10 KB }' }),
    '`KB` is not a unit of data. Expected a volume of data, for example `10 MB`. Did you mean `kB`?',
  ],
  [
    'a share as a fraction',
    scenarioText({ operator: 'api: { errors: 0.05 }' }),
    '0.05 of what? Expected a share, for example `5 %`.',
  ],
  ['a share above all', scenarioText({ operator: 'api: { errors: 105 % }' }), 'A share is at most 100 %.'],
  [
    'a count with an octal look',
    scenarioText({ group: 'count: 012, device: { sim: hot }' }),
    'Expected a whole number without leading zeros, for example `12`.',
  ],
  [
    'a count that loses digits',
    scenarioText({ group: 'count: 9007199254740993, device: { sim: hot }' }),
    'This number is too large to be counted exactly.',
  ],
  [
    'a number that is none',
    scenarioText({ group: 'count: .inf, device: { sim: hot }' }),
    'Expected a whole number, for example `60_000`.',
  ],
  [
    'money without a currency',
    scenarioText({ operator: 'plan: { price: 4.99 }' }),
    '4.99 of what? Expected an amount of money, for example `4.99 EUR`.',
  ],
  ['no value', scenarioText({ more: 'about:\n  title:\n' }), 'There is no value. Expected a text.'],
  [
    'another version',
    scenarioText().replace('mpsim: 1', 'mpsim: 2'),
    'This mpsim reads version 1 of the language. Write `mpsim: 1`.',
  ],
  [
    'a key written twice',
    scenarioText({ more: 'run: { length: 2 days }\n' }),
    '`run` is written twice; the first time on line 2. Keep one of the two.',
  ],
  ['a prototype', scenarioText({ more: '__proto__: { a: 1 }\n' }), '`__proto__` cannot be the name of anything.'],
  ...['toString', 'hasOwnProperty', 'valueOf'].map(
    name =>
      [
        `the name ${name}`,
        scenarioText().replace('  lines:', `  ${name}: { count: 5 }\n  lines:`),
        `\`${name}\` cannot be the name of anything.`,
      ] as const,
  ),
  [
    'a prototype within a path',
    scenarioText({ more: 'variants: { a: { operators.contoso.api.servers: 5, operators.constructor.api: 1 } }\n' }),
    '`operators.constructor.api` cannot be the name of anything.',
  ],
  [
    'a second baseline',
    scenarioText({ more: 'variants: { a: baseline, b: baseline }\n' }),
    '`a` is the baseline already; a scenario has one.',
  ],
  [
    'a variant of nothing',
    scenarioText({ more: 'variants: { a: baseline, b: { operators.contoso.api.servers: 4 } }\n' }),
    'The variant `b` changes nothing. Write `b: baseline`, or change a value.',
  ],
  [
    'a path that does not exist',
    scenarioText({ more: 'variants: { a: { operators.contoso.api.server: 5 } }\n' }),
    'There is no setting `operators.contoso.api.server` in this scenario. Did you mean `operators.contoso.api.servers`?',
  ],
  [
    'a value of a variant',
    scenarioText({ more: 'variants: { a: { operators.contoso.api.service: 5 } }\n' }),
    '5 of what? Expected a time, for example `5 ms`.',
  ],
  [
    'a bound without a unit',
    scenarioText({ more: 'expect:\n  - p95(getBalance.latency) < 400\n' }),
    'latency is a time, 400 has no unit. Did you mean `400 ms`?',
  ],
  [
    'a bound of another kind',
    scenarioText({ more: 'expect:\n  - p95(getBalance.latency) < 4 %\n' }),
    'latency is a time, 4 % is a share.',
  ],
  [
    'two claims in one',
    scenarioText({ more: 'expect:\n  - activation.success > 1 % && getBalance.success > 1 %\n' }),
    '`&&` is not a word of the language: write `and`.',
  ],
  [
    'a metric that does not exist',
    scenarioText({ more: 'expect:\n  - activation.sucess > 1 %\n' }),
    'No metric `activation.sucess`. Expected one of: activation.success, activation.duration. Did you mean `activation.success`?',
  ],
  [
    'a spread without a function',
    scenarioText({ more: 'expect:\n  - activation.duration < 1 min\n' }),
    'activation.duration is many values; which of them? Write `mean(activation.duration)` or `p95(activation.duration)`.',
  ],
  [
    'a peak without a length',
    scenarioText({ more: 'expect:\n  - peak(getBalance.rate) < 3 per s\n' }),
    'Over how long? A peak is kept over 1 s, 10 s, 1 min and 5 min, as in `peak(getBalance.rate over 1 min)`.',
  ],
  [
    'a list where a map belongs',
    scenarioText({ more: 'about: [a]\n' }),
    'Expected a map with some of: title, question.',
  ],
  [
    'a word where a map or another word belongs',
    scenarioText({ group: 'arrive: 5 per day, usage: nine' }),
    'Expected `none` or a map with some of: monthly, sessions, sessionRate, takes, history, sync, warnsAt, resetSpread.',
  ],
  ['a map where a value belongs', scenarioText({ run: 'length: { a: 1 }' }), 'Expected a time.'],
  [
    'an alias',
    scenarioText({ more: 'about: &a { title: x }\n' }),
    'Anchors (`&`) are not part of the language; use `variants`.',
  ],
  [
    'a merge key',
    scenarioText({ more: '<<: { about: { title: x } }\n' }),
    'Merge keys (`<<`) are not part of the language; use `variants`.',
  ],
  [
    'a tag',
    scenarioText({ more: 'about: { title: !!js/function x }\n' }),
    'Tags (`!`) are not part of the language; write the value alone.',
  ],
  [
    'two documents',
    `${scenarioText()}---\n${scenarioText()}`,
    'A file holds one scenario; `---` begins another document.',
  ],
  ['nothing at all', '', 'Expected a scenario; its first line is `mpsim: 1`.'],
];

describe('a mistake in a scenario', () => {
  it.each(table)('%s is explained, and nothing else is said', (_, text, message) => {
    expect(mistakesOf(text).map(mistake => mistake.message)).toEqual([message]);
  });

  it('is shown with its place, the line, a caret, what was expected and the likely repair', () => {
    const text = scenarioText({ group: 'arrive: 1 per day, device: { sim: warmed }' });
    expect(formatMistakes(mistakesOf(text))).toBe(
      [
        'test.yaml:6:46: population.lines.device.sim is "warmed"',
        '  6 |   lines: { arrive: 1 per day, device: { sim: warmed } }',
        '    |                                              ^^^^^^',
        'Expected one of: esim, hot, cold, warm, none. Did you mean `warm`?',
      ].join('\n'),
    );
  });

  it('does not hide the others: ten mistakes are reported at once, in the order of the file', () => {
    const text = `mpsim: 1
about: { titel: Ten mistakes }
run: { start: 2019-09-02 25:00, length: 1 day }
operators:
  contoso:
    from: de/Telecom
    api: { service: 120, servers: 0 }
    smdp: { refuses: { 8.2/1.2: 60 %, 8.2.6/3.8: 60 % } }
population:
  lines: { device: { sim: warmed } }
variants: { slow: { operators.contoso.smdp.silence: 5 % } }
expect:
  - p95(getBalance.latency) < 400
timelin: []
`;
    expect(mistakesOf(text).map(({ line, path }) => `${line} ${path}`)).toEqual([
      '2 about.titel',
      '3 run.start',
      '6 operators.contoso.from',
      '7 operators.contoso.api.service',
      '7 operators.contoso.api.servers',
      '8 operators.contoso.smdp.refuses',
      '10 population.lines',
      '10 population.lines.device.sim',
      '11 variants.slow.operators.contoso.smdp.silence',
      '13 expect.0',
      '14 timelin',
    ]);
  });

  it('of a claim points at the wrong part of it', () => {
    const [mistake] = mistakesOf(scenarioText({ more: 'expect:\n  - p95(getBalance.latency) < 400\n' }));
    expect([mistake.line, mistake.column, mistake.length]).toEqual([8, 31, 3]);
  });

  it('in a long line is cut around the caret', () => {
    const [mistake] = mistakesOf(
      scenarioText({ group: `count: 1, ${'x'.repeat(150)}: 1, operator: ${'y'.repeat(3000)}` }),
    );
    expect(mistake.excerpt?.text.length).toBeLessThan(140);
    expect(mistake.excerpt?.text).toMatch(/^.*…$/);
  });

  it('shows tabs, wide characters and CRLF with the caret in the right column', () => {
    const text = scenarioText({ group: 'device: { sim: hot }, count:\t1, "日本": 1' }).replaceAll('\n', '\r\n');
    expect(formatMistakes(mistakesOf(text)).split('\n').slice(1, 3)).toEqual([
      '  6 |   lines: { device: { sim: hot }, count: 1, "日本": 1 }',
      '    |                                            ^^^^^^',
    ]);
  });

  it('never sends an escape sequence of a hostile name to the terminal', () => {
    const shown = formatMistakes(mistakesOf(scenarioText({ more: '"a\\e[31mred\\u202e\\u0007": 1\n' })));
    expect(shown).toMatch(/has no setting "a\uFFFD\[31mred\uFFFD\uFFFD"/);
    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('of a --set argument names the argument', () => {
    const mistakes = mistakesOf(scenarioText(), { set: [['operators.contoso.api.service', '120']] });
    expect(formatMistakes(mistakes)).toBe(
      '--set operators.contoso.api.service=120: operators.contoso.api.service is "120"\n120 of what? Expected a time, for example `120 ms`.',
    );
  });

  it('of a --set path names the nearest path', () => {
    const mistakes = mistakesOf(scenarioText(), { set: [['operators.contoso.apl.service', '1 s']] });
    expect(mistakes.map(({ message }) => message)).toEqual([
      'There is no setting `operators.contoso.apl.service` in this scenario. Did you mean `operators.contoso.api.service`?',
    ]);
  });
});

describe('a warning', () => {
  it('tells that a rate limit matters and its scope is not set', () => {
    expect(load(scenarioText({ operator: 'api: { limit: 50 per s }' })).warnings).toHaveLength(1);
    const chosen = 'microsoft: { service: { retryAfterScope: operator } }\n';
    expect(load(scenarioText({ operator: 'api: { limit: 50 per s }', more: chosen })).warnings).toHaveLength(0);
  });
});

describe('a value of the command line', () => {
  const api = 'operators.contoso.api';
  const loaded = (variants: string, ...set: [string, string][]) => {
    const scenario = load(scenarioText({ more: `variants: { a: baseline, ${variants} }\n` }), { set });
    const of = (variant: string) => scenario.settingsFor(variant).operators[0].api;
    return { a: of('a'), b: of('b'), scenario };
  };

  it('takes the place of what a variant says, as that takes the place of what the file says', () => {
    const { a, b, scenario } = loaded(`b: { ${api}.servers: 5, ${api}.queue: 9 }`, [`${api}.servers`, '7']);
    expect([a.servers, b.servers, b.queue]).toEqual([7, 7, 9]);
    expect(scenario.patchesFor('b').map(({ path }) => path.join('.'))).toEqual([`${api}.queue`]);
  });

  it('is told with the variant that says otherwise, its value and its line', () => {
    const { scenario } = loaded(`b: { ${api}.servers: 5, ${api}.queue: 9 }`, [`${api}.servers`, '7']);
    expect(formatMistakes(scenario.warnings)).toMatch(
      /^--set operators\.contoso\.api\.servers=7: warning: The variant `b` sets this itself to 5 \(test\.yaml:\d+\); the command line takes its place\.$/,
    );
  });

  it('is what a variant scales that says how many times', () => {
    const { a, b, scenario } = loaded(`b: { ${api}.queue: x3 }`, [`${api}.queue`, '20']);
    expect([a.queue, b.queue]).toEqual([20, 60]);
    expect(scenario.warnings).toEqual([]);
  });

  it('scales what the variant says where it says how many times itself', () => {
    expect(loaded(`b: { ${api}.queue: 50 }`, [`${api}.queue`, 'x2']).b.queue).toBe(100);
    const { a, b } = loaded(`b: { ${api}.queue: 50 }`, [`${api}.queue`, '20'], [`${api}.queue`, 'x2']);
    expect([a.queue, b.queue]).toEqual([40, 40]);
  });

  it('counts within a section that a variant gives whole, and leaves the rest of it', () => {
    const { b, scenario } = loaded(`b: { ${api}: { servers: 5, queue: 9 } }`, [`${api}.servers`, '7']);
    expect([b.servers, b.queue]).toEqual([7, 9]);
    expect(scenario.saidBy('b', `${api}.queue`)).toMatchObject({ value: '9' });
  });

  it('takes the place of the other of two alternatives that a variant chose', () => {
    const { scenario } = loaded('b: { population.lines.arrive: 5 per day }', ['population.lines.count', '50']);
    expect(formatMistakes(scenario.warnings)).toContain(
      '--set population.lines.count=50: warning: The variant `b` sets this itself (test.yaml:',
    );
    expect(scenario.settingsFor('b')).toEqual({ ...scenario.settingsFor('a'), variant: 'b' });
  });

  it('may make a variant equal to the others: that is told, and it runs all the same', () => {
    const { b, scenario } = loaded(`b: { ${api}.servers: 5 }`, [`${api}.servers`, '5']);
    expect(b.servers).toBe(5);
    expect(scenario.warnings.map(({ message }) => message)).toEqual([
      'With the values of the command line the variant `b` is the same as the file without it.',
      expect.stringContaining('sets this itself to 5'),
    ]);
  });
});

describe('the nearest word', () => {
  it('counts inserted, dropped, replaced and swapped letters', () => {
    expect([
      editDistance('pay', 'pay'),
      editDistance('chose', 'choose'),
      editDistance('pcik', 'pick'),
      editDistance('', 'abc'),
    ]).toEqual([0, 1, 1, 3]);
  });

  it('is not guessed when nothing is near', () => {
    expect(nearestWord('hotspot', ['esim', 'cold', 'warm'])).toBeUndefined();
  });
});
