/**
 * The eUICC: the chip that holds zero or more eSIM profiles, at most one of them enabled. It is slow, and does one
 * command at a time; loading the profile is most of an eSIM download.
 *
 *     noProfile ── loaded ──▶ disabled ── enabled ──▶ enabled
 *
 * Source: Microsoft Learn, "Mobile broadband eSIM operations" (command times of a published download log); GSMA SGP.22.
 */
import {
  type Bytes,
  count,
  type Distribution,
  type Microseconds,
  model,
  port,
  type Request,
  state,
  type TransitionTable,
  volume,
} from '../../sim/index.ts';
import type { EuiccSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { modem } from './modem.ts';

type State = 'noProfile' | 'disabled' | 'enabled';
type Event = 'profileLoaded' | 'profileEnabled';

const euiccTable: TransitionTable<State, Event> = {
  noProfile: { profileLoaded: 'disabled' },
  disabled: { profileEnabled: 'enabled' },
  enabled: {},
};

/** ES10 commands, in the order in which a download uses them. */
export const cardCommands = [
  'info',
  'challenge',
  'authenticateServer',
  'prepareDownload',
  'loadProfile',
  'removeNotification',
  'enable',
] as const;
export type CardCommand = (typeof cardCommands)[number];

/** SGP.22 install error reasons the card can answer with. */
export const installErrors = { iccidAlreadyExists: 9, insufficientMemory: 10, interrupted: 11 } as const;

/** ES10c.EnableProfile, result 1: iccidOrAidNotFound; also of a profile that is enabled already. */
const noSuchProfile = 1;

const timeOf = (card: EuiccSettings, command: CardCommand): Distribution => card[command];

const device = port<typeof modem>('modem');
const { cardChanged } = device.tells;
export const euiccPorts = { device };

export const euicc = model('eUICC', {
  source: 'mb-esim-operations.md',
  table: euiccTable,
  record: { state: state(euiccTable), used: volume(), commands: count() },
  kept: 'columns',
  timers: { refreshes: 0 as Microseconds },
  facts: ['profileLoaded', 'profileEnabled'],
  given: {} as Surroundings,
  takes: {
    /** The card asks for a REFRESH when another profile is enabled: the modem looks at it again. */
    refreshes(_card, _: undefined, does) {
      does.tell(cardChanged, does.subject, undefined);
    },
  },
  answers: {
    command(card, request: Request<CardCommand, true>, does) {
      const settings = does.given.group(does.subject).euicc;
      const command = request.message;
      const nth = card.commands;
      card.commands += 1;
      const delay = does.given.sample(timeOf(settings, command), does.draw(`eUICC.${command}`, nth));
      if (command === 'loadProfile') {
        const reason =
          card.state !== 'noProfile'
            ? installErrors.iccidAlreadyExists
            : card.used + settings.profileSize > settings.memory
              ? installErrors.insufficientMemory
              : does.draw('eUICC.loadFails', nth) < settings.loadFails
                ? installErrors.interrupted
                : undefined;
        if (reason !== undefined) {
          does.refuse(request.ticket, reason, undefined, delay);
          return;
        }
        card.used = (card.used + settings.profileSize) as Bytes;
        does.move(card, 'profileLoaded');
        does.emit('profileLoaded');
      } else if (command === 'enable') {
        if (card.state !== 'disabled') {
          does.refuse(request.ticket, noSuchProfile, undefined, delay);
          return;
        }
        does.move(card, 'profileEnabled');
        does.emit('profileEnabled');
        does.arm('refreshes', delay);
      }
      does.answer(request.ticket, true, delay);
    },
  },
});
