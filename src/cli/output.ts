/** What a command prints: for people as lists, for programs as one JSON document. */
import { type ListSection, printLists } from '../report/index.ts';
import { columnsOf, wantsColour } from './terminal.ts';

/** @param schema  name and version of the document's form */
export function printJson(schema: string, content: object): void {
  process.stdout.write(`${JSON.stringify({ schema, ...content }, undefined, 2)}\n`);
}

export function printForPeople(sections: readonly ListSection[]): void {
  process.stdout.write(printLists(sections, { colour: wantsColour(process.stdout), width: columnsOf(process.stdout) }));
}
