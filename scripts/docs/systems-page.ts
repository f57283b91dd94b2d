/** docs/systems.md: every system that the documents name, with what the models and the scenarios say of it. */
import { bundledNames } from '../../src/cli/bundled.ts';
import { type FoundModel, type SystemRow, systemRows } from '../../src/cli/systems.ts';
import { depths, foundingDocuments, runners } from '../../src/models/systems.ts';
import { generatedNote, table } from './markdown.ts';
import { anchor } from './state-machines-page.ts';

const rows = await systemRows();
const scenarios = bundledNames();

export const systemsPage = (): string => `# Systems

${generatedNote}

Every system that the three founding documents name, and those that other documents add. \`mpsim list --systems\` prints the same,
\`--json\` with the states by name. **full**: as the documents describe it. **part**: something is missing, and the table says what.
**not built yet**: nothing of it runs; the table says what it will be. How many of each:
${depths.map(depth => `${rows.filter(row => row.depth === depth).length} ${depth}`).join(', ')}.

A scenario uses a system when, in a run of it, a model of the system moves by its table, tells a fact, or changes a record: this is
measured. The tests drive every state of every machine by some scenario, and every arrow by some world.

${Object.entries(runners)
  .map(
    ([runs, title]) =>
      `## ${title}\n\n${table(
        ['System', 'Depth', 'File', 'Source', 'States', 'Used by', 'Named in'],
        rows.filter(row => row.runs === runs).map(cells),
      )}`,
  )
  .join('\n\n')}

## Documents

${Object.values(foundingDocuments)
  .map(document => `- **${initials(document)}**: ${document}`)
  .join('\n')}

Other documents are named by their file, as in \`cosa-overview.md\`; [sources](sources.md) lists what is taken from each.
`;

function cells({ name, depth, remark, models, files, scenarios: used, named, source }: SystemRow): string[] {
  const beside = files.map(file => `\`${file.replace('src/models/', '')}\``);
  return [
    `**${name}**`,
    remark === '' ? depth : `${depth}: ${remark}`,
    [...models.map(({ file }) => `\`${file.replace('src/models/', '')}\``), ...beside].join(' '),
    [...new Set([source, ...models.map(model => model.source)])].map(document => `\`${document}\``).join(' '),
    models.flatMap(statesCell).join(' '),
    usedBy(used),
    named.map(({ document, section }) => `${initials(document)}, ${section}`).join('; '),
  ];
}

/** The scenarios by name; where most of them are meant, those that are not. */
function usedBy(used: readonly string[]): string {
  const names = (some: readonly string[]) => some.map(scenario => `\`${scenario}\``).join(' ');
  if (used.length === scenarios.length) return 'all scenarios';
  if (used.length <= scenarios.length / 2) return names(used);
  return `all but ${names(scenarios.filter(scenario => !used.includes(scenario)))}`;
}

/** The number of states, with a link to their picture. */
const statesCell = ({ name, states }: FoundModel): string[] =>
  states.length === 0 ? [] : [`[${states.length}](state-machines.md#${anchor(name)})`];

/** `OMB` for Overview of mobile broadband. */
function initials(document: string): string {
  const words = document.split(' ').filter(word => word !== 'of');
  return words.map(word => word[0]!.toUpperCase()).join('');
}
