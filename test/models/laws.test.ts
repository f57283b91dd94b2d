/** The laws of the world hold in every generated world, and each of them can be broken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as invariants from '../../src/models/invariants.ts';
import type { WorldSettings } from '../../src/models/settings.ts';
import { isOver } from '../../src/models/windows/purchase-table.ts';
import type { World } from '../../src/models/world.ts';
import { clockText } from '../../src/sim/guards.ts';
import { breaches } from '../../src/sim/invariant.ts';
import { outcomes } from '../../src/sim/request.ts';
import type { Bytes, Cents } from '../../src/sim/units.ts';
import { hours } from '../../src/sim/units.ts';
import { generatedWorld, worldOfFaults } from './generated-worlds.ts';
import { oncePerWorld } from './once-per-world.ts';
import { contexts, mail, share } from './sharing-world.ts';
import { always, evenly, settingsWith, type ToldFact, worldOf } from './small-world.ts';

const { laws } = invariants;
const ends = ['purchase.done', 'purchase.cancelled', 'purchase.abandoned', 'purchase.failed'];
const runs = { numRuns: 50, endOnFailure: true };
/** A generated world that runs longer than this is a storm of its own making. */
const guards = { events: 3_000_000, perInstant: 200_000, effectsPerEvent: 200_000 };

/** The fact of a request is named `model.request.outcome`; a model's own fact has two parts. */
const isOutcome = (name: string, outcome: string) => name.split('.')[2] === outcome;

/** A generated world at its end. */
interface Lived {
  world: World;
  told: readonly ToldFact[];
  /** Requests that were made. */
  taken: number;
}

const sentences: Record<string, (lived: Lived) => void> = {
  'every law holds at every inspection and at the end': ({ world }) => {
    expect(world.breaches).toEqual([]);
    expect(world.inspections).toBe(24);
    expect(breaches(laws, world, clockText(world.simulation.now))).toEqual([]);
  },

  'every request ends with exactly one outcome': ({ world, told, taken }) => {
    const ended = told.filter(({ name }) => outcomes.some(outcome => isOutcome(name, outcome)));
    expect(ended).toHaveLength(taken);
    expect(world.assembly.requests.open).toBe(0);
  },

  'every purchase ends once, or is open at the end, and what has ended stays ended': ({ world, told }) => {
    const ended = new Set<number>();
    const open = new Set<number>();
    for (const { name, subject } of told) {
      if (!name.startsWith('purchase.')) continue;
      if (name === 'purchase.opened') {
        expect(open.has(subject)).toBe(false);
        open.add(subject);
        continue;
      }
      expect(open.has(subject)).toBe(true);
      if (!ends.includes(name)) continue;
      open.delete(subject);
      ended.add(subject);
    }
    for (let device = 0; device < world.devices; device++) {
      const { state } = world.purchases.store.look(device);
      expect(open.has(device)).toBe(!isOver(state));
      if (!ended.has(device) && !open.has(device)) expect(state).toBe('notStarted');
    }
  },

  'whoever was charged and whose purchase is over has a plan, is getting one, or has the money back': ({ world }) => {
    const waiting = world.settings.operators.map(() => 0);
    for (let device = 0; device < world.devices; device++) {
      const { state } = world.portals.store.look(device);
      const line = world.lines.store.look(device).state;
      const operator = world.surroundings.operatorOf(device);
      const { price } = world.surroundings.plan(device);
      const { charged } = world.portals.store.look(device);
      const isPaid = charged && state !== 'completed';
      if (isPaid) waiting[operator]! += price;
      if (line === 'activating') waiting[operator]! += price;
      // A line that is still being activated may be sold another plan on the web site.
      if (world.sites.store.look(device).state === 'paid') waiting[operator]! += price;
      if (isOver(world.purchases.store.look(device).state)) expect(state).not.toBe('paid');
    }
    for (const operator of world.settings.operators.keys()) {
      expect(world.ledgers.store.look(operator).open).toBe(waiting[operator]);
    }
  },
};

