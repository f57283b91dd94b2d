/** `operators`: the mobile operator's plans, portal, network, eSIM server, API, back end and billing. */
import { z } from 'zod';
import { readTierPath } from '../tier-paths.ts';
import { accountPage } from './account-view.ts';
import { backend } from './backend.ts';
import { contexts } from './contexts.ts';
import { smds } from './esim-management.ts';
import { hotspotOffer } from './hotspots.ts';
import { messages } from './messages.ts';
import { cosa, serviceMetadata } from './metadata.ts';
import { planDescription, roaming } from './metered.ts';
import { hostOrPattern, pricePerData, restock, shareOrRest, truth } from './phrases.ts';
import { portal } from './portal.ts';
import { provisioning } from './provisioning.ts';
import { sale } from './sale.ts';
import {
  countFrom,
  hostName,
  money,
  oneOf,
  optional,
  rateOrNone,
  required,
  setting,
  share,
  size,
  someTime,
  text,
  time,
  timeDistribution,
} from './setting.ts';
import { operatorSharing } from './sharing.ts';
import { assumed, published } from './sources.ts';

/** Whoever sets no failures gets a world without them: no document publishes how often they happen. */
const noFailures = assumed(
  'No document publishes how often this happens, so nothing fails unless the scenario says so',
);
const esimLog = 'the one published download log, which took 27.5 s; as the median, with sigma 0.3 assumed';

const offer = {
  data: setting(size, {
    meaning: 'Data that the plan grants',
    default: '200 MB',
    ...published('PG', 'the sample offer'),
  }),
  lasts: setting(someTime, {
    meaning: 'Time that the plan grants; it ends with the data or the time, whichever is first',
    default: '24 h',
    ...published('PG', 'the sample offer'),
  }),
  price: setting(money, {
    meaning: 'Price of the plan',
    default: '4.99 EUR',
    ...assumed('A usual price for a day; it decides nothing'),
  }),
  postpaid: setting(truth, {
    meaning: 'True for a contract: a bill and new data after each `lasts`, and use beyond the data goes on',
    default: 'false',
    ...published('PG', 'the sample offer is prepaid'),
  }),
  endsAt: setting(oneOf(['duration', 'localMidnight']), {
    meaning: 'When its time is over: after `lasts`, or at the local midnight from then on',
    default: 'duration',
    ...published('PG', 'the sample offer is for 24 hours'),
  }),
  overage: optional(pricePerData, {
    meaning: 'What a contract pays for use beyond its data; nothing without it',
  }),
  ...planDescription,
};

const plan = z.strictObject({
  name: setting(text(100), {
    meaning: 'Name of the plan',
    default: '200 MB for 24 hours',
    ...published('PG', 'the sample offer'),
  }),
  ...offer,
});

/** Further plans, which groups buy or have that name them. */
const furtherPlan = z.strictObject({
  name: optional(text(100), { meaning: 'Name of the plan for people; without one, that under which it stands here' }),
  ...offer,
});

const stock = z.strictObject({
  profiles: required(countFrom(0, 1_000_000_000), {
    meaning: 'Profiles that can be sold at the start; without `stock`, there is no end of them',
  }),
  restock: optional(restock, {
    meaning:
      'When so many more arrive: at that time of day for the first time, or, where none is written, after the first such stretch',
  }),
});

