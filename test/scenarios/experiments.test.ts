import { describe, expect, it } from 'vitest';
import { load, scenarioText, toldOf } from './scenario-text.ts';

const operator = 'backend: { gateway: { servers: 2 }, billing: { servers: 2, service: 5 ms }, cache: { ttl: 1 s } }';
const messages = (more: string) =>
  toldOf(scenarioText({ operator, group: 'count: 10, device: { sim: hot }', more: `${more}\n` }))
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
const slo = 'slo: { fast: mean(getBalance.latency) <= 400 ms, up: getBalance.success >= 99 % }\n';

describe('what experiments vary and judge', () => {
  it.each([
    [
      'a size',
      `${slo}size: { choose: { gateway.servers: 2..8, billing.servers: 2 | 4, cache.ttl: 0 s | 5 min, operators.contoso.api.servers: 2 .. 4 }, cost: { gateway.servers: 1 }, meet: all slo, survive: loss of any one server }`,
    ],
    ['a size that meets some levels', `${slo}size: { choose: { gateway.servers: 2..8 }, meet: [fast] }`],
    [
      'a guess',
      'assume: { population.lines.flyout.opens: 0.5 per day .. 8.64 per day, operators.contoso.backend.billing.service: x0.5 .. x2, operators.contoso.api.errors: 1 % .. 5 % }',
    ],
    [
      'a law of each shape',
      'laws: { a: { each: order, always: charged <= 1 EUR }, b: { each: order, never: charged > 0, after: refunded > 0 }, c: { each: order, when: charged > 0, then: refunded > 0, within: 24 h of calm }, d: { each: order, when: charged > 0, before: payment.charged }, e: { each: order, atEnd: charged > 0 } }',
    ],
    [
      'a generated world',
      'check: { keep: [operators.contoso.backend], any: { population.lines.count: 1 .. 12, operators.contoso.provisioning.networkReady: 0 s .. 40 min }, faults: { level: storm, kinds: [payment.*, device.sleep], atMost: 3 }, calm: 24 h }',
    ],
    ['a report', 'report: { show: [getBalance.latency] }'],
  ])('may be %s', (_, more) => {
    expect(messages(more)).toEqual([]);
  });

  it.each([
    [
      'a size of no tier',
      'size: { choose: { gatway.servers: 2..8 }, meet: [] }',
      'No `gatway.servers` of a tier of the back end. Did you mean `gateway.servers`?',
    ],
    [
      'a size in the wrong unit',
      'size: { choose: { cache.ttl: 0 .. 5 }, meet: [] }',
      '0 of what? Expected a time, for example `0 ms`.',
    ],
    [
      'a size upside down',
      'size: { choose: { gateway.servers: 8..2 }, meet: [] }',
      'The first value is the smaller one: `2 .. 8`?',
    ],
    ['a choice of the same twice', 'size: { choose: { gateway.servers: 2 | 2 }, meet: [] }', '`2` is given twice.'],
    [
      'a single value',
      'size: { choose: { gateway.servers: 2 }, meet: [] }',
      'Expected a range like `2 .. 40` or a choice like `16 | 32 | 64`.',
    ],
    [
      'a level that is not there',
      `${slo}size: { choose: { gateway.servers: 2..8 }, meet: [fasst] }`,
      'Expected `all slo`, or names of them: fast, up. Did you mean `fast`?',
    ],
    ['levels without any', 'size: { choose: { gateway.servers: 2..8 }, meet: all slo }', 'There is no `slo` to meet.'],
    [
      'a loss that is none',
      `${slo}size: { choose: { gateway.servers: 2..8 }, meet: all slo, survive: everything }`,
      'Expected one of: loss of any one server.',
    ],
    [
      'a guess of nothing',
      'assume: { population.lines.flyout.open: 1 per day .. 2 per day }',
      'There is no setting `population.lines.flyout.open` in this scenario. Did you mean `population.lines.flyout.opens`?',
    ],
    [
      'a guess in the wrong unit',
      'assume: { operators.contoso.api.errors: 1 s .. 5 % }',
      'Expected a share, for example `5 %`.',
    ],
    [
      'a part to keep that is not there',
      'check: { keep: [operators.contoso.nothing-of-this-kind] }',
      'There is no setting `operators.contoso.nothing-of-this-kind` in this scenario.',
    ],
    [
      'a variant that is not there',
      'variants: { a: baseline }\ncheck: { any: { variant: a | b } }',
      'No variant `b`. Expected one of: a.',
    ],
    [
      'a fault that is none',
      'check: { faults: { kinds: [device.sleeep] } }',
      'No fault `device.sleeep`. Expected one like `payment.declined`, or all of a system: payment.*, smdp.*, portal.*, api.*, service.*, network.*, user.*, device.*, message.*. Did you mean `device.sleep`?',
    ],
    [
      'a law with a key of its own',
      'laws: { a: { each: order, alwais: charged > 0, atEnd: charged > 0 } }',
      'Expected one of: why, each, always, never, after, when, then, before, within, atEnd. Did you mean `always`?',
    ],
    [
      'a law of a set that is none',
      'laws: { a: { each: purchas, always: charged > 0 EUR } }',
      'Expected one of: purchase, person, line, device, profile, shownBalance, topUp, warning, journey, falseInternet, sharing, sharingClient, specialConnection, incident, order, operator, step, law, fault, flowMutant. Did you mean `purchase`?',
    ],
    [
      'a law that is no map',
      'laws: { a: yes please }',
      'Expected a map with some of: why, each, always, never, after, when, then, before, within, atEnd.',
    ],
    [
      'a law of nothing',
      'laws: { a: { always: charged > 0 } }',
      'Of what it holds. Expected one of purchase, person, line, device, profile, shownBalance, topUp, warning, journey, falseInternet, sharing, sharingClient, specialConnection, incident, order, operator, step, law, fault, flowMutant.',
    ],
    [
      'measurements from elsewhere',
      'observed: { getBalance.latency: { file: ../a.csv, value: ms in ms } }',
      'This scenario lies in no folder, so it cannot name a file.',
    ],
    [
      'measurements in no unit',
      'observed: { getBalance.latency: { file: a.csv, value: ms in furlongs } }',
      '`furlongs` is not a unit. Expected one like `ms`, `s` or `kB`.',
      'This scenario lies in no folder, so it cannot name a file.',
    ],
  ])('with %s is a mistake', (_, more, ...expected) => {
    expect(messages(more).sort()).toEqual([...expected].sort());
  });
});

