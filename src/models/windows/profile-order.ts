/**
 * An order of an eSIM profile that is no purchase in Mobile Plans: by a shop that sells codes, or by an enterprise.
 *
 * Assumption: it takes five minutes at most, and whoever places it places it again an hour after one that failed.
 */
import { hours, type Microseconds, minutes } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

export const ordersAgain: Microseconds = hours(1);

const orderLimit = minutes(5);

/** How the order goes to the SM-DP+. The answer comes as `orderAnswered`. */
export const orderTerms = ({ links }: Pick<Surroundings, 'links'>, occurrence: number) =>
  ({ then: 'orderAnswered', within: orderLimit, over: links.dataCentres, occurrence }) as const;
