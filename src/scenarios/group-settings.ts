/** From a group of people and devices as one writes it to the settings that the models compute with. */
import type {
  EntryPointShares,
  entryPoints,
  FlyoutHabit,
  GroupSettings,
  LineShares,
  LoadSettings,
  LocalClock,
  UserSettings,
} from '../models/settings.ts';
import { days } from '../sim/index.ts';
import { deviceSettings } from './device-settings.ts';
import { hotspotVisitSettings } from './hotspot-settings.ts';
import { mindingSettings } from './metered-settings.ts';
import { readDuration } from './quantities.ts';
import type { Group, Operator } from './schema/scenario.ts';
import { sharesOf } from './shares.ts';
import { groupSharingSettings, specialAppSettings } from './sharing-settings.ts';

/** @param seller  the operator of the group, as written */
export function groupSettings(
  name: string,
  group: Group,
  seller: { name: string; written: Operator },
): Omit<GroupSettings, keyof LocalClock> {
  const { device, flyout, usage, user } = group;
  const { buysIn, ...habits } = user;
  return {
    name,
    operator: seller.name,
    count: group.count ?? 0,
    arrive: group.arrive,
    lines: group.line && lineShares(group.line),
    buys: group.buys,
    awake: group.awake,
    sim: group.load === undefined ? device.sim : 'hot',
    osRelease: releaseNumbers[device.osRelease] ?? Number(device.osRelease),
    ...deviceSettings(group),
    plan: planOf(group, seller.written),
    entryPoint: entryPointShares(group.entryPoint),
    otherProfiles: device.otherProfiles,
    ownProfile: device.ownProfile,
    buysInMobilePlans: isBuyerInMobilePlans(group.line === undefined ? device.sim : 'warm', buysIn, seller.written),
    flyout: group.load === undefined ? flyoutHabit(flyout) : { ...flyout.opens, perDay: 0 },
    load: group.load && loadSettings(group.load),
    lanDevice: group.lanDevice,
    managed: group.managed,
    activationCode: group.activationCode,
    accountView: group.accountView,
    usage: usage === 'none' || group.load !== undefined ? undefined : usage,
    usageEstimate: flyout.usageEstimate,
    family: group.family,
    ...mindingSettings(group),
    user: { ...habits, acceptsToast: toastShares(group.acceptsToast) },
    euicc: { ...device.euicc, faults: [] },
    messages: group.messages,
    sharing: groupSharingSettings(group),
    specialApps: specialAppSettings(group),
    ...(group.hotspots === undefined || group.load !== undefined ? {} : { hotspots: hotspotVisitSettings(group) }),
  };
}

/** Who is left over, and what is not named, has no line. */
function lineShares(written: NonNullable<Group['line']>): LineShares {
  const shares = sharesOf(written);
  return { active: shares.get('active') ?? 0, warm: shares.get('warm') ?? 0, cold: shares.get('cold') ?? 0 };
}

/** Releases that have no number for a name: year and month. */
const releaseNumbers: Readonly<Record<string, number>> = { '24H2': 2402 };

/** Groups name a plan by its key; the models know plans by the names that people read. */
function planOf({ plan }: Group, { plans = {} }: Operator): string | undefined {
  return plan === undefined ? undefined : (plans[plan]?.name ?? plan);
}

/** Who has a card buys where its operator sells; cold and hot cards buy in Mobile Plans only where the file says so. */
function isBuyerInMobilePlans(
  sim: Group['device']['sim'],
  buysIn: Group['user']['buysIn'],
  { cosa }: Operator,
): boolean {
  if (buysIn !== undefined) return buysIn === 'mobilePlans';
  return sim === 'warm' && cosa.supportDataMarketplace;
}

function entryPointShares(written: Group['entryPoint']): EntryPointShares {
  const shares = sharesOf(written ?? { app: 1 });
  const shareOf = (one: (typeof entryPoints)[number]) => shares.get(one) ?? 0;
  return { app: shareOf('app'), flyout: shareOf('flyout'), toast: shareOf('toast'), settings: shareOf('settings') };
}

/** `{ within 1 h: 45 %, within 1 day: 25 %, never: rest }`, the shortest time first; without it, all accept within a day. */
function toastShares(written: Group['acceptsToast']): UserSettings['acceptsToast'] {
  if (written === undefined) return [{ within: days(1), share: 1 }];
  return [...sharesOf(written)]
    .flatMap(([name, share]) => (name === 'never' ? [] : [{ within: readDuration(name.slice(6).trim()), share }]))
    .sort((a, b) => a.within - b.within);
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
