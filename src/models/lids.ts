/**
 * Lids: when the PCs of a group are open. A shape of the day says how many are, hour by hour; each PC is open in the hours
 * that its own luck reaches, so that some close late and few are open all night.
 *
 *     share open   ▁▁▁▁▁▂▃▇████████████▇▆▄▂        a PC of little luck      ──────███████████████████──
 *                  0h         8h       20h          a PC of much luck        ─────────████████████──────
 *
 * Assumption: in hours as busy as the mean hour of the week, and busier ones, all lids are open; in the others that part of
 * them. What a person does in a day is done while the lid is open: the habits of the group keep their number of times a
 * day, and only their hours change. Measured hours of use would replace it.
 */
import { type Microseconds, never, type Rhythm } from '../sim/index.ts';
import { rhythmOf } from './rhythms.ts';
import type { DailyRate, GroupSettings, OpenHours, WorldSettings } from './settings.ts';

const hoursOfDay = 24;
const daysOfWeek = 7;
const weekdays = 5;

/** The lids of one group. */
export class Lids {
  private readonly shape: OpenHours;
  private readonly group: GroupSettings;
  private readonly settings: WorldSettings;
  /** The different shares of lids that are open in some hour, the smallest first. */
  private readonly shares: readonly number[];
  /** When PCs of a kind are open, and their habits, each made when first asked for. */
  private readonly open: (Rhythm | undefined)[] = [];
  private readonly habits = new Map<DailyRate, (Rhythm | undefined)[]>();

  constructor(shape: OpenHours, group: GroupSettings, settings: WorldSettings) {
    this.shape = shape;
    this.group = group;
    this.settings = settings;
    const all = [...shape.weights, ...(shape.weekend ?? [])].map(shareOpen);
    this.shares = [...new Set(all)].sort((a, b) => a - b);
  }

  /** PCs of the same kind are open in the same hours; its number, for the luck of one PC. */
  kindOf(luck: number): number {
    let kind = 0;
    while (kind < this.shares.length && this.shares[kind]! <= luck) kind += 1;
    return kind;
  }

  /** A habit of the group on PCs of a kind: in the hours in which they are open, with the same mean over the week. */
  rhythm(kind: number, habit: DailyRate): Rhythm {
    let ofKinds = this.habits.get(habit);
    if (ofKinds === undefined) {
      ofKinds = [];
      this.habits.set(habit, ofKinds);
    }
    ofKinds[kind] ??= this.whileOpen(kind, habit);
    return ofKinds[kind];
  }

  /**
   * When a PC of that kind is open next: at once, or in the first hour that it is open again.
   *
   * @param luck  where in that hour, so that not all open their lids at its first moment
   */
  nextOpen(kind: number, at: Microseconds, luck: number): Microseconds {
    this.open[kind] ??= this.whileOpen(kind, allDay);
    const open = this.open[kind];
    if (open.rateAt(at, 1) > 0) return at;
    return open.next(at, luck * this.massOfAnHour(kind), hoursOfDay);
  }

  private whileOpen(kind: number, { weights, weekend }: OpenHours): Rhythm {
    const least = kind < this.shares.length ? this.shares[kind]! : Number.POSITIVE_INFINITY;
    const masked = (of: readonly number[], lids: readonly number[]) =>
      of.map((weight, hour) => (shareOpen(lids[hour]!) >= least ? weight : 0));
    const hasWeekend = weekend !== undefined || this.shape.weekend !== undefined;
    const ofHours: OpenHours = {
      weights: masked(weights, this.shape.weights),
      ...(hasWeekend && { weekend: masked(weekend ?? weights, this.shape.weekend ?? this.shape.weights) }),
    };
    const isEver = [...ofHours.weights, ...(ofHours.weekend ?? [])].some(weight => weight > 0);
    return isEver ? rhythmOf(ofHours, this.group, this.settings) : never;
  }

  /** What an hour weighs of a kind whose open hours all weigh the same. */
  private massOfAnHour(kind: number): number {
    const least = this.shares[kind] ?? Number.POSITIVE_INFINITY;
    const openIn = (lids: readonly number[]) => lids.filter(weight => shareOpen(weight) >= least).length;
    const { weights, weekend = weights } = this.shape;
    const inWeek = weekdays * openIn(weights) + (daysOfWeek - weekdays) * openIn(weekend);
    return inWeek === 0 ? 0 : (daysOfWeek * hoursOfDay) / inWeek;
  }
}

/** Weights have mean 1 over the week. */
const shareOpen = (weight: number): number => Math.min(1, weight);

const allDay: OpenHours = { weights: Array.from({ length: hoursOfDay }, () => 1) };
