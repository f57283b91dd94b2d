/**
 * What a PC has at hand when a message comes: the rules of the provisioning file that was applied to it, and what its plan
 * says. Rules are made ready once for all devices that have the same file.
 */
import { type PreparedRule, prepareRules } from '../messages/operator-messages/rules.ts';
import type { ProvisionedState } from '../messages/provisioning/applying.ts';
import type { ProvisionedStates } from '../messages/provisioning/prepared-files.ts';
import type { Surroundings } from '../surroundings.ts';

export interface MessageSurroundings extends Surroundings {
  readonly operatorMessages: {
    /** In the order in which they are tried; none without a file, or where its file has none. */
    rules(device: number): readonly PreparedRule[];
    /** Bytes that the plan in the file grants. */
    planLimit_bytes(device: number): number | undefined;
    /** UserSMSEnabled of the plan; true without a file. */
    userSmsEnabled(device: number): boolean;
    /** Whether Windows knows where to ask for a newer file. */
    hasRefreshUrl(device: number): boolean;
  };
}

/**
 * @param provisioned  number of what files have made of a device
 * @param states       read only when a device has got a file
 */
export function messageSurroundings(
  given: Surroundings,
  provisioned: (device: number) => number,
  states: () => ProvisionedStates,
): MessageSurroundings {
  const prepared = new Map<number, readonly PreparedRule[]>();
  const stateOf = (device: number): ProvisionedState | undefined => {
    const number = provisioned(device);
    return number === 0 ? undefined : states().at(number);
  };
  const planOf = (device: number) => {
    const state = stateOf(device);
    const name = state?.defaultProfile?.associatedPlan;
    return (state?.plans.find(plan => plan.name === name) ?? state?.plans[0])?.description;
  };
  return {
    ...given,
    operatorMessages: {
      rules(device) {
        const number = provisioned(device);
        let rules = prepared.get(number);
        if (rules === undefined) {
          rules = prepareRules(stateOf(device)?.messages ?? []);
          prepared.set(number, rules);
        }
        return rules;
      },
      planLimit_bytes(device) {
        const limit = planOf(device)?.dataLimitInMegabytes;
        return limit === undefined ? undefined : limit * 1e6;
      },
      userSmsEnabled: device => planOf(device)?.userSmsEnabled ?? true,
      hasRefreshUrl: device => stateOf(device)?.refreshParameters !== undefined,
    },
  };
}
