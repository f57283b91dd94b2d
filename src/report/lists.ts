/** Lists and explanations on the terminal: terms with what they mean, under headings. */
import pc from 'picocolors';
import { plainDeep } from './plain-text.ts';
import { definitions, wrap } from './text-layout.ts';

export interface ListSection {
  heading?: string;
  rows: readonly (readonly [term: string, text: string])[];
}

export function printLists(
  sections: readonly ListSection[],
  { colour, width }: { colour: boolean; width: number },
): string {
  const colours = pc.createColors(colour);
  const blocks = plainDeep(sections).map(({ heading, rows }) => [
    ...(heading === undefined ? [] : wrap(heading, width, 0).map(colours.dim)),
    ...definitions(rows, width, colours),
  ]);
  return `${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`;
}
