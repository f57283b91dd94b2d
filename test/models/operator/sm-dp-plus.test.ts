import { describe, expect, it } from 'vitest';
import { parseActivationCode } from '../../../src/models/activation-code.ts';
import { es9PlusErrors, type NotificationKind, refusingFunction } from '../../../src/models/messages/es9-plus.ts';
import { matchingIdOf } from '../../../src/models/messages/of-device.ts';
import { packageSize, refusalSees } from '../../../src/models/operator/es9-refusals.ts';
import { smDpPlus, smDpPlusPorts } from '../../../src/models/operator/sm-dp-plus.ts';
import {
  type CancelReason,
  type Es9Request,
  es9Calls,
  sessionEnds,
} from '../../../src/models/operator/smdp-profile.ts';
import { Draws } from '../../../src/sim/draws.ts';
import type { AnyModel, Seen } from '../../../src/sim/model.ts';
import { ServiceCenter } from '../../../src/sim/service-center.ts';
import { bytes, days, hours, minutes, seconds } from '../../../src/sim/units.ts';
import { type Reaction, recorder, worldWith } from '../../kit/world-with.ts';
import { always, contoso, surroundingsOf, tier, type WorldChange } from '../small-world.ts';

type Change = NonNullable<WorldChange['operator']>['smdp'];

function server(smdp: Change = {}, more: NonNullable<WorldChange['operator']> = {}, stock: Reaction = { answer: 1 }) {
  const given = surroundingsOf({ operator: { ...more, smdp } });
  const world = worldWith(smDpPlus, {
    given,
    count: 2,
    ports: [recorder(smDpPlusPorts.stock, { takes: ['returned'], answers: { take: stock } })],
  });
  world.assembly.show(refusalSees.profiles as Seen<AnyModel>, world.installed);
  const { servers, queue } = { ...contoso.smdp, ...smdp };
  given.smdpServers.push(
    new ServiceCenter(world.simulation, 'smdp', { servers, queue }, world.assembly.listener(world.installed)),
  );
  const draws = new Draws(world.simulation.dice, [{ name: 'tested', first: 0 }]);
  let occurrence = 0;
  let transactionId = '';
  const ask = (message: Es9Request, subject = 0) => {
    occurrence += 1;
    const from = world.simulation.now;
    const asked = world.ask('es9', message, { occurrence, within: seconds(30), subject });
    world.clock.advance(seconds(31));
    return { ...asked, took: (asked.at! - from) / 1e6 };
  };
  const order = (subject = 0) => {
    const asked = world.ask('order', undefined, { subject });
    world.clock.advance(minutes(1));
    return asked;
  };
  const matching = (device: number) => matchingIdOf(device, purpose => draws.bits(purpose, device, 0));
  const calls = {
    initiateAuthentication(smdpAddress = contoso.smdp.host, subject = 0) {
      const asked = ask({ call: 'initiateAuthentication', smdpAddress }, subject);
      transactionId = String(asked.answer);
      return asked;
    },
    authenticateClient: (matchingId: string | undefined = matching(0), free = bytes(800_000), subject = 0) =>
      ask({ call: 'authenticateClient', transactionId, matchingId, free }, subject),
    getBoundProfilePackage: (subject = 0) => ask({ call: 'getBoundProfilePackage', transactionId }, subject),
    handleNotification: (notification: NotificationKind = 'installed') =>
      ask({ call: 'handleNotification', notification }),
    cancelSession: (reason: CancelReason = 'timeout') => ask({ call: 'cancelSession', transactionId, reason }),
  };
  /** From the beginning of a session to the package, or to the first call that is not answered. */
  const download = () => {
    const first = calls.initiateAuthentication();
    if (first.outcome !== 'answered') return first;
    const second = calls.authenticateClient();
    return second.outcome === 'answered' ? calls.getBoundProfilePackage() : second;
  };
  const ends = () =>
    world.facts.filter(({ name }) => name === 'SM-DP+.sessionEnded').map(({ value }) => sessionEnds[value!]);
  return { ...world, ...calls, order, download, matching, ends, state: () => world.record().state };
}

