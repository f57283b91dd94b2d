/**
 * Which connections Windows keeps: the policy that minimizes simultaneous connections, the order of preference between
 * them, and the two policies that prohibit a connection whatever its preference.
 *
 *     Ethernet  >  connected by hand in this session  >  internet and domain  >  preferred network list
 *
 * The signal strength of Wi-Fi stands in that order for Windows 8 and 8.1 only; the world knows none.
 *
 * Source: Microsoft Learn, "Understanding and configuring Windows Connection Manager".
 */
import type { Medium } from '../device/interfaces.ts';
import type { GroupSettings } from '../settings.ts';
import type { ConnectivityLevel } from './internet-probe.ts';

/** fMinimizeConnections: 0 anything at once, 1 as few as possible, 2 cellular stays, 3 no Wi-Fi by hand on Ethernet. */
export type MinimizePolicy = GroupSettings['minimizeConnections'];

/** A connection as the policies see it: one that is there, or one that would be. */
export interface Contender {
  medium: Medium;
  level: ConnectivityLevel;
  /** Connected by hand during the present user session. */
  manual: boolean;
  /** It leads to the domain the PC is joined to. */
  domain: boolean;
  /** Place in the preferred network list, from 0; Ethernet needs none. */
  place: number;
}

/** Below 0 when `one` is preferred to `other`. Link speed never decides. */
export function comparePreference(one: Contender, other: Contender): number {
  return (
    rank(other.medium === 'ethernet', one.medium === 'ethernet') ||
    rank(other.manual, one.manual) ||
    rank(isInternetOfDomain(other), isInternetOfDomain(one)) ||
    one.place - other.place
  );
}

const rank = (theirs: boolean, ours: boolean): number => Number(theirs) - Number(ours);
const isInternetOfDomain = ({ level, domain }: Contender): boolean => level === 'internetAccess' && domain;

/**
 * The connections that stay; all others are soft-disconnected.
 *
 * Assumption: as long as none has internet access, the most preferred one stands for the most preferred connection to the
 * internet, so that a device in a walled garden is not cut off from where plans are sold.
 */
export function keptConnections<C extends Contender>(connections: readonly C[], policy: MinimizePolicy): C[] {
  if (policy === 0) return [...connections];
  const toInternet =
    mostPreferred(connections, ({ level }) => level === 'internetAccess') ?? mostPreferred(connections, () => true);
  const toDomain = mostPreferred(connections, ({ domain }) => domain);
  return connections.filter(
    connection =>
      connection.medium === 'ethernet' ||
      connection.manual ||
      connection === toInternet ||
      connection === toDomain ||
      (policy >= 2 && connection.medium === 'cellular'),
  );
}

function mostPreferred<C extends Contender>(connections: readonly C[], counts: (one: C) => boolean): C | undefined {
  let best: C | undefined;
  for (const one of connections)
    if (counts(one) && (best === undefined || comparePreference(one, best) < 0)) best = one;
  return best;
}

/** Windows does not connect by itself to a network that it would soft-disconnect at once. */
export const wouldBeKept = (candidate: Contender, connections: readonly Contender[], policy: MinimizePolicy): boolean =>
  policy === 0 || connections.length === 0 || keptConnections([candidate, ...connections], policy).includes(candidate);

/** Under policy 3 nobody joins Wi-Fi by hand while Ethernet is connected. */
export const mayJoinByHand = (medium: Medium, connected: readonly Contender[], policy: MinimizePolicy): boolean =>
  !(policy === 3 && medium === 'wifi' && connected.some(other => other.medium === 'ethernet'));

/**
 * Whether the policy against interconnecting domain and non-domain networks forbids a connection beside those that are
 * there. Ethernet cannot be forbidden, since Windows cannot unplug a cable; between two wireless ones the less preferred yields.
 */
export const isInterconnect = (candidate: Contender, connected: readonly Contender[]): boolean =>
  candidate.medium !== 'ethernet' &&
  connected.some(
    other =>
      other.domain !== candidate.domain && (other.medium === 'ethernet' || comparePreference(other, candidate) < 0),
  );
