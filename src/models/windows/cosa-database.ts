/**
 * The COSA database on one PC, and the engine that applies it: which entry fits the SIM, in which release of the database.
 *
 *     Mobile Broadband Service ── identified, gone ──▶ ┌───────────────┐ ── profiles changed ──▶ default context controller
 *     Windows Update ── a new release ───────────────▶ │ COSA database │ ── app wanted ────────▶ Microsoft Store
 *                                                      └───────────────┘
 *
 * The engine looks for a better entry when a SIM goes in or out, when an eSIM changes, when the PC starts, and when the
 * database is updated; an update sets what the user has made of "Set as metered connection" back to on. Some PCs have a
 * database that is one release behind and does not know the operator until Windows Update brings the next one.
 *
 * Source: Microsoft Learn, "COSA overview", "Desktop COSA database settings", "UWP mobile broadband apps" (from Windows 10,
 * version 1803, an app that the entry names is delivered without service metadata). Assumption: the engine needs no time
 * that anybody would notice, and the restart that an update wants is part of the update.
 */
import { type AnyTable, type Does, flag, model, port, type RecordOf, small } from '../../sim/index.ts';
import type { microsoftStore } from '../microsoft/microsoft-store.ts';
import { mindsCost } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { cosaEntriesOf, identityOf } from './cosa-entry.ts';
import { matchCosa } from './cosa-matching.ts';
import type { defaultContextController } from './default-context-controller.ts';
import { looksUpServiceMetadata } from './effective-settings.ts';
import type { networkCostManager } from './network-cost-manager.ts';

const controller = port<typeof defaultContextController>('default context controller');
const store = port<typeof microsoftStore>('Microsoft Store');
const cost = port<typeof networkCostManager>('network cost manager');
export const cosaPorts = { controller, store, cost };

const record = {
  /** Releases brought by Windows Update. */
  updates: small(),
  /** The SIM can be read; which card it is. */
  identified: flag(),
  card: small(),
  /** Whether an entry fits the present SIM. */
  matched: flag(),
  /** Whether the engine has applied the database for this SIM. */
  applied: flag(),
  /** The user has set "Set as metered connection" to off. */
  unmetered: flag(),
  /** The user has set the data roaming options to "Don't roam". */
  roamingOff: flag(),
};
const facts = ['matched', 'noMatch', 'updated', 'meteredReset'] as const;

type Database = RecordOf<typeof record>;
type Doing = Does<typeof record, AnyTable, never, (typeof facts)[number], string, Surroundings>;

export const cosaDatabase = model('COSA database', {
  source: 'desktop-cosa-database-settings.md',
  record,
  kept: 'columns',
  facts,
  given: {} as Surroundings,
  takes: {
    /** From the Mobile Broadband Service: a SIM was inserted or changed, or the PC has started. */
    identified(database, card: number, does) {
      database.identified = true;
      database.card = card;
      apply(database, does);
    },

    identityGone(database, _, does) {
      database.identified = false;
      database.applied = false;
      database.matched = false;
      does.tell(controller.tells.profilesChanged, does.subject, undefined);
    },

    /** From Windows Update: a new release. */
    updated(database, _, does) {
      database.updates += 1;
      does.emit('updated', database.updates);
      if (database.unmetered) does.emit('meteredReset');
      database.unmetered = false;
      tellsCost(does);
      if (database.identified) apply(database, does);
    },

    /** The user switches "Set as metered connection". */
    meteredSwitched(database, isOn: boolean, does) {
      database.unmetered = !isOn;
      tellsCost(does);
    },

    /** The user switches data roaming. */
    dataRoamingSwitched(database, isOn: boolean) {
      database.roamingOff = !isOn;
    },
  },
});

function tellsCost(does: Doing): void {
  if (mindsCost(does.given.group(does.subject))) does.tell(cost.tells.looks, does.subject, undefined);
}

/** Looks for the entry that fits best, and puts it into effect. */
function apply(database: Database, does: Doing): void {
  const { given, subject: device } = does;
  database.applied = true;
  database.matched = matches(database, does);
  does.emit(database.matched ? 'matched' : 'noMatch', database.updates);
  does.tell(controller.tells.profilesChanged, device, undefined);
  const leftToCosa = !looksUpServiceMetadata(given.group(device).osRelease, given.operator(device).cosa.appId);
  if (database.matched && leftToCosa) does.tell(store.tells.wanted, device, undefined);
}

/** Assumption: where entries of several operators fit as well, the user picks their own from the list. */
function matches(database: Database, does: Doing): boolean {
  const { given, subject: device } = does;
  const own = given.operatorOf(device);
  const { name, cosa } = given.operator(device);
  const isBehind = database.updates === 0 && does.draw('COSA database.behind') < cosa.behind;
  const entries = cosaEntriesOf(given.settings.operators).filter(({ id }) => id !== own || !isBehind);
  const numbers = { imsi: given.identity.imsi(device), iccid: given.identity.iccid(device) };
  const sim = identityOf(given.operator(device), given.group(device).technology, numbers);
  return matchCosa(entries, sim, name)?.entry.id === own;
}
