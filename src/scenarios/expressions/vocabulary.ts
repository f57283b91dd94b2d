/**
 * The words of the expression language: which sets of rows exist, what their fields are, which metrics every run measures,
 * which functions there are. Plain data: the check, `mpsim list --names`, completion and the reference page read it.
 *
 * A set that is not built is known and checked, and told apart from a typing error.
 */
import { callbackMethods } from '../../models/messages/callbacks.ts';
import { entryPoints, tetheringCapabilities } from '../../models/settings.ts';
import { type EndReason, endReasons, isAtStep } from '../../models/windows/purchase-ends.ts';
import { tetheringOperationStatuses } from '../../models/windows/sharing-capability.ts';
import { documentedSteps } from '../schema/portal.ts';
import type { Dimension } from './dimensions.ts';

export interface FieldWords {
  dimension: Dimension;
  /** In one line, for people. */
  meaning: string;
  /** The words a text can be; any word when undefined. They are written with hyphens, whatever a table writes. */
  words?: readonly string[];
  /** Words of these beginnings are possible too, since a scenario names them. */
  wordsFrom?: readonly string[];
}

export interface SetWords {
  meaning: string;
  /** False where a run has no such rows yet. */
  built: boolean;
  fields: Readonly<Record<string, FieldWords>>;
  /** The field that says when a row happened, for `from ... to`, `during` and the like; none where rows have no moment. */
  moment?: string;
  /** For kinds of requests: their name in the kernel. */
  request?: string;
}

export interface MetricWords {
  kind: 'value' | 'distribution' | 'rate';
  unit: 'share' | 'µs' | 'B' | 'count' | 'per s';
  /** What the metric means, as a question. */
  question: string;
}

export interface FunctionWords {
  /** How it is written. */
  form: string;
  meaning: string;
}

export interface Vocabulary {
  sets: Readonly<Record<string, SetWords>>;
  metrics: Readonly<Record<string, MetricWords>>;
  functions: Readonly<Record<string, FunctionWords>>;
  /** What can have happened, for laws. */
  events: Readonly<Record<string, string>>;
}

const field = (dimension: Dimension, meaning: string, more: Partial<FieldWords> = {}): FieldWords => ({
  dimension,
  meaning,
  ...more,
});

const whose = {
  device: field('count', 'Number of the device, from 0'),
  group: field('text', 'Name of its group in the population'),
  operator: field('text', 'Name of its operator'),
};

const outcomes = ['answered', 'refused', 'timedOut', 'unreachable', 'shed', 'cancelled'];

/** Reasons that name a step of the portal, as far as its name: `left-at-`, and behind it `pay`. */
const beginnings: Partial<Record<EndReason, string>> = {
  'left at a step': 'left-at-',
  'lost patience with a page': 'lost-patience-at-',
  'too many tries': 'too-many-tries-at-',
};
const stepReasons: readonly string[] = Object.values(beginnings);

/** A reason as expressions write it; one at a step with the name of the step. */
export function wordOfReason(reason: EndReason, step: string | undefined): string {
  const beginning = isAtStep(reason) ? beginnings[reason] : undefined;
  return beginning === undefined || step === undefined ? reason.replaceAll(' ', '-') : beginning + step;
}

const wordsOfReason = (reason: EndReason): string[] =>
  isAtStep(reason) ? documentedSteps.map(step => wordOfReason(reason, step)) : [wordOfReason(reason, undefined)];

const request = (meaning: string, name: string): SetWords => ({
  meaning: `${meaning}; those still open at the end of the run are counted as censored`,
  built: true,
  request: name,
  moment: 'askedAt',
  fields: {
    device: whose.device,
    askedAt: field('clock', 'When it was meant to be asked'),
    latency: field('time', 'From asking to the outcome; none for what was cancelled'),
    ok: field('truth', 'Whether it was answered'),
    outcome: field('text', 'How it ended', { words: outcomes }),
    status: field(
      'count',
      'Of a refusal its HTTP status or the code of the protocol, such as 429; none for what ended otherwise',
    ),
  },
});

const line: Readonly<Record<string, FieldWords>> = {
  ...whose,
  state: field('text', 'State of the subscription', {
    words: [
      'cold',
      'warm',
      'activating',
      'hotPrepaid',
      'hotPostpaid',
      'outOfData',
      'expired',
      'suspended',
      'terminated',
    ],
  }),
  active: field('truth', 'Whether its plan was activated, even where it has been used up or has ended since'),
  granted: field('size', 'Data that its plans granted'),
  used: field('size', 'Data used, the session under way included'),
  billed: field('size', 'Data that billing has booked'),
  remaining: field('size', 'Data granted and not used'),
  planEnd: field('clock', 'When the plan ends'),
};

