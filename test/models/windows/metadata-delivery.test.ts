/** How metadata and app come to a PC: every model of the chain as it is, with recorders where the rest of Windows begins. */
import { describe, expect, it } from 'vitest';
import { hardwareIdRegister } from '../../../src/models/microsoft/hardware-id-register.ts';
import { microsoftStore, storePorts } from '../../../src/models/microsoft/microsoft-store.ts';
import { wmis } from '../../../src/models/microsoft/wmis.ts';
import { cosaDatabase, cosaPorts } from '../../../src/models/windows/cosa-database.ts';
import { deviceSetupManager, deviceSetupPorts } from '../../../src/models/windows/device-setup-manager.ts';
import { profilesOf } from '../../../src/models/windows/effective-settings.ts';
import {
  hasServiceMetadata,
  serviceMetadata,
  serviceMetadataPorts,
  serviceMetadataSees,
} from '../../../src/models/windows/service-metadata.ts';
import { updatePorts, updateSees, windowsUpdate } from '../../../src/models/windows/windows-update.ts';
import { Assembly } from '../../../src/sim/assembly.ts';
import { Draws } from '../../../src/sim/draws.ts';
import { type AnyModel, model, type Port } from '../../../src/sim/model.ts';
import { Simulation } from '../../../src/sim/simulation.ts';
import { days, type Microseconds, minutes } from '../../../src/sim/units.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

const listener = (name: string, ...messages: string[]) =>
  model(name, {
    source: 'this test',
    record: {},
    facts: messages,
    takes: Object.fromEntries(
      messages.map(message => [message, (_: object, __: unknown, does: Emitting) => does.emit(message)]),
    ),
  });
interface Emitting {
  emit(fact: string): void;
}

const plainId = (kind: string, value: string) => `${kind}|${value}`;
const apn = (accessString: string) => ({ name: accessString, accessString, order: 1, purpose: 'internet' as const });

/** One PC with Wi-Fi and a SIM of Contoso, which has published a package with an app and an access point of its own. */
function pcWith(change: WorldChange = {}) {
  const simulation = new Simulation({ seed: 1 });
  const assembly = new Assembly(simulation, { strict: true });
  const draws = new Draws(simulation.dice, [{ name: 'all', first: 0 }]);
  const metadata = { published: true, app: true, accessPoints: [apn('metadata.contoso')] };
  const base = surroundingsOf({ ...change, operator: { serviceMetadata: metadata, ...change.operator } });
  const given = {
    ...base,
    pathOf: () => base.links.wifi,
    wayTo: () => base.links.wifi,
    hardwareIds: () => [plainId('GSM-NAME', 'Contoso')],
    hardwareIdRegister: hardwareIdRegister([{ gsmProviderNames: ['Contoso'] }], plainId),
  };
  const each = { count: 1, given, draws };
  const cosa = assembly.install(cosaDatabase, each);
  const fetched = assembly.install(serviceMetadata, each);
  const service = assembly.install(wmis, each);
  const store = assembly.install(microsoftStore, each);
  const setup = assembly.install(deviceSetupManager, each);
  const update = assembly.install(windowsUpdate, each);
  const other = { count: 1, given: undefined, draws };
  const controller = assembly.install(listener('controller', 'profilesChanged'), other);
  const app = assembly.install(listener('app', 'installed', 'handlersRegistered'), other);
  const broker = assembly.install(listener('broker', 'registers', 'unregisters'), other);
  for (const port of [cosaPorts.controller, serviceMetadataPorts.controller])
    assembly.connect(port as Port<AnyModel>, controller);
  for (const port of [storePorts.app, deviceSetupPorts.app]) assembly.connect(port as Port<AnyModel>, app);
  assembly.connect(deviceSetupPorts.broker as Port<AnyModel>, broker);
  for (const port of [cosaPorts.store, serviceMetadataPorts.store]) assembly.connect(port, store);
  for (const port of [storePorts.metadata, deviceSetupPorts.metadata]) assembly.connect(port, fetched);
  assembly.connect(serviceMetadataPorts.service, service);
  assembly.connect(serviceMetadataPorts.setup, setup);
  assembly.connect(updatePorts.database, cosa);
  for (const seen of [serviceMetadataSees.databases, updateSees.databases]) assembly.show(seen, cosa);

  const told: string[] = [];
  simulation.facts.observeAll(({ name }) => told.push(name));
  const profiles = () =>
    profilesOf(given.operator(0), {
      osRelease: given.group(0).osRelease,
      matched: cosa.store.look(0).matched,
      metadata: hasServiceMetadata(fetched.store.look(0)),
      provisioned: undefined,
    }).map(({ accessString }) => accessString);
  return {
    told,
    profiles,
    facts: (...names: string[]) => told.filter(name => names.some(one => name.startsWith(one))),
    identify(card = 0) {
      assembly.tell(cosa, 'identified', 0, card);
      assembly.tell(fetched, 'identified', 0, card);
    },
    internet(isThere = true) {
      assembly.tell(fetched, 'internet', 0, isThere);
      assembly.tell(store, 'internet', 0, isThere);
      assembly.tell(update, 'internet', 0, isThere);
    },
    preload: () => assembly.tell(fetched, 'preloaded', 0),
    release: () => assembly.tell(update, 'released', 0),
    pass: (time: Microseconds) => simulation.run((simulation.now + time) as Microseconds),
    state: () => [fetched.store.look(0).state, store.store.look(0).state, setup.store.look(0).state],
  };
}

