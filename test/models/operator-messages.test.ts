/** Operator messages from end to end: what a line is written, what its PC makes of it, and what is lost on the way. */
import { describe, expect, it } from 'vitest';
import { decodeDeliver } from '../../src/models/messages/sms/deliver.ts';
import { mobileBroadbandCost } from '../../src/models/windows/connection-cost.ts';
import { knownUsage } from '../../src/models/windows/data-usage-and-subscription-manager.ts';
import { countedBy } from '../../src/models/windows/local-data-counters.ts';
import { accessDenied } from '../../src/models/windows/privileged-apps.ts';
import { brokerEvents } from '../../src/models/windows/system-event-broker.ts';
import { World } from '../../src/models/world.ts';
import { hours, type Microseconds, megabytes, minutes, seconds } from '../../src/sim/units.ts';
import { settingsWithMessages } from './message-worlds.ts';
import { always, evenly, type ToldFact } from './small-world.ts';

type Changes = Parameters<typeof settingsWithMessages>;

/** A world with messages that has run for an hour, and what it tells from then on. */
function pc(...change: Changes) {
  const world = new World(settingsWithMessages(...change), { strict: true });
  const told: ToldFact[] = [];
  const { facts } = world.simulation;
  facts.observeAll((fact, subject) => {
    told.push({ at: world.simulation.now, name: fact.name, subject, value: facts.value[0]! });
  });
  const waits = (time: Microseconds) => world.simulation.run((world.simulation.now + time) as Microseconds);
  waits(hours(1));
  const messages = world.messages!;
  const named = (name: string) => told.filter(fact => fact.name === name);
  const asks = (
    model: { requests: Map<string, Parameters<typeof world.assembly.requests.take>[0]> },
    name: string,
    message: unknown,
  ) => {
    const { requests } = world.assembly;
    const said: { answer?: unknown; code?: number } = {};
    const asker = {
      settled: (row: number) => {
        said.answer = requests.answerOf(row);
        said.code = requests.codeOf(row);
      },
    };
    const row = requests.take(model.requests.get(name)!, 0, 0, 0, asker, message, {});
    requests.send(row, 0, 0, 0);
    waits(0 as Microseconds);
    return said;
  };
  return {
    world,
    messages,
    named,
    waits,
    asks,
    writes: (text: string, more: { sender?: string; messageClass?: 0 } = {}) =>
      world.assembly.tell(messages.centre, 'sends', 0, { text, ...more }),
    count: (name: string) => named(name).length,
    plan: () => world.usageManagers.store.snapshot(0),
    router: () => messages.routers.store.snapshot(0),
  };
}

const balance = 'Contoso: 161.32 MB of 200 MB used (80 %) at 18:30 01/09/2019';
const long = 'This is a story of more than one part. '.repeat(9);

describe('a balance message', () => {
  it('is read by the rule of the provisioning file, and runs the app in the background', () => {
    const { writes, waits, plan, count, named } = pc();
    writes(balance);
    waits(seconds(6));
    expect(plan()).toMatchObject({
      state: 'nearLimit',
      told: 161_320_000,
      limit: 200e6,
      toldFor_ms: Date.UTC(2019, 8, 1, 18, 30),
    });
    expect(named('operator message task.toast').map(({ value }) => value)).toEqual([80]);
    expect(count('SMS router.operatorOnly')).toBe(1);
    expect(count('privileged apps.noConsent')).toBe(0);
  });

  it('of another sender is for SMS apps alone, and says nothing of the plan', () => {
    const { writes, waits, plan, count } = pc();
    writes(balance, { sender: '15550100' });
    waits(seconds(6));
    expect(plan()).toMatchObject({ told: 0, updates: 0 });
    expect(count('SMS router.publicOnly')).toBe(1);
    expect(count('operator message task.toast')).toBe(0);
  });

  it('is shown by an SMS app too where the rule is not silent and its user agreed', () => {
    const { writes, waits, named } = pc(
      { rule: 'public' },
      { group: { messages: { store: 30, whenFull: 'refuses', smsApp: 1 } } },
    );
    writes(balance);
    waits(seconds(6));
    expect(named('operator message task.toast')).toHaveLength(1);
    expect(named('privileged apps.shown').map(({ value }) => value)).toEqual([80]);
  });

  it('finds no rules on a PC without the app: it is public, and no app is there to hear of it', () => {
    const { writes, waits, count, named } = pc(
      {},
      { group: { preloaded: 0 }, operator: { serviceMetadata: { published: false } } },
    );
    writes(balance);
    waits(seconds(6));
    expect(count('SMS router.publicOnly')).toBe(1);
    expect(named('system event broker.unheard').map(({ value }) => value)).toContain(102);
  });
});

