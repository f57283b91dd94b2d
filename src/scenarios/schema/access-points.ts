/** Access points in a database of operators: by names of one's own, in the order of their AutoConnectOrder. */
import { z } from 'zod';
import { Unreadable } from '../quantities.ts';
import { countFrom, type Kind, oneOf, optional, required, setting } from './setting.ts';
import { published } from './sources.ts';

/** What a modem sends to reach a gateway. */
export const accessString: Kind<string> = {
  unit: 'an access point name',
  read(text) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text))
      throw new Unreadable(
        'Expected the name of an access point, for example `internet.contoso`, at most 100 letters.',
      );
    return text;
  },
};

const accessPoint = z.strictObject({
  accessString: required(accessString, { meaning: 'What the modem sends to reach it (APN)' }),
  order: optional(countFrom(1, 1_000), {
    meaning: 'AutoConnectOrder: the lower, the sooner it is tried; without it, after those that have one',
  }),
  purpose: setting(oneOf(['internet', 'purchase', 'mms', 'ims']), {
    meaning: 'What it is for',
    default: 'internet',
    ...published('CS', 'PurposeGroups, Internet by default'),
  }),
});

export const accessPoints = z.record(z.string(), accessPoint).optional();
