/**
 * The latency of a kind of request by closed forms alone, to be drawn beside what was simulated:
 *
 *     round trip + Σ over the tiers on its path: visits × (wait by the form of the tier + own work)
 *
 * Source: tiers after one another are a tandem, each of which behaves as if it were alone (J. R. Jackson, 1963).
 */
import type { ApiRequest, WorldSettings } from '../../models/settings.ts';
import type { FormValues } from './closed-form.ts';
import { type Offered, operatorOf, type TierLoad, tierLoads } from './tier-load.ts';
import { visitsOf } from './visits.ts';

export interface LatencyForm {
  applies: 'exact' | 'approximation';
  /** Sentences, one for each bank or tier on the way that somebody may have to wait for. */
  why: readonly string[];
  /** Mean over all requests in µs, those that are turned away included; these take the round trip only. */
  mean: number;
  /** The same over those that are not turned away. */
  meanAdmitted: number;
  /** Share of requests turned away. */
  shed: number;
  /** The latency that a share p does not exceed, in µs; undefined where no form tells. */
  quantile: ((p: number) => number) | undefined;
}

/** No form applies to every tier on the way, with the reasons. */
export interface NoLatencyForm {
  applies: 'none';
  why: readonly string[];
}

/** @throws RangeError for an operator that is not there, or a rate that makes no sense */
export function latencyForm(
  settings: WorldSettings,
  offered: Offered,
  request: ApiRequest,
): LatencyForm | NoLatencyForm {
  const { backEnd } = operatorOf(settings, offered.operator);
  const loads = tierLoads(settings, offered);
  const roundTrip = 2 * Math.ceil(settings.links.rttWifi / 2);
  const path = backEnd.paths[request];
  const bank = loads.find(({ kind }) => kind === 'bank');
  if (path === undefined) return bank === undefined ? nothingComes(request) : ofBank(bank, roundTrip);
  const visited = visitsOf(path, backEnd.tiers, offered.misses).tiers.filter(
    ({ beforeAnswer }) => beforeAnswer.high > 0,
  );
  const onWay = visited.flatMap(({ tier, beforeAnswer }) => {
    const load = loads.find(({ kind, tier: name }) => kind === 'tier' && name === tier.name);
    return load === undefined ? [] : [{ load, beforeAnswer }];
  });
  if (onWay.length === 0) return nothingComes(request);
  const isRange = onWay.some(({ beforeAnswer }) => beforeAnswer.low !== beforeAnswer.high);
  const without = onWay.filter(({ load }) => load.forms.at === undefined);
  if (without.length > 0) return { applies: 'none', why: without.map(({ load }) => `${load.tier}: ${load.forms.why}`) };
  if (isRange) return { applies: 'none', why: ['How many requests a cache answers is not known beforehand.'] };
  const values = onWay.map(({ load, beforeAnswer }) => ({ ...valuesOf(load), visits: beforeAnswer.high }));
  const meanAdmitted = values.reduce((sum, { stayMean, visits }) => sum + visits * stayMean, roundTrip);
  const admitted = values.reduce((share, { blocked, visits }) => share * (1 - Math.min(1, visits * blocked)), 1);
  const isExact = onWay.every(({ load }) => load.forms.applies === 'exact') && (admitted === 1 || onWay.length === 1);
  return {
    applies: isExact ? 'exact' : 'approximation',
    why: onWay.map(({ load }) => `${load.tier}: ${load.forms.why}`),
    mean: roundTrip + admitted * (meanAdmitted - roundTrip),
    meanAdmitted,
    shed: 1 - admitted,
    quantile: undefined,
  };
}

function ofBank(load: TierLoad, roundTrip: number): LatencyForm | NoLatencyForm {
  const { applies, at, stayQuantile, why } = load.forms;
  if (applies === 'none' || at === undefined) return { applies: 'none', why: [`${load.tier}: ${why}`] };
  const { blocked, stayMean } = valuesOf(load);
  return {
    applies,
    why: [`${load.tier}: ${why}`],
    mean: roundTrip + (1 - blocked) * stayMean,
    meanAdmitted: roundTrip + stayMean,
    shed: blocked,
    quantile: stayQuantile === undefined ? undefined : p => roundTrip + stayQuantile(load.arrivals.high, p),
  };
}

/** At the rate that comes; only asked of loads to which a form applies. */
function valuesOf({ forms, arrivals }: TierLoad): FormValues {
  if (forms.at === undefined) throw new Error('a closed form was asked for where there is none');
  return forms.at(arrivals.high);
}

const nothingComes = (request: ApiRequest): NoLatencyForm => ({
  applies: 'none',
  why: [`No ${request} comes to the operator.`],
});

/** By how many of its standard errors a measured mean lies above the formula; undefined for one without any error. */
export const gapInErrors = (measured: number, standardError: number, formula: number): number | undefined =>
  standardError > 0 ? (measured - formula) / standardError : undefined;
