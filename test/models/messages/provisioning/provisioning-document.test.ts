import { describe, expect, it } from 'vitest';
import { readProvisioningXml } from '../../../../src/models/messages/provisioning/provisioning-document.ts';
import { minutes, seconds } from '../../../../src/sim/units.ts';
import {
  activation,
  branding,
  carrier,
  description,
  extensions,
  fields,
  file,
  global,
  hotspot,
  message,
  plan,
  profile,
  provisioning,
  security,
  ssid,
  verdictOn,
  wlan2,
  wlanProfile,
} from './files.ts';

const n = (length: number): string => 'n'.repeat(length);

/** The first octets of a picture of that size, as Base64. */
const png = (width: number, height: number): string => {
  const head = Buffer.alloc(33);
  head.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head.toString('base64');
};
const bmp = (width: number, height: number): string => {
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  return head.toString('base64');
};

const billing = (attributes: string) => description(`<BillingCycle ${attributes}/>`);
const bearer = '<SMSBearer/><Pattern>x</Pattern>';
const ssids = (inner: string) => wlanProfile(`<name>w</name><SSIDConfig>${inner}</SSIDConfig>`);
const ssidNamed = (inner: string) => ssids(`<SSID>${inner}</SSID>`);
const named = (count: number) => '<SSID><name>a</name></SSID>'.repeat(count);
const first = '<SSID><name>a</name></SSID>';
const v2 = (element: string, inner: string) => `<${element} xmlns="${wlan2}">${inner}</${element}>`;
const context = (inner: string) => profile(`<Name>a</Name><Context>${inner}</Context>`);
const refresh = (inner: string) => provisioning(`<RefreshParameters>${inner}</RefreshParameters>`);
const url = '<RefreshURL>https://contoso.example/r</RefreshURL>';
const usageAt = '<UsageTimestamp Group="2" Format="%d %m"/>';
const domains = (inner: string) =>
  hotspot(`<ExtAuth><ExtensionId>app</ExtensionId></ExtAuth><TrustedDomains>${inner}</TrustedDomains>`);
const secondary = (inner: string) =>
  hotspot(`<ExtAuth><ExtensionId>app</ExtensionId></ExtAuth><SSIDConfig>${inner}</SSIDConfig>`);
const network = (inner: string) =>
  extensions(`<CarrierNetworkMetadata><NetworkSettings>${inner}</NetworkSettings></CarrierNetworkMetadata>`);
const dns = (interval: string, count: string) =>
  network(
    `<DNSRetrySettings><DNSRetryIntervalInSeconds>${interval}</DNSRetryIntervalInSeconds>` +
      `<DNSRetryCount>${count}</DNSRetryCount></DNSRetrySettings>`,
  );
const tethering = (inner: string) =>
  extensions(`<AdditionalPDPContexts><TetheringSettings>${inner}</TetheringSettings></AdditionalPDPContexts>`);
const policy = (inner: string, attributes = '') =>
  extensions(
    `<AdditionalPDPContexts><MultiplePDPContextPolicies${attributes}><PDPContextPolicy>${inner}</PDPContextPolicy>` +
      '</MultiplePDPContextPolicies></AdditionalPDPContexts>',
  );
const carrierId = (id: string) =>
  file('', `<Global><CarrierId>${id}</CarrierId><SubscriberId>1</SubscriberId></Global>`);

/** An element or attribute, the file that has it, values within its bounds, and values outside. */
type Bound = [string, (value: string) => string, readonly string[], readonly string[]];

