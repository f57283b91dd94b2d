/** The walled garden: what a line without a plan reaches, host by host, and what breaks without each. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperatorSettings } from '../../src/models/settings.ts';
import { gardenPasses, reachOf } from '../../src/models/walled-garden.ts';
import {
  addressOf,
  baseList,
  type Destination,
  destinations,
  passes,
  revocationDelay,
  revocationHosts,
  type Scheme,
} from '../../src/models/walled-garden-hosts.ts';
import { World } from '../../src/models/world.ts';
import { seconds } from '../../src/sim/units.ts';
import { contoso, settingsWith, type WorldChange } from './small-world.ts';

const operatorWith = (missing: readonly string[], added: readonly string[] = []): OperatorSettings => ({
  ...contoso,
  walledGarden: { missing, added },
});

/** The list of the document, entry by entry. */
const documented: readonly (readonly [string, readonly Scheme[]])[] = [
  ['ctldl.windowsupdate.com', ['http']],
  ['cdp1.public-trust.com', ['http']],
  ['ocsp.omniroot.com', ['http']],
  ['vassg142.ocsp.omniroot.com', ['http']],
  ['vassg142.crl.omniroot.com', ['http']],
  ['mscrl.microsoft.com', ['http']],
  ['crl.microsoft.com', ['http']],
  ['www.msftconnecttest.com', ['http']],
  ['crl3.digicert.com', ['http']],
  ['ocsp.digicert.com', ['http']],
  ['login.live.com', ['http', 'https']],
  ['storagetos.datamart.windows.com', ['http', 'https']],
  ['mps.datamart.windows.com', ['http', 'https']],
  ['staging.datamart.windows.com', ['http', 'https']],
  ['*smartscreen.microsoft.com', ['https']],
];

describe('the allow-list', () => {
  it('has 15 entries, those of the document', () => {
    expect(baseList).toHaveLength(15);
    expect(new Map(baseList.map(({ host, schemes }) => [host, schemes]))).toEqual(new Map(documented));
  });

  it.each(documented)('passes %s with %s, in any case, and with no other scheme', (entry, schemes) => {
    const host = entry.replace('*', 'checks.');
    for (const scheme of ['http', 'https'] as const) {
      expect(passes(contoso, host, scheme)).toBe(schemes.includes(scheme));
      expect(passes(contoso, host.toUpperCase(), scheme)).toBe(schemes.includes(scheme));
      expect(passes(operatorWith([entry]), host, scheme)).toBe(false);
    }
  });

  it('takes a * for any beginning of the name, and every other entry for the whole name', () => {
    expect(passes(contoso, 'smartscreen.microsoft.com', 'https')).toBe(true);
    expect(passes(contoso, 'eu.smartscreen.microsoft.com', 'https')).toBe(true);
    expect(passes(contoso, 'smartscreen.microsoft.com.example', 'https')).toBe(false);
    expect(passes(contoso, 'www.login.live.com', 'https')).toBe(false);
    expect(passes(contoso, 'live.com', 'https')).toBe(false);
  });

  it('has the portal and the GetBalance host of the operator, with https', () => {
    for (const host of [contoso.portal.host, contoso.api.host]) {
      expect(passes(contoso, host, 'https')).toBe(true);
      expect(passes(contoso, host, 'http')).toBe(false);
    }
  });

  it('has no SM-DP+, no content network, no payment provider, unless the operator has added the host', () => {
    for (const host of ['smdp.contoso.example', 'cdn.contoso.example', 'pay.example', 'wns.windows.com']) {
      expect(passes(contoso, host, 'https')).toBe(false);
      expect(passes(operatorWith([], [host]), host, 'https')).toBe(true);
    }
  });

  it('means the staging host where the app is in the staging environment', () => {
    expect(addressOf('service', contoso, { environment: 'production' })?.hosts).toEqual(['mps.datamart.windows.com']);
    expect(addressOf('service', contoso, { environment: 'staging' })?.hosts).toEqual(['staging.datamart.windows.com']);
  });
});

