/**
 * "Plan purchase" and "Connect an active device" as the document numbers them, with the real person, line, network, app,
 * web site and billing. What stands between them in Windows is a stand-in of a few lines: it connects when it is told, and
 * opens the app, the site or an error as the document says.
 */
import { describe, expect, it } from 'vitest';
import { interfaceOf } from '../../../src/models/device/interfaces.ts';
import { physicalSim } from '../../../src/models/device/physical-sim.ts';
import { notPurchasedCauses } from '../../../src/models/messages/causes.ts';
import { fileNumber, type HandOver } from '../../../src/models/messages/provisioning/hand-over.ts';
import type { ProvisioningOutcome } from '../../../src/models/messages/provisioning/prepared-files.ts';
import { billing, billingPorts } from '../../../src/models/operator/billing.ts';
import { customerAccount, customerAccountPorts } from '../../../src/models/operator/customer-account.ts';
import { mobileNetwork, networkSees } from '../../../src/models/operator/mobile-network.ts';
import { mobileOperatorWebSite, webSitePorts } from '../../../src/models/operator/mobile-operator-web-site.ts';
import { isHot, subscription, subscriptionPorts } from '../../../src/models/operator/subscription.ts';
import { gettingOnline } from '../../../src/models/people/getting-online.ts';
import { gettingOnlinePorts, gettingOnlineSees } from '../../../src/models/people/getting-online-ports.ts';
import type { GroupSettings, OperatorSettings } from '../../../src/models/settings.ts';
import type { Surroundings } from '../../../src/models/surroundings.ts';
import {
  mobileBroadbandApp,
  mobileBroadbandAppPorts,
  mobileBroadbandAppSees,
} from '../../../src/models/windows/mobile-broadband-app.ts';
import { Assembly } from '../../../src/sim/assembly.ts';
import { Draws } from '../../../src/sim/draws.ts';
import { type AnyModel, model, type Port, port, type Reply, type Request, sees } from '../../../src/sim/model.ts';
import { state } from '../../../src/sim/records.ts';
import { Simulation } from '../../../src/sim/simulation.ts';
import { hours, minutes } from '../../../src/sim/units.ts';
import { always, type Change, surroundingsOf } from '../small-world.ts';

const network = port<typeof mobileNetwork>('mobile network');
const person = port<typeof gettingOnline>('person');
const app = port<typeof mobileBroadbandApp>('app');
const lines = sees<typeof subscription>('lines');
const apps = sees<typeof mobileBroadbandApp>('apps');

/** Windows between the click on Connect and what it leads to. Its record is that of the cellular interface, number 2. */
const cellular = interfaceOf(0, 'cellular');
const links = { idle: { up: 'connected' }, connected: { down: 'idle' } } as const;
const windows = model('windows', {
  source: 'this test',
  record: { state: state(links) },
  given: {} as Surroundings,
  takes: {
    deviceFound() {},
    insert() {},
    pinEntered() {},
    pukEntered() {},
    powersOn(_record, _, does) {
      does.tell(person.tells.networkListed, 0, true);
    },
    radioSwitched(_record, isOn: boolean, does) {
      if (!isOn) does.self('networkDetaches', undefined, cellular);
    },
    networkDetaches(record) {
      record.state = 'idle';
    },
    connectClicked(_record, _, does) {
      does.ask(network.asks.register, 0, 0, { then: 'registered', entity: 0 });
    },
    registered(record, reply: Reply<string>, does) {
      const isInstalled = does.look(apps, 0).state !== 'notInstalled';
      if (reply.outcome === 'answered') {
        record.state = 'connected';
        if (isHot(does.look(lines, 0))) does.tell(person.tells.internet, 0, undefined);
        else if (isInstalled) does.self('opensApp');
        else does.tell(person.tells.webPageOpened, 0, undefined);
      } else if (isInstalled && notPurchasedCauses.has(reply.code)) does.self('opensApp');
      else does.tell(person.tells.errorShown, 0, reply.code);
    },
    opensApp(_record, _, does) {
      does.tell(app.tells.opensAtPlans, 0, undefined);
      does.tell(person.tells.appOpened, 0, undefined);
    },
    probesAgain(record, _, does) {
      if (record.state === 'connected' && isHot(does.look(lines, 0))) does.tell(person.tells.internet, 0, undefined);
    },
    cutOff() {},
    restored() {},
    counted() {},
    carried() {},
    starts() {},
    skips() {},
    gotOnline() {},
    activationAttempted() {},
    begins() {},
  },
  facts: ['applied'],
  answers: {
    connect(_record, request: Request<undefined, true>, does) {
      does.self('connectClicked', undefined, cellular);
      does.answer(request.ticket, true);
    },
    disconnect(_record, request: Request<undefined, true>, does) {
      does.self('networkDetaches', undefined, cellular);
      does.answer(request.ticket, true);
    },
    activate(_record, request: Request<undefined, true>, does) {
      does.answer(request.ticket, true, minutes(0.5));
    },
    apply(_record, request: Request<HandOver, ProvisioningOutcome>, does) {
      const { activation, delay, retryCount, retryInterval } = does.given.operator(0).provisioningFile;
      does.emit('applied', request.message.file);
      const outcome = { code: 0, allElementsProvisioned: true, results: { code: 0, elements: [] } } as const;
      const wanted = { delay, attempts: 1 + retryCount, retryInterval };
      does.answer(
        request.ticket,
        activation === 'none' ? outcome : { ...outcome, activation: { method: activation, ...wanted } },
      );
    },
  },
});

