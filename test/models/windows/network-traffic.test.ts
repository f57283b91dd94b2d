/** All traffic of a PC: by source, over mobile broadband or beside it, told apart to the byte. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packetContext } from '../../../src/models/device/packet-context.ts';
import {
  type BytesBySource,
  networkTraffic,
  networkTrafficPorts,
  networkTrafficSees,
  trafficSources,
} from '../../../src/models/windows/network-traffic.ts';
import { windowsConnectionManager } from '../../../src/models/windows/windows-connection-manager.ts';
import { type Microseconds, seconds } from '../../../src/sim/units.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';
import { always, evenly, surroundingsOf } from '../small-world.ts';

type Route = 'offline' | 'cellular' | 'wifi' | 'wifiAndCellular' | 'ethernet';
type Takes = 'mobileBroadband' | 'theRoute';

const surroundings = (takes: Takes) =>
  surroundingsOf({
    group: { usage: { monthly: always(1), sessions: { perDay: 1, weights: evenly }, sessionRate: 1, takes } },
  });
const given = { mobileBroadband: surroundings('mobileBroadband'), theRoute: surroundings('theRoute') };

/** A PC whose connections the test switches; what it tells modem and counters is written down. */
function pc(takes: Takes, route: Route) {
  const { routes, contexts } = networkTrafficSees;
  const isConnected = (way: Route) => (way === 'cellular' || way === 'wifiAndCellular' ? 'activated' : 'deactivated');
  const world = worldWith(networkTraffic, {
    given: given[takes],
    ports: [
      recorder(networkTrafficPorts.radio, { takes: ['trafficStarted', 'trafficChanged', 'trafficStopped'] }),
      recorder(networkTrafficPorts.counters, { takes: ['counted', 'countedBeside', 'began'] }),
      recorder(networkTrafficPorts.sharing, { takes: ['began', 'passed', 'cellularDown'] }),
    ],
    sees: [
      shown(routes, windowsConnectionManager, { state: route }),
      shown(contexts, packetContext, { state: isConnected(route) }),
    ],
  });
  const { assembly, tell } = world;
  return {
    ...world,
    flows: (source: (typeof trafficSources)[number], rate: number) => tell('flows', { source, rate }),
    routeTo(way: Route) {
      assembly.behind(routes).store.at(0).state = way;
      assembly.behind(contexts).store.at(0).state = isConnected(way);
      tell('routeChanged');
    },
    /** What the modem was told, in order. */
    radio: () =>
      world.told
        .filter(({ port }) => port === networkTrafficPorts.radio.label)
        .map(({ name, message }) => (message === undefined ? [name] : [name, (message as { rate: number }).rate])),
    counted: () => world.told.filter(({ name }) => name === 'counted').map(({ message }) => message as BytesBySource),
  };
}

describe('traffic of several sources', () => {
  it('reaches the modem as one rate', () => {
    const { flows, radio } = pc('mobileBroadband', 'cellular');
    flows('user', 1_000);
    flows('apps', 500);
    flows('user', 0);
    flows('apps', 700);
    flows('apps', 0);
    expect(radio()).toEqual([
      ['trafficStarted', 1_000],
      ['trafficChanged', 1_500],
      ['trafficChanged', 500],
      ['trafficChanged', 700],
      ['trafficStopped'],
    ]);
  });

  it('says nothing twice', () => {
    const { flows, radio } = pc('mobileBroadband', 'cellular');
    flows('user', 1_000);
    flows('user', 1_000);
    flows('apps', 0);
    expect(radio()).toEqual([['trafficStarted', 1_000]]);
  });

  it('is told apart by the rates that held when the gateway began, not by those of later', () => {
    const { flows, tell, counted } = pc('mobileBroadband', 'cellular');
    flows('user', 1_000);
    flows('windowsUpdate', 3_000);
    tell('began', 4_000);
    flows('user', 0);
    tell('passed', 4_000);
    tell('began', 3_000);
    tell('passed', 900);
    expect(counted()).toEqual([{ user: 1_000, windowsUpdate: 3_000 }, { windowsUpdate: 900 }]);
  });

  it('that was cut off in the middle is told apart in the same proportion', () => {
    const { flows, tell, counted } = pc('mobileBroadband', 'cellular');
    flows('user', 2_000);
    flows('video', 1_000);
    tell('began', 3_000);
    tell('passed', 1_000);
    expect(counted()).toEqual([{ user: 666, video: 334 }]);
  });

  it('of the walled garden is that of Windows itself, and leaves the stretch alone', () => {
    const { tell, told } = pc('mobileBroadband', 'cellular');
    tell('zeroRated', 77);
    expect(told.map(({ name, message }) => [name, message])).toEqual([['countedBeside', { system: 77 }]]);
  });
});

