/** `operators.NAME.serviceMetadata.submission`: a package that the operator hands in at the Windows Dev Center dashboard. */
import { z } from 'zod';
import { Unreadable } from '../quantities.ts';
import { truth } from './phrases.ts';
import { countFrom, type Kind, setting, time, timeDistribution } from './setting.ts';
import { assumed, published } from './sources.ts';

/** `8944100000000000000..8944199999999999999`. Whether the range is one that the dashboard takes, the dashboard says. */
const iccidRange: Kind<readonly { first: string; last: string }[]> = {
  unit: 'a range of numbers, or none',
  read(text) {
    if (text === 'none') return [];
    const [, first, last] = /^(\d{1,20})\.\.(\d{1,20})$/.exec(text) ?? [];
    if (first === undefined || last === undefined)
      throw new Unreadable(
        'Expected two numbers with two dots between them, as in `8944100000000000000..8944199999999999999`, or `none`.',
      );
    return [{ first, last }];
  },
};

export const submission = z.strictObject({
  at: setting(time, {
    meaning: 'From the start of the run until the package is handed in',
    default: '0 s',
    ...assumed('The run begins with it'),
  }),
  validation: setting(timeDistribution, {
    meaning: 'Time of the automatic checks',
    default: '30 min',
    ...assumed('No document gives a number'),
  }),
  review: setting(timeDistribution, {
    meaning: 'Time of the review by people, after the checks',
    default: 'uniform 1 day to 5 days',
    ...assumed('Up to five working days, as for other packages that are handed in there'),
  }),
  publication: setting(timeDistribution, {
    meaning: 'From the approval until WMIS hands the package out',
    default: '4 h',
    ...assumed('No document gives a number'),
  }),
  correction: setting(timeDistribution, {
    meaning: 'From a rejection until the operator hands in the package again, with the mistake put right',
    default: '1 day',
    ...assumed('Somebody reads the message on the next working day'),
  }),
  iccids: setting(iccidRange, {
    meaning: 'Range of ICCIDs that the package is for; the first ends in 00 and the last in 99',
    default: 'none',
    ...published('DG', 'hardware IDs by provider name, ICCID range or IMSI range'),
  }),
  privilegedApps: setting(countFrom(0, 255), {
    meaning: 'Apps that the package lists as privileged; more than 8 are refused',
    default: '1',
    ...published('DG', 'the wizard takes up to seven beside the app of the operator'),
  }),
  signed: setting(truth, {
    meaning: 'Whether the package carries a good signature',
    default: 'true',
    ...published('DG', 'packages are signed'),
  }),
});