/** A server whose profile has been ordered. */
function released(change: Change = {}, more: NonNullable<WorldChange['operator']> = {}) {
  const smdp = server(change, more);
  smdp.order();
  return smdp;
}

function installed(change: Change = {}, more: NonNullable<WorldChange['operator']> = {}) {
  const smdp = released(change, more);
  smdp.download();
  smdp.handleNotification('installed');
  return smdp;
}

describe('the SM-DP+ on the operator’s side, ES2+', () => {
  it('orders, confirms and releases in one second, and answers the activation code', () => {
    const { order, record } = server();
    const asked = order();
    expect(asked).toMatchObject({ outcome: 'answered', at: seconds(1) });
    expect(parseActivationCode(String(asked.answer))).toMatchObject({
      ok: true,
      value: { smdpAddress: 'smdp.contoso.example' },
    });
    expect(record()).toMatchObject({ state: 'released', orders: 1 });
  });

  it.each([
    [true, 'linked'],
    [false, 'allocated'],
  ])('with an EID in the order (%s) goes from available through %s', (bindsEid, state) => {
    const { installed: profiles } = released({ bindsEid });
    const through = profiles.moves.counted().filter(({ to, n }) => n > 0 && to === state);
    expect(through).toHaveLength(1);
  });

  it('confirms at once and releases later, where the profile takes time to get ready', () => {
    const { order, state, clock } = server({ profileReady: always(hours(1)) });
    expect(order()).toMatchObject({ outcome: 'answered', at: seconds(1) });
    expect(state()).toBe('confirmed');
    clock.to(hours(1));
    expect(state()).toBe('released');
  });

  it('refuses its share of the orders: no profile of that type, 8.2.5/3.7', () => {
    const { order, state } = server({ orderFails: 1 });
    expect(order()).toMatchObject({ outcome: 'refused', answer: '8.2.5/3.7' });
    expect(state()).toBe('available');
  });

  it('refuses an order that finds the stock empty: 8.2.5/3.7, after the same second', () => {
    const stock = { profiles: 0, restock: undefined };
    const { order, state } = server({}, { stock }, { refuse: 200, detail: '8.2.5/3.7' });
    expect(order()).toMatchObject({ outcome: 'refused', answer: '8.2.5/3.7', at: seconds(1) });
    expect(state()).toBe('available');
  });

  it('takes one profile from the stock, and none for who orders again what still waits', () => {
    const { order, told, record } = server({}, { stock: { profiles: 5, restock: undefined } });
    const [first, second] = [order(), order()];
    expect(second.answer).toBe(first.answer);
    expect(told.map(({ name }) => name)).toEqual(['take']);
    expect(record().orders).toBe(1);
  });
});

