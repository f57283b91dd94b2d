/**
 * The systems: everything that the founding documents name, and what the other documents add, by who runs it. What is
 * known of the models themselves (files, tables) is not said here; a test holds the names against the code.
 */
import { systemsOfDevice } from './systems/of-device.ts';
import { systemsOfMicrosoft } from './systems/of-microsoft.ts';
import { systemsOfOperator } from './systems/of-operator.ts';
import { systemsOfOthers, systemsOfPeople } from './systems/of-people.ts';
import { systemsOfWindows } from './systems/of-windows.ts';
import type { Runner, System } from './systems/system.ts';

export { type Depth, depthOf, depths, foundingDocuments, type Runner, runners, type System } from './systems/system.ts';

export const systems: Readonly<Record<Runner, readonly System[]>> = {
  people: systemsOfPeople,
  device: systemsOfDevice,
  windows: systemsOfWindows,
  operator: systemsOfOperator,
  microsoft: systemsOfMicrosoft,
  others: systemsOfOthers,
};

/** Models that are no system: what a scenario does to the world. */
export const instruments: readonly string[] = ['load agent', 'act', 'line message'];
