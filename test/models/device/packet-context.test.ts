import { describe, expect, it } from 'vitest';
import { missingBelow, whyNotActivated } from '../../../src/models/device/packet-context.ts';
import { contextCauses, wwanStatus } from '../../../src/models/messages/causes.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { surroundingsOf } from '../small-world.ts';
import { type DeviceOptions, deviceWith, internet, online } from './device-world.ts';

const given = surroundingsOf({ group: { sim: 'warm' } });
function attached(options: DeviceOptions = {}) {
  const device = deviceWith({}, { given, ...options });
  device.attached();
  return device;
}
const below = {
  context: 'deactivated',
  service: 'attached',
  registration: 'home',
  modem: 'initialized',
  radioIsOn: true,
} as const;

describe('the packet context', () => {
  it('is activated when the network has accepted it, with the profile that was asked for', () => {
    const device = attached();
    const asked = device.ask('context', 'activate', { ...internet, profile: 3 });
    expect(device.states().context).toBe('activating');
    device.clock.advance(seconds(2.5));
    expect(asked.outcome).toBe('answered');
    expect(device.states()).toMatchObject(online);
    expect(device.facts.find(({ name }) => name === 'packet context.activated')!.value).toBe(3);
  });

  it('keeps the cause of a reject, and does not try again by itself', () => {
    const device = attached({ activateContext: { refuse: contextCauses.notSubscribed, after: seconds(2) } });
    const asked = device.ask('context', 'activate', internet);
    device.clock.advance(minutes(60));
    expect(asked).toMatchObject({ outcome: 'refused', code: contextCauses.notSubscribed });
    expect(device.parts.context.store.snapshot(0)).toMatchObject({ state: 'deactivated', cause: 133 });
    expect(device.asked('activateContext')).toHaveLength(1);
  });

  it.each([
    ['PACKET_SVC_DETACHED', { service: 'detached' }, wwanStatus.packetServiceDetached],
    ['PACKET_SVC_DETACHED', { service: 'detaching' }, wwanStatus.packetServiceDetached],
    ['not registered', { registration: 'searching', service: 'detached' }, wwanStatus.notRegistered],
    ['RADIO_POWER_OFF', { radioIsOn: false, registration: 'none', service: 'detached' }, wwanStatus.radioPowerOff],
    ['not ready', { modem: 'deviceLocked' }, wwanStatus.notReady],
    ['SERVICE_NOT_ACTIVATED', { modem: 'notActivated' }, wwanStatus.serviceNotActivated],
    ['MAX_ACTIVATED_CONTEXTS', { context: 'activated' }, wwanStatus.maxActivatedContexts],
    ['MAX_ACTIVATED_CONTEXTS', { context: 'activating' }, wwanStatus.maxActivatedContexts],
    ['nothing', {}, undefined],
    ['nothing', { registration: 'roaming' }, undefined],
    ['nothing', { registration: 'partner' }, undefined],
  ] as const)('is refused with %s: %o', (_, change, why) => {
    expect(whyNotActivated({ ...below, ...change }, internet.accessString)).toBe(why);
  });

  it.each([
    ['', wwanStatus.invalidAccessString],
    ['a', undefined],
    ['a'.repeat(100), undefined],
    ['a'.repeat(101), wwanStatus.invalidAccessString],
  ])('takes an access string of 1 to 100 characters: %s', (accessString, why) => {
    expect(whyNotActivated(below, accessString)).toBe(why);
  });

  it('refuses at once, without asking the network', () => {
    const device = attached();
    device.tell('modem', 'radioSwitched', false);
    const asked = device.ask('context', 'activate', internet);
    device.clock.advance(seconds(0));
    expect(asked).toMatchObject({ outcome: 'refused', code: wwanStatus.radioPowerOff });
    expect(device.asked('activateContext')).toEqual([]);
  });

  it('is deactivated on request in 1 to 10 s, and Windows is not told of a loss', () => {
    const device = attached();
    device.ask('context', 'activate', internet);
    device.clock.advance(seconds(5));
    const from = device.simulation.now / 1e6;
    const asked = device.ask('context', 'deactivate');
    expect(device.states().context).toBe('deactivating');
    device.clock.advance(seconds(10));
    expect(asked.outcome).toBe('answered');
    expect(asked.at - from).toBeGreaterThanOrEqual(1);
    expect(device.states().context).toBe('deactivated');
    expect(device.windows()).not.toContain('contextLost');
  });

  it('that is not active cannot be deactivated: CONTEXT_NOT_ACTIVATED', () => {
    const device = attached();
    const asked = device.ask('context', 'deactivate');
    device.clock.advance(seconds(0));
    expect(asked).toMatchObject({ outcome: 'refused', code: wwanStatus.contextNotActivated });
  });

  it('can be deactivated while it is being activated; the late answer of the network is ignored', () => {
    const device = attached({ activateContext: { answer: true, after: seconds(20) } });
    const activated = device.ask('context', 'activate', internet);
    const deactivated = device.ask('context', 'deactivate');
    device.clock.advance(seconds(30));
    expect(activated).toMatchObject({ outcome: 'refused', code: contextCauses.regularDeactivation });
    expect(deactivated.outcome).toBe('answered');
    expect(device.states().context).toBe('deactivated');
  });

  it('ignores the late answer to an activation that was lost, even while the next one is under way', () => {
    const device = attached({ activateContext: { answer: true, after: seconds(60) } });
    const first = device.ask('context', 'activate', internet);
    device.tell('context', 'lost', contextCauses.reactivationRequested);
    device.clock.advance(seconds(30));
    const second = device.ask('context', 'activate', internet);
    device.clock.advance(seconds(31));
    expect(first).toMatchObject({ outcome: 'refused', code: contextCauses.reactivationRequested });
    expect(device.states().context).toBe('activating');
    device.clock.advance(seconds(30));
    expect(second.outcome).toBe('answered');
  });

  it('tells Windows when it is lost unasked, with the cause', () => {
    const device = attached();
    device.ask('context', 'activate', internet);
    device.clock.advance(seconds(5));
    device.tell('context', 'lost', contextCauses.reactivationRequested);
    expect(device.states()).toMatchObject({ ...online, context: 'deactivated' });
    expect(device.told.at(-1)).toMatchObject({ name: 'contextLost', message: 139 });
  });

  it('that is lost while it is being deactivated is deactivated', () => {
    const device = attached();
    device.ask('context', 'activate', internet);
    device.clock.advance(seconds(5));
    const asked = device.ask('context', 'deactivate');
    device.tell('modem', 'radioSwitched', false);
    device.clock.advance(minutes(1));
    expect(asked.outcome).toBe('answered');
    expect(device.windows()).not.toContain('contextLost');
  });

  it('takes a network that does not answer for a reject without a reason', () => {
    const device = attached({ activateContext: 'silent' });
    const asked = device.ask('context', 'activate', internet);
    device.clock.advance(minutes(10));
    expect(asked).toMatchObject({ outcome: 'refused', code: contextCauses.unspecified });
  });
});

describe('what a context needs', () => {
  it.each([
    [{ context: 'activated', service: 'detached' }, 'context activated, packet service detached'],
    [{ service: 'attached', registration: 'deregistered' }, 'packet service attached, deregistered'],
    [{ registration: 'home', modem: 'off' }, 'registered home, modem off'],
    [{}, undefined],
    [{ context: 'activated' }, undefined],
    [{ context: 'deactivating', service: 'detached', registration: 'none', modem: 'off' }, undefined],
  ] as const)('is there, or named: %o', (change, missing) => {
    expect(missingBelow({ ...below, ...change })).toBe(missing);
  });
});
