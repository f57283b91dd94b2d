import { describe, expect, it } from 'vitest';
import { physicalSim } from '../../../src/models/device/physical-sim.ts';
import { fileNumber } from '../../../src/models/messages/provisioning/hand-over.ts';
import { subscription } from '../../../src/models/operator/subscription.ts';
import {
  appRefusals,
  mobileBroadbandApp,
  mobileBroadbandAppPorts,
  mobileBroadbandAppSees,
} from '../../../src/models/windows/mobile-broadband-app.ts';
import { milliseconds, seconds } from '../../../src/sim/units.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf } from '../small-world.ts';

interface On {
  path?: 'wifi' | 'cellular' | 'nowhere';
  line?: 'warm' | 'hotPrepaid';
  codes?: number[];
}

function appWith({ path = 'cellular', line = 'hotPrepaid', codes = [] }: On = {}) {
  const given = surroundingsOf();
  const left = [...codes];
  const world = worldWith(mobileBroadbandApp, {
    given: { ...given, pathOf: () => given.links[path] },
    ports: [
      recorder(mobileBroadbandAppPorts.backEnd, {
        answers: { openPage: message => ({ answer: (message as { page: string }).page, after: seconds(1) }) },
      }),
      recorder(mobileBroadbandAppPorts.task, { takes: ['begins'] }),
      recorder(mobileBroadbandAppPorts.agent, { answers: { apply: () => ({ answer: { code: left.shift() ?? 0 } }) } }),
    ],
    sees: [
      shown(mobileBroadbandAppSees.lines, subscription, { state: line }),
      shown(mobileBroadbandAppSees.cards, physicalSim, { card: 1 }),
    ],
  });
  return {
    ...world,
    given,
    state: () => world.record().state,
    names: () =>
      world.facts.flatMap(({ name }) => (name.match(/app\.\w+$/) ? [name.replace('mobile broadband app.', '')] : [])),
    page: () => {
      const asked = world.ask('openPage', { page: 'choose' });
      world.clock.advance(seconds(60));
      return asked;
    },
  };
}

describe('the mobile broadband app', () => {
  it('is installed, opens at its plans, is suspended when it is left, and goes', () => {
    const app = appWith();
    app.tell('opensAtPlans');
    app.tell('closed');
    app.tell('uninstalled');
    expect(app.state()).toBe('notInstalled');
    app.tell('installed');
    app.tell('installed');
    expect(app.state()).toBe('suspended');
    app.tell('opensAtPlans');
    app.tell('opensAtPlans');
    expect(app.state()).toBe('running');
    app.tell('closed');
    expect(app.state()).toBe('suspended');
    app.tell('uninstalled');
    app.tell('installed');
    app.tell('opensAtPlans');
    app.tell('uninstalled');
    expect(app.names()).toEqual([
      'installed',
      'started',
      'suspended',
      'uninstalled',
      'installed',
      'started',
      'uninstalled',
    ]);
  });

  it.each([
    ['wifi', 30],
    ['cellular', 60],
  ] as const)('brings its pages over %s', (path, roundTrip) => {
    const app = appWith({ path, line: 'warm' });
    app.tell('installed');
    app.tell('opensAtPlans');
    expect(app.page()).toMatchObject({
      outcome: 'answered',
      answer: 'choose',
      at: seconds(1) + milliseconds(roundTrip),
    });
  });

  it('has no pages without a connection, or while it is not open', () => {
    const app = appWith({ path: 'nowhere' });
    app.tell('installed');
    expect(app.page()).toMatchObject({ outcome: 'refused', code: appRefusals.notRunning });
    app.tell('opensAtPlans');
    expect(app.page()).toMatchObject({ outcome: 'refused', code: appRefusals.noConnection });
  });

  it('writes one fuller provisioning file with the first background event after it was registered', () => {
    const app = appWith();
    app.tell('backgroundEvent', { event: 'profileConnected' });
    app.tell('handlersRegistered');
    app.tell('installed');
    app.tell('backgroundEvent', { event: 'profileConnected' });
    expect(app.told).toEqual([]);
    app.tell('handlersRegistered');
    app.tell('backgroundEvent', { event: 'profileConnected' });
    app.tell('backgroundEvent', { event: 'registeredHome' });
    const file = { file: fileNumber(0, 'app'), madeFor: app.given.identity.imsi(0, 1), userAgrees: true };
    expect(app.told).toMatchObject([{ name: 'apply', message: file }, { name: 'begins' }]);
    expect(app.record()).toMatchObject({ provisioned: true, backgroundRuns: 2, state: 'suspended' });
  });

  it('tries again with the next event when the file was refused', () => {
    const app = appWith({ codes: [5] });
    app.tell('installed');
    app.tell('handlersRegistered');
    app.tell('backgroundEvent', { event: 'profileConnected' });
    expect(app.record().provisioned).toBe(false);
    app.tell('backgroundEvent', { event: 'profileConnected' });
    expect(app.names().slice(1)).toEqual(['backgroundRun', 'fileRefused', 'backgroundRun', 'provisioned']);
  });

  it.each<On>([{ line: 'warm' }, { path: 'nowhere' }])('has nothing to write where %o', on => {
    const app = appWith(on);
    app.tell('installed');
    app.tell('handlersRegistered');
    app.tell('backgroundEvent', { event: 'registeredHome' });
    expect(app.told).toEqual([]);
    expect(app.record().backgroundRuns).toBe(1);
  });
});
