/**
 * Arbitrary operators: what they sell and how, what their network does with whom, what the PCs know of them, and what their
 * provisioning files say. Whatever repeats has a least time in between.
 */
import fc from 'fast-check';
import { es9PlusErrors } from '../../src/models/messages/es9-plus.ts';
import { operatorDocument } from '../../src/models/messages/provisioning/operator-files.ts';
import { writeProvisioningXml } from '../../src/models/messages/provisioning/provisioning-document.ts';
import type {
  AccessPointSettings,
  CosaSettings,
  GatewaySettings,
  NetworkSettings,
  OperatorSettings,
  PlanSettings,
  ProvisioningFileSettings,
  SaleSettings,
  ServiceMetadataSettings,
  SmDpPlusSettings,
  StockSettings,
  WalledGardenSettings,
} from '../../src/models/settings.ts';
import { probeHost, revocationHosts } from '../../src/models/walled-garden-hosts.ts';
import {
  type Bytes,
  type Cents,
  days,
  hours,
  kilobytes,
  type Microseconds,
  megabytes,
  minutes,
  seconds,
} from '../../src/sim/units.ts';
import { backEnd } from './generated-back-ends.ts';
import { portal } from './generated-portals.ts';
import { duration, often, smallShare, time, volume } from './generated-values.ts';
import { contoso } from './small-world.ts';

/** Shares that are no more than a whole. */
const partsOf = <Name>(names: fc.Arbitrary<Name[]>) =>
  names.chain(all =>
    fc.tuple(...all.map(() => smallShare)).map(shares => {
      const sum = Math.max(
        1,
        shares.reduce((total, one) => total + one, 0),
      );
      return all.map((name, at) => ({ name, share: shares[at]! / sum }));
    }),
  );

const refusals = partsOf(fc.uniqueArray(fc.constantFrom(...Object.keys(es9PlusErrors)), { maxLength: 4 })).map(parts =>
  parts.map(({ name, share }) => ({ code: name, share })),
);

/** ESM causes: some after which Windows tries again soon, some after which it waits, one that says that nothing was bought. */
const contextRejects = partsOf(fc.uniqueArray(fc.constantFrom(26, 27, 29, 33, 31, 8), { maxLength: 3 })).map(parts =>
  parts.map(({ name, share }) => ({ cause: name, share })),
);

const servers = fc.record({ servers: fc.integer({ min: 1, max: 4 }), queue: fc.constantFrom(0, 1, 200) });

/** Of some of these names, each with or without an order, for the internet or for purchases, or for neither. */
const accessPoints = (operator: string, most: number): fc.Arbitrary<AccessPointSettings[]> =>
  fc.uniqueArray(
    fc
      .record({
        name: fc.constantFrom('first', 'second', 'third', 'fourth'),
        order: fc.constantFrom(1, undefined, 2, 3),
        purpose: fc.constantFrom<AccessPointSettings['purpose'][]>(
          'internet',
          'internet',
          'internet',
          'purchase',
          'mms',
        ),
      })
      .map(point => ({ ...point, accessString: `${point.name}.${operator}` })),
    { maxLength: most, selector: ({ name }) => name },
  );

const cosa = (operator: string): fc.Arbitrary<CosaSettings> =>
  fc.record({
    listed: fc.constantFrom(true, true, true, false),
    accountExperienceUrl: fc.constantFrom(`https://account.${operator}.example/`, undefined),
    appId: fc.constantFrom(undefined, undefined, `${operator}.Plans_8wekyb3d8bbwe!App`),
    supportDataMarketplace: fc.boolean(),
    roaming: often<CosaSettings['roaming']>(1, fc.constantFrom(0, 2, 3, 4, 5)),
    useBrandingNameOnRoaming: fc.constantFrom(0, 1, 2),
    brandingName: fc.constantFrom(undefined, 'Own name'),
    accessPoints: often<readonly AccessPointSettings[]>([], accessPoints(operator, 4)),
    behind: smallShare,
  });

const serviceMetadata = (operator: string): fc.Arbitrary<ServiceMetadataSettings> =>
  fc.record({
    published: fc.constantFrom(true, true, false),
    size: volume(kilobytes(200)).map(size => Math.min(size, megabytes(5)) as Bytes),
    app: fc.boolean(),
    unreadable: smallShare,
    handlerNameMatches: fc.constantFrom(true, true, false),
    appSize: fc.constantFrom(megabytes(20), kilobytes(1), megabytes(500)),
    accessPoints: often<readonly AccessPointSettings[]>([], accessPoints(operator, 3)),
    brandingName: fc.constantFrom(undefined, 'Name of the package'),
  });