/** The fields of a line as another set sees them: `line.active`. */
const ofTheLine = Object.fromEntries(
  Object.entries(line)
    .filter(([name]) => !(name in whose))
    .map(([name, words]) => [`line.${name}`, words]),
);

export const vocabulary: Vocabulary = {
  sets: {
    purchase: {
      meaning: 'One row for each purchase: a buyer who opened the app',
      built: true,
      moment: 'startedAt',
      fields: {
        ...whose,
        state: field('text', 'Where the purchase is', {
          words: [
            'loading',
            'selectProvider',
            'gateway',
            'portal',
            'portalError',
            'confirmExit',
            'toastWaiting',
            'toastShown',
            'downloading',
            'fulfilError',
            'switching',
            'activated',
            'waitingNetwork',
            'registered',
            'online',
            'done',
            'cancelled',
            'abandoned',
            'failed',
          ],
        }),
        ended: field(
          'truth',
          'Whether it has ended: done, cancelled, abandoned or failed; not while the plan that it paid for is still on its way to the line',
        ),
        online: field('truth', 'Whether the buyer reached the internet'),
        reason: field('text', 'Why it ended without service', {
          words: endReasons.flatMap(wordsOfReason),
          wordsFrom: stepReasons,
        }),
        cancelledBy: field(
          'text',
          'Who ended it without service: the user, who cancelled or left, or a system that failed',
          {
            words: ['user', 'system'],
          },
        ),
        reached: field('text', 'The furthest stage that was reached'),
        entryPoint: field('text', 'Where it began', { words: entryPoints }),
        nth: field('count', 'Which purchase of the device it is, from 1'),
        step: field('text', 'The step of the portal that was reached last'),
        template: field('text', 'The gateway page that was shown: 0 is the standard one; none before it was there'),
        callback: field('text', 'How the portal handed it to the app, or cancelled it; none for what never got there', {
          words: callbackMethods,
        }),
        startedAt: field('clock', 'When the app was opened'),
        continuedAt: field('clock', 'When Continue was pressed'),
        onlineAt: field('clock', 'When the first internet byte came'),
        continueToOnline: field('time', 'From Continue to the first internet byte; none for who never got there'),
        startToOnline: field('time', 'From opening the app to the first internet byte'),
        charged: field('money', 'Money taken'),
        refunded: field('money', 'Money given back'),
        downloadRetries: field('count', 'How often the download was tried again'),
        cameBack: field('count', 'How often the buyer opened the portal again after a failure'),
        ...ofTheLine,
      },
    },
    person: {
      meaning: 'One row for each person who came with a device of their own',
      built: true,
      moment: 'startedAt',
      fields: {
        ...whose,
        sim: field('text', 'The SIM when they came', { words: ['cold', 'warm', 'hot'] }),
        state: field('text', 'Where they are on their way', {
          words: [
            'looking',
            'enteringPin',
            'askingForPuk',
            'connecting',
            'buyingInApp',
            'buyingOnWebPage',
            'onThePhone',
            'buyingInMobilePlans',
            'waiting',
            'online',
            'gaveUp',
          ],
        }),
        ended: field('truth', 'Whether they are online or have given up'),
        online: field(
          'truth',
          'Whether Windows showed them internet access over mobile broadband; `line.active` tells whether they had a plan',
        ),
        path: field('text', 'By which way they got a plan', {
          words: ['nothing', 'app', 'webPage', 'telephone', 'mobilePlans'],
        }),
        reason: field('text', 'Why they stayed offline', {
          words: [
            'no-network-in-the-list',
            'SIM-blocked',
            'error-shown',
            'connected-without-internet-and-nothing-to-open',
            'no-connection-to-buy-over',
            'page-did-not-load',
            'left-the-purchase',
            'payment-declined',
            'order-refused',
            'provisioning-file-refused',
            'lost-patience-with-the-connection',
            'lost-patience-with-the-plan',
            'skipped-in-Windows-Setup',
          ],
        }),
        steps: field('count', 'What they did: clicks, PINs, pages, calls'),
        startedAt: field('clock', 'When they came'),
        onlineAt: field('clock', 'When the first internet byte came'),
        startToOnline: field('time', 'From coming to the first internet byte; none for who never got there'),
        ...ofTheLine,
      },
    },
    line: {
      meaning: 'One row for each line that is at least warm, as it is when the run ends',
      built: true,
      fields: {
        ...line,
        usedByOthers: field('size', 'Data that other devices of the line have used'),
        withoutPlan: field('time', 'For how long the plan that it had was over, all times together'),
      },
    },
    device: {
      meaning: 'One row for each device, as it is when the run ends',
      built: true,
      fields: {
        ...whose,
        connection: field('text', 'Which connections it has', {
          words: [
            'offline',
            'wifi',
            'cellular',
            'wifiAndCellular',
            'ethernet',
            'ethernetAndWifi',
            'ethernetAndCellular',
            'allThree',
          ],
        }),
        modem: field('text', 'How ready its modem is', {
          words: [
            'off',
            'initialized',
            'simNotInserted',
            'badSim',
            'failure',
            'notActivated',
            'deviceLocked',
            'noEsimProfile',
          ],
        }),
        registration: field('text', 'Its registration on the network', {
          words: ['none', 'deregistered', 'searching', 'home', 'roaming', 'partner', 'denied'],
        }),
        flyoutOpens: field('count', 'How often its network flyout was opened'),
        estimate: field('size', 'The usage estimate in its network flyout; none where that is hidden'),
        used: field('size', 'Bytes that Windows counted over mobile broadband'),
      },
    },
    profile: {
      meaning: 'One row for each eSIM profile that was ordered, as the SM-DP+ knows it when the run ends',
      built: true,
      moment: 'orderedAt',
      fields: {
        ...whose,
        state: field('text', 'State of the profile', {
          words: [
            'available',
            'allocated',
            'linked',
            'confirmed',
            'released',
            'downloaded',
            'installed',
            'error',
            'unavailable',
          ],
        }),
        orderedAt: field('clock', 'When it was ordered'),
        attempts: field('count', 'How often its download was begun'),
      },
    },
    shownBalance: {
      meaning: 'One row for each balance of a prepaid line that the network flyout has shown',
      built: true,
      moment: 'at',
      fields: {
        ...whose,
        at: field('clock', 'When it was shown'),
        shown: field('size', 'Data left as the flyout showed it'),
        left: field('size', 'Data that was really left at this moment'),
        staleBy: field('size', 'How far what was shown is from what was left'),
      },
    },
    topUp: {
      meaning: 'One row for each plan that was bought for a prepaid line which had one before',
      built: true,
      moment: 'at',
      fields: {
        ...whose,
        at: field('clock', 'When its data was there'),
        nth: field('count', 'Which top-up of the line it is, from 1'),
        data: field('size', 'Data that it brought'),
      },
    },
    warning: {
      meaning: 'One row for each plan that was used up to a share of which its operator, or its app, warns',
      built: true,
      moment: 'dueAt',
      fields: {
        ...whose,
        at: field('share', 'The share of the plan that it warns of'),
        dueAt: field('clock', 'When so much was really used, by the gateway'),
        sentAt: field('clock', 'When billing knew and the operator wrote; not at all where only the PC counts'),
        readAt: field('clock', 'When it came onto a screen that somebody could read'),
        reached: field('truth', 'Whether it came there'),
        delay: field('time', 'From then until somebody could read it; 0 where it came before'),
      },
    },
    journey: {
      meaning: 'One row for each journey abroad, where its operator charges use there apart',
      built: true,
      moment: 'leftAt',
      fields: {
        ...whose,
        nth: field('count', 'Which journey of the person it is, from 1'),
        leftAt: field('clock', 'When it began'),
        ended: field('truth', 'Whether it was over when the run ended'),
        lasted: field('time', 'How long it lasted, or has lasted by the end of the run'),
        roamed: field('size', 'Data used on it'),
        cost: field('money', 'What that costs by the tariff'),
        warned: field('truth', 'Whether the traveller was warned on it'),
        toWarning: field('time', 'From its beginning to the first warning'),
        beforeWarning: field('size', 'Data used before the first warning; all of it where none came'),
        costBeforeWarning: field('money', 'What that costs by the tariff'),
      },
    },
    falseInternet: {
      meaning: 'One row for each time that Windows began to show internet access over a line that has none',
      built: true,
      moment: 'at',
      fields: {
        ...whose,
        at: field('clock', 'When it began'),
        nth: field('count', 'Which time on this device it is, from 1'),
      },
    },
    sharing: {
      meaning: 'One row for each attempt to share a connection that has come up or failed',
      built: true,
      moment: 'askedAt',
      fields: {
        ...whose,
        askedAt: field('clock', 'When somebody turned it on'),
        ok: field('truth', 'Whether it came up'),
        outcome: field('text', 'The status of the attempt, or why the PC cannot share', {
          words: [...new Set([...tetheringOperationStatuses, ...tetheringCapabilities])],
        }),
        took: field('time', 'From turning it on to that outcome'),
      },
    },
    sharingClient: {
      meaning: 'One row for each device beside a PC that may join its shared connection',
      built: true,
      fields: {
        ...whose,
        kind: field('text', 'Which kind of device it is'),
        used: field('size', 'Data it has used over shared connections'),
        metered: field('truth', 'Whether it last took the network for metered'),
        timesTurnedAway: field('count', 'How often it was turned away because too many were there'),
        joined: field('truth', 'Whether it is joined when the run ends'),
      },
    },
    specialConnection: {
      meaning: 'One row for each time that an app asked for a connection of its own',
      built: true,
      moment: 'at',
      fields: {
        ...whose,
        app: field('text', 'Name of the app'),
        at: field('clock', 'When it had its answer'),
        ok: field('truth', 'Whether it got the connection'),
        outcome: field('text', 'Whether it is connected, or why it was refused', {
          words: [
            'connected',
            'notSupported',
            'appNotListed',
            'connectedStandby',
            'tooManyContexts',
            'notAttached',
            'busy',
            'rejectedByNetwork',
          ],
        }),
        took: field('time', 'From asking to being connected'),
      },
    },
    incident: {
      meaning:
        'One row for each incident that the monitoring opened; those still open at the end are counted as censored',
      built: true,
      moment: 'openedAt',
      fields: {
        operator: whose.operator,
        severity: field('count', 'The highest severity that it had: 1 is the worst, 3 the least'),
        openedAt: field('clock', 'When it was opened, and the notice sent'),
        closedAt: field('clock', 'When it was closed'),
        ended: field('truth', 'Whether it was closed before the run ended'),
        detectedAfter: field('time', 'From its first failed probe until it was opened'),
        lasted: field('time', 'From its first failed probe until it was closed'),
        outage: field('text', 'Name of the outage that it tells of; none for a false alarm'),
        falseAlarm: field('truth', 'Whether there was no outage behind it'),
        foundAfter: field(
          'time',
          'From the beginning of that outage until it was opened; none for a false alarm, and for an incident that tells of it again',
        ),
      },
    },
    getBalance: request(
      'A balance that the Mobile Plans service asked the operator API for',
      'mobile operator API.getBalance',
    ),
    getProviders: request('A list of operators that the app asked for', 'mobile plans service.getProviders'),
    openPage: request('A page of the web portal', 'mobile operator web portal.openPage'),
    getOffers: request(
      'A question which gateway page to show, that the Mobile Plans service asked the operator API',
      'mobile operator API.getOffers',
    ),
    getNotifications: request(
      'A question for the content of a toast, that the Mobile Plans service asked the operator API',
      'mobile operator API.getNotifications',
    ),
    signIn: request('A sign-in of the app to the Mobile Plans service', 'mobile plans service.signIn'),
    callTier: request('A call of the web portal to a tier of the back end', 'operator back end.call'),
    orderPlan: request('An order placed in the web portal', 'mobile operator web portal.placeOrder'),
    placeOrder: request('An order that the operator API was asked to place', 'mobile operator API.placeOrder'),
    orderProfile: request('A profile that the portal ordered from the SM-DP+ (ES2+)', 'SM-DP+.order'),
    es9: request('A call of the download to the SM-DP+ (ES9+)', 'SM-DP+.es9'),
    downloadProfile: request('A download that the app asked the LPA for', 'LPA.download'),
    register: request('A registration with the mobile network', 'mobile network.register'),
    activateContext: request('An activation of a packet context', 'mobile network.activateContext'),
    order: {
      meaning: 'One row for each order of a plan',
      built: true,
      moment: 'placedAt',
      fields: {
        ...whose,
        nth: field('count', 'Which purchase of the device it belongs to, from 1'),
        plan: field('text', 'Name of the plan'),
        placedAt: field('clock', 'When it was placed'),
        charged: field('money', 'Money taken for it'),
        refunded: field('money', 'Money given back for it'),
        provisioned: field('truth', 'Whether its plan was activated'),
      },
    },
    operator: {
      meaning: 'One row for each operator',
      built: true,
      fields: {
        name: field('text', 'Its name'),
        charged: field('money', 'Money taken'),
        refunded: field('money', 'Money given back'),
        ordered: field('count', 'Profiles that were ordered'),
        soldOut: field('count', 'Orders that found no profile'),
        'stock.granted': field('count', 'Profiles that it may give out: those at the start and all deliveries so far'),
        'stock.left': field('count', 'Profiles that can still be sold'),
        revenue: field(
          'money',
          'Money earned: plans that were activated, use beyond the data of contracts, and use abroad',
        ),
        recognised: field('money', 'Money taken for plans that were activated, without what was given back'),
      },
    },
    step: {
      meaning: 'One row for each step of a portal',
      built: true,
      fields: {
        operator: whose.operator,
        name: field('text', 'Its name'),
        reached: field('truth', 'Whether anybody reached it'),
        entered: field('count', 'How often it was entered'),
        left: field('count', 'How often a purchase ended there'),
      },
    },
    law: {
      meaning: 'One row for each law',
      built: false,
      fields: {
        name: field('text', 'Its name'),
        judged: field('count', 'How often it was put to the test'),
        held: field('truth', 'Whether it held'),
      },
    },
    fault: {
      meaning: 'One row for each fault that was injected',
      built: false,
      moment: 'at',
      fields: { at: field('clock', 'When'), kind: field('text', 'Which kind'), lasted: field('time', 'For how long') },
    },
    flowMutant: {
      meaning: 'One row for each small change made to the portal flow to test the laws',
      built: false,
      fields: {
        change: field('text', 'What was changed'),
        killed: field('truth', 'Whether a law or an expectation noticed'),
      },
    },
  },
  metrics: {
    'gettingOnline.success': {
      kind: 'value',
      unit: 'share',
      question:
        'Of those who came with a device of their own and are not still trying, which share got online with it?',
    },
    'gettingOnline.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from coming with the device to the internet over mobile broadband?',
    },
    'gettingOnline.steps': {
      kind: 'distribution',
      unit: 'count',
      question: 'How many things did people who got online do for it: clicks, PINs, pages, calls?',
    },
    'gettingOnline.byApp': {
      kind: 'value',
      unit: 'share',
      question: "Which share of those who got online bought their plan in the operator's app?",
    },
    'gettingOnline.byWebPage': {
      kind: 'value',
      unit: 'share',
      question: "Which share of them bought it on the operator's web site, where Windows took them?",
    },
    'gettingOnline.byTelephone': {
      kind: 'value',
      unit: 'share',
      question: 'Which share of them bought it by telephone?',
    },
    'gettingOnline.byMobilePlans': {
      kind: 'value',
      unit: 'share',
      question: 'Which share of them bought it in the Mobile Plans app?',
    },
    'gettingOnline.byNothing': {
      kind: 'value',
      unit: 'share',
      question: 'Which share of them needed neither app nor web site, because their line was active?',
    },
    'appInstalled.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: "How long from coming with the device until the operator's app was installed?",
    },
    'activation.success': {
      kind: 'value',
      unit: 'share',
      question: 'Of those who pressed Continue, which share reached the internet?',
    },
    'activation.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from Continue on the gateway page to the first internet byte?',
    },
    'topUp.success': {
      kind: 'value',
      unit: 'share',
      question: 'Of those who looked for another plan after theirs was over, which share got one?',
    },
    'topUp.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from the end of the plan until those were online again?',
    },
    'lanDevice.found': {
      kind: 'value',
      unit: 'share',
      question: 'Of the devices that were plugged in at home, which share has a PC found?',
    },
    'lanDevice.paired': {
      kind: 'value',
      unit: 'share',
      question: 'Of the devices that were plugged in at home, which share was paired, by itself or by hand?',
    },
    'lanDevice.appInstalled': {
      kind: 'value',
      unit: 'share',
      question: 'Of the people who plugged in a device at home, which share has its app on the PC?',
    },
    'lanDevice.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from plugging in a device at home until its app is on the PC?',
    },
    'lanDevice.used': {
      kind: 'value',
      unit: 'share',
      question: 'Of the people who plugged in a device at home, which share has used its app?',
    },
    'family.usedByOthers': {
      kind: 'value',
      unit: 'share',
      question: 'Which share of what lines used was used by other devices than the PC?',
    },
    'family.shownAt80': {
      kind: 'distribution',
      unit: 'share',
      question: "When 80 % of a shared plan was used, which share of it did the PC's own counter show?",
    },
    'family.knownByCounter': {
      kind: 'distribution',
      unit: 'µs',
      question: "How long after 80 % of a shared plan was used did the PC's own counter say so, where it ever did?",
    },
    'family.knownByBilling': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long after 80 % of a shared plan was used did billing know it?',
    },
    'family.unnoticed': {
      kind: 'value',
      unit: 'share',
      question: "Which share of shared plans was over before the PC's own counter said that 80 % was used?",
    },
    'warning.reach': {
      kind: 'value',
      unit: 'share',
      question:
        'Of the plans that were used up to a share of which anybody warns, of which share did a warning come onto a screen that somebody could read?',
    },
    'warning.delay': {
      kind: 'distribution',
      unit: 'µs',
      question:
        'How long from the moment at which so much of the plan was really used until somebody could read the warning, 0 where it came before?',
    },
    'messages.sent': {
      kind: 'value',
      unit: 'count',
      question: 'How many SMS did the message centre take, each part of a long message counted?',
    },
    'messages.delivered': {
      kind: 'value',
      unit: 'share',
      question: 'Of the SMS that are no longer waiting, which share did a device get?',
    },
    'messages.expired': {
      kind: 'value',
      unit: 'share',
      question: 'Of the SMS that are no longer waiting, which share grew too old?',
    },
    'messages.lost': { kind: 'value', unit: 'count', question: 'How many attempts were lost on the way?' },
    'messages.delay': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from the message centre until the device had the SMS?',
    },
    'messages.forApp': {
      kind: 'value',
      unit: 'count',
      question: 'How many messages did a rule of the operator take, for its app?',
    },
    'messages.public': {
      kind: 'value',
      unit: 'count',
      question: 'How many messages were for SMS apps, alone or beside the operator’s?',
    },
    'push.delivered': { kind: 'value', unit: 'share', question: 'Which share of the pushes came to the app?' },
    'ussd.success': {
      kind: 'value',
      unit: 'share',
      question: 'Which share of the USSD sessions that PCs began brought what was asked for?',
    },
    'sharing.success': {
      kind: 'value',
      unit: 'share',
      question: 'Of all attempts to share a connection, which share came up?',
    },
    'sharing.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from turning sharing on until the network was there?',
    },
    'sharing.joined': {
      kind: 'value',
      unit: 'share',
      question: 'Of all times that a device wanted to join a shared connection, in which share was it let in?',
    },
    'sharing.bytes': { kind: 'value', unit: 'B', question: 'How much data did devices use over shared connections?' },
    'sharing.ofTraffic': {
      kind: 'value',
      unit: 'share',
      question: 'Which share of all that the modems carried was for devices that shared the connection?',
    },
    'specialConnection.success': {
      kind: 'value',
      unit: 'share',
      question: 'Of all times that an app asked for a connection of its own, in which share did it get one?',
    },
    'specialConnection.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from asking for it until the app had it?',
    },
    'specialConnection.bytes': {
      kind: 'value',
      unit: 'B',
      question: 'How much data went over contexts beside the one for the internet?',
    },
    'specialConnection.charged': {
      kind: 'value',
      unit: 'B',
      question: 'How much of that counted against plans?',
    },
    'hotspot.joined': {
      kind: 'value',
      unit: 'share',
      question: 'On which share of visits to places with a hotspot did the PC try to get in?',
    },
    'hotspot.success': {
      kind: 'value',
      unit: 'share',
      question: 'Of the tries to get online at a hotspot, which share did?',
    },
    'hotspot.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from the beginning of a try at a hotspot to the internet?',
    },
    'hotspot.rejected': {
      kind: 'value',
      unit: 'share',
      question: 'Of the tries at hotspots, which share did the hotspot or the operator reject?',
    },
    'hotspot.constrained': {
      kind: 'value',
      unit: 'share',
      question: 'Of the tries at hotspots, which share stayed connected without internet?',
    },
    'offload.bytes': {
      kind: 'value',
      unit: 'B',
      question: 'How many bytes took Wi-Fi or Ethernet instead of mobile broadband?',
    },
    'offload.share': {
      kind: 'value',
      unit: 'share',
      question: 'Of all bytes that people used, which share took Wi-Fi or Ethernet?',
    },
    'usageError.windows': {
      kind: 'distribution',
      unit: 'B',
      question: 'Whenever somebody looked: how far was the usage that Windows knows from what was really used?',
    },
    'usageError.windowsShare': {
      kind: 'value',
      unit: 'share',
      question: 'What share of the plan is that in the mean?',
    },
    'usageError.flyout': {
      kind: 'distribution',
      unit: 'B',
      question: 'How far was the balance in the flyout at these moments from what was really left?',
    },
    'usageError.flyoutShare': { kind: 'value', unit: 'share', question: 'What share of the plan is that in the mean?' },
    'usageThresholds.events': {
      kind: 'value',
      unit: 'count',
      question: 'How many DataPlanThresholdReached events did Windows raise?',
    },
    'usageResets.events': { kind: 'value', unit: 'count', question: 'How many billing cycles did Windows reset?' },
    'usageSync.bytesPerGigabyte': {
      kind: 'value',
      unit: 'B',
      question: 'How much signalling did questions about usage cause, for each GB that lines used?',
    },
    'usageWarning.shown': { kind: 'value', unit: 'count', question: 'How many usage warnings did apps show?' },
    'usageWarning.share': {
      kind: 'value',
      unit: 'share',
      question: 'Which share of the plan was really used when the warning came, in the mean?',
    },
    'usageOf.requests': {
      kind: 'value',
      unit: 'count',
      question: 'How often did apps ask the operator for the usage?',
    },
    'usageOf.rate': {
      kind: 'rate',
      unit: 'per s',
      question: 'How many of these questions a second, in the mean and in the busiest stretches?',
    },
    'usageOf.latency': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long until the app had its answer, or the time for its run was over?',
    },
    'usageOf.success': { kind: 'value', unit: 'share', question: 'Which share of these questions was answered?' },
    'update.delay': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from the release of an update until it was installed?',
    },
    'update.bytesMetered': {
      kind: 'value',
      unit: 'B',
      question: 'How much of Windows Update came over mobile broadband?',
    },
    'apps.putOff': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long did downloads of apps wait for a network that is not metered?',
    },
    'apps.bytesMetered': {
      kind: 'value',
      unit: 'B',
      question: 'How much did apps download over mobile broadband?',
    },
    'video.quality': {
      kind: 'distribution',
      unit: 'share',
      question: 'At which share of the best bit rate were videos watched?',
    },
    'roaming.bytes': {
      kind: 'distribution',
      unit: 'B',
      question: 'How much data was used on a journey abroad?',
    },
    'roaming.bytesBeforeWarning': {
      kind: 'distribution',
      unit: 'B',
      question: 'How much of it before the first warning, or without one?',
    },
    'managed.ready': {
      kind: 'value',
      unit: 'share',
      question: 'Of the managed PCs with an ordered profile, which share is on the mobile network with it?',
    },
    'managed.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from the order of the profile until a managed PC is on the mobile network with it?',
    },
    'managed.forbidden': {
      kind: 'value',
      unit: 'count',
      question: 'How often has the policy of the enterprise refused what a user wanted to do with eSIM profiles?',
    },
    'managed.questions': {
      kind: 'value',
      unit: 'count',
      question: 'How many questions to the SM-DS did each PC that is on the mobile network take?',
    },
    'codeActivation.success': {
      kind: 'value',
      unit: 'share',
      question: 'Of the people with an activation code whose outcome is known, which share is online with it?',
    },
    'codeActivation.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from getting an activation code until they are online with it?',
    },
    'codeActivation.failures': {
      kind: 'value',
      unit: 'count',
      question: 'How many downloads by activation code have failed?',
    },
    'accountView.success': {
      kind: 'value',
      unit: 'share',
      question: 'Of the clicks on "View my account", which share showed the account?',
    },
    'accountView.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from the click on "View my account" until the account is shown?',
    },
    'accountView.inApp': {
      kind: 'value',
      unit: 'share',
      question: 'Of the clicks on "View my account", which share opened the app of the operator?',
    },
    'submission.duration': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from handing in a service metadata package until it is published?',
    },
    'submission.rejections': {
      kind: 'value',
      unit: 'count',
      question: 'How often was a service metadata package rejected?',
    },
    'submission.reached': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from the publication of a service metadata package until a PC has read it?',
    },
    'openPage.requests': { kind: 'value', unit: 'count', question: 'How many pages of the web portal were asked for?' },
    'openPage.rate': {
      kind: 'rate',
      unit: 'per s',
      question: 'How many of them a second, in the mean and in the busiest stretches?',
    },
    'openPage.latency': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long until the page was there, or the app gave up?',
    },
    'openPage.success': { kind: 'value', unit: 'share', question: 'Which share of these requests was answered?' },
    'es9.requests': {
      kind: 'value',
      unit: 'count',
      question: 'How many calls of downloads to the SM-DP+ (ES9+) were asked for?',
    },
    'es9.rate': {
      kind: 'rate',
      unit: 'per s',
      question: 'How many of them a second, in the mean and in the busiest stretches?',
    },
    'es9.latency': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long until the LPA had its answer, a refusal, or no more patience?',
    },
    'es9.success': { kind: 'value', unit: 'share', question: 'Which share of these requests was answered?' },
    'getBalance.requests': {
      kind: 'value',
      unit: 'count',
      question: 'How many balances did the Mobile Plans service ask the operator API for?',
    },
    'getBalance.rate': {
      kind: 'rate',
      unit: 'per s',
      question: 'How many of them a second, in the mean and in the busiest stretches?',
    },
    'getBalance.latency': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long until the Mobile Plans service had its answer, a refusal, or no more patience?',
    },
    'getBalance.success': {
      kind: 'value',
      unit: 'share',
      question: 'Which share of these requests was answered with a balance?',
    },
    'placeOrder.requests': {
      kind: 'value',
      unit: 'count',
      question: 'How many orders did the load agents place with the operator API?',
    },
    'placeOrder.rate': {
      kind: 'rate',
      unit: 'per s',
      question: 'How many of them a second, in the mean and in the busiest stretches?',
    },
    'placeOrder.latency': {
      kind: 'distribution',
      unit: 'µs',
      question: 'How long from the intended moment until an agent had its answer, a refusal, or no more patience?',
    },
    'placeOrder.success': { kind: 'value', unit: 'share', question: 'Which share of these orders was accepted?' },
    'usage.bytes': { kind: 'value', unit: 'B', question: 'How much data did all lines use?' },
    'balance.remaining': { kind: 'distribution', unit: 'B', question: 'How much data did the flyout show as left?' },
  },
  functions: {
    count: { form: 'count(SET where CONDITION)', meaning: 'How many rows' },
    share: { form: 'share(CONDITION among SET)', meaning: 'The share of the rows for which a condition holds' },
    sum: { form: 'sum(VALUE among SET)', meaning: 'The sum' },
    mean: { form: 'mean(SET.FIELD)', meaning: 'The mean' },
    min: { form: 'min(SET.FIELD)', meaning: 'The least' },
    max: { form: 'max(SET.FIELD)', meaning: 'The greatest' },
    median: { form: 'median(SET.FIELD)', meaning: 'The value that half of the rows do not exceed; p50 is the same' },
    pNN: {
      form: 'p95(SET.FIELD)',
      meaning: 'A percentile, p95 or p99.9: the value that so many per cent of the rows do not exceed, within 1 %',
    },
    rate: { form: 'rate(SET)', meaning: 'Rows per second; of a volume of data, a bit rate' },
    peak: { form: 'peak(SET over 1 min)', meaning: 'Rows per second in the busiest stretch of that length' },
    until: {
      form: 'until(CLAIM after NAME for 5 min)',
      meaning:
        'How long it took from the end of NAME until a claim over sliding stretches held, and held on for so long',
    },
    ever: {
      form: 'ever(CLAIM)',
      meaning: 'Whether a claim over sliding stretches, or a condition of a row, ever held',
    },
    elapsed: { form: 'elapsed(CLAIM)', meaning: 'For how long in all a claim over sliding stretches held' },
  },
  events: {
    'purchase.started': 'The app was opened',
    'purchase.continued': 'Continue was pressed',
    'purchase.online': 'The first internet byte came',
    'purchase.ended': 'The purchase ended',
    'payment.charged': 'Money was taken',
    'payment.declined': 'A payment was declined',
    'payment.refunded': 'Money was given back',
    'profile.ordered': 'A profile was ordered from the SM-DP+',
    'profile.installed': 'A profile was installed',
    'lpa.download': 'The LPA began a download',
    'lpa.failed': 'A download failed',
    'line.activated': 'A plan was activated',
    'device.registered': 'The device registered with the network',
  },
};

/** The sets of rows that laws can be about. */
export const lawSets: readonly string[] = Object.keys(vocabulary.sets).filter(
  set => vocabulary.sets[set].request === undefined,
);

/** Words of the grammar, which name nothing else. */
export const reservedWords: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'among',
  'where',
  'from',
  'to',
  'after',
  'during',
  'outside',
  'over',
  'for',
  'true',
  'false',
]);

/** The percentile that a function's name asks for, 0 to 1 exclusive; undefined for other names. */
export function percentileOf(name: string): number | undefined {
  const match = /^p(\d{1,2})(?:\.(\d{1,6}))?$/.exec(name);
  if (match === null) return undefined;
  const [, whole, fraction = ''] = match;
  return Number(`${whole}${fraction}e-${2 + fraction.length}`);
}
