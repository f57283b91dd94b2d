/** From a scenario as people write it to the settings that the models compute with. */
import type {
  ApiSettings,
  FlyoutHabit,
  GroupSettings,
  LoadSettings,
  LocalClock,
  OperatorSettings,
  ProviderFacts,
  WorldSettings,
} from '../models/settings.ts';
import type { Bytes, Distribution, Microseconds } from '../sim/index.ts';
import { completeShares } from './distribution-words.ts';
import { localClock, utcOfLocalTime } from './hours.ts';
import { fictionalProvider, type ProviderTable, readProvider } from './providers.ts';
import { documentedSteps } from './schema/portal.ts';
import type { Group, Operator, Scenario } from './schema/scenario.ts';
import { timelineOf } from './timeline.ts';

const seconds = (n: number) => (n * 1e6) as Microseconds;
const lognormal = (median: number, sigma: number): Distribution => ({ kind: 'lognormal', median, sigma });
const saleStep = (name: string) => ({ name, think: lognormal(seconds(20), 0.6), leaves: 0 });

/** What a scenario cannot say yet. */
const defaults = {
  cosa: {
    listed: true,
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
    size: 200_000 as Bytes,
    app: false,
    unreadable: 0,
    handlerNameMatches: true,
    appSize: 20_000_000 as Bytes,
    accessPoints: [],
    brandingName: undefined,
  },
  sale: {
    steps: ['choose', 'pay', 'confirm'].map(saleStep),
    page: seconds(1),
    paymentFails: 0,
    paymentTries: 2,
  },
  provisioningFile: {
    activation: 'none',
    delay: seconds(0),
    retryCount: 0,
    retryInterval: seconds(60),
    signed: true,
    file: undefined,
  },
  network: {
    coldAccess: 'rejected',
    coldCause: 2,
    serviceActivation: lognormal(seconds(30), 0.8),
    walledGardenPassesNcsi: false,
    contextRejects: [],
    t3396: seconds(720),
  },
  group: {
    technology: 'gsm',
    form: 'embedded',
    preloaded: 0,
    simPin: 0,
    ethernet: 0,
    minimizeConnections: 1,
    autoConnect: true,
    windowsSetup: false,
    coverageGaps: undefined,
    faults: { modem: 0, driver: 0, sim: 0 },
    roaming: 0,
    partner: 0,
  },
  user: {
    connectThink: lognormal(seconds(30), 0.6),
    pinThink: lognormal(seconds(10), 0.5),
    wrongPin: 0,
    phones: 0,
  },
  microsoft: {
    wmis: {
      answer: { kind: 'constant', value: seconds(0.5) },
      fails: 0,
      recheck: seconds(691_200),
      retry: seconds(21_600),
    },
    store: { queue: { kind: 'uniform', low: 0, high: seconds(300) }, fails: 0 },
  },
} as const;

/** Translates a scenario that has passed every check. */
export function worldSettings(
  scenario: Scenario,
  name: string,
  variant: string,
  providers: ProviderTable,
): WorldSettings {
  const { run } = scenario;
  const { overhead, fails, retryAfterScope, apiTimeout, retryAfter500 } = scenario.microsoft.service;
  const startUtc_ms = utcOfLocalTime(run.timeZone, run.start);
  if (startUtc_ms === undefined) throw new Error(`a start that ${run.timeZone} skips has passed the checks`);
  const horizon = (run.length + run.drain) as Microseconds;
  const clock = localClock(run.timeZone, startUtc_ms, horizon);
  const clockOf = ({ timeZone = run.timeZone }: Group): LocalClock =>
    timeZone === run.timeZone ? clock : localClock(timeZone, startUtc_ms, horizon);
  const operators = Object.entries(scenario.operators);
  const providerOf = ({ from }: Operator, operator: string): ProviderFacts =>
    from === undefined ? fictionalProvider(operator) : readProvider(from, providers);
  return {
    scenario: name,
    variant,
    seed: run.seed,
    replication: 0,
    startUtc_ms,
    ...clock,
    length: run.length,
    drain: run.drain,
    operators: operators.map(([operator, settings]) =>
      operatorSettings(operator, settings, providerOf(settings, operator)),
    ),
    microsoft: { overhead, fails, retryAfterScope, apiTimeout, retryAfter500, ...defaults.microsoft },
    links: run.links,
    groups: Object.entries(scenario.population).map(([group, settings]) => ({
      ...groupSettings(group, settings, operators[0][0]),
      ...clockOf(settings),
    })),
    timeline: timelineOf(scenario, startUtc_ms),
  };
}