describe('phrases', () => {
  const inTier = (tier: string) =>
    toldOf(scenarioText({ operator: `backend: { a: { ${tier} } }` }))
      .filter(({ severity }) => severity === 'error')
      .map(({ message }) => message);

  it('of a tier are read', () => {
    expect(
      inTier(
        'limit: 120 per s per operator, over: 429 retryAfter 30 s, retries: 1 after 100 ms, breaker: open at 50 % of 20 for 30 s, outside: true, ttl: 60 s, key: iccid, entries: 500_000, sharedMisses: false',
      ),
    ).toEqual([]);
  });

  it.each([
    ['limit: 120', 'Expected a rate limit, for example `120 per s per operator`.'],
    ['limit: 120 per furlong', 'Per what? Expected a rate, for example `120 per s`.'],
    ['over: 404', 'Expected an answer, for example `429 retryAfter 30 s`.'],
    ['retries: once', 'Expected retries, for example `1 after 100 ms`.'],
    ['breaker: open at 50 of 20 for 30 s', 'Expected a circuit breaker, for example `open at 50 % of 20 for 30 s`.'],
    ['outside: yes', 'Expected `true` or `false`. Write `true`.'],
    ['results: { a: 60 %, b: 50 % }', 'a and b exclude each other; together they are 110 %, more than all.'],
    ['results: { error: 5 % }', 'Every call can end in `error`. Choose another name.'],
  ])('that say `%s` are mistakes', (tier, message) => {
    expect(inTier(tier)).toEqual([message]);
  });

  it('of a group are read, and mistakes in them told', () => {
    const group = (more: string) =>
      toldOf(scenarioText({ group: `arrive: 5 per day, ${more}` }))
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => message);
    expect(
      group(
        'awake: by hour office weekdays, line: { active: 12 %, none: rest }, acceptsToast: { within 1 h: 45 %, never: rest }',
      ),
    ).toEqual([]);
    expect(group('awake: by hour ofice')).toEqual([
      'No hour shape `ofice`. Expected one of: published, flat, office, retail, commuter. Did you mean `office`?',
    ]);
    expect(group('line: { active: 12 % }')).toEqual(['Shares add up to 12 %. Missing 88 %; write `none: rest`?']);
    expect(group('acceptsToast: { in 1 h: 45 %, never: rest }')).toEqual([
      'Expected `within` and a time, as in `within 1 h: 45 %`, or `never`.',
    ]);
    expect(group('entryPoint: { flyout: 60 %, toast: 50 % }')).toEqual([
      'Shares add up to 110 %. That is 10 % too much; write one of them as `rest`?',
    ]);
    expect(group("iccid: '1234'")).toEqual(['Expected an ICCID: 19 or 20 digits that begin with 89.']);
    expect(group('flyout: { opensPerSession: geometric mean 0.5 gap 20 s }')).toEqual([
      'A session has at least one opening; expected a mean from 1 to 100, as in `geometric mean 1.8 gap 20 s`.',
    ]);
    expect(group('flyout: { whenOffline: 4 }')).toEqual(['Expected a factor up to x1000, for example `x4`.']);
  });
});