describe('the SM-DP+ on the device’s side, ES9+', () => {
  it('takes the times of the published log for each call, server time included', () => {
    const smdp = released();
    expect(es9Calls.slice(0, 4).map(name => smdp[name]().took)).toEqual([1.55, 0.44, 1.33, 0.33]);
  });

  it('goes from released to downloaded to installed, bound to the one device', () => {
    const { initiateAuthentication, authenticateClient, getBoundProfilePackage, handleNotification, record } =
      released();
    initiateAuthentication();
    authenticateClient();
    expect(record()).toMatchObject({ state: 'released', attempts: 1, boundTo: undefined });
    getBoundProfilePackage();
    expect(record()).toMatchObject({ state: 'downloaded', boundTo: 0 });
    handleNotification('installed');
    expect(record().state).toBe('installed');
  });

  it('takes the code without MatchingID for the profile that waits for this EID', () => {
    const { initiateAuthentication, ask, clock } = released();
    const { answer } = initiateAuthentication();
    const message = { call: 'authenticateClient', transactionId: answer, matchingId: undefined, free: bytes(9e5) };
    const asked = ask('es9', message, { occurrence: 99 });
    clock.advance(seconds(5));
    expect(asked.outcome).toBe('answered');
  });

  it('binds the package again for the same device after a broken download, and counts the tries', () => {
    const { download, record } = released();
    download();
    expect(download().outcome).toBe('answered');
    expect(record()).toMatchObject({ state: 'downloaded', attempts: 2 });
  });

  it('puts a profile back that could not be installed; the same code works again', () => {
    const { download, handleNotification, state } = released();
    download();
    handleNotification('installFailed');
    expect(state()).toBe('released');
    expect(download().outcome).toBe('answered');
  });

  it('gives up on a profile whose tries are used up by installations that failed', () => {
    const { download, handleNotification, state } = released({ maxDownloadAttempts: 2 });
    for (let nth = 0; nth < 2; nth += 1) {
      download();
      handleNotification('installFailed');
    }
    expect(state()).toBe('error');
    expect(download()).toMatchObject({ outcome: 'refused', answer: '8.8.5/6.4' });
  });

  it.each([
    ['available', 'available'],
    ['unavailable', 'unavailable'],
  ] as const)('hears that the eSIM was deleted: the profile is %s', (afterDeletion, state) => {
    const smdp = installed({ afterDeletion });
    smdp.handleNotification('deleted');
    expect(smdp.state()).toBe(state);
    expect(smdp.download()).toMatchObject({ outcome: 'refused', answer: '8.2.6/3.8' });
    smdp.order();
    expect(smdp.state()).toBe('released');
  });

  it('gives a profile that can be sold again back to the stock', () => {
    const smdp = installed({ afterDeletion: 'available' }, { stock: { profiles: 1, restock: undefined } });
    smdp.handleNotification('deleted');
    expect(smdp.told.map(({ name }) => name)).toEqual(['take', 'returned']);
  });

  it.each(['installed', 'installFailed', 'enabled', 'disabled'] as const)(
    'takes the notification “%s” when it comes once more, and changes nothing',
    kind => {
      const smdp = installed();
      expect(smdp.handleNotification(kind).outcome).toBe('answered');
      expect(smdp.state()).toBe('installed');
    },
  );

  it('hears late of an installation whose order has expired meanwhile', () => {
    const smdp = released({ orderExpiry: hours(1) });
    smdp.download();
    smdp.clock.advance(hours(2));
    expect(smdp.state()).toBe('error');
    smdp.handleNotification('installed');
    expect(smdp.state()).toBe('installed');
  });

  it('lets a new order follow one that has ended in error', () => {
    const smdp = released({ orderExpiry: hours(1) });
    smdp.clock.advance(hours(2));
    smdp.order();
    expect(smdp.record()).toMatchObject({ state: 'released', orders: 2, attempts: 0, cause: undefined });
    expect(smdp.download().outcome).toBe('answered');
  });

  it('stays silent in its share of the calls', () => {
    expect(released({ silent: 1 }).initiateAuthentication().outcome).toBe('timedOut');
  });

  it('sheds a call that finds no server and no place in the queue', () => {
    const { ask, clock } = server({ servers: 1, queue: 0 });
    const message = { call: 'initiateAuthentication', smdpAddress: contoso.smdp.host };
    const asked = [0, 1].map(subject => ask('es9', message, { subject }));
    clock.advance(minutes(1));
    expect(asked.map(({ outcome }) => outcome)).toEqual(['answered', 'shed']);
  });
});