const bounds: readonly Bound[] = [
  ['CarrierId', carrierId, [carrier, carrier.replace('1', 'F')], [carrier.slice(1, -1), `${carrier}0`, '{1}', '']],
  ['SubscriberId', id => file('', global('', id)), ['1', n(20), 'Über9'], ['', n(21), 'a-b', 'a b']],
  [
    'DeviceId',
    id => file('', global(`<DeviceId>${id}</DeviceId>`)),
    ['1'.repeat(15), '1'.repeat(16), '00:1a:2B:3c:4d:5e'],
    ['1'.repeat(14), '1'.repeat(17), '00:1a:2B:3c:4d', ''],
  ],
  [
    'Activation Delay',
    delay => activation(`<ReconnectToNetwork Delay="${delay}"/>`),
    ['PT0S', 'PT59M59S', 'PT59M59.999999S'],
    ['PT1H', '-PT1S', 'P1M', '30', 'PT', ''],
  ],
  [
    'Activation RetryCount',
    count => activation(`<ReregisterToNetwork RetryCount="${count}"/>`),
    ['0', '10', '+3'],
    ['11', '-1', '1.5', ''],
  ],
  [
    'Activation RetryInterval',
    interval => activation(`<ReregisterToNetwork RetryInterval="${interval}"/>`),
    ['PT1M', 'PT60S', 'PT1H'],
    ['PT59S', 'PT1H1S', 'P1D'],
  ],
  [
    'CarrierSpecificData',
    data => activation(`<ServiceActivation><CarrierSpecificData>${data}</CarrierSpecificData></ServiceActivation>`),
    ['KjIyOA==', 'Kj Iy\nOA==', ''],
    ['*228', 'KjIyOA', 'KjIyO==='],
  ],
  ['Priority', p => profile('<Name>a</Name>', ` Priority="${p}"`), ['0', '9'], ['10', '-1', 'high', '']],
  ['profile Name', name => profile(`<Name>${name}</Name>`), ['a', n(64), ` ${n(64)} `], ['', '  ', n(65)]],
  ['Description', d => profile(`<Name>a</Name><Description>${d}</Description>`), ['a', n(255)], ['', n(256)]],
  [
    'HomeProviderName',
    p => profile(`<Name>a</Name><HomeProviderName>${p}</HomeProviderName>`),
    ['a', n(20)],
    ['', n(21)],
  ],
  ['AccessString', apn => context(`<AccessString>${apn}</AccessString>`), ['a', n(100)], ['', n(101)]],
  [
    'UserName of a context',
    user => context(`<UserLogonCred><UserName>${user}</UserName></UserLogonCred>`),
    ['a', n(255)],
    ['', n(256)],
  ],
  [
    'Password of a context',
    word => context(`<UserLogonCred><UserName>a</UserName><Password>${word}</Password></UserLogonCred>`),
    ['', n(255)],
    [n(256)],
  ],
  ['Compression', c => context(`<Compression>${c}</Compression>`), ['ENABLE', 'DISABLE'], ['enable', '']],
  [
    'AuthProtocol',
    p => context(`<AuthProtocol>${p}</AuthProtocol>`),
    ['NONE', 'PAP', 'CHAP', 'MsCHAPv2'],
    ['MSCHAPv2', 'EAP', ''],
  ],
  [
    'ProviderID and ProviderName of a roaming partner',
    id =>
      profile(
        `<Name>a</Name><DataRoamingPartners><Provider><ProviderID>${id}</ProviderID><ProviderName>${n(id.length || 21)}` +
          '</ProviderName></Provider></DataRoamingPartners>',
      ),
    ['1', '262001'],
    ['', '1234567', '26a'],
  ],
  [
    'Logo',
    logo => branding(`<Logo>${logo}</Logo>`),
    [png(32, 32), bmp(32, 32), bmp(32, -32)],
    [png(33, 32), bmp(32, 31), 'AAAA', '', 'no'],
  ],
  ['branding Name', name => branding(`<Name>${name}</Name>`), ['', n(20)], [n(21)]],
  ['WLAN profile name', name => wlanProfile(`<name>${name}</name>${ssid}`), ['a', n(255)], ['', n(256)]],
  ['WLAN Priority', p => wlanProfile(`<name>a</name>${ssid}`, ` Priority="${p}"`), ['0', '9'], ['10']],
  ['SSID name', name => ssidNamed(`<name>${name}</name>`), ['a', n(32)], ['', n(33)]],
  ['SSID hex', hex => ssidNamed(`<hex>${hex}</hex>`), ['00', 'aF'.repeat(32)], ['', 'a', '0g', '00'.repeat(33)]],
  ['SSIDs of v1', count => ssids(named(Number(count))), ['1', '25'], ['0', '26']],
  [
    'SSIDs of v2',
    count => ssids(first + v2('SSID', '<name>b</name>').repeat(Number(count))),
    ['0', '10000'],
    ['10001'],
  ],
  ['SSIDPrefix name', name => ssids(first + v2('SSIDPrefix', `<name>${name}</name>`)), ['abcd', n(32)], ['abc', n(33)]],
  ['SSIDPrefix hex', hex => ssids(first + v2('SSIDPrefix', `<hex>${hex}</hex>`)), ['00112233'], ['001122']],
  ['SSID prefixes', c => ssids(first + v2('SSIDPrefix', '<name>abcd</name>').repeat(Number(c))), ['0', '32'], ['33']],
  [
    'authentication',
    a =>
      security(
        '<sharedKey><keyType>passPhrase</keyType><protected>false</protected><keyMaterial>12345678</keyMaterial></sharedKey>',
        a,
        'AES',
      ),
    ['open', 'shared', 'WPA', 'WPAPSK', 'WPA2', 'WPA2PSK'],
    ['WPA3', 'wpa2', ''],
  ],
  ['encryption', e => security('', 'open', e), ['none', 'TKIP', 'AES'], ['aes', 'GCMP', '', 'WEP']],
  ['keyIndex', i => security(`<keyIndex>${i}</keyIndex>`), ['0', '3'], ['4', '-1']],
  ['PMKCacheMode', m => security(`<PMKCacheMode>${m}</PMKCacheMode>`), ['enabled', 'disabled'], ['on']],
  ['PMKCacheTTL', t => security(`<PMKCacheTTL>${t}</PMKCacheTTL>`), ['5', '1440'], ['4', '1441']],
  ['PMKCacheSize', s => security(`<PMKCacheSize>${s}</PMKCacheSize>`), ['1', '255'], ['0', '256']],
  ['preAuthThrottle', t => security(`<preAuthThrottle>${t}</preAuthThrottle>`), ['1', '16'], ['0', '17']],
  [
    'TrustedDomain',
    d => domains(`<TrustedDomain>${d}</TrustedDomain>`),
    ['hotspot.contoso.example', '.contoso.example'],
    ['', 'contoso', '*.contoso.example', 'https://contoso.example', 'a..b', `${n(64)}.example`],
  ],
  [
    'TrustedDomains',
    count => domains('<TrustedDomain>a.example</TrustedDomain>'.repeat(Number(count))),
    ['1', '3'],
    ['0'],
  ],
  [
    'ExtensionId',
    id => hotspot(`<ExtAuth><ExtensionId>${id}</ExtensionId></ExtAuth>`),
    ['Contoso_8wekyb3d8bbwe'],
    [''],
  ],
  ['secondary SSIDs', count => secondary(named(Number(count))), ['1', '250'], ['0', '251']],
  ['secondary hexPrefix', hex => secondary(`<SSID><hexPrefix>${hex}</hexPrefix></SSID>`), ['00112233'], ['001122']],
  ['secondary namePrefix', p => secondary(`<SSID><namePrefix>${p}</namePrefix></SSID>`), ['abcd'], ['abc', n(33)]],
  [
    'PlanType',
    type => plan(`<Description PlanType="${type}"/>`),
    ['Unrestricted', 'Fixed', 'Variable'],
    ['unrestricted', ''],
  ],
  [
    'BillingCycle Duration',
    d => billing(`StartDate="2026-01-01T00:00:00Z" Duration="${d}"`),
    ['PT0.000001S', 'P1M', 'P1Y2M3DT4H', 'P30D'],
    ['PT0S', 'P0M', '-P1M', 'P', 'P1W', 'PT'],
  ],
  [
    'BillingCycle StartDate',
    d => billing(`StartDate="${d}" Duration="P1M"`),
    ['2024-02-29T23:59:59Z', '2026-01-01T00:00:00', '2026-01-01T00:00:00.5+14:00', '2026-01-01T24:00:00Z'],
    [
      '2023-02-29T00:00:00Z',
      '2026-01-01',
      '2026-13-01T00:00:00Z',
      '2026-01-01T25:00:00Z',
      '2026-01-01T00:00:00+14:01',
      'today',
    ],
  ],
  [
    'BillingCycle Resets',
    r => billing(`StartDate="2026-01-01T00:00:00Z" Duration="P1M" Resets="${r}"`),
    ['true', '0'],
    ['yes', 'TRUE', ''],
  ],
  [
    'DataLimitInMegabytes',
    m => description(`<DataLimitInMegabytes>${m}</DataLimitInMegabytes>`),
    ['1', '4294967296'],
    ['0', '-5', '4294967297', '1e3'],
  ],
  [
    'InboundBandwidthInKbps',
    b => description(`<InboundBandwidthInKbps>${b}</InboundBandwidthInKbps>`),
    ['0', '4294967296'],
    ['-1', '4294967297'],
  ],
  [
    'OutboundBandwidthInKbps',
    b => description(`<OutboundBandwidthInKbps>${b}</OutboundBandwidthInKbps>`),
    ['0'],
    ['-1'],
  ],
  [
    'MaxTransferSizeInMegabytes',
    m => description(`<MaxTransferSizeInMegabytes>${m}</MaxTransferSizeInMegabytes>`),
    ['1'],
    ['0'],
  ],
  [
    'SecurityUpdatesExempt',
    b => description(`<SecurityUpdatesExempt>${b}</SecurityUpdatesExempt>`),
    ['true', '1', ''],
    ['yes'],
  ],
  ['UserSMSEnabled', b => description(`<UserSMSEnabled>${b}</UserSMSEnabled>`), ['false'], ['no']],
  [
    'DataUsageInMobileOperatorNotificationEnabled',
    b =>
      description(`<DataUsageInMobileOperatorNotificationEnabled>${b}</DataUsageInMobileOperatorNotificationEnabled>`),
    ['true'],
    ['2'],
  ],
  [
    'Usage CurrentUsage',
    u => plan(`<Usage CurrentUsage="${u}" UsageTimestamp="2026-01-01T00:00:00Z"/>`),
    ['0', '4294967296'],
    ['-1', '0.5', ''],
  ],
  [
    'Usage UsageTimestamp',
    t => plan(`<Usage CurrentUsage="1" UsageTimestamp="${t}"/>`),
    ['2026-01-01T00:00:00Z'],
    ['', '1 May'],
  ],
  ['DelayInDays', d => refresh(`<DelayInDays>${d}</DelayInDays>${url}`), ['1', '730', '731'], ['0', '732', '1.5']],
  [
    'RefreshURL',
    address => refresh(`<RefreshURL>${address}</RefreshURL>`),
    ['https://contoso.example/refresh?a=b'],
    ['http://contoso.example', 'https://', '', 'https://a b.example', 'https://%/'],
  ],
  ['DNSRetryCount', c => dns('1', c), ['1', '4'], ['0', '5']],
  ['DNSRetryIntervalInSeconds', i => dns(i, '1'), ['1', '4'], ['0', '5']],
  ['IPv4LinkMTU', m => network(`<IPv4LinkMTU>${m}</IPv4LinkMTU>`), ['1280', '1500'], ['1279', '1501']],
  ['IPv6LinkMTU', m => network(`<IPv6LinkMTU>${m}</IPv6LinkMTU>`), ['1280', '1500'], ['1279', '1501']],
  [
    'data-class friendly name',
    name =>
      extensions(
        `<CarrierNetworkMetadata><DataClassFriendlyNames><LTE>${name}</LTE></DataClassFriendlyNames></CarrierNetworkMetadata>`,
      ),
    ['4', n(15)],
    ['', n(16)],
  ],
  [
    'CustomerSupportPhoneNumber',
    phone =>
      extensions(
        `<CarrierNetworkMetadata><CustomerSupportPhoneNumber>${phone}</CustomerSupportPhoneNumber></CarrierNetworkMetadata>`,
      ),
    ['', '1'.repeat(25)],
    ['1'.repeat(26)],
  ],
  ['MaxNumberOfDevices', m => tethering(`<MaxNumberOfDevices>${m}</MaxNumberOfDevices>`), ['3', '10'], ['2', '11']],
  [
    'MultiplePDPContextSupport',
    b => policy('<Name>a</Name><Context/><AppIDList><AppID>x</AppID></AppIDList>', ` MultiplePDPContextSupport="${b}"`),
    ['true', 'false'],
    ['maybe'],
  ],
  ['PDPContextPolicy Name', name => policy(`<Name>${name}</Name><Context/><AppIDList/>`), ['a', n(255)], ['', n(256)]],
  [
    'access string of a tethering profile',
    apn =>
      tethering(
        `<TetheringProfile><Name>t</Name><Context><AccessString>${apn}</AccessString></Context></TetheringProfile>`,
      ),
    ['a', n(100)],
    ['', n(101)],
  ],
  ['message Silent', s => message(bearer, ` Silent="${s}"`), ['true', 'false'], ['quiet']],
  ['message RuleId', id => message(bearer, ` RuleId="${id}"`), ['', n(255)], [n(256)]],
  [
    'message ClassZeroOnly',
    c => message(`<SMSBearer ClassZeroOnly="${c}"/><Pattern>x</Pattern>`),
    ['true', 'false'],
    [''],
  ],
  [
    'message Pattern',
    p => message(`<SMSBearer/><Pattern>${p}</Pattern>`),
    ['[^]*', '(a)|b', n(1_600)],
    ['', '(', '[', '*', n(1_601)],
  ],
  [
    'message Locale',
    l => message(`${bearer}<Locale>${l}</Locale>`),
    ['en-US', 'English_United States.1252', 'de', ''],
    ['en-', '-US', 'en/US'],
  ],
  ['field Group', g => fields(`<DataLimit Group="${g}"/>`), ['1', '9'], ['0', '10', 'a', '']],
  ['field UnitGroup', g => fields(`<DataLimit Group="1" UnitGroup="${g}"/>`), ['9'], ['0', '10']],
  [
    'field DefaultUnit',
    u => fields(`<DataLimit Group="1" DefaultUnit="${u}"/>`),
    ['None', 'K', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti'],
    ['k', 'MB', ''],
  ],
  [
    'UsageTimestamp Format',
    f => fields(`<Usage Group="1"/><UsageTimestamp Group="2" Format="${f}"/>`),
    ['%d/%m/%Y %H:%M:%S', '%#d.%#m. %I:%M%p %y', '%m%d'],
    ['%I:%M%p on %d %b', '%d', '%H:%M', '%#p %d %m', '%d %m %', ''],
  ],
  ['boolean field Default', b => fields(`<Congested Default="${b}"/>`), ['true', 'false'], ['x']],
  ['PlanType field Default', t => fields(`<PlanType Group="1" Default="${t}"/>`), ['Fixed'], ['fixed']],
];

describe('a provisioning file is read with the bounds of the schema', () => {
  it.each(bounds)('%s', (_, xml, inside, outside) => {
    expect(inside.filter(value => verdictOn(xml(value)) !== 'ok')).toEqual([]);
    expect(outside.filter(value => verdictOn(xml(value)) !== 'notSchemaValid')).toEqual([]);
  });
});

describe('a provisioning file is read strictly', () => {
  const wrong: readonly [string, string][] = [
    ['another root', '<CarrierProvisioning/>'],
    ['no Global', file('', '')],
    ['an element nobody declared', file('<Extra/>')],
    ['an element of another namespace', file('<Plans xmlns="urn:other"/>')],
    ['an attribute nobody declared', profile('<Name>a</Name>', ' Colour="red"')],
    ['an attribute of a simple element', profile('<Name kind="x">a</Name>')],
    ['the wrong order', profile('<Context/><Name>a</Name>')],
    ['top-level elements in the wrong order', file('<WLANProfiles/><MBNProfiles/>')],
    ['an element twice', file('<WLANProfiles/><WLANProfiles/>')],
    ['text between elements', file('hello')],
    ['elements inside text', profile('<Name><b>a</b></Name>')],
    ['no activation method', file('<Activation/>')],
    ['two activation methods', activation('<ReconnectToNetwork/><ReregisterToNetwork/>')],
    ['a service activation without data', activation('<ServiceActivation/>')],
    ['a profile without name', profile('<AssociatedPlan>p</AssociatedPlan>')],
    ['roaming partners without any', profile('<Name>a</Name><DataRoamingPartners/>')],
    ['Plans without a plan', file('<Plans/>')],
    ['a plan without Description and Usage', plan('')],
    ['a plan without Name', plan('<Description PlanType="Fixed"/>', '')],
    ['a description without PlanType', plan('<Description/>')],
    ['a billing cycle without Duration', billing('StartDate="2026-01-01T00:00:00Z"')],
    ['a billing cycle without StartDate', billing('Duration="P1M"')],
    ['a usage without time stamp', plan('<Usage CurrentUsage="1"/>')],
    ['an SSID by name and by hex', ssidNamed('<hex>00</hex><name>a</name>')],
    ['an SSID without either', ssidNamed('')],
    ['a pre-shared key network without key', security('', 'WPA2PSK', 'AES')],
    [
      'a hotspot on a network that is not open',
      security(
        '<HotspotProfile xmlns="http://www.microsoft.com/networking/WLAN/HotspotProfile/v1"><ExtAuth><ExtensionId>a</ExtensionId></ExtAuth></HotspotProfile>',
        'WPA2',
        'AES',
      ),
    ],
    ['a hotspot without credentials', hotspot('')],
    [
      'a hotspot with both kinds',
      hotspot(
        '<BasicAuth><UserName>a</UserName><Password>b</Password></BasicAuth><ExtAuth><ExtensionId>a</ExtensionId></ExtAuth><TrustedDomains><TrustedDomain>a.example</TrustedDomain></TrustedDomains>',
      ),
    ],
    [
      'BasicAuth without trusted domains',
      hotspot('<BasicAuth><UserName>a</UserName><Password>b</Password></BasicAuth>'),
    ],
    ['the hotspot sample without its BasicAuth wrapper', hotspot('<UserName>a</UserName><Password>b</Password>')],
    [
      'thumbprints instead of subject and issuer',
      provisioning('<TrustedCertificates><TrustedCertificate>aa</TrustedCertificate></TrustedCertificates>'),
    ],
    ['refresh parameters without URL', refresh('')],
    ['the refresh sample with Username', refresh(`${url}<Username>foo</Username>`)],
    [
      'Messages without a rule',
      file('<MBNProfiles><Messages xmlns="http://www.microsoft.com/networking/CarrierControl/WWAN/v1"/></MBNProfiles>'),
    ],
    ['a rule without bearer', message('<Pattern>x</Pattern>')],
    ['a rule without pattern', message('<SMSBearer/>')],
    ['USSDBearer before SMSBearer', message('<USSDBearer/><SMSBearer/><Pattern>x</Pattern>')],
    ['two sources of usage', fields(`<Usage Group="1"/><UsagePercentage Group="1"/>${usageAt}`)],
    ['a usage without UsageTimestamp', fields('<Usage Group="1"/>')],
    ['a UsageTimestamp without usage', fields(usageAt)],
    ['a field twice', fields('<DataLimit Group="1"/><DataLimit Group="1"/>')],
  ];
  it.each(wrong)('%s is not schema-valid', (_, xml) => {
    expect(verdictOn(xml)).toBe('notSchemaValid');
  });

  it('says the place and the reason', () => {
    const read = readProvisioningXml(file('\n  <Plans>\n    <Extra/>\n  </Plans>'));
    expect(read).toMatchObject({ ok: false, code: 0x82170002, place: { line: 3, column: 5 } });
    expect(read).toMatchObject({ reason: 'Plans lacks Plan; Extra stands there' });
  });
});

describe('a provisioning file may have', () => {
  const right: readonly [string, string][] = [
    ['Global alone', file()],
    ['an empty MBNProfiles', file('<MBNProfiles/>')],
    ['an empty WLANProfiles', file('<WLANProfiles/>')],
    ['empty Extensions', file('<Extensions/>')],
    ['comments, blanks and character data sections', profile('<!-- a -->\n <Name><![CDATA[a]]></Name>')],
    ['a byte order mark', `\uFEFF<?xml version="1.0"?>${file()}`],
    [
      'a prefix',
      `<c:CarrierProvisioning xmlns:c="http://www.microsoft.com/networking/CarrierControl/v1">${global().replace(/<(\/?)/g, '<$1c:')}</c:CarrierProvisioning>`,
    ],
    [
      'hints for a validator',
      file().replace('>', ' xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="a b">'),
    ],
    [
      'elements of other schemas in the extensions of a profile',
      profile('<Name>a</Name><Extensions><o:x xmlns:o="urn:o" o:y="1">z</o:x></Extensions>'),
    ],
    [
      'EAP configurations',
      security(
        '<OneX xmlns="http://www.microsoft.com/networking/OneX/v1"><EAPConfig><Type>18</Type></EAPConfig></OneX>',
        'WPA2',
        'AES',
      ),
    ],
    ['fields of a message in any order', fields(`${usageAt}<DataLimit Group="3"/><Usage Group="1"/>`)],
    ['both bearers', message('<SMSBearer Sender="+15550100"/><SMSBearer/><USSDBearer/><Pattern>x</Pattern>')],
    ['USSD alone', message('<USSDBearer/><Pattern>x</Pattern>')],
    ['units', message(`${bearer}<Units M="MB Mo" G="GB"/>`)],
    [
      'BasicAuth',
      hotspot(
        '<BasicAuth><UserName>a</UserName><Password>b</Password></BasicAuth><TrustedDomains><TrustedDomain>a.example</TrustedDomain></TrustedDomains><UserAgent>x</UserAgent>',
      ),
    ],
    [
      'trusted certificates',
      provisioning(
        '<TrustedCertificates><TrustedCertificate><SubjectName>CN=a</SubjectName><IssuerName>CN=b</IssuerName></TrustedCertificate></TrustedCertificates>',
      ),
    ],
    [
      'several policies',
      policy(
        '<Name>a</Name><Context><AccessString>x</AccessString></Context><AppIDList><AppID>a</AppID><AppID>b</AppID></AppIDList>',
      ),
    ],
  ];
  it.each(right)('%s', (_, xml) => {
    expect(readProvisioningXml(xml)).toMatchObject({ ok: true });
  });

  it('a delay of 731 days, with a warning', () => {
    const read = readProvisioningXml(refresh(`<DelayInDays>731</DelayInDays>${url}`));
    expect(read).toMatchObject({ ok: true, notices: [{ reason: expect.stringContaining('731') }] });
  });
});

describe('what is read', () => {
  const read = (xml: string) => {
    const file = readProvisioningXml(xml);
    if (!file.ok) throw new Error(file.reason);
    return file.document;
  };

  it('has the standard values of what is left out', () => {
    const { activation: what } = read(activation('<ReregisterToNetwork/>'));
    expect(what).toEqual({ reregisterToNetwork: { delay: 0, retryCount: 0, retryInterval: minutes(1) } });
    expect(read(profile('<Name>a</Name>')).mbnProfiles?.defaultProfile?.priority).toBe(5);
    expect(read(description('')).plans?.plans[0]?.description).toEqual({
      planType: 'Fixed',
      securityUpdatesExempt: false,
      dataUsageInMobileOperatorNotificationEnabled: false,
      userSmsEnabled: true,
    });
    expect(read(message(bearer)).mbnProfiles?.messages?.rules[0]).toMatchObject({
      silent: true,
      smsBearers: [{ classZeroOnly: true }],
      locale: 'en-US',
    });
  });

  it('is the rule of the example', () => {
    const pattern = '(\\d+\\.?\\d*) ?(MB|GB) of (\\d+) ?(MB|GB) used at (\\d\\d:\\d\\d \\d\\d/\\d\\d/\\d{4})';
    const xml = message(
      `<SMSBearer ClassZeroOnly="false" Sender="+15550100"/><Pattern>${pattern}</Pattern><Units M="MB" G="GB"/>` +
        '<Fields><Usage Group="1" UnitGroup="2"/><UsageTimestamp Group="5" Format="%H:%M %d/%m/%Y"/>' +
        '<DataLimit Group="3" UnitGroup="4"/></Fields>',
      ' RuleId="Use1"',
    );
    expect(read(xml).mbnProfiles?.messages?.rules).toEqual([
      {
        ruleId: 'Use1',
        silent: true,
        smsBearers: [{ sender: '+15550100', classZeroOnly: false }],
        pattern,
        locale: 'en-US',
        units: { m: ['MB'], g: ['GB'] },
        fields: {
          usage: { group: 1, unitGroup: 2, defaultUnit: 'None' },
          usageTimestamp: { group: 5, format: '%H:%M %d/%m/%Y' },
          dataLimit: { group: 3, unitGroup: 4, defaultUnit: 'None' },
        },
      },
    ]);
  });

  it('names moments and durations in units of their own', () => {
    const { billingCycle } = read(billing('StartDate="2026-01-01T02:00:00+02:00" Duration="P1M1DT1.5S"')).plans!
      .plans[0]!.description!;
    expect(billingCycle).toEqual({
      startDate: Date.UTC(2026, 0, 1),
      duration: { months: 1, time: seconds(86_401.5) },
      resets: true,
    });
  });

  it('collapses white space where the schema does, and nowhere else', () => {
    const { defaultProfile } = read(profile('<Name> a \n b </Name><AssociatedPlan> p </AssociatedPlan>')).mbnProfiles!;
    expect(defaultProfile).toMatchObject({ name: 'a b', associatedPlan: ' p ' });
  });
});
