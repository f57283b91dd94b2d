import { describe, expect, it } from 'vitest';
import { trafficPath, windowsConnectionManager } from '../../../src/models/windows/windows-connection-manager.ts';
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

  it('prefers Wi-Fi to mobile broadband', () => {
    expect(trafficPath).toEqual({ offline: 'nowhere', wifi: 'wifi', cellular: 'cellular', wifiAndCellular: 'wifi' });
  });
});