function live(settings: WorldSettings): Lived {
  const { world, told } = worldOf(settings, { guards });
  let taken = 0;
  const { requests } = world.assembly;
  const take = requests.take.bind(requests);
  requests.take = (...details) => {
    taken += 1;
    return take(...details);
  };
  world.run();
  return { world, told, taken };
}

/** The sentences that do not hold in a world, with the reason: all are tried on the same worlds. */
const refuted = oncePerWorld(settings => {
  const lived = live(settings);
  const found = new Map<string, unknown>();
  for (const [sentence, tries] of Object.entries(sentences)) {
    try {
      tries(lived);
    } catch (problem) {
      found.set(sentence, problem);
    }
  }
  return found;
});

describe('in every generated world', () => {
  it.each(Object.keys(sentences))('%s', sentence =>
    fc.assert(
      fc.property(generatedWorld, settings => {
        const found = refuted(settings);
        if (found.has(sentence)) throw found.get(sentence);
      }),
      runs,
    ),
  );
});

describe('in a world that only the timeline disturbs', () => {
  it('every law holds, every purchase comes to an end, and who has paid has a plan or the money back', () =>
    fc.assert(
      fc.property(worldOfFaults, settings => {
        const { world } = worldOf(settings, { guards });
        world.run();
        expect(world.breaches).toEqual([]);
        expect(world.assembly.requests.open).toBe(0);
        for (let device = 0; device < world.devices; device++)
          expect(isOver(world.purchases.store.look(device).state)).toBe(true);
        const ledger = world.ledgers.store.look(0);
        expect(ledger.open).toBe(0);
        expect(ledger.charged).toBe(ledger.provisioned + ledger.refunded);
      }),
      { ...runs, numRuns: 12 },
    ));
});

/** A world in which one buyer is online, has used data, and one has left: each law has something to look at. */
function livedIn(): World {
  const { world } = worldOf(
    settingsWith({
      length: hours(6),
      operator: { stock: { profiles: 1, restock: undefined } },
      group: {
        count: 2,
        usage: {
          monthly: always(3e9),
          sessions: { perDay: 48, weights: evenly },
          sessionRate: 625_000,
          takes: 'mobileBroadband' as const,
        },
      },
    }),
    {},
  );
  world.assembly.tell(world.users, 'arrives', 0);
  world.run();
  return world;
}

/** A world in which a PC shares its connection, and an app has a connection of its own. */
const sharedIn = (): World => share({ operator: { contexts }, group: { specialApps: [mail] } }).world;

type Law = (typeof laws)[number];
type Bug = [law: Law, bug: string, plant: (world: World) => void, says: RegExp, also?: Law];

