/** Internet sharing, sentence by sentence of the document, on one PC. */
import { describe, expect, it } from 'vitest';
import { tetheringCapabilities } from '../../../src/models/settings.ts';
import {
  operationalStates,
  statusNumber,
  tetheringCapability,
  tetheringOperationStatuses,
} from '../../../src/models/windows/sharing-capability.ts';
import { brokerEvents } from '../../../src/models/windows/system-event-broker.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { act, clientKind, operatorSharing, outage, share } from '../sharing-world.ts';
import { always, contoso } from '../small-world.ts';

const asked = { cosa: { ...contoso.cosa, hotspot: 'entitlementCheckRequired' as const }, sharing: operatorSharing };
const failed = (status: (typeof tetheringOperationStatuses)[number]) => [statusNumber(status)];

describe('whether a PC can share', () => {
  it('has the numbers of TetheringCapability and TetheringOperationStatus', () => {
    expect(tetheringCapabilities.indexOf('disabledBySystemCapability')).toBe(7);
    expect(tetheringCapabilities.indexOf('disabledByRequiredAppNotInstalled')).toBe(5);
    expect(statusNumber('bandInterference')).toBe(11);
    expect(statusNumber('entitlementCheckFailure')).toBe(5);
  });

  it('is up to the PC, then to the operator, then to its app where that has to be asked', () => {
    expect(tetheringCapability('enabled', 'always', false)).toBe('enabled');
    expect(tetheringCapability('disabledBySku', 'never', false)).toBe('disabledBySku');
    expect(tetheringCapability('enabled', 'never', true)).toBe('disabledByOperator');
    expect(tetheringCapability('enabled', 'entitlementCheckRequired', false)).toBe('disabledByRequiredAppNotInstalled');
    expect(tetheringCapability('enabled', 'entitlementCheckRequired', true)).toBe('enabled');
  });

  it.each([
    'disabledByGroupPolicy',
    'disabledByHardwareLimitation',
    'disabledBySku',
    'disabledDueToUnknownCause',
    'disabledBySystemCapability',
  ] as const)('is refused with %s on a PC that says so', capability => {
    const { values, at } = share({ sharing: { capability } });
    expect(values('internet sharing.unable')).toEqual([tetheringCapabilities.indexOf(capability)]);
    expect(at('internet sharing.on')).toEqual([]);
  });

  it('is for the operator to forbid: Hotspot in COSA from 1803 on, AllowTethering in service metadata up to 1709', () => {
    const never = { cosa: { ...contoso.cosa, hotspot: 'never' as const } };
    expect(share({ operator: never }).values('internet sharing.unable')).toEqual([3]);
    expect(share({ operator: never, group: { osRelease: 1709 } }).values('internet sharing.unable')).toEqual([]);
    const older = {
      serviceMetadata: { ...contoso.serviceMetadata, published: true, app: true, allowTethering: 'never' as const },
    };
    expect(share({ operator: older, group: { osRelease: 1709 } }).values('internet sharing.unable')).toEqual([3]);
    expect(share({ operator: older }).values('internet sharing.unable')).toEqual([]);
  });

  it('needs the app of an operator that has to be asked', () => {
    expect(share({ operator: asked, group: { preloaded: 0 } }).values('internet sharing.unable')).toEqual([5]);
  });
});

