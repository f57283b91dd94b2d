/**
 * `operators.NAME.provisioning`: when a line that was sold can be used, and the provisioning file that the operator's app or
 * web site hands to Windows.
 */
import { z } from 'zod';
import { readDuration, Unreadable } from '../quantities.ts';
import { planDescription } from './data-usage.ts';
import { truth } from './phrases.ts';
import { countFrom, type Kind, oneOf, optional, setting, share, text, time, timeDistribution } from './setting.ts';
import { assumed, published } from './sources.ts';

const hour = 3_600e6;
const minute = 60e6;

/** A time within bounds of the schema of provisioning files. */
const timeWithin = (fits: (time: number) => boolean, inWords: string): Kind<ReturnType<typeof readDuration>> => ({
  ...time,
  read(text) {
    const read = readDuration(text);
    if (!fits(read)) throw new Unreadable(`Expected ${inWords}: so the schema of provisioning files says.`);
    return read;
  },
});

const day = 24 * hour;
const isWholeDays = (one: number): boolean => one % day === 0 && one >= day && one <= 730 * day;

const file = z.strictObject({
  activation: setting(oneOf(['none', 'reconnect', 'reregister', 'serviceActivation']), {
    meaning:
      'What the file asks of the device: nothing, to connect anew, to register anew, or to be activated over the air (CDMA)',
    default: 'none',
    ...assumed('Best practice is to use Activation rarely [AP]'),
  }),
  delay: setting(
    timeWithin(one => one < hour, 'less than 1 h'),
    {
      meaning: 'Wait before the device does so',
      default: '0 s',
      ...published('XS', 'Activation, attribute Delay'),
    },
  ),
  retryCount: setting(countFrom(0, 10), {
    meaning: 'How often Windows tries again when the activation does not succeed',
    default: '0',
    ...published('XS', 'Activation, attribute RetryCount'),
  }),
  retryInterval: setting(
    timeWithin(one => one >= minute && one <= hour, '1 min to 1 h'),
    {
      meaning: 'Wait between two of these tries',
      default: '1 min',
      ...published('XS', 'Activation, attribute RetryInterval'),
    },
  ),
  signed: setting(truth, {
    meaning: 'Whether the file is signed with a certificate that Windows trusts',
    default: 'true',
    ...assumed('A web site has to sign its file [WS]; whoever forgets is told that here'),
  }),
  refreshAfter: optional(timeWithin(isWholeDays, '1 to 730 whole days'), {
    meaning: 'When Windows asks the operator for a newer file (RefreshParameters, DelayInDays); without it, never',
  }),
  ...planDescription,
  from: optional(text(200), {
    meaning:
      'A provisioning file of your own, in the folder of the scenario; without one, it is written from these settings',
  }),
});

/** The two operator clocks that decide how a buyer gets online, and the file that tells Windows of a plan. */
export const provisioning = z.strictObject({
  profileReady: optional(timeDistribution, {
    meaning:
      'How long after the order the SM-DP+ has released the profile, and refuses its download so long (8.2/1.2); without it, `smdp.order` is all',
    ...assumed('The documents speak of profiles that are released later [CB], without times'),
  }),
  networkReady: setting(timeDistribution, {
    meaning: 'How long after the order the network knows the line; earlier registrations are rejected (cause 2)',
    default: '0 s',
    ...assumed('Some operators need up to 10 min [PL]; how many, nobody says'),
  }),
  fails: setting(share, {
    meaning: 'Share of orders that the back end cannot carry out: the money goes back, and the line has no plan',
    default: '0 %',
    ...assumed('No document publishes how often this happens, so nothing fails unless the scenario says so'),
  }),
  file: file.prefault({}),
});
