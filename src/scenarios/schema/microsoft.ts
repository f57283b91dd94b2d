/** `microsoft`: the Mobile Plans service between the device and the operator. */
import { z } from 'zod';
import { planned } from './planned.ts';
import { oneOf, setting, share, someTime, time, timeOrNone } from './setting.ts';
import { assumed } from './sources.ts';

const service = z.strictObject({
  overhead: setting(time, {
    meaning: 'Time that the Mobile Plans service adds to each request it passes on',
    default: '50 ms',
    ...assumed('A proxy and its checks'),
  }),
  fails: setting(share, {
    meaning: 'Share of requests that the Mobile Plans service fails to answer',
    default: '0.1 %',
    ...assumed('The availability of 99.90 % that [LA] asks of partners, taken for the service too'),
  }),
  retryAfterScope: setting(oneOf(['sim', 'operator']), {
    meaning: 'Whether a 429 silences the one SIM or all of the operator',
    default: 'sim',
    ...assumed('The documents say only that there is no request for that resource before Retry-After'),
  }),
  apiTimeout: setting(someTime, {
    meaning: 'How long the service waits for the operator API',
    default: '5 s',
    ...assumed('Longer than anybody looks at a flyout'),
  }),
  retryAfter500: setting(time, {
    meaning: 'Wait before the one retry after a 500',
    default: '1 s',
    ...assumed('One retry keeps the load bounded'),
  }),
  balanceCache: planned(
    'a service that keeps balances',
    setting(timeOrNone, {
      meaning: 'How long the service answers with a balance that it has asked for before',
      default: 'none',
      ...assumed('The documents name no cache'),
    }),
    { when: raw => raw !== 'none' },
  ),
});

export const microsoft = z.strictObject({ service: service.prefault({}) });
