/**
 * An eSIM profile by a code that somebody has: from a shop, a mail, the screen of another device.
 *
 *     camera on a QR code ───────────┐
 *     link `lpa:1$smdp…` in an app ──┼──▶ Settings > Cellular > eSIM profiles ── yes, confirmation code ──▶ LPA ──▶ online
 *     keyboard ──────────────────────┘        └── no: nothing is downloaded
 *
 * A link leads to Settings from Windows 11, version 24H2; on an older release its owner takes the camera instead.
 * Source: Microsoft Learn, "eSIM activation by link" (`lpa:` links, Windows 11 24H2); GSMA SGP.22, "Activation Code".
 * Assumption: whoever has a code has bought the plan with it, elsewhere, so that the line is active; a code or confirmation
 * code typed wrong is typed again, what may pass is tried again as in a purchase, and after anything else they give up.
 */
import {
  type Does,
  days,
  type Microseconds,
  model,
  port,
  type RecordOf,
  type Reply,
  small,
  state,
  type TransitionTable,
  time,
} from '../../sim/index.ts';
import { formatActivationCode } from '../activation-code.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { registration } from '../device/registration.ts';
import type { MatchingId } from '../identifiers.ts';
import { type ESimOperationStatus, eSimOperationStatuses, isRetryable } from '../messages/esim-operation-status.ts';
import { confirmationCodeOf, matchingIdOf } from '../messages/of-device.ts';
import type { smDpPlus } from '../operator/sm-dp-plus.ts';
import type { subscription } from '../operator/subscription.ts';
import type { user } from '../people/user.ts';
import { type CodeReader, codeReaders } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from './connection.ts';
import type { lpa } from './lpa.ts';
import { ordersAgain, orderTerms } from './profile-order.ts';

type State = 'noCode' | 'hasCode' | 'asking' | 'downloading' | 'connecting' | 'online' | 'declined' | 'failed';
type Event =
  | 'codeCame'
  | 'codeRead'
  | 'agreed'
  | 'declined'
  | 'triesAgain'
  | 'gaveUp'
  | 'installed'
  | 'online'
  | 'notOnline';

const codeActivationTable: TransitionTable<State, Event> = {
  noCode: { codeCame: 'hasCode' },
  hasCode: { codeRead: 'asking' },
  asking: { agreed: 'downloading', declined: 'declined' },
  downloading: { installed: 'connecting', triesAgain: 'hasCode', gaveUp: 'failed' },
  connecting: { online: 'online', notOnline: 'failed' },
  online: {},
  declined: {},
  failed: {},
};

/** The first release whose Settings opens a link that begins with `lpa:`. Windows 11, version 24H2. */
const firstReleaseWithLinks = 2402;

/** How long people wait to be online. Assumption. */
const onlineLimit = days(1);
/** Orders and tries beyond this share the luck of the last. */
const countMost = 255;

const server = port<typeof smDpPlus>('SM-DP+');
const line = port<typeof subscription>('subscription');
const assistant = port<typeof lpa>('LPA');
const radio = port<typeof registration>('registration');
const windows = port<typeof connection>('connection');
const person = port<typeof user>('user');
export const codeActivationPorts = { server, line, assistant, radio, windows, person };
const { order } = server.asks;
const { bornHot } = line.tells;
const { download, rename } = assistant.asks;
const { awaitRegistered } = radio.asks;
const { awaitInternet } = windows.asks;
const { connectClicked } = windows.tells;
const { gotOnline } = person.tells;

const record = {
  state: state(codeActivationTable),
  orders: small(),
  tries: small(),
  cameAt: time(),
};
/** The value of `read` is by what, `failed` and `gaveUp` have the status. */
const facts = [
  'codeCame',
  'read',
  'agreed',
  'declined',
  'failed',
  'gaveUp',
  'installed',
  'online',
  'notOnline',
  'named',
] as const;
type Timers = 'orders' | 'reads' | 'decides';
type Activation = RecordOf<typeof record>;
type Doing = Does<typeof record, typeof codeActivationTable, Timers, (typeof facts)[number], string, Surroundings>;

