import { describe, expect, it } from 'vitest';
import { interfaceOf } from '../../../src/models/device/interfaces.ts';
import { windowsSetup, windowsSetupPorts } from '../../../src/models/windows/windows-setup.ts';
import { minutes } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf } from '../small-world.ts';

/** A PC at the network page, with Wi-Fi or without anything to reach the internet by. */
function setupWith(wifi: 0 | 1 = 0) {
  const world = worldWith(windowsSetup, {
    given: surroundingsOf({ group: { windowsSetup: true, wifi } }),
    ports: [recorder(windowsSetupPorts.windows, { takes: ['countsInternet'] })],
  });
  world.tell('starts');
  return world;
}
const names = ({ facts }: ReturnType<typeof setupWith>) => facts.map(({ name }) => name.replace('windows setup.', ''));

describe('Windows Setup', () => {
  it('goes on from the network page with an active device; at the first sign-in the internet counts for all', () => {
    const setup = setupWith(1);
    setup.tell('internet', true);
    expect(setup.record().state).toBe('connected');
    expect(setup.told).toEqual([]);
    setup.clock.advance(minutes(5));
    expect(setup.record().state).toBe('signedIn');
    expect(setup.told).toMatchObject([{ name: 'countsInternet', subject: interfaceOf(0, 'ethernet'), at: minutes(5) }]);
    expect(names(setup)).toEqual(['pageShown', 'connected', 'signedIn']);
  });

  it('shows "limited" for a line without a plan, and the person goes on without', () => {
    const setup = setupWith();
    setup.tell('internet', false);
    setup.tell('internet', false);
    expect(setup.record().state).toBe('pageShown');
    setup.tell('skips');
    setup.tell('skips');
    setup.clock.advance(minutes(5));
    expect(names(setup)).toEqual(['pageShown', 'limited', 'limited', 'skipped', 'signedIn']);
    expect(setup.told).toHaveLength(1);
  });

  it('takes no notice of the internet once its page has been left', () => {
    const setup = setupWith(1);
    setup.tell('skips');
    setup.tell('internet', true);
    setup.clock.advance(minutes(5));
    setup.tell('internet', false);
    expect(setup.record().state).toBe('signedIn');
    expect(setup.told).toHaveLength(1);
  });
});
