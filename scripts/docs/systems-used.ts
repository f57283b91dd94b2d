/**
 * Which models each bundled scenario uses, measured: in a run of it a record of the model takes an arrow of its table, a
 * fact of the model is told, or a record is other than it began. What devices have before the run does not count.
 */
import type { TakenArrow } from '../../src/sim/index.ts';
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

function modelsUsed({ world, before, facts }: BundledRun): string[] {
  const moved = (taken: readonly TakenArrow[]) => taken.reduce((sum, { n }) => sum + n, 0);
  const told = new Set([...facts].map(fact => fact.slice(0, fact.indexOf('.'))));
  return world.assembly.everyInstalled
    .filter(({ model, moves, store }, at) => {
      const then = before.assembly.everyInstalled[at]!;
      if (told.has(model.name) || moved(moves.counted()) > moved(then.moves.counted())) return true;
      const fields = Object.keys(model.record);
      return Array.from({ length: store.count }, (_, subject) => subject).some(subject => {
        const [was, is] = [then.store.look(subject), store.look(subject)];
        return fields.some(field => was[field] !== is[field]);
      });
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
