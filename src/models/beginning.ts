/**
 * Where everybody is when the run begins: who is connected already, who has Wi-Fi, whose SIM has which line, and when people
 * come. What holds for a whole group is noted for all of its devices at once, so that a million of them cost nothing.
 */
import type { Microseconds } from '../sim/index.ts';
import { othersAtStart } from './device/euicc-profiles.ts';
import type { Group } from './members.ts';
import { handOver } from './messages/provisioning/hand-over.ts';
import type { GroupSettings, LanDeviceSettings } from './settings.ts';
import { looksAfter, updateKinds } from './windows/update-downloads.ts';
import type { World } from './world.ts';

export function begin(world: World): void {
  for (const group of world.groups) {
    const { sim } = group.settings;
    const { arrivals } = group;
    const comes = arrivals !== undefined;
    if (sim === 'esim') hasCard(world, group);
    if (sim === 'hot' && !comes) isConnected(world, group);
    for (let device = group.first; device < group.first + group.count; device++) {
      hasInternet(world, group, device);
      if (comes) world.simulation.arm(world.users.timers.get('arrives')!, device, arrivals[device - group.first]!);
      if (sim !== 'esim') hasLine(world, group, device, comes);
      if (group.settings.lanDevice !== undefined) getsLanDevice(world, group.settings.lanDevice, device);
      hasHabits(world, group, device);
      if (group.settings.hotspots !== undefined) goesOut(world, group, device);
      mindsCostFromStart(world, group, device);
      hasProfileComing(world, group.settings, device);
      world.simulation.settle();
    }
  }
  beginsFamilies(world);
  handsInPackages(world);
}

/** Other devices of a line are there from the start; they pass nothing before the line has a plan. */
function beginsFamilies({ assembly, otherDevices, simulation }: World): void {
  if (otherDevices === undefined) return;
  for (let other = 0; other < otherDevices.store.count; other++) {
    assembly.tell(otherDevices, 'plansSession', other);
    simulation.settle();
  }
}

/** Updates that will be released, downloads and videos to come, and the first journey; a journey begins only where there is a line. */
function mindsCostFromStart(
  { assembly, simulation, draws, surroundings, ...world }: World,
  group: Group,
  device: number,
): void {
  const { updates, apps, video, travels } = group.settings;
  if (updates !== undefined) {
    const looks = looksAfter(draws.uniform('update.looks', device));
    for (const kind of updateKinds) {
      const out = world.downloads.timers.get(`${kind}Out`)!;
      simulation.arm(out, device, (updates[kind].first + looks) as Microseconds);
    }
  }
  if (apps !== undefined) assembly.tell(world.otherApps, 'plans', device);
  if (video !== undefined) assembly.tell(world.players, 'plans', device);
  if (travels === undefined) return;
  const leaves = surroundings.sample(travels.every, draws.uniform('travels.every', device));
  simulation.arm(world.travellers.timers.get('leaves')!, device, leaves as Microseconds);
}

/** PCs that an enterprise manages, and people who will get an activation code. */
function hasProfileComing(world: World, { managed, activationCode }: GroupSettings, device: number): void {
  const { assembly, simulation, draws, surroundings } = world;
  if (managed !== undefined && draws.uniform('managed.share', device) < managed.share)
    assembly.tell(world.managements, 'bornEnrolled', device);
  if (activationCode === undefined || draws.uniform('code.share', device) >= activationCode.share) return;
  const after = surroundings.sample(activationCode.comes, draws.uniform('code.comes', device));
  simulation.arm(world.codeActivations.timers.get('orders')!, device, after as Microseconds);
}

/** Operators that hand in service metadata during the run. */
function handsInPackages({ settings, simulation, submissions }: World): void {
  for (const [operator, { serviceMetadata }] of settings.operators.entries()) {
    if (serviceMetadata.submission !== undefined)
      simulation.arm(submissions.timers.get('handsIn')!, operator, serviceMetadata.submission.at);
  }
}

/** Some people get a device for their network at home, and plug it in. */
function getsLanDevice(
  { simulation, draws, lanDevices, surroundings }: World,
  one: LanDeviceSettings,
  device: number,
): void {
  if (draws.uniform('lanDevice.share', device) >= one.share) return;
  const after = surroundings.sample(one.pluggedIn, draws.uniform('lanDevice.pluggedIn', device));
  simulation.arm(lanDevices.timers.get('pluggedIn')!, device, after as Microseconds);
}

