/** `population.NAME.flyout`: how often the network flyout is opened, each time on its own or in sessions. */
import { z } from 'zod';
import { readFrequencyFactor } from '../factors.ts';
import { readOpensPerSession } from '../session-words.ts';
import { dailyRate, type Kind, oneOf, optional, setting } from './setting.ts';
import { assumed, published } from './sources.ts';

const opensPerSession: Kind<ReturnType<typeof readOpensPerSession>> = {
  unit: 'a number of openings and their gap',
  read: readOpensPerSession,
};
const frequency: Kind<number> = { unit: 'a factor', read: readFrequencyFactor };

export const flyout = z.strictObject({
  opens: setting(dailyRate, {
    meaning: 'How often the network flyout is opened; each time asks for the balance. Not together with `sessions`',
    default: '8.64 per day by hour published',
    ...published('IN', '10,000 SIMs make 1 request per second on average; the shape of the day is assumed'),
  }),
  sessions: optional(dailyRate, {
    meaning: 'How often somebody sits down to look, opening the flyout a few times in a row; instead of `opens`',
    ...assumed('People look once or twice a day; 8.64 openings each on its own are an allowance for sizing'),
  }),
  opensPerSession: setting(opensPerSession, {
    meaning: 'How many openings a session has, and how long it is from one to the next',
    default: 'geometric mean 1.8 gap 20 s',
    ...assumed('Whoever has looked looks again at once when something is not as expected'),
  }),
  whenOffline: setting(frequency, {
    meaning: 'How many times as often a session begins on a device without internet',
    default: 'x1',
    ...assumed('No document says; people without internet look more often'),
  }),
  usageEstimate: optional(oneOf(['shown', 'hidden']), {
    meaning:
      'What people have chosen for the usage estimate of mobile broadband; without it, it is shown where the operator has no app',
  }),
});
