/**
 * The words that completion offers: paths of the language and names of metrics. Collecting them takes the whole simulator,
 * which is too slow behind a Tab key, so the build keeps them in a file beside this one.
 */
import { readFileSync } from 'node:fs';

/** A section by its keys, `*` for any name; a setting by the words it takes, if it takes words only. */
export type PathTree = readonly string[] | { readonly [key: string]: PathTree };

export interface Words {
  paths: PathTree;
  metrics: readonly string[];
  functions: readonly string[];
}

const keptWords = new URL('words.json', import.meta.url);

export async function completionWords(): Promise<Words> {
  try {
    return JSON.parse(readFileSync(keptWords, 'utf8'));
  } catch {
    const { collectWords } = await import('./collect-words.ts');
    return collectWords();
  }
}
