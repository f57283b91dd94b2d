/** The scenarios that come with mpsim, found beside the program wherever it is installed. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url));

/** Their names, in order. */
export const bundledNames = (): string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .map(name => name.slice(0, -'.yaml'.length))
    .sort();

export const bundledFile = (name: string): string => `${folder}${name}.yaml`;
