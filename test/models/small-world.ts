/**
 * Small worlds for the tests: settings in which every time is a constant, so that a test can say to the microsecond when
 * something happens, and nothing fails unless the test says so.
 *
 *     settingsWith({ operator: { portal: { loadFails: 1 } } })      one operator, one group, one change
 *     buy({ operator: { smdp: { silent: 1 } } })                    one buyer, from the first click to the end
 */
import type {
  GroupSettings,
  OperatorSettings,
  PortalStep,
  TierSettings,
  WorldSettings,
} from '../../src/models/settings.ts';
import type { Surroundings } from '../../src/models/surroundings.ts';
import { World, type WorldOptions } from '../../src/models/world.ts';
import type { Distribution } from '../../src/sim/distributions.ts';
import type { Cents, Microseconds } from '../../src/sim/index.ts';
import { bytes, days, hours, kilobytes, megabytes, milliseconds, minutes, seconds } from '../../src/sim/units.ts';

export const always = (value: number): Distribution => ({ kind: 'constant', value });

/** Some settings of a whole; a distribution or a list is replaced as one. */
export type Change<T> = T extends number | string | boolean | readonly unknown[] | Distribution
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Change<T[K]> }
    : T;

/** The whole with the change made. */
const changed = <T>(whole: T, change: Change<NoInfer<T>> | undefined): T => merged(whole, change) as T;

function merged(whole: unknown, change: unknown): unknown {
  if (change === undefined) return whole;
  if (!isSettings(whole) || !isSettings(change)) return change;
  const parts = Object.entries(change).map(([name, part]) => [name, merged(whole[name], part)]);
  return { ...whole, ...Object.fromEntries(parts) };
}

const isSettings = (part: unknown): part is Record<string, unknown> =>
  typeof part === 'object' && part !== null && !Array.isArray(part) && !('kind' in part);

export const evenly: readonly number[] = Array.from({ length: 24 }, () => 1);
const step = (name: string) => ({ name, think: always(seconds(20)), leaves: 0 });

/** A step of a portal; what the test does not say is as it is at a step where nothing happens. */
export const portalStep = (name: string, next: string, more: Partial<PortalStep> = {}): PortalStep => ({
  name,
  page: { resources: 5, bytes: bytes(0) },
  calls: [],
  think: always(seconds(20)),
  leaves: 0,
  goesBack: 0,
  closesLid: 0,
  order: undefined,
  callback: undefined,
  withIccid: false,
  downloadDelay: undefined,
  networkRegistrationInterval: undefined,
  then: [{ to: next, share: 1 }],
  branches: [],
  end: undefined,
  ...more,
});

/** A tier of the back end that is outside, takes no time and always succeeds. */
export const tier = (name: string, more: Partial<TierSettings> = {}): TierSettings => ({
  name,
  servers: undefined,
  threads: 1,
  queue: Infinity,
  connections: undefined,
  outside: true,
  service: always(0),
  results: [],
  timeout: undefined,
  retries: undefined,
  breaker: undefined,
  limit: undefined,
  over: { status: 429, retryAfter: undefined },
  downloadFails: 0,
  cache: undefined,
  ...more,
});

/** The payment provider: declines so large a share of the charges. */
export const payment = (declined = 0): TierSettings =>
  tier('payment', {
    service: always(milliseconds(100)),
    results: declined > 0 ? [{ name: 'declined', share: declined }] : [],
  });

