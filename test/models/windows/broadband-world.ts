/**
 * The Mobile Broadband Service, its default context controller and the System Event Broker in a world of their own. What
 * is around them is played by stand-ins: a driver that does to each access string what the test says, and recorders.
 */
import type { ContextRequest, classDriver } from '../../../src/models/device/class-driver.ts';
import { modem } from '../../../src/models/device/modem.ts';
import type { packetService } from '../../../src/models/device/packet-service.ts';
import { physicalSim } from '../../../src/models/device/physical-sim.ts';
import { type RegisteredAt, registration } from '../../../src/models/device/registration.ts';
import type { Surroundings } from '../../../src/models/surroundings.ts';
import type { connection } from '../../../src/models/windows/connection.ts';
import type { ConnectionProfile } from '../../../src/models/windows/connection-profile.ts';
import type { cosaDatabase } from '../../../src/models/windows/cosa-database.ts';
import type { dataUsageAndSubscriptionManager } from '../../../src/models/windows/data-usage-and-subscription-manager.ts';
import {
  controllerPorts,
  controllerSees,
  defaultContextController,
} from '../../../src/models/windows/default-context-controller.ts';
import type { mobileBroadbandApp } from '../../../src/models/windows/mobile-broadband-app.ts';
import {
  mobileBroadbandService,
  mobileBroadbandServicePorts,
  mobileBroadbandServiceSees,
} from '../../../src/models/windows/mobile-broadband-service.ts';
import type { networkFlyout } from '../../../src/models/windows/network-flyout.ts';
import type { serviceMetadata } from '../../../src/models/windows/service-metadata.ts';
import { brokerPorts, brokerSees, systemEventBroker } from '../../../src/models/windows/system-event-broker.ts';
import type { usageTask } from '../../../src/models/windows/usage-task.ts';
import { Assembly, Draws, type Installed, type Microseconds, Simulation, seconds } from '../../../src/sim/index.ts';
import { type AnyModel, model, type Port, type Request } from '../../../src/sim/model.ts';
import { surroundingsOf } from '../small-world.ts';

/** A profile for the internet from the operator, with what the test changes. */
export const profile = (number: number, change: Partial<ConnectionProfile> = {}): ConnectionProfile => ({
  number,
  name: `profile ${number}`,
  accessString: `apn-${number}`,
  order: number + 1,
  purpose: 'internet',
  ring: 'operatorProvisioned',
  layer: 'cosa',
  ...change,
});

/** What the driver does to an access string: success, a refusal with its cause, or no answer at all. */
type Reaction = 'ok' | number | 'silent';

/** What became of a question put to the controller. */
interface Asked {
  outcome: string | undefined;
  code: number;
  /** In seconds. */
  at: number | undefined;
}

let surroundings: Surroundings | undefined;

/** Arrows of the tables that were taken in any of these worlds, as `model: state.event`. */
export const arrowsTaken = new Set<string>();

/** The same model, whose table notes which arrows are taken. */
function watched<M extends AnyModel>(made: M): M {
  const { table } = made.definition;
  const rows = Object.keys(table).map(from => {
    const note = (row: object, event: string | symbol) => {
      if (event in row) arrowsTaken.add(`${made.name}: ${from}.${String(event)}`);
      return Reflect.get(row, event);
    };
    return [from, new Proxy(table[from], { get: note })];
  });
  return { ...made, definition: { ...made.definition, table: Object.fromEntries(rows) } };
}