describe('in Connected Standby', () => {
  const asleep = () => {
    const one = pc({ rule: 'public' }, { group: { messages: { store: 30, whenFull: 'refuses', smsApp: 1 } } });
    one.world.assembly.tell(one.world.modems, 'sleeps', 0);
    one.waits(seconds(1));
    one.writes(balance);
    one.writes('Hello');
    one.waits(minutes(1));
    return one;
  };
  const kinds = (one: ReturnType<typeof asleep>, fact: string) =>
    one.named(`system event broker.${fact}`).map(({ value }) => value);

  it('an operator notification runs the app, and what is for everybody is held back', () => {
    const one = asleep();
    expect(kinds(one, 'delivered')).toContain(brokerEvents.operatorMessageGsm);
    expect(kinds(one, 'heldBack')).toEqual([brokerEvents.publicSms, brokerEvents.publicSms]);
    expect(one.count('privileged apps.shown')).toBe(0);
  });

  it('ends with each of them, once', () => {
    const one = asleep();
    one.world.assembly.tell(one.world.modems, 'wakes', 0);
    one.world.assembly.tell(one.world.brokers, 'resumes', 0);
    one.waits(seconds(1));
    expect(one.count('privileged apps.shown')).toBe(2);
    one.world.assembly.tell(one.world.brokers, 'resumes', 0);
    one.waits(seconds(1));
    expect(one.count('privileged apps.shown')).toBe(2);
  });
});

describe('a long message', () => {
  it('travels in parts and is put together, in whatever order they come', () => {
    const { writes, waits, messages, router, count } = pc({
      centre: { latency: { kind: 'exponential', mean: minutes(2) } },
    });
    writes(long);
    waits(hours(1));
    expect(messages.stores.store.snapshot(0).arrived).toBe(3);
    expect(router().publicText).toBe(long);
    expect(count('SMS router.publicOnly')).toBe(1);
  });

  it('is one message although each part comes twice', () => {
    const { writes, waits, router, count } = pc({ centre: { repeated: 1, validity: minutes(3) } });
    writes(long);
    waits(hours(1));
    expect(count('SMS router.publicOnly')).toBe(1);
    expect(router()).toMatchObject({ joined: 3, duplicates: 6 });
  });

  it('whose last part never comes is given up after three days', () => {
    const { world, messages, waits, writes, router } = pc({}, { length: hours(96) });
    const [cut] = [messages.centre.store];
    writes(long);
    waits(seconds(1));
    world.assembly.tell(world.modems, 'radioSwitched', 0, false);
    expect(cut.look(0).waiting).toHaveLength(3);
    waits(seconds(1));
    world.assembly.tell(messages.routers, 'arrived', 0, cut.look(0).waiting![0]!.pdu);
    waits(hours(73));
    expect(router()).toMatchObject({ givenUp: 1, collected: undefined });
  });
});

