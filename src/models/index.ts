/** The door of the world: what scenarios, experiments and reports may use of it. */

export { devicesOf } from './happenings.ts';
export { laws } from './invariants.ts';
export { type CallbackMethod, callbackMethods } from './messages/callbacks.ts';
export { contextCauses, registrationCauses, wwanStatus } from './messages/causes.ts';
export { eSimOperationStatuses } from './messages/esim-operation-status.ts';
export { nameOfProvisioningCode } from './messages/provisioning/provisioning-code.ts';
export { abroadOf, withoutPlan } from './operator/customer-account.ts';
export { profilesHad, profilesLeft } from './operator/profile-stock.ts';
export { roamedBy } from './operator/roaming-charging.ts';
export { passedBy } from './operator/subscription.ts';
export { everyAct } from './people/hand.ts';
export * from './settings.ts';
export { arrowsTaken, stateMachines, statesNow } from './state-machines.ts';
export { type CallbackMistake, callbackMistakes } from './windows/callback-checks.ts';
export { attributedTo } from './windows/local-data-counters.ts';
export type { TrafficSource } from './windows/network-traffic.ts';
export { endReasons, isAtStep } from './windows/purchase-ends.ts';
export { describeWire, type WireText } from './wire.ts';
export { World, type WorldOptions } from './world.ts';
