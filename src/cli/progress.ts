/** How far the work is, on stderr: a bar on a terminal, elsewhere one plain line every half minute. */
import type { SingleBar } from 'cli-progress';

const silence_ms = 30_000;

export interface ProgressDisplay {
  /** @param done  0 to 1 */
  show(done: number, events: number): void;
  close(): void;
}

export async function progressDisplay(label: string): Promise<ProgressDisplay> {
  return process.stderr.isTTY ? bar(label) : lines(label);
}

async function bar(label: string): Promise<ProgressDisplay> {
  const { SingleBar, Presets } = await import('cli-progress');
  const drawn: SingleBar = new SingleBar(
    {
      stream: process.stderr,
      format: `${label}  {bar}  {percentage} %  {events} events  {eta_formatted} left`,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 30,
      fps: 8,
    },
    Presets.shades_classic,
  );
  drawn.start(1000, 0, { events: '0' });
  return {
    show: (done, events) => drawn.update(Math.floor(done * 1000), { events: grouped(events) }),
    close: () => drawn.stop(),
  };
}

function lines(label: string): ProgressDisplay {
  let last_ms = Date.now();
  return {
    show(done, events) {
      if (Date.now() - last_ms < silence_ms) return;
      last_ms = Date.now();
      process.stderr.write(`${label}: ${Math.floor(done * 100)} %, ${grouped(events)} events\n`);
    },
    close: () => {},
  };
}

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
