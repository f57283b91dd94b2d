/**
 * Internet sharing: `operators.NAME.sharing`, what the operator says of it, and `population.NAME.sharing`, what people do
 * with it.
 */
import { z } from 'zod';
import { accessString } from './access-points.ts';
import { truth } from './phrases.ts';
import { bitRate, countFrom, dailyRate, oneOf, optional, setting, share, timeDistribution } from './setting.ts';
import { assumed, published } from './sources.ts';

const nobodySays = assumed('No document says; chosen to be explored');
const nothingFails = assumed(
  'No document publishes how often this happens, so nothing fails unless the scenario says so',
);

/** Whether subscribers may share: `cosa.hotspot` and `serviceMetadata.allowTethering`. */
export const tetheringPolicies = ['never', 'always', 'entitlementCheckRequired'] as const;

export const operatorSharing = z.strictObject({
  maxDevices: setting(countFrom(3, 10), {
    meaning: 'MaxNumberOfDevices: how many devices may join a shared connection',
    default: '10',
    ...published('IS', '3 to 10, 10 by default'),
  }),
  accessPoint: optional(accessString, {
    meaning:
      'Access point of the TetheringProfile; without one, shared traffic takes the internet connection of the PC',
  }),
  charged: setting(truth, {
    meaning: 'Whether what goes over the access point of the TetheringProfile counts against the plan',
    default: 'true',
    ...assumed('Operators name an access point of its own mostly to tell shared traffic apart'),
  }),
  entitled: setting(share, {
    meaning: 'Share of subscribers that the operator allows to share, where it is asked each time',
    default: '100 %',
    ...nobodySays,
  }),
  givesReason: setting(truth, {
    meaning: 'Whether a refusal says why in the operator’s own words; otherwise Windows shows a text of its own',
    default: 'true',
    ...assumed('The call that denies has room for a reason [PA]'),
  }),
  answer: setting(timeDistribution, {
    meaning: 'How long the entitlement server takes to answer the app',
    default: 'lognormal median 400 ms p99 3 s',
    ...assumed('A look into a data base, like GetBalance'),
  }),
  whenUnanswered: setting(oneOf(['nothing', 'deny', 'allow']), {
    meaning:
      'What the app tells Windows when its operator does not answer: nothing, so that Windows waits in vain; that it denies, or that it allows',
    default: 'nothing',
    ...assumed('An app that has no answer has nothing to say; the document gives Windows a time limit for that'),
  }),
});

const client = z.strictObject({
  count: setting(countFrom(1, 20), {
    meaning: 'How many of them there are beside each PC',
    default: '1',
    ...nobodySays,
  }),
  osRelease: setting(oneOf(['none', '8', '8.1', '1607', '1703', '1709', '1803', '1809', '1903']), {
    meaning: 'The release of Windows they run, if any: from 8.1 on they heed the cost that the shared network tells',
    default: 'none',
    ...assumed('Phones and tablets without Windows know nothing of the network cost element'),
  }),
  joins: setting(share, {
    meaning: 'Share of times that sharing is on when each of them wants to join',
    default: '80 %',
    ...nobodySays,
  }),
  comesAfter: setting(timeDistribution, {
    meaning: 'How long after sharing is on it wants to join',
    default: 'lognormal median 1 min p95 20 min',
    ...nobodySays,
  }),
  stays: setting(timeDistribution, {
    meaning: 'How long it stays then',
    default: 'lognormal median 40 min p95 3 h',
    ...nobodySays,
  }),
  comesBack: setting(share, {
    meaning: 'Share of those that left, or found no place, that come again',
    default: '30 %',
    ...nobodySays,
  }),
  comesBackAfter: setting(timeDistribution, {
    meaning: 'How long after that',
    default: 'lognormal median 10 min p95 1 h',
    ...nobodySays,
  }),
  rate: setting(bitRate, {
    meaning: 'What its user sends and fetches while it is joined',
    default: '500 kbit/s',
    ...assumed('Pages and messages with pauses in between'),
  }),
  background: setting(bitRate, {
    meaning: 'What it fetches beside that while it does not take the network for metered',
    default: '100 kbit/s',
    ...assumed('Updates and copies of photos'),
  }),
});

export const groupSharing = z.strictObject({
  capability: setting(
    oneOf([
      'enabled',
      'disabledByGroupPolicy',
      'disabledByHardwareLimitation',
      'disabledBySku',
      'disabledDueToUnknownCause',
      'disabledBySystemCapability',
    ]),
    {
      meaning:
        'What the PCs themselves say of sharing; the operator, and its app where it is missing, have their say beside',
      default: 'enabled',
      ...assumed('A PC that was sold with a modem and Wi-Fi'),
    },
  ),
  share: setting(share, { meaning: 'Share of people who ever share', default: '100 %', ...nobodySays }),
  starts: setting(dailyRate, {
    meaning: 'How often those turn sharing on in a day',
    default: '1 per day by hour published',
    ...nobodySays,
  }),
  lasts: setting(timeDistribution, {
    meaning: 'How long until somebody turns it off',
    default: 'lognormal median 90 min p95 4 h',
    ...nobodySays,
  }),
  forgets: setting(share, {
    meaning: 'Share of times when nobody turns it off, and Windows does so 5 min after the last device has left',
    default: '50 %',
    ...nobodySays,
  }),
  overBluetooth: setting(share, {
    meaning: 'Share of times when another device of the same account turns it on, over Bluetooth',
    default: '0 %',
    ...nobodySays,
  }),
  wifiOff: setting(share, { meaning: 'Share of PCs whose Wi-Fi radio is off', default: '0 %', ...nothingFails }),
  bluetoothOff: setting(share, {
    meaning: 'Share of PCs whose Bluetooth radio is off',
    default: '0 %',
    ...nothingFails,
  }),
  radioRestriction: setting(share, {
    meaning: 'Share of starts that end with RadioRestriction',
    default: '0 %',
    ...nothingFails,
  }),
  bandInterference: setting(share, {
    meaning: 'Share of starts that end with BandInterference',
    default: '0 %',
    ...nothingFails,
  }),
  tries: setting(countFrom(1, 20), {
    meaning: 'How often people try in a row when it does not come up',
    default: '1',
    ...nobodySays,
  }),
  triesAfter: setting(timeDistribution, {
    meaning: 'How long they wait in between',
    default: 'lognormal median 1 min p95 10 min',
    ...nobodySays,
  }),
  edits: setting(share, {
    meaning: 'Share of times when somebody edits name or password meanwhile, which takes the network away for a moment',
    default: '0 %',
    ...nobodySays,
  }),
  editsAfter: setting(timeDistribution, {
    meaning: 'How long after it came up',
    default: 'lognormal median 5 min p95 30 min',
    ...nobodySays,
  }),
  clients: z.record(z.string(), client),
});
