/**
 * What the facts of one device mean, step by step, in the words of whoever plans a launch: who did what. Facts that only
 * matter to the models stand for no step.
 */
import {
  callbackMethods,
  entryPoints,
  eSimOperationStatuses,
  nameOfProvisioningCode,
  type World,
} from '../../models/index.ts';
import { coinsOf } from '../../scenarios/index.ts';
import { outcomes } from '../../sim/index.ts';
import { connectWords } from '../cause-words.ts';
import { failureWords } from '../flow-arrows.ts';
import { formatBytes, formatDuration, formatValue } from '../format.ts';

/** What was seen of the device before, by fact: when it was told last. */
export interface Told {
  world: World;
  device: number;
  at: number;
  since: ReadonlyMap<string, number>;
}

/** A step: who did something, what, and behind it how long it took or the like. */
export interface Words {
  who: string;
  what: string;
  detail?: string;
}

type Speaker = (value: number, told: Told) => Words | undefined;

const buyer = 'buyer';
const app = 'Mobile Plans app';
const portal = 'web portal';
const service = 'Mobile Plans service';
const network = 'mobile network';
const operator = 'operator';
const server = 'SM-DP+';
const windows = 'Windows';

const pageShown = 'mobile operator web portal.openPage.answered';
const stepEntered = 'purchase.stepEntered';

const says =
  (who: string, what: string): Speaker =>
  () => ({ who, what });

const numbered = (n: number): string => {
  const end = n % 10 === 1 && n % 100 !== 11 ? 'st' : n % 10 === 2 && n % 100 !== 12 ? 'nd' : 'th';
  return `${n}${n % 10 === 3 && n % 100 !== 13 ? 'rd' : end}`;
};

/** How long ago a fact was told last, in words: nothing where it never was. */
function after({ since, at }: Told, fact: string, what: string): { detail?: string } {
  const from = since.get(fact);
  return from === undefined ? {} : { detail: `${formatDuration(at - from)} after ${what}` };
}

/** Whether a fact was told after the buyer had come to the present step of the portal. */
const isOfThisStep = ({ since }: Told, fact: string): boolean =>
  (since.get(fact) ?? 0) > (since.get(stepEntered) ?? Number.POSITIVE_INFINITY);

/** Since the page of the present step of the portal was shown; not every step has a page. */
const sincePage = (told: Told): { detail?: string } =>
  isOfThisStep(told, pageShown) ? after(told, pageShown, 'its page') : after(told, stepEntered, 'the step began');

const price = ({ world, device }: Told): string => {
  const { price, currency } = world.surroundings.plan(device);
  return formatValue(price / coinsOf(currency), currency);
};

const stepName = ({ world, device }: Told, step: number): string =>
  world.surroundings.operator(device).portal.steps[step]?.name ?? `step ${step + 1}`;

const from: Readonly<Record<string, string>> = {
  app: 'from the Start menu',
  flyout: 'from the network flyout',
  toast: 'from a toast',
  settings: 'from Settings',
};

const callbackWords: Readonly<Record<(typeof callbackMethods)[number], string>> = {
  notifyProfileDownload: 'hands the purchase to the app: download the profile',
  notifyPurchaseWithProfileDownload: 'hands the purchase to the app: download the profile, register later',
  notifyBalanceAddition: 'hands the purchase to the app: the balance is on the line that is there',
  notifyCancelledPurchase: 'tells the app that the purchase is cancelled',
  notifyOperationCancel: 'takes the download back',
  notifyInlineProfileDownload: 'hands the purchase to the app: download the profile',
  notifyPurchaseResult: 'hands the purchase to the app',
};

/** `ProfileNotReleasedByOperator` is `profile not released by operator`. */
const statusWords = (status: number): string =>
  (eSimOperationStatuses[status] ?? 'unknown status').replace(/(?<=.)([A-Z])/g, ' $1').toLowerCase();

const registers: Speaker = (_, told) => ({
  who: 'modem',
  what: 'registered on the network',
  ...after(told, 'purchase.profileEnabled', 'the profile was enabled'),
});

