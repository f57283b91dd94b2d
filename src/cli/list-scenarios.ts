/** `mpsim list`: the scenarios that come with mpsim, each with what it asks. */
import { outlineOf } from '../scenarios/index.ts';
import { bundledFile, bundledNames } from './bundled.ts';
import type { ListOptions } from './list.ts';
import { printForPeople, printJson } from './output.ts';

export function listScenarios({ json }: ListOptions): void {
  const scenarios = bundledNames().map(name => ({ name, ...outlineOf(bundledFile(name)) }));
  if (json === true) {
    printJson('mpsim.scenarios/1', { scenarios });
    return;
  }
  printForPeople([
    { rows: scenarios.map(({ name, title, question }) => [name, `${title}. ${question}`]) },
    {
      heading: 'Run one by its name, as in `mpsim run first-esim-purchase`. More lists: --systems, --names WORD.',
      rows: [],
    },
  ]);
}
