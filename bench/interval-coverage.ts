/**
 * Measures how often every method's interval of 95 % holds a known truth, and writes docs/validity.md.
 *
 *     npm run build && node node_modules/typescript/bin/tsc -p bench/tsconfig.json && node bench/build/bench/interval-coverage.js
 */
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './interval-coverage/measure.ts';
import { pageOf } from './interval-coverage/page.ts';
import { studies } from './interval-coverage/studies.ts';

/** The project, whether this runs as it is written or compiled. */
function root(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

const coverages = studies.flatMap(study => {
  console.error(`measuring: ${study.lines.map(({ what }) => what)[0]}`);
  return measure(study);
});
writeFileSync(join(root(), 'docs/validity.md'), pageOf(coverages));
console.log(`docs/validity.md holds ${coverages.length} lines.`);