describe('what experiments read', () => {
  const csv = new Map([['a.csv', new TextEncoder().encode(`ts,ms\n${'1,20\n'.repeat(19)}2,3.5\n`)]]);
  const asked = (more: string, options = {}) => {
    const text = scenarioText({ operator, group: 'count: 10, device: { sim: hot }', more: `${more}\n` });
    const { size, assume, observed, slo: levels, claims } = load(text, options);
    return { size, assume, observed, levels, claims };
  };

  it('is every size of a range, and the choices, by the path of each setting', () => {
    const { size } = asked(
      `${slo}size: { choose: { gateway.servers: 2..4, cache.ttl: 0 s | 5 min }, cost: { gateway.servers: 1.5 }, meet: all slo, survive: loss of any one server }`,
    );
    expect(size).toEqual({
      choose: [
        { name: 'gateway.servers', path: 'operators.contoso.backend.gateway.servers', values: ['2', '3', '4'] },
        { name: 'cache.ttl', path: 'operators.contoso.backend.cache.ttl', values: ['0 s', '5 min'] },
      ],
      cost: new Map([['operators.contoso.backend.gateway.servers', 1.5]]),
      meet: ['fast', 'up'],
      survivesLoss: true,
    });
  });

  it('has no steps between two times', () => {
    expect(messages(`${slo}size: { choose: { cache.ttl: 0 s .. 5 min }, meet: all slo }`)).toEqual([
      'Between these two there are no steps. Write the sizes to try: `0 s | 60 s | 5 min`.',
    ]);
  });

  it('is the ends of a guess', () => {
    expect(asked('assume: { operators.contoso.backend.billing.service: x0.5 .. x2 }').assume).toEqual([
      { path: 'operators.contoso.backend.billing.service', values: ['x0.5', 'x2'] },
    ]);
  });

  it('is measurements in µs, in ascending order, and the world they are of', () => {
    const more = 'observed: { getBalance.latency: { file: a.csv, value: ms in ms, where: lines = 8_400 } }';
    expect(asked(more, { folder: csv }).observed).toEqual([
      {
        metric: 'getBalance.latency',
        file: 'a.csv',
        values: [3500, ...Array(19).fill(20_000)],
        where: [['population.lines.count', '8_400']],
      },
    ]);
  });

  it.each([
    ['lines', 'Expected how many of a group were measured, for example `laptops = 8_400`.'],
    ['lins = 3', 'No group `lins` in population. Expected one of: lines. Did you mean `lines`?'],
  ])('refuses measurements where %s', (where, message) => {
    const more = `observed: { getBalance.latency: { file: a.csv, value: ms in ms, where: ${where} } }`;
    const text = scenarioText({ operator, group: 'count: 10, device: { sim: hot }', more: `${more}\n` });
    expect(toldOf(text, { folder: csv }).map(mistake => mistake.message)).toEqual([message]);
  });

  it('answers service levels as questions in a run', () => {
    const { levels, claims } = asked(slo);
    expect(levels.map(({ name }) => name)).toEqual(['fast', 'up']);
    expect(claims.map(({ level, why }) => [level, why])).toEqual([
      ['question', 'service level fast'],
      ['question', 'service level up'],
    ]);
  });
});