const network = z.strictObject({
  registration: setting(timeDistribution, {
    meaning: 'Time of a registration on the network',
    default: 'lognormal median 3 s p95 15 s',
    ...assumed('Within the 0 to 50 s that [PR] allows; a first attach may take longer'),
  }),
  rejectsRetryable: setting(share, {
    meaning: 'Share of registrations rejected with cause 17, network failure',
    default: '0 %',
    ...noFailures,
  }),
  rejectsForGood: setting(share, {
    meaning: 'Share of new lines that are rejected for good (cause 11)',
    default: '0 %',
    ...noFailures,
  }),
  t3411: setting(someTime, {
    meaning: 'T3411, the wait after a rejected registration',
    default: '10 s',
    ...published('3G', 'T3411'),
  }),
  t3402: setting(someTime, {
    meaning: 'T3402, the wait after `attempts` rejects in a row',
    default: '12 min',
    ...published('3G', 'T3402'),
  }),
  attempts: setting(countFrom(1, 1_000), {
    meaning: 'Registrations in a row before T3402',
    default: '5',
    ...published('3G', 'attempt counter'),
  }),
  attach: setting(timeDistribution, {
    meaning: 'Time to attach to the packet service',
    default: 'uniform 1 s to 5 s',
    ...assumed('Within the time that [PR] allows for going online; no document gives the attach alone'),
  }),
  pdpActivation: setting(timeDistribution, {
    meaning: 'Time to activate a packet data connection',
    default: 'triangular 2 s to 10 s mode 2.5 s',
    ...published('PR', 'best 2 s, worst 10 s; the mode is assumed'),
  }),
  coldAccess: setting(oneOf(['rejected', 'walledGarden']), {
    meaning: 'What the network does with a cold SIM: rejects it, or lets it see nothing but where plans are sold',
    default: 'rejected',
    ...assumed('[OV] names both, and says of neither how usual it is'),
  }),
  coldCause: setting(countFrom(1, 255), {
    meaning: 'Cause with which a cold SIM is rejected',
    default: '2',
    ...published('3G', 'cause 2, IMSI unknown in HSS'),
  }),
  walledGardenPassesNcsi: setting(truth, {
    meaning: 'Whether the walled garden answers the connectivity probe of Windows as the internet does',
    default: 'false',
    ...assumed('The documents contradict each other: [WG] wants it answered, [WS] not'),
  }),
  reauthenticates: setting(truth, {
    meaning:
      'Whether a plan that was bought opens the internet on the connection that stands; otherwise the device has to connect anew',
    default: 'true',
    ...assumed(
      'The withdrawn test plan of the operator API wants it where the network supports it; how many do, nobody says',
    ),
  }),
  serviceActivation: setting(timeDistribution, {
    meaning: 'Time of the over-the-air activation of a CDMA device',
    default: 'lognormal median 30 s p95 2 min',
    ...assumed('A call to the operator and a few messages; no document gives a number'),
  }),
  contextRejects: z
    .record(
      z.string(),
      setting(share, {
        meaning: 'Share of packet context activations that are rejected with this ESM cause',
        default: '0 %',
        ...noFailures,
      }),
    )
    .prefault({}),
  t3396: setting(someTime, {
    meaning: 'T3396, the wait after a packet context was rejected for want of resources (ESM cause 26)',
    default: '12 min',
    ...published('3G', 'T3396; the network supplies it, 720 s in a sample'),
  }),
});

const pathOf = (request: string) =>
  optional(
    { unit: 'a path through tiers', read: readTierPath },
    {
      meaning: `Tiers that ${request} passes: \`>\` waits and holds its thread, \`else\` is asked after a miss, \`then\` is next, \`later\` comes after the answer`,
    },
  );

const api = z.strictObject({
  host: optional(hostName, { meaning: 'Host name of the API; without one, api.<operator>.example' }),
  servers: setting(countFrom(1, 1_000_000), {
    meaning: 'Requests that are served at the same time',
    default: '4',
    ...assumed('Peak 3 per s of 120 ms keep 0.4 busy; four leave room to see a queue form'),
  }),
  queue: setting(countFrom(0, 100_000_000), {
    meaning: 'Places to wait in; a request that finds none is turned away',
    default: '200',
    ...assumed('A usual backlog of a web server'),
  }),
  discipline: optional(oneOf(['fifo', 'processorSharing']), {
    meaning:
      'Whether a request has a server of its own from its turn on, or all requests share the servers at once; `fifo` without it',
  }),
  service: setting(timeDistribution, {
    meaning: 'Time to answer one GetBalance',
    default: 'lognormal mean 120 ms p99 600 ms',
    ...assumed('Must meet 400 ms on average including the network [IN]'),
  }),
  limit: setting(rateOrNone, {
    meaning: 'Highest rate that the gateway accepts; beyond it the answer is 429',
    default: 'none',
    ...assumed('The documents name no limit'),
  }),
  retryAfter: setting(time, {
    meaning: 'Retry-After in a 429',
    default: '30 s',
    ...assumed('The documents name the header, not a value'),
  }),
  errors: setting(share, {
    meaning: 'Share of requests that end in HTTP 500',
    default: '0.1 %',
    ...published('LA', 'live availability of the core network 99.90 %; here independent of one another'),
  }),
  unknownIccids: setting(share, {
    meaning: 'Share of lines whose ICCID the API does not know (404)',
    default: '0 %',
    ...noFailures,
  }),
  excluded: setting(share, {
    meaning:
      'Share of SIMs that the operator keeps out of Mobile Plans (type NOTSUPPORTED), for example enterprise contracts',
    default: '0 %',
    ...assumed('The type exists [AM]; how many SIMs have it, no document says'),
  }),
  certificate: setting(oneOf(['valid', 'absent', 'expired', 'untrusted']), {
    meaning:
      'The client certificate that the Mobile Plans service shows: absent or expired is answered with 401, untrusted with 403',
    default: 'valid',
    ...published('IN', 'mutual TLS; the API serves whoever shows the right certificate'),
  }),
  credentials: setting(oneOf(['none', 'right', 'wrong']), {
    meaning: 'Basic authentication beside the certificate: not wanted, right, or wrong (401)',
    default: 'none',
    ...published('AM', 'optional'),
  }),
  strictLocation: setting(truth, {
    meaning: 'Whether a location in lower case is an unknown one (400)',
    default: 'false',
    ...assumed('[AM] calls the parameter case-sensitive, and writes it both ways'),
  }),
  paths: z
    .strictObject({
      getBalance: pathOf('GetBalance'),
      placeOrder: pathOf('the order of a plan'),
      getOffers: pathOf('GetOffers'),
      getNotifications: pathOf('GetNotifications'),
    })
    .optional(),
  clientTimeout: optional(someTime, {
    meaning: 'How long whoever asks the API waits; without it, `microsoft.service.apiTimeout`',
  }),
  afterClientTimeout: setting(oneOf(['keepsWorking', 'cancels']), {
    meaning: 'What the tiers do for a client that has gone: they do not know and work on, or stop at the next step',
    default: 'keepsWorking',
    ...assumed('A server learns that nobody waits only when it answers'),
  }),
});

