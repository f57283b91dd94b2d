/** Whom a connection tells, asks and looks at, and what its handlers may want done. */
import { type Does, port, sees } from '../../sim/index.ts';
import type { microsoftStore } from '../microsoft/microsoft-store.ts';
import type { subscription } from '../operator/subscription.ts';
import type { gettingOnline } from '../people/getting-online.ts';
import type { Surroundings } from '../surroundings.ts';
import { neighbourSees } from './connection-neighbours.ts';
import type { connectionRecord, connectionTable } from './connection-record.ts';
import type { defaultContextController } from './default-context-controller.ts';
import type { hotspotAuthentication } from './hotspot-authentication.ts';
import { hotspotSees } from './hotspot-in-range.ts';
import type { internetProbe } from './internet-probe.ts';
import type { mobileBroadbandApp } from './mobile-broadband-app.ts';
import type { serviceMetadata } from './service-metadata.ts';
import type { systemEventBroker } from './system-event-broker.ts';
import type { windowsConnectionManager } from './windows-connection-manager.ts';
import type { windowsSetup } from './windows-setup.ts';
import type { windowsUpdate } from './windows-update.ts';

const controller = port<typeof defaultContextController>('default context controller');
const probe = port<typeof internetProbe>('internet probe');
const routing = port<typeof windowsConnectionManager>('Windows Connection Manager');
const broker = port<typeof systemEventBroker>('System Event Broker');
const metadata = port<typeof serviceMetadata>('service metadata');
const store = port<typeof microsoftStore>('Microsoft Store');
const update = port<typeof windowsUpdate>('Windows Update');
const setup = port<typeof windowsSetup>('Windows Setup');
const app = port<typeof mobileBroadbandApp>('mobile broadband app');
const person = port<typeof gettingOnline>('getting online');
const hotspots = port<typeof hotspotAuthentication>('hotspot authentication');
export const connectionPorts = {
  controller,
  probe,
  routing,
  broker,
  metadata,
  store,
  update,
  setup,
  app,
  person,
  hotspots,
};

const lines = sees<typeof subscription>('subscriptions');
const apps = sees<typeof mobileBroadbandApp>('mobile broadband apps');
const setups = sees<typeof windowsSetup>('Windows Setup');
export const connectionSees = { ...neighbourSees, ...hotspotSees, lines, apps, setups };

type Timer = 'linkUp' | 'probesAgain' | 'checksTraffic';
type Fact =
  | 'connecting'
  | 'connected'
  | 'failed'
  | 'levelChanged'
  | 'softDisconnecting'
  | 'disconnected'
  | 'lost'
  | 'startedApp'
  | 'openedWebPage'
  | 'showedError'
  | 'showedLimited';
/** Everything a handler of the connection may want done. */
export type Doing = Does<typeof connectionRecord, typeof connectionTable, Timer, Fact, string, Surroundings>;
export type Event = Parameters<Doing['move']>[1];