describe('the gateway', () => {
  const network = (coldAccess: 'rejected' | 'walledGarden') => ({ coldAccess });
  it.each([
    ['hotPrepaid', 'everything'],
    ['hotPostpaid', 'everything'],
    ['warm', 'walledGarden'],
    ['activating', 'walledGarden'],
    ['outOfData', 'walledGarden'],
    ['expired', 'walledGarden'],
    ['suspended', 'nothing'],
    ['terminated', 'nothing'],
  ])('lets a line that is %s reach %s', (state, reach) => {
    expect(reachOf({ state, needsNewContext: false }, network('rejected'))).toBe(reach);
  });

  it('keeps a hot line in the walled garden while its packet context is that of before the plan', () => {
    expect(reachOf({ state: 'hotPrepaid', needsNewContext: true }, network('rejected'))).toBe('walledGarden');
  });

  it('lets a cold line in where the network lets cold SIMs in', () => {
    expect(reachOf({ state: 'cold', needsNewContext: false }, network('rejected'))).toBe('nothing');
    expect(reachOf({ state: 'cold', needsNewContext: false }, network('walledGarden'))).toBe('walledGarden');
  });
});

/** A device with other internet, and a line without a plan. */
function elsewhere(path: 'wifi' | 'hotspot'): World {
  const world = new World(settingsWith({ group: { wifi: 0, [path]: 1, sim: 'warm' } }));
  world.simulation.run(world.simulation.now);
  return world;
}

/** What the published list does not name: the servers of profiles, the account pages, and the rest of the internet. */
const outside: readonly Destination[] = ['smdp', 'smds', 'account', 'other'];

const reachedBy = ({ surroundings }: World, destination: Destination): boolean =>
  surroundings.wayTo(0, destination) !== surroundings.links.nowhere;

/** A line without a plan, on the network. */
function inTheGarden(change: WorldChange = {}): World {
  const world = new World(settingsWith({ ...change, group: { wifi: 0, sim: 'warm', ...change.group } }));
  world.assembly.tell(world.routes, 'changed', 0, 'cellularUp');
  world.simulation.run(world.simulation.now);
  return world;
}

describe('the way to a destination', () => {
  it('of a hot line is open, whatever the list says', () => {
    const world = new World(
      settingsWith({ group: { wifi: 0, sim: 'hot' }, operator: { walledGarden: { missing: ['login.live.com'] } } }),
    );
    world.simulation.run(seconds(0));
    for (const destination of destinations) expect(reachedBy(world, destination)).toBe(true);
    expect(revocationDelay(world.surroundings, 0)).toBe(0);
  });

  it('of a line without a plan is what the list passes: all of Mobile Plans, no SM-DP+, nothing else', () => {
    const world = inTheGarden();
    expect(destinations.filter(destination => !reachedBy(world, destination))).toEqual(outside);
    expect(revocationDelay(world.surroundings, 0)).toBe(0);
  });

  it.each<[string, Destination[]]>([
    ['mps.datamart.windows.com', ['service']],
    ['storagetos.datamart.windows.com', ['assets']],
    ['login.live.com', ['signIn']],
    ['portal.contoso.example', ['portal', 'portalResources', 'payment']],
    ['www.msftconnecttest.com', ['probe']],
    ['staging.datamart.windows.com', []],
    ['*smartscreen.microsoft.com', []],
    ['api.contoso.example', []],
    ...revocationHosts.map((host): [string, Destination[]] => [host, ['revocation']]),
  ])('without %s does not lead to %j', (host, broken) => {
    const world = inTheGarden({ operator: { walledGarden: { missing: [host] } } });
    const lost = destinations.filter(destination => !reachedBy(world, destination));
    expect(lost).toEqual(destinations.filter(one => outside.includes(one) || broken.includes(one)));
  });

  it('leads to a content network and to the SM-DP+ where the operator has added them', () => {
    const cdn = { cdn: 'cdn.contoso.example' };
    expect(reachedBy(inTheGarden({ operator: { portal: cdn } }), 'portalResources')).toBe(false);
    const added = { walledGarden: { added: ['CDN.contoso.example', 'smdp.contoso.example'] } };
    const world = inTheGarden({ operator: { portal: cdn, ...added } });
    expect(reachedBy(world, 'portalResources')).toBe(true);
    expect(reachedBy(world, 'smdp')).toBe(true);
  });

  it.each(['wifi', 'hotspot'] as const)('over %s is open to a line without a plan', path => {
    const world = elsewhere(path);
    for (const destination of destinations)
      expect(world.surroundings.wayTo(0, destination)).toBe(world.surroundings.links[path]);
  });

  it('is as fast as the medium, and over a hotspot as the mobile network behind it', () => {
    const worlds = [elsewhere('wifi'), elsewhere('hotspot'), inTheGarden()];
    expect(worlds.map(({ surroundings }) => surroundings.rateTo(0))).toEqual([50e6, 20e6, 20e6]);
  });
});