describe('the SM-DP+ refuses', () => {
  const refused = (answer: string) => ({ outcome: 'refused', code: 200, answer });

  it('8.2.6/3.8 a MatchingID that nothing has been ordered under, or that is wrong', () => {
    expect(server().download()).toMatchObject(refused('8.2.6/3.8'));
    const smdp = released();
    for (const wrong of ['CNTS-0001-??', 'CNTS-0001', 'NONSENSE', 'CNTS-FFFF-00']) {
      smdp.initiateAuthentication();
      expect(smdp.authenticateClient(wrong)).toMatchObject(refused('8.2.6/3.8'));
    }
    expect(smdp.state()).toBe('released');
  });

  it('8.2/1.2 a profile that is not released yet, and not any more once it is', () => {
    const smdp = server({ profileReady: always(hours(1)) });
    smdp.order();
    expect(smdp.download()).toMatchObject(refused('8.2/1.2'));
    expect(smdp.state()).toBe('confirmed');
    smdp.clock.to(hours(1));
    expect(smdp.download().outcome).toBe('answered');
  });

  it('8.2/3.7 a second binding of an installed profile', () => {
    const smdp = installed();
    expect(smdp.download()).toMatchObject(refused('8.2/3.7'));
    expect(smdp.state()).toBe('installed');
  });

  it.each([
    [true, false, '8.1.1/3.8'],
    [true, true, '8.1.1/3.8'],
    [false, false, '8.2.5/4.3'],
    [false, true, '8.2/3.7'],
  ])(
    'another device: with the EID in the order (%s) and the package bound already (%s) %s',
    (bindsEid, bound, code) => {
      const smdp = released({ bindsEid });
      if (bound) smdp.download();
      const before = smdp.record(0);
      smdp.initiateAuthentication(contoso.smdp.host, 1);
      expect(smdp.authenticateClient(smdp.matching(0), bytes(8e5), 1)).toMatchObject(refused(code));
      expect(smdp.record(0)).toEqual(before);
    },
  );

  it('8.1/4.8 a card with less free memory than the package has bytes', () => {
    const smdp = released();
    smdp.initiateAuthentication();
    expect(smdp.authenticateClient(undefined, bytes(packageSize - 1))).toMatchObject(refused('8.1/4.8'));
    smdp.initiateAuthentication();
    expect(smdp.authenticateClient(undefined, packageSize).outcome).toBe('answered');
  });

  it('8.8.1/3.8 an address that is not its own, in whatever case its own is written', () => {
    const smdp = released();
    expect(smdp.initiateAuthentication('smdp.fabrikam.example')).toMatchObject(refused('8.8.1/3.8'));
    expect(smdp.initiateAuthentication('SMDP.Contoso.example').outcome).toBe('answered');
  });

  it.each([
    ['confirmed', { profileReady: always(days(9)) }],
    ['released', {}],
  ])('8.8.5/4.1 an order that has expired while %s', (state, change) => {
    const smdp = server({ orderExpiry: days(1), ...change });
    smdp.order();
    expect(smdp.state()).toBe(state);
    smdp.clock.advance(days(1));
    expect(smdp.record()).toMatchObject({ state: 'error', cause: '8.8.5/4.1' });
    expect(smdp.download()).toMatchObject(refused('8.8.5/4.1'));
  });

  it('8.8.5/6.4 more downloads than are allowed, for good', () => {
    const { download, record } = released({ maxDownloadAttempts: 2 });
    expect([download().outcome, download().outcome]).toEqual(['answered', 'answered']);
    expect(download()).toMatchObject(refused('8.8.5/6.4'));
    expect(record()).toMatchObject({ state: 'error', cause: '8.8.5/6.4' });
    expect(download()).toMatchObject(refused('8.8.5/6.4'));
  });

  it('8.10.1/3.9 a call of a session that does not live', () => {
    const smdp = released();
    expect(smdp.getBoundProfilePackage()).toMatchObject(refused('8.10.1/3.9'));
    smdp.initiateAuthentication();
    smdp.clock.advance(minutes(5));
    expect(smdp.authenticateClient()).toMatchObject(refused('8.10.1/3.9'));
    expect(smdp.cancelSession()).toMatchObject(refused('8.10.1/3.9'));
  });

  it.each(Object.keys(es9PlusErrors))('%s in the share that the scenario gives, at the call that checks it', code => {
    const smdp = released({ refuses: [{ code, share: 1 }] });
    expect(smdp.download()).toMatchObject(refused(code));
    const calls = es9Calls.indexOf(refusingFunction(code)) + 1;
    expect(smdp.record()).toMatchObject({ calls, session: undefined });
  });

  it('in the shares of the codes, each download with luck of its own', () => {
    const { download } = released({
      refuses: [
        { code: '8.2/1.2', share: 0.3 },
        { code: '8.8.2/3.1', share: 0.2 },
      ],
      maxDownloadAttempts: 1000,
    });
    const answers = Array.from({ length: 400 }, () => String(download().answer));
    const share = (code: string) => answers.filter(answer => answer === code).length / answers.length;
    expect(share('8.2/1.2')).toBeGreaterThan(0.23);
    expect(share('8.2/1.2')).toBeLessThan(0.37);
    expect(share('8.8.2/3.1')).toBeGreaterThan(0.14);
    expect(share('8.8.2/3.1')).toBeLessThan(0.26);
  });

  it('the share of downloads that the tier “smdp” fails: an error, silence, or not released, a third each', () => {
    const backEnd = { tiers: [tier('smdp', { downloadFails: 0.6 })] };
    const { download } = released({ maxDownloadAttempts: 1000 }, { backEnd });
    const asked = Array.from({ length: 400 }, download);
    const share = (like: (one: (typeof asked)[number]) => boolean) => asked.filter(like).length / asked.length;
    const shares = [
      share(({ code }) => code === 500),
      share(({ outcome }) => outcome === 'timedOut'),
      share(({ answer }) => answer === '8.2/1.2'),
    ];
    for (const part of shares) {
      expect(part).toBeGreaterThan(0.14);
      expect(part).toBeLessThan(0.26);
    }
    expect(share(({ outcome }) => outcome === 'answered')).toBeCloseTo(1 - shares.reduce((all, one) => all + one), 9);
  });
});

