/** The COSA database on one PC: which entry fits the SIM, in which release of the database. */
import { flag, model, small } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

export const cosaDatabase = model('COSA database', {
  source: 'desktop-cosa-database-settings.md',
  record: {
    /** Releases brought by Windows Update. */
    updates: small(),
    /** Whether an entry fits the present SIM. */
    matched: flag(),
    /** Whether the multivariant engine has applied it for this SIM. */
    applied: flag(),
  },
  kept: 'columns',
  facts: ['matched', 'noMatch', 'updated'],
  given: {} as Surroundings,
  takes: {
    /** From the Mobile Broadband Service: a SIM was inserted or changed, or the PC has started. */
    identified(_database, _card: number, _does) {},
    identityGone(_database, _: undefined, _does) {},
    /** From Windows Update: a new release. */
    updated(_database, _: undefined, _does) {},
  },
});
