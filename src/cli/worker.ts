/** `mpsim worker`: joins a fleet, and says on stderr what it does. */
import { availableParallelism } from 'node:os';
import { type WorkerEvent, workForFleet } from '../experiments/index.ts';
import { readDuration, Unreadable } from '../scenarios/index.ts';
import { type ExitCode, exit, UsageError } from './exit.ts';
import { whileListening } from './interruption.ts';

export interface WorkerOptions {
  queue: string;
  workers?: number;
  once?: boolean;
  idle?: string;
}

const silence_ms = 30_000;

export async function worker({ queue, workers, once, idle }: WorkerOptions): Promise<ExitCode> {
  const count = workers ?? availableParallelism();
  const idle_ms = once === true ? 0 : idle === undefined ? undefined : durationOf(idle) / 1000;
  await whileListening(interruption =>
    workForFleet({
      queue,
      count,
      ...(idle_ms === undefined ? {} : { idle_ms }),
      told: teller(count),
      isInterrupted: () => interruption.isAsked(),
    }),
  );
  return exit.fine;
}

function durationOf(text: string) {
  try {
    return readDuration(text);
  } catch (problem) {
    if (problem instanceof Unreadable)
      throw new UsageError(`--idle ${text}: expected a duration, as in 60 s or 10 min.`);
    throw problem;
  }
}

/** On a terminal a line for each task, elsewhere one every half minute; what went wrong is told at once. */
function teller(count: number): (event: WorkerEvent) => void {
  const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
  let done = 0;
  let said_ms = Date.now();
  return event => {
    switch (event.type) {
      case 'joined':
        say(`Joined ${event.shown} as build ${event.build}, ${tasks(count)} at a time. Ctrl-C ends it.`);
        break;
      case 'done':
        done += 1;
        if (process.stderr.isTTY) say(`${event.words}: ${(event.took_ms / 1000).toFixed(1)} s`);
        else if (Date.now() - said_ms >= silence_ms) {
          said_ms = Date.now();
          say(`${tasks(done)} done`);
        }
        break;
      case 'failed':
        say(`${event.words}: failed. ${event.what}`);
        break;
      case 'warning':
        say(event.sentence);
        break;
      case 'ending':
        say(
          `${tasks(done)} done.${event.underWay === 0 ? '' : ` Ends with the ${event.underWay} under way; Ctrl-C again leaves them to others.`}`,
        );
    }
  };
}

const tasks = (n: number): string => (n === 1 ? '1 task' : `${n} tasks`);
