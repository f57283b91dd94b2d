import { describe, expect, it } from 'vitest';
import { contextCauses, wwanStatus } from '../../../src/models/messages/causes.ts';
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
type Line = Parameters<typeof shown<typeof subscription>>[2];
type LineState = Line['state'];

function network(change: WorldChange = {}, state: LineState = 'hotPrepaid', more: Line = {}) {
  const line = { ...more, state } as Line;
  const world = worldWith(mobileNetwork, {
    given: surroundingsOf(change),
    sees: [shown(networkSees.lines, subscription, ...Array.from({ length: lines }, () => line))],
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

  it.each([
    ['cold', {}, {}, 2],
    ['cold', {}, { coldCause: 15 }, 15],
    ['cold', {}, { coldAccess: 'walledGarden' }, undefined],
    ['activating', {}, { coldAccess: 'walledGarden' }, undefined],
    ['activating', { standing: 'warm' }, {}, undefined],
    ['hotPostpaid', {}, {}, undefined],
    ['suspended', { standing: 'unpaid' }, {}, 11],
    ['suspended', { standing: 'stolen' }, {}, 6],
    ['terminated', {}, {}, 2],
    ['terminated', {}, { coldAccess: 'walledGarden' }, 2],
  ] as const)('answers a line that is %s (%o, where %o) with cause %s', (state, more, settings, cause) => {
    const { ask, register, clock, record } = network({ operator: { network: settings } }, state, more as Line);
    const registered = register(0);
    const attached = ask('attach', undefined, { entity: 0 });
    const context = ask('activateContext', undefined, { entity: 0 });
    clock.advance(seconds(10));
    expect([registered.outcome, registered.code]).toEqual(cause === undefined ? ['answered', 0] : ['refused', cause]);
    expect([attached.outcome, attached.code]).toEqual(cause === undefined ? ['answered', 0] : ['refused', cause]);
    expect(context.outcome === 'answered' || context.code === contextCauses.notSubscribed).toBe(true);
    expect(context.outcome).toBe(registered.outcome);
    expect(record().rejects).toBe(cause === undefined ? 0 : 2);
  });

  it('attaches a registered line, after the time an attach takes', () => {
    const { ask, clock } = network({ operator: { network: { attach: { kind: 'uniform', low: 1e6, high: 5e6 } } } });
    const attached = Array.from({ length: lines }, (_, line) => ask('attach', undefined, { entity: line }));
    clock.advance(seconds(10));
    const times = attached.map(({ at }) => at!).sort((a, b) => a - b);
    expect([times[0]! >= seconds(1), times.at(-1)! <= seconds(5), times.at(-1)! - times[0]! > seconds(3)]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('tells who is at home, roaming, or with a partner, by the shares of the group', () => {
    const { register, clock } = network({ group: { roaming: 0.25, partner: 0.25 } });
    const asked = Array.from({ length: lines }, (_, line) => register(line));
    clock.advance(seconds(10));
    for (const [place, share] of [
      ['roaming', 0.25],
      ['partner', 0.25],
      ['home', 0.5],
    ] as const) {
      const found = asked.filter(({ answer }) => answer === place).length / lines;
      expect(Math.abs(found - share)).toBeLessThan(0.08);
    }
  });

  const points: WorldChange = {
    operator: {
      cosa: { accessPoints: [{ name: 'Contoso', accessString: 'web.contoso', order: 1, purpose: 'internet' }] },
      serviceMetadata: { accessPoints: [{ name: 'Plans', accessString: 'plans', order: 2, purpose: 'purchase' }] },
    },
  };
  const contextOf = (change: WorldChange, accessString: string, state?: LineState) => {
    const { ask, clock } = network(change, state);
    const asked = ask('activateContext', { profile: 0, accessString }, { entity: 0 });
    clock.advance(seconds(10));
    return [asked.outcome, asked.code];
  };

  it.each(['internet.contoso', 'WEB.contoso', 'plans'])('knows the access point %s, however it is written', name => {
    expect(contextOf(points, name)).toEqual(['answered', 0]);
  });

  it('refuses an access point that it does not have; where none are known, it has any', () => {
    expect(contextOf(points, 'internet.fabrikam')).toEqual(['refused', wwanStatus.invalidAccessString]);
    expect(contextOf({ operator: { provider: { apns: [] } } }, 'internet.fabrikam')).toEqual(['answered', 0]);
  });

  it('has no access points for CDMA, and asks for the activation of a line without service', () => {
    expect(contextOf({ group: { technology: 'cdma' } }, '#777')).toEqual(['answered', 0]);
    expect(contextOf({ group: { technology: 'cdma' } }, '#777', 'cold')).toEqual([
      'refused',
      wwanStatus.serviceNotActivated,
    ]);
  });

  it('rejects contexts with ESM causes, by their shares', () => {
    const contextRejects = [
      { cause: 26, share: 0.25 },
      { cause: 33, share: 0.25 },
    ];
    const { ask, clock } = network({ operator: { network: { contextRejects } } });
    const asked = Array.from({ length: lines }, (_, line) => ask('activateContext', undefined, { entity: line }));
    clock.advance(seconds(10));
    for (const cause of [contextCauses.insufficientResources, contextCauses.notSubscribed, 0])
      expect(
        Math.abs(asked.filter(({ code }) => code === cause).length / lines - (cause === 0 ? 0.5 : 0.25)),
      ).toBeLessThan(0.08);
  });

  it('names the causes after which a modem tries again: 2 and 17, not 11', () => {
    expect(Object.values(rejectCauses).filter(isRetryableCause)).toEqual([2, 17]);
  });
});
