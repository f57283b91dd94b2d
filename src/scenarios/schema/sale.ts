/** `operators.NAME.sale`: how the operator's own app and web site sell a plan, outside of Mobile Plans. */
import { z } from 'zod';
import { countFrom, setting, share, time, timeDistribution } from './setting.ts';
import { assumed } from './sources.ts';

/** Pages of a sale, in their order. */
export const saleSteps = ['choose', 'pay', 'confirm'] as const;

const step = (think: string, why: string) =>
  z.strictObject({
    think: setting(timeDistribution, {
      meaning: 'How long a buyer looks at the page before acting',
      default: think,
      ...assumed(why),
    }),
    leaves: setting(share, {
      meaning: 'Share of buyers who leave at this step',
      default: '5 %',
      ...assumed('As in the portal; chosen to be explored'),
    }),
  });

const simple = 'lognormal median 20 s sigma 0.6';
const asPortal = 'How long people take on a simple page, as in the portal';

export const sale = z.strictObject({
  steps: z
    .strictObject({
      choose: step(simple, asPortal).prefault({}),
      pay: step(simple, asPortal).prefault({}),
      confirm: step(simple, asPortal).prefault({}),
    })
    .prefault({}),
  page: setting(time, {
    meaning: 'Time until a page is shown',
    default: '1 s',
    ...assumed('A light page over a mobile network'),
  }),
  paymentFails: setting(share, {
    meaning: 'Share of payments that are declined',
    default: '3 %',
    ...assumed('As in the portal'),
  }),
  paymentTries: setting(countFrom(1, 100), {
    meaning: 'How often a buyer pays at most, the first time included',
    default: '2',
    ...assumed('As in the portal'),
  }),
});