interface Situation {
  sim: 'cold' | 'warm' | 'hot';
  app?: boolean;
  wifi?: boolean;
  operator?: Change<OperatorSettings>;
  group?: Change<GroupSettings>;
}

/** One person with one device, from coming to the end of the hour. */
function play({ sim, wifi = false, operator = {}, group = {}, ...rest }: Situation) {
  const simulation = new Simulation({ seed: 1 });
  const assembly = new Assembly(simulation, { strict: true });
  const draws = new Draws(simulation.dice, [{ name: 'people', first: 0 }]);
  const surroundings = surroundingsOf({ operator, group: { sim, autoConnect: false, ...group } });
  const { links } = surroundings;
  const isConnected = () => between.store.look(cellular).state === 'connected';
  const given: Surroundings = {
    ...surroundings,
    pathOf: () => (wifi ? links.wifi : isConnected() ? links.cellular : links.nowhere),
  };
  const install = <M extends AnyModel>(made: M, count = 1) =>
    assembly.install(made, { count, given: given as never, draws });
  const people = install(gettingOnline);
  const between = install(windows, 3);
  const installedApp = install(mobileBroadbandApp);
  const site = install(mobileOperatorWebSite);
  const line = install(subscription);
  const ledger = install(billing);
  const account = install(customerAccount);
  const core = install(mobileNetwork);
  const cards = install(physicalSim);
  const behind = (to: Port<never>, installed: ReturnType<typeof install>) =>
    assembly.connect(to as Port<AnyModel>, installed);
  const all = { ...gettingOnlinePorts, ...subscriptionPorts, ...mobileBroadbandAppPorts };
  for (const one of Object.values(all)) behind(one as Port<never>, between);
  for (const one of Object.values(gettingOnlinePorts)) behind(one as Port<never>, between);
  behind(gettingOnlinePorts.app as Port<never>, installedApp);
  behind(gettingOnlinePorts.site as Port<never>, site);
  behind(mobileBroadbandAppPorts.backEnd as Port<never>, site);
  behind(webSitePorts.ledger as Port<never>, ledger);
  behind(webSitePorts.lines as Port<never>, line);
  behind(subscriptionPorts.ledger as Port<never>, ledger);
  behind(subscriptionPorts.account as Port<never>, account);
  behind(billingPorts.account as Port<never>, account);
  behind(customerAccountPorts.ledger as Port<never>, ledger);
  behind(network as Port<never>, core);
  behind(person as Port<never>, people);
  behind(app as Port<never>, installedApp);
  for (const tag of [lines, networkSees.lines, mobileBroadbandAppSees.lines]) assembly.show(tag, line);
  assembly.show(apps, installedApp);
  for (const tag of [gettingOnlineSees.cards, mobileBroadbandAppSees.cards]) assembly.show(tag, cards);
  assembly.show(gettingOnlineSees.connections as ReturnType<typeof sees<AnyModel>>, between);

  const facts: string[] = [];
  const files: number[] = [];
  simulation.facts.observeAll(({ name }) => {
    facts.push(name);
    if (name === 'windows.applied') files.push(simulation.facts.value[0]!);
  });
  if (sim === 'warm') assembly.tell(line, 'bornWarm', 0);
  if (sim === 'hot') assembly.tell(line, 'bornHot', 0);
  if (rest.app === true) assembly.tell(installedApp, 'installed', 0);
  assembly.tell(people, 'comes', 0);
  simulation.run(hours(2));
  const own = (what: string) => facts.filter(name => name.startsWith(`${what}.`)).map(name => name.split('.')[1]!);
  return {
    story: own('getting online'),
    app: own('mobile broadband app').filter(name => name !== 'openPage'),
    site: own('mobile operator web site').filter(name => !/^(openPage|pay|placeOrder|call)$/.test(name)),
    /** The numbers of the files that Windows was handed. */
    files,
    person: people.store.snapshot(0),
    line: line.store.snapshot(0).state,
    ledger: ledger.store.snapshot(0),
    /** Later: a background event wakes the app. */
    wakes() {
      assembly.tell(installedApp, 'installed', 0);
      assembly.tell(installedApp, 'handlersRegistered', 0);
      assembly.tell(installedApp, 'backgroundEvent', 0, { event: 'profileConnected' });
      simulation.run(hours(3));
      return facts.filter(name => name === 'mobile broadband app.provisioned').length;
    },
  };
}

