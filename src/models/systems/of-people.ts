/** People, and the places they go to. */
import type { System } from './system.ts';

export const systemsOfPeople: readonly System[] = [
  {
    name: 'User',
    named: { plans: 'Introduction', architecture: 'Mobile Plans App', broadband: 'Plan purchase' },
    source: 'mobile-plans.md',
    models: ['user', 'getting online', 'campaign visit', 'sharing habit', 'hotspot visit', 'traveller', 'data warning'],
    files: ['people/portal-walk.ts', 'people/plan-purchase.ts'],
    lacks: 'thinks about the first warning of a plan or a journey alone',
  },
];

export const systemsOfOthers: readonly System[] = [
  {
    name: 'Alternate internet connection',
    named: { broadband: 'Plan purchase' },
    source: 'overview-of-mobile-broadband.md',
    models: ['connection'],
    files: ['surroundings.ts'],
    lacks: 'Wi-Fi and Ethernet of the place, without a router of their own',
  },
  {
    name: 'Wi-Fi hotspot (WISPr)',
    named: { broadband: 'Wi-Fi hotspot authentication' },
    source: 'wispr-authentication.md',
    models: ['Wi-Fi hotspot'],
    files: ['messages/wispr.ts'],
    lacks: 'no logoff, no proxy',
  },
  {
    name: 'Wi-Fi hotspot (EAP)',
    named: { broadband: 'Wi-Fi hotspot authentication' },
    source: 'account-provisioning.md',
    models: ['Wi-Fi hotspot', 'EAP authentication'],
  },
  {
    name: 'Devices that share the connection',
    named: { broadband: 'Internet sharing' },
    source: 'creating-and-configuring-internet-sharing-experiences.md',
    models: ['internet sharing client'],
    lacks: 'one rate each, for as long as a device is joined',
  },
  {
    name: 'PnP-X device',
    named: { broadband: 'Wireline operators' },
    source: 'overview-of-mobile-broadband.md',
    models: ['PnP-X device', 'device discovery'],
  },
  {
    name: 'PC maker and device maker',
    named: { broadband: 'Plan purchase' },
    source: 'overview-of-mobile-broadband.md',
    models: ['service metadata', 'Microsoft Store'],
    lacks: 'only what they preload: app and service metadata',
  },
  {
    name: 'SM-DS',
    named: {},
    source: 'mobile-plans-asynchronous-fulfillment.md',
    models: ['SM-DS', 'profile discovery'],
    files: ['messages/es11.ts'],
  },
  {
    name: 'Device management (MDM)',
    named: {},
    source: 'esim-management-on-windows-for-mobile-operators-and-oems.md',
    models: ['device management'],
  },
];
