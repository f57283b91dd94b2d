/**
 * The wiring of the whole ecosystem: who is behind each port, and whose records each model may read. Every line is one
 * connection between two systems, in the rooms of those who ask.
 */
import { appPorts } from './windows/mobile-plans-app.ts';
import type { World } from './world.ts';

export function wire(world: World): void {
  const { assembly } = world;
  assembly.connect(userPorts.app, world.purchases);
  assembly.connect(userPorts.flyout, world.flyouts);
  assembly.connect(userPorts.radio, world.modems);

  assembly.connect(appPorts.service, world.service);
  assembly.connect(appPorts.portal, world.portals);
  assembly.connect(appPorts.profileAssistant, world.assistants);
  assembly.connect(appPorts.radio, world.modems);
  assembly.connect(appPorts.internet, world.probes);
  assembly.connect(appPorts.flyout, world.flyouts);
  assembly.connect(appPorts.person, world.users);

  assembly.connect(lpaPorts.server, world.profiles);
  assembly.connect(lpaPorts.card, world.cards);

  assembly.connect(modemPorts.network, world.networks);
  assembly.connect(modemPorts.gateway, world.lines);
  assembly.connect(modemPorts.windows, world.connections);

  assembly.connect(portalPorts.profiles, world.profiles);
  assembly.connect(portalPorts.ledger, world.ledgers);
  assembly.connect(portalPorts.lines, world.lines);

  assembly.connect(subscriptionPorts.ledger, world.ledgers);
  assembly.connect(subscriptionPorts.counters, world.counters);
  assembly.connect(subscriptionPorts.radio, world.modems);
  assembly.connect(subscriptionPorts.owner, world.users);

  assembly.connect(flyoutPorts.service, world.service);
  assembly.connect(servicePorts.api, world.apis);
  assembly.connect(servicePorts.silence, world.silences);

  assembly.show(apiSees.lines, world.lines);
  assembly.show(networkSees.lines, world.lines);
  assembly.show(probeSees.lines, world.lines);
  assembly.show(flyoutSees.lines, world.lines);
  if (world.timeline !== undefined) assembly.show(outageSees.entries, world.timeline);
  assembly.show(serviceSees.silences, world.silences);
  
}
