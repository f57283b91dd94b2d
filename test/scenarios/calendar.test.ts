/** The clock of a place, from the scenario to the people who come by it. */
import { describe, expect, it } from 'vitest';
import { World } from '../../src/models/world.ts';
import type { Microseconds } from '../../src/sim/index.ts';
import { load, scenarioText } from './scenario-text.ts';

const hour = 3_600e6;
/** Everybody comes between two and three. */
const atTwo = Array.from({ length: 24 }, (_, h) => (h === 2 ? 24 : 0));

function peopleAtTwo(run: string, group = ''): number {
  const settings = load(scenarioText({ run, group: `arrive: 1_000 per day${group}` })).settingsFor('baseline');
  const groups = settings.groups.map(one => ({ ...one, arrive: { perDay: 1_000, weights: atTwo } }));
  return new World({ ...settings, groups }).devices;
}

describe('the clock of a run', () => {
  it('is put back in a Berlin night of October: the hour is lived twice', () => {
    const run = 'start: 2019-10-27 00:00, length: 25 h, timeZone: Europe/Berlin';
    expect(load(scenarioText({ run })).settingsFor('baseline')).toMatchObject({
      utcOffset: 2 * hour,
      utcChange: { at: 3 * hour, utcOffset: hour },
    });
    expect(load(scenarioText({ run })).warnings).toEqual([]);
    expect(Math.abs(peopleAtTwo(run) - 2_000)).toBeLessThan(200);
  });

  it('is put forward in a New York night of March: the hour does not exist', () => {
    expect(peopleAtTwo('start: 2019-03-10 00:00, length: 23 h, timeZone: America/New_York')).toBe(0);
    expect(peopleAtTwo('start: 2019-03-10 00:00, length: 30 h, timeZone: America/New_York')).toBeGreaterThan(800);
  });

  it('does not change on another day', () => {
    const run = 'start: 2019-10-26 00:00, length: 1 day, timeZone: Europe/Berlin';
    expect(load(scenarioText({ run })).settingsFor('baseline').utcChange).toBeUndefined();
    expect(Math.abs(peopleAtTwo(run) - 1_000)).toBeLessThan(130);
  });
});

describe('the clock of a group', () => {
  const run = 'start: 2019-10-27 00:00, length: 1 day, timeZone: Europe/Berlin';

  it('is that of the run where it names none', () => {
    const [group] = load(scenarioText({ run })).settingsFor('baseline').groups;
    expect(group).toMatchObject({ utcOffset: 2 * hour, utcChange: { at: 3 * hour, utcOffset: hour } });
  });

  it('may be another one, which does not change that night', () => {
    const text = scenarioText({ run, group: 'arrive: 10 per day, timeZone: America/New_York' });
    const settings = load(text).settingsFor('baseline');
    expect(settings.groups[0]).toMatchObject({ utcOffset: -4 * hour });
    expect(settings.groups[0].utcChange).toBeUndefined();
    expect(settings.utcChange).toEqual({ at: (3 * hour) as Microseconds, utcOffset: hour });
    expect(Math.abs(peopleAtTwo(run, ', timeZone: America/New_York') - 1_000)).toBeLessThan(130);
  });
});

describe('weekends', () => {
  const arrivals = (start: string) =>
    new World(
      load(
        scenarioText({
          run: `start: ${start} 00:00, length: 1 day`,
          group: 'arrive: 1_000 per day by hour office weekdays',
        }),
      ).settingsFor('baseline'),
    ).devices;

  it('have nobody where only weekdays count, and Friday has a fifth of the week', () => {
    expect(arrivals('2019-09-01')).toBe(0);
    expect(arrivals('2019-08-31')).toBe(0);
    expect(Math.abs(arrivals('2019-08-30') - 1_400)).toBeLessThan(160);
  });
});
