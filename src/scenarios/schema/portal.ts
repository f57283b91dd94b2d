/**
 * `operators.NAME.portal`: the web portal on which a plan is chosen and paid, and the flow through its pages.
 *
 * The documented flow has four steps whose think time and leavers can be set. A flow of one's own has steps by names of
 * one's own, each with what follows it; it replaces the documented one.
 */
import { z } from 'zod';
import { isRawMap, type Raw } from '../yaml-document.ts';
import { branch, calls, pageSize } from './phrases.ts';
import { planned } from './planned.ts';
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

/** How the portal hands a purchase to the app [CB]. */
const callbacks = [
  'notifyProfileDownload',
  'notifyPurchaseWithProfileDownload',
  'notifyBalanceAddition',
  'notifyCancelledPurchase',
] as const;

/** Keys that only a step of a flow of one's own has. */
const flowKeys = {
  page: optional(pageSize, { meaning: 'What the page loads; without it, the page costs nothing' }),
  calls: optional(calls, { meaning: 'Calls to tiers of the back end, as TIER.CALL; several are joined by `then`' }),
  then: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .optional()
    .register(factsOfSettings, {
      meaning: 'The step that follows, a map of steps and their shares, or `done`, the end of a purchase that worked',
      unit: 'a step, or a map of steps and their shares',
      read: branch.read,
      default: undefined,
    }),
  if: z
    .record(
      z.string(),
      optional(branch, {
        meaning: 'The step that follows an outcome of a call; `at most 3 times` counts takings of this branch',
      }),
    )
    .optional(),
  order: optional(oneOf(['esim', 'balance']), {
    meaning: 'What is ordered here: a profile, or balance for a current line',
  }),
  callback: optional(oneOf(callbacks), { meaning: 'How the portal hands the purchase to the app' }),
  downloadDelay: optional(time, { meaning: 'How long after `notifyProfileDownload` a toast asks to download' }),
  networkRegistrationInterval: optional(time, {
    meaning: 'How long after the download Windows registers; it rounds up to 15 min, and 0 is at once',
  }),
  end: optional(oneOf(['done', 'failed']), { meaning: 'The purchase ends here' }),
};

const step = () =>
  z.strictObject({
    think: setting(timeDistribution, {
      meaning: 'How long a buyer looks at the page before acting',
      default: 'lognormal median 20 s sigma 0.6',
      ...assumed('How long people take on a simple page; payment and identity checks take minutes in reality'),
    }),
    leaves: setting(share, {
      meaning: 'Share of buyers who leave at this step',
      default: '5 %',
      ...assumed('Chosen to be explored; real carts are abandoned far more often'),
    }),
    ...flowKeys,
  });

/** A flow of one's own says of some step what happens there, or what follows. */
export function isOwnFlow(steps: Raw | undefined): boolean {
  if (!isRawMap(steps)) return false;
  return Object.values(steps).some(one => isRawMap(one) && Object.keys(flowKeys).some(key => one[key] !== undefined));
}

const ownFlow = 'a portal flow of your own';
for (const key of Object.values(flowKeys)) planned(ownFlow, key);

const steps = z
  .object({
    'sign-in': step().prefault({}),
    pick: step().prefault({}),
    pay: step().prefault({}),
    confirm: step().prefault({}),
  })
  .catchall(planned(ownFlow, step(), { namedBy: 'steps' }));

export const portal = z.strictObject({
  host: optional(hostName, { meaning: 'Host name of the portal; without one, mobileplans.<operator>.example' }),
  patience: planned(
    'a portal that can show nothing for a while',
    optional(timeDistribution, {
      meaning: 'A buyer leaves when one page shows nothing for longer; without it, pages load at once or fail',
    }),
  ),
  resources: setting(countFrom(1, 1_000), {
    meaning: 'Resources that make up a page, each costing a round trip and its time',
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
    meaning: 'Share of payments that are declined',
    default: '3 %',
    ...assumed('Between the decline rates that card schemes report; first tries fail more often'),
  }),
  paymentTries: setting(countFrom(1, 100), {
    meaning: 'How often a buyer pays at most, the first time included',
    default: '2',
    ...assumed('One more try with another card'),
  }),
  pageTimeout: setting(someTime, {
    meaning: 'How long the app waits for a page',
    default: '30 s',
    ...assumed('A usual limit of web views'),
  }),
  steps: planned(ownFlow, steps.prefault({}), { when: isOwnFlow }),
});
