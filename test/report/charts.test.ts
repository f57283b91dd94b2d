import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/experiments/run-result.ts';
import { chartsOf } from '../../src/report/charts/index.ts';
import { flowPicture } from '../../src/report/flow-picture.ts';
import { renderChart, renderCharts, withOwnIds } from '../../src/report/render.ts';
import { textWidth } from '../../src/report/text-width.ts';
import { colour } from '../../src/report/theme.ts';
import { sampleIncidents, sampleResult } from '../kit/sample-result.ts';

const charts = chartsOf(sampleResult());

const changed = (change: (result: RunResult) => void): RunResult => {
  const result = sampleResult();
  change(result);
  return result;
};

/** Every axis that a specification describes. */
function axisTitles(spec: unknown): string[] {
  if (Array.isArray(spec)) return spec.flatMap(axisTitles);
  if (typeof spec !== 'object' || spec === null) return [];
  return Object.entries(spec).flatMap(([key, value]) =>
    key === 'axis' && typeof value === 'object' && value !== null && 'title' in value
      ? [String(value.title)]
      : key === 'config'
        ? []
        : axisTitles(value),
  );
}

describe('the charts of a run', () => {
  it('show usage first, then balance, rate, latency, peaks and outcomes', () => {
    expect(charts.map(chart => chart.name)).toEqual([
      'usage',
      'balance',
      'getbalance-rate',
      'getbalance-latency',
      'activation-duration',
      'peaks-getBalance.rate',
      'outcomes',
    ]);
  });

  it('name what is on every axis, with its unit', () => {
    for (const chart of charts) {
      const titles = axisTitles(chart.spec);
      expect(titles.length, chart.name).toBeGreaterThanOrEqual(2);
      for (const title of titles.filter(one => !/^(length|outcome|share)/.test(one))) expect(title).toMatch(/\(.+\)$/);
    }
  });

  it('have the same bytes after six others were drawn in the same process', async () => {
    const [first] = charts;
    const alone = await renderChart(first!);
    const all = await renderCharts(charts);
    const again = await renderCharts([...charts].reverse());
    expect(all.get(first!.name)).toBe(alone);
    for (const chart of charts) expect(again.get(chart.name)).toBe(all.get(chart.name));
  });

  it('have ids of their own, so that one page can hold them all', async () => {
    const drawn = await renderCharts(charts);
    const ids = [...drawn.values()].flatMap(svg => [...svg.matchAll(/ id="([^"]+)"/g)].map(match => match[1]));
    expect(new Set(ids).size).toBe(ids.length);
    expect(withOwnIds('<g id="clip7"/><g clip-path="url(#clip7)"/>', 'usage')).toBe(
      '<g id="usage-0"/><g clip-path="url(#usage-0)"/>',
    );
  });

  it('draw quantile lines as a band with its median', () => {
    const balance = JSON.stringify(charts.find(chart => chart.name === 'balance')?.spec);
    expect(balance).toContain('"p5 to p95"');
  });

  it('keep every peak when there are more points than pixels', () => {
    const result = changed(({ details }) => {
      const points = Array.from({ length: 86_400 }, (_, i): [number, number] => [i * 1e6, i === 54_321 ? 99 : i % 7]);
      details.series = [{ name: 'rate', title: 'Rate', axis: 'requests (per s)', lines: [{ label: 'all', points }] }];
    });
    const spec = JSON.stringify(chartsOf(result)[0]?.spec);
    expect(spec).toContain('"value":99');
    expect(spec.length).toBeLessThan(120_000);
  });

  it('leave out what nobody observed', () => {
    const result = changed(({ details, summary }) => {
      details.series = [{ name: 'usage', title: 'Usage', axis: 'used (GB)', lines: [] }];
      details.histograms = [{ name: 'x', title: 'X', axis: 'x (s)', logarithmic: true, edges: [1, 2], counts: [0] }];
      details.outcomes = [];
      summary.metrics = {};
    });
    expect(chartsOf(result)).toEqual([]);
  });

  it('draw without complaint when there is a single point, an empty name or a zero on a logarithmic axis', async () => {
    const result = changed(({ details }) => {
      details.series = [
        { name: '', title: '', axis: '', lines: [{ label: '', points: [[0, 0]] }] },
        {
          name: '',
          title: '',
          axis: '',
          lines: [
            {
              label: '',
              points: [
                [0, -5],
                [1e6, 5],
              ],
            },
          ],
        },
      ];
      details.histograms = [
        { name: 'h', title: 'h', axis: 'h (s)', logarithmic: true, edges: [0, 1, 10], counts: [3, 4] },
      ];
      details.outcomes = [{ outcome: 'x', n: 1, meaning: '' }];
    });
    const some = chartsOf(result);
    expect(new Set(some.map(chart => chart.name)).size).toBe(some.length);
    const drawn = await renderCharts(some);
    for (const svg of drawn.values()) expect(svg).not.toMatch(/NaN|Infinity/);
  });
});

describe('what the timeline did', () => {
  const result = changed(({ details }) => {
    details.incidents = sampleIncidents();
  });
  const overTime = chartsOf(result).filter(({ wide }) => wide);

  it('stands behind every chart over time and is told in its words', () => {
    expect(overTime.map(({ name }) => name)).toEqual(['usage', 'balance', 'getbalance-rate']);
    for (const { spec, says } of overTime) {
      for (const { name } of sampleIncidents()) expect(JSON.stringify(spec)).toContain(`"name":"${name}"`);
      expect(says).toContain('smdp-slow: SM-DP+ of contoso four times as slow, Mon 00:00 to 01:00.');
    }
    for (const chart of charts) expect(JSON.stringify(chart.spec)).not.toContain('name_row');
  });

  it('is drawn with a tint of its own for outages, and a line for what has no length or no known end', async () => {
    const svg = await renderChart(overTime[0]!);
    const bands = [...svg.matchAll(/<path [^>]*d="M([\d.]+),0h([\d.]+)v220[^>]*fill="(#\w+)"/g)];
    expect(bands.map(([, , width, tint]) => [Number(width) > 1, tint])).toEqual([
      [true, colour.unsure],
      [true, colour.muted],
      [true, colour.unsure],
      [false, colour.muted],
      [false, colour.muted],
      [true, colour.unsure],
      [true, colour.unsure],
    ]);
    expect(svg.match(/<line [^>]*stroke="#/g)?.length).toBeGreaterThanOrEqual(7);
  });

  it('draws a line for each entry of a long timeline, and names the first', async () => {
    const long = changed(({ details }) => {
      details.incidents = Array.from({ length: 40 }, (_, i) => ({
        name: `promo-${i}`,
        kind: 'campaign',
        group: 'laptops',
        reach: 1,
        from_us: i * 36e8 * 0.5,
        until_us: i * 36e8 * 0.5,
      }));
    });
    const svg = await renderChart(chartsOf(long)[0]!);
    expect(svg.match(/<line [^>]*stroke="#526073"[^>]*stroke-width="1.25"/g)).toHaveLength(40);
    expect(svg).toContain('>promo-0<');
    expect(svg).not.toContain('>promo-39<');
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it('cuts what was over before the first point and what began after the last', async () => {
    const outside = changed(({ details }) => {
      details.series = details.series.map(series => ({
        ...series,
        lines: series.lines.map(line => ({ ...line, points: line.points.slice(8, 80) })),
      }));
      details.incidents = sampleIncidents();
    });
    const [usage] = chartsOf(outside);
    expect(JSON.stringify(usage!.spec)).not.toContain('"name":"smdp-slow"');
    expect(JSON.stringify(usage!.spec)).not.toContain('"name":"portal-down"');
    expect(JSON.stringify(usage!.spec)).toContain('"name":"promo"');
    expect(await renderChart(usage!)).not.toContain('NaN');
  });
});

describe('the flow picture', () => {
  const flow = sampleResult().details.flow!;

  /** Rectangles of all texts, by the same cautious estimate that laid them out. */
  function textBoxes(svg: string) {
    return [
      ...svg.matchAll(
        /<text x="([\d.]+)"(?: text-anchor="(middle)")? y="([\d.]+)"(?: text-anchor="(middle)")? font-size="([\d.]+)"[^>]*>([^<]*)</g,
      ),
    ].map(match => {
      const size = Number(match[5]);
      const width = textWidth(match[6] as string, size) * 0.9;
      const x = Number(match[1]) - (match[2] || match[4] ? width / 2 : 0);
      return {
        text: match[6],
        left: x,
        right: x + width,
        top: Number(match[3]) - size * 0.75,
        bottom: Number(match[3]) + 1,
      };
    });
  }

  it('writes the number, times and failures of each step on its arrow', () => {
    const svg = flowPicture(flow);
    expect(svg).toContain('3\u202f790× · p50 128 ms · p95 1.7 s');
    expect(svg).toContain('62× 429 too many requests');
  });

  it('never lets two texts overlap, nor any text leave the picture', () => {
    const long = structuredClone(flow);
    for (const arrow of long.arrows) {
      arrow.label = `${arrow.label} ${'with a much longer explanation '.repeat(4)}${'x'.repeat(90)}`;
      arrow.failures.push({ reason: 'a reason that goes on and on '.repeat(5), n: 3 });
    }
    for (const picture of [flow, long]) {
      const svg = flowPicture(picture);
      const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
      const boxes = textBoxes(svg).filter(box => !/^\d$/.test(box.text ?? ''));
      expect(boxes.length).toBeGreaterThan(30);
      for (const box of boxes) {
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(width);
        const others = boxes.filter(other => other !== box && other.left < box.right && other.right > box.left);
        expect(
          others.filter(other => other.top < box.bottom && other.bottom > box.top).map(other => other.text),
        ).toEqual([]);
      }
    }
  });

  it('draws an arrow from a participant to itself', () => {
    const svg = flowPicture({
      title: 't',
      source: 's',
      participants: [{ id: 'a', label: 'A' }],
      arrows: [{ step: 1, from: 'a', to: 'a', label: 'thinks', n: 1, p50_us: null, p95_us: null, failures: [] }],
    });
    expect(svg).toContain('>thinks</text>');
    expect(svg).not.toContain('NaN');
  });

  it('says which arrow names a participant that does not exist', () => {
    const wrong = { ...flow, arrows: [{ ...flow.arrows[0]!, to: 'nobody' }] };
    expect(() => flowPicture(wrong)).toThrow(/opens Mobile Plans.*nobody.*participants are: user/);
  });
});