const speakers: Readonly<Record<string, Speaker>> = {
  'getting online.came': says(buyer, 'comes with the device'),
  'getting online.pinTyped': right => ({ who: buyer, what: right === 1 ? 'types the PIN' : 'types a wrong PIN' }),
  'getting online.pukAsked': says(buyer, 'has to ask for the PUK'),
  'getting online.networkSeen': says(windows, 'shows the network in the list'),
  'getting online.clickedConnect': says(buyer, 'clicks Connect'),
  'getting online.appOpened': says(buyer, "opens the operator's app"),
  'getting online.webPageOpened': says(buyer, "is led to the operator's web site"),
  'getting online.flyoutShown': says(windows, 'offers a plan in the network flyout'),
  'getting online.sawError': cause => ({ who: windows, what: `shows an error: ${connectWords(cause)}` }),
  'getting online.sawLimited': says(windows, 'is connected, without internet'),
  'getting online.phoned': says(buyer, 'telephones the operator'),
  'getting online.stepTaken': step => ({ who: buyer, what: `is through the ${numbered(step + 1)} step of the sale` }),
  'getting online.declined': says(operator, 'payment declined'),
  'getting online.bought': says(buyer, 'has bought a plan'),
  'getting online.fileApplied': says(windows, 'has applied the provisioning file'),
  'getting online.fileRefused': code => ({
    who: windows,
    what: `refuses the provisioning file: ${nameOfProvisioningCode(code)}`,
  }),
  'getting online.activationBegan': says(windows, 'activates the plan as the file says'),
  'getting online.activationFailed': says(windows, 'could not activate the plan'),
  'getting online.online': (took, { since }) =>
    since.has('purchase.continued')
      ? undefined
      : { who: buyer, what: 'is online', detail: `${formatDuration(took)} after coming` },
  'mobile broadband app.installed': (_, { since }) =>
    since.has('purchase.opened') ? undefined : { who: windows, what: "has installed the operator's app" },
  'user.wantsPlan': says(buyer, 'wants a plan'),
  'user.sawNoOffer': says(buyer, 'finds no offer'),
  'purchase.opened': entry => ({
    who: buyer,
    what: `opens Mobile Plans ${from[entryPoints[entry] ?? ''] ?? ''}`.trim(),
  }),
  'purchase.shownAgain': says(buyer, 'opens Mobile Plans again'),
  'purchase.gatewayShown': took => ({ who: app, what: 'shows the gateway page', detail: `in ${formatDuration(took)}` }),
  'purchase.continued': (_, told) => ({
    who: buyer,
    what: 'presses Continue',
    ...after(told, 'purchase.gatewayShown', 'the gateway page'),
  }),
  // The payment, and the hand-over to the app, tell more of the same.
  'purchase.stepTaken': (step, told) =>
    isOfThisStep(told, 'customer account.charged') || isOfThisStep(told, 'purchase.callbackReceived')
      ? undefined
      : { who: buyer, what: `is through ${stepName(told, step)}`, ...sincePage(told) },
  [pageShown]: (took, told) => {
    const { step } = told.world.purchases.store.look(told.device);
    return { who: portal, what: `shows the page of ${stepName(told, step)}`, detail: `in ${formatDuration(took)}` };
  },
  'purchase.portalFailed': says(app, 'shows its error page'),
  'purchase.triedAgain': says(buyer, 'tries again'),
  'purchase.exitAsked': says(app, 'asks whether to leave'),
  'purchase.stayed': says(buyer, 'stays'),
  'mobile operator web portal.declined': says(portal, 'payment declined'),
  'mobile operator web portal.chargedAgain': says(portal, 'charges once more'),
  'customer account.charged': (_, told) => ({
    who: buyer,
    what: `pays ${price(told)}`,
    ...sincePage(told),
  }),
  'customer account.refunded': (_, told) => ({ who: operator, what: `gives ${price(told)} back` }),
  'customer account.provisioned': (_, told) => ({
    who: network,
    what: 'knows the line now',
    ...after(told, 'subscription.ordered', 'the order'),
  }),
  'SM-DP+.order.answered': took => ({
    who: server,
    what: 'takes the order of a profile',
    detail: `in ${formatDuration(took)}`,
  }),
  'SM-DP+.orderFailed': says(server, 'has no profile left'),
  'SM-DP+.released': (_, told) => ({
    who: server,
    what: 'has the profile ready',
    ...after(told, 'SM-DP+.ordered', 'the order'),
  }),
  'purchase.orderFailed': says(app, 'shows that the order failed'),
  'purchase.callbackReceived': (method, told) => ({
    who: portal,
    what: callbackWords[callbackMethods[method - 1] ?? 'notifyPurchaseResult'],
    ...sincePage(told),
  }),
  'purchase.callbackIgnored': says(app, 'ignores what the portal asks for'),
  'purchase.downloadDelayed': delay => ({ who: app, what: `is to wait ${formatDuration(delay)} before the download` }),
  'purchase.toastShown': says(app, 'shows a toast: download now?'),
  'purchase.toastAccepted': (_, told) => ({
    who: buyer,
    what: 'accepts the toast',
    ...after(told, 'purchase.toastShown', 'it was shown'),
  }),
  'purchase.downloadBegan': says(app, 'has the profile downloaded'),
  'LPA.wayLost': says('LPA', 'has lost the connection'),
  'LPA.started': (_, { since }) =>
    since.has('LPA.failed') ? { who: 'LPA', what: 'begins the download again' } : undefined,
  'LPA.failed': status => ({ who: 'LPA', what: `could not do it: ${statusWords(status)}` }),
  'purchase.downloadRetried': attempt => ({ who: app, what: `is to try a ${numbered(attempt + 1)} time` }),
  'purchase.downloadFailed': says(app, 'gives the download up'),
  'purchase.cameBack': says(buyer, 'comes back to the portal'),
  'purchase.switchBegan': says(app, 'has the profile on the card enabled'),
  'purchase.balanceAdded': says(app, 'waits for the line'),
  'purchase.profileEnabled': (_, told) => ({
    who: 'LPA',
    what: 'profile enabled',
    ...after(
      told,
      told.since.has('purchase.downloadBegan') ? 'purchase.downloadBegan' : 'purchase.switchBegan',
      'it began',
    ),
  }),
  'purchase.notRegistered': attempts => ({
    who: app,
    what:
      attempts === 0
        ? 'keeps the modem from registering yet'
        : `waits after the ${numbered(attempts)} attempt to register`,
  }),
  'purchase.registrationAttempted': attempt => ({
    who: app,
    what: `lets the modem register, ${numbered(attempt)} attempt`,
  }),
  'purchase.portalAsked': says(app, 'asks to open the portal for help'),
  'registration.rejected': cause => ({ who: network, what: `turns the device away: ${connectWords(cause)}` }),
  'registration.denied': cause => ({ who: network, what: `denies the registration: ${connectWords(cause)}` }),
  'registration.home': registers,
  'registration.partner': registers,
  'registration.roaming': registers,
  'registration.gapBegan': length => ({
    who: 'modem',
    what: 'out of coverage',
    detail: `for ${formatDuration(length)}`,
  }),
  'mobile network.register.timedOut': took => ({
    who: network,
    what: 'does not answer',
    detail: `within ${formatDuration(took)}`,
  }),
  'purchase.online': took => ({ who: buyer, what: 'is online', detail: `${formatDuration(took)} after Continue` }),
  'network flyout.shown': left => ({ who: buyer, what: `sees the balance: ${formatBytes(left)} left` }),
  'network flyout.hidden': says(buyer, 'sees no balance in the flyout'),
};

