import { describe, expect, it } from 'vitest';
import { chartsOf } from '../../src/report/charts/index.ts';
import { flowPicture } from '../../src/report/flow-picture.ts';
import { png } from '../../src/report/png.ts';
import { renderChart } from '../../src/report/render.ts';
import { statePicture } from '../../src/report/state-picture.ts';
import { sampleResult } from '../kit/sample-result.ts';

const { details } = sampleResult();
const sizeOf = (bytes: Uint8Array): [width: number, height: number] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe('a picture as PNG', () => {
  it('is twice as large as the drawing', async () => {
    const svg = flowPicture(details.flow!);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    expect(sizeOf(await png(svg))).toEqual([2 * Number(width), 2 * Number(height)]);
  });

  it('has its text: without the fonts there would be another picture', async () => {
    const [chart] = chartsOf(sampleResult());
    for (const svg of [flowPicture(details.flow!), statePicture(details.machines![0]!), await renderChart(chart!)]) {
      const withText = await png(svg);
      const without = await png(svg, []);
      const textless = await png(svg.replace(/<text[^>]*>[^<]*<\/text>/g, ''), []);
      expect(Buffer.from(without).equals(textless)).toBe(true);
      expect(Buffer.from(withText).equals(without)).toBe(false);
      expect(withText.byteLength).toBeGreaterThan(1.3 * without.byteLength);
    }
  });

  it('finds every face that the pictures ask for, bold apart from plain', async () => {
    const line = (weight: number) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 30" width="200" height="30"><text x="5" y="20" font-family="system-ui, Segoe UI, DejaVu Sans, sans-serif" font-weight="${weight}">5 × ✗ 1\u202f234 ·</text></svg>`;
    const [plain, bold] = await Promise.all([png(line(400)), png(line(700))]);
    expect(Buffer.from(plain).equals(bold)).toBe(false);
  });

  it('has the same bytes each time', async () => {
    const svg = statePicture(details.machines![0]!);
    expect(Buffer.from(await png(svg)).equals(await png(svg))).toBe(true);
  });
});