describe('the message centre', () => {
  it('keeps an SMS while the radio is off and tries by its schedule', () => {
    const { world, writes, waits, named } = pc();
    world.assembly.tell(world.modems, 'radioSwitched', 0, false);
    waits(seconds(1));
    writes('Hello');
    waits(minutes(30));
    // Six seconds on the way each, then a minute for five minutes, then ten minutes.
    expect(named('message centre.refused').map(({ at }) => (at - hours(1)) / 1e6 - 1)).toEqual([
      6, 72, 138, 204, 270, 336, 942, 1548,
    ]);
    world.assembly.tell(world.modems, 'radioSwitched', 0, true);
    waits(minutes(10));
    expect(named('message centre.delivered')).toHaveLength(1);
  });

  it('gives an SMS up after its validity', () => {
    const { world, writes, waits, count, messages } = pc({ centre: { validity: hours(2) } });
    world.assembly.tell(world.modems, 'radioSwitched', 0, false);
    writes('Hello');
    waits(hours(3));
    expect(count('message centre.expired')).toBe(1);
    expect(messages.centre.store.snapshot(0)).toMatchObject({
      accepted: 1,
      delivered: 0,
      expired: 1,
      waiting: undefined,
    });
  });

  it('sends again what is lost on the way', () => {
    const { writes, waits, count } = pc({ centre: { lost: 0.5 } });
    for (let nth = 0; nth < 20; nth += 1) writes(`Hello ${nth}`);
    waits(hours(3));
    expect(count('message centre.lost')).toBeGreaterThan(5);
    expect(count('message centre.delivered')).toBe(20);
  });
});

describe('the SMS store', () => {
  const fills = (whenFull: 'deletesOldest' | 'refuses') => {
    const one = pc({ centre: { validity: minutes(4) } }, { group: { messages: { store: 3, whenFull, smsApp: 0 } } });
    for (const text of ['1', '2', '3', '4', '5']) one.writes(text);
    one.waits(minutes(10));
    return one.messages.stores.store.snapshot(0);
  };

  it('deletes the oldest message before it takes one for which there is no room', () => {
    expect(fills('deletesOldest')).toMatchObject({ arrived: 5, deleted: 2, refused: 0 });
  });

  it('refuses when it is full and nothing is deleted by itself', () => {
    const { arrived, deleted, refused, messages } = fills('refuses');
    expect([arrived, deleted, messages?.length]).toEqual([3, 0, 3]);
    expect(refused).toBeGreaterThanOrEqual(2);
  });

  it('hears of messages at the next use where UserSMSEnabled is false and the PC sleeps', () => {
    const { world, writes, waits, count } = pc({ userSms: false });
    world.assembly.tell(world.modems, 'sleeps', 0);
    waits(seconds(1));
    writes('Hello');
    waits(minutes(2));
    expect(count('message centre.delivered')).toBe(0);
    world.assembly.tell(world.modems, 'wakes', 0);
    waits(minutes(2));
    expect(count('message centre.delivered')).toBe(1);
  });
});

