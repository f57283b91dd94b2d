/** Calls the command as a person would, in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callHere, command } from '../kit/call-here.ts';

/** What a shell has to be told so that it knows `mpsim`. */
const known = `mpsim() { "${process.execPath}" "${command}" "$@"; };`;

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'mpsim-'));

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(join(this.folder, name), content);
    return name;
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Everything in the folder, the sources left out. */
  written(): string[] {
    return readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
      .filter(name => !/\.ya?ml$/.test(name))
      .sort();
  }

  start(...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
    return this.watch(spawn(process.execPath, [command, ...args], this.place));
  }

  run(...args: string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  /**
   * Calls the command in this process, without the start of one: for what it says. How a process behaves, with its streams,
   * signals and processors, is for {@link run}. One call at a time.
   */
  call(...args: string[]): Promise<Ended> {
    return callHere(args, this.place);
  }

  /** A line for a shell in which `mpsim` is known. */
  shell(line: string): Promise<Ended> {
    return this.watch(spawn('bash', ['-c', `${known} ${line}`], this.place)).ended;
  }

  /** Runs, and tells the processor time that it took in all threads: the same however busy the machine is. */
  async timed(...args: string[]): Promise<Ended & { took_ms: number }> {
    const line = `TIMEFORMAT='%U %S'; { time mpsim "$@" 2>&4; } 4>&2 2>&3`;
    const child = spawn('bash', ['-c', `${known} ${line}`, 'bash', ...args], {
      ...this.place,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    let report = '';
    child.stdio[3]?.on('data', part => {
      report += part;
    });
    const ended = await this.watch(child).ended;
    const [user, system] = report.replaceAll(',', '.').trim().split(' ').map(Number);
    return { ...ended, took_ms: (user! + system!) * 1_000 };
  }

  /** Variables that every command sees from now on. */
  readonly environment: Record<string, string> = {};

  private get place() {
    const { NO_COLOR: _, FORCE_COLOR: __, COLUMNS: ___, ...environment } = process.env;
    return { cwd: this.folder, env: { ...environment, ...this.environment } };
  }

  private watch(child: ChildProcess) {
    const ended = new Promise<Ended>(resolve => {
      const texts = { out: '', err: '' };
      child.stdout?.on('data', part => {
        texts.out += part;
      });
      child.stderr?.on('data', part => {
        texts.err += part;
      });
      child.on('close', code => resolve({ code, ...texts }));
    });
    return { child, ended };
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A hundred buyers in half a day: small, and everything happens. */
export const buyers = `mpsim: 1
about: { title: A hundred buyers, question: How many get online? }
run: { start: 2019-09-02 00:00, timeZone: Europe/Berlin, length: 12 h, drain: 2 h, seed: 7 }
operators:
  contoso: { from: de/Telekom }
population:
  buyers:
    arrive: 200 per day by hour published
    device: { sim: esim }
expect:
  - activation.success >= 40 %
`;

/** The same with two ways to run the operator. */
export const twoWays = `${buyers}variants:
  today: baseline
  strict: { operators.contoso.portal.paymentFails: 90 % }
`;
