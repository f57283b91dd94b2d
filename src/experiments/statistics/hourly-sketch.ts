/** A sketch for each hour of a run: how a spread of values changes through the day, and what it is over all of it. */
import { hours } from '../../sim/index.ts';
import { QuantileSketch } from './quantile-sketch.ts';

const hour = hours(1);

export class HourlySketch {
  private readonly byHour: QuantileSketch[] = [];

  /** @param at  moment of the value, in µs since the start of the run */
  add(at: number, value: number): void {
    const index = Math.floor(at / hour);
    while (this.byHour.length <= index) this.byHour.push(new QuantileSketch());
    this.byHour[index]!.add(value);
  }

  get isEmpty(): boolean {
    return this.byHour.length === 0;
  }

  /** All hours together: merged sketches equal the sketch of all values, so each value is counted once as it passes. */
  whole(): QuantileSketch {
    return this.byHour.reduce((all, sketch) => all.merge(sketch), new QuantileSketch());
  }

  /** A quantile at the middle of each hour that has values: moment in µs, and value. */
  points(p: number): [at: number, value: number][] {
    return this.byHour.flatMap((sketch, at): [number, number][] => {
      const value = sketch.quantile(p);
      return value === null ? [] : [[(at + 0.5) * hour, value]];
    });
  }
}