describe('a USSD session', () => {
  it('brings the balance for its code', () => {
    const { asks, messages, waits } = pc();
    const said = asks(messages.sessions, 'send', '*100#');
    waits(seconds(5));
    expect(said.answer).toMatchObject({
      result: 'NoActionRequired',
      text: expect.stringMatching(/MB of 200 MB used \(0 %\)/),
    });
    expect(messages.sessions.store.look(0).state).toBe('closed');
  });

  it('stays open while the network wants an answer, and is one for each modem', () => {
    const { asks, messages, waits } = pc();
    const menu = asks(messages.sessions, 'send', '*111#');
    waits(seconds(3));
    expect(menu.answer).toMatchObject({ result: 'ActionRequired', text: '1 Balance\n2 My number' });
    expect(asks(messages.sessions, 'send', '*100#').answer).toEqual({ result: 'OtherLocalClient' });
    const chosen = asks(messages.sessions, 'reply', '1');
    waits(seconds(3));
    expect(chosen.answer).toMatchObject({ result: 'NoActionRequired' });
  });

  it.each([
    ['a code that nobody knows', '*99#', {}, 'Terminated'],
    ['no answer', '*100#', { ussd: { fails: 1 } }, 'NetworkTimeout'],
  ] as const)('ends with %s', (_, code, change, result) => {
    const { asks, messages, waits } = pc(change);
    const said = asks(messages.sessions, 'send', code);
    waits(minutes(1));
    expect(said.answer).toMatchObject({ result });
    expect(messages.sessions.store.look(0).state).toBe('closed');
  });

  it('is not there for CDMA, and times out without a registration', () => {
    const cdma = pc({}, { group: { technology: 'cdma' } });
    expect(cdma.asks(cdma.messages.sessions, 'send', '*100#').answer).toEqual({ result: 'OperationNotSupported' });
    const off = pc();
    off.world.assembly.tell(off.world.modems, 'radioSwitched', 0, false);
    off.waits(seconds(1));
    expect(off.asks(off.messages.sessions, 'send', '*100#').answer).toEqual({ result: 'NetworkTimeout' });
  });

  it('takes no string of more than 160 octets', () => {
    const { asks, messages } = pc();
    expect(asks(messages.sessions, 'send', '1'.repeat(183)).code).toBe(400);
  });

  it('that the network opens with a balance is read by the same rule', () => {
    const { world, messages, waits, plan, named } = pc();
    world.assembly.tell(messages.gateways, 'says', 0, balance);
    waits(seconds(1));
    expect(plan().told).toBe(161_320_000);
    expect(named('system event broker.delivered').map(({ value }) => value)).toContain(2);
  });

  it('that the network opens with a question stays open for the reply of the app', () => {
    const { world, messages, waits, count, asks } = pc();
    const session = () => messages.sessions.store.look(0).state;
    world.assembly.tell(messages.gateways, 'says', 0, `Buy 1 GB more? ${balance}`);
    waits(seconds(2));
    expect([session(), messages.gateways.store.look(0).state]).toEqual(['open', 'hasAsked']);
    expect(asks(messages.sessions, 'send', '*100#').answer).toEqual({ result: 'OtherLocalClient' });
    waits(seconds(10));
    expect(count('operator message task.replied')).toBe(1);
    expect([session(), messages.gateways.store.look(0).state]).toEqual(['closed', 'idle']);
  });

  it('that the network opens with a question nobody hears is over after 30 s', () => {
    const { world, messages, waits, count } = pc({ rule: 'none' });
    world.assembly.tell(messages.gateways, 'says', 0, 'Buy 1 GB more?');
    waits(seconds(40));
    expect(count('operator message task.replied')).toBe(0);
    expect(messages.sessions.store.look(0).state).toBe('closed');
    expect(messages.gateways.store.look(0).state).toBe('idle');
  });

  it('is over when nobody answers for 30 s', () => {
    const { asks, messages, waits } = pc();
    asks(messages.sessions, 'send', '*111#');
    waits(seconds(20));
    expect(messages.sessions.store.look(0).state).toBe('open');
    waits(seconds(15));
    expect(messages.sessions.store.look(0).state).toBe('closed');
    expect(messages.gateways.store.look(0).state).toBe('idle');
  });
});

describe('a push', () => {
  it('needs internet and the app, and is not kept', () => {
    const there = pc();
    there.world.assembly.tell(there.messages.pushes, 'sends', 0, balance);
    there.waits(seconds(2));
    expect(there.count('windows notification service.delivered')).toBe(1);
    expect(there.named('operator message task.toast').map(({ value }) => value)).toEqual([80]);

    const off = pc();
    off.world.assembly.tell(off.world.modems, 'radioSwitched', 0, false);
    off.waits(seconds(1));
    off.world.assembly.tell(off.messages.pushes, 'sends', 0, balance);
    off.waits(hours(1));
    expect(off.count('windows notification service.offline')).toBe(1);
  });

  it('finds its channel gone where there is no app', () => {
    const { world, messages, waits, count } = pc(
      {},
      { group: { preloaded: 0, wifi: 1 }, operator: { serviceMetadata: { published: false } } },
    );
    world.assembly.tell(messages.pushes, 'sends', 0, balance);
    waits(seconds(2));
    expect(count('windows notification service.channelGone')).toBe(1);
  });
});

