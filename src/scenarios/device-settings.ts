/**
 * From what a scenario says of the Windows device, and of what Windows knows of an operator, to the settings that the models
 * compute with.
 */
import type {
  AccessPointSettings,
  CosaSettings,
  GroupSettings,
  NetworkSettings,
  OperatorSettings,
  ProvisioningFileSettings,
  ServiceMetadataSettings,
} from '../models/settings.ts';
import { days } from '../sim/index.ts';
import { completeShares } from './distribution-words.ts';
import { fileText } from './measured-files.ts';
import { saleSteps } from './schema/sale.ts';
import type { Group, Operator } from './schema/scenario.ts';

/** The parts of an operator that only Windows devices outside of Mobile Plans meet. */
export const deviceSideOf = (
  { cosa, serviceMetadata, sale, provisioning }: Operator,
  accountHost: string,
): Pick<OperatorSettings, 'cosa' | 'serviceMetadata' | 'sale' | 'provisioningFile'> => ({
  cosa: cosaSettings(cosa, accountHost),
  serviceMetadata: serviceMetadataSettings(serviceMetadata),
  sale: {
    ...sale,
    steps: saleSteps.map(name => ({ name, ...sale.steps[name] })),
  },
  provisioningFile: provisioningFileSettings(provisioning.file),
});

function cosaSettings(cosa: Operator['cosa'], accountHost: string): CosaSettings {
  const { listed, behind, accountExperienceUrl, appId, supportDataMarketplace, brandingName, hotspot } = cosa;
  return {
    listed,
    behind,
    accountExperienceUrl: accountExperienceUrl ?? `https://${accountHost}/`,
    appId,
    supportDataMarketplace,
    roaming: numbered(cosa.roaming),
    useBrandingNameOnRoaming: numbered(cosa.useBrandingNameOnRoaming),
    brandingName,
    hotspot,
    accessPoints: accessPointsOf(cosa.accessPoints),
  };
}

function serviceMetadataSettings(metadata: Operator['serviceMetadata']): ServiceMetadataSettings {
  const { allowTethering, brandingName } = metadata;
  return { ...metadata, allowTethering, brandingName, accessPoints: accessPointsOf(metadata.accessPoints) };
}

/** By their order, those without one last, as they stand in the file where it does not decide. */
function accessPointsOf(points: Operator['cosa']['accessPoints']): readonly AccessPointSettings[] {
  return Object.entries(points ?? {})
    .map(([name, { accessString, order, purpose }]) => ({ name, accessString, order, purpose }))
    .sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || 0);
}

function provisioningFileSettings(file: Operator['provisioning']['file']): ProvisioningFileSettings {
  const { activation, delay, retryCount, retryInterval, signed, refreshAfter, from } = file;
  const { notifiesUsage, namesLimit, billingCycle } = file;
  return {
    activation,
    delay,
    retryCount,
    retryInterval,
    signed,
    notifiesUsage,
    namesLimit,
    billingCycle,
    refreshDays: refreshAfter === undefined ? undefined : refreshAfter / days(1),
    file: from === undefined ? undefined : fileText(from),
  };
}

export const contextRejectsOf = ({ contextRejects }: Operator['network']): NetworkSettings['contextRejects'] =>
  Object.entries(contextRejects).map(([cause, share]) => ({ cause: Number(cause), share }));

/** What a group says of its devices, and of where these are. */
export function deviceSettings({ device, network, coverage, online }: Group) {
  const { technology, form, preloaded, simPin, minimizeConnections, autoConnect, windowsSetup } = device;
  return {
    technology,
    form,
    preloaded,
    simPin,
    minimizeConnections: numbered(minimizeConnections),
    autoConnect,
    windowsSetup,
    ...waysOnline(online),
    faults: device.faults,
    coverageGaps: coverage && { perDay: coverage.gaps, lasts: coverage.lasts },
    roaming: network.roaming,
    partner: network.partner,
  } satisfies Partial<GroupSettings>;
}

/** Shares of `online` add up to 100 %, so each device has one way, or none; where nothing is said, all have Wi-Fi. */
function waysOnline(online: Group['online']): { wifi: number; hotspot: number; ethernet: number } {
  if (online === undefined) return { wifi: 1, hotspot: 0, ethernet: 0 };
  const names = (['wifi', 'hotspot', 'ethernet', 'none'] as const).filter(name => online[name] !== undefined);
  const shares = completeShares(names.map(name => online[name] as string));
  const shareOf = (name: 'wifi' | 'hotspot' | 'ethernet') => shares[names.indexOf(name)] ?? 0;
  return { wifi: shareOf('wifi'), hotspot: shareOf('hotspot'), ethernet: shareOf('ethernet') };
}

/** The number that a word of one digit is. */
function numbered<const Digit extends string>(digit: Digit): NumberOf<Digit> {
  return Number(digit) as NumberOf<Digit>;
}
type NumberOf<Digit extends string> = Digit extends `${infer N extends number}` ? N : never;
