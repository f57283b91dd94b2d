/** `population.NAME.lanDevice`: a device on the network at home that Windows finds by PnP-X. */
import { z } from 'zod';
import { lanDeviceKinds } from '../../models/settings.ts';
import { truth } from './phrases.ts';
import { oneOf, setting, share, size, timeDistribution } from './setting.ts';
import { assumed, published } from './sources.ts';

export const lanDevice = z.strictObject({
  kind: setting(oneOf(lanDeviceKinds), {
    meaning: 'What it is',
    default: 'router',
    ...published('OV', 'Wireline operators: DVRs, gateway routers, mobile hotspots, and phones'),
  }),
  share: setting(share, {
    meaning: 'Share of people who get one',
    default: '100 %',
    ...assumed('The group is that of the customers who get one'),
  }),
  pluggedIn: setting(timeDistribution, {
    meaning: 'From the start of the run until it is plugged in',
    default: 'exponential mean 6 h',
    ...assumed('Parcels are opened in the course of the day'),
  }),
  announcementLost: setting(share, {
    meaning: 'Share of its announcements that no PC hears',
    default: '5 %',
    ...assumed('Announcements are sent once to everybody, and Wi-Fi loses some'),
  }),
  pairsByItself: setting(truth, {
    meaning: 'Whether devices of its class pair by themselves; otherwise their owner adds them',
    default: 'true',
    ...published('OV', 'Wireline operators; which classes, it does not say'),
  }),
  pairsByHand: setting(share, {
    meaning: 'Share of owners who add a device that does not pair by itself',
    default: '30 %',
    ...assumed('A step that nobody is led to; most never look for it'),
  }),
  pairedAfter: setting(timeDistribution, {
    meaning: 'From when Windows has found it until its owner adds it',
    default: 'lognormal median 30 min p95 1 day',
    ...assumed('While setting it up, or in the evening'),
  }),
  lineUp: setting(timeDistribution, {
    meaning: 'From when it is plugged in until the line behind it is up, and with it the internet at home',
    default: '0 s',
    ...assumed('The line is there already'),
  }),
  metadata: setting(truth, {
    meaning: 'Whether its maker has published metadata for it',
    default: 'true',
    ...published('OV', 'Wireline operators'),
  }),
  app: setting(truth, {
    meaning: 'Whether its metadata name an app',
    default: 'true',
    ...published('OV', 'Wireline operators'),
  }),
  metadataSize: setting(size, {
    meaning: 'Size of its metadata',
    default: '60 kB',
    ...assumed('As service metadata: small XML and icons'),
  }),
  appSize: setting(size, {
    meaning: 'Size of its app',
    default: '20 MB',
    ...assumed('As the app of an operator'),
  }),
  opensApp: setting(share, {
    meaning: 'Share of people who open its app once it is there',
    default: '40 %',
    ...assumed('Chosen to be explored: no document says how many do'),
  }),
  opensAppAfter: setting(timeDistribution, {
    meaning: 'From when the app is there until they open it',
    default: 'lognormal median 1 h p95 2 days',
    ...assumed('When they notice it in Start'),
  }),
});
