/**
 * Laws 7 and 8: bytes are conserved to the last one, at the end of every stretch. What is said here is added up from the facts
 * as they are told, beside what each system has written down for itself.
 *
 *     line    passed ═ own + of other devices + special, billed ≤ recorded ≤ passed
 *     modem   carried ═ local counter + virtual interfaces        local counter ═ its sources ═ own + zero-rated of Windows
 *     shared  ═ used by clients ═ counted for sharing             offloaded ═ what was told of Wi-Fi and Ethernet
 *
 * That billing has rated what the lines are billed is a law of the world itself, which every run is held against.
 */
import { sharedBytesAddUp } from '../../src/models/invariants.ts';
import { passedBy } from '../../src/models/operator/line-usage.ts';
import { attributedTo, countedSinceReset } from '../../src/models/windows/local-data-counters.ts';
import { trafficSources } from '../../src/models/windows/network-traffic.ts';
import type { World } from '../../src/models/world.ts';
import { type Law, perDevice } from './device-laws.ts';

const specialsOf = (world: World, device: number) =>
  world.surroundings.specialContexts
    .all(device)
    .reduce((sum, place) => sum + world.specialContexts.store.look(place).used, 0);

/** 7: what the gateway has passed for a line is what its own device, the others and special contexts used, and is billed or not yet. */
export const everyByteOfALine: Law = (world, { broken, tested }) => {
  const told = perDevice(world, device => {
    const { passed, others, specials } = world.lines.store.look(device);
    return { own: passed - others - specials, others: others as number, specials: specials as number };
  });
  const adds = (part: 'own' | 'others' | 'specials') => (device: number, bytes: number) => {
    const sums = told[device];
    if (sums !== undefined) sums[part] += bytes;
  };
  const counted = (device: number) => {
    const line = world.lines.store.look(device);
    const { passed, others, specials, recorded, billed } = line;
    const now = passedBy(line, world.simulation.now);
    const sums = told[device]!;
    if (sums.own + sums.others + sums.specials !== passed || sums.others !== others || sums.specials !== specials)
      broken(
        device,
        `passed ${passed} B, told of ${sums.own} B own, ${sums.others} B of others, ${sums.specials} B special`,
      );
    if (billed > recorded || recorded > now)
      broken(device, `billed ${billed} B of ${recorded} B recorded of ${now} B passed`);
    if (sums.others > 0 || sums.specials > 0) tested();
  };
  return {
    facts: {
      'subscription.carried': adds('own'),
      'subscription.othersCarried': adds('others'),
      'subscription.specialCarried': adds('specials'),
    },
    counted,
    ended() {
      for (let device = 0; device < world.devices; device++) counted(device);
    },
  };
};

/** 8: the local counter, by source, and the virtual interfaces are what the modem has carried; clients have used what was shared. */
export const everyByteOfADevice: Law = (world, { broken, tested }) => {
  const own = perDevice(world, device => world.counters.store.look(device).used as number);
  const offloaded = perDevice(world, () => 0);
  const counted = (device: number) => {
    const counter = world.counters.store.look(device);
    const parts = trafficSources.map(source => attributedTo(source, counter));
    if (parts.some(part => part < 0) || own[device]! + counter.system !== counter.used)
      broken(device, `counted ${counter.used} B, ${own[device]} B own, by source ${parts.join(' + ')} B`);
    const modem = world.modems.store.look(device).carried;
    const specials = specialsOf(world, device);
    if (counter.used + specials !== modem)
      broken(device, `the modem carried ${modem} B, counted ${counter.used} B and ${specials} B on virtual interfaces`);
    const { zeroRated } = world.accounts.store.look(device);
    const charged = world.lines.store.look(device).specials;
    if (zeroRated !== counter.system + specials - charged)
      broken(device, `zero-rated ${zeroRated} B, of Windows ${counter.system} B, special ${specials - charged} B`);
    if (countedSinceReset(counter, world.simulation.now) < 0) broken(device, 'less than nothing since the reset');
    const shared = sharedBytesAddUp.broken(world);
    if (shared !== undefined) broken(device, shared);
    if (parts.filter(part => part > 0).length > 1) tested();
  };
  return {
    facts: {
      'subscription.carried': (device, bytes) => {
        own[device]! += bytes;
      },
      'network traffic.offloaded': (device, bytes) => {
        offloaded[device]! += bytes;
      },
    },
    counted,
    looked(device) {
      const written = world.traffic.store.look(device).offloaded;
      if (written !== offloaded[device]) broken(device, `offloaded ${written} B, told of ${offloaded[device]} B`);
    },
    ended() {
      for (let device = 0; device < world.devices; device++) counted(device);
    },
  };
};
