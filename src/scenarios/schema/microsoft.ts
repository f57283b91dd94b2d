/** `microsoft`: the Mobile Plans service between the device and the operator, and what hands out metadata and apps. */
import { z } from 'zod';
import { push } from './messages.ts';
import { truth } from './phrases.ts';
import { countFrom, oneOf, pause, setting, share, someTime, time, timeDistribution, timeOrNone } from './setting.ts';
import { assumed, published } from './sources.ts';

const service = z.strictObject({
  overhead: setting(time, {
    meaning: 'Time that the Mobile Plans service adds to each request it passes on',
    default: '50 ms',
    ...assumed('A proxy and its checks'),
  }),
  fails: setting(share, {
    meaning: 'Share of requests that the Mobile Plans service fails to answer',
    default: '0.1 %',
    ...assumed('The availability of 99.90 % that [LA] asks of partners, taken for the service too'),
  }),
  retryAfterScope: setting(oneOf(['sim', 'operator']), {
    meaning: 'Whether a 429 silences the one SIM or all of the operator',
    default: 'sim',
    ...assumed('The documents say only that there is no request for that resource before Retry-After'),
  }),
  apiTimeout: setting(someTime, {
    meaning: 'How long the service waits for the operator API',
    default: '5 s',
    ...assumed('Longer than anybody looks at a flyout'),
  }),
  retryAfter500: setting(time, {
    meaning: 'Wait before the one retry after a 500',
    default: '1 s',
    ...assumed('One retry keeps the load bounded'),
  }),
  balanceCache: setting(timeOrNone, {
    meaning: 'How long the service answers with a balance that it has asked for before',
    default: 'none',
    ...assumed('The documents name no cache'),
  }),
  balanceAtLaunch: setting(truth, {
    meaning: 'Whether the balance is asked for when the app is opened, too, and not by the flyout alone',
    default: 'false',
    ...published('AM', 'the flyout asks; a withdrawn page adds the app'),
  }),
  environment: setting(oneOf(['production', 'staging']), {
    meaning: 'Which configuration of operators the app gets',
    default: 'production',
    ...assumed('What buyers use; staging is for the tests of an operator [IN]'),
  }),
});

/** The probes of portal and GetBalance; nobody probes where the section is not written. */
const monitoring = z.strictObject({
  portalEvery: setting(pause, {
    meaning: 'From one probe of the portal to the next',
    default: '30 s',
    ...published('LA', 'twice a minute'),
  }),
  balanceEvery: setting(pause, {
    meaning: 'From one probe of GetBalance to the next',
    default: '30 s',
    ...published('LA', 'twice a minute; in another place once in 5 min'),
  }),
  everyNth: setting(countFrom(1, 10_000), {
    meaning: 'Which results of GetBalance the severity counter takes: one of so many',
    default: '10',
    ...assumed('Twice a minute and once in 5 min both stand in [LA]; every tenth of the one is the other'),
  }),
  failuresInARow: setting(countFrom(1, 10_000), {
    meaning: 'So many of those failed in a row are an incident of severity 3',
    default: '12',
    ...published('LA', '12 consecutive failures, one call in 5 min'),
  }),
  timeout: setting(someTime, {
    meaning: 'How long a probe waits for its answer',
    default: '10 s',
    ...assumed('A usual limit of probes; longer than `apiTimeout`, and shorter than the time between two'),
  }),
  window: setting(someTime, {
    meaning: 'Stretch over which the shares of failures are taken',
    default: '1 h',
    ...assumed('Twelve samples, as in the rule of 12 failures in a row'),
  }),
  shareOfGlobal: setting(share, {
    meaning:
      'Share of the requests of all partners that the operators of this world have, for the global severity rules',
    default: '1 %',
    ...assumed('One partner among a hundred; the documents name no volumes'),
  }),
});

const wmis = z.strictObject({
  answer: setting(timeDistribution, {
    meaning: 'Time to answer whether there is a service metadata package, and to hand it out',
    default: '500 ms',
    ...assumed('A small file from a content network'),
  }),
  fails: setting(share, {
    meaning: 'Share of requests that get no answer',
    default: '0 %',
    ...assumed('No document publishes how often this happens, so nothing fails unless the scenario says so'),
  }),
  recheck: setting(someTime, {
    meaning: 'How long Windows keeps a package before it asks for a newer one',
    default: '8 days',
    ...published('SM', 'about every 8 days'),
  }),
  retry: setting(someTime, {
    meaning: 'Wait after a request that failed',
    default: '6 h',
    ...assumed('The documents say a few times a day'),
  }),
});

const store = z.strictObject({
  queue: setting(timeDistribution, {
    meaning: 'How long the app of an operator waits before the Store delivers it',
    default: 'uniform 0 s to 5 min',
    ...assumed('Automatic installations are spread; no document says how long'),
  }),
  fails: setting(share, {
    meaning: 'Share of deliveries that fail',
    default: '0 %',
    ...assumed('No document publishes how often this happens, so nothing fails unless the scenario says so'),
  }),
});

export const microsoft = z.strictObject({
  service: service.prefault({}),
  monitoring: monitoring.optional(),
  wmis: wmis.prefault({}),
  store: store.prefault({}),
  push: push.optional(),
});
