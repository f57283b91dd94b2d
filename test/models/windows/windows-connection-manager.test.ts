import { describe, expect, it } from 'vitest';
import { media } from '../../../src/models/device/interfaces.ts';
import { lpa } from '../../../src/models/windows/lpa.ts';
import {
  isUp,
  routePorts,
  routeSees,
  trafficPath,
  windowsConnectionManager,
} from '../../../src/models/windows/windows-connection-manager.ts';
import { transitionsOf } from '../../../src/sim/state-machine.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';

/** With an LPA that is idle, or in the middle of a download. */
const manager = (state: 'idle' | 'downloading' = 'idle') =>
  worldWith(windowsConnectionManager, {
    sees: [shown(routeSees.assistants, lpa, { state })],
    ports: [
      recorder(routePorts.profileAssistant, { takes: ['wayLost'] }),
      recorder(routePorts.traffic, { takes: ['routeChanged'] }),
    ],
  });

describe('Windows Connection Manager', () => {
  it('keeps track of both connections, in whichever order they come and go', () => {
    const { tell, record } = manager();
    const states = ['cellularUp', 'wifiUp', 'cellularDown', 'wifiDown', 'wifiUp', 'cellularUp', 'wifiDown'].map(
      what => {
        tell('changed', what);
        return record().state;
      },
    );
    expect(states).toEqual(['cellular', 'wifiAndCellular', 'wifi', 'offline', 'wifi', 'wifiAndCellular', 'cellular']);
  });

  it('tells a download that the connection is gone which carried the traffic, and of no other change', () => {
    const changes = ['wifiUp', 'ethernetUp', 'wifiDown', 'wifiUp', 'ethernetDown', 'cellularUp', 'wifiDown'] as const;
    const lost = (state: 'idle' | 'downloading') => {
      const { tell, told } = manager(state);
      return changes.filter(what => {
        const before = told.length;
        tell('changed', what);
        return told.slice(before).some(({ name }) => name === 'wayLost');
      });
    };
    expect(lost('downloading')).toEqual(['ethernetDown', 'wifiDown']);
    expect(lost('idle')).toEqual([]);
  });

  it('knows of Ethernet too: each arrow takes up or down just the medium it names', () => {
    const { table } = windowsConnectionManager.definition;
    type State = keyof typeof trafficPath;
    const arrows = transitionsOf(table!) as { from: State; event: string; to: State }[];
    expect(arrows).toHaveLength(8 * 3);
    for (const { from, event, to } of arrows)
      for (const medium of media)
        expect(isUp(to, medium), `${from} ${event}`).toBe(
          event.startsWith(medium) ? event === `${medium}Up` : isUp(from, medium),
        );
  });

  it('prefers Ethernet to Wi-Fi, and Wi-Fi to mobile broadband', () => {
    for (const [state, path] of Object.entries(trafficPath) as [keyof typeof trafficPath, string][])
      expect(media.find(medium => isUp(state, medium)) ?? 'nowhere').toBe(path);
  });
});
