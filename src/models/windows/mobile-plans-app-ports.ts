/** The ports of the Mobile Plans app: whom it asks and tells, from its record and from its flows. */
import { port, sees } from '../../sim/index.ts';
import type { euicc } from '../device/euicc.ts';
import type { modem } from '../device/modem.ts';
import type { physicalSim } from '../device/physical-sim.ts';
import type { registration } from '../device/registration.ts';
import type { mobilePlansService } from '../microsoft/mobile-plans-service.ts';
import type { mobileOperatorWebPortal } from '../operator/mobile-operator-web-portal.ts';
import type { subscription } from '../operator/subscription.ts';
import type { user } from '../people/user.ts';
import type { appLocalSettings } from './app-local-settings.ts';
import type { connection } from './connection.ts';
import type { lpa } from './lpa.ts';
import type { networkFlyout } from './network-flyout.ts';

const service = port<typeof mobilePlansService>('Mobile Plans service');
const portal = port<typeof mobileOperatorWebPortal>('web portal');
const profileAssistant = port<typeof lpa>('LPA');
const radio = port<typeof registration>('registration');
const windows = port<typeof connection>('connection');
const flyout = port<typeof networkFlyout>('network flyout');
const person = port<typeof user>('user');
const gateway = port<typeof subscription>('packet gateway');
const localSettings = port<typeof appLocalSettings>('local settings');
export const appPorts = { service, portal, profileAssistant, radio, windows, flyout, person, localSettings, gateway };

const portals = sees<typeof mobileOperatorWebPortal>('portal sessions');
const cards = sees<typeof euicc>('eUICCs');
const sims = sees<typeof physicalSim>('physical SIMs');
const modems = sees<typeof modem>('modem');
const keptSettings = sees<typeof appLocalSettings>('local settings');
export const appSees = { portals, cards, sims, modems, localSettings: keptSettings };