describe('turning sharing on', () => {
  it('brings the access point up, without asking anybody where the policy is Always', () => {
    const { at, values, told } = share();
    expect(at('internet sharing.on')).toEqual([10 + 2 / 60]);
    expect(values('internet sharing.on')).toEqual([seconds(2)]);
    expect(told.some(({ name }) => name.startsWith('entitlement'))).toBe(false);
  });

  it('connects first when mobile broadband is down', () => {
    const timeline = [act(5, 'disconnect'), act(10, 'sharingOn')];
    const { at, values } = share({ timeline });
    expect(at('connection.connecting')).toEqual([10]);
    expect(values('internet sharing.on')[0]).toBeGreaterThan(seconds(4));
  });

  it('fails with MobileBroadbandDeviceOff in airplane mode, with WiFiDeviceOff without Wi-Fi radio', () => {
    const airplane = share({ timeline: [act(5, 'airplaneOn'), act(10, 'sharingOn')] });
    expect(airplane.values('internet sharing.failed')).toEqual(failed('mobileBroadbandDeviceOff'));
    const wifi = share({ timeline: [act(5, 'wifiRadioOff'), act(10, 'sharingOn')] });
    expect(wifi.values('internet sharing.failed')).toEqual(failed('wiFiDeviceOff'));
    expect(share({ sharing: { wifiOff: 1 } }).values('internet sharing.failed')).toEqual(failed('wiFiDeviceOff'));
    const again = share({ sharing: { wifiOff: 1 }, timeline: [act(5, 'wifiRadioOn'), act(10, 'sharingOn')] });
    expect(again.at('internet sharing.on')).toHaveLength(1);
  });

  it('can be done by a device of the same account over Bluetooth, if that is on', () => {
    expect(share({ sharing: { overBluetooth: 1 } }).at('internet sharing.on')).toHaveLength(1);
    const without = share({ sharing: { overBluetooth: 1, bluetoothOff: 1 } });
    expect(without.values('internet sharing.failed')).toEqual(failed('bluetoothDeviceOff'));
  });

  it('can end with RadioRestriction or BandInterference', () => {
    expect(share({ sharing: { radioRestriction: 1 } }).values('internet sharing.failed')).toEqual(
      failed('radioRestriction'),
    );
    expect(share({ sharing: { bandInterference: 1 } }).values('internet sharing.failed')).toEqual(
      failed('bandInterference'),
    );
  });

  it('fails with NetworkLimitedConnectivity where the connection leads to no internet', () => {
    const cosa = { ...contoso.cosa, supportDataMarketplace: false };
    const operator = { cosa, plan: { ...contoso.plan, lasts: minutes(5) } };
    const { values } = share({ operator, timeline: [act(6, 'disconnect'), act(7, 'connect'), act(10, 'sharingOn')] });
    expect(values('internet sharing.failed')).toEqual(failed('networkLimitedConnectivity'));
  });

  it('is an operation in progress until it is on, and then AlreadyOn', () => {
    const { world } = share();
    const { assembly, simulation, sharings } = world;
    expect(simulation.now).toBeGreaterThan(0);
    const answers: unknown[] = [];
    const asker = { settled: (row: number) => answers.push(assembly.requests.answerOf(row)) };
    const start = () => {
      const row = assembly.requests.take(sharings.requests.get('start')!, 0, 0, 0, asker, 'user', {});
      assembly.requests.send(row, 0, 0, 0);
      simulation.run(simulation.now);
    };
    start();
    start();
    simulation.run((simulation.now + seconds(2)) as typeof simulation.now);
    start();
    expect(answers).toEqual(['operationInProgress', 'success', 'alreadyOn']);
  });
});

describe('the entitlement check', () => {
  it('is one event for every attempt, through the broker to the task of the app, which asks the operator', () => {
    const { own, at } = share({
      operator: asked,
      timeline: [act(10, 'sharingOn'), act(20, 'sharingOff'), act(30, 'sharingOn')],
    });
    const raised = own('system event broker.delivered').filter(
      ({ value }) => value === brokerEvents.tetheringEntitlementCheck,
    );
    expect(raised.map(({ at }) => at)).toEqual([minutes(10), minutes(30)]);
    expect(own('entitlement task.ran').map(({ value }) => value)).toEqual([1, 2]);
    expect(own('entitlement server.mayShare.answered')).toHaveLength(2);
    expect(at('internet sharing.on')).toHaveLength(2);
  });

  it('says AllowTethering or DenyTethering from 1803 on, and AuthorizeTethering up to 1709', () => {
    const calls = (osRelease: number, entitled: number) => {
      const older = {
        ...contoso.serviceMetadata,
        published: true,
        app: true,
        allowTethering: 'entitlementCheckRequired' as const,
      };
      const operator = { ...asked, serviceMetadata: older, sharing: { ...operatorSharing, entitled } };
      return share({ operator, group: { osRelease } })
        .told.filter(({ name }) => name.startsWith('entitlement task.') && name.endsWith('Tethering'))
        .map(({ name, value }) => `${name.slice(17)} ${value}`);
    };
    expect(calls(1803, 1)).toEqual(['allowTethering 0']);
    expect(calls(1803, 0)).toEqual(['denyTethering 0']);
    expect(calls(1709, 1)).toEqual(['authorizeTethering 1']);
    expect(calls(1709, 0)).toEqual(['authorizeTethering 0']);
  });

  it('ends with EntitlementCheckFailure when the operator denies, with its reason or the text of Windows', () => {
    for (const givesReason of [true, false]) {
      const { values, at } = share({
        operator: { ...asked, sharing: { ...operatorSharing, entitled: 0, givesReason } },
      });
      expect(values('internet sharing.denied')).toEqual([givesReason ? 1 : 0]);
      expect(values('internet sharing.failed')).toEqual(failed('entitlementCheckFailure'));
      expect(at('internet sharing.on')).toEqual([]);
    }
  });

  it('ends with EntitlementCheckTimeout after 60 s without a word, as when the operator is silent', () => {
    const { values, at } = share({ operator: asked, timeline: [outage(5, 60, 'hang'), act(10, 'sharingOn')] });
    expect(values('internet sharing.failed')).toEqual(failed('entitlementCheckTimeout'));
    expect(at('internet sharing.failed')).toEqual([11]);
  });

  it('is what the app makes of an operator that is down: nothing, allowed or denied', () => {
    const outcome = (whenUnanswered: 'nothing' | 'deny' | 'allow') => {
      const operator = { ...asked, sharing: { ...operatorSharing, whenUnanswered } };
      const { at, values } = share({ operator, timeline: [outage(5, 60, 'refuse'), act(10, 'sharingOn')] });
      return at('internet sharing.on').length > 0
        ? 'on'
        : tetheringOperationStatuses[values('internet sharing.failed')[0]!];
    };
    expect(['nothing', 'deny', 'allow'].map(word => outcome(word as 'nothing'))).toEqual([
      'entitlementCheckTimeout',
      'entitlementCheckFailure',
      'on',
    ]);
  });

  it('means nothing when its answer comes after sharing was turned off', () => {
    const slow = { ...operatorSharing, answer: always(seconds(20)) };
    const timeline = [act(10, 'sharingOn'), { ...act(10, 'sharingOff'), at: minutes(10.1), name: 'off' }];
    const { at, sharing } = share({ operator: { ...asked, sharing: slow }, timeline });
    expect(at('entitlement task.allowTethering')).toHaveLength(1);
    expect(at('internet sharing.on')).toEqual([]);
    expect(sharing.state).toBe('off');
  });
});

