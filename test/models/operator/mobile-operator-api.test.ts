import { describe, expect, it } from 'vitest';
import { apiSees, mobileOperatorApi } from '../../../src/models/operator/mobile-operator-api.ts';
import { subscription } from '../../../src/models/operator/subscription.ts';
import { ServiceCenter } from '../../../src/sim/service-center.ts';
import { hours, megabytes, milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { shown, worldWith } from '../../kit/world-with.ts';
import { always, contoso, surroundingsOf, type WorldChange } from '../small-world.ts';

const lines = 300;

/** One operator's API, its servers and its gateway. */
function api(
  change: NonNullable<WorldChange['operator']>['api'] = {},
  limit?: { perSecond: number; burst: number },
  state: 'hotPrepaid' | 'terminated' = 'hotPrepaid',
) {
  const given = surroundingsOf({ operator: { api: change } });
  const hot = { state, granted: megabytes(200), billed: megabytes(50), planEnd: hours(24) } as const;
  const world = worldWith(mobileOperatorApi, {
    given,
    count: lines,
    sees: [shown(apiSees.lines, subscription, ...Array.from({ length: lines }, () => hot))],
  });
  const { servers, queue } = { ...contoso.api, ...change };
  const options = { servers, queue, ...(limit === undefined ? {} : { limit }) };
  given.apiServers.push(new ServiceCenter(world.simulation, 'api', options, world.assembly.listener(world.installed)));
  const transactions = Array.from({ length: lines }, () => 0);
  const refusals = (status: number) =>
    world.facts.filter(({ name, value }) => name === 'mobile operator API.refused' && value === status).length;
  /** Asks as the Mobile Plans service does, with a new transaction id each time. */
  const balanceOf = (line: number, transaction = (transactions[line]! += 1)) =>
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
