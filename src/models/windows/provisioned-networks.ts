/**
 * Where the networks of a provisioning file stand in the user's list of preferred networks.
 *
 *     first time, Wi-Fi only          file networks, then the others
 *     first time, mobile broadband    the others, then file networks
 *     every later time                the others, wherever the user put them, then file networks in the operator's order
 *
 * Source: Microsoft Learn, "Understanding and configuring Windows Connection Manager". Assumption: priority 0 is the first.
 */

export interface ProvisionedNetwork {
  readonly name: string;
  readonly medium: 'wifi' | 'cellular';
  /** 0 to 9; 5 where the file states none. */
  readonly priority: number;
}

/** The networks of one file: by priority, then Wi-Fi before mobile broadband, then as they stand. */
export const inFileOrder = (networks: readonly ProvisionedNetwork[]): readonly ProvisionedNetwork[] =>
  [...networks].sort((a, b) => a.priority - b.priority || rank[a.medium] - rank[b.medium]);

const rank = { wifi: 0, cellular: 1 };

/**
 * The preferred list, most preferred first, after the file has been applied.
 *
 * @param preferred   names as they stand in the list
 * @param isFirst     whether no file of this operator has been applied before
 */
export function withProvisionedNetworks(
  preferred: readonly string[],
  networks: readonly ProvisionedNetwork[],
  isFirst: boolean,
): readonly string[] {
  const block = inFileOrder(networks).map(({ name }) => name);
  const others = preferred.filter(name => !block.includes(name));
  const onTop = isFirst && networks.every(({ medium }) => medium === 'wifi');
  return onTop ? [...block, ...others] : [...others, ...block];
}
