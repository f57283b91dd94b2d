/** `population.*.family`: other devices that share the plan of each line. */
import { z } from 'zod';
import { bitRate, countFrom, dailyRate, required, setting, sizeDistribution } from './setting.ts';
import { assumed } from './sources.ts';

const asForTheLine = assumed('As for the device itself: no document says what others use');

export const family = z.strictObject({
  devices: required(countFrom(1, 20), { meaning: 'Other devices that share the plan of each line' }),
  monthly: setting(sizeDistribution, {
    meaning: 'Data that each of them would use in 30 days, drawn once for each',
    default: 'lognormal mean 11.3 GB sigma 2.32',
    ...asForTheLine,
  }),
  sessions: setting(dailyRate, {
    meaning: 'How often each of them is used in a day',
    default: '10 per day by hour published',
    ...asForTheLine,
  }),
  sessionRate: setting(bitRate, {
    meaning: 'Speed while one of them is used',
    default: '5 Mbit/s',
    ...asForTheLine,
  }),
});
