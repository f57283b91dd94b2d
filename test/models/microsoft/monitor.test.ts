/** Monitoring: what is probed, which severity follows, when an incident is opened and closed. */
import { describe, expect, it } from 'vitest';
import { duties, severityOf } from '../../../src/models/microsoft/severity.ts';
import type { MonitoringSettings, OutageKind, TimelineEntry } from '../../../src/models/settings.ts';
import type { Microseconds } from '../../../src/sim/index.ts';
import { days, hours, minutes, seconds } from '../../../src/sim/units.ts';
import { contoso, settingsWith, type ToldFact, type WorldChange, worldOf } from '../small-world.ts';

const twiceAMinute: MonitoringSettings = {
  portalEvery: seconds(30),
  balanceEvery: seconds(30),
  everyNth: 10,
  failuresInARow: 12,
  timeout: seconds(10),
  window: minutes(10),
  shareOfGlobal: 0,
};

const outage = (
  system: 'api' | 'portal',
  at: Microseconds,
  until: Microseconds,
  as: OutageKind = { kind: 'refuse' },
  operator?: string,
): TimelineEntry => ({ kind: 'outage', name: `${system} is out`, at, until, operator, system, as });

interface Monitored {
  monitoring?: Partial<MonitoringSettings>;
  timeline?: readonly TimelineEntry[];
  length?: Microseconds;
  change?: WorldChange;
}

/** A world without people, under the eyes of the monitor. */
function monitored({ monitoring, timeline = [], length = hours(6), change = {} }: Monitored = {}) {
  const settings = settingsWith({ ...change, length });
  const { world, told } = worldOf({
    ...settings,
    microsoft: { ...settings.microsoft, monitoring: { ...twiceAMinute, ...monitoring } },
    timeline,
  });
  world.run();
  const of = (name: string): ToldFact[] => told.filter(fact => fact.name === `monitor.${name}`);
  return {
    world,
    of,
    at: (name: string) => of(name).map(({ at }) => at),
    values: (name: string) => of(name).map(({ value }) => value),
  };
}

describe('the severity of an incident', () => {
  const rule = { failuresInARow: 12 };
  const of = (partner: number, everywhere = 0, inARow = 0) => severityOf({ partner, everywhere, inARow }, rule);

  it.each([
    ['all probes of the partner fail', 1, 0, 0, 1],
    ['more than 5 % of all partners’ requests fail', 0.1, 0.0501, 0, 1],
    ['75 % of the partner’s probes fail', 0.75, 0, 0, 2],
    ['between 75 % and all of them fail', 0.99, 0, 0, 2],
    ['1 % of all partners’ requests fail', 0.1, 0.01, 0, 2],
    ['5 % of all partners’ requests fail', 0.1, 0.05, 0, 2],
    ['25 % of the partner’s probes fail', 0.25, 0, 0, 3],
    ['just below 75 % of them fail', 0.7499, 0, 0, 3],
    ['less than 1 % of all partners’ requests fail', 0.1, 0.0099, 0, 3],
    ['12 counted probes have failed in a row', 0, 0, 12, 3],
    ['less than 25 % of the partner’s probes fail', 0.2499, 0, 0, undefined],
    ['11 counted probes have failed in a row', 0, 0, 11, undefined],
    ['nothing fails', 0, 0, 0, undefined],
  ])('when %s', (_, partner, everywhere, inARow, severity) => {
    expect(of(partner, everywhere, inARow)).toBe(severity);
  });

  it('is the highest that applies', () => {
    expect(of(0.3, 0.06, 12)).toBe(1);
    expect(of(1, 0.001, 12)).toBe(1);
    expect(of(0.3, 0.02, 12)).toBe(2);
  });

  it('says by when it is resolved, and how often its state is told', () => {
    expect(duties).toEqual({
      1: { resolveWithin: hours(8), updateEvery: hours(2) },
      2: { resolveWithin: hours(24), updateEvery: hours(6) },
      3: { resolveWithin: undefined, updateEvery: undefined },
    });
  });
});