describe('sessions that take the route', () => {
  it('begin on Wi-Fi where there is Wi-Fi, and the modem hears nothing', () => {
    const { flows, clock, record, radio, facts } = pc('theRoute', 'wifiAndCellular');
    flows('user', 1_000);
    clock.advance(seconds(3));
    flows('user', 0);
    expect(radio()).toEqual([]);
    expect(record()).toMatchObject({ offloaded: 3_000, userOffloaded: undefined });
    expect(facts).toMatchObject([{ name: 'network traffic.offloaded', value: 3_000 }]);
  });

  it('stay on mobile broadband when Wi-Fi comes, as long as that is connected', () => {
    const { flows, routeTo, radio, record } = pc('theRoute', 'cellular');
    flows('user', 1_000);
    routeTo('wifiAndCellular');
    expect(record().userOffloaded).toBeUndefined();
    flows('apps', 50);
    flows('user', 0);
    expect(radio().at(-1)).toEqual(['trafficStopped']);
    expect(record().appsOffloaded).toBe(0);
  });

  it('go over to Wi-Fi when mobile broadband is gone', () => {
    const { flows, routeTo, radio, clock, record } = pc('theRoute', 'cellular');
    flows('user', 1_000);
    clock.advance(seconds(1));
    routeTo('wifi');
    expect(radio()).toEqual([['trafficStarted', 1_000], ['trafficStopped']]);
    clock.advance(seconds(2));
    flows('user', 0);
    expect(record().offloaded).toBe(2_000);
  });

  it('go over to mobile broadband when Wi-Fi is gone, and what passed there is counted', () => {
    const { flows, routeTo, radio, clock, record } = pc('theRoute', 'wifi');
    flows('user', 1_000);
    clock.advance(seconds(1));
    routeTo('cellular');
    expect(record()).toMatchObject({ offloaded: 1_000, userOffloaded: undefined });
    expect(radio()).toEqual([['trafficStarted', 1_000]]);
  });

  it('wait where there is nothing, and pass when mobile broadband is back', () => {
    const { flows, routeTo, radio } = pc('theRoute', 'offline');
    flows('user', 1_000);
    routeTo('cellular');
    expect(radio().at(-1)).toEqual(['trafficChanged', 1_000]);
  });

  it('do not move between Wi-Fi and Ethernet', () => {
    const { flows, routeTo, clock, record } = pc('theRoute', 'wifi');
    flows('user', 1_000);
    clock.advance(seconds(1));
    routeTo('ethernet');
    clock.advance(seconds(1));
    flows('user', 0);
    expect(record().offloaded).toBe(2_000);
  });
});

describe('sessions that take mobile broadband', () => {
  it('take it whatever else there is', () => {
    const { flows, routeTo, radio } = pc('mobileBroadband', 'wifiAndCellular');
    flows('user', 1_000);
    routeTo('wifi');
    expect(radio()).toEqual([['trafficStarted', 1_000]]);
  });
});

describe('whatever the sources and the connections do', () => {
  const source = fc.constantFrom(...trafficSources);
  const event = fc.oneof(
    fc.record({ kind: fc.constant('flows' as const), source, rate: fc.constantFrom(0, 0, 1, 625_000, 999_983) }),
    fc.record({
      kind: fc.constant('routeTo' as const),
      way: fc.constantFrom<Route[]>('offline', 'cellular', 'wifi', 'wifiAndCellular', 'ethernet'),
    }),
    fc.record({ kind: fc.constant('waits' as const), time: fc.nat(1e8) }),
  );

  it('the bytes of the sources add up to those that passed, and none is negative', () =>
    fc.assert(
      fc.property(
        fc.constantFrom<Takes[]>('mobileBroadband', 'theRoute'),
        fc.array(event, { maxLength: 25 }),
        fc.nat(1e12),
        (takes, events, bytes) => {
          const { flows, routeTo, clock, tell, record, counted, facts } = pc(takes, 'cellular');
          for (const one of events) {
            if (one.kind === 'flows') flows(one.source, one.rate);
            else if (one.kind === 'routeTo') routeTo(one.way);
            else clock.advance(one.time as Microseconds);
            tell('began', 1);
            tell('passed', bytes);
            const parts = Object.values(counted().at(-1)!);
            expect(parts.reduce((sum: number, part) => sum + part, 0)).toBe(bytes);
            expect(parts.every(part => part > 0)).toBe(true);
          }
          const told = facts.reduce((sum, { value }) => sum + value!, 0);
          expect(record().offloaded).toBe(told);
        },
      ),
      { numRuns: 50 },
    ));

  it('the modem knows the rate of all that is not on Wi-Fi or Ethernet, whenever mobile broadband is there', () =>
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), events => {
        const { flows, routeTo, clock, radio, record } = pc('theRoute', 'cellular');
        let isThere = true;
        for (const one of events) {
          if (one.kind === 'flows') flows(one.source, one.rate);
          else if (one.kind === 'waits') clock.advance(one.time as Microseconds);
          else {
            routeTo(one.way);
            isThere = one.way === 'cellular' || one.way === 'wifiAndCellular';
          }
          const now = record();
          const wanted = trafficSources
            .filter(own => now[`${own}Offloaded`] === undefined)
            .reduce((sum, own) => sum + now[own], 0);
          const [name, rate] = radio().at(-1) ?? ['trafficStopped'];
          if (isThere) expect(name === 'trafficStopped' ? 0 : rate).toBe(wanted);
        }
      }),
      { numRuns: 50 },
    ));
});
