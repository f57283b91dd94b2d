/** Writes what the documentation takes from the code: `npm run docs`. The tests compare the pages with it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSandbox, root } from './docs/sandbox.ts';
import { measureSystemsUsed, systemsUsedFile, systemsUsedText } from './docs/systems-used.ts';

writeFileSync(join(root, systemsUsedFile), systemsUsedText(measureSystemsUsed()));
// Only now, because the pages are made from what has just been measured.
const { writtenPages } = await import('./docs/pages.ts');
const sandbox = makeSandbox();
try {
  for (const [path, text] of await writtenPages(sandbox)) writeFileSync(join(root, path), text);
} finally {
  sandbox.remove();
}
