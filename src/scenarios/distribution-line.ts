/**
 * A fitted distribution in the words of the language, with as few digits as keep its meaning: a line that can be put into
 * a scenario as it stands.
 */
import { type Distribution, exp, normalQuantile } from '../sim/index.ts';
import type { DrawnUnit } from './distribution-words.ts';
import { decimal, describeSize, describeTime } from './quantities.ts';

/** The words, every number rounded to so many digits. */
export function distributionLine(distribution: Distribution, unit: DrawnUnit, digits: number): string {
  const rounded = (value: number) => Number(value.toPrecision(digits));
  const amount = (value: number) => describeAmount(rounded(value), unit);
  const bare = (value: number) => decimal(rounded(value));
  const words = (d: Distribution): string => {
    switch (d.kind) {
      case 'constant':
        return amount(d.value);
      case 'exponential':
        return `exponential mean ${amount(d.mean)}`;
      case 'uniform':
        return `uniform ${amount(d.low)} to ${amount(d.high)}`;
      case 'normal':
        return `normal mean ${amount(d.mean)} deviation ${amount(d.deviation)}`;
      case 'lognormal':
        return `lognormal median ${amount(d.median)} p95 ${amount(d.median * exp(d.sigma * normalQuantile(0.95)))}`;
      case 'gamma':
        return `gamma mean ${amount(d.mean)} shape ${bare(d.shape)}`;
      case 'weibull':
        return `weibull scale ${amount(d.scale)} shape ${bare(d.shape)}`;
      case 'pareto':
        return `pareto least ${amount(d.least)} shape ${bare(d.shape)}`;
      case 'mix':
        return `mix ${d.parts.map((part, i) => `${i === d.parts.length - 1 ? 'rest' : `${bare(part.share * 100)} %`} ${words(part.of)}`).join(' | ')}`;
      case 'triangular':
      case 'geometric':
      case 'empirical':
      case 'truncated':
      case 'scaled':
        throw new Error(`a ${d.kind} distribution is not fitted to data`);
    }
  };
  return words(distribution);
}

/** A value with its unit, as the language writes it. */
export function describeAmount(value: number, unit: DrawnUnit): string {
  return { time: describeTime, size: describeSize, count: decimal }[unit](value);
}