/** What an SM-DP+ can refuse a download with, by SGP.22 subject and reason code. */
export const refusalCodes = [
  '8.1/4.8',
  '8.1/6.1',
  '8.1.1/3.8',
  '8.1.2/6.1',
  '8.1.2/6.3',
  '8.1.3/6.1',
  '8.1.3/6.3',
  '8.2/1.2',
  '8.2/3.7',
  '8.2.5/4.3',
  '8.2.6/3.8',
  '8.2.7/2.2',
  '8.2.7/3.8',
  '8.2.7/6.4',
  '8.8.1/3.8',
  '8.8.2/3.1',
  '8.8.3/3.1',
  '8.8.4/3.7',
  '8.8.5/4.1',
  '8.8.5/6.4',
  '8.10.1/3.9',
  '8.11.1/3.9',
] as const;

const smdp = z.strictObject({
  host: optional(hostName, { meaning: 'Host name of the SM-DP+; without one, smdp.<operator>.example' }),
  servers: setting(countFrom(1, 1_000_000), {
    meaning: 'Calls that are served at the same time',
    default: '16',
    ...assumed('Never the bottleneck unless the scenario makes it one'),
  }),
  queue: setting(countFrom(0, 100_000_000), {
    meaning: 'Places to wait in; a call that finds none is turned away',
    default: '1_000',
    ...assumed('A usual backlog of a web server'),
  }),
  service: setting(timeDistribution, {
    meaning: 'Time that one ES9+ call keeps a server busy',
    default: 'exponential mean 50 ms',
    ...assumed('A share of the call times in the published log, most of which the link and the card take'),
  }),
  order: setting(timeDistribution, {
    meaning: 'Time to order, confirm and release a profile',
    default: '1 s',
    ...assumed('Two ES2+ calls'),
  }),
  orderFails: setting(share, {
    meaning: 'Share of orders that find no profile of that type (8.2.5/3.7)',
    default: '0 %',
    ...noFailures,
  }),
  initiateAuthentication: setting(timeDistribution, {
    meaning: 'InitiateAuthentication, as the device sees it',
    default: 'lognormal median 1.55 s sigma 0.3',
    ...published('ES', esimLog),
  }),
  authenticateClient: setting(timeDistribution, {
    meaning: 'AuthenticateClient, as the device sees it',
    default: 'lognormal median 440 ms sigma 0.3',
    ...published('ES', esimLog),
  }),
  getBoundProfilePackage: setting(timeDistribution, {
    meaning: 'GetBoundProfilePackage, as the device sees it',
    default: 'lognormal median 1.33 s sigma 0.3',
    ...published('ES', esimLog),
  }),
  handleNotification: setting(timeDistribution, {
    meaning: 'HandleNotification, as the device sees it',
    default: 'lognormal median 330 ms sigma 0.3',
    ...published('ES', esimLog),
  }),
  refuses: z
    .record(
      z.string(),
      setting(share, {
        meaning: 'Share of all downloads that the server refuses with this code',
        default: '0 %',
        ...noFailures,
      }),
    )
    .prefault({}),
  silent: setting(share, { meaning: 'Share of ES9+ calls that get no answer at all', default: '0 %', ...noFailures }),
  timeout: setting(someTime, {
    meaning: 'How long the LPA waits for an ES9+ answer',
    default: '30 s',
    ...assumed('The documents name no number; longer than the whole published download'),
  }),
  maxDownloadAttempts: setting(countFrom(1, 1_000), {
    meaning: 'Downloads of one order that the server allows',
    default: '5',
    ...assumed('Code 8.8.5/6.4 exists, without a number'),
  }),
  orderExpiry: setting(someTime, {
    meaning: 'How long an order can be downloaded',
    default: '30 days',
    ...assumed('A commercial norm'),
  }),
  bindsEid: setting(truth, {
    meaning: 'Whether an order names the EID, so that no other device may download the profile',
    default: 'true',
    ...assumed('The portal learns the EID at its launch [WP]; SGP.22 allows an order without it'),
  }),
  afterDeletion: setting(oneOf(['available', 'unavailable']), {
    meaning: 'What becomes of a profile that a device has deleted: it can be sold again, or never',
    default: 'unavailable',
    ...assumed('SGP.22 leaves it to the operator'),
  }),
});

