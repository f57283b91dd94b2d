/** The replications of a capacity experiment: asked for once, kept by place and number, all places under the same chance. */

import type { Sets } from '../../scenarios/index.ts';
import type { Replication } from '../tasks/replication.ts';
import type { TaskRunner } from '../tasks/task-runner.ts';
import { type Place, placeOf } from './places.ts';
import type { CapacityQuestion } from './question.ts';

/** A replication that came to nothing. */
export interface FailedTrial {
  sets: readonly (readonly [path: string, value: string])[];
  replication: number;
  what: string;
}

/** What the replications of one place said, in the order in which they were asked for. */
export interface PlaceSamples {
  place: Place;
  replications: readonly Replication[];
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
  private readonly told = new Map<string, { place: Place; replications: Replication[] }>();

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
    for (const { place, name } of missing.values()) {
      const told = this.kept.get(name);
      if (told === undefined) continue;
      const before = this.told.get(place.key);
      if (before === undefined) this.told.set(place.key, { place, replications: [told] });
      else before.replications.push(told);
    }
    return all.map(ones => ones.flatMap(({ name }) => this.kept.get(name) ?? []));
  }

  /** The same with replacements that come before those of each place: another world at the same sizes. */
  under(sets: Sets): Pick<Trials, 'of'> {
    return {
      of: wanted =>
        this.of(
          wanted.map(({ place, numbers }) => ({ place: placeOf([...sets, ...place.sets], place.lost), numbers })),
        ),
    };
  }

  /** Everything that was said, place by place. */
  samples(): PlaceSamples[] {
    return [...this.told.values()];
  }
}
