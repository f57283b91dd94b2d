/**
 * The laws of devices, and a watch over a running world that names each one that is broken.
 *
 *     facts ──────────────▶ ┌───────┐
 *     requests, answers ──▶ │ watch │ ── what was broken, and how often each law was put to the test
 *     records, now and then ▶ └───────┘
 *
 * A law looks at what happens from outside: it knows the facts, the records and the settings, not the code of the models.
 * Numbers are those of the list of laws in the reference of the domain.
 */
import { deviceOf as deviceOfInterface, interfaceOf, type Medium, media } from '../../src/models/device/interfaces.ts';
import { missingBelow } from '../../src/models/device/packet-context.ts';
import { notPurchasedCauses, wwanStatus } from '../../src/models/messages/causes.ts';
import { hardwareIdsOf, networkAccountIdOf } from '../../src/models/messages/of-device.ts';
import type { ProvisioningOutcome } from '../../src/models/messages/provisioning/prepared-files.ts';
import type { TopLevelElement } from '../../src/models/messages/provisioning/provisioning-results.ts';
import { rings } from '../../src/models/windows/connection-profile.ts';
import { mayConnectAt, placeOf } from '../../src/models/windows/cosa-entry.ts';
import { isUp } from '../../src/models/windows/windows-connection-manager.ts';
import type { World } from '../../src/models/world.ts';
import { clockText } from '../../src/sim/guards.ts';
import type { AskOptions, Outcome } from '../../src/sim/request.ts';
import { days, hours, minutes, seconds } from '../../src/sim/units.ts';

export interface BrokenLaw {
  law: number;
  device: number;
  what: string;
  at: string;
}

/** A request as it was asked; each has an object of its own. */
export interface AskedRequest {
  request: string;
  subject: number;
  entity: number;
  message: unknown;
  options: AskOptions;
  at: number;
}

/** What a law is told: facts as soon as the handler that tells them is done. */
export interface Watcher {
  /** Facts by name, while the consequences are still being carried out. The number of an interface stays as it is. */
  facts?: Readonly<Record<string, (subject: number, value: number, at: number) => void>>;
  /** Something has happened to the device, and everything that follows from it at once. */
  settled?: (device: number) => void;
  /** A stretch of traffic of the device or its line is over, or Windows has heard of its usage; everybody has counted. */
  counted?: (device: number) => void;
  /** Somebody has asked on behalf of the device. */
  asked?: (request: string, subject: number, message: unknown, options: AskOptions, entity: number) => void;
  answered?: (request: string, subject: number, answer: unknown, message: unknown) => void;
  /** The same as an object, which comes back with what the asker is told: an answer, the code and detail of a refusal, or neither. */
  sent?: (asked: AskedRequest) => void;
  told?: (asked: AskedRequest, outcome: Outcome, code: number, said: unknown) => void;
  /** Still open at the end of the run. */
  censored?: (request: string) => void;
  /** Every ten minutes, for each device, and at the end. */
  looked?: (device: number) => void;
  ended?: () => void;
}

/** What a law says: that it is broken, or that it was put to the test. */
export interface Says {
  broken(device: number, what: string): void;
  tested(): void;
}

export type Law = (world: World, says: Says) => Watcher;

/** One value for each device. */
export const perDevice = <T>(world: World, first: (device: number) => T): T[] =>
  Array.from({ length: world.devices }, (_, device) => first(device));

const below = (world: World, device: number) => ({
  context: world.contexts.store.look(device).state,
  service: world.packetServices.store.look(device).state,
  registration: world.registrations.store.look(device).state,
  modem: world.modems.store.look(device).state,
});

const contextStandsOnWhatIsBelow: Law = (world, { broken, tested }) => {
  const looked = (device: number) => {
    const states = below(world, device);
    const missing = missingBelow(states);
    if (missing !== undefined) broken(device, missing);
    if (states.context === 'activated') tested();
  };
  return { settled: looked, looked };
};

