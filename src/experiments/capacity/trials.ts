/** The replications of a capacity experiment: asked for once, kept by place and number, all places under the same chance. */
import type { Replication } from '../tasks/replication.ts';
import type { TaskRunner } from '../tasks/task-runner.ts';
import type { Place } from './places.ts';
import type { CapacityQuestion } from './question.ts';

/** A replication that came to nothing. */
export interface FailedTrial {
  sets: readonly (readonly [path: string, value: string])[];
  replication: number;
  what: string;
}

/** Replications from the first number on. */
export interface Numbers {
  from: number;
  count: number;
}

export class Trials {
  readonly failed: FailedTrial[] = [];
  /** Replications asked for so far, each once. */
  asked = 0;
  private readonly runner: TaskRunner;
  private readonly question: CapacityQuestion;
  private readonly kept = new Map<string, Replication | undefined>();

  constructor(runner: TaskRunner, question: CapacityQuestion) {
    this.runner = runner;
    this.question = question;
  }

  /** Of each place the replications that succeeded, in the order of their numbers. */
  async of(wanted: readonly { place: Place; numbers: Numbers }[]): Promise<Replication[][]> {
    const all = wanted.map(({ place, numbers: { from, count } }) =>
      Array.from({ length: count }, (_, i) => ({ place, replication: from + i, name: `${place.key} ${from + i}` })),
    );
    const missing = new Map(all.flat().flatMap(one => (this.kept.has(one.name) ? [] : [[one.name, one] as const])));
    const { variant, sets } = this.question;
    const outcomes = await this.runner.replicate(
      [...missing.values()].map(({ place, replication }) => ({ variant, replication, sets: [...sets, ...place.sets] })),
    );
    this.asked += missing.size;
    for (const [i, { place, replication, name }] of [...missing.values()].entries()) {
      const outcome = outcomes[i]!;
      // The sketches are large, and nothing here is made of them.
      this.kept.set(name, outcome.ok ? { ...outcome.replication, sketches: {} } : undefined);
      if (!outcome.ok) this.failed.push({ sets: place.sets, replication, what: outcome.what });
    }
    return all.map(ones => ones.flatMap(({ name }) => this.kept.get(name) ?? []));
  }
}
