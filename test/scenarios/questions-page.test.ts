/** docs/questions.md: each question has a scenario that comes with mpsim, with the variants and the metrics that the page names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenarios/index.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/questions.md'), 'utf8');
const words = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);

const rows = page
  .split('\n')
  .filter(line => /^\| \d/.test(line))
  .map(line => {
    const [number, question = '', command = '', variants = '', metrics = ''] = line.slice(2, -2).split(' | ');
    const scenario = words(command)[0]!.replace('mpsim run ', '');
    return { number: Number(number), question, scenario, variants: words(variants), metrics: words(metrics) };
  });

describe('the page of questions', () => {
  it('has a row for each question that a run answers', () => {
    expect([...new Set(rows.map(({ number }) => number))]).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 27, 28,
    ]);
  });

  it.each(rows.map(row => [row.number, row.scenario, row] as const))('question %i is asked by %s', (_, name, row) => {
    const { variants, metrics, question } = loadScenario(join(root, 'scenarios', `${name}.yaml`));
    expect(row.question).toMatch(/\?$/);
    expect(question).toMatch(/\?$/);
    expect([...variants].sort()).toEqual(row.variants.toSorted());
    expect(row.metrics.length).toBeGreaterThan(1);
    expect(metrics.map(metric => metric.name)).toEqual(expect.arrayContaining(row.metrics));
  });

  it('is linked from the README', () => {
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('](docs/questions.md)');
  });
});
