/**
 * One PC with Ethernet, Wi-Fi and mobile broadband: the real connections, routing and internet probe, and stand-ins for
 * the default context controller, for the person and for the rest of Windows, which write down what they are told.
 *
 *     const pc = onePc({ group: { minimizeConnections: 1 } });
 *     pc.wifi('appears');
 *     pc.after(seconds(3));
 *     expect(pc.states()).toEqual({ ethernet: 'idle', wifi: 'connected', cellular: 'idle' });
 */
import { interfaceOf, type Medium, media } from '../../../src/models/device/interfaces.ts';
import type { RegisteredAt } from '../../../src/models/device/registration.ts';
import { contextCauses, wwanStatus } from '../../../src/models/messages/causes.ts';
import { subscription } from '../../../src/models/operator/subscription.ts';
import type { Surroundings } from '../../../src/models/surroundings.ts';
import { connection } from '../../../src/models/windows/connection.ts';
import { connectionPorts, connectionSees } from '../../../src/models/windows/connection-ports.ts';
import { connectionTable } from '../../../src/models/windows/connection-record.ts';
import { cosaDatabase } from '../../../src/models/windows/cosa-database.ts';
import { internetProbe, probeSees } from '../../../src/models/windows/internet-probe.ts';
import { lpa } from '../../../src/models/windows/lpa.ts';
import { mobileBroadbandApp } from '../../../src/models/windows/mobile-broadband-app.ts';
import { mobileBroadbandService } from '../../../src/models/windows/mobile-broadband-service.ts';
import {
  routePorts,
  routeSees,
  trafficPath,
  windowsConnectionManager,
} from '../../../src/models/windows/windows-connection-manager.ts';
import { Assembly } from '../../../src/sim/assembly.ts';
import { Draws } from '../../../src/sim/draws.ts';
import {
  type AnyModel,
  type Model,
  model,
  type Port,
  type PortTag,
  port,
  type Request,
} from '../../../src/sim/model.ts';
import { flag, number } from '../../../src/sim/records.ts';
import { Simulation } from '../../../src/sim/simulation.ts';
import { transitionsOf } from '../../../src/sim/state-machine.ts';
import { type Microseconds, seconds } from '../../../src/sim/units.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

/** Arrows of the table that any PC of this process has taken, as `state event`. */
export const arrowsTaken = new Set<string>();
export const arrows: readonly string[] = transitionsOf(connectionTable).map(({ from, event }) => `${from} ${event}`);

/** The table of the connection, which writes down every arrow that is asked for. */
const watchedTable = Object.fromEntries(
  Object.entries(connectionTable).map(([from, row]) => [
    from,
    Object.defineProperties(
      {},
      Object.fromEntries(
        Object.entries(row).map(([event, to]) => [
          event,
          {
            enumerable: true,
            get() {
              arrowsTaken.add(`${from} ${event}`);
              return to;
            },
          },
        ]),
      ),
    ),
  ]),
);

/** What the mobile network says to a context: nothing against it, or a cause. */
interface Network {
  refuses: number | undefined;
}

const windows = port<typeof connection>('connections');

/** How long the stand-in of the controller takes for a round, and to disconnect. */
export const round: Microseconds = seconds(4);
const disconnecting: Microseconds = seconds(1);

