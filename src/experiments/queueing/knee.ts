/**
 * The knee of a latency curve: the rate at which the latency is twice what it is at low load. Beyond it, a little more load
 * costs a lot more time.
 *
 *     latency │            ╱
 *             │           ╱
 *       2 × ──│─ ─ ─ ─ ─ ╱          by a formula, or between the measured points on both sides
 *             │       _╱│
 *       1 × ──│___---   │
 *             └─────────┴───── requests per second
 *                     knee
 */
import { formatNumber } from '../format.ts';
import { mmcStayMean } from './formulas.ts';

export interface CurvePoint {
  /** Requests per second. */
  rate: number;
  /** Mean latency, in any one unit. */
  latency: number;
  /** Its interval, where there is one. */
  low?: number | null;
  high?: number | null;
}

export type Knee =
  | {
      found: true;
      rate: number;
      /** The rates between which it lies, by the intervals of the points; undefined where these do not tell. */
      low: number | undefined;
      high: number | undefined;
      /** The latency there: twice that at low load. */
      latency: number;
      /** True where the latency is below twice its value again at a higher rate: no plain curve, as in a retry storm. */
      comesBack: boolean;
    }
  /** A sentence that says why there is none. */
  | { found: false; why: string };

/**
 * By a formula, from a latency that rises with the rate.
 *
 * @param capacity  a rate by which the latency has grown beyond all bounds, or the highest of interest
 */
export function kneeOfFormula(latencyAt: (rate: number) => number, capacity: number): Knee {
  const latency = 2 * latencyAt(0);
  if (!(latencyAt(capacity) >= latency))
    return { found: false, why: neverDoubles(latencyAt(capacity), latency / 2, capacity) };
  let low = 0;
  let high = capacity;
  for (let halving = 0; halving < 60; halving += 1) {
    const between = (low + high) / 2;
    if (latencyAt(between) >= latency) high = between;
    else low = between;
  }
  return { found: true, rate: high, low: undefined, high: undefined, latency, comesBack: false };
}

/**
 * Of an M/M/c alone, in requests per second.
 *
 * @param service    mean service time, in seconds
 * @param otherwise  what a request takes beside wait and service, in seconds
 */
export function kneeOfServers(servers: number, service: number, otherwise = 0): Knee {
  return kneeOfFormula(rate => otherwise + mmcStayMean(servers, rate * service, service), servers / service);
}

/**
 * By measurement. Between two points the reciprocal of the latency is taken as a straight line, which it is for an M/M/1.
 *
 * @param points    in any order, one for each rate
 * @param atLowLoad the latency at low load where it is known otherwise; else that of the lowest rate counts
 */
export function kneeOfCurve(points: readonly CurvePoint[], atLowLoad?: number): Knee {
  const curve = [...points].sort((a, b) => a.rate - b.rate);
  if (curve.length < 2) return { found: false, why: 'A curve takes two rates or more.' };
  const first = curve[0];
  const base = atLowLoad ?? first.latency;
  if (!(base > 0)) return { found: false, why: 'There is no latency at low load that could double.' };
  const latency = 2 * base;
  const at = crossing(curve, point => point.latency, latency);
  if (at === 'before')
    return {
      found: false,
      why: `At the lowest rate of ${formatNumber(first.rate)} per s the latency is ${formatNumber(first.latency / base)} times that at low load: the knee lies below.`,
    };
  if (at === undefined) {
    const highest = curve.reduce((most, point) => (point.latency > most.latency ? point : most));
    return { found: false, why: neverDoubles(highest.latency, base, highest.rate) };
  }
  const beyond = curve.slice(curve.findIndex(point => point.latency >= latency));
  // The band is where its upper edge reaches twice the lowest base, and its lower edge twice the highest.
  const [baseLow, baseHigh] = atLowLoad === undefined ? [first.low ?? base, first.high ?? base] : [base, base];
  const hasBand = curve.every(({ low, high }) => typeof low === 'number' && typeof high === 'number');
  const from = hasBand ? crossing(curve, point => point.high ?? point.latency, 2 * baseLow) : undefined;
  const to = hasBand ? crossing(curve, point => point.low ?? point.latency, 2 * baseHigh) : undefined;
  return {
    found: true,
    rate: at,
    low: from === 'before' ? first.rate : from,
    high: to === 'before' ? undefined : to,
    latency,
    comesBack: beyond.some(point => point.latency < latency),
  };
}

/** The first rate at which the value reaches the target; `before` when it does at the first point already. */
function crossing(
  curve: readonly CurvePoint[],
  heightOf: (point: CurvePoint) => number,
  target: number,
): number | 'before' | undefined {
  const next = curve.findIndex(point => heightOf(point) >= target);
  if (next === -1) return undefined;
  if (next === 0) return 'before';
  const [a, b] = [curve[next - 1], curve[next]];
  const [atA, atB] = [heightOf(a), heightOf(b)];
  if (!(atA > 0 && atB < Infinity)) return b.rate;
  const share = (1 / atA - 1 / target) / (1 / atA - 1 / atB);
  return a.rate + share * (b.rate - a.rate);
}

const neverDoubles = (highest: number, base: number, rate: number): string =>
  `The latency never doubles: at ${formatNumber(rate)} per s it is ${formatNumber(highest / base)} times that at low load.`;