describe('the clients', () => {
  it('join while there are fewer than the operator allows', () => {
    const clients = [{ ...clientKind, count: 5 }];
    const { at, values } = share({
      sharing: { clients },
      operator: { sharing: { ...operatorSharing, maxDevices: 3 } },
    });
    expect(values('internet sharing.clientJoined')).toEqual([1, 2, 3]);
    expect(at('internet sharing.clientTurnedAway')).toHaveLength(2);
  });

  it('can be ten where the operator says nothing', () => {
    const { values } = share({ sharing: { clients: [{ ...clientKind, count: 12 }] } });
    expect(Math.max(...values('internet sharing.clientJoined'))).toBe(10);
  });

  it('use what adds up to the shared bytes, to the last byte, at rates that are not the same', () => {
    const clients = [
      clientKind,
      { ...clientKind, name: 'tablet', count: 1, rate: 33_333, stays: always(minutes(7.77)) },
    ];
    const { clients: joined, sharing, world } = share({ sharing: { clients } });
    const used = joined.reduce((sum, client) => sum + client.used, 0);
    expect(sharing.shared).toBe(used);
    expect(world.counters.store.look(0).sharing).toBe(used);
    expect(world.lines.store.look(0).passed).toBe(used);
    expect(Math.abs(joined[2]!.used - Math.floor(53_333 * 7.77 * 60))).toBeLessThanOrEqual(2);
  });

  it('of Windows 8.1 or later take the network for metered, and leave the background be', () => {
    const clients = [
      { ...clientKind, count: 1, osRelease: 1903 },
      { ...clientKind, name: 'other', count: 1 },
    ];
    const [pc, other] = share({ sharing: { clients } }).clients;
    expect(pc).toMatchObject({ metered: true, rate: 100_000 });
    expect(other).toMatchObject({ metered: false, rate: 120_000 });
  });

  it('are told to the app with each change of their number', () => {
    const { own } = share({ operator: asked });
    const told = own('system event broker.delivered').filter(
      ({ value }) => value === brokerEvents.tetheringNumberOfClientsChanged,
    );
    expect(told).toHaveLength(4);
  });
});