/** For each law the bugs it is there to find, planted into the records, and what it says of them. */
const bugs: Bug[] = [
  [
    invariants.everyByteIsAccountedFor,
    'Windows counts a byte twice',
    ({ counters }) => plus(counters.store.at(0), 'used', 1),
    /device 0: the gateway passed \d+ B \(\d+ B of other devices\), the modem carried \d+ B, Windows counted \d+ B/,
  ],
  [
    invariants.everyByteIsAccountedFor,
    'the modem loses a byte',
    ({ modems }) => plus(modems.store.at(0), 'carried', -1),
    /the modem carried/,
  ],
  [
    invariants.everyByteIsAccountedFor,
    'billing books what was never recorded',
    ({ lines }) => {
      const line = lines.store.at(0);
      line.recorded = (line.billed - 1) as Bytes;
    },
    /billed \d+ B of \d+ B recorded of \d+ B passed/,
  ],
  [
    invariants.everyByteIsAccountedFor,
    'a record is rated that no line is billed',
    ({ ledgers }) => plus(ledgers.store.at(0), 'rated', 1),
    /contoso: rated \d+ B, lines are billed \d+ B/,
  ],
  [
    invariants.everyByteIsAccountedFor,
    'bytes are zero-rated that the modem has not carried',
    ({ accounts }) => plus(accounts.store.at(0), 'zeroRated', 1),
    /zero-rated 1 B/,
  ],
  [
    invariants.everyByteIsAccountedFor,
    'a record is written twice',
    ({ lines }) => plus(lines.store.at(0), 'recorded', 1e9),
    /recorded of/,
  ],
  [
    invariants.balanceNeverBelowZero,
    'the gateway passes more than the plan',
    ({ lines }) => {
      const line = lines.store.at(0);
      line.granted = (line.passed - 1) as Bytes;
    },
    /device 0: granted \d+ B, passed \d+ B, billed \d+ B/,
  ],
  [
    invariants.aLineCarriesWhatIsWanted,
    'other devices are forgotten after a top-up',
    ({ lines }) => plus(lines.store.at(0), 'othersRate', 1_000),
    /device 0: other devices wait, and the line has a plan/,
  ],
  [
    invariants.aLineCarriesWhatIsWanted,
    'other devices have used more than the line has passed',
    ({ lines, accounts }) => {
      plus(lines.store.at(1), 'others', 1);
      plus(accounts.store.at(1), 'zeroRated', 1);
    },
    /device 1: other devices used 1 B of 0 B/,
  ],
  [
    invariants.usageIsAttributedOnce,
    'a byte is counted for two sources',
    ({ counters }) => plus(counters.store.at(1), 'apps', 1),
    /device 1: -1 B for user, of 0 B/,
  ],
  [
    invariants.usageIsAttributedOnce,
    'a reset forgets more than there was',
    ({ counters }) => plus(counters.store.at(1), 'before', 1),
    /device 1: less than nothing since the reset/,
  ],
  [
    invariants.billingKnowsOnlyThePast,
    'billing knows what is still to come',
    ({ lines }) => {
      lines.store.at(0).billedUpTo = hours(24);
    },
    /device 0: known up to \d+, and it is \d+/,
  ],
  [
    invariants.billingKnowsOnlyThePast,
    'billing has booked more than has passed',
    ({ lines }) => {
      const line = lines.store.at(0);
      line.billed = (line.passed + 1) as Bytes;
    },
    /device 0: \d+ B billed of \d+ B used/,
    invariants.everyByteIsAccountedFor,
  ],
  [
    invariants.moneyIsDoubleEntry,
    'a refund is booked twice',
    ({ ledgers }) => plus(ledgers.store.at(0), 'refunded', 499),
    /charged 499, provisioned 499, refunded 499, open 0 cents/,
  ],
  [
    invariants.moneyIsDoubleEntry,
    'a plan is provisioned before it is paid for',
    ({ ledgers }) => {
      plus(ledgers.store.at(0), 'provisioned', 499);
      plus(ledgers.store.at(0), 'open', -499);
    },
    /open -499 cents/,
  ],
  [
    invariants.moneyIsDoubleEntry,
    'usage beyond a contract is revenue that nobody owes',
    ({ ledgers }) => plus(ledgers.store.at(0), 'overage', 5),
    /contoso: 5 cents beyond plans, 0 of it collected, 0 receivable/,
  ],
  [
    invariants.moneyIsDoubleEntry,
    'a customer owes what the ledger does not know of',
    ({ accounts }) => plus(accounts.store.at(1), 'due', 5),
    /contoso: open 0 and receivable 0 cents, in the accounts of customers 0 and 5/,
  ],
  [
    invariants.eachOrderIsSettledOnce,
    'an order is settled twice',
    ({ accounts }) => plus(accounts.store.at(0), 'settled', 1),
    /device 0: 1 orders, 2 settled, open 0 cents, clear/,
  ],
  [
    invariants.eachOrderIsSettledOnce,
    'an order is on no account',
    ({ ledgers }) => plus(ledgers.store.at(0), 'orders', 1),
    /contoso: 2 orders, 1 provisioned, 0 refunded; customers have 1 and 1 settled/,
  ],
  [
    invariants.profilesAreWhereTheySay,
    'the SM-DP+ believes in a profile the card has lost',
    ({ profiles }) => {
      profiles.store.at(1).state = 'installed';
    },
    /device 1: installed according to the SM-DP\+, not on the card/,
  ],
  [
    invariants.profilesAreWhereTheySay,
    'a card has a profile that was bound to another',
    ({ profiles }) => {
      profiles.store.at(0).boundTo = 1;
    },
    /device 0: on the card without having been bound to it/,
  ],
  [
    invariants.cardsHoldWhatFits,
    'a profile takes more memory than it needs',
    ({ cards }) => plus(cards.store.at(0), 'used', 1),
    /device 0: 60001 bytes for a profile that is enabled/,
  ],
  [
    invariants.cardsHoldWhatFits,
    'the profile of another operator stays enabled',
    ({ cards }) => {
      cards.store.at(0).otherEnabled = true;
    },
    /device 0: two profiles are enabled/,
  ],
  [
    invariants.stockIsNotOversold,
    'a profile is sold that is not there',
    ({ stocks }) => plus(stocks.store.at(0), 'taken', 1),
    /contoso: 2 taken, 0 returned, had 1/,
  ],
  [
    invariants.contextNeedsRegistration,
    'Windows shows a connection that the modem has lost',
    ({ contexts }) => {
      contexts.store.at(0).state = 'deactivated';
    },
    /device 0: Windows says cellular, the context is deactivated/,
  ],
  [
    invariants.contextNeedsRegistration,
    'Windows shows a connection before the network has accepted it',
    ({ contexts }) => {
      contexts.store.at(0).state = 'activating';
    },
    /device 0: Windows says cellular, the context is activating/,
  ],
  [
    invariants.contextNeedsRegistration,
    'a context outlives the attach',
    ({ packetServices }) => {
      packetServices.store.at(0).state = 'detached';
    },
    /device 0: context activated, packet service detached/,
  ],
  [
    invariants.contextNeedsRegistration,
    'a device is attached to a network that has lost it',
    ({ registrations }) => {
      registrations.store.at(0).state = 'searching';
    },
    /device 0: packet service attached, searching/,
  ],
  [
    invariants.contextNeedsRegistration,
    'a modem that looks at its SIM is registered',
    ({ modems }) => {
      modems.store.at(0).state = 'off';
    },
    /device 0: registered home, modem off/,
  ],
  [
    invariants.onlineNeedsAPaidPlan,
    'somebody is online without an order',
    ({ purchases }) => {
      purchases.store.at(1).state = 'online';
    },
    /device 1: online without a plan/,
  ],
  [
    invariants.oneEndEach,
    'a purchase fails without a reason',
    ({ purchases }) => {
      purchases.store.at(1).state = 'failed';
    },
    /device 1: failed with the reason undefined/,
  ],
  [
    invariants.oneEndEach,
    'a purchase is done and abandoned',
    ({ purchases }) => {
      purchases.store.at(0).reason = 'left at a step';
    },
    /device 0: done with the reason left at a step/,
  ],
];

