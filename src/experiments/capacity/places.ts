/**
 * What is simulated for a size: the size itself and, where it must survive it, the same with one server gone, of each tier in
 * turn. A tier of one server is then lost altogether: every call to it is refused, but for the very first.
 *
 *     api 6 · billing 3   ─▶   api 6 · billing 3      all there
 *                              api 5 · billing 3      an api server lost
 *                              api 6 · billing 2      a billing server lost
 */
import type { OperatorSettings, WorldSettings } from '../../models/index.ts';
import { apiRequests } from '../../models/settings.ts';
import type { Sets } from '../../scenarios/index.ts';
import type { Dimension, Point } from './lattice.ts';

/** One world that is simulated. */
export interface Place {
  /** The same for the same world: what was found about it counts for every size that needs it. */
  key: string;
  sets: Sets;
  /** The tier that has lost a server. */
  lost: string | undefined;
}

/** Servers that may be lost. */
export interface Bank {
  /** `billing`, or `api` for the operator's bank of servers. */
  name: string;
  /** Of the setting. */
  path: string;
  /** As the file has it. */
  servers: number;
  /** Replacements that make every call to it fail. */
  failing: Sets;
}

/** Every bank and tier with servers of one's own. */
export const banksOf = ({ operators }: WorldSettings): Bank[] => operators.flatMap(banksOfOperator);

function banksOfOperator({ name, api, backEnd }: OperatorSettings): Bank[] {
  const banks: Bank[] = backEnd.tiers.flatMap(tier => {
    if (tier.servers === undefined || tier.outside) return [];
    const path = `operators.${name}.backend.${tier.name}`;
    // The lowest limit that there is: a tier cannot be set up with no server.
    const failing: Sets = [
      [`${path}.limit`, '0.001 per day'],
      [`${path}.over`, '503'],
    ];
    return [{ name: tier.name, path: `${path}.servers`, servers: tier.servers, failing }];
  });
  // The API's own bank takes care of what has no path; beside tiers of one's own it is no part of the question.
  const isNeeded = apiRequests.some(request => backEnd.paths[request] === undefined);
  if (!isNeeded || banks.length > 0) return banks;
  const path = `operators.${name}.api`;
  return [{ name: 'api', path: `${path}.servers`, servers: api.servers, failing: [[`${path}.errors`, '100 %']] }];
}

export const setsOf = (dimensions: readonly Dimension[], point: Point): Sets =>
  dimensions.map(({ path, values }, d) => [path, values[point[d]!]!]);

/** @param losses  none where nothing must be survived */
export function placesOf(dimensions: readonly Dimension[], point: Point, losses: readonly Bank[]): Place[] {
  const sets = setsOf(dimensions, point);
  return [placeOf(sets, undefined), ...losses.map(bank => placeOf(withLoss(sets, bank), bank.name))];
}

function withLoss(sets: Sets, { path, servers, failing }: Bank): Sets {
  const chosen = sets.find(([at]) => at === path);
  const left = (chosen === undefined ? servers : Number(chosen[1].replaceAll('_', ''))) - 1;
  if (left === 0) return [...sets, ...failing];
  const lost = [path, String(left)] as const;
  return chosen === undefined ? [...sets, lost] : sets.map(set => (set === chosen ? lost : set));
}

export const placeOf = (sets: Sets, lost: string | undefined): Place => ({ key: JSON.stringify(sets), sets, lost });