/** A loss goes from the top: context, attach, registration, readiness. */
const lossGoesFromTheTop: Law = (world, { broken, tested }) => {
  const layers = ['context', 'attach', 'registration'] as const;
  const up = perDevice(world, device => {
    const { context, service, registration } = below(world, device);
    const isRegistered = ['home', 'roaming', 'partner'].includes(registration);
    return new Set(layers.filter((_, at) => [context === 'activated', service === 'attached', isRegistered][at]));
  });
  const rises = (layer: (typeof layers)[number]) => (device: number) => void up[device]!.add(layer);
  const falls = (layer: (typeof layers)[number]) => (device: number) => {
    const above = layers.slice(0, layers.indexOf(layer)).filter(one => up[device]!.has(one));
    if (above.length > 0) broken(device, `${layer} lost before ${above.join(' and ')}`);
    if (layer === 'attach' && up[device]!.delete(layer)) tested();
    up[device]!.delete(layer);
  };
  const notReady = (device: number) => {
    if (up[device]!.size > 0) broken(device, `not ready with ${[...up[device]!].join(' and ')}`);
  };
  const registered = rises('registration');
  return {
    facts: {
      'packet context.activated': rises('context'),
      'packet context.deactivated': falls('context'),
      'packet service.attached': rises('attach'),
      'packet service.detached': falls('attach'),
      'registration.home': registered,
      'registration.roaming': registered,
      'registration.partner': registered,
      'registration.deregistered': falls('registration'),
      'modem.notReady': notReady,
      'modem.off': notReady,
      'modem.locked': notReady,
    },
  };
};

/** A signal that comes back within ten seconds was never lost. */
const shortGapChangesNothing: Law = (world, { broken, tested }) => {
  const tolerated = seconds(10);
  const gaps = perDevice(world, () => ({ began: Number.NaN, ended: Number.NaN, lasts: 0 }));
  const changes = (what: string) => (device: number, cause: number, at: number) => {
    const { began, ended, lasts } = gaps[device]!;
    if (lasts < tolerated && (at === began || at === ended)) broken(device, `${what} with a gap of ${lasts} µs`);
    const chosenByHand = world.registrations.store.look(device).absent;
    const isLost = what === 'deregistered' && cause === wwanStatus.providerNotVisible && !chosenByHand;
    if (isLost && (lasts < tolerated || at - began < tolerated))
      broken(device, `coverage lost ${at - began} µs into a gap of ${lasts} µs`);
  };
  return {
    facts: {
      'registration.gapBegan': (device, lasts, at) => {
        gaps[device] = { began: at, ended: Number.NaN, lasts };
        if (lasts < tolerated && below(world, device).context === 'activated') tested();
      },
      'registration.gapEnded': (device, _, at) => {
        gaps[device]!.ended = at;
      },
      'registration.deregistered': changes('deregistered'),
      'packet service.detached': changes('detached'),
      'packet context.deactivated': changes('context deactivated'),
    },
  };
};

/** Waits of a series do not get shorter, none is longer than a day, and the next round begins when the wait is over. */
const backOffGrows: Law = (world, { broken, tested }) => {
  const series = perDevice(world, () => ({ wait: 0, until: Number.NaN, failedAt: Number.NaN }));
  const ends = (device: number) => {
    series[device] = { wait: 0, until: Number.NaN, failedAt: series[device]!.failedAt };
  };
  return {
    facts: {
      'default context controller.roundBegan': (device, failures, at) => {
        const { until, failedAt } = series[device]!;
        if (failures === 0) ends(device);
        else if (at !== until && at !== failedAt) broken(device, `round ${failures} at ${at} µs, not at ${until} µs`);
      },
      'default context controller.profileFailed': (device, _, at) => {
        series[device]!.failedAt = at;
      },
      'default context controller.connected': ends,
      'default context controller.backedOff': (device, wait, at) => {
        const before = series[device]!.wait;
        if (before > 0) tested();
        if (wait < before || wait > hours(24)) broken(device, `waits ${wait} µs after ${before} µs`);
        series[device] = { ...series[device]!, wait, until: at + wait };
      },
    },
  };
};