/** PCs with an eUICC are on, and their modem has found no enabled profile of the operator: none at all, or that of another. */
function hasCard(world: World, { settings, first, count }: Group): void {
  const { modems, drivers, broadband, cards, profiles, assembly } = world;
  const hasOther = othersAtStart(settings) > 0;
  modems.store.begin('state', hasOther ? 'initialized' : 'noEsimProfile', first, count);
  if (hasOther) {
    modems.store.begin('foreign', true, first, count);
    cards.store.begin('otherEnabled', true, first, count);
  }
  if (settings.ownProfile) {
    for (let device = first; device < first + count; device++) {
      assembly.tell(cards, 'bornWithProfile', device);
      assembly.tell(profiles, 'bornInstalled', device);
    }
  }
  drivers.store.begin('state', 'loaded', first, count);
  broadband.store.begin('state', 'notReady', first, count);
}

/** Lines that are active from the start belong to devices that are connected. */
function isConnected(world: World, { settings, first, count }: Group): void {
  const { modems, drivers, broadband, registrations, packetServices, contexts, controllers, databases } = world;
  if (settings.technology === 'cdma') world.cdmaDevices.store.begin('state', 'activated', first, count);
  else world.sims.store.begin('state', 'ready', first, count);
  drivers.store.begin('state', 'loaded', first, count);
  modems.store.begin('state', 'initialized', first, count);
  registrations.store.begin('state', 'home', first, count);
  packetServices.store.begin('state', 'attached', first, count);
  contexts.store.begin('state', 'activated', first, count);
  controllers.store.begin('state', 'connected', first, count);
  for (const flag of ['automatic', 'ready', 'attached', 'up'] as const)
    controllers.store.begin(flag, true, first, count);
  broadband.store.begin('state', 'identified', first, count);
  broadband.store.begin('registered', 'home', first, count);
  broadband.store.begin('connected', true, first, count);
  world.brokers.store.begin('connected', true, first, count);
  world.brokers.store.begin('at', 'registeredHome', first, count);
  for (const flag of ['identified', 'applied', 'matched'] as const) databases.store.begin(flag, true, first, count);
}

/** One draw decides: Wi-Fi, Ethernet, somebody's hotspot (to Windows a Wi-Fi network), or nothing but mobile broadband. */
function hasInternet({ assembly, draws, routes }: World, { settings }: Group, device: number): void {
  const { wifi, ethernet, hotspot } = settings;
  const luck = draws.uniform('device.wifi', device);
  if (luck < wifi) assembly.tell(routes, 'changed', device, 'wifiUp');
  else if (luck < wifi + ethernet) assembly.tell(routes, 'changed', device, 'ethernetUp');
  else if (luck < wifi + ethernet + hotspot) assembly.tell(routes, 'changed', device, 'wifiUp');
}

/** Who shares the connection of the PC now and then, and which apps on it want a connection of their own. */
function hasHabits({ assembly, surroundings, sharingHabits, specialApps }: World, { settings }: Group, device: number) {
  if (settings.sharing !== undefined) assembly.tell(sharingHabits, 'plans', device);
  for (const app of surroundings.specialApps.all(device)) assembly.tell(specialApps, 'plans', app);
}

/**
 * The line of a SIM, or of a CDMA device, and what the maker of the PC has put on it. Who is there at the start brings it
 * then; in a group with lines of several kinds people look at a warm SIM in the flyout, and only buyers do more with it.
 */
function hasLine(world: World, { settings }: Group, device: number, comes: boolean): void {
  const { assembly, simulation, draws, lines, routes, users, registrations, metadata, apps, cdmaDevices, flyouts } =
    world;
  const { sim, technology, coverageGaps, preloaded } = settings;
  if (sim === 'warm') assembly.tell(lines, 'bornWarm', device);
  if (preloaded > 0 && draws.uniform('device.preloaded', device) < preloaded) {
    assembly.tell(metadata, 'preloaded', device);
    assembly.tell(apps, 'installed', device);
  }
  if (sim !== 'hot') {
    const isOfKinds = settings.lines !== undefined || settings.buys !== undefined;
    if (isOfKinds && sim === 'warm') assembly.tell(flyouts, 'lineReady', device);
    if (!comes && !isOfKinds) simulation.arm(users.timers.get('arrives')!, device, 0 as Microseconds);
    return;
  }
  if (comes) {
    if (technology === 'cdma') assembly.tell(cdmaDevices, 'bornActivated', device);
    return;
  }
  assembly.tell(lines, 'bornHot', device);
  assembly.tell(routes, 'changed', device, 'cellularUp');
  assembly.tell(users, 'gotOnline', device);
  if (coverageGaps !== undefined) assembly.tell(registrations, 'bornRegistered', device);
}

/** People with a PC that is there from the start visit places; what the operator says of Wi-Fi may be on it already. */
function goesOut({ assembly, visits, agents, surroundings }: World, { settings }: Group, device: number): void {
  assembly.tell(visits, 'plansVisit', device);
  if (
    settings.hotspots?.provisioned === true &&
    settings.sim !== 'esim' &&
    surroundings.operator(device).hotspots !== undefined
  )
    assembly.tell(agents, 'bornProvisioned', device, handOver(surroundings, device, 0, 'app'));
}
