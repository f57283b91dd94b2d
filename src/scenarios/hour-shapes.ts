/**
 * Shapes of the day: how busy each local hour is, on weekdays and at weekends. None is published, so each is an assumption
 * that says what measured hours would replace it.
 */
import type { DailyRate, HourWeights } from '../models/settings.ts';

/** The hours of a day, local midnight first, with mean 1 over a week. `weekend` only where it differs. */
export type HourShape = Pick<DailyRate, 'weights' | 'weekend'>;

/**
 * Assumption: a flat, long day with quiet nights; no document publishes a shape, only that peaks last up to twelve hours
 * (a public operator-vendor report of 2010). Measured openings by hour would replace it.
 */
// biome-ignore format: one line for each six hours
const published = [
  0.15, 0.1, 0.08, 0.07, 0.07, 0.1,
  0.25, 0.6, 1.1, 1.4, 1.5, 1.5,
  1.4, 1.4, 1.4, 1.4, 1.4, 1.4,
  1.4, 1.5, 1.5, 1.3, 0.9, 0.45,
];

/**
 * Hours of the shape `office`.
 *
 * Assumption: people at desks, laptops open from 8 to 18 with a dip at lunch, some evenings; at weekends a quarter of it,
 * spread over the day. Measured openings by hour would replace it.
 */
// biome-ignore format: one line for each six hours
const office = [
  0.05, 0.03, 0.02, 0.02, 0.03, 0.08,
  0.25, 0.9, 2.2, 2.8, 2.7, 2.4,
  1.8, 2.2, 2.6, 2.5, 2.3, 1.8,
  1.1, 0.8, 0.7, 0.55, 0.35, 0.15,
];
// biome-ignore format: one line for each six hours
const officeWeekend = [
  0.08, 0.05, 0.03, 0.02, 0.02, 0.04,
  0.08, 0.15, 0.3, 0.45, 0.55, 0.55,
  0.5, 0.5, 0.5, 0.5, 0.5, 0.5,
  0.5, 0.5, 0.5, 0.4, 0.3, 0.15,
];

/**
 * Hours of the shape `retail`.
 *
 * Assumption: shops open from 9 to 20 and web shops after it, busiest late in the afternoon; at weekends a fifth more,
 * busiest around noon. Sales by hour would replace it.
 */
// biome-ignore format: one line for each six hours
const retail = [
  0.15, 0.08, 0.05, 0.03, 0.03, 0.06,
  0.15, 0.35, 0.7, 1.1, 1.4, 1.5,
  1.6, 1.5, 1.5, 1.6, 1.8, 2,
  2, 1.8, 1.6, 1.3, 0.8, 0.4,
];
// biome-ignore format: one line for each six hours
const retailWeekend = [
  0.25, 0.13, 0.08, 0.05, 0.04, 0.06,
  0.12, 0.3, 0.7, 1.4, 2, 2.3,
  2.3, 2.2, 2.2, 2.2, 2.1, 2,
  1.8, 1.6, 1.4, 1.2, 0.8, 0.45,
];

/**
 * Hours of the shape `commuter`.
 *
 * Assumption: two rush hours on the way to work and back, 7 to 9 and 16 to 19; at weekends half of it without them.
 * Counts of passengers by hour would replace it.
 */
// biome-ignore format: one line for each six hours
const commuter = [
  0.1, 0.05, 0.03, 0.03, 0.08, 0.4,
  1.4, 3, 3.2, 1.6, 0.9, 0.9,
  1, 1, 1, 1.3, 2.2, 2.8,
  2.4, 1.4, 0.9, 0.7, 0.5, 0.25,
];
// biome-ignore format: one line for each six hours
const commuterWeekend = [
  0.2, 0.12, 0.07, 0.05, 0.05, 0.1,
  0.2, 0.35, 0.55, 0.75, 0.9, 1,
  1, 1, 1, 1, 1, 1,
  0.95, 0.85, 0.7, 0.6, 0.45, 0.3,
];

const nothing: HourWeights = Array.from({ length: 24 }, () => 0);

/** Shapes of the day by name. */
export const hourShapes: ReadonlyMap<string, HourShape> = new Map([
  ['published', everyDay(published)],
  ['flat', { weights: Array.from({ length: 24 }, () => 1) }],
  ['office', withWeekend(office, officeWeekend)],
  ['retail', withWeekend(retail, retailWeekend)],
  ['commuter', withWeekend(commuter, commuterWeekend)],
]);

function everyDay(weights: readonly number[]): HourShape {
  const mean = sum(weights) / weights.length;
  return { weights: weights.map(weight => weight / mean) };
}

/** Five days of one kind and two of another, with mean 1 over the week. */
function withWeekend(weekday: readonly number[], weekend: readonly number[]): HourShape {
  const mean = (5 * sum(weekday) + 2 * sum(weekend)) / (7 * 24);
  return { weights: weekday.map(weight => weight / mean), weekend: weekend.map(weight => weight / mean) };
}

function sum(weights: readonly number[]): number {
  return weights.reduce((total, weight) => total + weight, 0);
}

/** The same weekdays and nothing at weekends; always one object for each name, so that equal habits share a cycle. */
export const weekdaysOnly: ReadonlyMap<string, HourShape> = new Map(
  [...hourShapes].map(([name, { weights }]) => [name, withWeekend(weights, nothing)]),
);
