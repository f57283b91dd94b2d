/**
 * Which settings decide only how plans are bought outside of Mobile Plans, with a SIM card or by CDMA; and whether anybody
 * of a scenario buys so. An answer about others does not rest on them.
 */
import { isRawMap, type Path, type Raw, rawAt } from './yaml-document.ts';

/** By the path behind the name of the operator or the group; a section stands for all that is below it. */
const settings: Readonly<Record<string, readonly string[]>> = {
  operators: [
    'cosa',
    'serviceMetadata',
    'sale',
    'provisioning.file',
    'network.coldAccess',
    'network.coldCause',
    'network.walledGardenPassesNcsi',
    'network.reauthenticates',
    'network.serviceActivation',
    'network.t3396',
  ],
  population: [
    'network',
    'device.technology',
    'device.form',
    'device.preloaded',
    'device.simPin',
    'device.minimizeConnections',
    'device.autoConnect',
    'device.windowsSetup',
    'user.connectThink',
    'user.pinThink',
    'user.wrongPin',
    'user.phones',
  ],
  microsoft: ['wmis', 'store'],
};

export function isOfOtherPurchases([top, ...below]: Path): boolean {
  const path = below.slice(top === 'microsoft' ? 0 : 1).join('.');
  return (settings[top] ?? []).some(one => path === one || path.startsWith(`${one}.`));
}

/** Whether anybody of the group, or of the scenario, buys or connects so. */
export function hasOtherPurchases(raw: Raw, [top, name]: Path): boolean {
  const population = rawAt(raw, ['population']);
  const groups = isRawMap(population) ? Object.keys(population) : [];
  return (top === 'population' ? [name] : groups).some(group => connectsByCard(raw, ['population', group]));
}

function connectsByCard(raw: Raw, group: Path): boolean {
  const said = (key: string) => rawAt(raw, [...group, 'device', key]);
  const comes = rawAt(raw, [...group, 'arrive']) !== undefined;
  const [sim, technology, form, setup] = ['sim', 'technology', 'form', 'windowsSetup'].map(said);
  if (sim === 'cold' || sim === 'warm' || (sim === 'hot' && comes)) return true;
  return technology === 'cdma' || form === 'usb' || setup === 'true';
}