describe('the monitor', () => {
  it('is in no world that has no monitoring', () => {
    const { world } = worldOf(settingsWith());
    expect(world.monitors).toBeUndefined();
    expect(world.lines.store.count).toBe(1);
  });

  it('probes portal and GetBalance twice a minute, and finds nothing', () => {
    const { of, values } = monitored({ length: hours(1) });
    for (const probe of ['probedPortal', 'probedBalance']) {
      expect(of(probe)).toHaveLength(120);
      expect(new Set(values(probe))).toEqual(new Set([0]));
    }
    expect(of('failing')).toEqual([]);
  });

  it('asks about a line that the operator has reserved for it, and leaves those of people alone', () => {
    const { world, of } = monitored({ length: hours(1) });
    expect(world.lines.store.count).toBe(2);
    expect(of('probedBalance').map(({ subject }) => subject)).toEqual(Array.from({ length: 120 }, () => 0));
    expect(world.surroundings.apiServers[0]!.submitted).toBe(120);
    expect(world.service.store.look(0).asked).toBe(0);
  });

  it('counts an answer that does not come in time as a failure, 10 s later', () => {
    const { of } = monitored({ timeline: [outage('portal', hours(1), hours(2), { kind: 'hang' })], length: hours(3) });
    expect(of('failing')[0]!.at).toBe(hours(1) + seconds(10));
  });

  it('recovers without an incident from a failure or two', () => {
    const { of } = monitored({ timeline: [outage('api', hours(1), (hours(1) + minutes(1)) as Microseconds)] });
    expect(of('failing')).toHaveLength(1);
    expect(of('recovered')).toHaveLength(1);
    expect(of('incidentOpened')).toEqual([]);
  });

  it('raises the severity as the failures fill the window: 25 %, 75 %, all of it', () => {
    const { at, values } = monitored({ timeline: [outage('api', hours(1), hours(2))] });
    expect(values('incidentOpened')).toEqual([3]);
    expect(values('severityRaised')).toEqual([2, 1]);
    // Twenty probes fill ten minutes: the 5th, the 15th and the 20th that fails decide. The answer takes a round trip.
    const answered = (nth: number) => hours(1) + (nth - 1) * seconds(30) + seconds(0.03);
    expect(at('incidentOpened')).toEqual([answered(5)]);
    expect(at('severityRaised')).toEqual([answered(15), answered(20)]);
  });

  it('closes the incident when less than a quarter of the window fails, and counts from the first failure', () => {
    const { of, at } = monitored({ timeline: [outage('api', hours(1), hours(2))] });
    // The 16th success leaves 4 failures of 20.
    const closed = hours(2) + 15 * seconds(30);
    expect(at('incidentClosed')[0]! - closed).toBeLessThan(seconds(1));
    expect(of('incidentClosed')[0]!.value).toBe(at('incidentClosed')[0]! - at('failing')[0]!);
  });

  it('gives notice with the incident, within 30 minutes of the first failure', () => {
    const { of, at } = monitored({ timeline: [outage('portal', hours(1), hours(2))] });
    expect(at('noticeSent')).toEqual(at('incidentOpened'));
    expect(of('noticeSent')[0]!.value).toBe(2 * minutes(1));
    expect(of('noticeLate')).toEqual([]);
  });

  it('tells of a severity 1 every two hours, and says when it is not resolved within eight', () => {
    const { at, of } = monitored({ timeline: [outage('portal', hours(1), hours(12))], length: hours(16) });
    const raised = at('severityRaised').at(-1)!;
    expect(at('updateSent')).toEqual([2, 4, 6, 8, 10].map(n => raised + hours(n)));
    expect(of('resolveOverdue').map(({ at: when, value }) => [when, value])).toEqual([[raised + hours(8), 1]]);
  });

  it('tells of a severity 2 every six hours, and has 24 hours to resolve it', () => {
    const change = { operator: { portal: { loadFails: 0.85 } } };
    const { of, at } = monitored({ monitoring: { window: hours(2) }, length: days(1.5), change });
    expect(of('incidentOpened').map(({ value }) => value)).toEqual([2]);
    const opened = at('incidentOpened')[0]!;
    expect(at('updateSent')).toEqual([6, 12, 18, 24, 30].map(n => opened + hours(n)));
    expect(at('resolveOverdue')).toEqual([opened + hours(24)]);
  });

  it('counts an operator whose portal alone is out as one where everything fails', () => {
    const { values } = monitored({ timeline: [outage('portal', hours(1), hours(2))] });
    expect(values('severityRaised').at(-1)).toBe(1);
    expect(new Set(values('probedBalance'))).toEqual(new Set([0]));
  });

  it('is throttled like everybody else', () => {
    const change = { operator: { api: { limit: 1 / 60 } } };
    const { values } = monitored({ length: hours(2), change });
    expect(values('probedBalance').filter(failed => failed === 1).length).toBeGreaterThan(50);
  });
});

