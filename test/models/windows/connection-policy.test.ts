import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Medium, media } from '../../../src/models/device/interfaces.ts';
import {
  type Contender,
  comparePreference,
  isInterconnect,
  keptConnections,
  mayJoinByHand,
  wouldBeKept,
} from '../../../src/models/windows/connection-policy.ts';
import { mayConnectAt, placeOf } from '../../../src/models/windows/cosa-entry.ts';
import { connectivityLevels } from '../../../src/models/windows/internet-probe.ts';

const places: Record<Medium, number> = { ethernet: 0, wifi: 0, cellular: 1 };
const link = (medium: Medium, more: Partial<Contender> = {}): Contender => ({
  medium,
  level: 'internetAccess',
  manual: false,
  domain: false,
  place: places[medium],
  ...more,
});
const ethernet = link('ethernet');
const wifi = link('wifi');
const cellular = link('cellular');
const byHand = link('cellular', { manual: true });
const garden = link('cellular', { level: 'constrainedInternetAccess' });

describe('the preference between connections', () => {
  it('is Ethernet, then by hand, then internet and domain, then the preferred network list', () => {
    const office = link('wifi', { domain: true, place: 7 });
    const shuffled = [cellular, wifi, byHand, office, ethernet];
    expect(shuffled.sort(comparePreference)).toEqual([ethernet, byHand, office, wifi, cellular]);
  });

  it('counts a domain connection only when it leads to the internet too', () => {
    const intranet = link('wifi', { level: 'localAccess', domain: true, place: 7 });
    expect(comparePreference(wifi, intranet)).toBeLessThan(0);
  });
});

describe('fMinimizeConnections', () => {
  it('0 keeps anything at the same time', () => {
    expect(keptConnections([ethernet, wifi, cellular], 0)).toEqual([ethernet, wifi, cellular]);
  });

  it('1 keeps the most preferred connection to the internet', () => {
    expect(keptConnections([cellular, wifi], 1)).toEqual([wifi]);
    expect(keptConnections([cellular, wifi, ethernet], 1)).toEqual([ethernet]);
  });

  it('1 keeps every Ethernet connection', () => {
    const offline = link('ethernet', { level: 'none' });
    expect(keptConnections([offline, wifi], 1)).toEqual([offline, wifi]);
  });

  it('1 keeps what was connected by hand in this session, and prefers it', () => {
    expect(keptConnections([ethernet, byHand, wifi], 1)).toEqual([ethernet, byHand]);
    expect(keptConnections([wifi, byHand], 1)).toEqual([byHand]);
  });

  it('1 keeps the most preferred connection to the domain', () => {
    const office = link('cellular', { domain: true, level: 'localAccess' });
    expect(keptConnections([wifi, office], 1)).toEqual([wifi, office]);
  });

  it('1 keeps one without internet only as long as there is none with it', () => {
    expect(keptConnections([garden], 1)).toEqual([garden]);
    expect(keptConnections([garden, wifi], 1)).toEqual([wifi]);
  });

  it('2 and 3 keep mobile broadband too, for services that need it', () => {
    for (const policy of [2, 3] as const)
      expect(keptConnections([ethernet, wifi, cellular], policy)).toEqual([ethernet, cellular]);
  });

  it('3 lets nobody join Wi-Fi by hand on Ethernet', () => {
    expect(mayJoinByHand('wifi', [ethernet], 3)).toBe(false);
    expect([mayJoinByHand('wifi', [cellular], 3), mayJoinByHand('cellular', [ethernet], 3)]).toEqual([true, true]);
    expect(mayJoinByHand('wifi', [ethernet], 2)).toBe(true);
  });

  it('makes no automatic connection that would be dropped at once', () => {
    expect([0, 1, 2, 3].map(policy => wouldBeKept(cellular, [wifi], policy as 0 | 1 | 2 | 3))).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(wouldBeKept(wifi, [cellular], 1)).toBe(true);
    expect(wouldBeKept(wifi, [ethernet], 1)).toBe(false);
  });

  const contenders = fc.uniqueArray(
    fc.record({
      medium: fc.constantFrom(...media),
      level: fc.constantFrom(...connectivityLevels),
      manual: fc.boolean(),
      domain: fc.boolean(),
      place: fc.nat(9),
    }),
    { selector: ({ medium }) => medium, minLength: 1 },
  );

  it('never leaves a device without the internet it had, and what a stricter policy keeps, policy 0 keeps', () => {
    fc.assert(
      fc.property(contenders, fc.constantFrom(1, 2, 3), (connections, policy) => {
        const kept = keptConnections(connections, policy as 1 | 2 | 3);
        const hasInternet = (list: readonly Contender[]) => list.some(({ level }) => level === 'internetAccess');
        expect(hasInternet(kept)).toBe(hasInternet(connections));
        expect(kept.length).toBeGreaterThan(0);
        expect(keptConnections(kept, policy as 1 | 2 | 3)).toEqual(kept);
      }),
    );
  });
});

describe('prohibited interconnect', () => {
  const office = { domain: true };

  it('lets no wireless network across the border of the domain stand beside Ethernet, one way and the other', () => {
    expect(isInterconnect(cellular, [link('ethernet', office)])).toBe(true);
    expect(isInterconnect(link('wifi', office), [ethernet])).toBe(true);
    expect(isInterconnect(link('wifi', office), [link('ethernet', office)])).toBe(false);
    expect(isInterconnect(link('ethernet', office), [wifi])).toBe(false);
  });

  it('makes the less preferred of two wireless ones yield', () => {
    expect(isInterconnect(cellular, [link('wifi', office)])).toBe(true);
    expect(isInterconnect(link('wifi', office), [cellular])).toBe(false);
    expect(isInterconnect(link('wifi', office), [byHand])).toBe(true);
  });
});

describe('roaming', () => {
  it.each([
    [0, ['home']],
    [1, ['home', 'partner', 'roaming']],
    [2, ['home', 'partner']],
    [3, ['partner']],
    [4, ['roaming']],
    [5, ['partner', 'roaming']],
  ] as const)('value %i of the COSA entry allows %j', (setting, allowed) => {
    expect((['home', 'partner', 'roaming'] as const).filter(at => mayConnectAt(setting, placeOf(at)))).toEqual(allowed);
  });
});
