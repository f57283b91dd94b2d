/** A network of tiers alone in a simulation, with calls at given moments and a record of how each ended. */

import type { CallPath } from '../../src/sim/call-path.ts';
import type { Disturbance, Staff } from '../../src/sim/service-center.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import type { TierOptions } from '../../src/sim/tier.ts';
import { TierNetwork, type TierNetworkOptions } from '../../src/sim/tier-network.ts';
import type { Microseconds } from '../../src/sim/units.ts';

export type Happening =
  | { at: number; call: number; path?: string; entity?: number }
  | { at: number; disturb: string; as: Disturbance | undefined }
  | { at: number; staff: string; to: Staff }
  | { at: number; gone: number };

export interface World {
  tiers: readonly TierOptions[];
  paths: Readonly<Record<string, CallPath>>;
  script: readonly Happening[];
  cancels?: boolean;
  luck?: TierNetworkOptions['luck'];
  seed?: number;
}

export interface End {
  at: number;
  job: number;
  how: string;
  from: string;
  fetchedFor: number;
}

/** Tiers on a path: `wait('gateway', 'api', tier('billing'))`. */
export const at = (tier: string): CallPath => ({ kind: 'tier', tier });
export const waits = (caller: string, called: CallPath): CallPath => ({ kind: 'waits', caller, called });
export const orElse = (asked: CallPath, afterMiss: CallPath): CallPath => ({ kind: 'orElse', asked, afterMiss });
export const inTurn = (...steps: CallPath[]): CallPath => ({ kind: 'inTurn', steps });
export const later = (first: CallPath, afterAnswer: CallPath): CallPath => ({ kind: 'later', first, afterAnswer });

/** A tier with work of that length, in ms. */
export const tier = (name: string, work_ms: number, more: Partial<TierOptions> = {}): TierOptions => ({
  name,
  servers: 1,
  service: { kind: 'constant', value: work_ms * 1000 },
  ...more,
});

export const ms = (n: number) => (n * 1000) as Microseconds;

export function play({ tiers, paths, script, cancels = false, luck, seed = 1 }: World) {
  const simulation = new Simulation({ seed });
  const ends: End[] = [];
  const worked: number[] = [];
  const filled: number[] = [];
  const gone = new Set<number>();
  const network = new TierNetwork(
    simulation,
    'contoso',
    {
      tiers,
      paths: Object.entries(paths).map(([name, path]) => ({ name, path })),
      luck:
        luck ??
        ((purpose, entity, occurrence, attempt) =>
          simulation.dice.stream('calls', purpose).uniform(entity, occurrence, attempt)),
      ...(cancels ? { cancels: job => gone.has(job) } : {}),
    },
    {
      ended(job, end) {
        const what =
          end.how === 'ok' ? 'ok' : end.how === 'result' ? end.result : `${end.failure} at ${end.tier?.name}`;
        ends.push({ at: simulation.now, job, how: `${what}`, from: end.from, fetchedFor: end.fetchedFor });
      },
      filled: (_, entity) => filled.push(entity),
      worked: (_, entity) => worked.push(entity),
    },
  );
  const happens = simulation.operation('happens', number => {
    const what = script[number];
    if ('call' in what)
      network.submit(what.call, network.path(what.path ?? 'call')!, what.entity ?? what.call, what.call);
    else if ('gone' in what) gone.add(what.gone);
    else if ('disturb' in what) network.disturb(network.tier(what.disturb)!, what.as);
    else network.staff(network.tier(what.staff)!, what.to);
  });
  for (const [number, { at: moment }] of script.entries()) simulation.schedule(happens, number, moment);
  const run = (until = 1e12) => simulation.run(until as Microseconds);
  return { simulation, network, ends, worked, filled, run };
}

/** Plays to the end; ends as text: `job@ms how`, with the answer's source where it is a cache. */
export function told(world: World): string {
  const { ends, run } = play(world);
  run();
  return ends
    .map(({ at: moment, job, how, from }) => `${job}@${moment / 1000} ${how}${from === 'tiers' ? '' : ` (${from})`}`)
    .join(', ');
}

/** Calls at those moments, in ms, numbered from 0. */
export const callsAt = (...moments_ms: number[]): Happening[] =>
  moments_ms.map((moment, call) => ({ at: moment * 1000, call }));
