/** Whom a person on the way online does something with, and what they look at. */
import { port, sees } from '../../sim/index.ts';
import type { cdmaDevice } from '../device/cdma-device.ts';
import type { classDriver } from '../device/class-driver.ts';
import type { modem } from '../device/modem.ts';
import type { physicalSim } from '../device/physical-sim.ts';
import type { mobileOperatorWebSite } from '../operator/mobile-operator-web-site.ts';
import type { connection } from '../windows/connection.ts';
import type { defaultContextController } from '../windows/default-context-controller.ts';
import type { mobileBroadbandApp } from '../windows/mobile-broadband-app.ts';
import type { provisioningAgent } from '../windows/provisioning-agent.ts';
import type { windowsSetup } from '../windows/windows-setup.ts';
import type { user } from './user.ts';

const driver = port<typeof classDriver>('class driver');
const card = port<typeof physicalSim>('physical SIM');
const radio = port<typeof modem>('modem');
const cdma = port<typeof cdmaDevice>('CDMA device');
const windows = port<typeof connection>('connection');
const controller = port<typeof defaultContextController>('default context controller');
const app = port<typeof mobileBroadbandApp>('mobile broadband app');
const site = port<typeof mobileOperatorWebSite>('operator web site');
const agent = port<typeof provisioningAgent>('provisioning agent');
const setup = port<typeof windowsSetup>('Windows Setup');
const person = port<typeof user>('user');
export const gettingOnlinePorts = {
  driver,
  card,
  radio,
  cdma,
  windows,
  controller,
  app,
  site,
  agent,
  setup,
  person,
};

const connections = sees<typeof connection>('connections');
const cards = sees<typeof physicalSim>('physical SIM');
export const gettingOnlineSees = { connections, cards };