/** As the documents have the default context controller, with one profile and a back-off of 9 s. */
const controllerOn = (network: Network) =>
  model('controller', {
    source: 'the tests',
    record: { automatic: flag(), manual: flag(), trying: flag(), up: flag(), asker: number(), waiter: number() },
    timers: { tries: seconds(9), ends: round },
    takes: {
      automaticWanted(it, isWanted: boolean, does) {
        it.automatic = isWanted;
        if (isWanted && !it.up && !it.trying) does.self('tries');
        if (isWanted) return;
        does.cancel('tries');
        if (!it.manual) {
          does.cancel('ends');
          it.trying = false;
          if (it.up) does.tell(windows.tells.linkDown, interfaceOf(does.subject, 'cellular'), 0);
          it.up = false;
        }
      },
      hint(it, _, does) {
        if (it.automatic && !it.up && !it.trying) does.self('tries');
      },
      tries(it, _, does) {
        if (it.up || it.trying || !it.automatic) return;
        it.trying = true;
        it.manual = false;
        does.arm('ends');
      },
      ends(it, _, does) {
        it.trying = false;
        const asker = it.asker - 1;
        it.asker = 0;
        if (network.refuses === undefined) {
          it.up = true;
          does.tell(windows.tells.linkUp, interfaceOf(does.subject, 'cellular'), undefined);
          if (asker >= 0) does.answer(asker, true);
          if (it.waiter > 0) does.answer(it.waiter - 1, true);
          it.waiter = 0;
        } else {
          if (asker >= 0) does.refuse(asker, network.refuses);
          if (it.automatic && !it.manual) does.arm('tries');
        }
      },
      /** The network takes the context away. */
      drops(it, _, does) {
        if (!it.up) return;
        it.up = false;
        does.tell(windows.tells.linkDown, interfaceOf(does.subject, 'cellular'), contextCauses.regularDeactivation);
        if (it.automatic && !it.manual) does.arm('tries');
      },
    },
    answers: {
      connect(it, request: Request<{ profile: number | undefined }, true>, does) {
        if (it.up || it.trying) {
          does.refuse(request.ticket, wwanStatus.busy);
          return;
        }
        does.cancel('tries');
        it.trying = true;
        it.manual = true;
        it.asker = request.ticket + 1;
        does.arm('ends');
      },
      disconnect(it, request: Request<undefined, true>, does) {
        if (it.asker > 0) does.refuse(it.asker - 1, contextCauses.regularDeactivation);
        it.asker = 0;
        does.cancel('ends');
        it.trying = false;
        if (it.up) does.tell(windows.tells.linkDown, interfaceOf(does.subject, 'cellular'), 0);
        it.up = false;
        does.answer(request.ticket, true, disconnecting);
      },
      awaitConnection(it, request: Request<undefined, true>) {
        it.waiter = request.ticket + 1;
      },
    },
  });

export interface ToldPc {
  name: string;
  message: unknown;
  at: Microseconds;
}

/** Surroundings never change, and many PCs of a property have the same. */
const surroundings = new Map<string, Surroundings>();
function surroundingsFor(change: WorldChange): Surroundings {
  const key = JSON.stringify(change, (_, part) => part ?? 'absent');
  const made = surroundings.get(key) ?? surroundingsOf(change);
  surroundings.set(key, made);
  return made;
}

type Act = 'appears' | 'disappears' | 'connectClicked' | 'disconnectClicked' | 'forgetClicked';

