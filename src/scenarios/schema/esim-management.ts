/**
 * eSIM profiles without a purchase: `population.NAME.managed`, what an enterprise does to its PCs, `population.NAME.activationCode`,
 * a code that people have from elsewhere, and `operators.NAME.smds`, where devices find profiles without a code.
 */
import { z } from 'zod';
import { codeReaders, installsBy } from '../../models/settings.ts';
import { truth } from './phrases.ts';
import { countFrom, hostName, oneOf, optional, pause, setting, share, someTime, timeDistribution } from './setting.ts';
import { assumed, published } from './sources.ts';

export const managed = z.strictObject({
  share: setting(share, {
    meaning: 'Share of PCs that are enrolled in device management',
    default: '100 %',
    ...assumed('The group is that of the PCs of one enterprise'),
  }),
  installsBy: setting(oneOf(installsBy), {
    meaning:
      'How management has the profile installed: the LPA finds it at the SM-DS, it is given the activation code, or not at all',
    default: 'discovery',
    ...published('EM', 'bulk provisioning by a discovery server, or by activation code'),
  }),
  ordered: setting(timeDistribution, {
    meaning: 'From the start of the run until the profile of a PC has been ordered',
    default: '0 s',
    ...assumed('The enterprise orders all profiles at once'),
  }),
  firstCheckIn: setting(timeDistribution, {
    meaning: 'From the start of the run until the PC visits its management server for the first time',
    default: 'uniform 0 h to 8 h',
    ...assumed('PCs check in every 8 hours, at any point of that'),
  }),
  checkIn: setting(pause, {
    meaning: 'From one visit to the management server to the next',
    default: '8 h',
    ...assumed('A usual interval of management servers for PCs'),
  }),
  asksEvery: setting(pause, {
    meaning: 'How often the LPA asks the SM-DS while it has found nothing',
    default: '1 day',
    ...assumed('No document gives a number; SGP.22 leaves it to the device'),
  }),
  opensSettings: setting(share, {
    meaning: 'Share of users who open the eSIM page of Settings meanwhile, which asks the SM-DS at once',
    default: '0 %',
    ...assumed('Nobody tells them to'),
  }),
  opensSettingsAfter: setting(timeDistribution, {
    meaning: 'From when the PC knows the SM-DS until they do',
    default: 'exponential mean 4 h',
    ...assumed('In the course of a working day'),
  }),
  tries: setting(countFrom(1, 255), {
    meaning: 'Downloads by activation code after which management gives up',
    default: '5',
    ...assumed('No document gives a number'),
  }),
  usersAdd: setting(truth, {
    meaning: 'Whether users may add eSIM profiles by themselves; otherwise PolicyViolation',
    default: 'true',
    ...published('EM', 'policies of an enterprise'),
  }),
  usersEnable: setting(truth, {
    meaning: 'Whether users may enable and disable eSIM profiles by themselves',
    default: 'true',
    ...published('EM', 'policies of an enterprise'),
  }),
  usersRemove: setting(truth, {
    meaning: 'Whether users may remove eSIM profiles by themselves',
    default: 'true',
    ...published('EM', 'policies of an enterprise'),
  }),
});

export const activationCode = z.strictObject({
  share: setting(share, {
    meaning: 'Share of people who get an activation code',
    default: '100 %',
    ...assumed('The group is that of the people who get one'),
  }),
  by: setting(oneOf(codeReaders), {
    meaning: 'How the code gets into the PC; a link needs Windows 11, version 24H2, and is a QR code before that',
    default: 'camera',
    ...assumed('A QR code is what most operators hand out'),
  }),
  comes: setting(timeDistribution, {
    meaning: 'From the start of the run until they have the code',
    default: 'uniform 0 h to 8 h',
    ...assumed('In the course of a working day'),
  }),
  readAfter: setting(timeDistribution, {
    meaning: 'From when they have the code until it is read in',
    default: 'lognormal median 10 min p95 4 h',
    ...assumed('Most do it at once, some in the evening'),
  }),
  mistyped: setting(share, {
    meaning: 'Share of codes that are typed wrong, at the keyboard',
    default: '10 %',
    ...assumed('Thirty characters without a meaning'),
  }),
  confirmationCode: setting(truth, {
    meaning: 'Whether a confirmation code of four digits has to be typed, too',
    default: 'false',
    ...assumed('Few operators ask for one'),
  }),
  wrongConfirmation: setting(share, {
    meaning: 'Share of confirmation codes that are typed wrong; the third wrong one ends the order',
    default: '5 %',
    ...assumed('As with PINs'),
  }),
  think: setting(timeDistribution, {
    meaning: 'From the question of Windows whether to add the profile until the answer',
    default: 'lognormal median 15 s p95 1 min',
    ...assumed('One page with one button'),
  }),
  declines: setting(share, {
    meaning: 'Share of people who say no',
    default: '2 %',
    ...assumed('They have read the code on purpose'),
  }),
  nickname: setting(share, {
    meaning: 'Share of people who give the profile a name of their own',
    default: '10 %',
    ...assumed('Only who has several needs one'),
  }),
});

export const smds = z.strictObject({
  host: optional(hostName, { meaning: 'Host name of the SM-DS; without one, smds.<operator>.example' }),
  answer: setting(timeDistribution, {
    meaning: 'Time in which the SM-DS answers a call',
    default: 'lognormal median 400 ms p95 1.5 s',
    ...assumed('As calls of a download that move no profile'),
  }),
  refuses: z
    .record(
      z.string(),
      setting(share, {
        meaning: 'Share of questions that the SM-DS refuses with this subject and reason code of SGP.22',
        default: '0 %',
        ...assumed('No document publishes how often this happens, so nothing fails unless the scenario says so'),
      }),
    )
    .prefault({}),
  silent: setting(share, {
    meaning: 'Share of calls that the SM-DS does not answer',
    default: '0 %',
    ...assumed('No document publishes how often this happens, so nothing fails unless the scenario says so'),
  }),
  timeout: setting(someTime, {
    meaning: 'How long LPA and SM-DP+ wait for the SM-DS',
    default: '30 s',
    ...assumed('As for the SM-DP+'),
  }),
  retry: setting(pause, {
    meaning: 'How long after a failure the SM-DP+ tries again to register or delete an event',
    default: '10 min',
    ...assumed('No document gives a number'),
  }),
});
