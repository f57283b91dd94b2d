import { describe, expect, it } from 'vitest';
import { media } from '../../../src/models/device/interfaces.ts';
import { isUp, trafficPath, windowsConnectionManager } from '../../../src/models/windows/windows-connection-manager.ts';
import { transitionsOf } from '../../../src/sim/state-machine.ts';
import { worldWith } from '../../kit/world-with.ts';

describe('Windows Connection Manager', () => {
  it('keeps track of both connections, in whichever order they come and go', () => {
    const { tell, record } = worldWith(windowsConnectionManager);
    const states = ['cellularUp', 'wifiUp', 'cellularDown', 'wifiDown', 'wifiUp', 'cellularUp', 'wifiDown'].map(
      what => {
        tell('changed', what);
        return record().state;
      },
    );
    expect(states).toEqual(['cellular', 'wifiAndCellular', 'wifi', 'offline', 'wifi', 'wifiAndCellular', 'cellular']);
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