export function onePc(change: WorldChange = {}) {
  const simulation = new Simulation({ seed: 1 });
  const assembly = new Assembly(simulation, { strict: true });
  const draws = new Draws(simulation.dice, [{ name: 'tested', first: 0 }]);
  const given = surroundingsFor(change);
  const network: Network = { refuses: undefined };
  const told: ToldPc[] = [];
  const facts: { name: string; subject: number; value: number | undefined }[] = [];
  simulation.facts.observeAll(({ name }, subject) => {
    facts.push({ name, subject, value: simulation.facts.value[0] });
  });

  const watched = { ...connection, definition: { ...connection.definition, table: watchedTable } } as AnyModel;
  const connections = assembly.install(watched, { count: media.length, given: given as never, draws });
  const routing = assembly.install(windowsConnectionManager, { count: 1, given: undefined, draws });
  const assistants = assembly.install(lpa, { count: 1, given, draws });
  assembly.connect(routePorts.profileAssistant, assistants);
  assembly.show(routeSees.assistants, assistants);
  const nobodySends = model('network traffic', {
    source: 'the tests',
    record: {},
    takes: { routeChanged() {} },
  }) as AnyModel;
  assembly.connect(routePorts.traffic, assembly.install(nobodySends, { count: 1, given: undefined, draws }));
  const probes = assembly.install(internetProbe, { count: 1, given, draws });
  const controllerModel = controllerOn(network);
  const controllers = assembly.install(controllerModel, { count: 1, given: undefined, draws });
  const lines = assembly.install(subscription, { count: 1, given, draws });
  const apps = assembly.install(mobileBroadbandApp, { count: 1, given, draws });
  const database = assembly.install(cosaDatabase, { count: 1, given, draws });
  const service = assembly.install(mobileBroadbandService, { count: 1, given, draws });
  const standIn = (name: string, takes: readonly string[]) =>
    assembly.install(
      model(name, {
        source: 'the tests',
        record: {},
        takes: Object.fromEntries(
          takes.map(slot => [
            slot,
            (_: object, message: unknown, does: { now: Microseconds }) => {
              told.push({ name: `${name}.${slot}`, message, at: does.now });
            },
          ]),
        ),
      }) as AnyModel,
      { count: 1, given: undefined as never, draws },
    );
  const connect = (tag: PortTag, installed: ReturnType<typeof standIn>) =>
    assembly.connect(tag as Port<Model<never, never, never, never, never, never, never>>, installed);

  connect(windows, connections);
  connect(connectionPorts.routing, routing);
  connect(connectionPorts.probe, probes);
  connect(connectionPorts.controller, controllers);
  connect(connectionPorts.broker, standIn('broker', ['raises']));
  connect(connectionPorts.metadata, standIn('metadata', ['internet']));
  connect(connectionPorts.store, standIn('store', ['internet']));
  connect(connectionPorts.update, standIn('update', ['internet']));
  connect(connectionPorts.setup, standIn('setup', ['internet']));
  connect(connectionPorts.app, standIn('app', ['opensAtPlans']));
  connect(
    connectionPorts.person,
    standIn('person', ['networkListed', 'appOpened', 'webPageOpened', 'errorShown', 'limitedShown', 'internet']),
  );
  assembly.show(connectionSees.interfaces, connections);
  assembly.show(connectionSees.routes, routing);
  assembly.show(connectionSees.service, service);
  assembly.show(connectionSees.database, database);
  assembly.show(connectionSees.lines, lines);
  assembly.show(connectionSees.apps, apps);
  assembly.show(probeSees.lines, lines);
  assembly.show(probeSees.routes, routing);

  const settle = () => simulation.run(simulation.now);
  const tell = (medium: Medium, name: string, message?: unknown) => {
    assembly.tell(connections, name, interfaceOf(0, medium), message);
    settle();
  };
  const each = <T>(of: (medium: Medium) => T) =>
    Object.fromEntries(media.map(medium => [medium, of(medium)])) as Record<Medium, T>;
  const record = (medium: Medium) => connections.store.snapshot(interfaceOf(0, medium));

  return {
    told,
    facts,
    network,
    tell,
    settle,
    ethernet: (act: Act) => tell('ethernet', act),
    wifi: (act: Act) => tell('wifi', act),
    cellular: (act: Act) => tell('cellular', act),
    after: (duration: Microseconds) => simulation.run((simulation.now + duration) as Microseconds),
    now: () => simulation.now,
    record,
    states: () => each(medium => record(medium).state as string),
    level: (medium: Medium) => record(medium).level as string | undefined,
    routing: () => routing.store.snapshot(0).state,
    path: () => trafficPath[routing.store.snapshot(0).state],
    /** What was told to a stand-in, in order. */
    heard: (name: string) => told.filter(({ name: other }) => other === name).map(({ message }) => message),
    /** What the connections themselves told, without the name of the model. */
    events: () => facts.filter(({ name }) => name.startsWith('connection.')).map(({ name }) => name.slice(11)),
    controller: () => controllers.store.snapshot(0),
    drops() {
      assembly.tell(controllers, 'drops', 0);
      settle();
    },
    /** The state of the line, and how many bytes a second it carries, of this device or of others. */
    line(what: Partial<{ state: 'cold' | 'warm' | 'hotPrepaid' | 'outOfData'; rate: number; othersRate: number }>) {
      const line = lines.store.at(0);
      Object.assign(line, what);
      line.ownRate = line.rate - line.othersRate;
    },
    installApp: () => Object.assign(apps.store.at(0), { state: 'suspended' }),
    matched: (matched: boolean) => Object.assign(database.store.at(0), { matched }),
    registered(registered: RegisteredAt | undefined) {
      Object.assign(service.store.at(0), { registered });
      tell('cellular', 'registrationChanged');
    },
    /** The interface was up before anything was said of it. */
    wasUp(medium: Medium) {
      assembly.tell(routing, 'changed', 0, `${medium}Up`);
      settle();
    },
    awaitsInternet() {
      const asked = { outcome: undefined as string | undefined, at: undefined as Microseconds | undefined };
      const subject = interfaceOf(0, 'cellular');
      const { requests } = assembly;
      const asker = {
        settled(row: number) {
          asked.outcome = requests.outcomeOf(row);
          asked.at = simulation.now;
        },
      };
      requests.send(
        requests.take(connections.requests.get('awaitInternet')!, subject, subject, 0, asker, undefined, {}),
        0,
        0,
        0,
      );
      settle();
      return asked;
    },
  };
}

export type Pc = ReturnType<typeof onePc>;
