/**
 * The yardstick of the benchmarks: `yardstick/hold.cpp`, the same work on C++ `std::priority_queue`, compiled with -O2
 * on this machine. Without a C++ compiler there is no yardstick, and the rows that need it are left out.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';

export interface Yardstick {
  /** ns of process CPU time per hold: pop the first entry, push it back after a delay. */
  hold(pending: number, holds: number, distribution: string): number;
  /** ns of process CPU time per request with a cancelled 400 ms time-out. */
  request(clients: number, requests: number): number;
}

const source = 'bench/yardstick/hold.cpp';
const folder = 'bench/build';
const program = `${folder}/hold`;

/**
 * Compiles the yardstick, unless that has been done; undefined, and a line on stderr, where it is not possible. Paths are
 * those of the package, in which npm runs its scripts.
 */
export function compileYardstick(): Yardstick | undefined {
  const compiler = ['g++', 'c++'].find(name => spawnSync(name, ['--version']).status === 0);
  if (compiler === undefined) {
    console.error('No C++ compiler (g++, c++): the rows against std::priority_queue are left out.');
    return undefined;
  }
  if (!existsSync(program) || statSync(program).mtimeMs < statSync(source).mtimeMs) {
    mkdirSync(folder, { recursive: true });
    execFileSync(compiler, ['-O2', '-std=c++17', '-o', program, source], { stdio: 'inherit' });
  }
  const run = (...parameters: (string | number)[]) =>
    Number(execFileSync(program, parameters.map(String), { encoding: 'utf8' }));
  return {
    hold: (pending, holds, distribution) => run('hold', pending, holds, distribution),
    request: (clients, requests) => run('request', clients, requests),
  };
}
