/**
 * Luck by name for a population laid end to end: group after group, each subject known by its group's name and its
 * index within the group. Adding a group, or a device to another group, moves nobody's luck.
 */
import type { Dice, DrawStream } from './random.ts';

/** A group among the subjects. */
export interface DrawingGroup {
  readonly name: string;
  readonly first: number;
  /** The index of each of its subjects, where not all of the group are subjects; otherwise the nth has index n. */
  readonly members?: Int32Array | undefined;
}

/** A reason to draw, as in `portal.think`: gives every subject its own sequence of uniforms. */
export class Draws {
  private readonly dice: Dice;
  private readonly groups: readonly DrawingGroup[];
  private readonly purposes = new Map<string, DrawStream[]>();
  private readonly words = new Uint32Array(2);

  /** @param groups  in order of `first`, the first one beginning at 0 */
  constructor(dice: Dice, groups: readonly DrawingGroup[]) {
    this.dice = dice;
    this.groups = groups;
  }

  /**
   * A uniform number between 0 and 1, both excluded.
   *
   * @param purpose     what it decides
   * @param subject     whose luck
   * @param occurrence  how manieth time this subject draws for this purpose
   * @param attempt     0 to 63: repeated tries within one occurrence
   */
  uniform(purpose: string, subject: number, occurrence = 0, attempt = 0): number {
    const group = this.groupOf(subject);
    return this.stream(purpose, group).uniform(this.indexOf(subject, group), occurrence, attempt);
  }

  /** 64 random bits as two whole numbers, for making identifiers. */
  bits(purpose: string, subject: number, occurrence = 0): readonly [number, number] {
    const group = this.groupOf(subject);
    this.stream(purpose, group).bits(this.indexOf(subject, group), occurrence, 0, this.words);
    return [this.words[0]!, this.words[1]!];
  }

  private stream(purpose: string, group: number): DrawStream {
    let streams = this.purposes.get(purpose);
    if (streams === undefined) {
      streams = this.groups.map(({ name }) => this.dice.stream(name, purpose));
      this.purposes.set(purpose, streams);
    }
    return streams[group]!;
  }

  /** The place of a subject in its group. */
  private indexOf(subject: number, group: number): number {
    const { first, members } = this.groups[group]!;
    return members?.[subject - first] ?? subject - first;
  }

  /** The group a subject belongs to, by number. */
  groupOf(subject: number): number {
    let group = this.groups.length - 1;
    while (group > 0 && this.groups[group]!.first > subject) group -= 1;
    return group;
  }
}
