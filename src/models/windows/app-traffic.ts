/**
 * Traffic of apps over the connection for the internet, summed over the apps of a PC: downloads of third-party apps, and apps
 * that want a connection of their own and have none, or none for the host they talk to.
 *
 *     third-party apps ── their rate ───────────────────────┐
 *                                                           ├─▶ app traffic ── sum ──▶ network traffic
 *     special connection apps ── so much more, or less ─────┘
 *
 * Source: Microsoft Learn, "Developing apps using multiple PDP contexts".
 */
import { type AnyTable, type Does, model, number, port, type RecordOf } from '../../sim/index.ts';
import type { networkTraffic } from './network-traffic.ts';

const traffic = port<typeof networkTraffic>('network traffic');
export const appTrafficPorts = { traffic };
const { flows } = traffic.tells;

const record = {
  /** Bytes per second. */
  downloads: number(),
  special: number(),
};

export const appTraffic = model('app traffic', {
  source: 'developing-apps-using-multiple-pdp-contexts.md',
  record,
  kept: 'columns',
  takes: {
    /** From third-party apps: all that they download at this moment, in bytes per second. */
    downloads(traffic, rate: number, does) {
      traffic.downloads = rate;
      tellsSum(traffic, does);
    },

    /** From an app that wants a connection of its own: so many bytes per second more than before. */
    specialChanges(traffic, by: number, does) {
      traffic.special += by;
      tellsSum(traffic, does);
    },
  },
});

function tellsSum(
  { downloads, special }: Readonly<RecordOf<typeof record>>,
  does: Does<typeof record, AnyTable, never, never, string, undefined>,
): void {
  does.tell(flows, does.subject, { source: 'apps', rate: downloads + special });
}
