/** Windows Update on one PC: brings a new release of the COSA database. */
import { flag, type Microseconds, model, small } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

export const windowsUpdate = model('windows update', {
  source: 'overview-of-mobile-broadband.md',
  record: { online: flag(), waiting: flag(), installed: small() },
  kept: 'columns',
  timers: { installs: 0 as Microseconds },
  facts: ['offered', 'installed'],
  given: {} as Surroundings,
  takes: {
    /** A release is out: it comes when there is internet. */
    released(_update, _: undefined, _does) {},
    internet(_update, _isThere: boolean, _does) {},
    installs(_update, _: undefined, _does) {},
  },
});
