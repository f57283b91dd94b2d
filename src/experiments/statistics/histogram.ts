/** From a sketch to the bars of a chart. */
import type { Histogram } from '../run-result.ts';
import type { QuantileSketch } from './quantile-sketch.ts';

/** @param unit  what one of the axis is in the unit of the sketch: 1e6 for seconds from microseconds */
export function histogramOf(
  name: string,
  title: string,
  axis: string,
  sketch: QuantileSketch,
  unit: number,
): Histogram {
  const { edges, counts } = sketch.toHistogram(60);
  return { name, title, axis, logarithmic: true, edges: edges.map(edge => edge / unit), counts };
}
