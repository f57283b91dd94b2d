/**
 * The eUICC: the chip that holds zero or more eSIM profiles, at most one of them enabled. It is slow, and does one
 * command at a time; loading the profile is most of an eSIM download.
 *
 *     noProfile ── loaded ──▶ disabled ◀── disabled, enabled ──▶ enabled          the operator's own profile
 *         ▲────── deleted ────────┘
 *
 * The profiles of other operators that it may hold as well are counted, not modelled: see `euicc-profiles.ts`. Whatever
 * happens to the own profile is noted for its SM-DP+ until that has been told.
 *
 * Source: Microsoft Learn, "Mobile broadband eSIM operations" (command times of a published download log); GSMA SGP.22.
 * Assumption: to disable, to delete and to reset takes as long as to enable, to set a nickname as long as to read; the log
 * shows only the latter of each. The own profile
 * asks for notifications of everything; those of other operators go to servers outside of the world, and are left out.
 */
import {
  type Bytes,
  count,
  type Distribution,
  type Does,
  flag,
  type Microseconds,
  model,
  port,
  type RecordOf,
  type Request,
  small,
  state,
  type TransitionTable,
  volume,
} from '../../sim/index.ts';
import { type NotificationKind, profileCommandResult } from '../messages/es9-plus.ts';
import type { EuiccSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { faultOf } from './card-faults.ts';
import { freeOn, othersOn } from './euicc-profiles.ts';
import type { modem } from './modem.ts';
import { noted, oldestOf, withoutOldest } from './pending-notifications.ts';

type State = 'noProfile' | 'disabled' | 'enabled';
type Event = 'profileLoaded' | 'profileEnabled' | 'profileDisabled' | 'profileDeleted';

const euiccTable: TransitionTable<State, Event> = {
  noProfile: { profileLoaded: 'disabled' },
  disabled: { profileEnabled: 'enabled', profileDeleted: 'noProfile' },
  enabled: { profileDisabled: 'disabled' },
};

/** ES10 commands, in the order in which a download uses them; then those for a profile that is there. */
export const cardCommands = [
  'info',
  'challenge',
  'authenticateServer',
  'prepareDownload',
  'loadProfile',
  'removeNotification',
  'enable',
  'disable',
  'delete',
  'reset',
  'setNickname',
] as const;
export type CardCommand = (typeof cardCommands)[number];

export interface CardRequest {
  command: CardCommand;
  /** Which profile to enable, disable or delete: the operator's own, or one of another. */
  own: boolean;
}

/** What can be read of the card when a command is done. */
export interface CardAnswer {
  /** Memory that no profile takes. */
  free: Bytes;
  /** The oldest notification that waits to be sent. */
  pending: NotificationKind | undefined;
}

/** SGP.22 install error reasons that the card comes to by itself. */
export const installErrors = { iccidAlreadyExists: 9, insufficientMemory: 10, interrupted: 11 } as const;

/** What a refusal says beside its number when that is the result of a command for an installed profile. */
export const profileCommandFailed = 'profile command';

const timeOf = (card: EuiccSettings, command: CardCommand): Distribution => {
  if (command === 'setNickname') return card.info;
  return card[command === 'disable' || command === 'delete' || command === 'reset' ? 'enable' : command];
};

const device = port<typeof modem>('modem');
const { cardChanged } = device.tells;
export const euiccPorts = { device };

const record = {
  state: state(euiccTable),
  /** Memory that the own profile takes. */
  used: volume(),
  commands: count(),
  /** Notifications for the SM-DP+ that wait: see `pending-notifications.ts`. */
  pending: count(),
  /** Whether the first profile of another operator is the enabled one. */
  otherEnabled: flag(),
  othersDeleted: small(),
  /** The own profile has a name that its owner has given it. */
  named: flag(),
};
type Card = RecordOf<typeof record>;

/** The value of the facts about profiles: 0 the operator's own, 1 that of another. */
const facts = ['profileLoaded', 'profileEnabled', 'profileDisabled', 'profileDeleted', 'loadFailed'] as const;
type Doing = Does<typeof record, typeof euiccTable, 'refreshes', (typeof facts)[number], string, Surroundings>;

export const euicc = model('eUICC', {
  source: 'mb-esim-operations.md',
  table: euiccTable,
  record,
  kept: 'columns',
  timers: { refreshes: 0 as Microseconds },
  facts,
  given: {} as Surroundings,
  takes: {
    /** The operator's profile is on the card from the start, disabled, and everybody knows. */
    bornWithProfile(card, _: undefined, does) {
      card.used = does.given.group(does.subject).euicc.profileSize;
      does.move(card, 'profileLoaded');
    },

    /** The card asks for a REFRESH when another profile is enabled, or none any more: the modem looks at it again. */
    refreshes(_card, _: undefined, does) {
      does.tell(cardChanged, does.subject, undefined);
    },
  },
  answers: {
    command(card, { ticket, message }: Request<CardRequest, CardAnswer>, does) {
      const group = does.given.group(does.subject);
      const { euicc: settings } = group;
      const { command, own } = message;
      const nth = card.commands;
      card.commands += 1;
      const delay = does.given.sample(timeOf(settings, command), does.draw(`eUICC.${command}`, nth));
      const fault = faultOf(settings.faults, command, () => does.draw('eUICC.faults', nth));
      if (fault?.chip === 'noAnswer') {
        does.stayedSilent(ticket);
        return;
      }
      if (fault?.chip !== undefined) {
        does.refuse(ticket, 0, fault.chip, delay);
        return;
      }
      if (command === 'loadProfile') {
        const reason = fault?.code ?? loadError(card, nth, does);
        if (reason !== undefined) {
          card.pending = noted(card.pending, 'installFailed');
          does.emit('loadFailed', reason);
          does.refuse(ticket, reason, undefined, delay);
          return;
        }
        card.used = settings.profileSize;
        does.move(card, 'profileLoaded');
        does.emit('profileLoaded');
        card.pending = noted(card.pending, 'installed');
      } else if (command === 'removeNotification') card.pending = withoutOldest(card.pending);
      else if (command === 'enable' || command === 'disable' || command === 'delete') {
        const result = fault?.code ?? changes[command](card, own, does);
        if (result !== profileCommandResult.ok) {
          does.refuse(ticket, result, profileCommandFailed, delay);
          return;
        }
        if (command !== 'delete') does.arm('refreshes', delay);
      } else if (command === 'setNickname') {
        if (card.state === 'noProfile') {
          does.refuse(ticket, profileCommandResult.notFound, profileCommandFailed, delay);
          return;
        }
        card.named = true;
      } else if (command === 'reset' && wipe(card, does)) does.arm('refreshes', delay);
      does.answer(ticket, { free: freeOn(card, group), pending: oldestOf(card.pending) }, delay);
    },
  },
});

/** Why the profile cannot be loaded; nothing of it stays on the card then. */
function loadError(card: Readonly<Card>, nth: number, does: Doing): number | undefined {
  const group = does.given.group(does.subject);
  const { profileSize, loadFails } = group.euicc;
  if (card.state !== 'noProfile') return installErrors.iccidAlreadyExists;
  if (freeOn(card, group) < profileSize) return installErrors.insufficientMemory;
  return does.draw('eUICC.loadFails', nth) < loadFails ? installErrors.interrupted : undefined;
}

const { ok, notFound, wrongState } = profileCommandResult;

/** What each command does to a profile; answers its result. */
const changes = {
  /** Whichever was enabled is disabled in the same step. */
  enable(card: Card, own: boolean, does: Doing): number {
    if (own ? card.state === 'noProfile' : othersOn(card, does.given.group(does.subject)) === 0) return notFound;
    if (own ? card.state === 'enabled' : card.otherEnabled) return wrongState;
    if (own && card.otherEnabled) disableOther(card, does);
    if (!own && card.state === 'enabled') disableOwn(card, does);
    if (own) {
      does.move(card, 'profileEnabled');
      card.pending = noted(card.pending, 'enabled');
    } else card.otherEnabled = true;
    does.emit('profileEnabled', own ? 0 : 1);
    return ok;
  },

  disable(card: Card, own: boolean, does: Doing): number {
    if (own ? card.state === 'noProfile' : othersOn(card, does.given.group(does.subject)) === 0) return notFound;
    if (own ? card.state === 'disabled' : !card.otherEnabled) return wrongState;
    if (own) disableOwn(card, does);
    else disableOther(card, does);
    return ok;
  },

  /** Only what is disabled. Of other operators' profiles, the last one that is. */
  delete(card: Card, own: boolean, does: Doing): number {
    const others = othersOn(card, does.given.group(does.subject));
    if (own ? card.state === 'noProfile' : others === 0) return notFound;
    if (own ? card.state === 'enabled' : card.otherEnabled && others === 1) return wrongState;
    if (own) deleteOwn(card, does);
    else {
      card.othersDeleted += 1;
      does.emit('profileDeleted', 1);
    }
    return ok;
  },
};

/** Everything goes. Answers whether something was enabled. */
function wipe(card: Card, does: Doing): boolean {
  const others = othersOn(card, does.given.group(does.subject));
  const wasEnabled = card.otherEnabled || card.state === 'enabled';
  if (card.otherEnabled) disableOther(card, does);
  if (card.state === 'enabled') disableOwn(card, does);
  if (card.state === 'disabled') deleteOwn(card, does);
  card.othersDeleted += others;
  for (let nth = 0; nth < others; nth += 1) does.emit('profileDeleted', 1);
  return wasEnabled;
}

function disableOther(card: Card, does: Doing): void {
  card.otherEnabled = false;
  does.emit('profileDisabled', 1);
}

function disableOwn(card: Card, does: Doing): void {
  does.move(card, 'profileDisabled');
  does.emit('profileDisabled', 0);
  card.pending = noted(card.pending, 'disabled');
}

function deleteOwn(card: Card, does: Doing): void {
  does.move(card, 'profileDeleted');
  card.used = 0 as Bytes;
  card.named = false;
  does.emit('profileDeleted', 0);
  card.pending = noted(card.pending, 'deleted');
}
