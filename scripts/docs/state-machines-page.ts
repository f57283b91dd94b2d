/**
 * docs/state-machines.md: every state machine of the world. As Mermaid text, since GitHub draws it, a change to a table
 * shows as a changed line, and no picture has to be kept beside the page.
 */
import { stateMachines } from '../../src/models/index.ts';
import { type AnyTable, initialState, isEnd, statesOf, transitionsOf } from '../../src/sim/index.ts';
import { generatedNote } from './markdown.ts';

export const stateMachinesPage = (): string => `# State machines

${generatedNote}

Models that have states move by a table: for each state the events it can take, and where they lead. An event that a state
does not list is a bug in the model and stops the run. The report of a run draws the same machines with how many ended where.

${stateMachines.map(({ name }) => `- [${name}](#${anchor(name)})`).join('\n')}

${stateMachines.map(({ name, source, table }) => `## ${name}\n\nSource: \`${source}\`.\n\n${diagram(table)}`).join('\n\n')}
`;

/** Events that lead from one state to the same other share an arrow. */
function diagram(table: AnyTable): string {
  const arrows = new Map<string, string[]>();
  for (const { from, event, to } of transitionsOf(table)) {
    const arrow = `${from} --> ${to}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), event]);
  }
  const lines = [
    `[*] --> ${initialState(table)}`,
    ...[...arrows].map(([arrow, events]) => `${arrow}: ${events.join(', ')}`),
    ...statesOf(table)
      .filter(state => isEnd(table, state))
      .map(state => `${state} --> [*]`),
  ];
  return ['```mermaid', 'stateDiagram-v2', ...lines.map(line => `  ${line}`), '```'].join('\n');
}

/** As GitHub makes it from a heading. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