const sale: fc.Arbitrary<SaleSettings> = fc.record({
  steps: fc.tuple(
    ...contoso.sale.steps.map(({ name }) =>
      fc.record({ name: fc.constant(name), think: time(seconds(20)), leaves: smallShare }),
    ),
  ),
  page: duration(seconds(1)),
  paymentFails: smallShare,
  paymentTries: fc.integer({ min: 1, max: 4 }),
});

/** The name of what is sold beside the first plan. */
export const otherPlan = 'other plan';

const plan = (name: string, price: Cents): fc.Arbitrary<PlanSettings> =>
  fc.record({
    name: fc.constant(name),
    data: volume(contoso.plan.data),
    lasts: duration(hours(24), 1),
    price: fc.constant(price),
    currency: fc.constant('EUR'),
    postpaid: fc.boolean(),
    overage: fc.constantFrom(undefined, { per: megabytes(1), price: contoso.plan.price }),
    endsAt: fc.constantFrom('duration' as const, 'localMidnight' as const),
  });

const gateway: fc.Arbitrary<GatewaySettings> = fc
  .record({
    leaves: fc.tuple(smallShare, smallShare),
    several: fc.boolean(),
    offersFail: smallShare,
    unknown: smallShare,
  })
  .map(({ leaves: [first, second], several, offersFail, unknown }) => ({
    templates: several
      ? [
          { id: '0', share: 0.4, leaves: first },
          { id: 'spring', share: 0.6, leaves: second },
        ]
      : [{ id: '0', share: 1, leaves: first }],
    offersFail,
    unknownTemplate: unknown,
  }));

const walledGarden = (name: string): fc.Arbitrary<WalledGardenSettings> =>
  fc.record({
    missing: fc.subarray([probeHost, `portal.${name}.example`, `api.${name}.example`, ...revocationHosts.slice(0, 2)], {
      maxLength: 2,
    }),
    added: fc.subarray([`smdp.${name}.example`, `cdn.portal.${name}.example`]),
  });

const stock: fc.Arbitrary<StockSettings> = fc.record({
  profiles: fc.integer({ min: 0, max: 4 }),
  restock: fc.option(
    fc.record({
      profiles: fc.integer({ min: 1, max: 3 }),
      first: fc.constantFrom(minutes(1), hours(2)),
      every: fc.constantFrom(minutes(30), hours(8)),
    }),
    { nil: undefined },
  ),
});

const network: fc.Arbitrary<Partial<NetworkSettings>> = fc.record({
  registration: time(seconds(3)),
  rejectsRetryable: smallShare,
  rejectsForGood: smallShare,
  t3411: duration(seconds(10), seconds(1)),
  t3402: duration(minutes(12), seconds(10)),
  attempts: fc.integer({ min: 1, max: 5 }),
  networkReady: time(minutes(1)),
  backEndFails: smallShare,
  reauthenticates: fc.boolean(),
  attach: time(seconds(1)),
  pdpActivation: time(seconds(2.5)),
  coldAccess: fc.constantFrom('rejected', 'walledGarden'),
  coldCause: fc.constantFrom(2, 11, 15, 17, 3),
  serviceActivation: time(seconds(30)),
  walledGardenPassesNcsi: fc.constantFrom(false, false, true),
  contextRejects,
  t3396: duration(minutes(12), seconds(10)),
});

/** The GUID of the operator with that number. */
const carrierId = (number: number): string => `{00000000-0000-4000-8000-${String(number + 1).padStart(12, '0')}}`;

/** Provisioning files of an operator's own: one that is none, one with Wi-Fi profiles, and one that removes them. */
export const ownFiles = (number: number): Record<'none' | 'wlan' | 'emptyWlan', string> => {
  const document = operatorDocument({
    carrierId: carrierId(number),
    subscriberId: '0',
    profileName: 'Provisioned',
    accessString: 'provisioned',
    plan: { name: 'Plan', type: 'Fixed', limitMegabytes: 200 },
  });
  const wlanProfile = {
    priority: 1,
    name: 'Hotspot',
    ssidConfig: { ssids: [{ name: 'hotspot' }], moreSsids: [], ssidPrefixes: [] },
  };
  return {
    none: 'no provisioning file',
    wlan: writeProvisioningXml({ ...document, wlanProfiles: { profiles: [wlanProfile] } }),
    emptyWlan: writeProvisioningXml({ ...document, wlanProfiles: { profiles: [] } }),
  };
};

