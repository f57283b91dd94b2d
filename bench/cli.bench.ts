/**
 * What a user waits for: the help, and the default run with its report. Wall time of a child process, the best of three,
 * from the compiled program in `dist/`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Row } from './row.ts';

const program = 'dist/cli/main.js';
const tries = 3;

/** Seconds from start to end of the program, and of the fastest of the tries. */
function bestOf(words: readonly string[]): number {
  let best = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < tries; nth++) {
    const before = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' });
    const seconds = (performance.now() - before) / 1e3;
    if (status !== 0 && status !== 3) throw new Error(`mpsim ${words.join(' ')} ended with ${status}: ${stderr}`);
    best = Math.min(best, seconds);
  }
  return best;
}

export function commandRows(): Row[] {
  if (!existsSync(program)) {
    console.error(`There is no ${program}: run npm run build first. The rows of the command line are left out.`);
    return [];
  }
  const out = mkdtempSync(join(tmpdir(), 'mpsim-bench-'));
  try {
    const note = 'wall time, the best of three';
    return [
      { what: 'mpsim --help', measured: bestOf(['--help']), must: 0.3, aim: 0.2, unit: 's', note },
      {
        what: 'npm start: the default run with its report',
        measured: bestOf(['run', 'scenarios/first-esim-purchase.yaml', '--out', out]),
        must: 4,
        aim: 3,
        unit: 's',
        note,
      },
    ];
  } finally {
    rmSync(out, { recursive: true });
  }
}
