/**
 * The LPA, Local Profile Assistant: the Windows service that downloads an eSIM profile from the SM-DP+, has the eUICC
 * install it, enables it, and looks after those that are there.
 *
 *     Mobile Plans app ── download(activation code) ──▶ ┌─────┐ ── ES9+ ──▶ SM-DP+
 *                      ── enable, disable, remove ────▶ │ LPA │
 *                                                       └─────┘ ── ES10 ──▶ eUICC
 *
 * Idle or busy with one operation (ESimState). Whatever goes wrong becomes one ESimOperationStatus. A profile that did not
 * install leaves nothing on the card; one that did is enabled even if the SM-DP+ cannot be told: the card keeps the
 * notification, and the LPA tries again later. What the policy of an enterprise forbids ends in PolicyViolation. The conversations are in `lpa-exchange.ts`.
 * Source: Microsoft Learn, "Mobile broadband eSIM operations"; GSMA SGP.22.
 * Assumption: a bound profile package weighs on the way what the profile takes on the card; over mobile broadband it is not
 * charged where the walled garden names the SM-DP+.
 */
import {
  count,
  type Does,
  type Microseconds,
  model,
  number,
  type RecordOf,
  type Request,
  small,
  state,
  type Ticket,
  type TransitionTable,
} from '../../sim/index.ts';
import { parseActivationCode } from '../activation-code.ts';
import type { CardCommand } from '../device/euicc.ts';
import { oldestOf } from '../device/pending-notifications.ts';
import { type ESimOperationStatus, eSimOperationStatus } from '../messages/esim-operation-status.ts';
import type { Surroundings } from '../surroundings.ts';
import { isZeroRated } from '../walled-garden.ts';
import {
  changeOf,
  type DownloadOrder,
  deliveryOf,
  downloadOf,
  firstDelivery,
  nextDelivery,
  type ProfileChange,
  type Refusal,
} from './lpa-exchange.ts';
import { lpaPorts, lpaSees } from './lpa-ports.ts';

export { lpaPorts, lpaSees } from './lpa-ports.ts';

const { zeroRated } = lpaPorts.gateway.tells;

type State = 'idle' | 'authenticating' | 'waitingForInstall' | 'downloading' | 'installing' | 'enabling' | 'changing';
type Event =
  | 'downloadRequested'
  | 'authenticated'
  | 'confirmed'
  | 'packageReceived'
  | 'profileInstalled'
  | 'changeRequested'
  | 'succeeded'
  | 'failed';

/** Idle, or what it is busy with. */
const lpaTable: TransitionTable<State, Event> = {
  idle: { downloadRequested: 'authenticating', changeRequested: 'changing' },
  authenticating: { authenticated: 'waitingForInstall', failed: 'idle' },
  waitingForInstall: { confirmed: 'downloading', failed: 'idle' },
  downloading: { packageReceived: 'installing', failed: 'idle' },
  installing: { profileInstalled: 'enabling', failed: 'idle' },
  enabling: { succeeded: 'idle', failed: 'idle' },
  changing: { succeeded: 'idle', failed: 'idle' },
};

/** What a download still needs the internet for. */
const needsTheWay: ReadonlySet<State> = new Set(['authenticating', 'waitingForInstall', 'downloading']);

export interface DownloadRequest {
  /** With or without the prefix `LPA:`. */
  activationCode: string;
  /** What the person says who is asked; absent where nobody is asked, or where the answer is yes. */
  refusal?: Refusal;
  /** What the person has typed, where the code asks for it. */
  confirmationCode?: string | undefined;
  /** Device management may do what it forbids to users. */
  byManagement?: boolean;
}

/** The operator's own profile, or one of another operator. */
export interface ProfileChoice {
  own: boolean;
}

