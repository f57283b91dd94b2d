/** `mpsim list --systems`: every system that the documents name, and how deep it is simulated. */
import { type Depth, depths, runners } from '../models/systems.ts';
import { bundledNames } from './bundled.ts';
import type { ListOptions } from './list.ts';
import { printForPeople, printJson } from './output.ts';
import { type SystemRow, systemRows } from './systems.ts';

export async function listSystems({ json }: ListOptions): Promise<void> {
  const systems = await systemRows();
  if (json === true) {
    printJson('mpsim.systems/2', { systems });
    return;
  }
  const all = bundledNames().length;
  const count = (depth: Depth) => `${systems.filter(one => one.depth === depth).length} ${depth}`;
  printForPeople([
    ...Object.entries(runners).map(([runs, heading]) => ({
      heading,
      rows: systems
        .filter(one => one.runs === runs)
        .map((one): [string, string] => [one.name, systemInShort(one, all)]),
    })),
    {
      heading: `${systems.length} systems: ${depths.map(count).join(', ')}. Sources, states and scenarios by name: --json, docs/systems.md.`,
      rows: [],
    },
  ]);
}

/** `part: one profile. device/euicc.ts (3 states). In 2 of 4 scenarios.` */
function systemInShort({ depth, remark, models, scenarios }: SystemRow, all: number): string {
  const files = models.map(({ file, states }) => {
    const path = file.replace('src/models/', '');
    return states.length === 0 ? path : `${path} (${states.length} states)`;
  });
  return [
    remark === '' ? depth : `${depth}: ${remark}`,
    ...(files.length === 0 ? [] : [files.join(', ')]),
    ...(scenarios.length === 0
      ? []
      : [`In ${scenarios.length === all ? 'all' : `${scenarios.length} of ${all}`} scenarios`]),
  ]
    .map(sentence => `${sentence}.`)
    .join(' ');
}
