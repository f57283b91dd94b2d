/**
 * What a provisioning file changes on a device: a pure function of the file, of what was provisioned before, and of the
 * device.
 *
 * Best effort: what cannot be applied is reported by its own code, and the rest is applied.
 *
 *     profiles and plans     a profile that names a plan the file lacks fails; a plan that no profile names is a warning
 *     plans alone            update the profiles there are; a plan that none of them names is a warning
 *     usage alone            updates the usage of plans there are
 *     WLANProfiles           replace all Wi-Fi profiles of the operator; none given deletes them all; absent leaves them;
 *                            one that fails leaves the profile of that name as it was
 *
 * Source: Microsoft Learn, "Account provisioning" (permitted combinations), "Develop an app to handle the
 * MobileOperatorNotification event". Assumption: with a SubscriberId that no SIM has, the mobile profiles and the activation
 * fail, and Wi-Fi, plans and refresh are applied; the usage of a plan that nobody described is "not found".
 */
import type { CertificateNames } from './certificates.ts';
import type { Extensions } from './extensions.ts';
import type { MessageRule } from './message-rules.ts';
import type { Branding, MobileProfile } from './mobile-profiles.ts';
import type { Plan } from './plan-elements.ts';
import { type ProvisioningCode, type ProvisioningCodeName, provisioningCode } from './provisioning-code.ts';
import type { ProvisioningDocument, RefreshParameters } from './provisioning-document.ts';
import type { ElementResult, ItemResult, ProvisioningResults, TopLevelElement } from './provisioning-results.ts';
import type { WlanProfile } from './wlan-profiles.ts';

/** A Wi-Fi profile and whose it is: no operator touches those of another. */
export interface OwnedWlanProfile {
  readonly carrierId: string;
  readonly profile: WlanProfile;
}

/** What provisioning files have made of a device so far. */
export interface ProvisionedState {
  readonly defaultProfile?: MobileProfile;
  readonly purchaseProfile?: MobileProfile;
  readonly messages: readonly MessageRule[];
  readonly branding?: Branding;
  readonly wlanProfiles: readonly OwnedWlanProfile[];
  readonly plans: readonly Plan[];
  readonly trustedCertificates: readonly CertificateNames[];
  readonly refreshParameters?: RefreshParameters;
  readonly extensions?: Extensions;
}

export const nothingProvisioned: ProvisionedState = {
  messages: [],
  wlanProfiles: [],
  plans: [],
  trustedCertificates: [],
};

/** The plan that the default profile names, as far as files have described it. */
export const planInForce = ({ defaultProfile, plans }: ProvisionedState): Plan | undefined =>
  plans.find(({ name }) => name === defaultProfile?.associatedPlan);

/** The device, as far as it decides what can be applied. */
export interface ApplyContext {
  /** Whether the SIM that is in the device is the one the file is for: SubscriberId is its IMSI, its ICCID, or the like. */
  readonly subscriberIsPresent: boolean;
  readonly wifiServiceRuns: boolean;
  /** From 1709 on, branding is ignored. */
  readonly osRelease: number;
}

export interface Applied {
  readonly next: ProvisionedState;
  readonly results: ProvisioningResults;
  /** What the operator should know although it was applied. */
  readonly warnings: readonly string[];
}

/** From this release on the COSA database alone says how an operator is shown. */
const brandingIgnoredFrom = 1709;

export function applyProvisioning(
  document: ProvisioningDocument,
  current: ProvisionedState,
  context: ApplyContext,
): Applied {
  const { carrierId, subscriberId } = document.global;
  const steps: readonly Step[] = [
    activate,
    applyMobileProfiles,
    applyWlanProfiles,
    applyPlans,
    applyTrust,
    applyExtensions,
  ];
  const elements: ElementResult[] = [];
  let next = current;
  for (const step of steps) {
    const done = step(document, next, context);
    if (done === undefined) continue;
    next = { ...next, ...done.change };
    elements.push(done.result);
  }
  return {
    next,
    results: { code: provisioningCode.ok, carrierId, subscriberId, elements },
    warnings: unusedPlans(document, next),
  };
}

interface Done {
  readonly change: Partial<ProvisionedState>;
  readonly result: ElementResult;
}

/** Applies one element; undefined when the file does not have it. */
type Step = (document: ProvisioningDocument, current: ProvisionedState, context: ApplyContext) => Done | undefined;

const result = (
  element: TopLevelElement,
  code: ProvisioningCodeName = 'ok',
  items: readonly ItemResult[] = [],
): ElementResult => ({ element, code: provisioningCode[code], items });

const activate: Step = ({ activation }, _, { subscriberIsPresent }) =>
  activation && { change: {}, result: result('Activation', subscriberIsPresent ? 'ok' : 'notFound') };

