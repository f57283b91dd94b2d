/**
 * `population.NAME.updates`, `apps`, `video`, `travels` and `warnings`; `operators.NAME.roaming`; and what a plan says of its
 * cost: all about the cost of the network, and who minds it.
 */
import { z } from 'zod';
import { costTypes } from '../../models/settings.ts';
import { pricePerData, truth } from './phrases.ts';
import {
  bitRate,
  dailyRate,
  money,
  oneOf,
  optional,
  required,
  setting,
  share,
  size,
  sizeDistribution,
  someTime,
  time,
  timeDistribution,
} from './setting.ts';
import { assumed, published } from './sources.ts';

/** What a plan says of its cost, beside what it grants. */
export const planDescription = {
  costs: optional(oneOf(costTypes), {
    meaning:
      'What the operator tells Windows of the cost (PlanType); without it, Windows takes mobile broadband for fixed, which is metered',
  }),
  maxTransfer: optional(size, {
    meaning: 'Single downloads beyond it need the consent of the user (MaxTransferSizeInMegabytes)',
  }),
  securityUpdatesExempt: setting(truth, {
    meaning:
      'Whether Windows may download all security updates over this plan; otherwise only fixes against attacks under way',
    default: 'false',
    ...published('XS', 'SecurityUpdatesExempt, false by default'),
  }),
};

/** A kind of update with its three numbers. */
const series = (what: string, defaults: { size: string; first: string; every: string }) =>
  z.strictObject({
    size: setting(sizeDistribution, {
      meaning: `Size of each of the ${what}, drawn for each PC`,
      default: defaults.size,
      ...assumed('Of the order of what Windows downloads'),
    }),
    first: setting(time, {
      meaning: `When the first of the ${what} is out, from the start of the run`,
      default: defaults.first,
      ...assumed('Early in the run'),
    }),
    every: setting(someTime, {
      meaning: `From one of the ${what} to the next`,
      default: defaults.every,
      ...assumed('The rhythm of Windows: months for security, half a year for features'),
    }),
  });

export const updates = z.strictObject({
  zeroDay: series('fixes against attacks under way', {
    size: 'lognormal median 60 MB p95 150 MB',
    first: '10 days',
    every: '60 days',
  }).prefault({}),
  security: series('monthly security updates', {
    size: 'lognormal median 350 MB p95 900 MB',
    first: '1 day',
    every: '30 days',
  }).prefault({}),
  feature: series('feature updates', {
    size: 'lognormal median 3.5 GB p95 5 GB',
    first: '20 days',
    every: '180 days',
  }).prefault({}),
});

export const apps = z.strictObject({
  downloads: setting(dailyRate, {
    meaning: 'Downloads of apps in a day: updates of their own, and what the user fetches',
    default: '3 per day by hour published',
    ...assumed('No document says'),
  }),
  size: setting(sizeDistribution, {
    meaning: 'Size of a download',
    default: 'lognormal median 15 MB p95 300 MB',
    ...assumed('Many small ones, some games'),
  }),
  asked: setting(share, {
    meaning: 'Share of downloads that the user asks for; the rest is in the background',
    default: '20 %',
    ...assumed('Apps update by themselves'),
  }),
  ignoreCost: setting(share, {
    meaning: 'Share of downloads by apps that do not look at the cost of the network',
    default: '10 %',
    ...assumed('Chosen to be explored: [OV] asks apps to look, and nobody says how many do'),
  }),
  consents: setting(share, {
    meaning: 'Share of people who let a download go on that is larger than the plan wants',
    default: '40 %',
    ...assumed('Chosen to be explored'),
  }),
  consentThink: setting(timeDistribution, {
    meaning: 'How long they think about it',
    default: 'lognormal median 15 s p95 2 min',
    ...assumed('A dialogue with two buttons'),
  }),
});

export const video = z.strictObject({
  videos: setting(dailyRate, {
    meaning: 'Videos begun in a day',
    default: '2 per day by hour published',
    ...assumed('No document says'),
  }),
  lasts: setting(timeDistribution, {
    meaning: 'How long a video is watched',
    default: 'lognormal median 10 min p95 1 h',
    ...assumed('Clips, and now and then a film'),
  }),
  rateUnrestricted: setting(bitRate, {
    meaning: 'Bit rate over a network that is not metered',
    default: '5 Mbit/s',
    ...assumed('High definition'),
  }),
  rateMetered: setting(bitRate, {
    meaning: 'Bit rate over a metered network',
    default: '1.5 Mbit/s',
    ...assumed('Standard definition'),
  }),
  rateNearLimit: setting(bitRate, {
    meaning: 'Bit rate when the data is nearly used up or over, and abroad',
    default: '500 kbit/s',
    ...assumed('The least that is watched'),
  }),
  ignoreCost: setting(share, {
    meaning: 'Share of videos in apps that do not look at the cost of the network',
    default: '10 %',
    ...assumed('As for downloads'),
  }),
});

export const travels = z.strictObject({
  every: setting(timeDistribution, {
    meaning: 'Time at home before each journey',
    default: 'exponential mean 57 days',
    ...assumed('With journeys of three days, 5 % of the time abroad'),
  }),
  lasts: setting(timeDistribution, {
    meaning: 'How long a journey lasts',
    default: 'exponential mean 3 days',
    ...assumed('A meeting, a weekend, now and then a holiday'),
  }),
});

export const warnings = z.strictObject({
  think: setting(timeDistribution, {
    meaning: 'From a warning to what people do about it',
    default: 'lognormal median 2 min p95 30 min',
    ...assumed('Whoever sees it at once acts at once'),
  }),
  stopVideo: setting(share, {
    meaning: 'Share of people who watch no more videos once they are warned',
    default: '30 %',
    ...assumed('Chosen to be explored: no document says what people do'),
  }),
  roamingOff: setting(share, {
    meaning: 'Share who switch data roaming off',
    default: '30 %',
    ...assumed('Chosen to be explored: no document says what people do'),
  }),
  buyMore: setting(share, {
    meaning: 'Share who buy the plan once more; the rest goes on as before',
    default: '0 %',
    ...assumed('Chosen to be explored: no document says what people do'),
  }),
});

export const roaming = z.strictObject({
  price: required(pricePerData, { meaning: 'What use abroad costs; each step that has begun counts' }),
  cap: optional(money, {
    meaning: 'Where data abroad stops until the next cycle of the plan; without it, never',
  }),
  slice: setting(size, {
    meaning: 'The visited network reports use in slices of this size',
    default: '1 MB',
    ...assumed('Smaller than at home, because the money is more'),
  }),
  lag: setting(timeDistribution, {
    meaning: 'How long a slice takes to be rated',
    default: 'lognormal median 1 h p95 6 h',
    ...assumed('Records of visited networks come late'),
  }),
  noticeAfter: optional(size, {
    meaning: 'Rated use on one journey after which the operator sends an SMS; without it, none',
  }),
  noticeDelay: setting(timeDistribution, {
    meaning: 'How long its SMS takes',
    default: 'lognormal median 20 s p95 3 min',
    ...assumed('Abroad an SMS goes by two networks'),
  }),
  welcome: setting(truth, {
    meaning: 'Whether an SMS tells the price when a line first registers abroad on a journey',
    default: 'false',
    ...assumed('Common, and not in the documents'),
  }),
});
