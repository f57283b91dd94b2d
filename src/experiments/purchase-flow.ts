/**
 * The story of the purchase of an eSIM plan: who takes part in its eight steps, and what goes between them.
 *
 * Source: Microsoft Learn, "Mobile Plans system architecture", functional overview.
 */
import {
  type CallbackMethod,
  type CallbackMistake,
  callbackMethods,
  callbackMistakes,
  describeWire,
  eSimOperationStatuses,
  type WireText,
  type World,
} from '../models/index.ts';
import { registers } from './cause-words.ts';
import type { Arrow, FlowStory } from './flow-arrows.ts';

const participants = [
  { id: 'user', label: 'User' },
  { id: 'flyout', label: 'Network flyout' },
  { id: 'app', label: 'Mobile Plans app' },
  { id: 'service', label: 'Mobile Plans service' },
  { id: 'portal', label: 'Web portal' },
  { id: 'api', label: 'Operator API' },
  { id: 'smdp', label: 'SM-DP+' },
  { id: 'lpa', label: 'LPA' },
  { id: 'euicc', label: 'eUICC' },
  { id: 'modem', label: 'Modem' },
  { id: 'network', label: 'Mobile network' },
];

/** HTTP statuses in the words of whoever gets them; 0 is no answer. */
const httpWords: Record<number, string> = {
  0: 'no answer',
  204: '204 nothing to say',
  400: '400 bad request',
  401: '401 not authorized',
  403: '403 forbidden',
  404: '404 unknown ICCID',
  409: '409 order under way',
  410: '410 session over',
  429: '429 throttled',
  500: '500 operator fault',
  503: '503 service failed',
  504: '504 no answer in time',
};
const http = (code: number): string => httpWords[code] ?? `HTTP ${code}`;

const mistakeWords: Record<CallbackMistake, string> = {
  foreignHost: 'from a foreign host',
  invalidJson: 'metadata cannot be read',
  invalidActivationCode: 'invalid activation code',
  invalidIccid: 'invalid ICCID',
  modemNotFound: 'no modem',
  lpaInitializationError: 'LPA not ready',
  unknownOperation: 'unknown operation',
  toastShownBefore: 'toast was shown before',
  operationUnderWay: 'another operation under way',
};
const mistakes = new Map<number, string>(
  Object.entries(mistakeWords).map(([name, words]) => [callbackMistakes[name as CallbackMistake], words]),
);

/** A fact whose value is the number of the callback's method. */
const callbackArrow = (
  method: CallbackMethod,
  more: { example?: (wire: WireText) => string } = {},
): Arrow<WireText> => ({
  step: 4,
  from: 'portal',
  to: 'app',
  label: method,
  fact: 'purchase.callbackReceived',
  isFor: (_world, _subject, value) => callbackMethods[value - 1] === method,
  isShownUnused: false,
  ...more,
});

