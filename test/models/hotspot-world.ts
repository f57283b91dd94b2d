/**
 * Worlds with one PC that is taken to a hotspot at a given moment. Nothing fails, everybody signs in, and every time is a
 * constant, unless the test says otherwise.
 *
 *     const { told, states, wifi } = atHotspot({ kind: 'wispr', offer: { wispr: 'app' } });
 */
import { interfaceOf } from '../../src/models/device/interfaces.ts';
import type { HotspotKind, HotspotOfferSettings, HotspotVisitSettings } from '../../src/models/settings.ts';
import type { World } from '../../src/models/world.ts';
import type { Microseconds } from '../../src/sim/index.ts';
import { days, hours, milliseconds, minutes, seconds } from '../../src/sim/units.ts';
import { always, type Change, evenly, settingsWith, type ToldFact, worldOf } from './small-world.ts';

export const visiting: HotspotVisitSettings = {
  visits: { perDay: 1e-9, weights: evenly },
  lasts: always(hours(1)),
  density: 1,
  kinds: { open: 0, captivePortal: 0, wispr: 1, eap: 0 },
  partner: 1,
  secondary: 0,
  provisioned: true,
  joinsByHand: 0,
  signsIn: 1,
  signInTakes: always(seconds(30)),
  locked: 0,
  standby: 0,
  session: days(1),
  strangers: 0,
  brokenPages: 0,
  pending: 0,
  gatewayErrors: 0,
};

export const offering: HotspotOfferSettings = {
  wispr: 'static',
  eap: 'aka',
  preference: 'preferred',
  loginHost: 'wifi.contoso.example',
  trustedDomains: ['wifi.contoso.example'],
  task: { takes: always(seconds(1)), issues: 1, aborts: 0, skips: 0, asksUser: 0, marksManual: false },
  aaa: { service: always(milliseconds(30)), rejects: 0, timeout: seconds(10), fastInARow: 2 },
  hlr: { service: always(milliseconds(60)), unknown: 0 },
};

export interface Place {
  kind: HotspotKind;
  visit?: Change<HotspotVisitSettings>;
  offer?: Partial<HotspotOfferSettings>;
  /** When visits begin, each of an hour. */
  at?: readonly Microseconds[];
  length?: Microseconds;
  group?: { minimizeConnections?: 0 | 1; wifi?: number; preloaded?: number };
  timeline?: Parameters<typeof settingsWith>[0] extends infer C
    ? C extends { timeline?: infer T }
      ? T
      : never
    : never;
  /** Before anything happens. */
  prepare?: (world: World) => void;
}

export function hotspotWorld({ kind, visit, offer, length = hours(3), group, timeline = [], prepare }: Place) {
  const kinds = { open: 0, captivePortal: 0, wispr: 0, eap: 0, [kind]: 1 };
  const made = worldOf(
    settingsWith({
      length,
      timeline,
      operator: {
        serviceMetadata: { published: true, app: true },
        provisioningFile: { signed: false },
        hotspots: { ...offering, ...offer },
      },
      group: {
        sim: 'hot',
        wifi: 0,
        preloaded: 1,
        ...group,
        hotspots: { ...visiting, kinds, ...visit } as HotspotVisitSettings,
      },
    }),
  );
  prepare?.(made.world);
  return made;
}

/** Runs it from the first to the last visit, and answers what has been told. */
export function atHotspot(place: Place) {
  const { world, told } = hotspotWorld(place);
  const { simulation, visits, signIns, connections, hotspots, routes } = world;
  const arrives = visits.timers.get('arrives')!;
  for (const at of place.at ?? [minutes(5)]) {
    simulation.run(at);
    simulation.arm(arrives, 0, 0 as Microseconds);
    // Until just before the visit is over.
    simulation.run((at + minutes(59)) as Microseconds);
  }
  const facts = (from: string): string[] =>
    told
      .filter(({ name }) => name.startsWith(`${from}.`) && name.split('.').length === 2)
      .map(({ name }) => name.slice(from.length + 1));
  return {
    world,
    told,
    attempt: signIns.store.look(0),
    wifi: connections.store.look(interfaceOf(0, 'wifi')),
    place: hotspots.store.look(0),
    route: () => routes.store.look(0).state,
    /** What the hotspot authentication told, in order. */
    steps: facts('hotspot authentication'),
    facts,
    of: (name: string): readonly ToldFact[] => told.filter(fact => fact.name === name),
    run: (until: Microseconds) => simulation.run(until),
  };
}
