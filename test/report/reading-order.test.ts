/** Which key figures are read first, and which are background. */
import { describe, expect, it } from 'vitest';
import type { Expectation, Metric, Summary } from '../../src/experiments/run-result.ts';
import { printComparison, printSummary } from '../../src/report/index.ts';
import { headed } from '../../src/report/metric-name.ts';
import { readingOrder } from '../../src/report/reading-order.ts';
import { sampleResult } from '../kit/sample-result.ts';

const figure = (n: number): Metric => ({
  kind: 'value',
  unit: 'share',
  n,
  censored: 0,
  value: n === 0 ? null : 0.5,
  question: '',
});
const figures = (...names: string[]) => Object.fromEntries(names.map(name => [name, figure(10)]));
const run = (metrics: Record<string, Metric>, texts: string[] = []): Pick<Summary, 'metrics' | 'expectations'> => ({
  metrics,
  expectations: texts.map((text): Expectation => ({ ...sampleResult().summary.expectations[0]!, text })),
});

describe('the heading of a key figure', () => {
  it('is the question of a metric of every run, and the name in words of one of the scenario', () => {
    expect(headed('hotspot.success', { question: 'Which share got online?' })).toEqual({
      heading: 'Which share got online?',
      beside: 'hotspot.success',
    });
    expect(headed('shared-data', { question: 'sum(used among sharingClient)' })).toEqual({
      heading: 'Shared data',
      beside: 'sum(used among sharingClient)',
    });
  });
});

describe('the order in which key figures are read', () => {
  it('puts what the scenario itself measures first, and the rest as the run has it', () => {
    const metrics = figures('hotspot.success', 'offload.share', 'time-to-online', 'got-online');
    expect(readingOrder([run(metrics)]).told).toEqual([
      'time-to-online',
      'got-online',
      'hotspot.success',
      'offload.share',
    ]);
  });

  it('names what every run measures apart, where the run is about something else', () => {
    const metrics = figures('hotspot.success', 'getBalance.success', 'usage.bytes', 'balance.remaining');
    expect(readingOrder([run(metrics)])).toEqual({
      told: ['hotspot.success'],
      nothing: [],
      beside: ['getBalance.success', 'usage.bytes', 'balance.remaining'],
    });
  });

  it('keeps it where an expectation asks for it', () => {
    const metrics = figures('hotspot.success', 'getBalance.success', 'usage.bytes');
    const { told, beside } = readingOrder([run(metrics, ['p95(getBalance.latency) < 2 s'])]);
    expect(told).toEqual(['hotspot.success', 'getBalance.success']);
    expect(beside).toEqual(['usage.bytes']);
  });

  it('keeps it where there is nothing else, or nothing else was observed', () => {
    const balances = figures('getBalance.success', 'usage.bytes');
    expect(readingOrder([run(balances)]).told).toEqual(['getBalance.success', 'usage.bytes']);
    const empty = readingOrder([run({ 'hotspot.success': figure(0), ...balances })]);
    expect(empty.told).toEqual(['getBalance.success', 'usage.bytes']);
    expect(empty.nothing).toEqual(['hotspot.success']);
  });

  it('says of what nobody asked for neither that it was measured nor that it was not', () => {
    const metrics = { ...figures('hotspot.success'), 'getBalance.success': figure(0) };
    expect(readingOrder([run(metrics)])).toEqual({ told: ['hotspot.success'], nothing: [], beside: [] });
  });

  it('loses nothing that was observed, over all variants', () => {
    const runs = [run(figures('hotspot.success', 'usage.bytes')), run(figures('offload.share', 'got-online'))];
    const { told, nothing, beside } = readingOrder(runs);
    const names = new Set(runs.flatMap(({ metrics }) => Object.keys(metrics)));
    expect(new Set([...told, ...nothing, ...beside])).toEqual(names);
  });

  it('is that of the terminal, which names what it leaves out', () => {
    const result = sampleResult();
    const { summary } = result;
    Object.assign(summary, run(figures('hotspot.success', 'usage.bytes', 'got-online')));
    for (const text of [
      printSummary(result, { colour: false, width: 120 }),
      printComparison([result, result], { colour: false, width: 120 }),
    ]) {
      const lines = text.split('\n');
      const at = lines.findIndex(line => line.startsWith('got-online'));
      expect(lines[at + 1]).toMatch(/^hotspot\.success/);
      expect(lines[at + 2]).toBe('Nobody asked for these, they are in summary.json: usage.bytes');
    }
  });
});
