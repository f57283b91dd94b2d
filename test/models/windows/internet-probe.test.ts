import { describe, expect, it } from 'vitest';
import type { Medium } from '../../../src/models/device/interfaces.ts';
import { subscription } from '../../../src/models/operator/subscription.ts';
import { internetProbe, probeSees } from '../../../src/models/windows/internet-probe.ts';
import { windowsConnectionManager } from '../../../src/models/windows/windows-connection-manager.ts';
import { milliseconds, seconds } from '../../../src/sim/units.ts';
import { shown, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

type Line = 'cold' | 'warm' | 'activating' | 'hotPrepaid' | 'outOfData' | 'expired';
type Route = 'offline' | 'cellular' | 'wifiAndCellular' | 'ethernet';

/** Plans of this operator are not sold in the Mobile Plans app. */
const elsewhere: WorldChange = { operator: { cosa: { supportDataMarketplace: false } } };

/** The list of a Mobile Plans operator without some of its hosts. */
const without = (missing: readonly string[], walledGardenPassesNcsi = false): WorldChange => ({
  operator: { walledGarden: { missing }, network: { walledGardenPassesNcsi } },
});

function probed(state: Line, { route = 'cellular' as Route, medium = 'cellular' as Medium, change = elsewhere } = {}) {
  const world = worldWith(internetProbe, {
    given: surroundingsOf(change),
    sees: [
      shown(probeSees.lines, subscription, { state }),
      shown(probeSees.routes, windowsConnectionManager, { state: route }),
    ],
  });
  const asked = world.ask('probe', { medium });
  world.clock.advance(seconds(1));
  return { ...world, asked };
}

describe('the internet probe', () => {
  it('reaches the internet over a hot line, after two round trips and 100 ms', () => {
    const { asked, facts, record } = probed('hotPrepaid');
    expect(asked).toMatchObject({ answer: 'internetAccess', at: milliseconds(2 * 60 + 100) });
    expect(facts[0]!.name).toBe('internet probe.internetAccess');
    expect(record().probes).toBe(1);
  });

  it.each(['cold', 'warm', 'activating', 'outOfData', 'expired'] as const)(
    'finds the walled garden over a line that is %s',
    state => {
      const { asked, facts } = probed(state);
      expect(asked.answer).toBe('constrainedInternetAccess');
      expect(facts[0]!.name).toBe('internet probe.constrained');
    },
  );

  it.each<[string, WorldChange]>([
    ['of an operator who sells plans in the Mobile Plans app', {}],
    [
      'that lets the probe pass',
      { operator: { cosa: { supportDataMarketplace: false }, network: { walledGardenPassesNcsi: true } } },
    ],
  ])('takes a walled garden %s for the internet', (_, change) => {
    expect(probed('warm', { change }).asked.answer).toBe('internetAccess');
  });

  it.each<[string, WorldChange]>([
    ['that drops the probe', elsewhere],
    ['of a Mobile Plans operator whose list lacks the host', without(['www.msftconnecttest.com'])],
    ['whose list lacks the host although the probe is to pass', without(['WWW.msftconnecttest.com'], true)],
  ])('does not take a walled garden %s for the internet', (_, change) => {
    expect(probed('warm', { change }).asked.answer).toBe('constrainedInternetAccess');
  });

  it('passes where the operator has added the host, whoever sells its plans', () => {
    const change: WorldChange = {
      operator: { cosa: { supportDataMarketplace: false }, walledGarden: { added: ['www.msftconnecttest.com'] } },
    };
    expect(probed('warm', { change }).asked.answer).toBe('internetAccess');
  });

  it('says once that somebody thinks to be online without a plan, until they are', () => {
    const thinking = ({ facts }: { facts: readonly { name: string }[] }) =>
      facts.filter(({ name }) => name === 'internet probe.thinksOnline').length;
    const world = probed('outOfData', { change: {} });
    world.ask('probe', { medium: 'cellular' });
    world.clock.advance(seconds(1));
    expect(thinking(world)).toBe(1);
    expect(world.record().misled).toBe(true);
    expect(thinking(probed('hotPrepaid', { change: {} }))).toBe(0);
    expect(thinking(probed('warm'))).toBe(0);
    expect(thinking(probed('warm', { change: {}, route: 'wifiAndCellular', medium: 'wifi' }))).toBe(0);
  });

  it('reaches nothing over mobile broadband without a context', () => {
    const { asked, facts } = probed('hotPrepaid', { route: 'ethernet' });
    expect(asked.answer).toBe('none');
    expect(facts[0]!.name).toBe('internet probe.none');
  });

  it.each<[Medium, Route]>([
    ['ethernet', 'ethernet'],
    ['wifi', 'wifiAndCellular'],
  ])('reaches the internet over %s whatever the line is, in the round trips of that medium', (medium, route) => {
    const { asked } = probed('cold', { medium, route });
    expect(asked).toMatchObject({ answer: 'internetAccess', at: milliseconds(2 * 30 + 100) });
  });
});
