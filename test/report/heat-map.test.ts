/** A sweep over two parameters: a cell for each point, marked where what is expected of the number does not hold. */
import { describe, expect, it } from 'vitest';
import { answerOfSweep } from '../../src/experiments/sweep/answer.ts';
import type { SweepResult, SweptNumber } from '../../src/experiments/sweep/sweep-result.ts';
import { heatMap } from '../../src/report/charts/heat-map.ts';
import { renderCharts } from '../../src/report/render.ts';

const axis = (path: string, texts: string[]) => ({
  path,
  written: texts.join(','),
  unit: '',
  isLogarithmic: false,
  values: texts.map(text => ({ text, position: Number(text) })),
});
const verdicts = ['fail', 'undecided', 'pass', 'fail', 'pass', 'pass'] as const;
const mean = (ms: number) => ({ mean: ms * 1_000, low: null, high: null, n: 3, observations: 30, censored: 0 });

function sweepOf(columns: string[], rows: string[], judged: readonly (typeof verdicts)[number][]): SweepResult {
  const number: SweptNumber = {
    name: 'p95(getBalance.latency)',
    metric: 'getBalance.latency',
    unit: 'µs',
    method: '',
    isDrawn: true,
    points: judged.map((_, i) => mean(100 * (i + 1))),
    curves: [],
  };
  const claim = {
    text: 'p95(getBalance.latency) <= 250 ms',
    unit: 'µs',
    isQuestion: false,
    points: judged.map(verdict => ({ verdict, value: null, bound: 250_000 })),
    crossings: [],
    words: rows.map(row => `With api.queue ${row}, it holds somewhere.`),
  };
  return {
    schema: 'mpsim.sweep/1',
    ...{ scenario: 'calls', variant: 'baseline', seed: 4, replications: 3, title: 'Calls', question: '' },
    answer: [],
    axes: [axis('a.api.servers', columns), axis('a.api.queue', rows)],
    points: judged.map((_, i) => {
      const at = [i % columns.length, Math.floor(i / columns.length)];
      return { at, values: [columns[at[0]!]!, rows[at[1]!]!], replications: 3, events: 1 };
    }),
    numbers: [number],
    claims: [claim],
    ...{ failed: [], warnings: [], observed: [], reproduce: '' },
  };
}

const written = async (result: SweepResult): Promise<string[]> => {
  const chart = heatMap(result, result.numbers[0]!);
  const svg = (await renderCharts([chart])).get(chart.name)!;
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);
};

describe('a heat map', () => {
  it('marks the cells in which an expectation about its number fails or is undecided, and says so', async () => {
    const result = sweepOf(['1', '2', '3'], ['10', '20'], verdicts);
    const texts = await written(result);
    for (const text of ['100 ms ✗', '200 ms ?', '300 ms', '400 ms ✗', '500 ms', '600 ms'])
      expect(texts).toContain(text);
    expect(heatMap(result, result.numbers[0]!).note).toContain('✗ where it fails, ? where it is undecided.');
  });

  it('keeps the marks where the numbers have no room', async () => {
    const columns = Array.from({ length: 40 }, (_, i) => String(i));
    const judged = columns.map((_, i) => (i === 7 ? ('fail' as const) : ('pass' as const)));
    const texts = await written(sweepOf(columns, ['10'], judged));
    expect(texts.filter(text => text.includes('✗')).map(text => text.trim())).toEqual(['✗']);
    expect(texts.some(text => text.includes('100 ms'))).toBe(false);
  });

  it('says nothing of marks where everything holds', async () => {
    const result = sweepOf(['1', '2'], ['10'], ['pass', 'pass']);
    expect(heatMap(result, result.numbers[0]!).note).not.toContain('expected');
  });
});

describe('the answer of a sweep over two parameters', () => {
  it('counts the points at which an expectation holds, in one sentence', () => {
    expect(answerOfSweep(sweepOf(['1', '2', '3'], ['10', '20'], verdicts))[0]).toBe(
      '`p95(getBalance.latency) <= 250 ms` holds at 3 of 6 points, fails at 2, is undecided at 1.',
    );
  });
});
