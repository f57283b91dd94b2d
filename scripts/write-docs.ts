/** Writes what the documentation takes from the code: `npm run docs`. The tests compare the pages with it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writtenPages } from './docs/pages.ts';
import { makeSandbox, root } from './docs/sandbox.ts';

const sandbox = makeSandbox();
try {
  for (const [path, text] of writtenPages(sandbox)) writeFileSync(join(root, path), text);
} finally {
  sandbox.remove();
}