const record = {
  state: state(lpaTable),
  downloads: count(),
  waiting: number(-1),
  /** Deliveries of notifications in a row that did not succeed. */
  undelivered: small(),
};
const facts = [
  'started',
  'succeeded',
  'failed',
  'wayLost',
  'changeStarted',
  'delivered',
  'undelivered',
  'forbidden',
] as const;
type Assistant = RecordOf<typeof record>;
type Doing = Does<typeof record, typeof lpaTable, 'delivers', (typeof facts)[number], string, Surroundings>;

export const lpa = model('LPA', {
  source: 'mb-esim-operations.md',
  table: lpaTable,
  record,
  kept: 'columns',
  timers: { delivers: firstDelivery as Microseconds },
  facts,
  given: {} as Surroundings,
  takes: {
    // A download may have ended, because its way was lost, while the next step was already on its way here.
    authenticated(lpa, _, does) {
      if (lpa.state === 'authenticating') does.move(lpa, 'authenticated');
    },
    confirmed(lpa, _, does) {
      if (lpa.state === 'waitingForInstall') does.move(lpa, 'confirmed');
    },
    packageReceived(lpa, _, does) {
      if (lpa.state !== 'downloading') return;
      does.move(lpa, 'packageReceived');
      if (isZeroRated(does.given, does.subject, 'smdp'))
        does.tell(zeroRated, does.subject, does.given.group(does.subject).euicc.profileSize);
    },
    profileInstalled(lpa, _, does) {
      does.move(lpa, 'profileInstalled');
    },
    succeeded(lpa, _, does) {
      does.move(lpa, 'succeeded');
      does.emit('succeeded');
      does.answer(lpa.waiting as Ticket<'Success'>, 'Success');
      rests(lpa, does);
    },
    failed(lpa, status: ESimOperationStatus, does) {
      if (lpa.state !== 'idle') fails(lpa, status, does);
    },

    /** The connection is gone over which the device had internet, and with it what was under way. */
    wayLost(lpa, _: undefined, does) {
      if (!needsTheWay.has(lpa.state)) return;
      does.stop(download);
      does.emit('wayLost');
      fails(lpa, 'ServerNotReachable', does);
    },

    /** Time to tell the SM-DP+ what the card has noted. */
    delivers(lpa, _: undefined, does) {
      const pending = oldestOf(does.look(lpaSees.cards).pending);
      if (lpa.state === 'idle' && pending !== undefined) does.start(delivery, pending);
    },
    delivered(lpa, _, does) {
      lpa.undelivered = 0;
      does.emit('delivered');
    },
    undelivered(lpa, _, does) {
      lpa.undelivered = Math.min(lpa.undelivered + 1, 255);
      does.emit('undelivered', lpa.undelivered);
      does.arm('delivers', nextDelivery(does.given.group(does.subject).euicc.lpaWait, lpa.undelivered));
    },
  },
  answers: {
    /** Answers when the profile is installed and enabled; refuses with the ESimOperationStatus, as number and as name. */
    download(lpa, request: Request<DownloadRequest, 'Success'>, does) {
      const { activationCode, refusal, confirmationCode, byManagement } = request.message;
      if (isForbidden('usersAdd', byManagement, request.ticket, does)) return;
      const code = parseActivationCode(`LPA:${activationCode.replace(/^lpa:/i, '')}`, 'qrCode');
      const mistake = !code.ok
        ? 'InvalidMatchingId'
        : code.value.confirmationCodeRequired && confirmationCode === undefined
          ? 'ConfirmationCodeMissing'
          : undefined;
      if (!takesUp(lpa, request.ticket, mistake, does) || !code.ok) return;
      const { smdpAddress, matchingId } = code.value;
      lpa.downloads += 1;
      does.move(lpa, 'downloadRequested');
      does.emit('started', lpa.downloads);
      does.start(download, { smdpAddress, matchingId, refusal, confirmationCode } satisfies DownloadOrder);
    },

    /** Enables an installed profile; whichever was enabled is disabled. */
    enable(lpa, request: Request<ProfileChoice, 'Success'>, does) {
      if (isForbidden('usersEnable', false, request.ticket, does)) return;
      changes(lpa, request, ['enable'], does);
    },

    disable(lpa, request: Request<ProfileChoice, 'Success'>, does) {
      if (isForbidden('usersEnable', false, request.ticket, does)) return;
      changes(lpa, request, ['disable'], does);
    },

    /** The card deletes only what is disabled, so an enabled profile is disabled first. */
    remove(lpa, request: Request<ProfileChoice, 'Success'>, does) {
      if (isForbidden('usersRemove', false, request.ticket, does)) return;
      const isEnabled = request.message.own && does.look(lpaSees.cards).state === 'enabled';
      changes(lpa, request, isEnabled ? ['disable', 'delete'] : ['delete'], does);
    },

    /** SetNickname: the profile gets the name that its owner has chosen. */
    rename(lpa, request: Request<ProfileChoice, 'Success'>, does) {
      changes(lpa, request, ['setNickname'], does);
    },

    /** Deletes everything on the card. */
    wipe(lpa, { ticket }: Request<undefined, 'Success'>, does) {
      if (isForbidden('usersRemove', false, ticket, does)) return;
      changes(lpa, { ticket, message: { own: true } }, ['reset'], does);
    },
  },
});

