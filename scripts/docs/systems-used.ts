/**
 * Which models each bundled scenario uses, measured: in a run of it a record of the model takes an arrow of its table, a
 * fact of the model is told, or a record is other than it began.
 */
import { type BundledRun, bundledRuns } from './bundled-runs.ts';

export const systemsUsedFile = 'src/models/systems-used.data.ts';

/** Names of models by scenario, in the order of the world. */
export function measureSystemsUsed(): Record<string, string[]> {
  const used: Record<string, string[]> = {};
  for (const run of bundledRuns()) {
    const names = new Set([...(used[run.scenario] ?? []), ...modelsUsed(run)]);
    used[run.scenario] = [...names].sort();
  }
  return used;
}

function modelsUsed({ world, facts }: BundledRun): string[] {
  return world.assembly.everyInstalled
    .filter(({ model, moves, store }) => {
      if (moves.counted().some(({ n }) => n > 0)) return true;
      if ([...facts].some(fact => fact.startsWith(`${model.name}.`))) return true;
      const initial = Object.entries<{ initial: unknown }>(model.record);
      return Array.from({ length: store.count }, (_, subject) => store.look(subject)).some(record =>
        initial.some(([field, { initial }]) => record[field] !== initial),
      );
    })
    .map(({ model }) => model.name);
}

/** The file that keeps the measurement, so that it need not be made again to be looked up. */
export const systemsUsedText = (used: Record<string, string[]>): string =>
  `/** Which models each bundled scenario uses: measured by \`npm run docs\`; a test measures again. Do not edit. */
export const systemsUsed: Readonly<Record<string, readonly string[]>> = {
${Object.entries(used).map(entryText).join('')}};
`;

/** As the formatter would write it. */
function entryText([scenario, models]: [string, string[]]): string {
  const name = /^\w+$/.test(scenario) ? scenario : `'${scenario}'`;
  const names = models.map(model => `'${model}'`);
  const line = `  ${name}: [${names.join(', ')}],\n`;
  return line.length <= 121 ? line : `  ${name}: [\n${names.map(one => `    ${one},\n`).join('')}  ],\n`;
}
