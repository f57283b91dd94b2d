/**
 * Sees every replication that an experiment gets, and remembers what must be told of it whatever the experiment makes of the
 * others: those that failed, the laws they broke, and their fingerprints.
 */
import { createHash } from 'node:crypto';
import type { TaskOutcome, TaskProgress, TaskRunner, Wish } from '../experiments/index.ts';

export interface FailedReplication {
  wish: Wish;
  /** The message with its stack. */
  what: string;
  /** Its process ended under it, which may be the machine's fault. */
  lost: boolean;
}

export interface BrokenLaw {
  wish: Wish;
  law: string;
  breach: string;
}

export class Witness implements TaskRunner {
  readonly failed: FailedReplication[] = [];
  readonly brokenLaws: BrokenLaw[] = [];
  progress: TaskProgress = { done: 0, found: 0, asked: 0, underWay: 0, events: 0 };
  private readonly runner: TaskRunner;
  /** Replications asked for more than once are seen once. */
  private readonly fingerprints = new Map<string, string>();

  constructor(runner: TaskRunner) {
    this.runner = runner;
  }

  get seed(): number {
    return this.runner.seed;
  }

  get width(): number {
    return this.runner.width;
  }

  async replicate(wishes: readonly Wish[]): Promise<readonly TaskOutcome[]> {
    const outcomes = await this.runner.replicate(wishes);
    for (const [i, outcome] of outcomes.entries()) this.see(wishes[i]!, outcome);
    return outcomes;
  }

  /** Over all replications, in the order in which they were first asked for. */
  fingerprint(): string {
    return createHash('sha256')
      .update(JSON.stringify([...this.fingerprints]))
      .digest('hex');
  }

  private see(wish: Wish, outcome: TaskOutcome): void {
    const { variant, replication, sets = [] } = wish;
    const name = JSON.stringify([variant, replication, sets]);
    if (this.fingerprints.has(name)) return;
    this.fingerprints.set(name, outcome.ok ? outcome.replication.fingerprint : '');
    if (!outcome.ok) {
      this.failed.push({ wish, what: outcome.what, lost: outcome.lost });
      return;
    }
    for (const { name: law, breach, why } of outcome.replication.brokenLaws)
      this.brokenLaws.push({ wish, law, breach: breach ?? why });
  }
}