describe('a certificate check that gets no answer', () => {
  const delayWithout = (...missing: string[]) =>
    revocationDelay(inTheGarden({ operator: { walledGarden: { missing } } }).surroundings, 0);
  it('costs 15 s for one host, and 20 s for several together', () => {
    for (const host of revocationHosts) expect(delayWithout(host)).toBe(seconds(15));
    expect(delayWithout('crl.microsoft.com', 'ocsp.digicert.com')).toBe(seconds(20));
    expect(delayWithout(...revocationHosts)).toBe(seconds(20));
  });

  it('costs nothing where other hosts are missing, and nothing without any connection', () => {
    expect(delayWithout('login.live.com')).toBe(0);
    const offline = new World(
      settingsWith({ group: { wifi: 0 }, operator: { walledGarden: { missing: ['crl.microsoft.com'] } } }),
    );
    expect(revocationDelay(offline.surroundings, 0)).toBe(0);
  });
});

/** Hosts of every kind: of the list, of the operator, and others. */
const host = fc.constantFrom(
  ...documented.map(([entry]) => entry.replace('*', 'any.')),
  contoso.portal.host,
  contoso.api.host,
  contoso.smdp.host,
  'cdn.contoso.example',
  'news.example',
);
const scheme = fc.constantFrom<Scheme>('http', 'https');
const hosts = fc.uniqueArray(host, { maxLength: 6 });
const lineState = fc.constantFrom('cold', 'warm', 'activating', 'outOfData', 'expired', 'suspended', 'terminated');

/** Whether the operator should pass the host: by the words of the document, without the code that decides it. */
function isListed(name: string, asked: Scheme, missing: readonly string[], added: readonly string[]): boolean {
  if (missing.includes(name)) return false;
  if (added.includes(name)) return true;
  if (name === contoso.portal.host || name === contoso.api.host) return asked === 'https';
  return documented.some(
    ([entry, listed]) =>
      listed.includes(asked) && (entry.startsWith('*') ? name.endsWith(entry.slice(1)) : name === entry),
  );
}

describe('the laws of the walled garden', () => {
  it('law 11: what passes without a plan is on the list of the operator, and everything else is dropped', () => {
    fc.assert(
      fc.property(host, scheme, hosts, hosts, (name, asked, missing, added) => {
        expect(passes(operatorWith(missing, added), name, asked)).toBe(isListed(name, asked, missing, added));
      }),
    );
  });

  it('law 11: a destination is reached when all of its hosts are passed, and no other way', () => {
    fc.assert(
      fc.property(fc.constantFrom(...destinations), hosts, hosts, (destination, missing, added) => {
        const address = addressOf(destination, contoso, { environment: 'production' });
        const isPassed = address?.hosts.every(name => isListed(name, address.scheme, missing, added)) ?? false;
        const operator = operatorWith(missing, added);
        expect(gardenPasses(operator, destination, { environment: 'production' })).toBe(isPassed);
      }),
    );
  });

  it('law 12: to a hot line no list applies, and to a line without a plan always', () => {
    fc.assert(
      fc.property(lineState, fc.constantFrom('rejected', 'walledGarden'), fc.boolean(), (state, coldAccess, flag) => {
        expect(reachOf({ state, needsNewContext: flag }, { coldAccess })).not.toBe('everything');
        for (const hot of ['hotPrepaid', 'hotPostpaid'])
          expect(reachOf({ state: hot, needsNewContext: false }, { coldAccess })).toBe('everything');
      }),
    );
  });

  it('law 64: the SM-DP+ is never of the walled garden, unless the operator has added its host', () => {
    fc.assert(
      fc.property(hosts, hosts, (missing, added) => {
        const { host: smdp } = contoso.smdp;
        const isAdded = added.includes(smdp) && !missing.includes(smdp);
        expect(gardenPasses(operatorWith(missing, added), 'smdp', { environment: 'production' })).toBe(isAdded);
      }),
    );
  });
});
