/**
 * Provisioning files as the simulated operator's app and web site make them after a purchase: a plan, the profile to connect
 * with, what the modem shall do, when to ask again.
 */
import { type Microseconds, microseconds, minutes } from '../../../sim/index.ts';
import type { Activation, ActivationMethod } from './activation.ts';
import type { CertificateNames } from './certificates.ts';
import {
  demonstrationIssuingCa,
  demonstrationOperatorCertificate,
  demonstrationOperatorKey,
} from './demonstration-ca.data.ts';
import type { MessageRule } from './message-rules.ts';
import type { MobileProfile } from './mobile-profiles.ts';
import type { Plan, PlanDescription } from './plan-elements.ts';
import { type ProvisioningDocument, writeProvisioningXml } from './provisioning-document.ts';
import { signProvisioningXml } from './signature.ts';
import type { CalendarDuration, UnixMilliseconds } from './simple-types.ts';
import type { WlanProfile } from './wlan-profiles.ts';

/** What was bought. */
export interface BoughtPlan {
  readonly name: string;
  readonly type: PlanDescription['planType'];
  readonly limitMegabytes?: number;
  readonly cycle?: { readonly start: UnixMilliseconds; readonly duration: CalendarDuration; readonly resets: boolean };
  readonly usage?: { readonly megabytes: number; readonly at: UnixMilliseconds };
  /** Whether the app is told of data usage thresholds. */
  readonly notifiesUsage?: boolean;
  /** Single downloads beyond it need the consent of the user. */
  readonly maxTransferMegabytes?: number;
  readonly securityUpdatesExempt?: boolean;
}

export interface OperatorFile {
  /** A GUID in braces. */
  readonly carrierId: string;
  /** IMSI or ICCID. */
  readonly subscriberId: string;
  readonly profileName: string;
  readonly accessString: string;
  readonly credentials?: { readonly userName: string; readonly password?: string };
  readonly plan: BoughtPlan;
  readonly activation?: {
    readonly method: ActivationMethod;
    readonly delay?: Microseconds;
    readonly retryCount?: number;
    readonly retryInterval?: Microseconds;
    /** Base64; a service activation needs it. */
    readonly carrierSpecificData?: string;
  };
  readonly refresh?: { readonly delayInDays: number; readonly url: string };
  /** Whose signature later files may bear. */
  readonly trustedCertificates?: readonly CertificateNames[];
  readonly brandingName?: string;
  /** How Windows finds the operator's own messages. */
  readonly messageRules?: readonly MessageRule[];
  /** Whether the radio of a sleeping PC stays on for SMS; true unless it says otherwise. */
  readonly userSms?: boolean;
  /** Wi-Fi networks of the operator; without them those on the device stay as they are. */
  readonly wlanProfiles?: readonly WlanProfile[];
}

/** The file as a document: what reading {@link provisioningXml} gives back. */
export function operatorDocument(file: OperatorFile): ProvisioningDocument {
  const { carrierId, subscriberId, plan, activation, refresh, trustedCertificates, brandingName } = file;
  const { messageRules, userSms, wlanProfiles } = file;
  return {
    global: { carrierId, subscriberId },
    ...(activation && { activation: activationElement(activation) }),
    mbnProfiles: {
      defaultProfile: profileElement(file),
      ...(messageRules && { messages: { rules: messageRules } }),
      ...(brandingName !== undefined && { branding: { name: brandingName } }),
    },
    ...(wlanProfiles && { wlanProfiles: { profiles: wlanProfiles } }),
    plans: { plans: [planElement(plan, userSms)] },
    ...((refresh ?? trustedCertificates) && {
      provisioning: {
        ...(trustedCertificates && { trustedCertificates: { certificates: trustedCertificates } }),
        ...(refresh && { refreshParameters: { delayInDays: refresh.delayInDays, refreshUrl: refresh.url } }),
      },
    }),
  };
}

/** The file as the operator's app hands it over: without signature. */
export const provisioningXml = (file: OperatorFile): string => writeProvisioningXml(operatorDocument(file));

/** The file as the operator's web site hands it over: signed with the demonstration certificate. */
export const signedProvisioningXml = (file: OperatorFile): string =>
  signProvisioningXml(provisioningXml(file), demonstrationOperatorKey, [
    demonstrationOperatorCertificate,
    demonstrationIssuingCa,
  ]);

/** The simulated operator's certificate as the COSA database and service metadata list it. */
export const demonstrationOperatorNames: CertificateNames = {
  subjectName: 'C=XX, O=Simulated operator, CN=provisioning.operator.example',
  issuerName: 'O=mpsim demonstration, CN=Demonstration issuing CA (for simulation only)',
};

/** Priority of a profile that names none. */
const usualPriority = 5;

const profileElement = ({ profileName, accessString, credentials, plan }: OperatorFile): MobileProfile => ({
  priority: usualPriority,
  name: profileName,
  associatedPlan: plan.name,
  context: { accessString, ...(credentials && { userLogonCred: credentials }) },
});

const planElement = (
  { name, type, limitMegabytes, cycle, usage, notifiesUsage = false, ...more }: BoughtPlan,
  userSms = true,
): Plan => ({
  name,
  description: {
    planType: type,
    ...(cycle && { billingCycle: { startDate: cycle.start, duration: cycle.duration, resets: cycle.resets } }),
    ...(limitMegabytes !== undefined && { dataLimitInMegabytes: limitMegabytes }),
    ...(more.maxTransferMegabytes !== undefined && { maxTransferSizeInMegabytes: more.maxTransferMegabytes }),
    securityUpdatesExempt: more.securityUpdatesExempt ?? false,
    dataUsageInMobileOperatorNotificationEnabled: notifiesUsage,
    userSmsEnabled: userSms,
  },
  ...(usage && { usage: { currentUsage: usage.megabytes, usageTimestamp: usage.at } }),
});

function activationElement(what: NonNullable<OperatorFile['activation']>): Activation {
  const {
    method,
    delay = microseconds(0),
    retryCount = 0,
    retryInterval = minutes(1),
    carrierSpecificData = '',
  } = what;
  const timing = { delay, retryCount, retryInterval };
  if (method === 'reregister') return { reregisterToNetwork: timing };
  if (method === 'reconnect') return { reconnectToNetwork: timing };
  return { serviceActivation: { ...timing, carrierSpecificData } };
}