const download = downloadOf(() => lpa);
const change = changeOf(() => lpa);
const delivery = deliveryOf(() => lpa);

/** Whether device management lets nobody but itself do that; if so, the request has been refused. */
function isForbidden(
  right: 'usersAdd' | 'usersEnable' | 'usersRemove',
  byManagement: boolean | undefined,
  ticket: Ticket<'Success'>,
  does: Doing,
): boolean {
  const policy = does.given.group(does.subject).managed;
  if (policy === undefined || policy[right] || byManagement === true) return false;
  if (does.look(lpaSees.managements).state === 'unmanaged') return false;
  does.emit('forbidden', rights.indexOf(right));
  does.refuse(ticket, eSimOperationStatus.PolicyViolation, 'PolicyViolation');
  return true;
}

/** What a policy may forbid; the place of each is the value of the fact `forbidden`. */
const rights: readonly string[] = ['usersAdd', 'usersEnable', 'usersRemove'];

/** Whether the request becomes the operation that it is busy with. A delivery that is under way makes room. */
function takesUp(
  lpa: Assistant,
  ticket: Ticket<'Success'>,
  mistake: ESimOperationStatus | undefined,
  does: Doing,
): boolean {
  const refusal = lpa.state === 'idle' ? mistake : 'CardBusy';
  if (refusal !== undefined) {
    does.refuse(ticket, eSimOperationStatus[refusal], refusal);
    return false;
  }
  does.cancel('delivers');
  does.stop(delivery);
  lpa.waiting = ticket;
  return true;
}

function changes(
  lpa: Assistant,
  { ticket, message: { own } }: Pick<Request<ProfileChoice, 'Success'>, 'ticket' | 'message'>,
  commands: readonly CardCommand[],
  does: Doing,
): void {
  if (!takesUp(lpa, ticket, undefined, does)) return;
  does.move(lpa, 'changeRequested');
  does.emit('changeStarted');
  const removes = commands.includes('delete') || commands.includes('reset');
  const pending = removes ? oldestOf(does.look(lpaSees.cards).pending) : undefined;
  does.start(change, { commands, own, pending } satisfies ProfileChange);
}

function fails(lpa: Assistant, status: ESimOperationStatus, does: Doing): void {
  does.move(lpa, 'failed');
  does.emit('failed', eSimOperationStatus[status]);
  does.refuse(lpa.waiting as Ticket<'Success'>, eSimOperationStatus[status], status);
  rests(lpa, does);
}

/** Idle again: what the card has noted meanwhile is delivered soon, or when it is time to try again. */
function rests(lpa: Assistant, does: Doing): void {
  lpa.waiting = -1;
  if (does.look(lpaSees.cards).pending === 0) return;
  const wait = does.given.group(does.subject).euicc.lpaWait;
  does.arm('delivers', lpa.undelivered === 0 ? firstDelivery : nextDelivery(wait, lpa.undelivered));
}
