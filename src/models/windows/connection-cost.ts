/**
 * What a connection costs, as Windows tells every app: the type, and what is special at the moment.
 *
 *     plan of the operator (DUSM), roaming ──▶ mobileBroadbandCost ──▶ ConnectionCost ──▶ apps, Windows Update
 *
 * Source: Microsoft Learn, "NetworkCostType", "ConnectionCost", "Quickstart: Managing metered network cost constraints",
 * "Plans schema"; without the operator's word mobile broadband is fixed.
 */
import type { Bytes } from '../../sim/index.ts';
import type { CostType } from '../settings.ts';
import type { planTypes } from './data-usage-and-subscription-manager.ts';

/** With their numbers in the programming interface of Windows. */
export const networkCostTypes = { Unknown: 0, Unrestricted: 1, Fixed: 2, Variable: 3 } as const;
export type NetworkCostType = keyof typeof networkCostTypes;

/** How Windows calls what an operator says of a plan, or a hotspot of itself. */
export const costTypeOf = {
  unrestricted: 'Unrestricted',
  fixed: 'Fixed',
  variable: 'Variable',
} as const satisfies Record<CostType, NetworkCostType>;

export interface ConnectionCost {
  readonly type: NetworkCostType;
  readonly roaming: boolean;
  readonly overDataLimit: boolean;
  readonly approachingDataLimit: boolean;
  readonly congested: boolean;
}

/** Of a cost that only its type says something of. */
export const nothingSpecial = {
  roaming: false,
  overDataLimit: false,
  approachingDataLimit: false,
  congested: false,
} as const;

/** Whether what is not urgent waits, or asks first: the network is metered, or what it carries costs extra. */
export const isMetered = ({
  type,
  roaming,
  overDataLimit,
}: Pick<ConnectionCost, 'type' | 'roaming' | 'overDataLimit'>): boolean =>
  type === 'Fixed' || type === 'Variable' || roaming || overDataLimit;

/** Share of the limit from which on it is approached. Assumption: 80 %, the example of the notifications for apps. */
export const approachingFrom = 0.8;

/** What Windows knows of the plan at this moment. */
export interface KnownPlan {
  readonly type: (typeof planTypes)[number] | undefined;
  /** 0 where the operator has set none. */
  readonly limit: Bytes;
  readonly used: Bytes;
  /** As the operator has said, whatever the numbers. */
  readonly overLimit: boolean;
  readonly congested: boolean;
}

/**
 * The cost of mobile broadband.
 *
 * @param plan  undefined where Windows knows of none: a fixed plan without a limit
 */
export function mobileBroadbandCost(plan: KnownPlan | undefined, roaming: boolean): ConnectionCost {
  if (plan === undefined) return { type: 'Fixed', ...nothingSpecial, roaming };
  const { type = 'Fixed', limit, used, overLimit, congested } = plan;
  const overDataLimit = overLimit || (limit > 0 && used >= limit);
  return {
    type,
    roaming,
    overDataLimit,
    approachingDataLimit: !overDataLimit && limit > 0 && used >= limit * approachingFrom,
    congested,
  };
}
