/** "View my account": `population.NAME.accountView`, who clicks, and `operators.NAME.accountPage`, what they get to see. */
import { z } from 'zod';
import { setting, share, size, someTime, timeDistribution } from './setting.ts';
import { assumed } from './sources.ts';

export const accountView = z.strictObject({
  clicks: setting(share, {
    meaning: 'Share of openings of the flyout after which people click "View my account"',
    default: '5 %',
    ...assumed('Chosen to be explored: no document says how many do'),
  }),
  patience: setting(timeDistribution, {
    meaning: 'How long people wait for the page before they close it',
    default: 'lognormal median 15 s p95 40 s',
    ...assumed('As with other pages'),
  }),
  reads: setting(timeDistribution, {
    meaning: 'How long they read it',
    default: 'lognormal median 20 s p95 2 min',
    ...assumed('A number, and what it means'),
  }),
});

export const accountPage = z.strictObject({
  answer: setting(timeDistribution, {
    meaning: 'Time in which the back end makes the account page',
    default: 'lognormal median 600 ms p95 2.5 s',
    ...assumed('It asks billing, which is slower than a page without numbers'),
  }),
  size: setting(size, {
    meaning: 'Size of the page with its pictures and scripts',
    default: '900 kB',
    ...assumed('A usual page of a customer area'),
  }),
  fails: setting(share, {
    meaning: 'Share of account pages that end in HTTP 500',
    default: '0 %',
    ...assumed('No document publishes how often this happens, so nothing fails unless the scenario says so'),
  }),
  timeout: setting(someTime, {
    meaning: 'How long app and browser wait for the page',
    default: '30 s',
    ...assumed('A usual limit of browsers for an answer is longer; people have left by then'),
  }),
});
