/** The pages of the documentation, and what each should say now. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLinePage } from './command-line-page.ts';
import { withPrinted } from './commands.ts';
import { root, type Sandbox } from './sandbox.ts';
import { scenarioLanguagePage } from './scenario-language-page.ts';
import { sourcesPage } from './sources-page.ts';
import { stateMachinesPage } from './state-machines-page.ts';
import { systemsPage } from './systems-page.ts';

/** Pages that are made from the code as a whole. */
export const generatedPages: readonly [path: string, page: () => string][] = [
  ['docs/command-line.md', commandLinePage],
  ['docs/scenario-language.md', scenarioLanguagePage],
  ['docs/sources.md', sourcesPage],
  ['docs/state-machines.md', stateMachinesPage],
  ['docs/systems.md', systemsPage],
];

/** Every page by its path from the root. */
export function pages(): string[] {
  const inDocs = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
  return ['README.md', 'CHANGELOG.md', ...inDocs.sort().map(name => `docs/${name}`)];
}

export const readPage = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Pages that take something from the code, as they should be: the generated ones, and those that show what is printed. */
export async function writtenPages(sandbox: Sandbox): Promise<[path: string, text: string][]> {
  const paths = new Set([...generatedPages.map(([path]) => path), ...pages()]);
  const written: [path: string, text: string][] = [];
  for (const path of paths) {
    const page = generatedPages.find(([own]) => own === path)?.[1];
    const text = page === undefined ? readPage(path) : page();
    written.push([path, await withPrinted(text, sandbox, { patient: true })]);
  }
  return written;
}