/** Each profile once in a round, and none of a lower ring while a higher one has one. */
const profilesInTurn: Law = (world, { broken, tested }) => {
  const tried = perDevice(world, () => new Set<number>());
  return {
    facts: {
      'default context controller.roundBegan': device => tried[device]!.clear(),
      'default context controller.profileTried': (device, number) => {
        if (tried[device]!.has(number)) broken(device, `profile ${number} twice in a round`);
        if (tried[device]!.size > 0) tested();
        tried[device]!.add(number);
        const profiles = world.surroundings.profiles(device);
        const profile = profiles.find(one => one.number === number);
        const forInternet = profiles.filter(({ purpose }) => purpose === 'internet');
        const highest = rings.find(ring => forInternet.some(one => one.ring === ring));
        if (profile === undefined) broken(device, `profile ${number} is none of the device`);
        else if (profile.purpose === 'internet' && profile.ring !== highest)
          broken(device, `profile ${number} of ${profile.ring}, and there is one of ${highest}`);
      },
    },
  };
};

/** After a connect by hand that failed, only what somebody asks for, or the token, begins a round. */
const byHandOnce: Law = (world, { broken, tested }) => {
  const failedAt = perDevice(world, () => Number.NaN);
  const isByHand = perDevice(world, () => false);
  const asks = (device: number) => {
    failedAt[device] = Number.NaN;
  };
  return {
    facts: {
      'default context controller.roundBegan': (device, _, at) => {
        const { automatic, sought, manual } = world.controllers.store.look(device);
        if (at === failedAt[device]) broken(device, 'a round at the moment at which the connect by hand failed');
        else if (failedAt[device]! >= 0 && !automatic && !sought) broken(device, 'a round that nobody has asked for');
        isByHand[device] = manual;
        asks(device);
      },
      'default context controller.roundFailed': (device, _, at) => {
        if (!isByHand[device]) return;
        tested();
        failedAt[device] = at;
      },
      'default context controller.backedOff': device => {
        if (failedAt[device]! >= 0) broken(device, 'a back-off after a connect by hand');
      },
    },
    asked: (request, device) => {
      if (/^default context controller\.(connect|awaitConnection)$/.test(request)) asks(device);
    },
  };
};

const appOnlyForLackOfAPlan: Law = (_, { broken, tested }) => ({
  facts: {
    'connection.startedApp': (subject, cause) => {
      if (cause !== 0) tested();
      if (cause !== 0 && !notPurchasedCauses.has(cause)) broken(deviceOfInterface(subject), `app for cause ${cause}`);
    },
  },
});

export const connectedAndDisconnectedInTurn: Law = (world, { broken, tested }) => {
  const connected = perDevice(world, device => world.broadband.store.look(device).connected);
  const becomes = (now: boolean) => (device: number) => {
    tested();
    if (connected[device] === now) broken(device, `twice ${now ? 'connected' : 'disconnected'}`);
    connected[device] = now;
  };
  return {
    facts: {
      'mobile broadband service.profileConnected': becomes(true),
      'mobile broadband service.profileDisconnected': becomes(false),
    },
  };
};

/** The parts of a provisioning file, and their names in its results. */
const parts = {
  activation: 'Activation',
  mbnProfiles: 'MBNProfiles',
  wlanProfiles: 'WLANProfiles',
  plans: 'Plans',
  provisioning: 'Provisioning',
  extensions: 'Extensions',
} as const satisfies Record<string, TopLevelElement>;

const provisionedStates = (world: World) => world.knowledge.provisioningSurroundings().provisioning.states;

