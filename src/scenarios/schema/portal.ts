/**
 * `operators.NAME.portal`: the web portal on which a plan is chosen and paid, and the flow through its pages.
 *
 * The documented flow has four steps whose buyers can be set. A flow of one's own has steps by names of one's own, each
 * with what follows it; it replaces the documented one.
 */
import { z } from 'zod';
import { callbackMethods } from '../../models/messages/callbacks.ts';
import { isRawMap, type Raw } from '../yaml-document.ts';
import { branch, calls, pageSize, truth } from './phrases.ts';
import {
  countFrom,
  factsOfSettings,
  hostName,
  oneOf,
  optional,
  setting,
  share,
  someTime,
  time,
  timeDistribution,
} from './setting.ts';
import { assumed, published } from './sources.ts';

/** Steps of the documented walkthrough, in its order. */
export const documentedSteps = ['sign-in', 'pick', 'pay', 'confirm'] as const;

/** Keys that only a step of a flow of one's own has. */
const flowKeys = {
  page: optional(pageSize, { meaning: 'What the page loads; without it, the step has no page of its own' }),
  calls: optional(calls, {
    meaning:
      'Calls to tiers of the back end, as TIER.CALL; several are joined by `then`. `charge` takes the money, `status` says what became of it',
  }),
  then: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .optional()
    .register(factsOfSettings, {
      meaning:
        'The step that follows, a map of steps and their shares, or `done`, the end of a purchase that worked; `at most 3 times` behind a step or a share limits how often a buyer goes that way',
      unit: 'a step, or a map of steps and their shares',
      read: branch.read,
      default: undefined,
    }),
  if: z
    .record(
      z.string(),
      optional(branch, {
        meaning:
          'The step that follows an outcome of a call or an order; `at most 3 times` counts takings of this branch, and after them the purchase ends failed',
      }),
    )
    .optional(),
  order: optional(oneOf(['esim', 'balance', 'bySim']), {
    meaning:
      'What is ordered here: a profile (`esim`), balance for a line that is there, or, `bySim`, what the buyer’s device needs of the two',
  }),
  end: optional(oneOf(['done', 'failed']), { meaning: 'The purchase ends here' }),
};

/** How the step hands a purchase to the app; in the documented flow, its last step does. */
const handOverKeys = {
  callback: optional(oneOf(callbackMethods), {
    meaning:
      'How the portal hands the purchase to the app [CB]; in the documented flow `notifyProfileDownload`, and `notifyBalanceAddition` for a SIM that has a line',
  }),
  withIccid: optional(truth, {
    meaning: 'True when `notifyBalanceAddition` names the installed profile, to which the app then switches',
  }),
  downloadDelay: optional(time, {
    meaning: 'How long after `notifyProfileDownload` a toast asks to download; without it, the download begins at once',
  }),
  networkRegistrationInterval: optional(time, {
    meaning:
      'How long after the download of `notifyPurchaseWithProfileDownload` Windows registers; it rounds up to 15 min, and 0 is at once',
  }),
};

const step = () =>
  z.strictObject({
    think: setting(timeDistribution, {
      meaning: 'How long a buyer looks at the page before acting; in a flow of your own 0 s unless it is written',
      default: 'lognormal median 20 s sigma 0.6',
      ...assumed('How long people take on a simple page; payment and identity checks take minutes in reality'),
    }),
    leaves: setting(share, {
      meaning: 'Share of buyers who leave at this step; in a flow of your own 0 % unless it is written',
      default: '5 %',
      ...assumed('Chosen to be explored; real carts are abandoned far more often'),
    }),
    goesBack: setting(share, {
      meaning: 'Share of buyers who go back to the step before',
      default: '0 %',
      ...assumed('No document says how often people go back'),
    }),
    closesLid: setting(share, {
      meaning: 'Share of buyers who close the lid at this step, which ends the purchase without a word',
      default: '0 %',
      ...assumed('No document says how often people close the lid'),
    }),
    ...handOverKeys,
    ...flowKeys,
  });