describe('the rule of 12 failures in a row', () => {
  /** Shares do not decide: the window is longer than the run. */
  const byRow = { window: days(1) };
  const answer = seconds(0.03);

  it('counts every tenth result of two probes a minute: one in five minutes', () => {
    const { of, at } = monitored({ monitoring: byRow, timeline: [outage('api', hours(1), hours(4))] });
    expect(of('incidentOpened').map(({ value }) => value)).toEqual([3]);
    expect(at('incidentOpened')).toEqual([hours(1) + 11 * minutes(5) + answer]);
    expect(of('noticeLate')).toHaveLength(1);
  });

  it('opens nothing after 11 failures, and ends with the first counted success', () => {
    const ofMinutes = (length: number) =>
      monitored({
        monitoring: byRow,
        timeline: [outage('api', hours(1), (hours(1) + minutes(length)) as Microseconds)],
      });
    expect(ofMinutes(55).of('incidentOpened')).toEqual([]);
    const long = ofMinutes(56);
    expect(long.of('incidentOpened')).toHaveLength(1);
    expect(long.at('incidentClosed')[0]! - hours(2)).toBeLessThan(seconds(1));
  });

  it('takes as long with one probe in five minutes of which each counts', () => {
    const { at } = monitored({
      monitoring: { ...byRow, balanceEvery: minutes(5), everyNth: 1 },
      timeline: [outage('api', hours(1), hours(4))],
    });
    expect(at('incidentOpened')).toEqual([hours(1) + 11 * minutes(5) + answer]);
  });

  it('is slower than the shares, which see a quarter of ten minutes fail after two', () => {
    const timeline = [outage('api', hours(1), hours(4))];
    const detected = (monitoring: Partial<MonitoringSettings>) =>
      monitored({ monitoring, timeline }).values('detected')[0];
    expect(detected({})).toBe(minutes(2));
    expect(detected({ portalEvery: minutes(5), balanceEvery: minutes(5), everyNth: 1, window: hours(1) })).toBe(
      minutes(10),
    );
    expect(detected(byRow)).toBe(minutes(55));
  });
});

describe('the shares of all partners', () => {
  const fabrikam = { ...contoso, name: 'fabrikam' };
  const two: WorldChange = { operators: [contoso, fabrikam] };
  const timeline = [outage('api', hours(1), hours(2), { kind: 'refuse' }, 'fabrikam')];

  it('make any failure an incident of severity 3 at least, of the operator who fails', () => {
    const { of } = monitored({ monitoring: { shareOfGlobal: 0.02 }, timeline, change: two });
    expect(of('incidentOpened').map(({ subject, value }) => [subject, value])).toEqual([[1, 3]]);
    expect(of('incidentOpened')[0]!.at - hours(1)).toBeLessThan(seconds(1));
  });

  it('raise it by what this world’s operators are of the whole', () => {
    // One operator of two, GetBalance of two kinds of probes: at most a quarter of all probes fails.
    const severities = (shareOfGlobal: number) =>
      monitored({
        monitoring: { shareOfGlobal, window: hours(1) },
        timeline: [outage('api', hours(1), (hours(1) + minutes(14)) as Microseconds, { kind: 'refuse' }, 'fabrikam')],
        change: two,
      });
    // 28 of 480 probes of an hour: 5.8 %.
    expect(severities(0.1).values('severityRaised')).toEqual([]);
    expect(severities(0.5).values('severityRaised')).toEqual([2]);
    expect(severities(1).values('severityRaised')).toEqual([2, 1]);
  });
});
