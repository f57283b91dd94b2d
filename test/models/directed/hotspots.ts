/** Hotspots that people leave in the middle of signing in, servers that are slow or silent, and an app that is woken twice. */
import type { HotspotKind, HotspotOfferSettings, HotspotVisitSettings } from '../../../src/models/settings.ts';
import type { World } from '../../../src/models/world.ts';
import { hours, minutes, seconds } from '../../../src/sim/units.ts';
import { offering, visiting } from '../hotspot-world.ts';
import { always, evenly } from '../small-world.ts';
import { asks, type DirectedWorld } from './drive.ts';

interface Hotspots {
  kind: HotspotKind;
  offer?: Partial<HotspotOfferSettings>;
  visit?: Partial<HotspotVisitSettings>;
  drive?: (world: World) => void;
}

/** A day of visits at hotspots of one kind. */
const visits = (name: string, { kind, offer, visit, drive = () => undefined }: Hotspots): DirectedWorld => ({
  name,
  settings: {
    length: hours(24),
    operator: {
      serviceMetadata: { published: true, app: true },
      provisioningFile: { signed: false },
      hotspots: { ...offering, ...offer },
    },
    group: {
      sim: 'hot',
      wifi: 0,
      preloaded: 1,
      count: 4,
      hotspots: {
        ...visiting,
        visits: { perDay: 24, weights: evenly },
        lasts: { kind: 'exponential', mean: minutes(2) },
        kinds: { open: 0, captivePortal: 0, wispr: 0, eap: 0, [kind]: 1 },
        session: minutes(1),
        ...visit,
      },
    },
  },
  drive,
});

const exponential = (mean: number) => ({ kind: 'exponential', mean }) as const;
const slow = { ...offering.aaa, service: exponential(seconds(20)) };
const takesLong = { ...offering.task, takes: exponential(minutes(20)) };

/** The app is woken again, in the very moment in which that is told. */
const wokenAt = (fact: string, { simulation, assembly, hotspotTasks, signIns }: World) => {
  const woken = new Set<string>();
  simulation.facts.observe(fact, device => {
    const value = signIns.store.look(device).token;
    if (woken.has(`${device} ${value}`)) return;
    woken.add(`${device} ${value}`);
    assembly.tell(hotspotTasks, 'runs', device, { event: 'hotspotAuthentication', value });
  });
};

export const rareHotspots: readonly DirectedWorld[] = [
  visits('a slow server, with an AKA that begins anew', { kind: 'eap', offer: { aaa: { ...slow, fastInARow: 0 } } }),
  visits('a slow server, with EAP-SIM', { kind: 'eap', offer: { eap: 'sim', aaa: slow } }),
  visits('a slow server, with fast re-authentications', { kind: 'eap', offer: { aaa: slow } }),
  visits('a login that is held while the guest leaves', {
    kind: 'wispr',
    visit: { pending: 1 },
    offer: { aaa: { ...slow, service: exponential(minutes(1)) } },
    drive: world =>
      world.simulation.facts.observe('Wi-Fi hotspot.held', device => {
        if (device === 0) world.assembly.tell(world.signIns, 'linkGone', device);
        else if (world.hotspots.store.look(device).state === 'pending')
          asks(world, world.hotspots, 'get', undefined, device);
      }),
  }),
  visits('a page that is not answered in time, or by the internet itself', {
    kind: 'wispr',
    visit: { lasts: always(minutes(10)) },
    drive: ({ simulation, assembly, hotspots, signIns }) => {
      const { requests } = assembly;
      const answer = requests.answer.bind(requests);
      let pages = 0;
      requests.answer = (row, ...rest) => {
        const isLost = requests.nameOf(row) === `${hotspots.model.name}.get` && pages++ % 2 === 0;
        return isLost ? requests.refuse(row, 503, undefined, 0) : answer(row, ...rest);
      };
      simulation.facts.observe('hotspot authentication.constrained', device =>
        assembly.tell(signIns, 'internetFound', device),
      );
    },
  }),
  visits('an app that takes its time', { kind: 'wispr', offer: { wispr: 'app', task: takesLong } }),
  visits('an app that is woken while it asks Windows', {
    kind: 'wispr',
    offer: { wispr: 'app', task: { ...offering.task, asksUser: 0.5 } },
    visit: { signInTakes: exponential(minutes(5)) },
    drive(world) {
      wokenAt('hotspot task.ran', world);
      wokenAt('hotspot authentication.attentionTriggered', world);
      wokenAt('hotspot authentication.issued', world);
    },
  }),
  visits('an app that is woken for a context that is gone, and where nobody looks', {
    kind: 'wispr',
    offer: { wispr: 'app', task: { ...offering.task, asksUser: 1 } },
    visit: { locked: 1 },
    drive: ({ assembly, hotspotTasks }) =>
      assembly.tell(hotspotTasks, 'runs', 0, { event: 'hotspotAuthentication', value: 99 }),
  }),
];
