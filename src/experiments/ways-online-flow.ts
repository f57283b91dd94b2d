/**
 * The story of people on their way online with a device of their own: what they, Windows, the operator and Microsoft do.
 * The steps are those of the documents, with the app and without; where nobody went a way, it is not drawn.
 *
 *     1 identify ─ 2 metadata, app ─ 3 register ─ 4 connect ─┬─ internet ───────────────────────────▶ 8 online
 *                                                            └─ 5 app, site, telephone ─ 6 buy ─ 7 provision ─┘
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "Plan purchase", "Connect an active device".
 */
import { nameOfProvisioningCode, type World } from '../models/index.ts';
import { connectWords, registers } from './cause-words.ts';
import type { Arrow, FlowStory } from './flow-arrows.ts';

const participants = [
  { id: 'user', label: 'User' },
  { id: 'app', label: "Operator's app" },
  { id: 'site', label: "Operator's site" },
  { id: 'agent', label: 'Provisioning Agent' },
  { id: 'manager', label: 'Windows Connection Manager' },
  { id: 'modem', label: 'Modem' },
  { id: 'network', label: 'Mobile network' },
  { id: 'metadata', label: 'Metadata in Windows' },
  { id: 'wmis', label: 'WMIS' },
  { id: 'store', label: 'Microsoft Store' },
];

const boughtBy =
  (path: 'app' | 'webPage') =>
  ({ people }: World, device: number): boolean =>
    people.store.look(device).path === path;

/** Later probes, while somebody buys or has given up, come every 30 s and tell nothing. */
const isConnecting = ({ people }: World, device: number): boolean => people.store.look(device).state === 'connecting';

const codeWords = (code: number): string => nameOfProvisioningCode(code) ?? `code ${code}`;

const arrows: readonly Arrow<unknown>[] = [
  { step: 1, from: 'user', to: 'modem', label: 'brings the device, or starts the PC', fact: 'getting online.came' },
  { step: 1, from: 'user', to: 'modem', label: 'types the PIN', fact: 'getting online.pinTyped' },
  {
    step: 2,
    from: 'metadata',
    to: 'wmis',
    label: 'hardware IDs → metadata package',
    request: 'WMIS.lookUp',
    reasons: { of: 'refused', facts: ['WMIS.noMatch'], words: () => 'no package for them' },
  },
  { step: 2, from: 'metadata', to: 'store', label: 'asks for the app', fact: 'Microsoft Store.queued' },
  { step: 2, from: 'store', to: 'app', label: 'installs it', fact: 'Microsoft Store.installed' },
  { step: 3, ...registers },
  { step: 4, from: 'user', to: 'manager', label: 'clicks Connect', fact: 'getting online.clickedConnect' },
  {
    step: 4,
    from: 'modem',
    to: 'network',
    label: 'activate packet context',
    request: 'mobile network.activateContext',
    reasons: { of: 'refused', facts: ['packet context.rejected'], words: connectWords },
  },
  {
    step: 4,
    from: 'manager',
    to: 'network',
    label: 'internet probe after the connect',
    request: 'internet probe.probe',
    isFor: isConnecting,
    reasons: { of: 'answered', facts: ['internet probe.constrained'], words: () => 'walled garden' },
  },
  { step: 5, from: 'manager', to: 'app', label: 'starts the app at its plans', fact: 'connection.startedApp' },
  {
    step: 5,
    from: 'manager',
    to: 'site',
    label: 'opens the site of the COSA database',
    fact: 'connection.openedWebPage',
  },
  {
    step: 5,
    from: 'manager',
    to: 'user',
    label: 'shows an error',
    fact: 'connection.showedError',
    reasons: { of: 'refused', facts: ['connection.showedError'], words: connectWords },
  },
  { step: 5, from: 'manager', to: 'user', label: 'shows "limited"', fact: 'connection.showedLimited' },
  { step: 5, from: 'user', to: 'site', label: 'telephones', fact: 'getting online.phoned' },
  {
    step: 6,
    from: 'app',
    to: 'site',
    label: 'pages of the app',
    request: 'mobile operator web site.openPage',
    isFor: boughtBy('app'),
  },
  {
    step: 6,
    from: 'user',
    to: 'site',
    label: 'pages of the site',
    request: 'mobile operator web site.openPage',
    isFor: boughtBy('webPage'),
  },
  {
    step: 6,
    from: 'user',
    to: 'site',
    label: 'pay',
    request: 'mobile operator web site.pay',
    reasons: { of: 'answered', facts: ['mobile operator web site.declined'], words: () => 'card declined' },
  },
  { step: 6, from: 'user', to: 'site', label: 'order', request: 'mobile operator web site.placeOrder' },
  {
    step: 7,
    from: 'app',
    to: 'agent',
    label: 'provisioning file',
    request: 'provisioning agent.apply',
    isFor: boughtBy('app'),
    reasons: { of: 'answered', facts: ['provisioning agent.refused'], words: codeWords },
  },
  {
    step: 7,
    from: 'site',
    to: 'agent',
    label: 'provisioning file',
    request: 'provisioning agent.apply',
    isFor: boughtBy('webPage'),
    reasons: { of: 'answered', facts: ['provisioning agent.refused'], words: codeWords },
  },
  {
    step: 7,
    from: 'agent',
    to: 'modem',
    label: 'activate the service',
    request: 'CDMA device.activate',
    refusedWords: 'refused by the network',
  },
  {
    step: 7,
    from: 'agent',
    to: 'manager',
    label: 'connect anew',
    request: 'connection.connect',
    refusedWords: 'not connected',
  },
  { step: 8, from: 'network', to: 'user', label: 'the internet is there', fact: 'getting online.online', timed: true },
];

/** Told of the first who comes. */
export const waysOnlineFlow: FlowStory<unknown> = {
  title: 'On the way online, step by step',
  source: 'Microsoft Learn, "Overview of mobile broadband"',
  participants,
  arrows,
  toldBy: 'getting online.came',
  examples: () => true,
  showsUnused: false,
};
