/** `mpsim capacity`: a real search, small; what cannot be asked; and how it ends. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CapacityResult } from '../../src/experiments/index.ts';
import { Desk } from './mpsim.ts';

const scenario = `mpsim: 1
run: { start: 2019-09-02 09:00, length: 3 min, seed: 3, replications: 5 }
operators: { contoso: { from: de/Telekom, api: { servers: 4, service: exponential mean 200 ms } } }
population:
  agents: { count: 5, load: { rate: 8 per s, pacing: random, mix: { getBalance: 100 % } } }
slo:
  fast: mean(getBalance.latency) <= 2 s
`;

describe('mpsim capacity', () => {
  let desk: Desk;
  beforeAll(() => {
    desk = new Desk();
    desk.write('agents.yaml', scenario);
  });
  afterAll(() => desk.clear());

  it('answers with the cheapest size, confirmed, beside the closed form that is exact here', async () => {
    const { code, out, err } = await desk.call(
      ...['capacity', 'agents.yaml', '--vary', 'operators.contoso.api.servers=1..6', '--workers', '1', '--json'],
    );
    expect(err).not.toContain('Error');
    expect(code).toBe(0);
    const result: CapacityResult = JSON.parse(out);
    expect(result).toMatchObject({
      schema: 'mpsim.capacity/1',
      of: 'size',
      status: 'confirmed',
      size: { settings: [{ value: '2' }], cost: 2, by: 'confirmation', verdict: 'meets' },
      below: [{ settings: [{ value: '1' }], verdict: 'fails' }],
      replications: { confirmation: 5 },
      load: { request: 'getBalance', published: { sims: 1000 } },
      reproduce: 'mpsim capacity agents.yaml --seed 3 --vary operators.contoso.api.servers=1..6 --replications 5',
    });
    expect(result.answer[0]).toMatch(/^api 2 servers, cost 2 \((?:>|\d).* % sure all SLOs hold\)\.$/);
    // So short a run begins empty and ends before high load has settled; below 60 % it has.
    const settled = result.curve!.points.filter(({ factor }) => factor <= 0.75);
    for (const { form } of settled) {
      expect(form).toMatchObject({ applies: 'exact' });
      expect(Math.abs(form!.gap!)).toBeLessThan(8);
    }
    const folder = desk.written().find(name => /capacity-seed-3-\w+$/.test(name))!;
    expect(JSON.parse(readFileSync(desk.path(folder, 'summary.json'), 'utf8'))).toEqual(result);
    for (const file of [
      'report.html',
      'tables/points.parquet',
      'tables/replications.parquet',
      'tables/curve.parquet',
      'charts/latency-against-load.svg',
    ])
      expect(existsSync(desk.path(folder, file)), file).toBe(true);
  });

  it('ends with 3 where no size meets, and says which level the most generous one misses', async () => {
    const { code, out } = await desk.call(
      ...['capacity', 'agents.yaml', '--vary', 'operators.contoso.api.servers=1,2', '--workers', '1'],
      ...['--slo', 'mean(getBalance.latency) <= 100 ms'],
    );
    expect(code).toBe(3);
    expect(out).toContain('No size meets `mean(getBalance.latency) <= 100 ms`');
    expect(out).toContain('With the most of everything, api 2 servers:');
  });

  it.each<[string, string[], string]>([
    ['nothing to choose', [], 'There is nothing to choose: the scenario has no `size`'],
    [
      'a level that is none',
      ['--vary', 'operators.contoso.api.servers=1..2', '--slo', 'p95(getBalance.latency) < 400'],
      'Did you mean `400 ms`?',
    ],
  ])('refuses %s with 2, says what to write, and writes nothing', async (_, flags, words) => {
    const before = desk.written();
    const { code, out, err } = await desk.call('capacity', 'agents.yaml', ...flags);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(desk.written()).toEqual(before);
  });
});
