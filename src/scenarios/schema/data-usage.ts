/**
 * What a scenario says of usage as Windows and the operator's app know it: in `population.NAME.usage`, how the app learns what
 * billing knows, and when it warns; in `provisioning.file`, what the description of the plan tells Windows.
 */
import type { UsageSync } from '../../models/settings.ts';
import { readDuration, Unreadable } from '../quantities.ts';
import { truth } from './phrases.ts';
import { type Kind, oneOf, optional, setting, share, time } from './setting.ts';
import { published } from './sources.ts';

/** `thresholds`, `flyout`, `polling every 1 h`, or `none`. */
const sync: Kind<UsageSync | undefined> = {
  unit: '`thresholds`, `flyout`, `polling every` and a time, or `none`',
  read(text) {
    if (text === 'none') return undefined;
    if (text === 'thresholds' || text === 'flyout') return { by: text };
    const every = /^polling every (.+)$/.exec(text)?.[1];
    if (every === undefined) throw new Unreadable('Expected `thresholds`, `flyout`, `polling every 1 h` or `none`.');
    const pause = readDuration(every);
    if (pause < 60e6) throw new Unreadable('Expected at least 1 min: a run of a background task may last 30 s.');
    return { by: 'polling', every: pause };
  },
};

/** Keys of `population.NAME.usage`. */
export const usageOfPlan = {
  sync: optional(sync, {
    meaning:
      "How the operator's app learns how much of the plan billing knows to be used, and tells Windows: with each threshold event, whenever its user opens the network flyout, every so often, or `none`",
  }),
  warnsAt: optional(share, {
    meaning: 'Share of the plan from which on the app warns its user with a toast, once a cycle; without it, never',
  }),
  resetSpread: optional(time, {
    meaning:
      'After the reset of a cycle each app asks billing within so long, at a moment of its own; without it, at once',
  }),
};

/** Keys of `provisioning.file`. */
export const planDescription = {
  notifiesUsage: setting(truth, {
    meaning:
      'Whether Windows tells the app of data usage thresholds (DataUsageInMobileOperatorNotificationEnabled): at every 5 % of the limit, 100 MB without one, 5 MB while roaming',
    default: 'false',
    ...published('XS', 'Plans, Description, DataUsageInMobileOperatorNotificationEnabled'),
  }),
  namesLimit: setting(truth, {
    meaning: 'Whether the description of the plan names its limit (DataLimitInMegabytes)',
    default: 'true',
    ...published('XS', 'Plans, Description: the limit may be left out'),
  }),
  billingCycle: optional(oneOf(['resets', 'ends']), {
    meaning:
      'Whether the plan names a billing cycle, which begins with the run and lasts as long as the plan; at its end Windows `resets` the usage, or the plan `ends` and its connection profile is deleted',
  }),
};