describe('a session of the SM-DP+', () => {
  it('has a name of 32 capital hexadecimal digits, a new one each time', () => {
    const { initiateAuthentication } = released();
    const names = Array.from({ length: 20 }, () => String(initiateAuthentication().answer));
    for (const name of names) expect(name).toMatch(/^[0-9A-F]{32}$/);
    expect(new Set(names).size).toBe(20);
  });

  it('ends with the result of the installation', () => {
    expect(installed().ends()).toEqual(['completed']);
  });

  it('ends with a refusal', () => {
    const smdp = installed();
    smdp.download();
    expect(smdp.ends()).toEqual(['completed', 'refused']);
  });

  it('ends by itself five minutes after the last call', () => {
    const smdp = released();
    smdp.download();
    smdp.clock.advance(minutes(4));
    expect(smdp.ends()).toEqual([]);
    smdp.clock.advance(minutes(1));
    expect(smdp.ends()).toEqual(['expired']);
    expect(smdp.state()).toBe('downloaded');
  });

  it('ends when the same eUICC begins another', () => {
    const smdp = released();
    smdp.initiateAuthentication();
    smdp.initiateAuthentication();
    expect(smdp.ends()).toEqual(['expired']);
  });

  it.each([
    ['timeout', 'released'],
    ['postponed', 'released'],
    ['undefined', 'released'],
    ['endUserRejection', 'error'],
  ] as const)('that is cancelled with “%s” leaves the profile %s', (reason, state) => {
    const smdp = released();
    smdp.initiateAuthentication();
    smdp.authenticateClient();
    expect(smdp.cancelSession(reason).outcome).toBe('answered');
    expect(smdp.ends()).toEqual(['cancelled']);
    expect(smdp.state()).toBe(state);
    expect(smdp.getBoundProfilePackage()).toMatchObject({ outcome: 'refused', answer: '8.10.1/3.9' });
  });

  it('whose order was denied is revoked: the code is of no use any more, 8.2.6/3.8', () => {
    const smdp = released();
    smdp.initiateAuthentication();
    smdp.authenticateClient();
    smdp.cancelSession('endUserRejection');
    expect(smdp.download()).toMatchObject({ outcome: 'refused', answer: '8.2.6/3.8' });
  });

  it('gives the package only to who has been authenticated', () => {
    const smdp = released();
    smdp.initiateAuthentication();
    expect(smdp.getBoundProfilePackage()).toMatchObject({ outcome: 'refused', answer: '8.10.1/3.9' });
  });
});
