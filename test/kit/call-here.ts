/** Calls mpsim in this process, as its program does, without the start of one: for what it says. One call at a time. */
import { vi } from 'vitest';
import type { Means } from '../../src/cli/program.ts';
import { built } from './built.ts';

const { call } = await built<typeof import('../../src/cli/call.ts')>('cli/call.js');

/** The program itself, for whoever starts a process of its own. */
export const command = new URL('../../dist/cli/main.js', import.meta.url).pathname;

/** Where a call thinks it is. */
export interface Place {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

export interface Said {
  code: number;
  out: string;
  err: string;
}

/** How a process behaves, with its streams, signals and processors, is not seen here. */
export async function callHere(words: readonly string[], place: Place, means: Means = {}): Promise<Said> {
  const { argv, env } = process;
  const before = process.cwd();
  const texts = { out: '', err: '' };
  const keep = (name: keyof typeof texts) => (part: string | Uint8Array) => {
    texts[name] += typeof part === 'string' ? part : Buffer.from(part).toString();
    return true;
  };
  const watched = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
  ];
  process.chdir(place.cwd);
  process.env = place.env;
  process.argv = [process.execPath, command, ...words];
  try {
    return { code: await call(process.argv, means), ...texts };
  } finally {
    Object.assign(process, { argv, env });
    process.chdir(before);
    for (const one of watched) one.mockRestore();
  }
}
