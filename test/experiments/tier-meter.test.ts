/** The tiers of a back end as a result tells of them: who was how busy, who failed first, and in which words. */
import { describe, expect, it } from 'vitest';
import { formatCount } from '../../src/experiments/format.ts';
import { Observation } from '../../src/experiments/observation.ts';
import type { Incident, TierRow } from '../../src/experiments/run-result.ts';
import { tiersInWords } from '../../src/experiments/tier-answer.ts';
import type { LoadSettings, TimelineEntry } from '../../src/models/settings.ts';
import { World } from '../../src/models/world.ts';
import { incidentsTold } from '../../src/report/incident-words.ts';
import { tiersTold } from '../../src/report/tier-words.ts';
import type { CallPath } from '../../src/sim/call-path.ts';
import { milliseconds, minutes, seconds } from '../../src/sim/units.ts';
import { always, evenly, settingsWith, tier } from '../models/small-world.ts';

const hung: TimelineEntry = {
  kind: 'outage',
  name: 'billing-down',
  at: minutes(2),
  until: minutes(4),
  operator: 'contoso',
  system: 'tier',
  tier: 'billing',
  as: { kind: 'hang' },
};
const start = { local: '2019-09-02 00:00', timeZone: 'UTC', utcOffset_us: 0 };
const path: CallPath = { kind: 'waits', caller: 'api', called: { kind: 'tier', tier: 'billing' } };

/** Six minutes of ten balances a second through `api > billing`. */
function observed(timeline: readonly TimelineEntry[]) {
  const load: LoadSettings = { rate: 10, pacing: 'random', iccids: 50, getBalance: 1, timeout: seconds(10) };
  const ours = { outside: false, servers: 2, threads: 16 };
  const tiers = [
    tier('payment'),
    tier('api', {
      ...ours,
      service: always(milliseconds(10)),
      timeout: seconds(2),
      retries: { times: 1, wait: milliseconds(100) },
    }),
    tier('billing', { ...ours, service: always(milliseconds(90)) }),
  ];
  const world = new World(
    settingsWith({
      length: minutes(6),
      drain: minutes(1),
      timeline,
      operator: { backEnd: { tiers, paths: { getBalance: path } } },
      group: { sim: 'hot', count: 4, flyout: { perDay: 0, weights: evenly }, load },
    }),
  );
  const observation = new Observation(world);
  world.run();
  return { world, details: observation.details(start) };
}

const clock = (moment_us: number) => `${Math.floor(moment_us / 1e6)} s`;

describe('tiers of a back end', () => {
  const { details, world } = observed([hung]);
  const rows = new Map(details.tiers!.map(row => [row.name, row]));

  it('have a row each, if anybody called them', () => {
    expect([...rows.keys()]).toEqual(['api', 'billing']);
    expect(rows.get('api')).toMatchObject({ operator: 'contoso', servers: 2, threads: 32, cache: null });
  });

  it('count what was turned away by reason, with the first moment', () => {
    const { turnedAway, firstToFail } = rows.get('billing')!;
    expect(turnedAway.map(({ reason }) => reason).sort()).toEqual(['hung', 'timeout']);
    for (const { first_us } of turnedAway) expect(first_us).toBeGreaterThan(minutes(2));
    expect(firstToFail!.at_us).toBeLessThan(minutes(2) + seconds(5));
    expect(firstToFail!.perSecond).toBeGreaterThan(5);
  });

  it('name the incident of their worst moment, and how long each call was held then', () => {
    const { heldPeak, threads, worst, waits } = rows.get('api')!;
    expect(heldPeak).toBeGreaterThan(25);
    expect(heldPeak).toBeLessThanOrEqual(threads!);
    expect(worst!.incident).toBe('billing-down');
    expect(worst!.waited_us).toBeGreaterThan(seconds(3));
    expect(waits!.max_us).toBe(seconds(4.1));
  });

  it('have a course of threads held and of threads at work', () => {
    const series = details.series.filter(({ name }) => name.startsWith('tiers-'));
    expect(series.map(({ name }) => name)).toEqual(['tiers-held', 'tiers-busy']);
    const [held] = series;
    expect(held!.lines.map(({ label }) => label)).toEqual(['api', 'billing']);
    const api = new Map(held!.lines[0]!.points);
    expect(api.get(minutes(0))).toBeLessThan(3);
    expect(api.get(minutes(3))).toBeGreaterThan(20);
  });

  it('are told in the words of the terminal and the page', () => {
    const [api, billing] = tiersTold(details, world.horizon);
    expect(api).toMatchObject({ name: 'api', servers: '2' });
    expect(api!.held).toMatch(/^\d+ of 32$/);
    expect(api!.worst).toMatch(/^Mon 00:0[234]:\d\d billing-down: [34](\.\d)? s held per call$/);
    expect(billing!.firstToFail).toMatch(/^at \d+(\.\d+)?\/s \((time-out|threads)\)$/);
    expect(billing!.turnedAway.join()).toMatch(/time-out/);
  });

  it('are worth a sentence: which failed first, and why', () => {
    const [first, held] = tiersInWords(details.tiers!, clock);
    expect(first).toMatch(
      /^The first tier to fail was billing, at 12\d s during billing-down, when \d+(\.\d+)? calls a second came: /,
    );
    expect(held).toMatch(/^(Api|Billing) had at most \d+ of 32 threads held/);
  });

  it('count for themselves what an incident did to them, and no other request', () => {
    const [incident] = details.incidents as Extract<Incident, { system: string }>[];
    const { came, served, failed } = incident!.calls!;
    const billing = rows.get('billing')!;
    expect(came).toBeGreaterThan(50);
    expect(came).toBeLessThan(billing.visits);
    expect(served).toBeLessThan(came / 10);
    const failures = failed.reduce((sum, { n }) => sum + n, 0);
    expect(failures).toBeGreaterThan(came / 2);
    for (const { reason, n } of failed)
      expect(n, reason).toBeLessThanOrEqual(billing.turnedAway.find(one => one.reason === reason)!.n);
    expect(incident!.requests).toEqual({});
    const [told] = incidentsTold(details, world.horizon);
    expect(told!.met.slice(0, 2)).toEqual([`${formatCount(came)} came`, `${formatCount(served)} served`]);
  });

  it('that never fail are no news, but the one that came nearest is named', () => {
    const { details: calm } = observed([]);
    expect(tiersInWords(calm.tiers!, clock)).toEqual([
      expect.stringMatching(
        /^No tier of the back end failed; (api|billing) came nearest, with \d+ of 32 threads held\.$/,
      ),
    ]);
  });
});

describe('a tier of somebody else that did all it was asked to', () => {
  const payment: TierRow = {
    operator: 'contoso',
    name: 'payment',
    visits: 3,
    served: 3,
    busyMean: 0.1,
    busyPeak: 1,
    heldPeak: 1,
    heldPeakAt_us: 5,
    queuePeak: 0,
    turnedAway: [],
    firstToFail: null,
    waits: null,
    worst: { at_us: 5 },
    cache: null,
    breakerOpenings: 0,
    repeated: 0,
  };

  it('is not worth a table, nor a sentence; a run folder without tiers has none either', () => {
    expect(tiersTold({ tiers: [payment], start }, 10)).toEqual([]);
    expect(tiersTold({ start }, 10)).toEqual([]);
    expect(tiersInWords([payment], clock)).toEqual([]);
  });
});
