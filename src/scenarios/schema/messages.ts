/**
 * Messages: `operators.NAME.messages` (SMS, USSD, what the operator writes of usage), `microsoft.push` (the Windows
 * Notification Service), and `population.NAME.messages` (what PCs do with what comes).
 */
import { z } from 'zod';
import { smsAddress, writeAddress } from '../../models/messages/sms/sms-address.ts';
import { type RetryStep, warningWays } from '../../models/settings.ts';
import { privilegedAppsMost } from '../../models/windows/privileged-apps.ts';
import type { Microseconds } from '../../sim/index.ts';
import { Unreadable } from '../quantities.ts';
import { truth } from './phrases.ts';
import { countFrom, type Kind, oneOf, pause, required, setting, share, someTime, timeDistribution } from './setting.ts';
import { assumed, published } from './sources.ts';

const senderAddress: Kind<string> = {
  unit: 'an address',
  read(text) {
    const written = writeAddress(smsAddress(text));
    if (!written.ok) throw new Unreadable(`This is no address of a sender: ${written.reason}.`);
    return text;
  },
};

/** `every 1 min for 5 min | every 1 h for 3 days`: stretches from the moment the centre has taken a message. */
const retrySchedule: Kind<readonly RetryStep[]> = {
  unit: 'a retry schedule',
  read(text) {
    if (text.length > 200) throw new Unreadable('Expected a retry schedule in at most 200 characters.');
    let until = 0;
    return text.split('|').map(stretch => {
      const found = /^ *every (.+) for (.+)$/.exec(stretch.trimEnd());
      if (found === null)
        throw new Unreadable('Expected a retry schedule, for example `every 1 min for 5 min | every 1 h for 3 days`.');
      until += someTime.read(found[2].trim());
      return { every: pause.read(found[1].trim()), until: until as Microseconds };
    });
  },
};

const rare = assumed('No document publishes how often this happens, so nothing fails unless the scenario says so');

const centre = z.strictObject({
  latency: setting(timeDistribution, {
    meaning: 'From the message centre to the device, for each part of a message',
    default: 'lognormal median 6 s p95 30 s',
    ...assumed('A public aggregator names 6 s as the median; the tail is a guess'),
  }),
  lost: setting(share, {
    meaning: 'Share of attempts that are lost on the way; the centre tries again',
    default: '0 %',
    ...rare,
  }),
  repeated: setting(share, {
    meaning: 'Share of delivered parts whose acknowledgement is lost, so that they are sent again',
    default: '0 %',
    ...rare,
  }),
  retries: setting(retrySchedule, {
    meaning: 'How often the centre tries while the device is absent or its store is full',
    default: 'every 1 min for 5 min | every 10 min for 1 h | every 1 h for 7 days',
    ...assumed('The published schedule of an aggregator'),
  }),
  validity: setting(someTime, {
    meaning: 'How long the centre keeps a message',
    default: '72 h',
    ...assumed('Public aggregators name 48 h and 72 h'),
  }),
});

const ussd = z.strictObject({
  turn: setting(timeDistribution, {
    meaning: 'Time that a text takes from one side to the other',
    default: 'lognormal median 1 s p95 3 s',
    ...assumed('Public aggregators see an answer after about 2 s'),
  }),
  idle: setting(someTime, {
    meaning: 'A session in which the other side says nothing for so long is over',
    default: '30 s',
    ...assumed('Public aggregators name 30 to 60 s'),
  }),
  longest: setting(someTime, {
    meaning: 'A session lasts no longer than this',
    default: '180 s',
    ...assumed('A public aggregator names 180 s'),
  }),
  fails: setting(share, { meaning: 'Share of turns that the gateway never answers', default: '0 %', ...rare }),
});

const warnings = z.strictObject({
  at: z.array(required(share, { meaning: 'A share of the plan at which the operator writes' })).optional(),
  by: setting(oneOf(warningWays), {
    meaning: 'How the operator writes: to the line by SMS, to its app by a push, or not at all',
    default: 'none',
    ...assumed('Whether and how operators warn is theirs to choose'),
  }),
});

export const messages = z.strictObject({
  sender: setting(senderAddress, {
    meaning: 'The address that messages of the operator come from',
    default: '+15550100',
    ...assumed('A number reserved for examples'),
  }),
  centre: centre.prefault({}),
  ussd: ussd.prefault({}),
  rule: setting(oneOf(['silent', 'public', 'none']), {
    meaning:
      'The balance rule in the provisioning file: messages for the operator’s app alone, for SMS apps too, or no rule. A file of your own has its own',
    default: 'silent',
    ...published('NT', 'Message, attribute Silent'),
  }),
  userSms: setting(truth, {
    meaning: 'UserSMSEnabled of the plan: whether the radio of a sleeping PC stays on for SMS',
    default: 'true',
    ...published('AP', 'Plans, UserSMSEnabled'),
  }),
  privilegedApps: setting(countFrom(0, privilegedAppsMost), {
    meaning: 'Apps that the service metadata lists as privileged',
    default: '1',
    ...assumed('The pages name two, and seven beside the operator’s own'),
  }),
  warnings: warnings.prefault({}),
});

export const push = z.strictObject({
  latency: setting(timeDistribution, {
    meaning: 'From the operator to the PC',
    default: 'triangular 200 ms to 2 s mode 800 ms',
    ...assumed('About a second; Microsoft publishes none'),
  }),
  lost: setting(share, {
    meaning: 'Share of pushes that do not arrive although the PC is online',
    default: '1 %',
    ...assumed('Microsoft promises no delivery, and names no share'),
  }),
});

export const deviceMessages = z.strictObject({
  store: setting(countFrom(1, 255), {
    meaning: 'Messages that modem and SIM have room for',
    default: '30',
    ...published('SD', 'about 30 messages'),
  }),
  whenFull: setting(oneOf(['deletesOldest', 'refuses']), {
    meaning: 'A full store: Windows deletes the oldest message, or the modem refuses the new one',
    default: 'deletesOldest',
    ...published('SD', 'Windows deletes old messages so that new ones always arrive'),
  }),
  smsApp: setting(share, {
    meaning: 'Share of PCs with a privileged SMS app whose user has allowed it to read messages',
    default: '0 %',
    ...assumed('The user has to agree once; how many do, nobody says'),
  }),
});