const provisioningFile = (number: number): fc.Arbitrary<ProvisioningFileSettings> =>
  fc.record({
    activation: fc.constantFrom<ProvisioningFileSettings['activation'][]>(
      'none',
      'reconnect',
      'reregister',
      'serviceActivation',
    ),
    delay: fc.constantFrom(0, seconds(1), minutes(59)).map(delay => delay as Microseconds),
    retryCount: fc.constantFrom(0, 1, 3),
    retryInterval: fc.constantFrom(minutes(1), minutes(10)),
    signed: fc.constantFrom(true, true, false),
    refreshDays: fc.constantFrom(undefined, undefined, 1, 30),
    file: often(undefined, fc.constantFrom(...Object.values(ownFiles(number)))),
  });

/** @param number  its place among the operators of the world */
export const operator = (name: string, number: number): fc.Arbitrary<OperatorSettings> =>
  fc.record({
    name: fc.constant(name),
    provider: fc.constant({
      ...contoso.provider,
      name: `${name} mobile`,
      networks: [{ mcc: '999', mnc: `0${number + 1}` }],
      apns: [{ name: `internet.${name}`, usage: 'internet' as const }],
    }),
    cosa: cosa(name),
    serviceMetadata: serviceMetadata(name),
    sale,
    provisioningFile: provisioningFile(number),
    plan: plan(contoso.plan.name, contoso.plan.price),
    otherPlans: often<readonly PlanSettings[]>([], fc.tuple(plan(otherPlan, 999 as Cents))),
    portal: portal(`portal.${name}.example`),
    gateway,
    walledGarden: walledGarden(name),
    stock: often(undefined, stock),
    backEnd,
    smdp: fc
      .record({
        order: time(seconds(1)),
        service: time(seconds(0.05)),
        initiateAuthentication: time(seconds(1.5)),
        authenticateClient: time(seconds(0.4)),
        getBoundProfilePackage: time(seconds(1.3)),
        handleNotification: time(seconds(0.3)),
        orderFails: smallShare,
        refuses: refusals,
        silent: smallShare,
        timeout: duration(seconds(30), 1),
        maxDownloadAttempts: fc.integer({ min: 1, max: 5 }),
        orderExpiry: duration(days(30), 1),
        profileReady: often(undefined, time(minutes(2))),
        bindsEid: fc.boolean(),
        afterDeletion: fc.constantFrom('available' as const, 'unavailable' as const),
      })
      .chain(smdp => servers.map(bank => ({ host: `smdp.${name}.example`, ...smdp, ...bank }))),
    network: network.map(other => ({ ...contoso.network, ...other })),
    api: fc
      .record({
        service: time(seconds(0.12)),
        limit: fc.constantFrom(undefined, 0.001, 0.1, 5),
        retryAfter: duration(seconds(30)),
        errors: smallShare,
        unknownIccids: smallShare,
        excluded: often(0, smallShare),
        certificate: fc.constantFrom('valid', 'valid', 'valid', 'valid', 'valid', 'absent', 'expired', 'untrusted'),
        credentials: fc.constantFrom('none', 'none', 'right', 'right', 'wrong'),
        strictLocation: fc.boolean(),
        clientTimeout: often(undefined, duration(seconds(3), 1)),
      })
      .chain(api => servers.map(bank => ({ host: `api.${name}.example`, ...api, ...bank }))),
    billing: fc.record({
      lag: time(minutes(10)),
      slice: volume(contoso.billing.slice),
      granularity: fc.constantFrom(undefined, kilobytes(10)),
    }),
  });

/** A contract has no end of data and cycles: its records and bills must not be tiny. */
const isContract = (plan: PlanSettings, { billing }: OperatorSettings): boolean =>
  plan.postpaid && plan.lasts >= hours(1) && billing.slice >= contoso.billing.slice;

/** A slice of a byte at full speed would be a record every microsecond. */
export const bearable = (one: OperatorSettings): OperatorSettings => {
  const asSold = (plan: PlanSettings) => ({ ...plan, postpaid: isContract(plan, one) });
  const most = Math.max(one.plan.data, ...one.otherPlans.map(({ data }) => data));
  return {
    ...one,
    plan: asSold(one.plan),
    otherPlans: one.otherPlans.map(asSold),
    billing: { ...one.billing, slice: Math.max(one.billing.slice, Math.ceil(most / 1000)) as Bytes },
  };
};

