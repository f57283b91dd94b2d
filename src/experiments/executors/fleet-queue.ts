/**
 * The queue of a fleet, on Redis or PostgreSQL, by BullMQ. Its name holds the build, so that a worker of another build or
 * with other dependencies never sees the tasks. Events may be lost, so nobody here listens to them: everything is asked for.
 *
 *     mpsim-<build>            tasks: small, each with how far it is while a worker has it
 *     mpsim-<build>-scenarios  what they are of, by its hash: jobs that nobody ever takes, fetched once by each worker
 */
import type { IQueueBackend, Queue, QueueOptions, WorkerOptions } from 'bullmq';
import { Unavailable } from './executor.ts';
import { type FleetAddress, whyNot } from './fleet-address.ts';
import type { Packed, TaskMoved } from './fleet-jobs.ts';

/** A worker renews its lock twice in that time; a job whose lock ended was under way in a worker that died. */
const lock_ms = 8_000;
const lookForDead_ms = 4_000;
/** So often may a job lose its worker before the job is held to be the reason. */
const deaths = 3;
/** Outcomes nobody fetched, as those of an interrupted client, and scenarios are kept so long for the next one. */
const keep_s = 24 * 3600;
/** So often a worker tells how far a task is. */
const tellEvery_ms = 1_000;
/** Tasks under way that are asked for at a time: more than any fleet has. */
const mostUnderWay = 1_000;

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
  /** Those under way, with what their workers last told of them. */
  underWay(): Promise<{ id: string; progress: unknown }[]>;
  /** One that is there already is not added twice. */
  putScenario(hash: string, packed: Packed): Promise<void>;
  /** @returns undefined when nobody has put it there */
  scenario(hash: string): Promise<unknown>;
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
  /** A throw fails the job for good. `moved` may be told at any time how far it is. */
  perform(id: string, packed: unknown, moved: (progress: TaskMoved) => void): Promise<Packed>;
  /** The server cannot be reached, now; it is tried again. */
  troubled(problem: Error): void;
}

const queueName = (build: string): string => `mpsim-${build}`;
const scenariosName = (build: string): string => `${queueName(build)}-scenarios`;

/** @throws Unavailable when the server does not let us keep tasks there */
export async function openQueue(address: FleetAddress, build: string): Promise<TaskQueue> {
  const { createPostgresBackend, Queue, withBackend } = await import('bullmq');
  const [tasks, scenarios] = [queueName(build), scenariosName(build)];
  if (address.kind === 'Redis') {
    // Without its offline queue a client whose server went away hears so at once.
    const options: QueueOptions = {
      connection: { url: address.url, enableOfflineQueue: false },
      skipVersionCheck: true,
    };
    return clientOf(
      new Queue<JobData, Packed>(tasks, options),
      () => new Queue<JobData, Packed>(scenarios, options),
      address,
    );
  }
  const onPostgres = withBackend(createPostgresBackend);
  const options = { connection: postgres(address) };
  return clientOf(
    new onPostgres.Queue<JobData, Packed>(tasks, options),
    () => new onPostgres.Queue<JobData, Packed>(scenarios, options),
    address,
  );
}

type JobQueue<Backend extends IQueueBackend, Connection> = Queue<
  JobData,
  Packed,
  string,
  JobData,
  Packed,
  string,
  Backend,
  Connection
>;

/** @param openScenarios  called when the other queue is ready, so that its tables are made once */
async function clientOf<Backend extends IQueueBackend, Connection>(
  queue: JobQueue<Backend, Connection>,
  openScenarios: () => JobQueue<Backend, Connection>,
  { shown }: FleetAddress,
): Promise<TaskQueue> {
  const opened: JobQueue<Backend, Connection>[] = [];
  const close = async () => {
    await Promise.all(opened.map(one => one.close()));
  };
  const ready = async (one: JobQueue<Backend, Connection>) => {
    opened.push(one);
    one.on('error', () => {});
    try {
      await one.waitUntilReady();
    } catch (problem) {
      await close().catch(() => {});
      throw new Unavailable(`--queue ${shown}: ${whyNot(problem)}`);
    }
    return one;
  };
  await ready(queue);
  const scenarios = await ready(openScenarios());
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
    async underWay() {
      const active = await queue.getJobs(['active'], 0, mostUnderWay - 1);
      return active.flatMap(({ id, progress }) => (id === undefined ? [] : [{ id, progress }]));
    },
    async putScenario(hash, packed) {
      // Whoever still needs an old one puts it there again.
      await scenarios.clean(keep_s * 1_000, 0, 'wait');
      await scenarios.add('scenario', { packed }, { jobId: hash });
    },
    scenario: async hash => (await scenarios.getJob(hash))?.data.packed,
    close,
  };
}

/** Begins to take tasks. */
export async function openTaker(address: FleetAddress, build: string, options: TakerOptions): Promise<TaskTaker> {
  const { createPostgresBackend, UnrecoverableError, withBackend, Worker } = await import('bullmq');
  const perform = async (job: AnyJob): Promise<Packed> => {
    const { id = '', data } = job;
    const packed = typeof data === 'object' && data !== null && 'packed' in data && data.packed;
    let told_ms = Number.NEGATIVE_INFINITY;
    try {
      return await options.perform(id, packed, progress => {
        if (performance.now() - told_ms < tellEvery_ms) return;
        told_ms = performance.now();
        // Nobody needs it; a server that is away hears of it next time.
        job.updateProgress(progress).catch(() => {});
      });
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

/** A job on whatever server. */
interface AnyJob {
  id?: string | undefined;
  data: unknown;
  updateProgress(progress: TaskMoved): Promise<void>;
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
