/**
 * The preferred network list of a PC: which wireless networks Windows connects to by itself, and which of them rather.
 *
 *     top     Wi-Fi profiles of group policy
 *             Wi-Fi networks, the one connected first or chosen last above the others
 *     bottom  mobile broadband networks
 *
 * Every function answers a new list. Places are counted from the top.
 * Source: Microsoft Learn, "Understanding and configuring Windows Connection Manager", "Preferred network list".
 */
export interface PreferredNetwork {
  name: string;
  medium: 'wifi' | 'cellular';
  /** Whether Windows connects to it by itself. */
  automatic: boolean;
  /** Whose profile it is; group policy's stand on top until group policy removes them. */
  from: 'user' | 'groupPolicy' | 'operator';
}

export type PreferredList = readonly PreferredNetwork[];

/** First connect to a network: a Wi-Fi network becomes the most preferred, a mobile network the least preferred. */
export function firstConnected(list: PreferredList, network: PreferredNetwork): PreferredList {
  if (placeOf(list, network.name) !== undefined) return list;
  return underGroupPolicy(network.medium === 'wifi' ? [network, ...list] : [...list, network]);
}

/**
 * Connected by hand: every other Wi-Fi network that is in range and stands higher moves below the chosen one. A mobile
 * network keeps its place. Either connects by itself from now on.
 *
 * @param inRange  names of the networks that are in range
 */
export function connectedByHand(list: PreferredList, name: string, inRange: ReadonlySet<string>): PreferredList {
  const at = placeOf(list, name);
  if (at === undefined) return list;
  const chosen = { ...list[at]!, automatic: true };
  const above = list.slice(0, at);
  const yields = (other: PreferredNetwork) =>
    chosen.medium === 'wifi' && other.medium === 'wifi' && inRange.has(other.name);
  return underGroupPolicy([
    ...above.filter(other => !yields(other)),
    chosen,
    ...above.filter(yields),
    ...list.slice(at + 1),
  ]);
}

/** Disconnected by hand: stays where it is, and Windows no longer connects to it by itself. */
export const disconnectedByHand = (list: PreferredList, name: string): PreferredList =>
  list.map(network => (network.name === name ? { ...network, automatic: false } : network));

/** Forgotten: gone from the list, which is possible only while the network is in range. */
export const forgotten = (list: PreferredList, name: string, inRange: ReadonlySet<string>): PreferredList =>
  inRange.has(name) ? list.filter(network => network.name !== name) : list;

/** Group policy brings a Wi-Fi profile. */
export const broughtByGroupPolicy = (list: PreferredList, name: string): PreferredList => [
  { name, medium: 'wifi', automatic: true, from: 'groupPolicy' },
  ...list.filter(network => network.name !== name),
];

/**
 * An operator provisions its networks: the first time on top when all are Wi-Fi, at the bottom when mobile broadband is
 * among them; later in the operator's order again, as one block at the lowest place to which the user had moved any.
 *
 * @param block  the operator's networks in the operator's order: {@link operatorOrder}
 */
export function provisioned(list: PreferredList, block: PreferredList): PreferredList {
  const names = new Set(block.map(({ name }) => name));
  const others = list.filter(({ name }) => !names.has(name));
  if (others.length === list.length) {
    const isWifiOnly = block.every(({ medium }) => medium === 'wifi');
    return underGroupPolicy(isWifiOnly ? [...block, ...others] : [...others, ...block]);
  }
  const lowest = list.findLastIndex(({ name }) => names.has(name));
  const above = list.slice(0, lowest).filter(({ name }) => !names.has(name));
  const kept = block.map(network => ({ ...network, automatic: isAutomatic(list, network) }));
  return underGroupPolicy([...above, ...kept, ...others.slice(above.length)]);
}

/** The order within one provisioning file: priority, then Wi-Fi before mobile broadband, then the order in the file. */
export const operatorOrder = (
  networks: readonly (PreferredNetwork & { priority: number })[],
): readonly PreferredNetwork[] =>
  [...networks]
    .sort((one, other) => one.priority - other.priority || mediumRank(one) - mediumRank(other))
    .map(({ priority: _, ...network }) => network);

/** Place from 0, or undefined for a network that is not in the list. */
export function placeOf(list: PreferredList, name: string): number | undefined {
  const at = list.findIndex(network => network.name === name);
  return at < 0 ? undefined : at;
}

const mediumRank = ({ medium }: PreferredNetwork): number => (medium === 'wifi' ? 0 : 1);

/** What the user said of a network survives that its operator provisions it again. */
const isAutomatic = (list: PreferredList, { name, automatic }: PreferredNetwork): boolean =>
  list.find(network => network.name === name)?.automatic ?? automatic;

const underGroupPolicy = (list: PreferredList): PreferredList => [
  ...list.filter(({ from }) => from === 'groupPolicy'),
  ...list.filter(({ from }) => from !== 'groupPolicy'),
];