export function broadbandWorld(profiles: readonly ConnectionProfile[] = [profile(0)]) {
  const simulation = new Simulation({ seed: 1 });
  const assembly = new Assembly(simulation, { strict: true });
  const draws = new Draws(simulation.dice, [{ name: 'people', first: 0 }]);
  surroundings ??= surroundingsOf();
  const situation = { profiles, reactions: {} as Record<string, Reaction>, activation: seconds(2) };
  const given: Surroundings = { ...surroundings, profiles: () => situation.profiles };
  const each = { count: 1, given, draws };

  const service = assembly.install(watched(mobileBroadbandService), each);
  const controller = assembly.install(watched(defaultContextController), each);
  const broker = assembly.install(systemEventBroker, each);
  const modems = assembly.install(modem, each);
  assembly.show(brokerSees.modems, modems);
  const sims = assembly.install(physicalSim, each);
  const registrations = assembly.install(registration, each);

  /** What was told to the neighbours, as `port.message`, with the payload where there is one. */
  const told: { name: string; message: unknown; at: number }[] = [];
  const plain = { count: 3, given: undefined, draws };
  const recorder = <M extends AnyModel>(port: Port<M>, ...names: string[]) => {
    const taking = (name: string) => (_: object, message: unknown, does: { now: Microseconds }) => {
      told.push({ name: `${port.label}.${name}`, message, at: does.now / 1e6 });
    };
    const takes = Object.fromEntries(names.map(name => [name, taking(name)]));
    const recording: AnyModel = model(port.label, { source: 'the tests', record: {}, takes });
    assembly.connect(port, assembly.install(recording, plain as never) as Installed<M>);
  };
  recorder<typeof cosaDatabase>(mobileBroadbandServicePorts.database, 'identified', 'identityGone');
  recorder<typeof serviceMetadata>(mobileBroadbandServicePorts.metadata, 'identified', 'identityGone');
  recorder<typeof networkFlyout>(mobileBroadbandServicePorts.flyout, 'iccidRead');
  recorder<typeof connection>(mobileBroadbandServicePorts.manager, 'appears', 'disappears', 'registrationChanged');
  recorder<typeof connection>(controllerPorts.manager, 'linkUp', 'linkDown');
  recorder<typeof registration>(controllerPorts.radio, 'searches');
  recorder<typeof packetService>(controllerPorts.packets, 'attaches');
  recorder<typeof mobileBroadbandApp>(brokerPorts.app, 'backgroundEvent');
  recorder<typeof usageTask>(brokerPorts.usage, 'runs');
  recorder<typeof dataUsageAndSubscriptionManager>(mobileBroadbandServicePorts.usage, 'registered');

  const driver: AnyModel = model('class driver', {
    source: 'the tests',
    record: {},
    answers: {
      activate(_: object, request: Request<ContextRequest, true>, does) {
        const reaction = situation.reactions[request.message.accessString] ?? 'ok';
        if (reaction === 'ok') does.answer(request.ticket, true, situation.activation);
        else if (reaction === 'silent') does.stayedSilent(request.ticket);
        else does.refuse(request.ticket, reaction, undefined, situation.activation);
      },
      deactivate(_: object, request: Request<undefined, true>, does) {
        told.push({ name: 'class driver.deactivate', message: undefined, at: does.now / 1e6 });
        does.answer(request.ticket, true, seconds(1));
      },
    },
  });
  assembly.connect<typeof classDriver>(
    controllerPorts.driver,
    assembly.install(driver, plain as never) as Installed<typeof classDriver>,
  );
  assembly.connect(controllerPorts.service, service);
  assembly.connect(mobileBroadbandServicePorts.controller, controller);
  assembly.connect(mobileBroadbandServicePorts.broker, broker);
  assembly.show(controllerSees.registrations, registrations);
  assembly.show(controllerSees.modems, modems);
  assembly.show(mobileBroadbandServiceSees.modems, modems);
  assembly.show(mobileBroadbandServiceSees.sims, sims);

  const facts: { name: string; value: number; at: number }[] = [];
  simulation.facts.observeAll(fact => {
    facts.push({ name: fact.name, value: simulation.facts.value[0]!, at: simulation.now / 1e6 });
  });

  const settle = () => simulation.run(simulation.now);
  const tell = <M extends AnyModel>(to: Installed<M>, name: keyof M['takes'] & string, payload?: unknown) => {
    assembly.tell(to, name, 0, payload);
    settle();
  };
  const ask = (
    name: 'connect' | 'disconnect' | 'awaitConnection',
    message?: { profile: number | undefined },
  ): Asked => {
    const asked: Asked = { outcome: undefined, code: 0, at: undefined };
    const { requests } = assembly;
    const settled = (row: number) => {
      Object.assign(asked, { outcome: requests.outcomeOf(row), code: requests.codeOf(row), at: simulation.now / 1e6 });
    };
    const row = requests.take(controller.requests.get(name)!, 0, 0, 0, { settled }, message, {});
    requests.send(row, 0, 0, 0);
    settle();
    return asked;
  };
  const registrationIs = (state: 'none' | 'deregistered' | 'searching' | RegisteredAt | 'denied', cause = 0) => {
    Object.assign(registrations.store.at(0), { state, cause });
  };

  const world = {
    situation,
    told,
    facts,
    ask,
    service: (name: keyof typeof mobileBroadbandService.takes, payload?: unknown) => tell(service, name, payload),
    controller: (name: keyof typeof defaultContextController.takes, payload?: unknown) =>
      tell(controller, name, payload),
    broker: (name: keyof typeof systemEventBroker.takes, payload?: unknown) => tell(broker, name, payload),
    state: () => controller.store.look(0).state,
    /** The state of the controller in full. */
    record: () => controller.store.snapshot(0),
    brokerRecord: () => broker.store.snapshot(0),
    serviceRecord: () => service.store.snapshot(0),
    modemIs: (state: 'off' | 'initialized') => Object.assign(modems.store.at(0), { state }),
    cardIs: (card: number) => Object.assign(sims.store.at(0), { card }),
    registrationIs,
    pass: (duration: Microseconds) => {
      simulation.run((simulation.now + duration) as Microseconds);
    },
    /** The device is there and can be read; nothing is registered yet. */
    ready() {
      world.service('deviceFound');
      world.service('deviceReady');
      registrationIs('searching');
    },
    registers(at: RegisteredAt = 'home') {
      registrationIs(at);
      world.service('registered', at);
    },
    /** Ready, registered and attached. */
    online(at: RegisteredAt = 'home') {
      world.ready();
      world.registers(at);
      world.service('attached');
    },
    /** Connected since before the run, as `beginning.ts` has it: nobody has told anybody anything. */
    stoodConnected() {
      registrationIs('home');
      Object.assign(modems.store.at(0), { state: 'initialized' });
      Object.assign(service.store.at(0), { state: 'identified', registered: 'home', connected: true });
      Object.assign(controller.store.at(0), {
        state: 'connected',
        automatic: true,
        ready: true,
        attached: true,
        up: true,
      });
      Object.assign(broker.store.at(0), { connected: true, at: 'registeredHome' });
    },
    /** The signal is gone: context, packet service and registration, in this order. */
    loses(cause: number) {
      registrationIs('deregistered', cause);
      world.service('contextLost', cause);
      world.service('detached', cause);
      world.service('deregistered');
    },
    /** Names of what was told to one neighbour. */
    toldTo: (port: string) =>
      told.filter(({ name }) => name.startsWith(`${port}.`)).map(({ name }) => name.split('.')[1]),
    /** Values of a fact of the controller, in order. */
    values: (fact: string) =>
      facts.filter(({ name }) => name === `default context controller.${fact}`).map(({ value }) => value),
    /** The profiles tried so far, by number. */
    tried: () => world.values('profileTried'),
    waits: () => world.values('backedOff').map(wait => wait / 1e6),
  };
  return world;
}