export const contoso: OperatorSettings = {
  name: 'contoso',
  provider: {
    country: 'de',
    name: 'Contoso',
    networks: [{ mcc: '999', mnc: '01' }],
    apns: [{ name: 'internet.contoso', usage: 'internet' }],
    balanceCode: undefined,
  },
  cosa: {
    listed: true,
    accountExperienceUrl: 'https://account.contoso.example/',
    appId: undefined,
    supportDataMarketplace: true,
    roaming: 1,
    useBrandingNameOnRoaming: 0,
    brandingName: undefined,
    accessPoints: [],
    behind: 0,
  },
  serviceMetadata: {
    published: false,
    size: kilobytes(200),
    app: false,
    unreadable: 0,
    handlerNameMatches: true,
    appSize: megabytes(20),
    accessPoints: [],
    brandingName: undefined,
  },
  sale: { steps: ['choose', 'pay', 'confirm'].map(step), page: seconds(1), paymentFails: 0, paymentTries: 2 },
  provisioningFile: {
    activation: 'none',
    delay: 0 as Microseconds,
    retryCount: 0,
    retryInterval: minutes(1),
    signed: true,
    refreshDays: undefined,
    file: undefined,
  },
  plan: {
    name: '200 MB for 24 hours',
    data: megabytes(200),
    lasts: hours(24),
    price: 499 as Cents,
    currency: 'EUR',
    postpaid: false,
  },
  portal: {
    host: 'portal.contoso.example',
    callbackHost: 'portal.contoso.example',
    activationCode: 'plain',
    cdn: undefined,
    steps: [
      portalStep('sign-in', 'pick'),
      portalStep('pick', 'pay'),
      portalStep('pay', 'confirm', {
        calls: [{ tier: 'payment', call: 'charge' }],
        branches: [{ outcome: 'declined', to: 'pay', atMost: 1 }],
      }),
      portalStep('confirm', 'done', { order: 'bySim', callback: 'notifyProfileDownload' }),
    ],
    patience: undefined,
    resourceTime: milliseconds(100),
    loadFails: 0,
    pageTimeout: seconds(30),
    errorPage: { triesAgain: 0, think: always(seconds(10)) },
    leavesBy: { cancel: 0, exit: 0 },
    staysAfterAll: 0,
  },
  gateway: { templates: [{ id: '0', share: 1, leaves: 0 }], offersFail: 0, unknownTemplate: 0 },
  walledGarden: { missing: [], added: [] },
  stock: undefined,
  backEnd: { tiers: [payment()], paths: {}, afterClientTimeout: 'keepsWorking' },
  otherPlans: [],
  smdp: {
    host: 'smdp.contoso.example',
    servers: 16,
    queue: 1000,
    service: always(milliseconds(50)),
    order: always(seconds(1)),
    initiateAuthentication: always(seconds(1.55)),
    authenticateClient: always(seconds(0.44)),
    getBoundProfilePackage: always(seconds(1.33)),
    handleNotification: always(seconds(0.33)),
    orderFails: 0,
    refuses: [],
    silent: 0,
    timeout: seconds(30),
    maxDownloadAttempts: 5,
    orderExpiry: days(30),
    profileReady: undefined,
    bindsEid: true,
    afterDeletion: 'unavailable',
  },
  network: {
    registration: always(seconds(3)),
    rejectsRetryable: 0,
    rejectsForGood: 0,
    t3411: seconds(10),
    t3402: minutes(12),
    attempts: 5,
    networkReady: always(0),
    backEndFails: 0,
    reauthenticates: true,
    attach: always(0),
    pdpActivation: always(seconds(2.5)),
    coldAccess: 'rejected',
    coldCause: 2,
    serviceActivation: always(seconds(30)),
    walledGardenPassesNcsi: false,
    contextRejects: [],
    t3396: minutes(12),
  },
  api: {
    host: 'api.contoso.example',
    servers: 4,
    queue: 200,
    service: always(milliseconds(120)),
    limit: undefined,
    retryAfter: seconds(30),
    errors: 0,
    unknownIccids: 0,
    excluded: 0,
    certificate: 'valid',
    credentials: 'none',
    strictLocation: false,
    clientTimeout: undefined,
  },
  billing: { lag: always(minutes(10)), slice: megabytes(10) },
};

/** Card times of the published download log. */
export const people: GroupSettings = {
  name: 'people',
  operator: 'contoso',
  count: 1,
  arrive: undefined,
  sim: 'esim',
  osRelease: 1903,
  technology: 'gsm',
  form: 'embedded',
  preloaded: 0,
  simPin: 0,
  wifi: 1,
  ethernet: 0,
  hotspot: 0,
  plan: undefined,
  entryPoint: { app: 1, flyout: 0, toast: 0, settings: 0 },
  otherProfiles: 0,
  ownProfile: false,
  buysInMobilePlans: false,
  minimizeConnections: 1,
  autoConnect: true,
  windowsSetup: false,
  coverageGaps: undefined,
  faults: { modem: 0, driver: 0, sim: 0 },
  roaming: 0,
  partner: 0,
  flyout: { perDay: 0, weights: evenly },
  load: undefined,
  lanDevice: undefined,
  usage: undefined,
  user: {
    gatewayThink: always(seconds(20)),
    flyoutThink: always(seconds(30)),
    patience: always(minutes(60)),
    connectThink: always(seconds(30)),
    pinThink: always(seconds(10)),
    wrongPin: 0,
    phones: 0,
    acceptsToast: [{ within: hours(1), share: 1 }],
    comesBack: 0,
    comesBackAfter: always(minutes(10)),
    topsUp: 0,
    topsUpAfter: always(minutes(10)),
  },
  euicc: {
    challenge: always(seconds(0.04)),
    info: always(seconds(0.03)),
    authenticateServer: always(seconds(1.15)),
    consent: always(seconds(1.56)),
    prepareDownload: always(seconds(3.26)),
    loadProfile: always(seconds(16.84)),
    enable: always(seconds(0.83)),
    removeNotification: always(seconds(0.93)),
    memory: bytes(899_584),
    profileSize: kilobytes(60),
    loadFails: 0,
    faults: [],
    lpaTries: 3,
    lpaWait: minutes(10),
  },
  utcOffset: 0 as Microseconds,
};

