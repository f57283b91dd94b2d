import { describe, expect, it } from 'vitest';
import {
  isRetryableCause,
  mobileNetwork,
  networkSees,
  rejectCauses,
} from '../../../src/models/operator/mobile-network.ts';
import { subscription } from '../../../src/models/operator/subscription.ts';
import { seconds } from '../../../src/sim/units.ts';
import { shown, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

const lines = 400;
type LineState = Parameters<typeof shown<typeof subscription>>[2]['state'];

function network(change: WorldChange = {}, state: LineState = 'hotPrepaid') {
  const world = worldWith(mobileNetwork, {
    given: surroundingsOf(change),
    sees: [shown(networkSees.lines, subscription, ...Array.from({ length: lines }, () => ({ state })))],
  });
  const register = (line: number, nth = 0) => world.ask('register', nth, { entity: line });
  return { ...world, register };
}

describe('the mobile network', () => {
  it('lets a line register that the back end knows, after the time a registration takes', () => {
    const { register, clock, record } = network();
    const asked = register(0);
    clock.advance(seconds(10));
    expect(asked).toMatchObject({ outcome: 'answered', answer: 'home', at: seconds(3) });
    expect(record()).toMatchObject({ registrations: 1, rejects: 0 });
  });

  it.each(['cold', 'activating'] as const)('rejects a line that is %s with cause 2, IMSI unknown', state => {
    const { register, clock } = network({}, state);
    const asked = register(0);
    clock.advance(seconds(10));
    expect(asked).toMatchObject({ outcome: 'refused', code: rejectCauses.imsiUnknown });
  });

  it.each(['warm', 'outOfData', 'expired'] as const)('lets a line register that is %s: the walled garden', state => {
    const { register, clock } = network({}, state);
    const asked = register(0);
    clock.advance(seconds(10));
    expect(asked.outcome).toBe('answered');
  });

  it('rejects for good the same lines at every try', () => {
    const { register, clock } = network({ operator: { network: { rejectsForGood: 0.25 } } });
    const rejected = [0, 1, 2].map(nth => {
      const asked = Array.from({ length: lines }, (_, line) => register(line, nth));
      clock.advance(seconds(10));
      return asked.flatMap(({ code }, line) => (code === rejectCauses.networkRefused ? [line] : []));
    });
    expect(rejected[1]).toEqual(rejected[0]);
    expect(rejected[2]).toEqual(rejected[0]);
    expect(rejected[0]!.length / lines).toBeGreaterThan(0.18);
    expect(rejected[0]!.length / lines).toBeLessThan(0.32);
  });

  it('rejects retryably another share at every try', () => {
    const { register, clock } = network({ operator: { network: { rejectsRetryable: 0.25 } } });
    const rejected = [0, 1].map(nth => {
      const asked = Array.from({ length: lines }, (_, line) => register(line, nth));
      clock.advance(seconds(10));
      return asked.flatMap(({ code }, line) => (code === rejectCauses.networkFailure ? [line] : []));
    });
    expect(rejected[1]).not.toEqual(rejected[0]);
    for (const { length } of rejected) {
      expect(length / lines).toBeGreaterThan(0.18);
      expect(length / lines).toBeLessThan(0.32);
    }
  });

  it('activates a packet context in 2.5 s', () => {
    const { ask, clock, record } = network();
    const asked = ask('activateContext', undefined);
    clock.advance(seconds(10));
    expect(asked).toMatchObject({ outcome: 'answered', at: seconds(2.5) });
    expect(record().contexts).toBe(1);
  });

  it('names the causes after which a modem tries again: 2 and 17, not 11', () => {
    expect(Object.values(rejectCauses).filter(isRetryableCause)).toEqual([2, 17]);
  });
});
