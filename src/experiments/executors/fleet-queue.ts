/**
 * The queue of a fleet, on Redis or PostgreSQL, by BullMQ. Its name holds the build, so that a worker of another build or
 * with other dependencies never sees the tasks. Events may be lost, so nobody here listens to them: everything is asked for.
 */
import type { IQueueBackend, Queue, QueueOptions, WorkerOptions } from 'bullmq';
import { Unavailable } from './executor.ts';
import { type FleetAddress, whyNot } from './fleet-address.ts';
import type { Packed } from './fleet-jobs.ts';

/** A worker renews its lock twice in that time; a job whose lock ended was under way in a worker that died. */
const lock_ms = 8_000;
const lookForDead_ms = 4_000;
/** So often may a job lose its worker before the job is held to be the reason. */
const deaths = 3;
/** Outcomes nobody fetched, as those of an interrupted client, are kept so long for the next one. */
const keep_s = 24 * 3600;

interface JobData {
  packed: Packed;
}

export type FinishedJob = { packed: Packed } | { failed: string };

/** What a client does with the queue. */
export interface TaskQueue {
  /** Those that are there already are not added twice. */
  add(jobs: readonly { id: string; packed: Packed }[]): Promise<void>;
  finishedIds(): Promise<string[]>;
  /** @returns undefined when somebody took it away */
  finished(id: string): Promise<FinishedJob | undefined>;
  /** One that is under way stays. */
  remove(id: string): Promise<void>;
  count(state: 'waiting' | 'active'): Promise<number>;
  close(): Promise<void>;
}

/** What a worker does with it. */
export interface TaskTaker {
  /** Takes no more; ends when what is under way is done and told. */
  close(): Promise<void>;
}

export interface TakerOptions {
  /** Tasks at a time. */
  count: number;
  /** A throw fails the job for good. */
  perform(id: string, packed: unknown): Promise<Packed>;
  /** The server cannot be reached, now; it is tried again. */
  troubled(problem: Error): void;
}

const queueName = (build: string): string => `mpsim-${build}`;

/** @throws Unavailable when the server does not let us keep tasks there */
export async function openQueue(address: FleetAddress, build: string): Promise<TaskQueue> {
  const { createPostgresBackend, Queue, withBackend } = await import('bullmq');
  const name = queueName(build);
  if (address.kind === 'Redis') {
    // Without its offline queue a client whose server went away hears so at once.
    const options: QueueOptions = {
      connection: { url: address.url, enableOfflineQueue: false },
      skipVersionCheck: true,
    };
    return clientOf(new Queue<JobData, Packed>(name, options), address);
  }
  const onPostgres = withBackend(createPostgresBackend);
  return clientOf(new onPostgres.Queue<JobData, Packed>(name, { connection: postgres(address) }), address);
}

async function clientOf<Backend extends IQueueBackend, Connection>(
  queue: Queue<JobData, Packed, string, JobData, Packed, string, Backend, Connection>,
  { shown }: FleetAddress,
): Promise<TaskQueue> {
  queue.on('error', () => {});
  try {
    await queue.waitUntilReady();
  } catch (problem) {
    await queue.close().catch(() => {});
    throw new Unavailable(`--queue ${shown}: ${whyNot(problem)}`);
  }
  const opts = { attempts: 1, removeOnComplete: { age: keep_s }, removeOnFail: { age: keep_s } };
  return {
    async add(jobs) {
      await queue.addBulk(
        jobs.map(({ id, packed }) => ({ name: 'task', data: { packed }, opts: { ...opts, jobId: id } })),
      );
    },
    finishedIds: () => queue.getRanges(['completed', 'failed'], 0, -1),
    async finished(id) {
      const job = await queue.getJob(id);
      if (job === undefined) return undefined;
      return job.failedReason ? { failed: job.failedReason } : { packed: job.returnvalue };
    },
    async remove(id) {
      await queue.remove(id);
    },
    count: async state => (await queue.getJobCounts(state))[state] ?? 0,
    close: () => queue.close(),
  };
}

/** Begins to take tasks. */
export async function openTaker(address: FleetAddress, build: string, options: TakerOptions): Promise<TaskTaker> {
  const { createPostgresBackend, UnrecoverableError, withBackend, Worker } = await import('bullmq');
  const perform = async ({ id = '', data }: { id?: string | undefined; data: unknown }): Promise<Packed> => {
    try {
      return await options.perform(id, typeof data === 'object' && data !== null && 'packed' in data && data.packed);
    } catch (problem) {
      throw new UnrecoverableError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  const settings = {
    concurrency: options.count,
    lockDuration: lock_ms,
    stalledInterval: lookForDead_ms,
    maxStalledCount: deaths,
  } satisfies Partial<WorkerOptions>;
  const name = queueName(build);
  if (address.kind === 'Redis') {
    const connection = { url: address.url, maxRetriesPerRequest: null };
    return takerOf(new Worker(name, perform, { ...settings, connection, skipVersionCheck: true }), options);
  }
  const onPostgres = withBackend(createPostgresBackend);
  return takerOf(new onPostgres.Worker(name, perform, { ...settings, connection: postgres(address) }), options);
}

/** A worker on whatever server. */
interface AnyWorker extends TaskTaker {
  on(event: 'error', listener: (problem: Error) => void): unknown;
}

function takerOf(worker: AnyWorker, { troubled }: TakerOptions): TaskTaker {
  worker.on('error', troubled);
  return { close: () => worker.close() };
}

/** The tables are ours alone; whoever comes first makes them. */
const postgres = ({ url }: FleetAddress) => ({ connectionString: url, schema: 'mpsim', migrate: true });
