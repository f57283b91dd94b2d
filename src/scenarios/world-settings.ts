/** From a scenario as people write it to the settings that the models compute with. */
import type {
  ApiSettings,
  FlyoutHabit,
  GroupSettings,
  LoadSettings,
  LocalClock,
  OperatorSettings,
  PortalStep,
  ProviderFacts,
  TierSettings,
  WorldSettings,
} from '../models/settings.ts';
import type { Bytes, Microseconds } from '../sim/index.ts';
import { contextRejectsOf, deviceSettings, deviceSideOf } from './device-settings.ts';
import { localClock, utcOfLocalTime } from './hours.ts';
import { fictionalProvider, type ProviderTable, readProvider } from './providers.ts';
import { documentedSteps } from './schema/portal.ts';
import type { Group, Operator, Scenario } from './schema/scenario.ts';
import { timelineOf } from './timeline.ts';

/** Translates a scenario that has passed every check. */
export function worldSettings(
  scenario: Scenario,
  name: string,
  variant: string,
  providers: ProviderTable,
): WorldSettings {
  const { run } = scenario;
  const { service, wmis, store } = scenario.microsoft;
  const { overhead, fails, retryAfterScope, apiTimeout, retryAfter500 } = service;
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
    microsoft: {
      overhead,
      fails,
      retryAfterScope,
      apiTimeout,
      retryAfter500,
      balanceCache: 0 as Microseconds,
      environment: 'production',
      monitoring: undefined,
      wmis,
      store,
    },
    links: { ...run.links, rttHotspot: run.links.rttWifi, rateWifi: Infinity, rateCellular: Infinity },
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
    otherPlans: [],
    portal: {
      host: portalHost ?? host('mobileplans'),
      callbackHost: portalHost ?? host('mobileplans'),
      activationCode: 'plain',
      cdn: undefined,
      steps: documentedSteps.map((name, at): PortalStep => {
        const isLast = at === documentedSteps.length - 1;
        return {
          name,
          page: { resources, bytes: 0 as Bytes },
          calls: name === 'pay' ? [{ tier: 'payment', call: 'charge' }] : [],
          think: portal.steps[name].think,
          leaves: portal.steps[name].leaves,
          goesBack: 0,
          closesLid: 0,
          order: isLast ? 'esim' : undefined,
          callback: isLast ? 'notifyProfileDownload' : undefined,
          withIccid: false,
          downloadDelay: undefined,
          networkRegistrationInterval: undefined,
          then: [{ to: documentedSteps[at + 1] ?? 'done', share: 1 }],
          branches:
            name === 'pay' && paymentTries > 1 ? [{ outcome: 'declined', to: 'pay', atMost: paymentTries - 1 }] : [],
          end: undefined,
        };
      }),
      patience: undefined,
      resourceTime,
      loadFails,
      pageTimeout,
      errorPage: { triesAgain: 0, think: { kind: 'constant', value: 0 } },
      leavesBy: { cancel: 0, exit: 0 },
      staysAfterAll: 0,
    },
    gateway: { templates: [{ id: '0', share: 1, leaves: 0 }], offersFail: 0, unknownTemplate: 0 },
    walledGarden: { missing: [], added: [] },
    stock: undefined,
    backEnd: { tiers: [paymentTier(resourceTime, paymentFails)], paths: {}, afterClientTimeout: 'keepsWorking' },
    smdp: {
      ...smdp,
      host: smdp.host ?? host('smdp'),
      refuses: Object.entries(smdp.refuses).map(([code, share]) => ({ code, share })),
      profileReady: undefined,
      bindsEid: true,
      afterDeletion: 'unavailable',
    },
    network: {
      ...network,
      networkReady: provisioning.networkReady,
      backEndFails: provisioning.fails,
      contextRejects: contextRejectsOf(network),
    },
    ...deviceSideOf(operator, host('account')),
    api: apiSettings(api, host('api')),
    billing,
  };
}

function apiSettings(api: Operator['api'], host: string): ApiSettings {
  const { servers, queue, service, limit, retryAfter, errors, unknownIccids } = api;
  return {
    host: api.host ?? host,
    servers,
    queue,
    service,
    limit,
    retryAfter,
    errors,
    unknownIccids,
    excluded: 0,
    certificate: 'valid',
    credentials: 'none',
    strictLocation: false,
    clientTimeout: undefined,
  };
}

/** The payment provider of the documented walk: outside, with the card declined now and then. */
const paymentTier = (time: Microseconds, declines: number): TierSettings => ({
  name: 'payment',
  servers: undefined,
  threads: 1,
  queue: Infinity,
  connections: undefined,
  outside: true,
  service: { kind: 'constant', value: time },
  results: declines > 0 ? [{ name: 'declined', share: declines }] : [],
  timeout: undefined,
  retries: undefined,
  breaker: undefined,
  limit: undefined,
  over: { status: 429, retryAfter: undefined },
  downloadFails: 0,
  cache: undefined,
});

function groupSettings(name: string, group: Group, onlyOperator: string): Omit<GroupSettings, keyof LocalClock> {
  const { device, flyout, usage, user } = group;
  return {
    name,
    operator: group.operator ?? onlyOperator,
    count: group.count ?? 0,
    arrive: group.arrive,
    sim: group.load === undefined ? device.sim : 'hot',
    osRelease: Number(device.osRelease),
    ...deviceSettings(group),
    flyout: group.load === undefined ? flyoutHabit(flyout) : { ...flyout.opens, perDay: 0 },
    load: group.load && loadSettings(group.load),
    usage: usage === 'none' || group.load !== undefined ? undefined : usage,
    user: {
      ...user,
      acceptsToast: [{ within: (24 * 3600e6) as Microseconds, share: 1 }],
      comesBack: 0,
      comesBackAfter: { kind: 'constant', value: 0 },
      topsUp: 0,
      topsUpAfter: { kind: 'constant', value: 0 },
    },
    euicc: device.euicc,
    hotspot: 0,
    plan: undefined,
    entryPoint: { app: 1, flyout: 0, toast: 0, settings: 0 },
    otherProfiles: 0,
    ownProfile: false,
    buysInMobilePlans: false,
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
