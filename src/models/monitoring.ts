/**
 * The monitoring of a world: a monitor for each operator, and the lines whose ICCIDs are reserved for it. Only where there is
 * monitoring, so that no other world has anything of it.
 */
import { Draws, type Installed } from '../sim/index.ts';
import { monitor, monitorPorts, monitorSees } from './microsoft/monitor.ts';
import type { WorldSettings } from './settings.ts';
import type { World } from './world.ts';

/** One line for each operator, numbered after the devices: nobody has it in a device, and nothing happens to it but probes. */
export const reservedLines = ({ microsoft, operators }: WorldSettings): number =>
  microsoft.monitoring === undefined ? 0 : operators.length;

/** Brings the monitors into the world, with their first probes planned. */
export function placeMonitors(world: World): Installed<typeof monitor> | undefined {
  const { settings, assembly, surroundings, simulation, devices } = world;
  const { monitoring } = settings.microsoft;
  if (monitoring === undefined) return undefined;
  const operators = settings.operators.length;
  const monitors = assembly.install(monitor, {
    count: operators,
    given: {
      monitoring,
      links: surroundings.links,
      operators,
      length: settings.length,
      reservedLine: operator => devices + operator,
      portalHost: operator => settings.operators[operator]!.portal.host,
    },
    draws: new Draws(simulation.dice, [{ name: 'monitoring', first: 0 }]),
  });
  assembly.connect(monitorPorts.portal, world.portals);
  assembly.connect(monitorPorts.api, world.apis);
  assembly.show(monitorSees.monitors, monitors);
  for (let operator = 0; operator < operators; operator += 1) assembly.tell(monitors, 'starts', operator);
  return monitors;
}
