/** Arbitrary provisioning documents, within the bounds of the schema. */
import fc from 'fast-check';
import type { ProvisioningDocument } from '../../../../src/models/messages/provisioning/provisioning-document.ts';
import type { UnixMilliseconds } from '../../../../src/models/messages/provisioning/simple-types.ts';
import type { Microseconds } from '../../../../src/sim/units.ts';

type Section<Name extends keyof ProvisioningDocument> = NonNullable<ProvisioningDocument[Name]>;

/** Everything may be left out. */
const optional = { requiredKeys: [] };
const text = fc.stringMatching(/^[A-Za-z &<>"'ä€😀\t\n\r\]]{0,10}$/u);
/** Text that white space does not matter to. */
const token = fc.stringMatching(/^[A-Za-z0-9&<>"'äß€-]{1,12}( [a-z]{1,5})?$/);
const upTo = (least: number, most: number) => fc.integer({ min: least, max: most });
const micro = (least: number, most: number) => fc.integer({ min: least, max: most }).map(n => n as Microseconds);
const moment = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(n => n as UnixMilliseconds);
const planName = fc.constantFrom('gold', 'silver', 'a & b');
const base64 = fc.uint8Array({ maxLength: 12 }).map(octets => Buffer.from(octets).toString('base64'));

const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-fA-F]{${digits}}$`));
const carrierId = fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map(groups => `{${groups.join('-')}}`);

export const globals = (carrier: fc.Arbitrary<string> = carrierId): fc.Arbitrary<Section<'global'>> =>
  fc.record(
    {
      carrierId: carrier,
      subscriberId: fc.stringMatching(/^[A-Za-z0-9]{1,20}$/),
      deviceId: fc.stringMatching(/^\d{15,16}$/),
    },
    { requiredKeys: ['carrierId', 'subscriberId'] },
  );

const timing = {
  delay: micro(0, 3_599_999_999),
  retryCount: upTo(0, 10),
  retryInterval: micro(60_000_000, 3_600_000_000),
};
const activations: fc.Arbitrary<Section<'activation'>> = fc.oneof(
  fc.record({ reregisterToNetwork: fc.record(timing) }),
  fc.record({ reconnectToNetwork: fc.record(timing) }),
  fc.record({ serviceActivation: fc.record({ ...timing, carrierSpecificData: base64 }) }),
);

const context = fc.record(
  {
    accessString: token,
    userLogonCred: fc.record({ userName: token, password: text }, { requiredKeys: ['userName'] }),
    compression: fc.constantFrom('DISABLE' as const, 'ENABLE' as const),
    authProtocol: fc.constantFrom('NONE' as const, 'PAP' as const, 'CHAP' as const, 'MsCHAPv2' as const),
  },
  optional,
);

const foreign = fc.record({
  namespace: fc.constantFrom('urn:a', 'urn:b'),
  name: fc.constantFrom('x', 'y'),
  attributes: fc.uniqueArray(
    fc.record({
      namespace: fc.constantFrom('', 'urn:c', 'http://www.w3.org/XML/1998/namespace'),
      name: fc.constantFrom('lang', 'space'),
      value: text,
    }),
    { maxLength: 3, selector: ({ namespace, name }) => `${namespace} ${name}` },
  ),
  children: fc.constant([]),
  text,
});

const mobileProfile = fc.record(
  {
    priority: upTo(0, 9),
    name: token,
    description: token,
    associatedPlan: planName,
    homeProviderName: token,
    context,
    dataRoamingPartners: fc.record({
      providers: fc.array(fc.record({ providerId: fc.stringMatching(/^\d{1,6}$/), providerName: token }), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    extensions: fc.record({ others: fc.array(foreign, { maxLength: 2 }) }),
  },
  { requiredKeys: ['priority', 'name'] },
);

const group = upTo(1, 3);
const numberField = fc.record(
  { group, unitGroup: group, defaultUnit: fc.constantFrom('None' as const, 'M' as const, 'Gi' as const) },
  { requiredKeys: ['group', 'defaultUnit'] },
);
const words = fc.array(fc.stringMatching(/^[A-Za-z&]{1,4}$/), { maxLength: 3 });
const messageRule = fc.record(
  {
    ruleId: text,
    silent: fc.boolean(),
    smsBearers: fc.array(
      fc.record({ sender: token, classZeroOnly: fc.boolean() }, { requiredKeys: ['classZeroOnly'] }),
      { minLength: 1, maxLength: 2 },
    ),
    ussdBearer: fc.constant({}),
    pattern: fc.constantFrom('(a)(b)(c)', '(?<n>\\d+) (MB|GB) (.*)', '([^<&]*)(x)(y)(z)'),
    locale: fc.constantFrom('en-US', 'de-DE', 'English_United States.1252'),
    units: fc.record({ m: words, g: words, ki: words }, optional),
    fields: fc.oneof(
      fc.record({
        usage: numberField,
        usageTimestamp: fc.record(
          { group, format: fc.constant('%d.%m.%Y'), pmToken: token },
          { requiredKeys: ['group', 'format'] },
        ),
      }),
      fc.record(
        {
          dataLimit: numberField,
          congested: fc.record({ group, trueToken: token, default: fc.boolean() }, { requiredKeys: ['default'] }),
          planType: fc.record({ group, default: fc.constant('Fixed' as const), fixedTokens: words }, optional),
        },
        optional,
      ),
    ),
  },
  { requiredKeys: ['silent', 'smsBearers', 'pattern', 'locale'] },
);

const mobile: fc.Arbitrary<Section<'mbnProfiles'>> = fc.record(
  {
    defaultProfile: mobileProfile,
    purchaseProfile: mobileProfile,
    messages: fc.record({ rules: fc.array(messageRule, { minLength: 1, maxLength: 2 }) }),
    branding: fc.record({ name: token }, optional),
  },
  optional,
);

const named = fc.stringMatching(/^[A-Za-z <&]{4,32}$/);
const ssid = fc.oneof(fc.record({ name: named }), fc.record({ hex: fc.stringMatching(/^(?:[0-9A-F]{2}){4,32}$/) }));
const hotspot = fc.record(
  {
    basicAuth: fc.record({ userName: token, password: token }),
    trustedDomains: fc.record({ domains: fc.constantFrom(['.contoso.example'], ['a.example', 'b.example']) }),
    userAgent: token,
    ssidConfig: fc.record({ ssids: fc.array(ssid, { minLength: 1, maxLength: 3 }) }),
  },
  { requiredKeys: ['basicAuth', 'trustedDomains'] },
);
const security = fc.record(
  {
    authEncryption: fc.constant({ authentication: 'open' as const, encryption: 'none' as const, useOneX: false }),
    keyIndex: upTo(0, 3),
    pmkCacheTtl: upTo(5, 1_440),
    oneX: foreign.map(one => ({ ...one, namespace: 'http://www.microsoft.com/networking/OneX/v1', name: 'OneX' })),
    hotspotProfile: hotspot,
  },
  { requiredKeys: ['authEncryption'] },
);
const wlanProfile = fc.record(
  {
    priority: upTo(0, 9),
    name: token,
    associatedPlan: planName,
    ssidConfig: fc.record({
      ssids: fc.array(ssid, { minLength: 1, maxLength: 3 }),
      moreSsids: fc.array(ssid, { maxLength: 2 }),
      ssidPrefixes: fc.array(ssid, { maxLength: 2 }),
    }),
    msm: fc.record({ security }, optional),
  },
  { requiredKeys: ['priority', 'name', 'ssidConfig'] },
);
export const wifi: fc.Arbitrary<Section<'wlanProfiles'>> = fc.record({
  profiles: fc.array(wlanProfile, { maxLength: 3 }),
});

const description = fc.record(
  {
    planType: fc.constantFrom('Unrestricted' as const, 'Fixed' as const, 'Variable' as const),
    billingCycle: fc.record({
      startDate: moment,
      duration: fc.record({ months: upTo(0, 24), time: micro(1, 90_000_000_000_000) }),
      resets: fc.boolean(),
    }),
    dataLimitInMegabytes: upTo(1, 2_000_000),
    inboundBandwidthInKbps: upTo(0, 2_000_000),
    securityUpdatesExempt: fc.boolean(),
    dataUsageInMobileOperatorNotificationEnabled: fc.boolean(),
    userSmsEnabled: fc.boolean(),
  },
  {
    requiredKeys: [
      'planType',
      'securityUpdatesExempt',
      'dataUsageInMobileOperatorNotificationEnabled',
      'userSmsEnabled',
    ],
  },
);
const usage = fc.record(
  { overLimit: fc.boolean(), congested: fc.boolean(), currentUsage: upTo(0, 2_000_000), usageTimestamp: moment },
  { requiredKeys: ['currentUsage', 'usageTimestamp'] },
);
const plan = fc.oneof(
  fc.record({ name: planName, description, usage }, { requiredKeys: ['name', 'description'] }),
  fc.record({ name: planName, usage }),
);
const planned: fc.Arbitrary<Section<'plans'>> = fc.record({
  plans: fc.array(plan, { minLength: 1, maxLength: 3 }),
});

const provisioning = fc.record(
  {
    trustedCertificates: fc.record({
      certificates: fc.array(fc.record({ subjectName: text, issuerName: text }), { minLength: 1, maxLength: 2 }),
    }),
    refreshParameters: fc.record(
      {
        delayInDays: upTo(1, 730),
        refreshUrl: fc.constant('https://contoso.example/r?a=1&b=2'),
        userName: token,
        password: token,
      },
      { requiredKeys: ['refreshUrl'] },
    ),
  },
  optional,
);

const extensions = fc.record(
  {
    extensionsV2: fc.record(
      {
        carrierNetworkMetadata: fc.record(
          {
            networkSettings: fc.record({ ipv4LinkMtu: upTo(1_280, 1_500) }, optional),
            dataClassFriendlyNames: fc.record({ lte: fc.constantFrom('4G', 'LTE+') }, optional),
            customerSupportPhoneNumber: fc.constantFrom('', '+49 30 1'),
          },
          optional,
        ),
        additionalPdpContexts: fc.record(
          {
            multiplePdpContextPolicies: fc.record({
              multiplePdpContextSupport: fc.boolean(),
              policies: fc.array(
                fc.record({ name: token, context, appIdList: fc.record({ appIds: fc.array(text, { maxLength: 2 }) }) }),
                { maxLength: 2 },
              ),
            }),
            tetheringSettings: fc.record(
              { tetheringProfile: fc.record({ name: token, context }), maxNumberOfDevices: upTo(3, 10) },
              optional,
            ),
          },
          optional,
        ),
      },
      optional,
    ),
  },
  optional,
);

export const documents: fc.Arbitrary<ProvisioningDocument> = fc.record(
  {
    global: globals(),
    activation: activations,
    mbnProfiles: mobile,
    wlanProfiles: wifi,
    plans: planned,
    provisioning,
    extensions,
  },
  { requiredKeys: ['global'] },
);
