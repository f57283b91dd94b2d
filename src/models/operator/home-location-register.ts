/**
 * The home location register: knows the secret of every SIM, and makes from it what the AAA server challenges a SIM with.
 *
 * Source: RFC 4186 and RFC 4187, which have the server fetch triplets or quintets from the home network.
 * Assumption: a line that is cold or terminated is not known; one that is suspended or out of data may use Wi-Fi.
 */
import { count, model, type Request, sees } from '../../sim/index.ts';
import { isOut, outageOf, slownessOf } from '../outages.ts';
import type { Surroundings } from '../surroundings.ts';
import type { subscription } from './subscription.ts';

const lines = sees<typeof subscription>('subscriptions');
export const registerSees = { lines };

export const homeLocationRegister = model('home location register', {
  source: 'account-provisioning.md',
  record: { asked: count() },
  facts: ['unknownSubscriber'],
  given: {} as Surroundings,
  answers: {
    /** Vectors for the SIM of a device; 404 for one that it does not know. */
    authenticationInfo(register, request: Request<number, true>, does) {
      const { given, subject } = does;
      const outage = outageOf(does, given.outages.hlr[subject] ?? []);
      if (isOut(does, outage, request, 'hlr.fails')) return;
      register.asked += 1;
      const device = request.message;
      const { hlr } = given.settings.operators[subject]!.hotspots!;
      const { state } = does.look(lines, device);
      const time =
        given.sample(hlr.service, does.draw('hlr.service', request.occurrence, 0, device)) * slownessOf(outage);
      const isUnknown =
        state === 'cold' || state === 'terminated' || does.draw('hlr.unknown', 0, 0, device) < hlr.unknown;
      if (isUnknown) {
        does.emit('unknownSubscriber', 0, device);
        does.refuse(request.ticket, 404, undefined, time);
      } else does.answer(request.ticket, true, time);
    },
  },
});