/** An operator at whom nothing fails and nobody waits long, with everything that PCs can know of one. */
export const steadyOperator = (name: string, number: number): fc.Arbitrary<OperatorSettings> =>
  fc.record({ cosa: cosa(name), serviceMetadata: serviceMetadata(name) }).map(({ cosa, serviceMetadata }) => ({
    ...contoso,
    name,
    provider: { ...contoso.provider, name: `${name} mobile`, networks: [{ mcc: '999', mnc: `0${number + 1}` }] },
    cosa: { ...cosa, listed: true, roaming: 1, behind: 0 },
    serviceMetadata,
    plan: { ...contoso.plan, lasts: days(30) },
  }));

/** An operator whose network rejects many contexts, over several access points, and whose files may be of its own making. */
export const troubledOperator = (name: string, number: number): fc.Arbitrary<OperatorSettings> =>
  fc
    .record({
      steady: steadyOperator(name, number),
      points: accessPoints(name, 4),
      contextRejects: fc.constantFrom(
        [{ cause: 33, share: 1 }],
        [{ cause: 31, share: 0.6 }],
        [{ cause: 26, share: 0.5 }],
        [
          { cause: 31, share: 0.4 },
          { cause: 33, share: 0.4 },
        ],
      ),
      coldAccess: fc.constantFrom('rejected' as const, 'walledGarden' as const),
      coldCause: fc.constantFrom(2, 11, 15),
      provisioningFile: provisioningFile(number),
    })
    .map(({ steady, points, contextRejects, coldAccess, coldCause, provisioningFile }) => ({
      ...steady,
      cosa: { ...steady.cosa, accessPoints: points },
      // Whose app comes is seen to open when a connect fails.
      serviceMetadata: { ...steady.serviceMetadata, published: true, app: true },
      network: { ...steady.network, contextRejects, coldAccess, coldCause },
      provisioningFile,
    }));

/** An operator at whom most people can buy: every system fails now and then, none of them always. */
export const sellingOperator = (name: string, number: number): fc.Arbitrary<OperatorSettings> =>
  fc
    .record({
      steady: steadyOperator(name, number),
      any: operator(name, number),
      data: fc.constantFrom(megabytes(200), kilobytes(300), megabytes(1)),
      lasts: fc.constantFrom(hours(24), hours(1), minutes(20)),
      profileReady: fc.constantFrom<SmDpPlusSettings['profileReady'][]>(undefined, {
        kind: 'uniform',
        low: 0,
        high: minutes(2),
      }),
      seldom: fc.constantFrom(0, 0, 0.1, 0.3),
      expiry: fc.constantFrom(days(30), days(30), hours(1)),
      limit: fc.constantFrom(undefined, undefined, 0.02),
      networkReady: fc.constantFrom(0, minutes(1), minutes(25)),
      // Slower than the LPA waits: what the card has to tell is told again and again.
      handleNotification: fc.constantFrom(seconds(0.33), seconds(0.33), seconds(40)),
    })
    .map(({ steady, any, data, lasts, profileReady, seldom, expiry, limit, networkReady, handleNotification }) => ({
      ...steady,
      cosa: { ...steady.cosa, supportDataMarketplace: true },
      plan: { ...any.plan, data, lasts, postpaid: any.plan.postpaid && lasts >= hours(1) },
      otherPlans: any.otherPlans.map(plan => ({ ...plan, data, lasts, postpaid: plan.postpaid && lasts >= hours(1) })),
      portal: {
        ...any.portal,
        pageTimeout: seconds(30),
        resourceTime: contoso.portal.resourceTime,
        loadFails: seldom / 3,
      },
      gateway: any.gateway,
      walledGarden: any.walledGarden,
      stock: any.stock,
      backEnd: any.backEnd,
      smdp: {
        ...steady.smdp,
        host: any.smdp.host,
        profileReady,
        handleNotification: { kind: 'constant' as const, value: handleNotification },
        bindsEid: any.smdp.bindsEid,
        afterDeletion: any.smdp.afterDeletion,
        maxDownloadAttempts: any.smdp.maxDownloadAttempts,
        orderExpiry: expiry,
        silent: seldom / 3,
        refuses: any.smdp.refuses.map(one => ({ ...one, share: one.share * seldom })),
      },
      network: {
        ...steady.network,
        reauthenticates: any.network.reauthenticates,
        backEndFails: seldom,
        networkReady: { kind: 'constant' as const, value: networkReady },
        coldAccess: 'walledGarden' as const,
      },
      api: {
        ...steady.api,
        host: any.api.host,
        limit,
        retryAfter: minutes(10),
        errors: seldom,
        unknownIccids: seldom,
        excluded: seldom / 3,
        strictLocation: any.api.strictLocation,
      },
      billing: { ...any.billing, slice: kilobytes(100) },
    }));
