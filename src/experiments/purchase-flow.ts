/**
 * The story of the purchase of an eSIM plan: who takes part in its eight steps, and what goes between them.
 *
 * Source: Microsoft Learn, "Mobile Plans system architecture", functional overview.
 */
import { describeWire, eSimOperationStatuses, type WireText, type World } from '../models/index.ts';
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

const rejectWords: Record<number, string> = {
  2: 'cause 2, IMSI unknown in HLR',
  11: 'cause 11, network refused',
  17: 'cause 17, network failure',
};
const httpWords: Record<number, string> = {
  0: 'no answer',
  404: '404 unknown ICCID',
  429: '429 throttled',
  500: '500 operator fault',
  503: '503 service failed',
  504: '504 no answer in time',
};

const arrows: readonly Arrow<WireText>[] = [
  {
    step: 1,
    from: 'app',
    to: 'service',
    label: 'GetProviders',
    request: 'mobile plans service.getProviders',
    refusedWords: 'service failed',
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
    reasons: { of: 'answered', facts: ['mobile operator web portal.declined'], words: () => 'card declined' },
  },
  {
    step: 3,
    from: 'portal',
    to: 'smdp',
    label: 'ES2+ order, confirm, release',
    request: 'SM-DP+.order',
    refusedWords: 'no profile of that type',
    example: wire => wire.order,
  },
  {
    step: 4,
    from: 'portal',
    to: 'app',
    label: 'callback, for example notifyProfileDownload(activation code)',
    request: 'mobile operator web portal.placeOrder',
    refusedWords: 'no activation code',
    example: wire => wire.callback,
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
  },
  {
    step: 5,
    from: 'lpa',
    to: 'smdp',
    label: 'ES9+ calls',
    request: 'SM-DP+.es9',
    refusedWords: 'refused by the SM-DP+',
    example: wire => wire.es9,
  },
  {
    step: 6,
    from: 'lpa',
    to: 'euicc',
    label: 'ES10 commands',
    request: 'eUICC.command',
    refusedWords: 'refused by the card',
    example: wire => wire.enable,
  },
  {
    step: 6,
    from: 'modem',
    to: 'network',
    label: 'register',
    request: 'mobile network.register',
    reasons: {
      of: 'refused',
      facts: ['registration.rejected', 'registration.denied'],
      words: cause => rejectWords[cause] ?? `cause ${cause}`,
    },
    example: wire => wire.registration,
  },
  {
    step: 6,
    from: 'modem',
    to: 'network',
    label: 'activate packet context',
    request: 'mobile network.activateContext',
  },
  {
    step: 7,
    from: 'flyout',
    to: 'service',
    label: 'GetBalance(ICCID)',
    request: 'mobile plans service.getBalance',
    reasons: { of: 'refused', facts: ['network flyout.hidden'], words: code => httpWords[code] ?? `HTTP ${code}` },
    example: wire => wire.flyout,
  },
  {
    step: 8,
    from: 'service',
    to: 'api',
    label: 'GET balances',
    request: 'mobile operator API.getBalance',
    reasons: {
      of: 'refused',
      facts: ['mobile operator API.refused'],
      words: code => httpWords[code] ?? `HTTP ${code}`,
    },
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
