/**
 * The internet probe (NCSI): how Windows finds out whether a new connection reaches the internet: a DNS query and an HTTP
 * request to www.msftconnecttest.com. Its answer is the first internet byte.
 *
 * Source: Microsoft Learn, "Provisioning Windows using a website", "Captive portals"; the time is an assumption: two
 * round trips and 100 ms, again every 30 s while the connection is constrained.
 */
import { count, milliseconds, model, type Request, sees } from '../../sim/index.ts';
import type { subscription } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';

const lines = sees<typeof subscription>('subscriptions');
export const probeSees = { lines };

const serverTime = milliseconds(100);

export type ConnectivityLevel = 'constrainedInternetAccess' | 'internetAccess';

export const internetProbe = model('internet probe', {
  source: 'provisioning-windows-using-a-website.md',
  record: { probes: count() },
  kept: 'columns',
  facts: ['internetAccess', 'constrained'],
  given: {} as Surroundings,
  answers: {
    /** Over cellular: internet for a hot line, the walled garden for every other. */
    probe(probe, request: Request<undefined, ConnectivityLevel>, does) {
      probe.probes += 1;
      const delay = 2 * does.given.settings.links.rttCellular + serverTime;
      const hot = does.look(lines).state === 'hotPrepaid';
      does.emit(hot ? 'internetAccess' : 'constrained');
      does.answer(request.ticket, hot ? 'internetAccess' : 'constrainedInternetAccess', delay);
    },
  },
});
