/**
 * Guards: bounds that turn a run that would never end into a message that names the culprits and the virtual time.
 */
import type { Microseconds } from './units.ts';

export interface GuardLimits {
  /** Events at one instant. A herd of ties is legitimate, so this is well above the number of subjects. */
  perInstant: number;
  /** Events in all. */
  events: number;
  /** Events in a row without a single fact: a run that does nothing but tick. */
  withoutFact: number;
  /** Effects of one event, and the effects of those, and so on. */
  effectsPerEvent: number;
}

export const defaultGuards: GuardLimits = {
  perInstant: 50_000_000,
  events: 50_000_000_000,
  withoutFact: 100_000_000,
  effectsPerEvent: 50_000_000,
};

/** A guard stopped the run. */
export class GuardTripped extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GuardTripped';
  }
}

/** A simulated time for people: days, hours, minutes, seconds, as in `3 h 12 min 5 s`. */
export function clockText(time: Microseconds | number): string {
  let seconds = Math.floor(time / 1e6);
  const parts: string[] = [];
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ] as const) {
    const whole = Math.floor(seconds / size);
    if (whole > 0) parts.push(`${whole} ${unit}`);
    seconds -= whole * size;
  }
  const micros = time % 1e6;
  if (seconds > 0 || micros > 0 || parts.length === 0) parts.push(`${micros > 0 ? seconds + micros / 1e6 : seconds} s`);
  return parts.join(' ');
}

/** What was done last, kept in a ring so that a tripped guard can name the culprits. */
export class RecentNames {
  private readonly ring: string[] = [];
  private next = 0;

  note(name: string): void {
    this.ring[this.next & 31] = name;
    this.next += 1;
  }

  /** Distinct names, most frequent first. */
  toString(): string {
    const counts = new Map<string, number>();
    for (const name of this.ring) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([name]) => name)
      .join(', ');
  }
}