const buys = ['stepTaken', 'stepTaken', 'stepTaken', 'bought', 'fileApplied'];
const connects = ['came', 'networkSeen', 'clickedConnect'];
const reregisters = { provisioningFile: { activation: 'reregister' } } as const;

describe('plan purchase with the app installed', () => {
  it('hot: connected, and nothing further happens', () => {
    const { story, app, person, ledger } = play({ sim: 'hot', app: true });
    expect(story).toEqual([...connects, 'online']);
    expect(app).toEqual(['installed']);
    expect(person).toMatchObject({ path: 'nothing', steps: 1 });
    expect(ledger.charged).toBe(0);
  });

  it('warm: connected without internet, so the app opens, sells over the limited connection, and the gateway opens', () => {
    const { story, app, person, ledger, line, files } = play({ sim: 'warm', app: true });
    expect(story.filter(name => name !== 'online')).toEqual([...connects, 'appOpened', ...buys]);
    expect(app).toEqual(['installed', 'started', 'suspended']);
    expect(files).toEqual([fileNumber(0, 'app')]);
    expect(person).toMatchObject({ state: 'online', path: 'app' });
    expect(line).toBe('hotPrepaid');
    expect(ledger).toMatchObject({ charged: 499, provisioned: 499, open: 0 });
  });

  it('cold: rejected as not purchased, so the app opens, sells over Wi-Fi, and the device registers anew', () => {
    const { story, person, ledger } = play({ sim: 'cold', app: true, wifi: true, operator: reregisters });
    expect(story).toEqual([...connects, 'appOpened', ...buys, 'activationBegan', 'online']);
    expect(person).toMatchObject({ state: 'online', path: 'app' });
    expect(ledger).toMatchObject({ charged: 499, provisioned: 499, open: 0 });
  });

  it('cold, without other internet: the app can only direct to the telephone', () => {
    const noPhone = play({ sim: 'cold', app: true });
    expect(noPhone.person).toMatchObject({ state: 'gaveUp', reason: 'no connection to buy over' });
    const phone = play({ sim: 'cold', app: true, group: { user: { phones: 1 } } });
    expect(phone.person).toMatchObject({ state: 'online', path: 'telephone' });
    expect(phone.line).toBe('hotPrepaid');
    expect(phone.ledger).toMatchObject({ charged: 499, provisioned: 499 });
  });

  it('cold, in a network that lets it into the walled garden: as warm', () => {
    const { person } = play({ sim: 'cold', app: true, operator: { network: { coldAccess: 'walledGarden' } } });
    expect(person).toMatchObject({ state: 'online', path: 'app' });
  });

  it('rejected for another reason: an error, and the app is not started', () => {
    const { app, story, person } = play({ sim: 'warm', app: true, operator: { network: { rejectsRetryable: 1 } } });
    expect(app).toEqual(['installed']);
    expect(story).toEqual([...connects, 'sawError', 'clickedConnect', 'sawError', 'gaveUp']);
    expect(person).toMatchObject({ reason: 'error shown', cause: 17 });
  });
});

