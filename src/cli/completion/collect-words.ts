/**
 * Collects what completion offers from the language and the simulator themselves. The build runs this file, which then
 * writes what it collected to where completion looks first.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expressionWords, metricWords, settingPatterns } from '../../scenarios/index.ts';
import type { PathTree, Words } from './words.ts';

type Growing = { [key: string]: Growing | readonly string[] };

export function collectWords(): Words {
  const paths: Growing = {};
  for (const { pattern, facts } of settingPatterns()) {
    const names = pattern.replaceAll(/\bNAME\b/g, '*').split('.');
    let here = paths;
    for (const name of names.slice(0, -1)) {
      here[name] ??= {};
      here = here[name] as Growing;
    }
    here[names.at(-1)!] = facts.words ?? [];
  }
  return {
    paths: paths satisfies PathTree,
    metrics: metricWords.map(({ name }) => name),
    functions: expressionWords.map(({ word }) => word),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('words.json', import.meta.url), JSON.stringify(collectWords()));