/** A flow of one's own says of some step what happens there, or what follows. */
export function isOwnFlow(steps: Raw | undefined): boolean {
  if (!isRawMap(steps)) return false;
  const has = (one: Raw | undefined, keys: object): boolean =>
    one !== undefined && isRawMap(one) && Object.keys(keys).some(key => one[key] !== undefined);
  return Object.entries(steps).some(
    ([name, one]) => has(one, flowKeys) || (!documentedSteps.some(known => known === name) && has(one, handOverKeys)),
  );
}

export const handOverNames = Object.keys(handOverKeys);

const steps = z
  .object({
    'sign-in': step().prefault({}),
    pick: step().prefault({}),
    pay: step().prefault({}),
    confirm: step().prefault({}),
  })
  .catchall(step());

const think = 'lognormal median 10 s sigma 0.6';

export const portal = z.strictObject({
  host: optional(hostName, { meaning: 'Host name of the portal; without one, mobileplans.<operator>.example' }),
  callbackHost: optional(hostName, {
    meaning: 'Host of the pages that call the app; it listens to that of the portal only, which is the default',
  }),
  cdn: optional(hostName, {
    meaning: 'Host of a content network for the resources of the pages; without one, they come from the portal itself',
  }),
  activationCode: setting(oneOf(['plain', 'withPrefix', 'withConfirmation']), {
    meaning:
      'How the portal writes the activation code: plain, with the prefix `LPA:`, or with a confirmation code; the app takes the plain form only',
    default: 'plain',
    ...published('SC', 'no prefix, no confirmation code'),
  }),
  patience: optional(timeDistribution, {
    meaning:
      'A buyer leaves when one page, or the answer to what was entered, shows nothing for longer; without it, patience has no end',
    ...assumed('No document says how long people look at an empty page'),
  }),
  resources: setting(countFrom(1, 1_000), {
    meaning: 'Resources that make up a page of the documented flow, each costing a round trip and its time',
    default: '5',
    ...assumed('The portal is to be light [WP], without a number'),
  }),
  resourceTime: setting(time, {
    meaning: 'Time to serve one resource',
    default: '100 ms',
    ...assumed('A light page in under a second; no name look-up, encryption set-up or scripts'),
  }),
  loadFails: setting(share, {
    meaning: 'Share of page loads that end in the load error page',
    default: '0.1 %',
    ...published('LA', 'availability of the MO Direct portal 99.90 %; here independent of one another'),
  }),
  paymentFails: setting(share, {
    meaning:
      'Share of payments that are declined in the documented flow; where there is a tier `payment`, its results say it',
    default: '3 %',
    ...assumed('Between the decline rates that card schemes report; first tries fail more often'),
  }),
  paymentTries: setting(countFrom(1, 100), {
    meaning: 'How often a buyer pays at most in the documented flow, the first time included',
    default: '2',
    ...assumed('One more try with another card'),
  }),
  pageTimeout: setting(someTime, {
    meaning: 'How long the app waits for a page',
    default: '30 s',
    ...assumed('A usual limit of web views'),
  }),
  errorPage: z
    .strictObject({
      triesAgain: setting(share, {
        meaning: 'Share of buyers who try again at an error page; the rest leaves',
        default: '50 %',
        ...assumed('The page offers both [AX]; nobody says how many do what'),
      }),
      think: setting(timeDistribution, {
        meaning: 'How long they look at it first',
        default: think,
        ...assumed('Half of the time for a simple page'),
      }),
    })
    .prefault({}),
  leavesBy: z
    .strictObject({
      cancel: setting(share, {
        meaning: 'Share of those who leave that press Cancel on the page (`notifyCancelledPurchase`)',
        default: '40 %',
        ...assumed('Most people just close a window; the documents name the ways, without numbers'),
      }),
      exit: setting(share, {
        meaning:
          'Share of those who leave by the exit of the app, which asks whether they mean it; the rest says nothing',
        default: '20 %',
        ...assumed('Most people just close a window; the documents name the ways, without numbers'),
      }),
    })
    .prefault({}),
  staysAfterAll: setting(share, {
    meaning: 'Share of those whom the exit of the app asks, and who stay',
    default: '0 %',
    ...assumed('`leaves` says who leaves; no document says how many the question keeps'),
  }),
  steps: steps.prefault({}),
});
