/**
 * What PCs can learn of their operators, as texts and tables: the hardware IDs that WMIS knows, the provisioning files that
 * app and web site hand over, and the connection profiles that follow from what a device has at the moment. Made when first
 * asked for, so that a world whose devices never ask does not pay.
 */

import { megabytes } from '../../sim/index.ts';
import { balanceRule } from '../messages/balance-message.ts';
import { hardwareId } from '../messages/hardware-ids.ts';
import { hardwareIdsOf } from '../messages/of-device.ts';
import { planInForce } from '../messages/provisioning/applying.ts';
import { demonstrationRoot } from '../messages/provisioning/demonstration-ca.data.ts';
import { type FileSender, fileSenders, handOver, subscriberIds } from '../messages/provisioning/hand-over.ts';
import {
  type HotspotNetworks,
  hotspotNetworksOf,
  noNetworks,
  writtenHotspotProfiles,
} from '../messages/provisioning/hotspot-profiles.ts';
import {
  demonstrationOperatorNames,
  type OperatorFile,
  provisioningXml,
  signedProvisioningXml,
} from '../messages/provisioning/operator-files.ts';
import {
  type PreparedFile,
  ProvisionedStates,
  prepareProvisioningFile,
} from '../messages/provisioning/prepared-files.ts';
import type { UnixMilliseconds } from '../messages/provisioning/simple-types.ts';
import { hardwareIdRegister, type ServiceIdentifiers } from '../microsoft/hardware-id-register.ts';
import type { WmisSurroundings } from '../microsoft/wmis.ts';
import type { OperatorSettings, PlanDescription, TetheringPolicy, WorldSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { costTypeOf } from '../windows/connection-cost.ts';
import type { ConnectionProfile } from '../windows/connection-profile.ts';
import { cosaLayerOf, type Place } from '../windows/cosa-entry.ts';
import { type ProvisioningLayer, profilesOf, settingsOf } from '../windows/effective-settings.ts';
import { type MessageSurroundings, messageSurroundings } from '../windows/message-rules-at-hand.ts';
import type { ProvisioningSurroundings } from '../windows/provisioning-agent.ts';
import type { ServiceMetadataSurroundings } from '../windows/service-metadata.ts';

/** Which SIM a device holds at this moment, and what of its operator it has. */
export interface AtHand {
  card(device: number): number;
  matched(device: number): boolean;
  hasPackage(device: number): boolean;
  /** Whether Windows has read a package of the operator, be it from the image of the PC. */
  hasReadPackage(device: number): boolean;
  /** Where it is registered, as seen from its home network; at home while it is not. */
  place(device: number): Place;
  /** Number of what provisioning files have made of it. */
  provisioned(device: number): number;
}

export class OperatorKnowledge {
  private readonly given: Surroundings;
  private readonly at: AtHand;
  private register: ReadonlyMap<string, number> | undefined;
  private states: ProvisionedStates | undefined;
  private readonly plansByState = new Map<number, Omit<PlanDescription, 'costs'>>();
  private readonly networksByState = new Map<number, HotspotNetworks>();
  /** By operator number. */
  private readonly profilesByKey: Map<number, readonly ConnectionProfile[]>[] = [];

  constructor(given: Surroundings, at: AtHand) {
    this.given = given;
    this.at = at;
  }

  /** The connection profiles that the device's sources give at this moment. */
  profiles(device: number): readonly ConnectionProfile[] {
    const { given, at } = this;
    const operator = given.operatorOf(device);
    const { osRelease } = given.group(device);
    const [matched, metadata, provisioned] = [at.matched(device), at.hasPackage(device), at.provisioned(device)];
    const place = at.place(device);
    this.profilesByKey[operator] ??= new Map();
    const ofOperator = this.profilesByKey[operator];
    // HOT: whenever a controller looks for its next round. A number names the rest of what the profiles follow from.
    const sources = (provisioned * 4 + (matched ? 2 : 0) + (metadata ? 1 : 0)) * 3 + placeNumbers[place];
    const key = sources * 10_000 + osRelease;
    let profiles = ofOperator.get(key);
    if (profiles === undefined) {
      const layer = provisioned === 0 ? undefined : this.provisionedLayer(provisioned);
      profiles = profilesOf(given.operator(device), { osRelease, matched, metadata, provisioned: layer, place });
      ofOperator.set(key, profiles);
    }
    return profiles;
  }

  /** Whether the device may share its connection. */
  tethering(device: number): TetheringPolicy {
    const { given, at } = this;
    const operator = given.operator(device);
    if (operator.cosa.hotspot === undefined && operator.serviceMetadata.allowTethering === undefined) return 'always';
    const { osRelease } = given.group(device);
    const [matched, metadata] = [at.matched(device), at.hasReadPackage(device)];
    return settingsOf(operator, { osRelease, matched, metadata, provisioned: undefined }).tethering;
  }

  /**
   * What Windows was told of the plan. Assumption: on a device that no file has provisioned, the operator has told it some
   * other way.
   */
  planTold(device: number): Omit<PlanDescription, 'costs'> {
    const provisioned = this.at.provisioned(device);
    if (provisioned === 0) return this.given.plan(device);
    let told = this.plansByState.get(provisioned);
    if (told === undefined) {
      const described = planInForce(this.provisionedStates().at(provisioned))?.description;
      const maxTransfer = described?.maxTransferSizeInMegabytes;
      told = {
        maxTransfer: maxTransfer === undefined ? undefined : megabytes(maxTransfer),
        securityUpdatesExempt: described?.securityUpdatesExempt,
      };
      this.plansByState.set(provisioned, told);
    }
    return told;
  }

  /** The Wi-Fi profiles for hotspots that provisioning files have put on a device. */
  hotspotNetworks(device: number): HotspotNetworks {
    const provisioned = this.at.provisioned(device);
    if (provisioned === 0 || this.given.operator(device).hotspots === undefined) return noNetworks;
    let networks = this.networksByState.get(provisioned);
    if (networks === undefined) {
      networks = hotspotNetworksOf(this.provisionedStates().at(provisioned));
      this.networksByState.set(provisioned, networks);
    }
    return networks;
  }

  /** For the service metadata client and WMIS. */
  metadataSurroundings(): ServiceMetadataSurroundings & WmisSurroundings {
    const knowledge = this;
    return {
      ...this.given,
      hardwareIds: (device, card) => hardwareIdsOf(knowledge.given, device, card),
      get hardwareIdRegister() {
        knowledge.register ??= registerOf(knowledge.given.settings);
        return knowledge.register;
      },
    };
  }

  /** For the Provisioning Agent. */
  provisioningSurroundings(): ProvisioningSurroundings {
    const knowledge = this;
    const { given, at } = this;
    return {
      provisioning: {
        get states() {
          return knowledge.provisionedStates();
        },
        subscriberIds: device => subscriberIds(given, device, at.card(device)),
        wifiServiceRuns: () => true,
        osRelease: device => given.group(device).osRelease,
        refreshedFile: device => handOver(given, device, at.card(device), 'webSite'),
        pathOf: device => given.pathOf(device),
      },
    };
  }

  /** For whoever gets messages of the operator. */
  messageSurroundings(): MessageSurroundings {
    return messageSurroundings(
      this.given,
      device => this.at.provisioned(device),
      () => this.provisionedStates(),
    );
  }

  private provisionedStates(): ProvisionedStates {
    this.states ??= new ProvisionedStates(number => fileOf(this.given.settings, number));
    return this.states;
  }

  private provisionedLayer(number: number): ProvisioningLayer {
    const { defaultProfile, purchaseProfile, branding } = this.provisionedStates().at(number);
    const points = [
      { profile: defaultProfile, purpose: 'internet' as const },
      { profile: purchaseProfile, purpose: 'purchase' as const },
    ];
    return {
      accessPoints: points.flatMap(({ profile, purpose }) => {
        const accessString = profile?.context?.accessString;
        if (profile === undefined || accessString === undefined) return [];
        return [{ name: profile.name, accessString, order: 1, purpose }];
      }),
      brandingName: branding?.name,
    };
  }
}

const placeNumbers: Record<Place, number> = { home: 0, domestic: 1, international: 2 };

/** Assumption: each operator has registered its provider name, for GSM and for CDMA. */
function registerOf({ operators }: WorldSettings): ReadonlyMap<string, number> {
  const identifiers = operators.map(
    ({ provider }): ServiceIdentifiers => ({
      gsmProviderNames: [provider.name],
      cdmaProviderNames: [provider.name],
    }),
  );
  return hardwareIdRegister(identifiers, hardwareId);
}

/** The file that has that number by {@link fileNumber}, read and judged. */
function fileOf({ operators, startUtc_ms }: WorldSettings, number: number): PreparedFile {
  const operator = Math.floor(number / fileSenders.length);
  const sender = fileSenders[number % fileSenders.length]!;
  const settings = operators[operator]!;
  const xml = settings.provisioningFile.file ?? writtenFile(settings, { at: operator, sender, startUtc_ms });
  return preparedFile(xml, { operator, sender, startUtc_ms });
}

/** A file as the devices of an operator judge it, when this sender hands it over. */
export const preparedFile = (
  xml: string,
  { operator, sender, startUtc_ms }: { operator: number; sender: FileSender; startUtc_ms: number },
): PreparedFile =>
  prepareProvisioningFile(
    xml,
    { deliveredBy: sender === 'app' ? 'mobileBroadbandApp' : 'webSite', simOfProvider: true },
    {
      trust: { roots: [demonstrationRoot], now: startUtc_ms as UnixMilliseconds },
      listedCertificates: [demonstrationOperatorNames],
      carrierId: carrierIdOf(operator),
    },
  );

/** The app's file needs no signature; the web site's is signed unless the scenario says otherwise. */
function writtenFile(
  operator: OperatorSettings,
  { at, sender, startUtc_ms }: { at: number; sender: FileSender; startUtc_ms: number },
): string {
  const file = operatorFileOf(operator, at, startUtc_ms);
  return sender === 'webSite' && operator.provisioningFile.signed ? signedProvisioningXml(file) : provisioningXml(file);
}

function operatorFileOf(operator: OperatorSettings, at: number, startUtc_ms: number): OperatorFile {
  const { plan, provisioningFile, provider, messages, hotspots } = operator;
  const { activation, delay, retryCount, retryInterval, refreshDays, notifiesUsage, billingCycle } = provisioningFile;
  const internet = cosaLayerOf(operator).accessPoints?.find(({ purpose }) => purpose === 'internet');
  const megabytes = provisioningFile.namesLimit === false ? 0 : Math.floor(plan.data / 1e6);
  const maxTransfer = Math.ceil((plan.maxTransfer ?? 0) / 1e6);
  return {
    carrierId: carrierIdOf(at),
    subscriberId: '0',
    profileName: provider.name.slice(0, longestProfileName).trim(),
    accessString: internet?.accessString ?? 'internet',
    plan: {
      name: plan.name,
      type: costTypeOf[plan.costs ?? 'fixed'],
      ...(megabytes === 0 ? {} : { limitMegabytes: megabytes }),
      ...(notifiesUsage ? { notifiesUsage } : {}),
      ...(maxTransfer === 0 ? {} : { maxTransferMegabytes: maxTransfer }),
      ...(plan.securityUpdatesExempt ? { securityUpdatesExempt: true } : {}),
      ...(billingCycle === undefined
        ? {}
        : {
            cycle: {
              start: startUtc_ms as UnixMilliseconds,
              duration: { months: 0, time: plan.lasts },
              resets: billingCycle === 'resets',
            },
          }),
    },
    ...(messages === undefined ? {} : { userSms: messages.userSms }),
    ...(messages === undefined || messages.rule === 'none'
      ? {}
      : { messageRules: [balanceRule(messages.sender, messages.rule === 'silent')] }),
    ...(hotspots === undefined ? {} : { wlanProfiles: writtenHotspotProfiles(hotspots, operator.name) }),
    ...(refreshDays === undefined
      ? {}
      : { refresh: { delayInDays: refreshDays, url: `https://refresh.${operator.name.toLowerCase()}.example/` } }),
    ...(activation === 'none'
      ? {}
      : {
          activation: {
            method: activation,
            delay,
            retryCount,
            retryInterval,
            ...(activation === 'serviceActivation' ? { carrierSpecificData: dialToActivate } : {}),
          },
        }),
  };
}

/** Of a profile in a provisioning file. */
const longestProfileName = 64;

/** `*228`, the number that CDMA devices dial to be activated, as Base64. */
const dialToActivate = 'KjIyOA==';

/** Assumption: operators of a world number their GUIDs. */
const carrierIdOf = (operator: number): string => `{00000000-0000-4000-8000-${String(operator + 1).padStart(12, '0')}}`;
