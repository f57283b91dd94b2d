/**
 * A load agent: one of the machines of the integration test that ask the operator API directly, about lines the operator
 * has set up for it, at a rate fixed beforehand.
 *
 *     agent 1  ●────────●────────●───▶ ┐
 *     agent 2  ───●────────●────────●▶ ├── GetBalance, placeOrder ──▶ operator API
 *     agent 3  ─────●────────●───────▶ ┘
 *
 * The loop is open: a request is sent at its intended moment whether or not earlier ones have been answered, and its
 * latency counts from there. Together the agents make the rate, each sends every nth request.
 *
 * Source: Microsoft Learn, "Mobile Plans integration": 25 agents, 1,000 ICCIDs, 3 requests per second for an hour.
 * Assumption: requests are evenly spaced (`pacing`), and each asks about any of the lines; the document does not say.
 */
import { count, days, type Microseconds, model, port, unitExponential } from '../../sim/index.ts';
import type { LoadSettings } from '../settings.ts';
import type { Links } from '../surroundings.ts';
import type { mobileOperatorApi } from './mobile-operator-api.ts';
import type { operatorOrders } from './operator-orders.ts';
import { randomId } from './used-transaction-ids.ts';

const api = port<typeof mobileOperatorApi>('operator API');
const orders = port<typeof operatorOrders>('orders of the operator API');
const { getBalance } = api.asks;
const { placeOrder } = orders.asks;
export const agentPorts = { api, orders };

/** The agents of one group, with the lines they ask about and the operator they ask. */
export interface AgentGroup {
  load: LoadSettings;
  first: number;
  count: number;
  firstLine: number;
  operator: number;
}

/** What the world gives its agents. */
export interface LoadSurroundings {
  links: Links;
  /** No request is intended at or after this moment. */
  length: Microseconds;
  groupOf(agent: number): AgentGroup;
}

export const loadAgent = model('load agent', {
  source: 'mobile-plans-integration.md',
  record: { sent: count(), waiting: count() },
  timers: { sends: days(1) },
  given: {} as LoadSurroundings,
  takes: {
    plansNext(agent, _, does) {
      const group = does.given.groupOf(does.subject);
      const wait = waitFor(group, does.subject, agent.sent, does.now, () => does.draw('load.gap', agent.sent));
      if (does.now + wait < does.given.length) does.arm('sends', wait);
    },

    sends(agent, _, does) {
      const { load, count, first, firstLine, operator } = does.given.groupOf(does.subject);
      const nth = agent.sent;
      agent.sent += 1;
      agent.waiting += 1;
      const line = firstLine + Math.floor(does.draw('load.iccid', nth) * load.iccids);
      const terms = {
        then: 'answered',
        within: load.timeout,
        over: does.given.links.dataCentres,
        entity: line,
        occurrence: nth * count + (does.subject - first),
      } as const;
      if (does.draw('load.mix', nth) < load.getBalance) does.ask(getBalance, line, randomId, terms);
      else does.ask(placeOrder, operator, line, terms);
      does.self('plansNext');
    },

    answered(agent) {
      agent.waiting -= 1;
    },
  },
});

/** From now to the intended moment of an agent's next request, in whole µs. */
function waitFor(
  { load, first, count }: AgentGroup,
  agent: number,
  sent: number,
  now: Microseconds,
  uniform: () => number,
): number {
  if (load.pacing === 'random') return Math.ceil((unitExponential(uniform()) * count * 1e6) / load.rate);
  const nth = sent * count + (agent - first);
  return Math.max(0, Math.round((nth * 1e6) / load.rate) - now);
}
