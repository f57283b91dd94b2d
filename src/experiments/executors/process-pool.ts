/**
 * Processes that do tasks, each one task at a time. They are processes and no threads, because a thread that runs out of
 * memory takes its whole process with it; and they are ours and no library's, because each gets the bundle once, one that
 * died at rest costs nobody anything, and what a dying one said last is told.
 *
 *     perform(task) ──▶ queue ──▶ free process ── done ──▶ outcome
 *                         ▲            │ its process ended under it
 *                         └── once ────┴── twice ──▶ outcome: lost
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ScenarioBundle } from '../../scenarios/index.ts';
import type { Task, TaskOutcome } from '../tasks/task.ts';
import type { FromProcess, ToProcess } from './process-messages.ts';

export interface PoolOptions {
  /** How many processes, 1 or more. */
  count: number;
  /** Each may use so much for its objects; without it, what Node takes for itself: a part of the machine's memory. */
  memory_MB?: number;
}

export interface TaskRequest {
  task: Task;
  bundle: ScenarioBundle;
  /** The task, or its repetition in another process, has been begun. */
  began?: () => void;
  /** How far it is, 0 to 1, and the events it has handled. */
  moved?: (share: number, events: number) => void;
}

export interface ProcessPool {
  /** @returns undefined when the pool was closed before it was done */
  perform(request: TaskRequest): Promise<TaskOutcome | undefined>;
  /** Ends the processes at once; what is under way comes to nothing. */
  close(): Promise<void>;
}

/** The crash may have been the machine's fault; twice is the task's. */
const attempts = 2;
/** Of what a process wrote on stderr, so many characters are kept. */
const lastWords = 8_000;

interface Wanted extends TaskRequest {
  attempt: number;
  settle(outcome: TaskOutcome | undefined): void;
}

interface Worker {
  process: ChildProcess;
  /** Hash of the bundle it has. */
  bundle?: string;
  doing?: Wanted;
  stderr: string;
}

/** Processes are started when there is work for them. */
export function processPool({ count, memory_MB }: PoolOptions): ProcessPool {
  const waiting: Wanted[] = [];
  const workers = new Set<Worker>();

  function start(): Worker {
    const child = fork(entry, { execArgv: nodeArguments(memory_MB), stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const worker: Worker = { process: child, stderr: '' };
    workers.add(worker);
    child.stderr!.setEncoding('utf8').on('data', text => {
      worker.stderr = (worker.stderr + text).slice(-lastWords);
    });
    child.on('message', (message: FromProcess) => hear(worker, message));
    // A failed start ends without an exit; `close` comes after the last words.
    child.on('error', problem => ended(worker, problem.message));
    child.on('close', (code, signal) => ended(worker, signal ?? `exit code ${code}`));
    return worker;
  }

  function hear(worker: Worker, message: FromProcess): void {
    const { doing } = worker;
    if (doing === undefined) return;
    if (message.type === 'moved') {
      doing.moved?.(message.share, message.events);
      return;
    }
    delete worker.doing;
    rest(worker.process);
    doing.settle(message.outcome);
    next();
  }

  function ended(worker: Worker, how: string): void {
    if (!workers.delete(worker)) return;
    const { doing } = worker;
    if (doing !== undefined) {
      if (doing.attempt < attempts) waiting.unshift({ ...doing, attempt: doing.attempt + 1 });
      else doing.settle({ ok: false, what: lostWords(doing.task, how, worker.stderr), lost: true });
    }
    next();
  }

  /** Gives waiting tasks to free processes; starts processes while there are too few. */
  function next(): void {
    while (waiting.length > 0) {
      const free = [...workers].find(({ doing, process }) => doing === undefined && process.connected);
      if (free === undefined && workers.size >= count) return;
      give(free ?? start(), waiting.shift()!);
    }
  }

  function give(worker: Worker, wanted: Wanted): void {
    const { task, bundle, began } = wanted;
    worker.doing = wanted;
    worker.process.ref();
    worker.process.channel?.ref();
    const tell = (message: ToProcess): void => {
      // A process that can no longer be told anything is about to end; then its task is taken up again.
      worker.process.send(message, () => {});
    };
    if (worker.bundle !== task.scenario) tell({ type: 'bundle', bundle });
    worker.bundle = task.scenario;
    tell({ type: 'task', task });
    began?.();
  }

  return {
    perform: request =>
      new Promise(settle => {
        waiting.push({ ...request, attempt: 1, settle });
        next();
      }),
    async close() {
      const ending = [...workers];
      workers.clear();
      for (const { settle } of waiting.splice(0)) settle(undefined);
      await Promise.all(ending.map(({ process, doing }) => killed(process).then(() => doing?.settle(undefined))));
    },
  };
}

/** A process at rest does not keep this one from ending. */
function rest(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

const killed = (child: ChildProcess): Promise<void> =>
  new Promise(resolve => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return resolve();
    child.ref();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });

/** Beside this file, compiled as this file is. */
const isSource = import.meta.url.endsWith('.ts');
const entry = fileURLToPath(new URL(`./worker-process.${isSource ? 'ts' : 'js'}`, import.meta.url));

const nodeArguments = (memory_MB: number | undefined): string[] => [
  ...(isSource ? ['--import', 'tsx'] : []),
  ...(memory_MB === undefined ? [] : [`--max-old-space-size=${memory_MB}`]),
];

function lostWords({ variant, seed, replication }: Task, how: string, stderr: string): string {
  const task = `Replication ${replication} of ${variant} with seed ${seed}`;
  const why = /heap out of memory/.test(stderr) ? 'ran out of memory' : `ended (${how})`;
  const said = stderr.trim().split('\n').at(-1)!;
  return `${task} is lost: each of the ${attempts} processes that ran it ${why}.${said === '' ? '' : ` Its last words: ${said}`}`;
}
