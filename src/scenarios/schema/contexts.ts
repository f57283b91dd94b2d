/**
 * Connections beside the one for the internet: `operators.NAME.contexts`, the access points that the operator offers to single
 * apps, and `population.NAME.specialApps`, the apps that want them.
 */
import { z } from 'zod';
import { contextsMost } from '../../models/windows/context-policies.ts';
import { accessString } from './access-points.ts';
import { truth } from './phrases.ts';
import {
  bitRate,
  countFrom,
  dailyRate,
  hostName,
  oneOf,
  optional,
  required,
  setting,
  share,
  text,
  timeDistribution,
} from './setting.ts';
import { assumed, published } from './sources.ts';

const policy = z.strictObject({
  accessPoint: required(accessString, { meaning: 'The access point that the connection leads to (Context)' }),
  apps: z.array(required(text(200), { meaning: 'AppIDList: an app that may use it, by its name in `specialApps`' })),
  hosts: z
    .array(required(hostName, { meaning: 'A host, or the end of its name, whose requests a route policy puts on it' }))
    .optional(),
  charged: setting(truth, {
    meaning: 'Whether what goes over it counts against the plan',
    default: 'true',
    ...assumed('No document says; operators do either'),
  }),
  rejected: setting(share, {
    meaning: 'Share of subscribers whom the network rejects, because they have not subscribed to it (ESM cause 33)',
    default: '0 %',
    ...assumed('No document publishes how often this happens, so nothing fails unless the scenario says so'),
  }),
});

export const contexts = z.strictObject({
  supported: setting(truth, {
    meaning: 'MultiplePDPContextSupport: whether apps get connections of their own at all',
    default: 'true',
    ...published('XS', 'MultiplePDPContextSupport is true by default'),
  }),
  most: setting(countFrom(1, 17), {
    meaning: 'Contexts that a device has at once, the one for the internet included',
    default: String(contextsMost),
    ...published('DC', 'a published log of a connect'),
  }),
  policies: z.record(z.string(), policy),
});

const app = z.strictObject({
  context: required(text(64), { meaning: 'The policy of its operator whose connection it asks for' }),
  share: setting(share, {
    meaning: 'Share of PCs that have it',
    default: '100 %',
    ...assumed('A group of its own for those that have not'),
  }),
  sessions: setting(dailyRate, {
    meaning: 'How often it has something to send or fetch',
    default: '5 per day by hour published',
    ...assumed('No document says; chosen to be explored'),
  }),
  lasts: setting(timeDistribution, {
    meaning: 'How long that takes',
    default: 'lognormal median 2 min p95 15 min',
    ...assumed('No document says; chosen to be explored'),
  }),
  rate: setting(bitRate, {
    meaning: 'Speed meanwhile',
    default: '1 Mbit/s',
    ...assumed('No document says; chosen to be explored'),
  }),
  host: optional(hostName, {
    meaning: 'The host it talks to, for a route policy; without one, it binds its sockets to the connection',
  }),
  otherwise: setting(oneOf(['nothing', 'internet']), {
    meaning: 'What it does without a connection of its own: nothing, or the same over the connection for the internet',
    default: 'internet',
    ...assumed('An app that can be reached over the internet works there too'),
  }),
});

export const specialApps = z.record(z.string(), app);