/** Requests that are a step of their own only where they go wrong. */
const requests: Readonly<Record<string, { who: string; what: string }>> = {
  'mobile plans service.signIn': { who: service, what: 'sign-in of the app' },
  'mobile plans service.getProviders': { who: service, what: 'list of operators' },
  'mobile plans service.getAssets': { who: service, what: 'gateway page' },
  'mobile operator API.getOffers': { who: 'operator API', what: 'offers' },
  'mobile operator web portal.openPage': { who: portal, what: 'page' },
  'mobile operator web portal.call': { who: portal, what: 'what the page asked for' },
  'mobile operator web portal.placeOrder': { who: portal, what: 'order' },
  'default context controller.connect': { who: windows, what: 'connect' },
};

const failures: readonly (readonly [string, Speaker])[] = Object.entries(requests).flatMap(([request, { who, what }]) =>
  outcomes
    .filter(outcome => outcome !== 'answered' && outcome !== 'censored' && outcome !== 'cancelled')
    .map((outcome): [string, Speaker] => [
      `${request}.${outcome}`,
      took => ({
        who,
        what: `${what}: ${failureWords[outcome] ?? outcome}`,
        ...(took > 0 ? { detail: `after ${formatDuration(took)}` } : {}),
      }),
    ]),
);

/** By fact; what is not here is no step. */
export const spokenOf: ReadonlyMap<string, Speaker> = new Map([...Object.entries(speakers), ...failures]);

/** Facts that are no steps themselves, and that steps count from. */
export const countedFrom: readonly string[] = [stepEntered, 'subscription.ordered', 'SM-DP+.ordered'];

/** What still matters to a buyer after the end: money, and what came too late. */
export const mattersLater: ReadonlySet<string> = new Set([
  'customer account.refunded',
  'customer account.provisioned',
  'SM-DP+.released',
  'registration.home',
  'registration.partner',
  'registration.roaming',
  'purchase.online',
  'getting online.online',
]);
