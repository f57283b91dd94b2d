import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interfaceOf } from '../../../src/models/device/interfaces.ts';
import { physicalSim } from '../../../src/models/device/physical-sim.ts';
import { registrationCauses, wwanStatus } from '../../../src/models/messages/causes.ts';
import { fileNumber } from '../../../src/models/messages/provisioning/hand-over.ts';
import type { ProvisioningOutcome } from '../../../src/models/messages/provisioning/prepared-files.ts';
import {
  type ProvisioningCode,
  provisioningCode,
} from '../../../src/models/messages/provisioning/provisioning-code.ts';
import { gettingOnline, waysToStayOffline } from '../../../src/models/people/getting-online.ts';
import { gettingOnlinePorts, gettingOnlineSees } from '../../../src/models/people/getting-online-ports.ts';
import type { GroupSettings, ProvisioningFileSettings } from '../../../src/models/settings.ts';
import { connection } from '../../../src/models/windows/connection.ts';
import { type Microseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';
import { always, type Change, surroundingsOf, type WorldChange } from '../small-world.ts';

type Reaction = NonNullable<NonNullable<Parameters<typeof recorder>[1]>['answers']>[string];

interface Surrounded {
  group?: Change<GroupSettings>;
  operator?: WorldChange['operator'];
  /** What carries traffic when the person buys. */
  path?: 'wifi' | 'cellular' | 'nowhere';
  /** What the provisioning agent makes of the file. */
  file?: Partial<ProvisioningFileSettings> & { code?: ProvisioningCode };
  connect?: Reaction;
  disconnect?: Reaction;
  activate?: Reaction;
  appPage?: Reaction;
  page?: Reaction;
  call?: Reaction;
  pay?: Reaction;
  placeOrder?: Reaction;
  /** The cellular connection as the person sees it in the list. */
  cellular?: 'idle' | 'connected';
  /** Which card of the person's is in the device. */
  card?: number;
}

/** What the agent answers to a file with these attributes. */
function outcomeOf({ code = 0, activation = 'none', ...file }: NonNullable<Surrounded['file']>): ProvisioningOutcome {
  const outcome = { code, allElementsProvisioned: code === 0, results: { code, elements: [] } };
  if (activation === 'none') return outcome;
  const { delay = seconds(0), retryCount = 0, retryInterval = seconds(30) } = file;
  return { ...outcome, activation: { method: activation, delay, attempts: 1 + retryCount, retryInterval } };
}

/** A person who clicks Connect by hand and has no Wi-Fi, unless the test says otherwise. */
function personWith(change: Surrounded = {}) {
  const group = { sim: 'warm', autoConnect: false, wifi: 0, ...change.group } as const;
  const { links, ...surroundings } = surroundingsOf({ group, operator: change.operator ?? {} });
  const given = { ...surroundings, links, pathOf: () => links[change.path ?? 'cellular'] };
  const page = { answer: 'a page', after: seconds(1) };
  const ports = gettingOnlinePorts;
  const world = worldWith(gettingOnline, {
    given,
    // The cellular connection of the one device is interface 2.
    count: 3,
    ports: [
      recorder(ports.driver, { takes: ['deviceFound'] }),
      recorder(ports.card, { takes: ['insert', 'pinEntered', 'pukEntered'] }),
      recorder(ports.radio, { takes: ['powersOn', 'radioSwitched'] }),
      recorder(ports.cdma, { answers: { activate: change.activate ?? { answer: true } } }),
      recorder(ports.windows, {
        takes: ['connectClicked'],
        answers: { connect: change.connect ?? { answer: true, after: seconds(3) } },
      }),
      recorder(ports.controller, {
        answers: { disconnect: change.disconnect ?? { answer: true, after: seconds(1) } },
      }),
      recorder(ports.app, { takes: ['closed'], answers: { openPage: change.appPage ?? page } }),
      recorder(ports.site, {
        takes: ['closed'],
        answers: {
          openPage: change.page ?? page,
          call: change.call ?? { answer: true },
          pay: change.pay ?? { answer: { result: 'sold' } },
          placeOrder: change.placeOrder ?? { answer: true },
        },
      }),
      recorder(ports.agent, {
        takes: ['activationAttempted'],
        answers: { apply: { answer: outcomeOf(change.file ?? {}) } },
      }),
      recorder(ports.setup, { takes: ['starts', 'skips'] }),
      recorder(ports.person, { takes: ['gotOnline'] }),
    ],
    sees: [
      shown(gettingOnlineSees.connections, connection, {}, {}, { state: change.cellular ?? 'connected' }),
      shown(gettingOnlineSees.cards, physicalSim, { card: change.card ?? 0 }),
    ],
  });
  world.tell('comes');
  const { told, facts, tell, clock } = world;
  return {
    ...world,
    given,
    person: () => world.record(),
    heard: (name: string) => told.filter(one => one.name === name),
    told: () => told.map(({ name }) => name),
    /** Facts with their moments in seconds, without those of requests. */
    story: () =>
      facts.flatMap(({ name, time }) =>
        name.startsWith('getting online.') ? [[name.slice('getting online.'.length), time / 1e6]] : [],
      ),
    values: (name: string) => facts.filter(fact => fact.name === `getting online.${name}`).map(({ value }) => value),
    /** The network is in the list, and the person has clicked Connect, 30 s after. */
    connects() {
      tell('networkListed', true);
      clock.advance(seconds(30));
    },
    after: (time: Microseconds) => clock.advance(time),
  };
}

const reasonOf = (world: ReturnType<typeof personWith>) => world.person().reason;

describe('a person with an active device', () => {
  it('plugs it in, sees the network, clicks Connect and is online, with neither app nor site', () => {
    const world = personWith({ group: { form: 'usb', sim: 'hot' } });
    world.after(seconds(10));
    world.connects();
    world.after(seconds(6));
    world.tell('internet');
    expect(world.story()).toEqual([
      ['came', 0],
      ['networkSeen', 10],
      ['clickedConnect', 40],
      ['online', 46],
    ]);
    expect(world.told()).toEqual([
      'insert',
      'deviceFound',
      'powersOn',
      'connectClicked',
      'gotOnline',
      'closed',
      'closed',
    ]);
    expect(world.heard('connectClicked')[0]!.subject).toBe(interfaceOf(0, 'cellular'));
    expect(world.person()).toMatchObject({ state: 'online', path: 'nothing', steps: 2, startedAt: 0 });
    expect(world.values('online')).toEqual([seconds(46)]);
  });

  it('takes no step at all when the device is built in and Windows connects by itself', () => {
    const world = personWith({ group: { autoConnect: true, sim: 'hot' } });
    world.tell('networkListed', true);
    world.after(seconds(7));
    world.tell('internet');
    expect(world.person()).toMatchObject({ state: 'online', path: 'nothing', steps: 0 });
  });

  it('clicks Connect by hand when Windows has got nowhere in two minutes', () => {
    const world = personWith({ group: { autoConnect: true } });
    world.tell('networkListed', true);
    world.after(minutes(2));
    expect(world.story().at(-1)).toEqual(['clickedConnect', 120]);
    expect(world.person()).toMatchObject({ state: 'connecting', steps: 1 });
  });

  it('has no SIM to insert with a CDMA device', () => {
    expect(personWith({ group: { technology: 'cdma' } }).told()).toEqual(['deviceFound', 'powersOn']);
  });

  it('gives up when the network never comes into the list, or goes from it', () => {
    const never = personWith();
    never.after(minutes(60));
    expect(reasonOf(never)).toBe('no network in the list');
    const gone = personWith();
    gone.tell('networkListed', true);
    gone.tell('networkListed', false);
    gone.after(minutes(60));
    expect(gone.heard('connectClicked')).toEqual([]);
    expect(reasonOf(gone)).toBe('no network in the list');
  });

  it('gives up when nothing comes of the connection', () => {
    const world = personWith();
    world.connects();
    world.after(minutes(60));
    expect(reasonOf(world)).toBe('lost patience with the connection');
    expect(world.values('gaveUp')).toEqual([waysToStayOffline.indexOf('lost patience with the connection') + 1]);
    world.tell('internet');
    expect(world.person().state).toBe('gaveUp');
  });

  it('may get online while they still think of connecting', () => {
    const world = personWith();
    world.tell('networkListed', true);
    world.tell('internet');
    world.after(minutes(5));
    expect(world.person()).toMatchObject({ state: 'online', steps: 0 });
  });
});

describe('a PIN', () => {
  it('is typed before anything else, and the network is looked for afterwards', () => {
    const world = personWith();
    world.tell('pinAsked');
    world.after(seconds(10));
    expect(world.heard('pinEntered').map(({ message, at }) => [message, at / 1e6])).toEqual([[true, 10]]);
    expect(world.person().state).toBe('looking');
    world.connects();
    expect(world.person()).toMatchObject({ state: 'connecting', steps: 2 });
  });

  it('is typed again when it was wrong; the third wrong one blocks the SIM, and the operator reads out the PUK', () => {
    const world = personWith({ group: { user: { wrongPin: 1 } } });
    world.tell('networkListed', true);
    world.tell('pinAsked');
    world.tell('pinAsked');
    world.after(seconds(30));
    expect(world.heard('pinEntered').map(({ message, at }) => [message, at / 1e6])).toEqual([
      [false, 10],
      [false, 20],
      [false, 30],
    ]);
    expect(world.person()).toMatchObject({ state: 'askingForPuk', steps: 4 });
    world.after(minutes(3));
    expect(world.heard('pukEntered')).toMatchObject([{ message: true }]);
    expect(world.person()).toMatchObject({ state: 'looking', steps: 5, wrongPins: 0 });
    expect(world.story().map(([name]) => name)).toEqual([
      'came',
      'networkSeen',
      'pinTyped',
      'pinTyped',
      'pinTyped',
      'pukAsked',
      'networkSeen',
    ]);
  });

  it('that is blocked a second time ends it', () => {
    const world = personWith({ group: { user: { wrongPin: 1 } } });
    world.tell('pinAsked');
    world.after(minutes(4));
    world.tell('pinAsked');
    world.after(minutes(1));
    expect(reasonOf(world)).toBe('SIM blocked');
  });

  it('may be asked for while Windows connects: after a restart', () => {
    const world = personWith();
    world.connects();
    world.tell('pinAsked');
    expect(world.person().state).toBe('enteringPin');
    world.after(seconds(40));
    expect(world.person().state).toBe('connecting');
    expect(world.heard('connectClicked')).toHaveLength(2);
  });

  it('is typed, and the SIM unblocked, by somebody who is online too', () => {
    const world = personWith({ group: { user: { wrongPin: 1 } } });
    world.connects();
    world.tell('internet');
    world.tell('pinAsked');
    world.after(minutes(5));
    expect(world.heard('pukEntered')).toHaveLength(1);
    world.tell('pinAsked');
    world.after(minutes(5));
    expect(world.heard('pukEntered')).toHaveLength(1);
    expect(world.person().state).toBe('online');
  });
});

/** What Windows opens after the connect. */
const buying = (what: 'appOpened' | 'webPageOpened', change: Surrounded = {}) => {
  const world = personWith(change);
  world.connects();
  world.tell(what);
  return world;
};

describe('a purchase with the app', () => {
  it('goes through its pages, pays, orders, hands the file to Windows, and is online', () => {
    const world = buying('appOpened', { operator: { sale: { page: seconds(1) } } });
    world.after(seconds(70));
    expect(world.story().slice(3)).toEqual([
      ['appOpened', 30],
      ['stepTaken', 51],
      ['stepTaken', 72.06],
      ['stepTaken', 93.06],
      ['bought', 93.12],
      ['fileApplied', 93.12],
    ]);
    expect(world.heard('openPage').map(({ port, message }) => [port, message])).toEqual([
      ['mobile broadband app', { page: 'choose' }],
      ['mobile broadband app', { page: 'pay' }],
      ['mobile broadband app', { page: 'confirm' }],
    ]);
    expect(world.heard('apply')[0]!.message).toEqual({
      file: fileNumber(0, 'app'),
      madeFor: world.given.identity.imsi(0),
      userAgrees: true,
    });
    world.tell('internet');
    expect(world.person()).toMatchObject({ state: 'online', path: 'app', steps: 4 });
    expect(world.heard('closed').map(({ port }) => port)).toEqual(['mobile broadband app', 'operator web site']);
  });

  it('opens in the middle of whatever the person looks at, but not twice', () => {
    const early = personWith();
    early.tell('networkListed', true);
    early.tell('appOpened');
    early.tell('appOpened');
    early.tell('webPageOpened');
    early.tell('limitedShown');
    early.tell('errorShown', registrationCauses.imsiUnknown);
    early.tell('networkListed', true);
    expect(early.person()).toMatchObject({ state: 'buyingInApp', path: 'app' });
    early.after(minutes(3));
    expect(early.values('bought')).toHaveLength(1);
  });

  it('without a connection can only direct to the telephone, for those who do phone', () => {
    const noWay = buying('appOpened', { appPage: { refuse: 503 } });
    noWay.after(seconds(1));
    expect(reasonOf(noWay)).toBe('no connection to buy over');

    const phones = buying('appOpened', { appPage: { refuse: 503 }, path: 'nowhere', group: { user: { phones: 1 } } });
    phones.after(minutes(5));
    expect(phones.story().slice(3)).toEqual([
      ['appOpened', 30],
      ['phoned', 30],
      ['stepTaken', 230],
      ['stepTaken', 250],
      ['stepTaken', 270],
      ['bought', 270],
    ]);
    expect(phones.person()).toMatchObject({ state: 'waiting', path: 'telephone', steps: 5 });
    phones.tell('internet');
    expect(phones.person().state).toBe('online');
  });

  it('asks for another card when one is declined', () => {
    const world = buying('appOpened', { pay: { answer: { result: 'declined' } } });
    world.after(minutes(3));
    expect(world.values('declined')).toHaveLength(1);
    expect(reasonOf(world)).toBe('payment declined');
  });

  it('whose app refuses its pages ends like one without a connection', () => {
    const world = buying('appOpened', { appPage: { refuse: 409 } });
    world.after(minutes(1));
    expect(reasonOf(world)).toBe('no connection to buy over');
  });
});

describe('a purchase on the web site', () => {
  it('has the same steps over the limited connection, and a signed file from the site', () => {
    const world = buying('webPageOpened');
    world.after(seconds(70));
    expect(world.story().map(([name]) => name)).toEqual([
      'came',
      'networkSeen',
      'clickedConnect',
      'webPageOpened',
      'stepTaken',
      'stepTaken',
      'stepTaken',
      'bought',
      'fileApplied',
    ]);
    expect(world.heard('apply')[0]!.message).toEqual({
      file: fileNumber(0, 'webSite'),
      madeFor: world.given.identity.imsi(0),
      userAgrees: true,
    });
    world.tell('internet');
    expect(world.person()).toMatchObject({ state: 'online', path: 'webPage' });
  });

  it('opens while the person still thinks of connecting, where Windows has connected by itself', () => {
    const world = personWith();
    world.tell('webPageOpened');
    expect(world.person().state).toBe('buyingOnWebPage');
  });

  it('ends when the page does not load, or when there is no connection', () => {
    const broken = buying('webPageOpened', { page: { refuse: 500 } });
    broken.after(seconds(1));
    expect(reasonOf(broken)).toBe('page did not load');
    const nowhere = buying('webPageOpened', { path: 'nowhere' });
    nowhere.after(seconds(1));
    expect(reasonOf(nowhere)).toBe('no connection to buy over');
  });

  it('that does not load is left for the telephone by those who phone', () => {
    const world = buying('webPageOpened', { page: { refuse: 500 }, group: { user: { phones: 1 } } });
    world.after(seconds(1));
    expect(world.person()).toMatchObject({ state: 'onThePhone', path: 'telephone' });
  });

  it('hands over a file made for the card that is in the device', () => {
    const world = buying('webPageOpened', { card: 2 });
    world.after(seconds(70));
    const [{ message } = { message: undefined }] = world.heard('apply');
    expect(message).toMatchObject({ madeFor: world.given.identity.imsi(0, 2) });
    expect(world.given.identity.imsi(0, 2)).not.toBe(world.given.identity.imsi(0));
  });

  it('may be left at every step', () => {
    const steps = ['choose', 'pay', 'confirm'].map(name => ({ name, think: always(seconds(20)), leaves: 0 }));
    for (const [at] of steps.entries()) {
      const leaving = steps.map((step, nth) => ({ ...step, leaves: nth === at ? 1 : 0 }));
      const world = buying('webPageOpened', { operator: { sale: { steps: leaving } } });
      world.after(minutes(3));
      expect(reasonOf(world)).toBe('left the purchase');
      expect(world.values('stepTaken')).toHaveLength(at);
      expect(world.heard('pay')).toHaveLength(at === 2 ? 1 : 0);
    }
  });

  it('asks for another card when one is declined, so many times', () => {
    let declines = 1;
    const second = buying('webPageOpened', {
      pay: () => {
        declines -= 1;
        return { answer: { result: declines >= 0 ? 'declined' : 'sold' } };
      },
    });
    second.after(minutes(3));
    expect(second.values('declined')).toHaveLength(1);
    expect(second.person()).toMatchObject({ state: 'waiting', steps: 5 });

    const never = buying('webPageOpened', { pay: { answer: { result: 'declined' } } });
    never.after(minutes(3));
    expect(never.heard('pay')).toHaveLength(2);
    expect(reasonOf(never)).toBe('payment declined');
  });

  it('pays at the last step where no step has that name', () => {
    const steps = ['look', 'buy'].map(name => ({ name, think: always(seconds(20)), leaves: 0 }));
    const world = buying('webPageOpened', { operator: { sale: { steps } } });
    world.after(seconds(30));
    expect(world.heard('pay')).toEqual([]);
    world.after(seconds(30));
    expect(world.heard('pay')).toHaveLength(1);
    expect(world.person().state).toBe('waiting');
  });

  it('ends when the order is refused, on the telephone too', () => {
    const site = buying('webPageOpened', { placeOrder: { refuse: 409 } });
    site.after(minutes(3));
    expect(reasonOf(site)).toBe('order refused');
    const phone = buying('limitedShown' as 'webPageOpened', {
      call: { refuse: 409 },
      group: { user: { phones: 1 } },
    });
    phone.after(minutes(9));
    expect(reasonOf(phone)).toBe('order refused');
  });

  it('goes on to its end when the gateway opens before the order is back, so that Windows gets the file', () => {
    const world = buying('webPageOpened', {
      placeOrder: { answer: true, after: seconds(5) },
      file: { activation: 'reconnect' },
    });
    world.after(seconds(65));
    world.tell('internet');
    expect(world.person()).toMatchObject({ state: 'online', ordering: true });
    expect(world.heard('closed')).toEqual([]);
    world.after(minutes(5));
    expect(
      world
        .story()
        .slice(-3)
        .map(([name]) => name),
    ).toEqual(['online', 'bought', 'fileApplied']);
    expect(world.heard('connect')).toEqual([]);
    expect(world.heard('closed')).toHaveLength(2);
  });

  it('whose order never comes back, though the gateway has opened, is left at that', () => {
    for (const phones of [0, 1]) {
      const order = { refuse: 500, after: seconds(5) } as const;
      const world = buying('webPageOpened', { placeOrder: order, group: { user: { phones } } });
      world.after(seconds(65));
      world.tell('internet');
      world.after(minutes(5));
      expect(world.person().state).toBe('online');
      expect(world.heard('closed')).toHaveLength(2);
    }
  });

  it('is over as soon as there is internet, in the middle of a page', () => {
    for (const what of ['appOpened', 'webPageOpened'] as const) {
      const world = buying(what);
      world.after(seconds(10));
      world.tell('internet');
      world.after(minutes(10));
      expect(world.person().state).toBe('online');
      expect(world.values('stepTaken')).toEqual([]);
    }
  });
});

describe('a purchase by telephone', () => {
  const phoning = (change: Surrounded = {}) =>
    buying('limitedShown' as 'webPageOpened', { ...change, group: { user: { phones: 1 }, ...change.group } });

  it('follows a connection without internet that opens nothing', () => {
    const world = phoning({ cellular: 'idle' });
    world.after(minutes(4));
    expect(
      world
        .story()
        .slice(3)
        .map(([name]) => name),
    ).toEqual(['sawLimited', 'phoned', 'stepTaken', 'stepTaken', 'stepTaken', 'bought']);
    world.after(seconds(30));
    expect(world.heard('apply')).toEqual([]);
    expect(world.heard('connectClicked')).toHaveLength(2);
    expect(world.person()).toMatchObject({ state: 'waiting', path: 'telephone' });
  });

  it('may find the card declined, be left, or be overtaken by the internet', () => {
    const declined = phoning({ pay: { answer: { result: 'declined' } } });
    declined.after(minutes(9));
    expect(declined.values('declined')).toHaveLength(1);
    expect(reasonOf(declined)).toBe('payment declined');
    const overtaken = phoning();
    overtaken.after(minutes(1));
    overtaken.tell('internet');
    expect(overtaken.person().state).toBe('online');
  });

  it('is what nobody thinks of who does not phone', () => {
    const world = buying('limitedShown' as 'webPageOpened');
    expect(reasonOf(world)).toBe('connected without internet and nothing to open');
  });
});

describe('an error', () => {
  it('is answered with another try, the second one with the telephone or the end', () => {
    const world = personWith();
    world.connects();
    world.tell('errorShown', registrationCauses.networkFailure);
    expect(world.person()).toMatchObject({ state: 'looking', cause: 17, errors: 1 });
    world.after(seconds(30));
    world.tell('errorShown', registrationCauses.imsiUnknown);
    expect(world.values('sawError')).toEqual([17, 2]);
    expect(world.heard('connectClicked')).toHaveLength(2);
    expect(reasonOf(world)).toBe('error shown');

    const phones = personWith({ group: { user: { phones: 1 } } });
    phones.connects();
    phones.tell('errorShown', registrationCauses.imsiUnknown);
    phones.after(seconds(30));
    phones.tell('errorShown', registrationCauses.imsiUnknown);
    expect(phones.person()).toMatchObject({ state: 'onThePhone', path: 'telephone' });
  });

  it('of an automatic connection brings the hand to Connect', () => {
    const world = personWith({ group: { autoConnect: true } });
    world.tell('networkListed', true);
    world.tell('errorShown', registrationCauses.networkFailure);
    world.tell('networkListed', true);
    world.after(seconds(30));
    expect(world.heard('connectClicked')).toHaveLength(1);
  });

  it('after the purchase is borne: another click after two minutes', () => {
    const world = buying('webPageOpened', { cellular: 'idle' });
    world.after(seconds(66));
    expect(world.person().state).toBe('waiting');
    world.after(seconds(30));
    expect(world.heard('connectClicked')).toHaveLength(2);
    world.tell('errorShown', registrationCauses.imsiUnknown);
    world.after(minutes(2));
    expect(world.heard('connectClicked')).toHaveLength(3);
    expect(world.person()).toMatchObject({ state: 'waiting', cause: 2 });
  });
});

describe('what a provisioning file wants', () => {
  const bought = (file: NonNullable<Surrounded['file']>, change: Surrounded = {}) => {
    const world = buying('webPageOpened', { operator: { sale: { steps: [] } }, ...change, file });
    return world;
  };
  const since = (world: ReturnType<typeof personWith>, ...names: string[]) =>
    names.flatMap(name => world.heard(name).map(({ at, message }) => [name, Math.round(at / 1e4) / 100, message]));

  it('may be nothing: the person waits, and does not touch a connection that is up', () => {
    const world = bought({ activation: 'none' });
    world.after(minutes(10));
    expect(world.heard('connect')).toEqual([]);
    expect(world.heard('connectClicked')).toHaveLength(1);
    expect(world.person().state).toBe('waiting');
    world.after(minutes(51));
    expect(reasonOf(world)).toBe('lost patience with the plan');
  });

  it('may be to reconnect, after a delay: disconnects, then connects', () => {
    const world = bought({ activation: 'reconnect', delay: seconds(20) });
    world.after(minutes(1));
    const begins = world.values('bought').length && world.story().find(([name]) => name === 'bought')![1];
    expect(world.story().at(-1)).toEqual(['activationBegan', Number(begins) + 20]);
    const [{ subject } = { subject: -1 }] = world.heard('connect');
    expect(subject).toBe(interfaceOf(0, 'cellular'));
    expect(
      since(world, 'disconnect', 'connect').map(([name, at]) => [name, Math.round(Number(at) - Number(begins))]),
    ).toEqual([
      ['disconnect', 20],
      ['connect', 21],
    ]);
  });

  it('is tried again so many times, so long apart, then the person clicks Connect', () => {
    const world = bought(
      { activation: 'reconnect', retryCount: 2, retryInterval: seconds(40) },
      { connect: { refuse: wwanStatus.notRegistered }, disconnect: { refuse: 203 }, cellular: 'idle' },
    );
    world.after(minutes(5));
    const [first, ...others] = since(world, 'connect').map(([, at]) => Number(at));
    expect(others.map(at => at - first!)).toEqual([40, 80]);
    expect(world.values('activationFailed')).toEqual([wwanStatus.notRegistered]);
    expect(world.heard('activationAttempted').map(({ message }) => message)).toEqual([false, false, false]);
    expect(world.heard('connectClicked')).toHaveLength(2);
  });

  it('may be to register anew: radio off and on, then connect; what is tried again is to connect', () => {
    let refusals = 1;
    const connect = () => {
      refusals -= 1;
      return refusals >= 0 ? ({ refuse: wwanStatus.packetServiceDetached } as const) : { answer: true };
    };
    const world = bought({ activation: 'reregister', retryCount: 1 }, { connect });
    world.after(minutes(2));
    expect(since(world, 'radioSwitched').map(([, , isOn]) => isOn)).toEqual([false, true]);
    const [off, on] = since(world, 'radioSwitched').map(([, at]) => Number(at));
    const tries = since(world, 'connect').map(([, at]) => Number(at));
    expect(world.heard('activationAttempted').map(({ message }) => message)).toEqual([false, true]);
    expect([on! - off!, tries[0]! - on!, tries[1]! - tries[0]!].map(Math.round)).toEqual([2, 15, 30]);
    expect(world.values('activationFailed')).toEqual([]);
  });

  it('may be to activate a CDMA device over the air, then to connect', () => {
    let refusals = 1;
    const activate = () => {
      refusals -= 1;
      return refusals >= 0
        ? ({ refuse: wwanStatus.serviceNotActivated } as const)
        : { answer: true, after: seconds(30) };
    };
    let connects = 0;
    const connect = () => {
      connects += 1;
      return connects === 1 ? ({ refuse: wwanStatus.notReady } as const) : { answer: true };
    };
    const world = bought(
      { activation: 'serviceActivation', retryCount: 2 },
      { activate, connect, group: { technology: 'cdma', sim: 'cold' } },
    );
    world.after(minutes(5));
    expect(world.heard('activate')).toHaveLength(2);
    expect(world.heard('connect')).toHaveLength(2);
    expect(world.values('activationFailed')).toEqual([]);
    world.tell('internet');
    expect(world.person().state).toBe('online');
  });

  it('is not known when Windows refuses the file; without internet that is why the person gives up', () => {
    const world = bought({ code: provisioningCode.certificateUnsuitable });
    world.after(minutes(61));
    expect(world.values('fileRefused')).toEqual([provisioningCode.certificateUnsuitable]);
    expect(world.heard('connect')).toEqual([]);
    expect(reasonOf(world)).toBe('provisioning file refused');
  });

  it('is done also when the file could be applied in part only', () => {
    const world = bought({ code: provisioningCode.notFound, activation: 'reconnect' });
    world.after(minutes(1));
    expect(world.heard('connect')).toHaveLength(1);
  });

  it('is no longer done when the internet has come before', () => {
    const world = bought({ activation: 'reconnect', delay: minutes(2) });
    world.after(minutes(1));
    world.tell('internet');
    world.after(minutes(5));
    expect(world.heard('connect')).toEqual([]);
    expect(world.values('fileApplied')).toHaveLength(1);
    const refused = bought({ activation: 'reconnect' }, { connect: { refuse: 209 } });
    refused.after(seconds(10));
    refused.tell('internet');
    refused.after(minutes(5));
    expect(refused.heard('connectClicked')).toHaveLength(1);
  });

  it('is forgotten when the person gives up before', () => {
    const world = bought({ activation: 'reconnect', delay: minutes(90) });
    world.after(minutes(120));
    expect(reasonOf(world)).toBe('lost patience with the plan');
    expect(world.heard('connect')).toEqual([]);
  });
});

describe('a person before the network page of Windows Setup', () => {
  const inSetup: Surrounded = { group: { windowsSetup: true } };

  it('connects an active device and goes on', () => {
    const world = personWith(inSetup);
    expect(world.told()).toEqual(['starts', 'insert', 'deviceFound', 'powersOn']);
    world.connects();
    world.tell('internet');
    expect(world.person()).toMatchObject({ state: 'online', path: 'nothing', steps: 1 });
    expect(world.heard('skips')).toEqual([]);
  });

  it('types the PIN there', () => {
    const world = personWith(inSetup);
    world.tell('pinAsked');
    world.after(seconds(10));
    expect(world.heard('pinEntered')).toHaveLength(1);
  });

  it.each(['appOpened', 'webPageOpened', 'limitedShown', 'errorShown'] as const)(
    'goes on without when there is no plan: %s',
    what => {
      const world = personWith(inSetup);
      world.connects();
      world.tell(what, registrationCauses.imsiUnknown);
      expect(reasonOf(world)).toBe('skipped in Windows Setup');
      expect(world.heard('skips')).toHaveLength(1);
    },
  );
});

describe('whatever Windows says, and in whatever order', () => {
  const said = fc.oneof(
    fc.constantFrom(
      ['networkListed', true],
      ['networkListed', false],
      ['pinAsked', undefined],
      ['appOpened', undefined],
      ['webPageOpened', undefined],
      ['limitedShown', undefined],
      ['errorShown', registrationCauses.imsiUnknown],
      ['internet', undefined],
    ),
    fc.integer({ min: 1, max: 40_000_000 }),
    fc.integer({ min: 1, max: 20 }).map(n => minutes(n)),
  );
  const share = fc.constantFrom(0, 0.5, 1);

  it('a person ends, and once: online, or offline with a reason', () =>
    fc.assert(
      fc.property(
        fc.array(said, { maxLength: 25 }),
        fc.record({ autoConnect: fc.boolean(), windowsSetup: fc.boolean(), wrongPin: share, phones: share }),
        fc.constantFrom('none', 'reconnect', 'reregister', 'serviceActivation'),
        fc.record({ refuses: fc.boolean(), nowhere: fc.boolean(), declines: fc.boolean(), up: fc.boolean() }),
        (events, { wrongPin, phones, ...group }, activation, { refuses, nowhere, declines, up }) => {
          const world = personWith({
            group: { ...group, user: { wrongPin, phones } },
            file: { activation, retryCount: 2 },
            path: nowhere ? 'nowhere' : 'cellular',
            cellular: up ? 'connected' : 'idle',
            ...(refuses ? { connect: { refuse: wwanStatus.busy }, activate: { refuse: 201 } } : {}),
            ...(declines ? { pay: { answer: { result: 'declined' } } } : {}),
          });
          for (const event of events) {
            if (typeof event === 'number') world.after(event as Microseconds);
            else world.tell(...(event as ['appOpened', undefined]));
          }
          world.after(minutes(600));
          const { state, reason, onlineAt, path } = world.person();
          expect(['online', 'gaveUp']).toContain(state);
          expect(world.values('online').length + world.values('gaveUp').length).toBeLessThanOrEqual(1);
          expect(reason !== undefined).toBe(state === 'gaveUp');
          expect(onlineAt !== undefined).toBe(state === 'online');
          expect(state === 'online' && path === undefined).toBe(false);
          expect(world.assembly.flows.alive).toBe(0);
        },
      ),
      { numRuns: 150 },
    ));
});