function operatorSettings(name: string, operator: Operator, provider: ProviderFacts): OperatorSettings {
  const { plan, portal, smdp, network, provisioning, api, billing } = operator;
  const { host: portalHost, resources, resourceTime, loadFails, paymentFails, paymentTries, pageTimeout } = portal;
  const host = (role: string) => `${role}.${name.toLowerCase()}.example`;
  return {
    name,
    provider,
    plan: {
      name: plan.name,
      data: plan.data,
      lasts: plan.lasts,
      price: plan.price.amount,
      currency: plan.price.currency,
      postpaid: plan.postpaid,
    },
    portal: {
      host: portalHost ?? host('mobileplans'),
      steps: documentedSteps.map(name => ({
        name,
        think: portal.steps[name].think,
        leaves: portal.steps[name].leaves,
      })),
      resources,
      resourceTime,
      loadFails,
      paymentFails,
      paymentTries,
      pageTimeout,
    },
    smdp: {
      ...smdp,
      host: smdp.host ?? host('smdp'),
      refuses: Object.entries(smdp.refuses).map(([code, share]) => ({ code, share })),
    },
    network: {
      ...network,
      networkReady: provisioning.networkReady,
      backEndFails: provisioning.fails,
      ...defaults.network,
    },
    cosa: { ...defaults.cosa, accountExperienceUrl: `https://${host('account')}/` },
    serviceMetadata: defaults.serviceMetadata,
    sale: defaults.sale,
    provisioningFile: defaults.provisioningFile,
    api: apiSettings(api, host('api')),
    billing,
  };
}

function apiSettings(api: Operator['api'], host: string): ApiSettings {
  const { servers, queue, service, limit, retryAfter, errors, unknownIccids } = api;
  return { host: api.host ?? host, servers, queue, service, limit, retryAfter, errors, unknownIccids };
}

function groupSettings(name: string, group: Group, onlyOperator: string): Omit<GroupSettings, keyof LocalClock> {
  const { device, flyout, usage, user } = group;
  return {
    name,
    operator: group.operator ?? onlyOperator,
    count: group.count ?? 0,
    arrive: group.arrive,
    sim: group.load === undefined ? device.sim : 'hot',
    osRelease: Number(device.osRelease),
    wifi: wifiShare(group),
    ...defaults.group,
    flyout: group.load === undefined ? flyoutHabit(flyout) : { ...flyout.opens, perDay: 0 },
    load: group.load && loadSettings(group.load),
    usage: usage === 'none' || group.load !== undefined ? undefined : usage,
    user: { ...user, ...defaults.user },
    euicc: device.euicc,
  };
}

function flyoutHabit({ opens, sessions, opensPerSession, whenOffline }: Group['flyout']): FlyoutHabit {
  return sessions === undefined ? opens : { ...sessions, session: { ...opensPerSession, whenOffline } };
}

/** The shares of a mix add up to 100 %, so one of them says both. */
function loadSettings({ mix, ...load }: NonNullable<Group['load']>): LoadSettings {
  const { getBalance, placeOrder } = mix;
  if (typeof placeOrder === 'number') return { ...load, getBalance: 1 - placeOrder };
  return { ...load, getBalance: getBalance === 'rest' ? 1 : getBalance };
}

/** Shares of `online` add up to 100 %, so whoever has another way, or none, has no Wi-Fi. */
function wifiShare({ online }: Group): number {
  if (online === undefined) return 1;
  const names = (['wifi', 'hotspot', 'none'] as const).filter(name => online[name] !== undefined);
  const shares = completeShares(names.map(name => online[name] as string));
  return shares[names.indexOf('wifi')] ?? 0;
}
