/**
 * What a list of scenarios says of each: read from the file, which is neither checked nor made into worlds for that. A whole
 * scenario takes twenty times as long to load.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { withExtended } from './extends.ts';
import { about } from './schema/run.ts';
import { readVariants } from './variants.ts';
import { rawAt, readScenario } from './yaml-document.ts';

export interface Outline {
  title: string;
  question: string;
  variants: readonly string[];
}

/**
 * The outline of a scenario that is known to have no mistake.
 *
 * @throws MistakesError when the file is no document, ZodError when `about` is no title and question
 */
export function outlineOf(file: string): Outline {
  const { document } = withExtended(readScenario(readFileSync(file), file), file, dirname(file));
  const { title, question } = about.parse(rawAt(document.raw, ['about']) ?? {});
  return {
    title: title ?? basename(file, '.yaml'),
    question: question ?? '',
    variants: readVariants(document).variants.map(({ name }) => name),
  };
}
