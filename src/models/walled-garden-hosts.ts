/**
 * The host names of Mobile Plans: where a device's requests go, and the list that the walled garden of an operator passes.
 *
 *     destination ── hostsOf ──▶ hosts ── allow-list: base list + portal + GetBalance host − missing + added ──▶ pass, drop
 *
 * Source: Microsoft Learn, "Mobile Plans walled garden".
 */
import { type Microseconds, seconds } from '../sim/index.ts';
import type { MicrosoftSettings, OperatorSettings } from './settings.ts';
import type { Surroundings } from './surroundings.ts';

/** A place that the Mobile Plans app, the flyout, the LPA, or the account view talks to. */
export const destinations = [
  'service',
  'assets',
  'signIn',
  'revocation',
  'portal',
  'portalResources',
  'payment',
  'smdp',
  'smds',
  'account',
  'probe',
  'other',
] as const;
export type Destination = (typeof destinations)[number];

export const schemes = ['http', 'https'] as const;
export type Scheme = (typeof schemes)[number];

/** A host name, or a suffix after `*`, and the schemes with which it is passed. */
export interface GardenEntry {
  readonly host: string;
  readonly schemes: readonly Scheme[];
}

const http = ['http'] as const;
const https = ['https'] as const;

/** Where Windows asks whether a certificate has been revoked, and for the roots that it trusts. */
export const revocationHosts: readonly string[] = [
  'ctldl.windowsupdate.com',
  'cdp1.public-trust.com',
  'ocsp.omniroot.com',
  'vassg142.ocsp.omniroot.com',
  'vassg142.crl.omniroot.com',
  'mscrl.microsoft.com',
  'crl.microsoft.com',
  'crl3.digicert.com',
  'ocsp.digicert.com',
];

export const probeHost = 'www.msftconnecttest.com';
const signInHost = 'login.live.com';
const assetsHost = 'storagetos.datamart.windows.com';
const serviceHosts = { production: 'mps.datamart.windows.com', staging: 'staging.datamart.windows.com' } as const;

/** The list that is the same for every operator. */
export const baseList: readonly GardenEntry[] = [
  ...revocationHosts.map(host => ({ host, schemes: http })),
  { host: probeHost, schemes: http },
  ...[signInHost, assetsHost, serviceHosts.production, serviceHosts.staging].map(host => ({ host, schemes })),
  { host: '*smartscreen.microsoft.com', schemes: https },
];

type Gardener = Pick<OperatorSettings, 'walledGarden' | 'network' | 'cosa' | 'portal' | 'api'>;

/**
 * The allow-list of an operator, without regard to the hosts that it lacks in practice.
 *
 * Where a document wants the connectivity probe to be passed (SIMs of Mobile Plans) and another wants it to be dropped (all
 * others), `walledGardenPassesNcsi` decides for those whose plans are not sold in the Mobile Plans app.
 *
 * Source: Microsoft Learn, "Mobile Plans walled garden", "Provisioning Windows using a website".
 * Assumption: a host that the operator has added is passed with both schemes; one that is missing is missing with both.
 */
function allowListOf({ walledGarden, network, cosa, portal, api }: Gardener): readonly GardenEntry[] {
  const passesProbe = network.walledGardenPassesNcsi || cosa.supportDataMarketplace;
  return [
    ...baseList.filter(({ host }) => host !== probeHost || passesProbe),
    { host: portal.host, schemes: https },
    { host: api.host, schemes: https },
    ...walledGarden.added.map(host => ({ host, schemes })),
  ];
}

/** Whether the entry is about that host: by name, without regard to case, or by what follows its `*`. */
function matches(pattern: string, host: string): boolean {
  const [wanted, name] = [pattern.toLowerCase(), host.toLowerCase()];
  return wanted.startsWith('*') ? name.endsWith(wanted.slice(1)) : name === wanted;
}

/** HOT: the list of each operator is made once. */
const lists = new WeakMap<Gardener, readonly GardenEntry[]>();

function listOf(operator: Gardener): readonly GardenEntry[] {
  const known = lists.get(operator) ?? allowListOf(operator);
  lists.set(operator, known);
  return known;
}

/** Whether the walled garden of the operator passes that host with that scheme. */
export const passes = (operator: Gardener, host: string, scheme: Scheme): boolean =>
  !operator.walledGarden.missing.some(missing => matches(missing, host)) &&
  listOf(operator).some(entry => entry.schemes.includes(scheme) && matches(entry.host, host));

/** Requests to one destination: all of its hosts, and the scheme they are asked with. */
export interface Address {
  readonly hosts: readonly string[];
  readonly scheme: Scheme;
}

/**
 * The hosts that a destination means for an operator; undefined for the rest of the internet, which no list names.
 *
 * Assumption: payment goes through the operator's back end, so that the page with the card number is the portal's own; the
 * resources of a page come from the content network where there is one. The check of SmartScreen fails open at once.
 */
export function addressOf(
  destination: Destination,
  { portal, smdp, smds, cosa }: Pick<OperatorSettings, 'portal' | 'smdp' | 'smds' | 'cosa'>,
  { environment }: Pick<MicrosoftSettings, 'environment'>,
): Address | undefined {
  const secure = (host: string): Address => ({ hosts: [host], scheme: 'https' });
  switch (destination) {
    case 'service':
      return secure(serviceHosts[environment]);
    case 'assets':
      return secure(assetsHost);
    case 'signIn':
      return secure(signInHost);
    case 'revocation':
      return { hosts: revocationHosts, scheme: 'http' };
    case 'portal':
    case 'payment':
      return secure(portal.host);
    case 'portalResources':
      return secure(portal.cdn ?? portal.host);
    case 'smdp':
      return secure(smdp.host);
    case 'smds':
      return smds && secure(smds.host);
    case 'account':
      return cosa.accountExperienceUrl === undefined ? undefined : secure(new URL(cosa.accountExperienceUrl).hostname);
    case 'probe':
      return { hosts: [probeHost], scheme: 'http' };
    case 'other':
      return undefined;
  }
}

/** Windows gives up on one revocation host, and on all of them together. */
const [oneHost, allHosts] = [seconds(15), seconds(20)];

/**
 * How much longer the first secure connection of a device takes because hosts for certificate checks are not reached.
 *
 * Assumption: each of them is asked once; a check that gets no answer fails softly after 15 s, and several after 20 s in all,
 * which are the limits of Windows on the retrieval of one address and of all addresses of a chain.
 */
export function revocationDelay(
  given: Pick<Surroundings, 'links' | 'pathOf' | 'wayTo' | 'operator'>,
  device: number,
): Microseconds {
  const { nowhere } = given.links;
  if (given.pathOf(device) === nowhere || given.wayTo(device, 'revocation') !== nowhere) return 0 as Microseconds;
  const silent = revocationHosts.filter(host => !passes(given.operator(device), host, 'http')).length;
  return Math.min(silent * oneHost, allHosts) as Microseconds;
}