/** The same for what is shared, and for apps with a connection of their own. */
const bugsOfSharing: Bug[] = [
  [
    invariants.sharedBytesAddUp,
    'a byte is for no client',
    ({ sharings }) => plus(sharings.store.at(0), 'shared', 1),
    /device 0: clients used \d+ B, \d+ B were shared, the interface counted \d+ B/,
  ],
  [
    invariants.sharedBytesAddUp,
    'a byte is for two clients',
    ({ sharingClients }) => plus(sharingClients.store.at(0), 'used', 1),
    /clients used/,
  ],
  [
    invariants.everyByteIsAccountedFor,
    'only the virtual interface counts a byte',
    ({ specialContexts }) => plus(specialContexts.store.at(0), 'used', 1),
    /and \d+ B on virtual interfaces/,
  ],
  [
    invariants.neverTooManyClients,
    'a client is counted twice',
    ({ sharings }) => plus(sharings.store.at(0), 'clients', 1),
    /device 0: \d+ clients are joined, \d+ are counted, \d+ may; sharing is /,
  ],
  [
    invariants.neverTooManyClients,
    'a client stays when sharing ends',
    ({ sharings, sharingClients }) => {
      sharings.store.at(0).clients = 1;
      Object.assign(sharingClients.store.at(0), { state: 'joined' });
    },
    /1 clients are joined, 1 are counted, \d+ may; sharing is off/,
  ],
  [
    invariants.specialContextsStandOnTheAttach,
    'a special context outlives the attach',
    ({ specialContexts, packetServices, contexts }) => {
      specialContexts.store.at(0).state = 'activated';
      contexts.store.at(0).state = 'deactivated';
      packetServices.store.at(0).state = 'detached';
    },
    /device 0: a special context is activated, the packet service detached/,
    invariants.contextNeedsRegistration,
  ],
  [
    invariants.specialContextsStandOnTheAttach,
    'a special context outlives Connected Standby',
    ({ specialContexts, contextPolicies }) => {
      specialContexts.store.at(0).state = 'activated';
      contextPolicies.store.at(0).closedInStandby = true;
    },
    /device 0: a special context is activated after ten minutes in Connected Standby/,
  ],
  [
    invariants.specialContextsStandOnTheAttach,
    'bytes pass over a special context that is closed',
    ({ specialContexts }) => {
      Object.assign(specialContexts.store.at(0), { state: 'deactivated', rate: 1 });
    },
    /device 0: traffic over a special context that is deactivated/,
  ],
];

