/** A plan that opens the internet on the connection that stands, and one that needs a new packet context. */
import { describe, expect, it } from 'vitest';
import { mobileNetwork, networkPorts, networkSees } from '../../../src/models/operator/mobile-network.ts';
import { reachesInternet, subscription, subscriptionPorts } from '../../../src/models/operator/subscription.ts';
import { megabytes, seconds } from '../../../src/sim/units.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';
import { always, surroundingsOf } from '../small-world.ts';

const given = (reauthenticates: boolean) =>
  surroundingsOf({ operator: { network: { reauthenticates, networkReady: always(seconds(10)) } } });

/** A warm line whose owner has bought a plan, when the back end is done. */
function boughtLine(reauthenticates: boolean) {
  const world = worldWith(subscription, {
    given: given(reauthenticates),
    count: 4,
    ports: [
      recorder(subscriptionPorts.ledger, { takes: ['provision'] }),
      recorder(subscriptionPorts.account, { takes: ['cycleEnded', 'waitOver'] }),
      recorder(subscriptionPorts.traffic, { takes: ['began'] }),
      recorder(subscriptionPorts.owner, { takes: ['restored'] }),
      recorder(subscriptionPorts.session, { takes: ['lost'] }),
      recorder(subscriptionPorts.windows, { takes: ['probesAgain'] }),
    ],
  });
  world.tell('bornWarm');
  world.tell('ordered');
  world.clock.advance(seconds(11));
  return { ...world, heard: (name: string) => world.told.filter(one => one.name === name).length };
}

describe('a network that re-authenticates a session', () => {
  it('opens the internet in the context that stands, and has Windows look again', () => {
    const line = boughtLine(true);
    expect(line.record()).toMatchObject({ state: 'hotPrepaid', granted: megabytes(200), needsNewContext: false });
    expect(reachesInternet(line.record())).toBe(true);
    expect(line.heard('probesAgain')).toBe(1);
    expect(line.heard('lost')).toBe(0);
  });
});

describe('a network that does not', () => {
  it('grants the plan, ends the session, and passes no traffic before there is a new context', () => {
    const line = boughtLine(false);
    expect(line.record()).toMatchObject({ state: 'hotPrepaid', granted: megabytes(200), needsNewContext: true });
    expect(reachesInternet(line.record())).toBe(false);
    expect(line.heard('probesAgain')).toBe(0);
    expect(line.heard('lost')).toBe(1);
    line.tell('trafficStarted', { rate: 1_000_000 });
    expect(line.record()).toMatchObject({ rate: 0, rateSince: undefined });
  });

  it('passes it in the next one, and the owner goes on', () => {
    const line = boughtLine(false);
    line.tell('contextActivated');
    expect(reachesInternet(line.record())).toBe(true);
    expect(line.heard('restored')).toBe(1);
    line.tell('trafficStarted', { rate: 1_000_000 });
    expect(line.record().rate).toBe(1_000_000);
  });

  it('forgets what was waiting when the card gets another line', () => {
    const line = boughtLine(false);
    line.tell('reprogrammed');
    expect(line.record()).toMatchObject({ state: 'cold', needsNewContext: false });
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('tells a line that waits for a context (%s) of the one it activates', (needsNewContext, told) => {
    const network = worldWith(mobileNetwork, {
      given: given(false),
      sees: [shown(networkSees.lines, subscription, { state: 'hotPrepaid', needsNewContext })],
      ports: [recorder(networkPorts.gateway, { takes: ['contextActivated'] })],
    });
    const asked = network.ask('activateContext', undefined);
    network.clock.advance(seconds(10));
    expect(asked.outcome).toBe('answered');
    expect(network.told.filter(({ name }) => name === 'contextActivated')).toHaveLength(told);
  });
});
