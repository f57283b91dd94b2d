/**
 * How far an experiment is, on stderr: a bar on a terminal, elsewhere one plain line every half minute.
 *
 *     launch  ████████░░░░  37/120  12 found  1.2 M events/s  2 min left  ±0.6 points
 */
import type { SingleBar } from 'cli-progress';
import type { TaskProgress } from '../experiments/index.ts';
import { formatDuration, formatNumber } from '../report/index.ts';

const silence_ms = 30_000;

export interface TaskProgressDisplay {
  show(progress: TaskProgress): void;
  /** Beside the numbers from now on: how the interval shrinks, which point is tried. */
  say(words: string): void;
  close(): void;
}

export async function taskProgressDisplay(label: string): Promise<TaskProgressDisplay> {
  return process.stderr.isTTY ? bar(label) : lines(label);
}

async function bar(label: string): Promise<TaskProgressDisplay> {
  const { SingleBar, Presets } = await import('cli-progress');
  const drawn: SingleBar = new SingleBar(
    {
      stream: process.stderr,
      format: `${label}  {bar}  {words}`,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 24,
      fps: 8,
    },
    Presets.shades_classic,
  );
  drawn.start(1, 0, { words: '' });
  const speed = new Speed();
  let note = '';
  return {
    show(progress) {
      drawn.setTotal(Math.max(1, progress.asked));
      drawn.update(progress.done + progress.underWay, { words: inWords(progress, speed.of(progress), note) });
    },
    say(words) {
      note = words;
    },
    close: () => drawn.stop(),
  };
}

function lines(label: string): TaskProgressDisplay {
  const speed = new Speed();
  let last_ms = Date.now();
  let note = '';
  return {
    show(progress) {
      const told = speed.of(progress);
      if (Date.now() - last_ms < silence_ms) return;
      last_ms = Date.now();
      process.stderr.write(`${label}: ${inWords(progress, told, note)}\n`);
    },
    say(words) {
      note = words;
    },
    close: () => {},
  };
}

/** How fast the work goes, what was found finished left out. */
class Speed {
  private readonly began_ms: number;
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
    this.began_ms = now();
  }

  /** The rest in milliseconds is undefined while there is nothing to tell it from. */
  of({ done, found, underWay, asked, events }: TaskProgress): { eventsPerSecond: number; left_ms: number | undefined } {
    const took_ms = Math.max(1, this.now() - this.began_ms);
    const worked = done - found + underWay;
    return {
      eventsPerSecond: (events / took_ms) * 1_000,
      left_ms: worked > 0 && took_ms > 500 ? (took_ms / worked) * (asked - done - underWay) : undefined,
    };
  }
}

function inWords(
  { done, found, asked }: TaskProgress,
  { eventsPerSecond, left_ms }: { eventsPerSecond: number; left_ms: number | undefined },
  note: string,
): string {
  return [
    `${done} of ${asked} replications`,
    ...(found > 0 ? [`${found} found finished`] : []),
    ...(eventsPerSecond > 0 ? [`${formatNumber(eventsPerSecond)} events/s`] : []),
    ...(left_ms === undefined ? [] : [`${formatDuration(Math.max(1_000, left_ms) * 1_000)} left`]),
    ...(note === '' ? [] : [note]),
  ].join(', ');
}