describe('plan purchase without app and without other internet', () => {
  it('hot: connected, and nothing further happens', () => {
    const { person, site } = play({ sim: 'hot', group: { form: 'usb' } });
    expect(person).toMatchObject({ state: 'online', path: 'nothing', steps: 2 });
    expect(site).toEqual([]);
  });

  it('warm: the site sells; internet is granted on the connection that is there', () => {
    const { story, site, person, files } = play({ sim: 'warm', group: { form: 'usb' } });
    expect(files).toEqual([fileNumber(0, 'webSite')]);
    expect(story.filter(name => name !== 'online')).toEqual([...connects, 'webPageOpened', ...buys]);
    expect(site).toEqual(['pageOpened', 'pageOpened', 'paid', 'pageOpened', 'ordered']);
    expect(person).toMatchObject({ state: 'online', path: 'webPage' });
  });

  it('warm, with a back end that takes five minutes: online when the gateway opens', () => {
    const { person } = play({ sim: 'warm', operator: { network: { networkReady: always(minutes(5)) } } });
    expect(person.state).toBe('online');
    expect(person.onlineAt! - person.startedAt!).toBeGreaterThan(minutes(5));
  });

  it.each(['reconnect', 'reregister'] as const)('warm: the file may say to %s', activation => {
    const operator = {
      provisioningFile: { activation, delay: minutes(1) },
      network: { networkReady: always(minutes(0.5)) },
    };
    expect(play({ sim: 'warm', operator }).person).toMatchObject({ state: 'online', path: 'webPage' });
  });

  it('cold: an error only', () => {
    const { story, person, site } = play({ sim: 'cold' });
    expect(story).toEqual([...connects, 'sawError', 'clickedConnect', 'sawError', 'gaveUp']);
    expect(person).toMatchObject({ reason: 'error shown', cause: 2, path: undefined });
    expect(site).toEqual([]);
  });

  it('afterwards the app arrives, is registered, and applies a fuller file at the first background event', () => {
    const played = play({ sim: 'warm' });
    expect(played.wakes()).toBe(1);
    expect(played.files).toEqual([fileNumber(0, 'webSite'), fileNumber(0, 'app')]);
  });

  it('who leaves after paying gets the money back', () => {
    const steps = ['pay', 'confirm'].map(name => ({ name, think: always(minutes(1)), leaves: name === 'pay' ? 0 : 1 }));
    const { ledger, person, line } = play({ sim: 'warm', operator: { sale: { steps } } });
    expect(person.reason).toBe('left the purchase');
    expect(ledger).toMatchObject({ charged: 499, refunded: 499, open: 0 });
    expect(line).toBe('warm');
  });

  it('whose order the back end cannot carry out gets the money back too, and loses patience', () => {
    const { ledger, person } = play({ sim: 'warm', operator: { network: { backEndFails: 1 } } });
    expect(ledger).toMatchObject({ charged: 499, refunded: 499, open: 0 });
    expect(person.reason).toBe('lost patience with the plan');
  });
});

describe('a CDMA device', () => {
  const cdma = { technology: 'cdma' } as const;
  const operator = { provisioningFile: { activation: 'serviceActivation' } } as const;

  it('that is active connects as any other', () => {
    expect(play({ sim: 'hot', group: cdma }).person).toMatchObject({ state: 'online', path: 'nothing' });
  });

  it('without a plan is bought for in the app, activated over the air, and connects', () => {
    const { story, person } = play({ sim: 'cold', app: true, wifi: true, group: cdma, operator });
    expect(story).toEqual([...connects, 'appOpened', ...buys, 'activationBegan', 'online']);
    expect(person.path).toBe('app');
  });

  it('in the walled garden is bought for on the site', () => {
    expect(play({ sim: 'warm', group: cdma, operator }).person).toMatchObject({ state: 'online', path: 'webPage' });
  });
});
