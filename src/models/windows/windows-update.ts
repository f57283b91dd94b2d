/**
 * Windows Update on one PC: brings a new release of the COSA database.
 *
 *     released ──▶ ┌────────────────┐ ── updated ──▶ COSA database
 *     internet ──▶ │ Windows Update │
 *                  └────────────────┘
 *
 * A PC with internet looks once a day, at a time of its own, and installs what is out, unless the network is metered: over
 * such a one Windows downloads critical updates only, and the release waits for the next look. How an operator's entry gets into a release is not modelled: about three months, by a release in the fourth
 * week of a month, submitted some six weeks ahead.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "Planning your desktop COSA database submission". Assumption: a
 * look a day, at a time drawn for each PC; a release of the database is no critical update; mobile broadband is metered
 * unless the user has said otherwise.
 */
import { days, flag, model, port, sees, small } from '../../sim/index.ts';
import { isOverCellular } from '../download-rate.ts';
import type { Surroundings } from '../surroundings.ts';
import type { cosaDatabase } from './cosa-database.ts';

const database = port<typeof cosaDatabase>('COSA database');
export const updatePorts = { database };

const databases = sees<typeof cosaDatabase>('COSA databases');
export const updateSees = { databases };

/** From one look at Windows Update to the next. */
const looksEvery = days(1);

export const windowsUpdate = model('windows update', {
  source: 'overview-of-mobile-broadband.md',
  record: { online: flag(), waiting: flag(), installed: small() },
  kept: 'columns',
  timers: { installs: looksEvery },
  facts: ['offered', 'installed', 'postponed'],
  given: {} as Surroundings,
  takes: {
    /** A release is out: it comes when there is internet. */
    released(update, _, does) {
      if (update.waiting) return;
      update.waiting = true;
      does.emit('offered');
      if (update.online) does.arm('installs', Math.floor(does.draw('windows update.looks') * looksEvery));
    },

    /** Once there is internet, the PC looks within a day. */
    internet(update, isThere: boolean, does) {
      if (update.online === isThere) return;
      update.online = isThere;
      if (!update.waiting) return;
      if (isThere) does.arm('installs', Math.floor(does.draw('windows update.looks') * looksEvery));
      else does.cancel('installs');
    },

    installs(update, _, does) {
      if (isOverCellular(does.given, does.subject) && !does.look(databases).unmetered) {
        does.emit('postponed');
        does.arm('installs');
        return;
      }
      update.waiting = false;
      update.installed += 1;
      does.emit('installed', update.installed);
      does.tell(database.tells.updated, does.subject, undefined);
    },
  },
});