const everyElementIsReported: Law = (world, { broken, tested }) => ({
  answered(request, device, answer) {
    if (request !== 'provisioning agent.apply') return;
    const { results } = answer as ProvisioningOutcome;
    const { verdict } = provisionedStates(world).file(world.agents.store.look(device).file);
    if (!verdict.ok || results.code !== 0) {
      if (results.elements.length > 0) broken(device, 'elements of a file that was refused');
      return;
    }
    tested();
    const { document } = verdict;
    const there = Object.entries(parts).flatMap(([part, name]) => (part in document ? [name] : []));
    const reported = results.elements.map(({ element }) => element).join(' ');
    if (reported !== there.join(' ')) broken(device, `reported ${reported}, in the file ${there.join(' ')}`);
  },
});

const wlanProfilesAsTheFileSays: Law = (world, { broken, tested }) => {
  const before = perDevice(world, () => 0);
  const applied = (device: number) => {
    const { file, provisioned } = world.agents.store.look(device);
    const states = provisionedStates(world);
    const { verdict } = states.file(file);
    const namesIn = (state: number, carrier?: string) =>
      states
        .at(state)
        .wlanProfiles.flatMap(({ carrierId, profile }) => (carrierId === (carrier ?? carrierId) ? [profile.name] : []))
        .join(' ');
    const [had, has] = [namesIn(before[device]!), namesIn(provisioned)];
    const hasOwn = verdict.ok ? namesIn(provisioned, verdict.document.global.carrierId.toLowerCase()) : '';
    before[device] = provisioned;
    if (!verdict.ok) return;
    const { wlanProfiles } = verdict.document;
    if (had !== '' || wlanProfiles !== undefined) tested();
    if (wlanProfiles === undefined && has !== had) broken(device, `"${had}" became "${has}" without WLANProfiles`);
    if (wlanProfiles?.profiles.length === 0 && hasOwn !== '') broken(device, `"${hasOwn}" after empty WLANProfiles`);
  };
  return { facts: { 'provisioning agent.applied': applied, 'provisioning agent.appliedInPart': applied } };
};

const highestLayerCounts: Law = (world, { broken, tested }) => {
  const accessStringsOf = (device: number): readonly string[] => {
    const { cosa, provider, serviceMetadata } = world.surroundings.operator(device);
    const { provisioned } = world.agents.store.look(device);
    const metadata = world.metadata.store.look(device);
    const { registered } = world.broadband.store.look(device);
    const fromFile = provisioned === 0 ? undefined : provisionedStates(world).at(provisioned).defaultProfile;
    const hasPackage = metadata.identified && !['none', 'requested', 'cached'].includes(metadata.state);
    const forInternet = (points: readonly { purpose: string; accessString: string }[]) =>
      points.filter(({ purpose }) => purpose === 'internet').map(({ accessString }) => accessString);
    const listed =
      cosa.accessPoints.length > 0
        ? forInternet(cosa.accessPoints)
        : provider.apns.flatMap(({ name, usage }) => (usage === 'internet' ? [name] : []));
    const layers = [
      fromFile?.context?.accessString === undefined ? [] : [fromFile.context.accessString],
      hasPackage ? forInternet(serviceMetadata.accessPoints) : [],
      world.databases.store.look(device).matched ? listed : [],
    ];
    const highest = layers.findIndex(layer => layer.length > 0);
    if (layers.filter(layer => layer.length > 0).length > 1) tested();
    const isAllowed = highest < 2 || mayConnectAt(cosa.roaming, placeOf(registered ?? 'home'));
    return isAllowed ? (layers[highest] ?? []) : [];
  };
  const looked = (device: number) => {
    const profiles = world.surroundings.profiles(device).filter(({ purpose }) => purpose === 'internet');
    const has = profiles.map(({ accessString }) => accessString).sort();
    const should = [...accessStringsOf(device)].sort();
    if (has.join(' ') !== should.join(' ')) broken(device, `has ${has.join(' ')}; should have ${should.join(' ')}`);
  };
  return { looked, facts: { 'default context controller.profileTried': looked } };
};

