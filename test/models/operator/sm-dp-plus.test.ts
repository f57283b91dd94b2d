import { describe, expect, it } from 'vitest';
import { parseActivationCode } from '../../../src/models/activation-code.ts';
import { type Es9Call, es9Calls, smDpPlus } from '../../../src/models/operator/sm-dp-plus.ts';
import { ServiceCenter } from '../../../src/sim/service-center.ts';
import { days, minutes, seconds } from '../../../src/sim/units.ts';
import { worldWith } from '../../kit/world-with.ts';
import { contoso, surroundingsOf, type WorldChange } from '../small-world.ts';

type Change = NonNullable<WorldChange['operator']>['smdp'];

function server(change: Change = {}, count = 1) {
  const given = surroundingsOf({ operator: { smdp: change } });
  const world = worldWith(smDpPlus, { given, count });
  const { servers, queue } = { ...contoso.smdp, ...change };
  given.smdpServers.push(
    new ServiceCenter(world.simulation, 'smdp', { servers, queue }, world.assembly.listener(world.installed)),
  );
  let occurrence = 0;
  const call = (name: Es9Call, installed?: boolean) => {
    occurrence += 1;
    const from = world.simulation.now;
    const asked = world.ask('es9', { call: name, installed }, { occurrence });
    world.clock.advance(minutes(1));
    return { ...asked, took: (asked.at! - from) / 1e6 };
  };
  const order = () => {
    const asked = world.ask('order', undefined);
    world.clock.advance(minutes(1));
    return asked;
  };
  return { ...world, call, order };
}

/** A server whose profile has been ordered. */
function released(change: Change = {}) {
  const smdp = server(change);
  smdp.order();
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
    expect(record().state).toBe('released');
  });

  it('refuses its share of the orders: no profile of that type, 8.2.5/3.7', () => {
    const { order, record } = server({ orderFails: 1 });
    expect(order()).toMatchObject({ outcome: 'refused', answer: '8.2.5/3.7' });
    expect(record().state).toBe('available');
  });
});

describe('the SM-DP+ on the device’s side, ES9+', () => {
  it('takes the times of the published log for each call, server time included', () => {
    const { call } = released();
    expect(es9Calls.map(name => call(name, true).took)).toEqual([1.55, 0.44, 1.33, 0.33]);
  });

  it('goes from released to downloaded to installed, bound to the one device', () => {
    const { call, record } = released();
    call('initiateAuthentication');
    call('authenticateClient');
    expect(record()).toMatchObject({ state: 'released', attempts: 1, boundTo: undefined });
    call('getBoundProfilePackage');
    expect(record()).toMatchObject({ state: 'downloaded', boundTo: 0 });
    call('handleNotification', true);
    expect(record().state).toBe('installed');
  });

  it('may bind the package again for the same device after a broken download', () => {
    const { call, record } = released();
    call('getBoundProfilePackage');
    expect(call('getBoundProfilePackage').outcome).toBe('answered');
    expect(record().state).toBe('downloaded');
  });

  it('puts a profile back that could not be installed', () => {
    const { call, record } = released();
    call('getBoundProfilePackage');
    call('handleNotification', false);
    expect(record().state).toBe('released');
    expect(call('getBoundProfilePackage').outcome).toBe('answered');
  });

  it('knows no MatchingID before the order: 8.2.6/3.8', () => {
    expect(server().call('initiateAuthentication')).toMatchObject({ outcome: 'refused', answer: '8.2.6/3.8' });
  });

  it('gives no second binding to an installed profile: 8.2/3.7', () => {
    const { call } = released();
    call('getBoundProfilePackage');
    call('handleNotification', true);
    expect(call('authenticateClient')).toMatchObject({ outcome: 'refused', answer: '8.2/3.7' });
  });

  it('refuses an order that has expired: 8.8.5/4.1', () => {
    const { call, clock } = released({ orderExpiry: days(1) });
    clock.advance(days(1));
    expect(call('initiateAuthentication')).toMatchObject({ outcome: 'refused', answer: '8.8.5/4.1' });
  });

  it('allows so many downloads, then refuses for good: 8.8.5/6.4', () => {
    const { call, record } = released({ maxDownloadAttempts: 2 });
    const download = () => {
      call('initiateAuthentication');
      call('authenticateClient');
      return call('getBoundProfilePackage');
    };
    expect([download().outcome, download().outcome]).toEqual(['answered', 'answered']);
    expect(download()).toMatchObject({ outcome: 'refused', answer: '8.8.5/6.4' });
    expect(record().state).toBe('error');
    expect(call('initiateAuthentication')).toMatchObject({ outcome: 'refused', answer: '8.8.5/6.4' });
  });

  it('refuses at AuthenticateClient, in the shares of the codes, each download with luck of its own', () => {
    const { call } = released({
      refuses: [
        { code: '8.2/1.2', share: 0.3 },
        { code: '8.2.6/3.8', share: 0.2 },
      ],
      maxDownloadAttempts: 1000,
    });
    expect(call('initiateAuthentication').outcome).toBe('answered');
    const answers = Array.from({ length: 400 }, () => String(call('authenticateClient').answer));
    const share = (code: string) => answers.filter(answer => answer === code).length / answers.length;
    expect(share('8.2/1.2')).toBeGreaterThan(0.23);
    expect(share('8.2/1.2')).toBeLessThan(0.37);
    expect(share('8.2.6/3.8')).toBeGreaterThan(0.14);
    expect(share('8.2.6/3.8')).toBeLessThan(0.26);
  });

  it('stays silent in its share of the calls', () => {
    const { ask, clock } = released({ silent: 1 });
    const asked = ask('es9', { call: 'initiateAuthentication' }, { within: seconds(30) });
    clock.advance(minutes(1));
    expect(asked.outcome).toBe('timedOut');
  });

  it('sheds a call that finds no server and no place in the queue', () => {
    const { ask, clock } = server({ servers: 1, queue: 0 }, 2);
    const asked = [0, 1].map(subject => ask('es9', { call: 'initiateAuthentication' }, { subject }));
    clock.advance(minutes(1));
    expect(asked.map(({ outcome }) => outcome)).toEqual(['refused', 'shed']);
  });
});
