/** `mpsim compare` as a person calls it: what it says, what it keeps, and how it ends. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Desk, twoWays } from './mpsim.ts';

let desk: Desk;
beforeAll(() => {
  desk = new Desk();
  desk.write('two.yaml', twoWays);
});
afterAll(() => desk.clear());

it('answers in words and as JSON, and takes what is finished from the folder the second time', async () => {
  const first = await desk.run('compare', 'two.yaml', '--replications', '2', '--workers', '1');
  expect(first.out).toMatch(/^A hundred buyers +\(two, seed 7, .*2 replications of 2 variants\)\n/);
  expect(first.out).toContain('ANSWER');
  expect(first.out).toContain('Sampling error only.');
  expect(first.out).toContain('Reproduce: mpsim compare two.yaml --seed 7 --replications 2\n');
  expect([0, 3]).toContain(first.code);

  const again = await desk.run('compare', 'two.yaml', '--replications', '2', '--json');
  const comparison = JSON.parse(again.out);
  expect(comparison).toMatchObject({ schema: 'mpsim.compare/1', base: 'today', replications: 2, failed: [] });
  expect(comparison.done).toHaveLength(4);
  expect(again.code).toBe(first.code);
  expect(desk.written().filter(name => /tasks\/[0-9a-f]{64}\.json$/.test(name))).toHaveLength(4);
  const folders = desk.written().filter(name => /compare-seed-7-[0-9a-f]{6}$/.test(name));
  expect(folders).toHaveLength(1);
  expect(desk.written()).toContain(`${folders[0]}/tables/replications.parquet`);
}, 120_000);

it.each([
  [['--variants', 'today,strickt'], 'Did you mean `strict`?'],
  [['--variants', 'today'], 'One variant cannot be compared.'],
  [['--precision', 'a lot'], '--precision: Expected a share of what the base has, as 1 %'],
  [['--primary', 'activation.sucess'], 'activation.success'],
])(
  'refuses %j before any work is done',
  async (flags, message) => {
    const { code, out, err } = await desk.run('compare', 'two.yaml', ...flags);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  },
  60_000,
);