/** The cards that a device has had so far. */
const cardsOf = (world: World, device: number): number[] =>
  Array.from({ length: Math.min(world.sims.store.look(device).card, 9) + 1 }, (_, card) => card);

const hardwareIdsByBlock: Law = (world, { broken, tested }) => ({
  asked(request, _subject, message, _options, device) {
    if (request !== 'WMIS.lookUp') return;
    tested();
    const right = hardwareIdsOf(world.surroundings, device, world.sims.store.look(device).card);
    const asked = (message as { hardwareIds: readonly string[] }).hardwareIds;
    if (asked.join(' ') !== right.join(' ')) broken(device, 'looks up hardware IDs that are not those of its SIM');
  },
  ended() {
    const { identity, group } = world.surroundings;
    const blocks = new Map<string, string>();
    for (let device = 0; device < world.devices; device++) {
      if (group(device).technology === 'cdma') continue;
      for (const card of cardsOf(world, device)) {
        const block = identity.imsi(device, card).slice(0, -2);
        const [, , id] = hardwareIdsOf(world.surroundings, device, card);
        if (blocks.has(block) ? blocks.get(block) !== id : [...blocks.values()].includes(id!))
          broken(device, `block ${block} has not the hardware ID ${id}`);
        blocks.set(block, id!);
      }
    }
  },
});

const oneAccountIdForEachSubscription: Law = (world, { broken, tested }) => ({
  ended() {
    const owners = new Map<string, string>();
    for (let device = 0; device < world.devices; device++) {
      const isCdma = world.surroundings.group(device).technology === 'cdma';
      for (const card of isCdma ? [0] : cardsOf(world, device)) {
        const id = networkAccountIdOf(world.surroundings, device, card);
        tested();
        if (id !== networkAccountIdOf(world.surroundings, device, card)) broken(device, 'another id for the same card');
        if (owners.has(id)) broken(device, `card ${card} has the id of ${owners.get(id)}`);
        owners.set(id, `device ${device}, card ${card}`);
      }
    }
  },
});

const linked = ['probing', 'connected', 'softDisconnecting'];

/** An interface as it is; one of which nothing has ever been said is as the routing has it. */
function interfaceAt(world: World, device: number, medium: Medium) {
  const record = world.connections.store.look(interfaceOf(device, medium));
  const wasUp = !record.known && isUp(world.routes.store.look(device).state, medium);
  return {
    state: wasUp ? ('connected' as const) : record.state,
    known: record.known,
    manual: record.manual,
    isLinked: wasUp || linked.includes(record.state),
    hasInternet: wasUp || (linked.includes(record.state) && record.level === 'internetAccess'),
  };
}

const hasInternet = (world: World, device: number): boolean =>
  media.some(medium => interfaceAt(world, device, medium).hasInternet);

/** Fetched with internet only; after a success not before eight days have passed, and then as soon as there is internet. */
const metadataInTime: Law = (world, { broken, tested }) => {
  const { recheck } = world.settings.microsoft.wmis;
  /** When the next check is due; undefined where nothing has succeeded for the present SIM. */
  const due = perDevice<number | undefined>(world, () => undefined);
  const succeeded = (device: number, _: number, at: number) => {
    due[device] = at + recheck;
  };
  const anew = (device: number) => {
    due[device] = undefined;
  };
  return {
    facts: {
      'service metadata.requested': (device, _, at) => {
        if (!hasInternet(world, device)) broken(device, 'asks without internet');
        if (due[device] !== undefined && at < due[device])
          broken(device, `asks ${due[device] - at} µs before the next check is due`);
        if (due[device] !== undefined) tested();
        due[device] = undefined;
      },
      'service metadata.fetched': succeeded,
      'service metadata.unchanged': succeeded,
      'service metadata.noMatch': succeeded,
      'service metadata.failed': anew,
      'service metadata.forgotten': anew,
      'mobile broadband service.identified': (device, card) => {
        if (card !== world.metadata.store.look(device).card) anew(device);
      },
    },
    looked(device) {
      const metadata = world.metadata.store.look(device);
      const isLate = due[device] !== undefined && world.simulation.now > due[device] + minutes(1);
      const mayAsk = metadata.online && metadata.identified && metadata.next !== undefined;
      if (isLate && mayAsk) broken(device, `no check since ${due[device]} µs`);
    },
  };
};