const arrows: readonly Arrow<WireText>[] = [
  {
    step: 1,
    from: 'user',
    to: 'app',
    label: 'opens Mobile Plans',
    fact: 'purchase.opened',
  },
  {
    step: 1,
    from: 'app',
    to: 'service',
    label: 'sign in',
    request: 'mobile plans service.signIn',
    refusedWords: 'sign-in failed',
  },
  {
    step: 1,
    from: 'app',
    to: 'service',
    label: 'GetProviders',
    request: 'mobile plans service.getProviders',
    refusedWords: 'service failed',
  },
  {
    step: 1,
    from: 'service',
    to: 'api',
    label: 'GetOffers: which gateway page',
    request: 'mobile operator API.getOffers',
    refusedWords: 'no offers',
    isShownUnused: false,
  },
  {
    step: 1,
    from: 'app',
    to: 'service',
    label: 'gateway page and logos',
    request: 'mobile plans service.getAssets',
    refusedWords: 'assets did not load',
    isShownUnused: false,
  },
  {
    step: 2,
    from: 'app',
    to: 'portal',
    label: 'launch, then each page',
    request: 'mobile operator web portal.openPage',
    refusedWords: 'page did not load',
    example: wire => withHeaders(wire.launchUrl, wire.launchHeaders),
  },
  {
    step: 2,
    from: 'user',
    to: 'portal',
    label: 'sign in, pay and other calls',
    request: 'mobile operator web portal.call',
    refusedWords: 'back end failed',
    reasons: { of: 'answered', facts: ['mobile operator web portal.declined'], words: () => 'declined' },
    isShownUnused: false,
  },
  {
    step: 2,
    from: 'user',
    to: 'portal',
    label: 'place the order',
    request: 'mobile operator web portal.placeOrder',
    refusedWords: 'order failed',
  },
  {
    step: 3,
    from: 'portal',
    to: 'smdp',
    label: 'ES2+ order, confirm, release',
    request: 'SM-DP+.order',
    refusedWords: '8.2.5/3.7 no profile of that type',
    example: wire => wire.order,
    isShownUnused: false,
  },
  ...callbackMethods.map(method =>
    callbackArrow(method, method === 'notifyProfileDownload' ? { example: wire => wire.callback } : {}),
  ),
  {
    step: 4,
    from: 'portal',
    to: 'app',
    label: 'callback that does nothing',
    fact: 'purchase.callbackIgnored',
    reasons: {
      of: 'refused',
      facts: ['purchase.callbackIgnored'],
      words: number => mistakes.get(number) ?? `mistake ${number}`,
    },
    isShownUnused: false,
  },
  {
    step: 4,
    from: 'app',
    to: 'user',
    label: 'toast: download now?',
    fact: 'purchase.toastShown',
    isShownUnused: false,
  },
  {
    step: 5,
    from: 'app',
    to: 'lpa',
    label: 'download, install, enable',
    request: 'LPA.download',
    reasons: {
      of: 'refused',
      facts: ['LPA.failed'],
      words: status => eSimOperationStatuses[status] ?? `status ${status}`,
    },
    example: wire => wire.activationCode,
    isShownUnused: false,
  },
  {
    step: 5,
    from: 'lpa',
    to: 'smdp',
    label: 'ES9+ calls',
    request: 'SM-DP+.es9',
    refusedWords: 'refused by the SM-DP+',
    example: wire => wire.es9,
    isShownUnused: false,
  },
  {
    step: 6,
    from: 'lpa',
    to: 'euicc',
    label: 'ES10 commands',
    request: 'eUICC.command',
    refusedWords: 'refused by the card',
    example: wire => wire.enable,
    isShownUnused: false,
  },
  { step: 6, ...registers, example: wire => wire.registration },
  {
    step: 6,
    from: 'modem',
    to: 'network',
    label: 'activate packet context',
    request: 'mobile network.activateContext',
    refusedWords: 'refused by the network',
  },
  {
    step: 7,
    from: 'flyout',
    to: 'service',
    label: 'GetBalance(ICCID)',
    request: 'mobile plans service.getBalance',
    reasons: { of: 'refused', facts: ['network flyout.hidden'], words: http },
    example: wire => wire.flyout,
  },
  {
    step: 8,
    from: 'service',
    to: 'api',
    label: 'GET balances',
    request: 'mobile operator API.getBalance',
    reasons: { of: 'refused', facts: ['mobile operator API.refused'], words: http },
    example: wire => `${withHeaders(wire.getBalance, wire.getBalanceHeaders)}\n\n200 OK\n${wire.balance}`,
  },
];

const withHeaders = (line: string, headers: Readonly<Record<string, string>>): string =>
  [line, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n');

/** Told of the first buyer who has come to the end. */
export const purchaseFlow: FlowStory<WireText> = {
  title: 'The purchase in eight steps',
  source: 'Microsoft Learn, "Mobile Plans system architecture"',
  participants,
  arrows,
  toldBy: 'purchase.done',
  examples: (world: World, device: number) => describeWire(world, device),
  showsUnused: true,
};