describe('the end of sharing', () => {
  it('comes five minutes after the last client has left, and not while one is there', () => {
    const clients = [
      { ...clientKind, count: 1 },
      { ...clientKind, name: 'late', count: 1, comesAfter: always(minutes(14)) },
    ];
    const { at } = share({ sharing: { clients } });
    const [left, last] = at('internet sharing.clientLeft');
    expect(last! - left!).toBeCloseTo(13);
    expect(at('internet sharing.off')).toEqual([last! + 5]);
  });

  it('comes five minutes after the start when nobody joins', () => {
    const { at } = share({ sharing: { clients: [] } });
    expect(at('internet sharing.off')[0]).toBeCloseTo(15 + 2 / 60);
  });

  it('comes with airplane mode, with the Wi-Fi radio and with the coverage, each with its status', () => {
    const end = (name: Parameters<typeof act>[1]) =>
      share({ timeline: [act(10, 'sharingOn'), act(12, name)] }).own('internet sharing.off')[0];
    expect(end('airplaneOn')).toMatchObject({ at: minutes(12), value: statusNumber('mobileBroadbandDeviceOff') });
    expect(end('wifiRadioOff')).toMatchObject({ at: minutes(12), value: statusNumber('wiFiDeviceOff') });
    expect(end('disconnect')).toMatchObject({ at: minutes(12), value: statusNumber('networkLimitedConnectivity') });
    expect(end('sharingOff')).toMatchObject({ at: minutes(12), value: statusNumber('success') });
    const gap = { coverageGaps: { perDay: 200, lasts: always(minutes(1)) } };
    expect(share({ group: gap, timeline: [act(10, 'sharingOn')] }).values('internet sharing.off')[0]).toBe(8);
  });

  it('is told to the app, like every change of the state', () => {
    const { own } = share({ operator: asked });
    const told = own('system event broker.delivered').filter(
      ({ value }) => value === brokerEvents.tetheringOperationalStateChanged,
    );
    expect(told).toHaveLength(3);
    expect(operationalStates).toEqual({ unknown: 0, on: 1, off: 2, inTransition: 3 });
  });
});

describe('while sharing is on', () => {
  it('the PC does not sleep, and does so afterwards when its lid is closed', () => {
    const { at } = share({ timeline: [act(10, 'sharingOn'), act(12, 'closeLid'), act(13, 'sharingOff')] });
    expect(at('internet sharing.keptAwake')).toEqual([12]);
    expect(at('modem.slept')).toEqual([13]);
    expect(share({ timeline: [act(12, 'closeLid')] }).at('modem.slept')).toEqual([12]);
    const opened = share({
      timeline: [act(10, 'sharingOn'), act(12, 'closeLid'), act(13, 'openLid'), act(14, 'sharingOff')],
    });
    expect(opened.at('modem.slept')).toEqual([]);
  });

  it('an edited name or password takes the access point away for a moment, and the clients join again', () => {
    const { at, values } = share({ timeline: [act(10, 'sharingOn'), act(13, 'editSharing')] });
    expect(at('internet sharing.restarted')).toEqual([13]);
    expect(at('internet sharing client.dropped')).toEqual([13, 13]);
    expect(values('internet sharing.clientJoined')).toEqual([1, 2, 1, 2]);
    expect(at('internet sharing.on')).toHaveLength(1);
  });

  it('Windows keeps the connection, though Wi-Fi is there too', () => {
    const timeline = [act(10, 'sharingOn'), act(12, 'wifiOn')];
    const { at, values } = share({ timeline });
    expect(at('connection.softDisconnecting').filter(time => time < 20)).toEqual([]);
    expect(values('internet sharing.off')).toEqual([0]);
  });
});

describe('the access point of the TetheringProfile', () => {
  const own = (more = {}) => ({ sharing: { ...operatorSharing, accessPoint: 'tethering.contoso', ...more } });

  it('is a packet context of its own, opened before the access point is up and closed after it', () => {
    const { at, values } = share({ operator: own() });
    expect(at('special packet context.activated')[0]).toBeCloseTo(10 + 2.5 / 60);
    expect(values('internet sharing.on')).toEqual([seconds(4.5)]);
    expect(at('special packet context.closed')).toEqual(at('internet sharing.off'));
  });

  it('has an interface of its own that counts what the clients use; the line is charged for it, unless it is zero-rated', () => {
    for (const zeroRated of [false, true]) {
      const { world, sharing } = share({ operator: own({ zeroRated }) });
      expect(sharing.shared).toBeGreaterThan(100_000_000);
      expect(world.specialContexts.store.look(0).used).toBe(sharing.shared);
      expect(world.counters.store.look(0).used).toBe(0);
      expect(world.modems.store.look(0).carried).toBe(sharing.shared);
      expect(world.lines.store.look(0).passed).toBe(zeroRated ? 0 : sharing.shared);
      expect(world.accounts.store.look(0).zeroRated).toBe(zeroRated ? sharing.shared : 0);
    }
  });

  it('is lost with the attach, and sharing with it', () => {
    const { values, at } = share({ operator: own(), timeline: [act(10, 'sharingOn'), act(14, 'airplaneOn')] });
    expect(at('special packet context.lost')).toEqual([14]);
    expect(values('internet sharing.off')).toHaveLength(1);
  });
});
