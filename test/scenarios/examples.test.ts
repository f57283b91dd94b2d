/**
 * The three whole scenarios that the language was drawn from: nothing in them is a mistake, and what is not built yet is
 * known to the last part.
 */
import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/experiments/capacity/lattice.ts';
import { questionOf } from '../../src/experiments/capacity/question.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import { type Mistake, MistakesError } from '../../src/scenarios/mistakes.ts';

const folder = new URL('../../examples/', import.meta.url).pathname;

function foundIn(name: string): readonly Mistake[] {
  try {
    return loadScenario(`${folder}${name}`).warnings;
  } catch (problem) {
    if (problem instanceof MistakesError) return problem.mistakes;
    throw problem;
  }
}

const pathsOf = (mistakes: readonly Mistake[]) => mistakes.map(({ path }) => path);

const parts = {
  'launch-callback.yaml': [],
  'launch-sizing.yaml': [],
  'flow-laws.yaml': ['check', 'laws', 'expect.0', 'expect.2'],
};

describe.each(['launch-callback.yaml', 'launch-sizing.yaml', 'flow-laws.yaml'] as const)('the example %s', name => {
  const found = foundIn(name);

  it('has no mistake', () => {
    expect(found.filter(({ severity }) => severity !== 'unbuilt')).toEqual([]);
  });

  it('names the parts that are not built yet, in the order of its files', () => {
    expect(pathsOf(found)).toEqual(parts[name]);
  });
});

describe('the launch of launch-callback.yaml', () => {
  const launch = loadScenario(`${folder}launch-callback.yaml`);
  const stepsOf = (variant: string) => launch.settingsFor(variant).operators[0]!.portal.steps;
  const fulfil = (variant: string) => stepsOf(variant).find(({ name }) => name === 'fulfil');

  it('walks the steps of the file', () => {
    expect(stepsOf('inline').map(({ name }) => name)).toEqual([
      'welcome',
      'sign-in',
      'identify',
      'choose',
      'pay',
      'unsure',
      'fulfil',
      'sorry',
    ]);
    expect(stepsOf('inline')[1]).toMatchObject({
      page: undefined,
      calls: [{ tier: 'crm', call: 'signIn' }],
      leaves: 0.15,
      then: [{ to: 'choose', share: 0.7 }, { to: 'identify' }],
      branches: [
        { outcome: 'error', to: 'sorry', atMost: undefined },
        { outcome: 'wrongPassword', to: 'sign-in', atMost: 3 },
      ],
    });
    expect(fulfil('inline')).toMatchObject({ order: 'esim', think: { value: 0 }, leaves: 0 });
  });

  it('hands the purchase over in four ways', () => {
    expect(launch.variants).toEqual(['inline', 'delayed', 'async', 'warm-sim']);
    expect(fulfil('inline')).toMatchObject({ callback: 'notifyProfileDownload', downloadDelay: undefined });
    expect(fulfil('delayed')).toMatchObject({ callback: 'notifyProfileDownload', downloadDelay: 900e6 });
    expect(fulfil('async')).toMatchObject({
      callback: 'notifyPurchaseWithProfileDownload',
      networkRegistrationInterval: 900e6,
    });
    expect(fulfil('warm-sim')).toMatchObject({ order: 'balance', callback: 'notifyBalanceAddition' });
    expect(launch.settingsFor('warm-sim').groups[0]).toMatchObject({ sim: 'warm', buysInMobilePlans: true });
  });

  it('has its stock, its tiers and its outage', () => {
    const { operators, timeline, groups } = launch.settingsFor('inline');
    const { stock, backEnd, smdp, portal } = operators[0]!;
    expect(stock).toEqual({ profiles: 60_000, restock: { profiles: 5_000, first: 6 * 3_600e6, every: 24 * 3_600e6 } });
    expect(backEnd.tiers.map(({ name }) => name)).toEqual(['crm', 'kyc', 'payment', 'smdp']);
    expect(backEnd.tiers[3]).toMatchObject({ servers: 4, threads: 32, downloadFails: 0.03 });
    expect(smdp.profileReady?.kind).toBe('mix');
    expect(portal.patience).toMatchObject({ kind: 'lognormal', median: 8e6 });
    expect(timeline).toMatchObject([{ system: 'tier', tier: 'smdp', as: { kind: 'refuse' } }]);
    expect(groups[0]).toMatchObject({
      wifi: 0.8,
      hotspot: 0.15,
      entryPoint: { flyout: 0.6, toast: 0.25, app: 0 },
      user: { acceptsToast: [{ share: 0.45 }, { share: 0.25 }] },
    });
  });
});

describe('the back end of launch-sizing.yaml', () => {
  const sizing = loadScenario(`${folder}launch-sizing.yaml`);
  const { operators, timeline } = sizing.settingsFor('baseline');
  const { backEnd, api } = operators[0]!;

  it('has eight tiers, and the ways of two requests through them', () => {
    expect(backEnd.tiers.map(({ name }) => name)).toEqual([
      'gateway',
      'api',
      'cache',
      'billing',
      'ledger',
      'crm',
      'payment',
      'smdp',
    ]);
    expect(Object.keys(backEnd.paths)).toEqual(['getBalance', 'placeOrder']);
    expect(backEnd.tiers[2]?.cache).toEqual({
      ttl: 60e6,
      staleIfError: 0,
      key: 'iccid',
      entries: 500_000,
      sharedMisses: true,
    });
    expect(backEnd.tiers[7]?.limit).toEqual({ perSecond: 15, scope: 'all' });
    expect(backEnd.afterClientTimeout).toBe('keepsWorking');
    expect(api.clientTimeout).toBe(5e6);
  });

  it('is asked about with its own sizes, costs and levels', () => {
    const asked = questionOf(sizing, { variant: 'baseline', vary: [], slo: [], sets: [] });
    expect(asked.of).toBe('size');
    expect(asked.survivesLoss).toBe(true);
    expect(asked.levels.map(({ name }) => name)).toEqual(['fast', 'up', 'notAll', 'back', 'orders']);
    expect(asked.dimensions.map(({ name, values, isOrdered }) => [name, values.length, isOrdered])).toEqual([
      ['gateway.servers', 7, true],
      ['api.servers', 39, true],
      ['api.threads', 3, true],
      ['billing.servers', 23, true],
      ['cache.ttl', 3, false],
      ['cache.staleIfError', 2, false],
    ]);
    expect(costOf(asked.dimensions, [0, 0, 0, 0, 0, 0])).toBe(2 + 2 + 6 * 2);
  });

  it('warns where a population that is made smaller is less than its campaign reaches', () => {
    const { warnings, settingsFor } = loadScenario(`${folder}launch-sizing.yaml`, {
      set: [['population.laptops.count', '40_000']],
    });
    expect(warnings.map(({ message }) => message)).toEqual([
      'The group `laptops` has 40000 devices. The campaign reaches all of them.',
    ]);
    expect(settingsFor('baseline').timeline).toContainEqual(
      expect.objectContaining({ kind: 'campaign', reach: 40_000 }),
    );
  });

  it('gets a release that empties its cache, and loses its billing', () => {
    expect(timeline).toMatchObject([
      { kind: 'deployment', system: 'tier', tier: 'api', empties: 'cache', coldBy: 3 },
      { kind: 'outage', system: 'tier', tier: 'billing', as: { kind: 'hang' } },
      { kind: 'campaign' },
    ]);
  });
});