const still: WorldSettings = {
  scenario: 'small world',
  variant: 'baseline',
  seed: 1,
  replication: 0,
  startUtc_ms: Date.UTC(2019, 8, 2),
  utcOffset: 0 as Microseconds,
  length: days(1),
  drain: 0 as Microseconds,
  operators: [contoso],
  microsoft: {
    overhead: milliseconds(50),
    fails: 0,
    retryAfterScope: 'sim',
    apiTimeout: seconds(5),
    retryAfter500: seconds(1),
    balanceCache: 0 as Microseconds,
    environment: 'production',
    monitoring: undefined,
    wmis: { answer: always(seconds(0.5)), fails: 0, recheck: days(8), retry: hours(6) },
    store: { queue: always(0), fails: 0 },
  },
  links: {
    rttWifi: milliseconds(30),
    rttCellular: milliseconds(60),
    rttHotspot: milliseconds(60),
    rateWifi: 50e6,
    rateCellular: 20e6,
    loss: 0,
  },
  groups: [people],
  timeline: [],
};

/** What a test changes: of the world, of its one operator, of its one group. */
export type WorldChange = Change<Omit<WorldSettings, 'operators' | 'groups'>> & {
  readonly operator?: Change<OperatorSettings>;
  readonly group?: Change<GroupSettings>;
  readonly groups?: readonly GroupSettings[];
  readonly operators?: readonly OperatorSettings[];
};

export function settingsWith({ operator, group, groups, operators, ...rest }: WorldChange = {}): WorldSettings {
  return {
    ...changed(still, rest as Change<WorldSettings>),
    operators: operators ?? [changed(contoso, operator)],
    groups: groups ?? [changed(people, group)],
  };
}

export interface ToldFact {
  at: Microseconds;
  name: string;
  subject: number;
  value: number;
}

/** A world that writes down every fact, before anything has happened in it. */
export function worldOf(settings: WorldSettings, options: WorldOptions = { strict: true }) {
  const world = new World(settings, options);
  const { facts, clock } = world.simulation;
  const told: ToldFact[] = [];
  facts.observeAll((fact, subject) => {
    told.push({ at: clock[0] as Microseconds, name: fact.name, subject, value: facts.value[0]! });
  });
  return { world, told };
}

/** Times to the microsecond, written in seconds. */
export const inSeconds = (time: number): number => time / 1e6;

const ends = ['purchase.done', 'purchase.abandoned', 'purchase.failed'];

/** Lets device 0 buy, alone in the world, and answers what happened until the end of the run. */
export function buy(change: WorldChange = {}) {
  const { world, told } = worldOf(settingsWith(change));
  world.assembly.tell(world.users, 'arrives', 0);
  world.advance();
  const { flows, requests } = world.assembly;
  const open = { flows: flows.alive, requests: requests.open };
  world.end();
  const end = told.findLast(({ name }) => ends.includes(name));
  const named = (name: string) => told.filter(fact => fact.name === name);
  return {
    world,
    told,
    named,
    /** What was still under way when the run ended. */
    open,
    /** Facts told after the purchase had ended. */
    afterwards: end === undefined ? [] : told.slice(told.indexOf(end) + 1).map(({ name }) => name),
    purchase: world.purchases.store.snapshot(0),
    line: world.lines.store.snapshot(0),
    ledger: world.ledgers.store.snapshot(0),
    profile: world.profiles.store.snapshot(0),
    card: world.cards.store.snapshot(0),
    modem: world.modems.store.snapshot(0),
    registration: world.registrations.store.snapshot(0),
    /** How far up the connection stands. */
    radio: {
      registration: world.registrations.store.look(0).state,
      packetService: world.packetServices.store.look(0).state,
      context: world.contexts.store.look(0).state,
    },
    portal: world.portals.store.snapshot(0),
    /** The facts of the purchase itself, without their model's name. */
    milestones: told.filter(({ name }) => name.startsWith('purchase.')).map(({ name }) => name.slice(9)),
    /** When the first fact of that name was told, in seconds. */
    time: (name: string): number | undefined => {
      const at = named(name)[0]?.at;
      return at === undefined ? undefined : inSeconds(at);
    },
  };
}

/** The surroundings of a world with these settings, for a model that is tested alone. */
export const surroundingsOf = (change: WorldChange = {}): Surroundings => {
  const { surroundings } = new World(settingsWith(change));
  return { ...surroundings, apiServers: [], smdpServers: [], backEnds: [] };
};
