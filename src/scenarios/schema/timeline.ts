/** `timeline`: what happens at a given time of the run: outages, deployments, campaigns, and what is done by hand. */
import { z } from 'zod';
import { notificationTypes } from '../../models/messages/mobile-operator-api-messages.ts';
import { wordsOfActs } from '../act-words.ts';
import { moment, outageKind } from '../moments.ts';
import { coldStart, oneDevice, reference, serversAtOnce } from './phrases.ts';
import { countFrom, oneOf, optional, someTime, text, timeDistribution } from './setting.ts';

const entry = z.strictObject({
  name: optional(text(64), { meaning: 'What claims call it, as in `during smdp-down`' }),
  at: optional(moment, { meaning: 'When it begins' }),
  for: optional(someTime, { meaning: 'How long the outage lasts' }),
  outage: optional(reference('a system', 'contoso.smdp'), {
    meaning:
      'The system that is out: OPERATOR.api, .smdp, .smds or .portal, `microsoft.service`, or OPERATOR.backend.TIER',
  }),
  as: optional(outageKind, { meaning: 'How it is out; there is no default' }),
  deploy: optional(reference('a system', 'contoso.api'), {
    meaning: 'The system that gets a new release: OPERATOR.api, or OPERATOR.backend.TIER',
  }),
  step: optional(serversAtOnce, { meaning: 'Servers that are exchanged at the same time; one without it' }),
  each: optional(someTime, { meaning: 'How long a server is away' }),
  coldFor: optional(coldStart, { meaning: 'How long a fresh server is slow, and how much; without it, it is warm' }),
  empties: optional(reference('a tier', 'cache'), { meaning: 'The cache that a new release empties' }),
  campaign: optional(reference('a group', 'laptops'), { meaning: 'The group that a campaign reaches' }),
  reach: optional(countFrom(1, 100_000_000), {
    meaning:
      'Devices of the group that a campaign, a notification or a message reaches, or that an act is done to; without it all, except in a campaign',
  }),
  opens: optional(timeDistribution, { meaning: 'How long after it each of them opens the flyout' }),
  notify: optional(reference('a group', 'laptops'), {
    meaning: 'The group whose Mobile Plans app is woken, asks the operator for a notification and shows a toast',
  }),
  type: optional(oneOf(notificationTypes), { meaning: 'Which notification the app asks for (GetNotifications)' }),
  by: optional(oneOf(['sms', 'promotion']), {
    meaning: 'What wakes the app: an SMS of the operator (`mobileplans://lowBalance`), or a promotion of Microsoft',
  }),
  message: optional(oneOf(['sms', 'ussd', 'push']), {
    meaning: 'How the operator writes to a group: by SMS, in a USSD session, or by a push to its app',
  }),
  dial: optional(text(160), { meaning: 'The USSD code that the PCs of a group dial' }),
  text: optional(text(2_000), { meaning: 'What the message says' }),
  act: optional(oneOf(wordsOfActs.built, wordsOfActs.notBuilt), {
    meaning: 'What is done by hand: to a PC, to its SIM or its line, or by Windows Update',
  }),
  device: optional(oneDevice, { meaning: 'The one device it is done to: its group and its number within it, from 1' }),
  group: optional(reference('a group', 'laptops'), {
    meaning: 'The group it is done to, instead of one device; or that is written to, or dials',
  }),
});

export const timeline = z.array(entry);
export type TimelineLine = z.infer<typeof entry>;