const noNewSessionWhileLettingGo: Law = (world, { broken, tested }) => ({
  settled(device) {
    for (const medium of media) {
      const { known, state } = world.connections.store.look(interfaceOf(device, medium));
      const carries = isUp(world.routes.store.look(device).state, medium);
      const should = state === 'probing' || state === 'connected';
      if (state === 'softDisconnecting') tested();
      if (known && carries !== should)
        broken(device, `${medium} is ${state}, and ${carries ? 'takes' : 'takes no'} traffic`);
    }
  },
  asked(request, _subject, _message, { over }, device) {
    const medium = media.find(one => world.surroundings.links[one] === over);
    if (medium === undefined || device >= world.devices) return;
    const states = media.map(one => interfaceAt(world, device, one).state);
    if (states[media.indexOf(medium)] === 'softDisconnecting') broken(device, `${request} over ${medium}`);
  },
});

/** Under policy 1, when nothing has happened to the connections for a while and the line carries nothing. */
const fewConnections: Law = (world, { broken, tested }) => {
  const lastChange = perDevice(world, () => 0);
  const changed = (subject: number, _: number, at: number) => {
    lastChange[deviceOfInterface(subject)] = at;
  };
  const names = ['connecting', 'connected', 'failed', 'levelChanged', 'softDisconnecting', 'disconnected', 'lost'];
  return {
    facts: Object.fromEntries(names.map(name => [`connection.${name}`, changed])),
    looked(device) {
      const { minimizeConnections } = world.surroundings.group(device);
      const isQuiet = world.simulation.now - lastChange[device]! > minutes(2);
      if (minimizeConnections !== 1 || !isQuiet || world.lines.store.look(device).rate > 0) return;
      const all = media.map(medium => ({ medium, ...interfaceAt(world, device, medium) }));
      if (all.some(({ known, state }) => !known || state === 'connecting' || state === 'probing')) return;
      const up = all.filter(({ isLinked }) => isLinked);
      const ranked = [
        ...up.filter(({ medium }) => medium === 'ethernet'),
        ...up.filter(({ medium, manual }) => medium !== 'ethernet' && manual),
        ...up.filter(({ medium, manual }) => medium !== 'ethernet' && !manual),
      ];
      const preferred = ranked.find(one => one.hasInternet) ?? ranked[0];
      if (up.length > 0) tested();
      for (const one of up)
        if (one.state === 'softDisconnecting' || (one.medium !== 'ethernet' && !one.manual && one !== preferred))
          broken(device, `${one.medium} is ${one.state} beside ${ranked.map(({ medium }) => medium).join(', ')}`);
    },
  };
};

/** By their numbers in the reference. */
export const deviceLaws: ReadonlyMap<number, Law> = new Map([
  [35, contextStandsOnWhatIsBelow],
  [36, lossGoesFromTheTop],
  [37, shortGapChangesNothing],
  [38, backOffGrows],
  [39, profilesInTurn],
  [40, byHandOnce],
  [41, appOnlyForLackOfAPlan],
  [46, connectedAndDisconnectedInTurn],
  [54, everyElementIsReported],
  [55, wlanProfilesAsTheFileSays],
  [56, highestLayerCounts],
  [57, hardwareIdsByBlock],
  [58, oneAccountIdForEachSubscription],
  [59, metadataInTime],
  [60, noNewSessionWhileLettingGo],
  [61, fewConnections],
]);

