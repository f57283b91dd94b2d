/** The door of the world: what scenarios, experiments and reports may use of it. */

export { devicesOf } from './happenings.ts';
export { laws } from './invariants.ts';
export { type CallbackMethod, callbackMethods } from './messages/callbacks.ts';
export { contextCauses, registrationCauses, wwanStatus } from './messages/causes.ts';
export { eSimOperationStatuses } from './messages/esim-operation-status.ts';
export { nameOfProvisioningCode } from './messages/provisioning/provisioning-code.ts';
export { abroadOf, withoutPlan } from './operator/customer-account.ts';
export { mostOf } from './operator/line-usage.ts';
export { profilesHad, profilesLeft } from './operator/profile-stock.ts';
export { roamedBy } from './operator/roaming-charging.ts';
export { passedBy } from './operator/subscription.ts';
export { usageQuerySize } from './operator/usage-query.ts';
export { usageOfPlan } from './operator/usage-warnings.ts';
export { everyAct } from './people/hand.ts';
export { clientKind } from './places/sharing-clients.ts';
export * from './settings.ts';
export { arrowsTaken, stateMachines, statesNow } from './state-machines.ts';
export { type CallbackMistake, callbackMistakes } from './windows/callback-checks.ts';
export { wordOfRefusal } from './windows/context-policies.ts';
export { knownUsage } from './windows/data-usage-and-subscription-manager.ts';
export { attributedTo, countedBy } from './windows/local-data-counters.ts';
export type { TrafficSource } from './windows/network-traffic.ts';
export { endReasons, isAtStep } from './windows/purchase-ends.ts';
export { tetheringOperationStatuses } from './windows/sharing-capability.ts';
export { estimateOf } from './windows/usage-estimate.ts';
export { describeWire, type WireText } from './wire.ts';
export { World, type WorldOptions } from './world.ts';
