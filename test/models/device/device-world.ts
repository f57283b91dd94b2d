/**
 * A device alone in the world: its models, wired as in the real one, with a network that answers as a test says, and
 * everything that is told to Windows, to its owner and to the gateway written down.
 *
 *     const device = deviceWith({ group: { simPin: 1 } });
 *     device.insertsSim(); device.powersOn(); device.clock.advance(seconds(5));
 *     expect(device.states().modem).toBe('deviceLocked');
 */
import { cdmaDevice, cdmaDevicePorts, cdmaDeviceSees } from '../../../src/models/device/cdma-device.ts';
import { classDriver, classDriverPorts } from '../../../src/models/device/class-driver.ts';
import { euicc, euiccPorts } from '../../../src/models/device/euicc.ts';
import { modem, modemPorts, modemSees } from '../../../src/models/device/modem.ts';
import { packetContext, packetContextPorts, packetContextSees } from '../../../src/models/device/packet-context.ts';
import { packetService, packetServicePorts, packetServiceSees } from '../../../src/models/device/packet-service.ts';
import { physicalSim, physicalSimPorts, physicalSimSees } from '../../../src/models/device/physical-sim.ts';
import { registration, registrationPorts, registrationSees } from '../../../src/models/device/registration.ts';
import { subscription } from '../../../src/models/operator/subscription.ts';
import type { Surroundings } from '../../../src/models/surroundings.ts';
import { Assembly, type Installed } from '../../../src/sim/assembly.ts';
import { Draws } from '../../../src/sim/draws.ts';
import type { AnyModel, Port } from '../../../src/sim/model.ts';
import type { Outcome } from '../../../src/sim/request.ts';
import { Simulation } from '../../../src/sim/simulation.ts';
import { type Microseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { type Reaction, recordingModel, type Told } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

type LineState = 'cold' | 'warm' | 'hotPrepaid';

export interface DeviceOptions {
  given?: Surroundings;
  /** How the network answers; a function is asked each time. */
  register?: Reaction | (() => Reaction);
  attach?: Reaction | (() => Reaction);
  activateContext?: Reaction | (() => Reaction);
  line?: LineState;
  /** Devices; the tests speak of the first. */
  count?: number;
  seed?: number;
}

const windowsTakes = [
  'deviceFound',
  'deviceGone',
  'deviceReady',
  'deviceNotReady',
  'registered',
  'deregistered',
  'registrationRejected',
  'attached',
  'detached',
  'contextLost',
];

export function deviceWith(change: WorldChange = {}, options: DeviceOptions = {}) {
  const { given = surroundingsOf(change), count = 1, seed = 1, line = 'hotPrepaid' } = options;
  const {
    register = { answer: 'home', after: seconds(3) },
    attach = { answer: true, after: seconds(2) },
    activateContext = { answer: true, after: seconds(2.5) },
  } = options;
  const simulation = new Simulation({ seed });
  const assembly = new Assembly(simulation, { strict: true });
  const draws = new Draws(simulation.dice, [{ name: 'tested', first: 0 }]);
  const each = { count, given, draws };
  const told: Told[] = [];
  const facts: { at: number; name: string; subject: number; value: number }[] = [];
  simulation.facts.observeAll((fact, subject) => {
    facts.push({ at: simulation.now / 1e6, name: fact.name, subject, value: simulation.facts.value[0]! });
  });

  const sims = assembly.install(physicalSim, each);
  const cards = assembly.install(euicc, each);
  const cdmaDevices = assembly.install(cdmaDevice, each);
  const modems = assembly.install(modem, each);
  const registrations = assembly.install(registration, each);
  const services = assembly.install(packetService, each);
  const contexts = assembly.install(packetContext, each);
  const drivers = assembly.install(classDriver, each);
  const lines = assembly.install(subscription, each);
  for (let device = 0; device < count; device++) Object.assign(lines.store.at(device), { state: line });

  const standIn = (
    port: Port<AnyModel>,
    takes: readonly string[],
    answers: Record<string, Reaction | (() => Reaction)>,
  ) => {
    const recording = recordingModel(port.label, takes, answers, told);
    return assembly.install(recording, { count, given: undefined as never, draws });
  };
  const windows = standIn(modemPorts.windows as Port<AnyModel>, windowsTakes, {});
  const networks = standIn(registrationPorts.network as Port<AnyModel>, [], { register, attach, activateContext });
  const gateway = standIn(modemPorts.gateway as Port<AnyModel>, ['trafficStarted', 'trafficStopped'], {});
  const owner = standIn(modemPorts.owner as Port<AnyModel>, ['pinAsked'], {});

  const app = standIn(registrationPorts.app as Port<AnyModel>, ['registrationChanged'], {});

  const wires: [ports: Record<string, object>, behind: Record<string, Installed<AnyModel>>][] = [
    [physicalSimPorts, { device: modems }],
    [cdmaDevicePorts, { device: modems }],
    [euiccPorts, { device: modems }],
    [classDriverPorts, { windows, context: contexts }],
    [
      modemPorts,
      {
        windows,
        network: registrations,
        packets: services,
        context: contexts,
        sim: sims,
        cdma: cdmaDevices,
        owner,
        gateway,
      },
    ],
    [registrationPorts, { network: networks, windows, packets: services, context: contexts, app }],
    [packetServicePorts, { network: networks, windows, context: contexts }],
    [packetContextPorts, { network: networks, windows, gateway }],
  ];
  for (const [ports, behind] of wires)
    for (const [name, installed] of Object.entries(behind)) assembly.connect(ports[name] as Port<AnyModel>, installed);
  assembly.show(physicalSimSees.readiness, modems);
  assembly.show(cdmaDeviceSees.readiness, modems);
  assembly.show(cdmaDeviceSees.lines, lines);
  assembly.show(modemSees.sims, sims);
  assembly.show(modemSees.cards, cards);
  assembly.show(modemSees.cdmaDevices, cdmaDevices);
  assembly.show(modemSees.contexts, contexts);
  assembly.show(registrationSees.modems, modems);
  assembly.show(packetServiceSees.registrations, registrations);
  assembly.show(packetContextSees.modems, modems);
  assembly.show(packetContextSees.registrations, registrations);
  assembly.show(packetContextSees.services, services);

  const parts = {
    sim: sims,
    card: cards,
    cdma: cdmaDevices,
    modem: modems,
    registration: registrations,
    service: services,
    context: contexts,
    driver: drivers,
  };
  type Part = keyof typeof parts;
  type Taken<P extends Part> = keyof (typeof parts)[P]['model']['takes'] & string;
  const settle = () => simulation.run(simulation.now);
  const tell = <P extends Part>(part: P, name: Taken<P>, message?: unknown, about = 0): void => {
    assembly.tell<AnyModel>(parts[part], name, about, message);
    settle();
  };
  const ask = (part: 'driver' | 'context' | 'cdma' | 'card' | 'registration', name: string, message?: unknown) => {
    const asked: { outcome: Outcome | undefined; code: number; at: number } = { outcome: undefined, code: 0, at: 0 };
    const { requests } = assembly;
    const asker = {
      settled(row: number) {
        Object.assign(asked, {
          outcome: requests.outcomeOf(row),
          code: requests.codeOf(row),
          at: simulation.now / 1e6,
        });
      },
    };
    requests.send(requests.take(parts[part].requests.get(name)!, 0, 0, 0, asker, message, {}), 0, 0, 0);
    settle();
    return asked;
  };
  const clock = { advance: (duration: number) => simulation.run((simulation.now + duration) as Microseconds) };
  const own = (name: string) => !name.includes('packet service.') || !name.endsWith('answered');

  return {
    simulation,
    parts,
    told,
    facts,
    tell,
    ask,
    clock,
    lines,
    /** The facts of these models, by name. */
    namesOf: (...models: string[]) =>
      facts.map(({ name }) => name).filter(name => own(name) && models.includes(name.slice(0, name.lastIndexOf('.')))),
    /** What was told to Windows, by name. */
    windows: () => told.filter(({ port }) => port === modemPorts.windows.label).map(({ name }) => name),
    /** The moments at which the network was asked that, in seconds. */
    asked: (name: string) => told.filter(one => one.name === name).map(({ at }) => at / 1e6),
    timeOf: (name: string) => facts.find(fact => fact.name === name)?.at,
    states: (about = 0) => ({
      sim: sims.store.snapshot(about).state,
      cdma: cdmaDevices.store.snapshot(about).state,
      modem: modems.store.snapshot(about).state,
      registration: registrations.store.snapshot(about).state,
      service: services.store.snapshot(about).state,
      context: contexts.store.snapshot(about).state,
      driver: drivers.store.snapshot(about).state,
    }),
    insertsSim: () => tell('sim', 'insert'),
    powersOn: () => tell('modem', 'powersOn'),
    /** With its SIM in, powered, registered and attached. */
    attached() {
      tell('driver', 'deviceFound');
      tell('sim', 'insert');
      tell('modem', 'powersOn');
      clock.advance(minutes(1));
    },
    /** Connected since before the run: nobody has told it anything. */
    bornOnline() {
      const begin = { sim: 'ready', ...online, driver: 'loaded' } as const;
      for (const [part, state] of Object.entries(begin))
        Object.assign((parts as Record<string, Installed<AnyModel>>)[part]!.store.at(0) as object, { state });
      tell('registration', 'bornRegistered');
    },
    /** The same with its context activated. */
    online() {
      this.attached();
      ask('driver', 'activate', internet);
      clock.advance(minutes(1));
    },
  };
}

export const internet = { profile: 1, accessString: 'internet.contoso' };
export const online = {
  modem: 'initialized',
  registration: 'home',
  service: 'attached',
  context: 'activated',
} as const;
