/** Everything that can be set about one group of devices or people, or of load agents. */
import type { Microseconds } from '../../sim/index.ts';
import type { AccountViewSettings } from './account-view.ts';
import type { DailyRate, LocalClock, OpenHours } from './clock.ts';
import type { SpecialConnectionApp } from './contexts.ts';
import type { CoverageGaps, DeviceFaults, EuiccSettings, SimKind } from './device.ts';
import type { CodeActivationSettings, ManagementSettings } from './esim-management.ts';
import type { FamilySettings } from './family.ts';
import type { HotspotVisitSettings } from './hotspots.ts';
import type { LanDeviceSettings } from './lan-device.ts';
import type { LineShares } from './lines.ts';
import type { DeviceMessageSettings } from './messages.ts';
import type { AppSettings, TravelSettings, UpdateSettings, VideoSettings, WarningSettings } from './metered.ts';
import type { EntryPointShares, FlyoutHabit, UsageSettings, UserSettings } from './people.ts';
import type { SharingSettings } from './sharing.ts';

/** A load generator that asks the operator API at a fixed rate, whether or not it still waits for answers. */
export interface LoadSettings {
  /** Requests per second of all agents together. */
  rate: number;
  /** Evenly spaced, or at random like the arrivals of a Poisson process. */
  pacing: 'even' | 'random';
  /** The lines it asks about, each known to the operator and with a plan. */
  iccids: number;
  /** Share of the requests that ask for a balance; the rest place orders. */
  getBalance: number;
  /** How long an agent waits for an answer. */
  timeout: Microseconds;
}

export interface GroupSettings extends LocalClock {
  name: string;
  operator: string;
  /** Devices present from the start, or people who come during the run: exactly one of the two. With `load`, agents. */
  count: number;
  arrive: DailyRate | undefined;
  /** Lines of several kinds; where it is left out, all have that of `sim`. */
  lines?: LineShares | undefined;
  /** Purchases of the whole group, by its devices without an active line; where it is left out, all of these buy at once. */
  buys?: DailyRate | undefined;
  /** Hours in which lids are open, with mean 1 over a week; open all the time where it is left out. */
  awake?: OpenHours | undefined;
  sim: SimKind;
  osRelease: number;
  /** How the device meets its operator: GSM family with a SIM, or CDMA with the identity in the modem. */
  technology: 'gsm' | 'cdma';
  /** Part of the PC, or a USB dongle that is plugged in when its owner comes. */
  form: 'embedded' | 'usb';
  /** Share of PCs whose maker has put the app and the service metadata on the image. */
  preloaded: number;
  /** Share of SIMs that ask for a PIN. */
  simPin: number;
  /** Share of devices with Wi-Fi to buy over; the rest has no internet until the plan works. */
  wifi: number;
  /** Share of devices on Ethernet. */
  ethernet: number;
  /** Share of devices on somebody's hotspot: a plain internet path, slower than Wi-Fi at home. */
  hotspot: number;
  /** Name of the plan that the group buys or has; undefined for the operator's first. */
  plan: string | undefined;
  entryPoint: EntryPointShares;
  /** Profiles of other operators on the eUICC from the start, the first of them enabled. */
  otherProfiles: number;
  /** Whether a profile of this operator is on the eUICC already, disabled: `notifyBalanceAddition` with its ICCID enables it. */
  ownProfile: boolean;
  /** Whether people whose SIM is warm buy through the Mobile Plans app, or by the operator's own ways. */
  buysInMobilePlans: boolean;
  /** fMinimizeConnections. */
  minimizeConnections: 0 | 1 | 2 | 3;
  /** Whether Windows connects to mobile broadband by itself once it knows the network; otherwise the user clicks Connect. */
  autoConnect: boolean;
  /** People of this group sit before the network page of Windows Setup. */
  windowsSetup: boolean;
  /** So many gaps in the coverage of a device each day, each so long; undefined for none. */
  coverageGaps: CoverageGaps | undefined;
  faults: DeviceFaults;
  /** Shares of registrations abroad, and on the network of a partner; the rest is at home. */
  roaming: number;
  partner: number;
  flyout: FlyoutHabit;
  /** What the user has chosen for the usage estimate of mobile broadband; Windows decides where it is left out. */
  usageEstimate?: 'shown' | 'hidden' | undefined;
  /** Given for a group of load agents, who have no devices and do nothing else. */
  load: LoadSettings | undefined;
  /** What stands on the network at home besides the PC; undefined for nothing. */
  lanDevice: LanDeviceSettings | undefined;
  /** eSIM profiles by an enterprise, and what it forbids; undefined for PCs that nobody manages. */
  managed?: ManagementSettings | undefined;
  /** An activation code that people have from elsewhere. */
  activationCode?: CodeActivationSettings | undefined;
  /** Who clicks "View my account"; nobody without it. */
  accountView?: AccountViewSettings | undefined;
  usage: UsageSettings | undefined;
  /** Other devices that share the plan of each line; none where it is left out. */
  family?: FamilySettings | undefined;
  /** Places with Wi-Fi that people go to; undefined for people who stay where they are. */
  hotspots?: HotspotVisitSettings | undefined;
  /** What Windows Update and apps download, videos, journeys, and what warnings do; each undefined for nothing of it. */
  updates?: UpdateSettings | undefined;
  apps?: AppSettings | undefined;
  video?: VideoSettings | undefined;
  travels?: TravelSettings | undefined;
  warnings?: WarningSettings | undefined;
  user: UserSettings;
  euicc: EuiccSettings;
  /** What the PCs do with messages; as usual where it is left out. */
  messages?: DeviceMessageSettings | undefined;
  /** How people share the connection with other devices; nobody does, where it is left out. */
  sharing?: SharingSettings | undefined;
  /** Apps that want connections of their own. */
  specialApps?: readonly SpecialConnectionApp[] | undefined;
}
