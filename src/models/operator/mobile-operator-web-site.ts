/** The operator's web site, to which Windows sends people without the app: sells a plan and hands Windows a provisioning file. */
import { model, type Request, small, state, type TransitionTable } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'idle' | 'open' | 'paid' | 'closed';
type Event = 'pageOpened' | 'paymentAccepted' | 'paymentDeclined' | 'closed';

export const webSiteTable: TransitionTable<State, Event> = {
  idle: { pageOpened: 'open' },
  open: { pageOpened: 'open', paymentAccepted: 'paid', paymentDeclined: 'open', closed: 'closed' },
  paid: { pageOpened: 'paid', closed: 'closed' },
  closed: { pageOpened: 'open' },
};

/** How a plan was sold, and which provisioning file goes with it. */
export interface Sale {
  result: 'sold' | 'declined';
}

export const mobileOperatorWebSite = model('mobile operator web site', {
  source: 'provisioning-windows-using-a-website.md',
  table: webSiteTable,
  /** One session a person; the app's own protocol to the operator's billing ends here as well. */
  record: { state: state(webSiteTable), pages: small(), payments: small() },
  kept: 'columns',
  facts: ['pageOpened', 'paid', 'declined'],
  given: {} as Surroundings,
  takes: {
    closed(_site, _: undefined, _does) {},
  },
  answers: {
    openPage(_site, _request: Request<{ page: string }, string>, _does) {},
    pay(_site, _request: Request<undefined, Sale>, _does) {},
  },
});
