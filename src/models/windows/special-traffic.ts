/**
 * Traffic of apps that want a connection of their own and have none, or none for the host they talk to: it goes over the
 * connection for the internet, summed over the apps of a PC.
 *
 *     apps ── so much more, or less ──▶ special traffic ── rate of all of them ──▶ network traffic
 *
 * Source: Microsoft Learn, "Developing apps using multiple PDP contexts".
 */
import { model, number, port } from '../../sim/index.ts';
import type { networkTraffic } from './network-traffic.ts';

const traffic = port<typeof networkTraffic>('network traffic');
export const specialTrafficPorts = { traffic };
const { flows } = traffic.tells;

export const specialTraffic = model('special traffic', {
  source: 'developing-apps-using-multiple-pdp-contexts.md',
  record: {
    /** Bytes per second. */
    rate: number(),
  },
  kept: 'columns',
  takes: {
    changes(traffic, by: number, does) {
      traffic.rate += by;
      does.tell(flows, does.subject, { source: 'apps', rate: traffic.rate });
    },
  },
});