const chain = ['service metadata.', 'Microsoft Store.', 'device setup manager.', 'app.', 'broker.'];

describe('metadata and app of an operator', () => {
  it('come by themselves once there is internet: hardware IDs, package, app, background events', () => {
    const pc = pcWith();
    pc.identify();
    pc.pass(days(1));
    expect(pc.profiles()).toEqual(['internet.contoso']);
    pc.internet();
    pc.pass(minutes(5));
    expect(pc.facts(...chain)).toEqual([
      'service metadata.requested',
      'service metadata.fetched',
      'service metadata.parsed',
      'Microsoft Store.queued',
      'Microsoft Store.downloading',
      'Microsoft Store.installed',
      'app.installed',
      'service metadata.appInstalled',
      'device setup manager.registered',
      'service metadata.registered',
      'app.handlersRegistered',
      'broker.registers',
    ]);
    expect(pc.profiles()).toEqual(['metadata.contoso']);
    expect(pc.state()).toEqual(['registered', 'installed', 'registered']);
  });

  it('are there from the start when the maker of the PC has put them on the image: nothing is fetched', () => {
    const pc = pcWith();
    pc.preload();
    pc.identify();
    pc.internet();
    pc.pass(days(7));
    expect(pc.facts('WMIS.')).toEqual([]);
    expect(pc.state()).toEqual(['registered', 'installed', 'registered']);
    expect(pc.profiles()).toEqual(['metadata.contoso']);
  });

  it('come by COSA from 1803 on, when the entry names the app: WMIS is not asked', () => {
    const appId = 'Contoso!App';
    const pc = pcWith({
      operator: { cosa: { appId: appId }, serviceMetadata: { published: true, app: true } },
    });
    pc.identify();
    pc.internet();
    pc.pass(minutes(5));
    expect(pc.facts('WMIS.')).toEqual([]);
    expect(pc.state()).toEqual(['none', 'installed', 'registered']);
    expect(pc.profiles()).toEqual(['internet.contoso']);
  });

  it('do not come for an operator without a package; what COSA says is all there is', () => {
    const pc = pcWith({ operator: { serviceMetadata: { published: false } } });
    pc.identify();
    pc.internet();
    pc.pass(days(1));
    expect(pc.facts('WMIS.noMatch')).toHaveLength(1);
    expect(pc.state()).toEqual(['none', 'nothing', 'waiting']);
    expect(pc.profiles()).toEqual(['internet.contoso']);
  });

  it('are registered anew for another SIM, without a second delivery of the app', () => {
    const pc = pcWith();
    pc.identify();
    pc.internet();
    pc.pass(minutes(5));
    pc.identify(1);
    pc.pass(minutes(5));
    expect(pc.facts('broker.')).toEqual(['broker.registers', 'broker.unregisters', 'broker.registers']);
    expect(pc.facts('Microsoft Store.installed')).toHaveLength(1);
    expect(pc.state()).toEqual(['registered', 'installed', 'registered']);
  });
});

describe('a COSA database that is one release behind', () => {
  it('knows the operator, and how to connect, after Windows Update has brought the next one', () => {
    const pc = pcWith({ operator: { cosa: { behind: 1 }, serviceMetadata: { published: false } } });
    pc.identify();
    pc.internet();
    pc.pass(minutes(5));
    expect(pc.profiles()).toEqual([]);
    pc.release();
    pc.pass(days(1));
    expect(pc.profiles()).toEqual(['internet.contoso']);
    expect(pc.facts('windows update.installed', 'COSA database.')).toEqual([
      'COSA database.noMatch',
      'windows update.installed',
      'COSA database.updated',
      'COSA database.matched',
    ]);
  });
});