export interface Watched {
  readonly broken: readonly BrokenLaw[];
  /** How often each law was put to the test. */
  readonly tests: ReadonlyMap<number, number>;
  /** To be called when the run is over. */
  ends(): void;
}

/** How often each law is named at most. */
const namedMost = 5;
const looksEvery = minutes(10);
/** The longest run is looked at as often as a run of two days. */
const looksMost = days(2) / looksEvery;

export function watch(world: World, laws: ReadonlyMap<number, Law> = deviceLaws): Watched {
  const { simulation, assembly } = world;
  const broken: BrokenLaw[] = [];
  const tests = new Map<number, number>();
  const watchers = [...laws].map(([law, rule]) => {
    tests.set(law, 0);
    return rule(world, {
      broken: (device, what) => {
        if (broken.filter(one => one.law === law).length < namedMost)
          broken.push({ law, device, what, at: clockText(simulation.now) });
      },
      tested: () => tests.set(law, tests.get(law)! + 1),
    });
  });

  const touched = new Set<number>();
  const counts = new Set<number>();
  const { lines, usageManagers } = world;
  for (const name of ['carried', 'othersCarried', 'specialCarried'])
    simulation.facts.observe(`${lines.model.name}.${name}`, device => counts.add(device));
  for (const name of ['usageTold', 'reset', 'planDeleted'])
    simulation.facts.observe(`${usageManagers.model.name}.${name}`, device => counts.add(device));
  for (const { facts = {} } of watchers)
    for (const [name, see] of Object.entries(facts))
      simulation.facts.observe(name, subject => see(subject, simulation.facts.value[0]!, simulation.now));
  const ofDevice = new Set<string>(
    [world.modems, world.registrations, world.packetServices, world.contexts, world.controllers, world.broadband].map(
      ({ model }) => model.name,
    ),
  );
  simulation.facts.observeAll(({ name }, subject) => {
    const [model, , outcome] = name.split('.');
    if (outcome === 'censored') for (const { censored } of watchers) censored?.(name.slice(0, -'.censored'.length));
    if (outcome !== undefined) return;
    if (model === 'connection') touched.add(deviceOfInterface(subject));
    else if (ofDevice.has(model!)) touched.add(subject);
  });
  const settle = simulation.settle.bind(simulation);
  simulation.settle = () => {
    settle();
    for (const device of touched) for (const { settled } of watchers) settled?.(device);
    touched.clear();
    for (const device of counts) for (const { counted } of watchers) counted?.(device);
    counts.clear();
  };

  const { requests } = assembly;
  const [take, answer] = [requests.take.bind(requests), requests.answer.bind(requests)];
  requests.take = (kind, subject, from, entity, asker, message, options) => {
    const asked = { request: kind.name, subject, entity, message, options, at: simulation.now };
    for (const watcher of watchers) {
      watcher.asked?.(kind.name, subject, message, options, entity);
      watcher.sent?.(asked);
    }
    const witness = {
      settled(row: number) {
        const outcome = requests.outcomeOf(row);
        for (const { told } of watchers) told?.(asked, outcome, requests.codeOf(row), requests.answerOf(row));
        asker.settled(row);
      },
    };
    return take(kind, subject, from, entity, witness, message, options);
  };
  requests.answer = (row, what, ...rest) => {
    for (const { answered } of watchers)
      answered?.(requests.nameOf(row), requests.subjectOf(row), what, requests.messageOf(row));
    return answer(row, what, ...rest);
  };

  const lookAround = () => {
    for (let device = 0; device < world.devices; device++) for (const { looked } of watchers) looked?.(device);
  };
  const looks = simulation.operation('the watch looks', lookAround);
  const every = Math.max(looksEvery, Math.ceil(world.horizon / looksMost));
  for (let at = every; at < world.horizon; at += every) simulation.schedule(looks, 0, at);
  return {
    broken,
    tests,
    ends() {
      lookAround();
      for (const { ended } of watchers) ended?.();
    },
  };
}