const applyMobileProfiles: Step = (document, current, { subscriberIsPresent, osRelease }) => {
  const { mbnProfiles } = document;
  if (mbnProfiles === undefined) return undefined;
  const { defaultProfile, purchaseProfile, messages, branding } = mbnProfiles;
  const codeOf = (profile: MobileProfile): ProvisioningCode =>
    subscriberIsPresent ? planCode(profile, document, current) : provisioningCode.notFound;
  const items: ItemResult[] = [];
  const taken = (element: string, profile: MobileProfile | undefined): MobileProfile | undefined => {
    if (profile === undefined) return undefined;
    const code = codeOf(profile);
    items.push({ element, code });
    return code === provisioningCode.ok ? profile : undefined;
  };
  const newDefault = taken('DefaultProfile', defaultProfile);
  const newPurchase = taken('PurchaseProfile', purchaseProfile);
  if (!subscriberIsPresent)
    return { change: {}, result: result('MBNProfiles', items.length > 0 ? 'ok' : 'notFound', items) };
  return {
    change: {
      ...(newDefault && { defaultProfile: newDefault }),
      ...(newPurchase && { purchaseProfile: newPurchase }),
      ...(messages && { messages: messages.rules }),
      ...(branding && osRelease < brandingIgnoredFrom && { branding }),
    },
    result: result('MBNProfiles', 'ok', items),
  };
};

/** A plan that a profile names must be in the same file. */
function planCode(
  { associatedPlan }: { readonly associatedPlan?: string },
  { plans }: ProvisioningDocument,
  current: ProvisionedState,
): ProvisioningCode {
  if (associatedPlan === undefined) return provisioningCode.ok;
  const named = plans?.plans.find(({ name }) => name === associatedPlan);
  const isDescribed =
    named?.description !== undefined || (named && current.plans.some(({ name }) => name === named.name));
  return isDescribed ? provisioningCode.ok : provisioningCode.invalidArgument;
}

const applyWlanProfiles: Step = (document, current, { wifiServiceRuns }) => {
  const { wlanProfiles, global } = document;
  if (wlanProfiles === undefined) return undefined;
  if (!wifiServiceRuns) return { change: {}, result: result('WLANProfiles', 'serviceNotActive') };
  const carrierId = global.carrierId.toLowerCase();
  const ofOthers = current.wlanProfiles.filter(owned => owned.carrierId !== carrierId);
  const before = current.wlanProfiles.filter(owned => owned.carrierId === carrierId);
  const own: WlanProfile[] = [];
  const items = wlanProfiles.profiles.map((profile): ItemResult => {
    const has = (other: WlanProfile) => other.name === profile.name;
    const code = ofOthers.some(owned => has(owned.profile))
      ? provisioningCode.accessDenied
      : own.some(has)
        ? provisioningCode.alreadyExists
        : planCode(profile, document, current);
    const kept = code === provisioningCode.ok ? profile : before.find(owned => has(owned.profile))?.profile;
    if (kept !== undefined && !own.some(has)) own.push(kept);
    return { element: 'WLANProfile', name: profile.name, code };
  });
  const profiles = own.map(profile => ({ carrierId, profile }));
  return { change: { wlanProfiles: [...ofOthers, ...profiles] }, result: result('WLANProfiles', 'ok', items) };
};

const applyPlans: Step = ({ plans }, current) => {
  if (plans === undefined) return undefined;
  const next = new Map(current.plans.map(plan => [plan.name, plan]));
  const seen = new Set<string>();
  const items = plans.plans.map(({ name, description, usage }): ItemResult => {
    if (seen.has(name)) return { element: 'Plan', name, code: provisioningCode.alreadyExists };
    seen.add(name);
    const before = next.get(name);
    const described = description ?? before?.description;
    if (described === undefined) return { element: 'Plan', name, code: provisioningCode.notFound };
    const used = usage ?? before?.usage;
    next.set(name, { name, description: described, ...(used && { usage: used }) });
    return { element: 'Plan', name, code: provisioningCode.ok };
  });
  return { change: { plans: [...next.values()] }, result: result('Plans', 'ok', items) };
};

const applyTrust: Step = ({ provisioning }) =>
  provisioning && {
    change: {
      ...(provisioning.trustedCertificates && { trustedCertificates: provisioning.trustedCertificates.certificates }),
      ...(provisioning.refreshParameters && { refreshParameters: provisioning.refreshParameters }),
    },
    result: result('Provisioning'),
  };

const applyExtensions: Step = ({ extensions }) =>
  extensions && { change: { extensions }, result: result('Extensions') };

/** Plans of the file that no profile names: of the file when it has profiles, else of the device. */
function unusedPlans({ plans, mbnProfiles, wlanProfiles }: ProvisioningDocument, next: ProvisionedState): string[] {
  const hasProfiles = mbnProfiles !== undefined || wlanProfiles !== undefined;
  const profiles = hasProfiles
    ? [mbnProfiles?.defaultProfile, mbnProfiles?.purchaseProfile, ...(wlanProfiles?.profiles ?? [])]
    : [next.defaultProfile, next.purchaseProfile, ...next.wlanProfiles.map(({ profile }) => profile)];
  const named = new Set(profiles.map(profile => profile?.associatedPlan));
  const where = hasProfiles ? 'in the file' : 'on the device';
  const unused = plans?.plans.filter(({ name }) => !named.has(name)) ?? [];
  return unused.map(({ name }) => `no profile ${where} names the plan "${name}"`);
}