const planted = [
  ...bugs.map(bug => ({ bug, lived: livedIn })),
  ...bugsOfSharing.map(bug => ({ bug, lived: sharedIn })),
];

/** Adds to an amount as a careless handler would. */
function plus<Name extends string>(record: { [N in Name]: number }, name: Name, more: number): void {
  record[name] = (record[name] + more) as Bytes & Cents;
}

describe('a law', () => {
  it('has nothing to say of the world the bugs are planted in, which has something of everything', () => {
    const world = livedIn();
    expect(breaches(laws, world, 'the end')).toEqual([]);
    const { passed, recorded, billed, granted } = world.lines.store.look(0);
    expect(passed).toBeGreaterThan(0);
    expect(recorded).toBeGreaterThan(0);
    expect(billed).toBeGreaterThan(0);
    expect(granted).toBeGreaterThan(passed);
  });

  it('has nothing to say either where a connection is shared and an app has its own', () => {
    const world = sharedIn();
    expect(breaches(laws, world, 'the end')).toEqual([]);
    expect(world.sharings.store.look(0).shared).toBeGreaterThan(0);
    expect(world.specialContexts.store.look(0).used).toBeGreaterThan(0);
  });

  it.each(planted.map(({ bug: [law, bug, plant, says, also], lived }) => ({ law, bug, plant, says, also, lived })))(
    'names itself when $bug',
    ({ law, plant, says, also, lived }) => {
      const world = lived();
      plant(world);
      const found = breaches(laws, world, 'the end');
      const broken = laws.filter(one => one === law || one === also);
      expect(found.map(breach => breach.law)).toEqual(broken.map(({ name }) => name));
      expect(found.find(breach => breach.law === law.name)!.what).toMatch(says);
    },
  );

  it('is put to the test by at least one bug each', () => {
    expect(new Set(planted.map(({ bug: [law] }) => law.name))).toEqual(new Set(laws.map(({ name }) => name)));
  });

  it('ends the run at the next look, with the moment', () => {
    const { world } = worldOf(settingsWith(), {});
    const { simulation } = world;
    const bug = simulation.operation('a bug', () => plus(world.ledgers.store.at(0), 'charged', 1));
    simulation.schedule(bug, 0, hours(2.5));
    world.run();
    expect(world.breaches).toEqual([
      {
        law: 'charged is provisioned, refunded or open',
        what: 'contoso: charged 1, provisioned 0, refunded 0, open 0 cents',
        at: '3 h',
      },
    ]);
    expect(simulation.now).toBe(hours(3));
  });
});