export const codeActivation = model('code activation', {
  source: 'mb-esim-operations.md',
  table: codeActivationTable,
  record,
  kept: 'columns',
  timers: { orders: 0 as Microseconds, reads: 0 as Microseconds, decides: 0 as Microseconds },
  facts,
  given: {} as Surroundings,
  takes: {
    /** A shop orders the profile, for whoever reads the code. */
    orders(activation, _: undefined, does) {
      const nth = activation.orders;
      activation.orders = Math.min(nth + 1, countMost);
      const { confirmationCode } = settingsOf(does);
      does.ask(order, does.subject, { confirmationCode }, orderTerms(does.given, nth));
    },

    orderAnswered(activation, reply: Reply<string>, does) {
      if (reply.outcome !== 'answered') {
        does.arm('orders', ordersAgain);
        return;
      }
      activation.cameAt = does.now;
      does.move(activation, 'codeCame');
      does.emit('codeCame');
      does.tell(bornHot, does.subject, undefined);
      does.arm('reads', does.given.sample(settingsOf(does).readAfter, does.draw('code.readAfter')));
    },

    reads(activation, _: undefined, does) {
      const nth = activation.tries;
      activation.tries = Math.min(nth + 1, countMost);
      does.move(activation, 'codeRead');
      does.emit('read', codeReaders.indexOf(readerOf(does)));
      does.arm('decides', does.given.sample(settingsOf(does).think, does.draw('code.think', nth)));
    },

    /** Settings has shown whose profile it is, and asked whether to add it. */
    decides(activation, _: undefined, does) {
      const { declines } = settingsOf(does);
      const nth = activation.tries - 1;
      if (nth === 0 && does.draw('code.declines') < declines) {
        does.move(activation, 'declined');
        does.emit('declined');
        return;
      }
      does.move(activation, 'agreed');
      does.emit('agreed');
      does.ask(download, does.subject, typed(nth, does), { then: 'downloaded', occurrence: nth });
    },

    downloaded(activation, reply: Reply<'Success'>, does) {
      if (reply.outcome === 'answered') {
        does.move(activation, 'installed');
        does.emit('installed');
        does.ask(awaitRegistered, does.subject, undefined, { then: 'registered', within: onlineLimit });
        return;
      }
      const status = eSimOperationStatuses[reply.code] ?? 'Other';
      does.emit('failed', reply.code);
      const wait = waitAfter(status, activation, does);
      if (wait === undefined) {
        does.move(activation, 'gaveUp');
        does.emit('gaveUp', reply.code);
        return;
      }
      does.move(activation, 'triesAgain');
      does.arm('reads', wait);
    },

    /** The profile is on the network, and its owner clicks Connect: Windows keeps to Wi-Fi where there is some. */
    registered(_activation, reply: Reply<true>, does) {
      if (reply.outcome !== 'answered') {
        does.self('isNotOnline');
        return;
      }
      const cellular = interfaceOf(does.subject, 'cellular');
      does.tell(connectClicked, cellular, undefined);
      does.ask(awaitInternet, cellular, undefined, { then: 'connected', within: onlineLimit });
    },

    isNotOnline(activation, _: undefined, does) {
      does.move(activation, 'notOnline');
      does.emit('notOnline');
    },

    connected(activation, reply: Reply<true>, does) {
      if (reply.outcome !== 'answered') {
        does.self('isNotOnline');
        return;
      }
      does.move(activation, 'online');
      does.emit('online', does.now - activation.cameAt!);
      does.tell(gotOnline, does.subject, undefined);
      if (does.draw('code.nickname') < settingsOf(does).nickname)
        does.ask(rename, does.subject, { own: true }, { then: 'renamed' });
    },

    renamed(_activation, reply: Reply<'Success'>, does) {
      if (reply.outcome === 'answered') does.emit('named');
    },
  },
});

const settingsOf = (does: Doing) => does.given.group(does.subject).activationCode!;

/** How the code gets in: a link needs a release that knows links. */
function readerOf(does: Doing): CodeReader {
  const { by } = settingsOf(does);
  return by === 'link' && does.given.group(does.subject).osRelease < firstReleaseWithLinks ? 'camera' : by;
}

/** What gets to the LPA; at the keyboard a code may be mistyped, and so may a confirmation code anywhere. */
function typed(nth: number, does: Doing): { activationCode: string; confirmationCode?: string } {
  const { given, subject } = does;
  const { mistyped, confirmationCode, wrongConfirmation } = settingsOf(does);
  const bits = (purpose: string) => does.bits(purpose);
  const matchingId = matchingIdOf(subject, bits);
  const isMistyped = readerOf(does) === 'keyboard' && does.draw('code.mistyped', nth) < mistyped;
  const activationCode = formatActivationCode(
    {
      smdpAddress: given.operator(subject).smdp.host,
      matchingId: isMistyped ? otherEnd(matchingId) : matchingId,
      confirmationCodeRequired: confirmationCode,
    },
    'qrCode',
  );
  if (!confirmationCode) return { activationCode };
  const right = confirmationCodeOf(subject, bits);
  const isWrong = does.draw('code.wrongConfirmation', nth) < wrongConfirmation;
  return { activationCode, confirmationCode: isWrong ? oneMore(right) : right };
}

/** With another last character. */
const otherEnd = (matchingId: MatchingId): MatchingId =>
  `${matchingId.slice(0, -1)}${matchingId.endsWith('0') ? '1' : '0'}` as MatchingId;

/** Another code of four digits. */
const oneMore = (code: string): string => String((Number(code) + 1) % 10_000).padStart(4, '0');

/** What can be put right by typing again is; what may pass is waited for; undefined where there is nothing to be done. */
function waitAfter(
  status: ESimOperationStatus,
  { tries }: Readonly<Activation>,
  does: Doing,
): Microseconds | undefined {
  const { lpaTries, lpaWait } = does.given.group(does.subject).euicc;
  const wasMistyped = status === 'InvalidMatchingId' && readerOf(does) === 'keyboard';
  if (status === 'IncorrectConfirmationCode' || (wasMistyped && tries < countMost)) return 0 as Microseconds;
  return isRetryable(status) && tries < lpaTries ? lpaWait : undefined;
}