/** The page of the app before the portal. */
const gateway = z.strictObject({
  templates: z
    .record(
      z.string(),
      z.strictObject({
        share: required(shareOrRest, { meaning: 'Share of SIMs to which the operator offers this page (GetOffers)' }),
        leaves: setting(share, {
          meaning: 'Share of people who leave at this page',
          default: '0 %',
          ...assumed('Chosen to be explored: what a test of two pages is to find out'),
        }),
      }),
    )
    .optional(),
  offersFail: setting(share, {
    meaning: 'Share of GetOffers requests that end in HTTP 500; the app then shows the standard page',
    default: '0 %',
    ...noFailures,
  }),
  unknownTemplate: setting(share, {
    meaning: 'Share of answers that name a page which does not exist; the app then shows the standard page',
    default: '0 %',
    ...noFailures,
  }),
});

/** What the walled garden of the operator does otherwise than the list of Microsoft says. */
const walledGarden = z.strictObject({
  missing: z.array(required(hostOrPattern, { meaning: 'A host that should pass and does not' })).optional(),
  added: z.array(required(hostOrPattern, { meaning: 'A host that passes beside those of the list' })).optional(),
});

const billing = z.strictObject({
  lag: setting(timeDistribution, {
    meaning: 'How long a used slice takes to reach the balance',
    default: 'exponential mean 10 min',
    ...assumed('The documents say that a significant delay is possible'),
  }),
  slice: setting(size, {
    meaning: 'The device is granted, and billed, slices of this size',
    default: '10 MB',
    ...assumed('Online charging grants quotas; a small one shows the effect'),
  }),
  granularity: optional(size, {
    meaning: 'Each charging record counts as whole steps of this size; to the byte without it',
  }),
});

export const operator = z.strictObject({
  from: optional(text(200), {
    meaning:
      'Country and name in the provider table, as in de/Telekom; without one, an operator on the test network 001/01',
  }),
  configuration: setting(oneOf(['production', 'staging']), {
    meaning: 'Where the service configuration of the operator stands: in production, or still in staging only',
    default: 'production',
    ...assumed('An operator that sells to the public'),
  }),
  plan: plan.prefault({}),
  plans: z.record(z.string(), furtherPlan).optional(),
  cosa: cosa.prefault({}),
  serviceMetadata: serviceMetadata.prefault({}),
  sale: sale.prefault({}),
  provisioning: provisioning.prefault({}),
  stock: stock.optional(),
  gateway: gateway.prefault({}),
  walledGarden: walledGarden.prefault({}),
  portal: portal.prefault({}),
  network: network.prefault({}),
  api: api.prefault({}),
  smdp: smdp.prefault({}),
  smds: smds.prefault({}),
  billing: billing.prefault({}),
  roaming: roaming.optional(),
  accountPage: accountPage.prefault({}),
  backend: backend.optional(),
  messages: messages.optional(),
  sharing: operatorSharing.optional(),
  contexts: contexts.optional(),
  hotspots: hotspotOffer.optional(),
});
