import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Balance,
  balanceTypes,
  notificationTypes,
} from '../../../src/models/messages/mobile-operator-api-messages.ts';
import {
  apiSees,
  type BalancesRequest,
  mobileOperatorApi,
  type NotificationsRequest,
  type OffersRequest,
} from '../../../src/models/operator/mobile-operator-api.ts';
import { subscription } from '../../../src/models/operator/subscription.ts';
import type { TransactionNumber } from '../../../src/models/operator/used-transaction-ids.ts';
import { ServiceCenter } from '../../../src/sim/service-center.ts';
import { hours, megabytes, milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { shown, worldWith } from '../../kit/world-with.ts';
import { always, contoso, surroundingsOf, type WorldChange } from '../small-world.ts';

const lines = 300;
const firstTransaction = 1 as TransactionNumber;

/** One operator's API, its servers and its gateway. */
function api(
  change: NonNullable<WorldChange['operator']>['api'] = {},
  limit?: { perSecond: number; burst: number },
  state: 'hotPrepaid' | 'terminated' = 'hotPrepaid',
  gateway: Partial<typeof contoso.gateway> = {},
) {
  const given = surroundingsOf({ operator: { api: change, gateway }, group: { count: lines } });
  const hot = { state, granted: megabytes(200), billed: megabytes(50), planEnd: hours(24) } as const;
  const world = worldWith(mobileOperatorApi, {
    given,
    count: lines,
    sees: [shown(apiSees.lines, subscription, ...Array.from({ length: lines }, () => hot))],
  });
  const { servers, queue } = { ...contoso.api, ...change };
  const options = { servers, queue, ...(limit === undefined ? {} : { limit }) };
  given.apiServers.push(new ServiceCenter(world.simulation, 'api', options, world.assembly.listener(world.installed)));
  let transactions = 0;
  const newTransaction = () => {
    transactions += 1;
    return transactions;
  };
  const refusals = (status: number) =>
    world.facts.filter(({ name, value }) => name === 'mobile operator API.refused' && value === status).length;
  /** Asks as the Mobile Plans service does, with a new transaction id each time. */
  const balanceOf = (line: number, transaction = newTransaction()) =>
    world.ask('getBalance', transaction, { subject: line, entity: line });
  return { ...world, refusals, balanceOf };
}

describe('the operator API', () => {
  it('answers GetBalance with type, data and time left, after the time a server takes', () => {
    const { balanceOf, clock } = api();
    const asked = balanceOf(0);
    clock.advance(seconds(1));
    expect(asked).toMatchObject({
      outcome: 'answered',
      at: milliseconds(120),
      answer: {
        type: 'MODIRECTPAYG',
        dataRemaining: megabytes(150),
        timeRemaining: hours(24) - milliseconds(120),
      },
    });
  });

  it('lets requests queue when all servers are busy, first come first served', () => {
    const { balanceOf, clock } = api({ servers: 2 });
    const asked = [0, 1, 2, 3, 4].map(line => balanceOf(line));
    clock.advance(seconds(5));
    expect(asked.map(({ at }) => at! / 1e3)).toEqual([120, 120, 240, 240, 360]);
  });

  it('sheds what finds no place in the queue', () => {
    const { balanceOf, clock } = api({ servers: 1, queue: 0 });
    const [first, second] = [balanceOf(0), balanceOf(1)];
    clock.advance(seconds(1));
    expect([first!.outcome, second!.outcome]).toEqual(['answered', 'shed']);
  });

  it('answers 429 beyond its limit at once, with the time from which to ask again', () => {
    const { balanceOf, clock, refusals } = api({ retryAfter: seconds(30) }, { perSecond: 1, burst: 1 });
    const asked = [balanceOf(0), balanceOf(1)];
    clock.advance(minutes(1));
    expect(asked.map(({ outcome }) => outcome)).toEqual(['answered', 'refused']);
    expect(asked[1]).toMatchObject({ code: 429, answer: { retryAfter: seconds(30) }, at: 0 });
    expect(refusals(429)).toBe(1);
  });

  it('answers 500 in its share of the requests', () => {
    const { balanceOf, clock, refusals } = api({ errors: 0.3, servers: lines, service: always(1) });
    const asked = Array.from({ length: lines }, (_, line) => balanceOf(line));
    clock.advance(minutes(1));
    const failed = asked.filter(({ code }) => code === 500).length;
    expect(failed).toBe(refusals(500));
    expect(failed / lines).toBeGreaterThan(0.22);
    expect(failed / lines).toBeLessThan(0.38);
  });

  it('answers 404 for a line that has been deleted', () => {
    const { balanceOf, clock, refusals, facts } = api({}, undefined, 'terminated');
    const asked = balanceOf(7);
    clock.advance(seconds(1));
    expect([asked.outcome, asked.code, refusals(404)]).toEqual(['refused', 404, 1]);
    expect(facts).toContainEqual(
      expect.objectContaining({ name: 'mobile operator API.refused', subject: 7, value: 404 }),
    );
  });

  it('answers 404 for the same unknown ICCIDs each time', () => {
    const { balanceOf, clock } = api({ unknownIccids: 0.3, servers: lines });
    const unknown = [0, 1].map(() => {
      const asked = Array.from({ length: lines }, (_, line) => balanceOf(line));
      clock.advance(minutes(1));
      return asked.flatMap(({ code }, line) => (code === 404 ? [line] : []));
    });
    expect(unknown[1]).toEqual(unknown[0]);
    expect(unknown[0]!.length / lines).toBeGreaterThan(0.22);
    expect(unknown[0]!.length / lines).toBeLessThan(0.38);
  });
});

describe('who may ask the operator API', () => {
  it.each([
    [{ certificate: 'absent' }, 401],
    [{ certificate: 'expired' }, 401],
    [{ certificate: 'untrusted' }, 403],
    [{ credentials: 'wrong' }, 401],
    [{ certificate: 'untrusted', credentials: 'wrong' }, 403],
  ] as const)('with %j is refused with %i at once', (change, status) => {
    const { balanceOf, clock, refusals } = api(change);
    const asked = balanceOf(0);
    clock.advance(seconds(1));
    expect(asked).toMatchObject({ outcome: 'refused', code: status, at: 0 });
    expect(refusals(status)).toBe(1);
  });

  it('with right credentials gets its answer', () => {
    const { balanceOf, clock } = api({ credentials: 'right' });
    const asked = balanceOf(0);
    clock.advance(seconds(1));
    expect(asked.outcome).toBe('answered');
  });
});

describe('the transaction id of a request', () => {
  it('law 22: that has been used for the SIM is refused with 409, and changes nothing', () => {
    const { balanceOf, clock, record } = api();
    balanceOf(0, 7);
    const before = record(0);
    const [repeated, ofAnother] = [balanceOf(0, 7), balanceOf(1, 7)];
    expect(record(0)).toEqual(before);
    clock.advance(seconds(1));
    expect(repeated).toMatchObject({ outcome: 'refused', code: 409 });
    expect(ofAnother.outcome).toBe('answered');
  });

  it('is used up by a request that is throttled, too', () => {
    const { balanceOf, clock } = api({}, { perSecond: 0.001, burst: 1 });
    balanceOf(0, 1);
    const [throttled, repeated] = [balanceOf(0, 2), balanceOf(0, 2)];
    clock.advance(seconds(1));
    expect([throttled.code, repeated.code]).toEqual([429, 409]);
  });

  it('is not used up by a client that is not let in', () => {
    const { balanceOf, record } = api({ certificate: 'expired' });
    balanceOf(0, 7);
    expect(record(0)).toEqual({ highest: 0, window: 0 });
  });
});

/** Asks with a query, and answers the status, 200 for an answer, with the types of the balances. */
function queried(query: BalancesRequest['query'], change: NonNullable<WorldChange['operator']>['api'] = {}) {
  const { ask, clock } = api(change);
  const asked = ask('getBalances', {
    asks: 'balances',
    transaction: firstTransaction,
    query,
  } satisfies BalancesRequest);
  clock.advance(seconds(1));
  const types = asked.outcome === 'answered' ? (asked.answer as Balance[]).map(({ type }) => type) : asked.answer;
  return { status: asked.outcome === 'answered' ? 200 : asked.code, types };
}

describe('the parameters of GetBalance', () => {
  it.each([
    ['an unknown location', { location: 'XX' }],
    ['a numeric location', { location: '49' }],
    ['a negative limit', { limit: '-1' }],
    ['a limit above the range of INT', { limit: '2147483648' }],
    ['a limit that is no number', { limit: 'all' }],
    ['an unknown fieldsTemplate', { fieldsTemplate: 'some' }],
  ])('with %s are answered 400, and the body names it', (_, query) => {
    const { status, types } = queried(query);
    expect(status).toBe(400);
    expect(types).toContain(Object.keys(query)[0]);
  });

  it.each([
    ['no parameter at all', {}],
    ['no fieldsTemplate', { limit: '1', location: 'DE' }],
    ['no limit', { fieldsTemplate: 'basic', location: 'DE' }],
    ['no location', { fieldsTemplate: 'full', limit: '2147483647' }],
    ['an empty location', { fieldsTemplate: 'basic', limit: '1', location: '' }],
  ])('with %s are answered 200', (_, query) => {
    expect(queried(query)).toEqual({ status: 200, types: ['MODIRECTPAYG'] });
  });

  it('with a location in small letters are answered 400 where the operator is strict', () => {
    expect(queried({ location: 'de' }).status).toBe(200);
    expect(queried({ location: 'de' }, { strictLocation: true }).status).toBe(400);
  });

  it('with a country in which the operator has no balance find none', () => {
    expect(queried({ location: 'FR' })).toEqual({ status: 200, types: [] });
  });

  it('laws 25 and 24: never bring more balances than the limit, of the four types alone; 404 for an unknown ICCID only', () => {
    const state = fc.constantFrom('hotPrepaid' as const, 'terminated' as const);
    const limit = fc.option(fc.nat({ max: 3 }), { nil: undefined });
    fc.assert(
      fc.property(state, limit, fc.constantFrom(0, 1), (state, most, excluded) => {
        const { ask, clock } = api({ excluded }, undefined, state);
        const query = most === undefined ? {} : { limit: String(most) };
        const asked = ask('getBalances', {
          asks: 'balances',
          transaction: firstTransaction,
          query,
        } satisfies BalancesRequest);
        clock.advance(seconds(1));
        expect(asked.code).toBe(state === 'terminated' ? 404 : 0);
        if (asked.outcome !== 'answered') return;
        const balances = asked.answer as Balance[];
        expect(balances.length).toBe(Math.min(most ?? 1, 1));
        for (const { type } of balances) expect(balanceTypes).toContain(type);
      }),
      { numRuns: 16 },
    );
  });
});

describe('a SIM that its operator keeps out of Mobile Plans', () => {
  it('has the type NOTSUPPORTED, each time', () => {
    const { balanceOf, clock } = api({ excluded: 0.3, servers: lines });
    const excluded = [0, 1].map(() => {
      const asked = Array.from({ length: lines }, (_, line) => balanceOf(line));
      clock.advance(minutes(1));
      return asked.flatMap(({ answer }, line) => ((answer as Balance).type === 'NOTSUPPORTED' ? [line] : []));
    });
    expect(excluded[1]).toEqual(excluded[0]);
    expect(excluded[0]!.length / lines).toBeGreaterThan(0.22);
    expect(excluded[0]!.length / lines).toBeLessThan(0.38);
  });
});

/** An API of an operator with gateway pages, asked about each line once. */
function offered(gateway: Partial<typeof contoso.gateway>, limit: string | undefined = '1') {
  const { ask, clock } = api({ servers: lines }, undefined, 'hotPrepaid', gateway);
  const asked = Array.from({ length: lines }, (_, line) => {
    const message: OffersRequest = {
      asks: 'offers',
      transaction: firstTransaction,
      ...(limit === undefined ? {} : { limit }),
    };
    return ask('getOffers', message, { subject: line, entity: line });
  });
  clock.advance(seconds(10));
  return asked;
}

const templates = [
  { id: '0', share: 0.5, leaves: 0 },
  { id: 'summer', share: 0.5, leaves: 0 },
];

describe('GetOffers', () => {
  it('names the gateway page of the SIM, by the shares of the operator', () => {
    const ids = offered({ templates }).map(({ answer }) => (answer as string[])[0]);
    expect(new Set(ids)).toEqual(new Set(['0', 'summer']));
    expect(ids.filter(id => id === 'summer').length / lines).toBeCloseTo(0.5, 1);
  });

  it('names one at most, and none with the limit 0', () => {
    expect(offered({ templates }, '0').every(({ answer }) => (answer as string[]).length === 0)).toBe(true);
    expect(offered({ templates }, undefined).every(({ answer }) => (answer as string[]).length === 1)).toBe(true);
  });

  it('fails, or names a template that does not exist, in the shares of the operator', () => {
    expect(offered({ templates, offersFail: 1 }).every(({ code }) => code === 500)).toBe(true);
    const wrong = offered({ templates, unknownTemplate: 1 }).map(({ answer }) => (answer as string[])[0]);
    expect(wrong.some(id => templates.some(template => template.id === id))).toBe(false);
  });

  it('with a negative limit is answered 400', () => {
    expect(offered({ templates }, '-1').every(({ code }) => code === 400)).toBe(true);
  });
});

describe('GetNotifications', () => {
  const asking = (notificationType: string, limit = '1') => {
    const { ask, clock } = api();
    const message: NotificationsRequest = {
      asks: 'notifications',
      transaction: firstTransaction,
      notificationType,
      limit,
    };
    const asked = ask('getNotifications', message);
    clock.advance(seconds(1));
    return asked;
  };

  it.each(notificationTypes)('answers %s with one notification of that type, in whatever case it is asked', type => {
    for (const asked of [type, type.toUpperCase(), `${type[0]!.toUpperCase()}${type.slice(1)}`])
      expect(asking(asked).answer).toEqual([{ notificationId: expect.any(Number), notificationType: type }]);
  });

  it('answers an unknown type with 400, and the limit 0 with nothing', () => {
    expect(asking('cheapBalance')).toMatchObject({ outcome: 'refused', code: 400 });
    expect(asking('lowBalance', '0').answer).toEqual([]);
  });
});
