/** From a scenario as people write it to the settings that the models compute with. */
import type {
  FlyoutHabit,
  GroupSettings,
  LoadSettings,
  LocalClock,
  OperatorSettings,
  ProviderFacts,
  WorldSettings,
} from '../models/settings.ts';
import type { Microseconds } from '../sim/index.ts';
import { completeShares } from './distribution-words.ts';
import { localClock, utcOfLocalTime } from './hours.ts';
import { fictionalProvider, type ProviderTable, readProvider } from './providers.ts';
import type { Group, Operator, Scenario } from './schema/scenario.ts';

/** Translates a scenario that has passed every check. */
export function worldSettings(
  scenario: Scenario,
  name: string,
  variant: string,
  providers: ProviderTable,
): WorldSettings {
  const { run } = scenario;
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
    microsoft: scenario.microsoft.service,
    links: run.links,
    groups: Object.entries(scenario.population).map(([group, settings]) => ({
      ...groupSettings(group, settings, operators[0][0]),
      ...clockOf(settings),
    })),
    timeline: [],
  };
}

function operatorSettings(name: string, operator: Operator, provider: ProviderFacts): OperatorSettings {
  const { plan, portal, smdp, network, api, billing } = operator;
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
    },
    portal: {
      ...portal,
      host: portal.host ?? host('mobileplans'),
      steps: Object.entries(portal.steps).map(([step, settings]) => ({ name: step, ...settings })),
    },
    smdp: {
      ...smdp,
      host: smdp.host ?? host('smdp'),
      refuses: Object.entries(smdp.refuses).map(([code, share]) => ({ code, share })),
    },
    network,
    api: { ...api, host: api.host ?? host('api') },
    billing,
  };
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
    flyout: group.load === undefined ? flyoutHabit(flyout) : { ...flyout.opens, perDay: 0 },
    load: group.load && loadSettings(group.load),
    usage: usage === 'none' || group.load !== undefined ? undefined : usage,
    user,
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

/** Shares of `online` add up to 100 %, so what is not without internet has Wi-Fi. */
function wifiShare({ online }: Group): number {
  if (online === undefined) return 1;
  const names = (['wifi', 'none'] as const).filter(name => online[name] !== undefined);
  const shares = completeShares(names.map(name => online[name] as string));
  const wifi = names.indexOf('wifi');
  return wifi >= 0 ? shares[wifi] : 1 - shares[0];
}