describe('privileged apps', () => {
  it('see messages and accounts when they are listed and their user agreed in the foreground', () => {
    const { world, asks, messages, waits, writes } = pc();
    expect(asks(messages.privileged, 'accounts', { app: 0 }).answer).toBe(1);
    expect(asks(messages.privileged, 'readMessages', { app: 0 }).code).toBe(accessDenied);
    world.assembly.tell(messages.privileged, 'askedInForeground', 0, true);
    writes('Hello');
    waits(seconds(6));
    expect(asks(messages.privileged, 'readMessages', { app: 0 }).answer).toBe(1);
    world.assembly.tell(messages.privileged, 'askedInForeground', 0, false);
    waits(seconds(1));
    expect(asks(messages.privileged, 'readMessages', { app: 0 }).answer).toBe(1);
  });

  it('that are not listed are denied access, and see no account', () => {
    const { asks, messages } = pc();
    expect(asks(messages.privileged, 'readMessages', { app: 1 }).code).toBe(accessDenied);
    expect(asks(messages.privileged, 'accounts', { app: 1 }).answer).toBe(0);
  });
});

describe('usage warnings', () => {
  const uses = (by: 'sms' | 'push' | 'none') =>
    pc(
      { warnings: { at: [0.5, 0.8], by } },
      {
        length: hours(24),
        operator: { plan: { data: megabytes(200) } },
        group: {
          usage: {
            monthly: always(7e9),
            sessions: { perDay: 24, weights: evenly },
            sessionRate: 1e6,
            takes: 'mobileBroadband',
          },
        },
      },
    );

  it.each(['sms', 'push'] as const)('are written by %s, once for each share that billing finds crossed', by => {
    const { waits, named } = uses(by);
    waits(hours(20));
    const sent = named('usage warnings.sent').map(({ value }) => value);
    expect(sent).toEqual([...new Set(sent)].sort());
    expect(sent).toContain(80);
    expect(named('operator message task.toast').map(({ value }) => value)).toEqual(sent);
  });

  it('go the whole way: text, PDU, rule, usage and limit and cost in Windows, private event, app', () => {
    const { world, messages, waits, named, plan, router } = uses('sms');
    waits(hours(20));
    const sent = named('usage warnings.sent').map(({ value }) => value);
    expect(sent).toContain(80);
    const text = router().operatorText!;
    const [, used, limit, percent, hour, minute] = /: ([\d.]+) MB of (\d+) MB used \((\d+) %\) at (\d\d):(\d\d)/.exec(
      text,
    )!;
    expect([Number(percent), Number(limit)]).toEqual([sent.at(-1), 200]);
    // The same words lie in the store, as a PDU.
    const stored = messages.stores.store.look(0).messages!.at(-1)!;
    expect(decodeDeliver(stored)).toMatchObject({ ok: true, value: { text } });
    // Windows knows what billing knew, and of when; the limit is what the text names.
    const moment = Date.UTC(2019, 8, 2, Number(hour), Number(minute));
    expect(plan()).toMatchObject({ updates: sent.length, told: Math.round(Number(used) * 1e6), limit: 200e6 });
    expect(plan().toldFor_ms).toBe(moment);
    // What the counter has counted since comes to it.
    const counter = world.counters.store.look(0);
    const known = knownUsage(plan(), countedBy(counter, world.simulation.now));
    expect(known).toBeGreaterThan(plan().told);
    const cost = mobileBroadbandCost({ ...plan(), used: known }, false);
    expect(cost).toMatchObject({ approachingDataLimit: known < 200e6, overDataLimit: known >= 200e6 });
    expect(plan().state).toBe(known < 200e6 ? 'nearLimit' : 'overLimit');
    // The event is private: the app runs, and no SMS app hears of it.
    const events = named('system event broker.delivered').map(({ value }) => value);
    expect(events.filter(value => value === brokerEvents.operatorMessageGsm)).toHaveLength(sent.length);
    expect(events).not.toContain(brokerEvents.publicSms);
    expect(named('operator message task.toast').map(({ value }) => value)).toEqual(sent);
  });

  it('are not written by an operator that does not warn', () => {
    const { waits, count } = uses('none');
    waits(hours(20));
    expect(count('usage warnings.sent')).toBe(0);
  });
});
