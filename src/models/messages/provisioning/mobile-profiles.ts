/**
 * MBNProfiles: the profiles with which a device connects to the operator, the rules for its messages, and how Windows shows
 * it.
 *
 * Source: Microsoft Learn, "WWAN schema", "Account provisioning". Assumption: where the pages differ, a profile name has at
 * most 64 characters, and an access string 1 to 100.
 */
import { attributeOr, child, children, foreigners, optional, sequence, type ValueOf } from './element-types.ts';
import { messages } from './message-rules.ts';
import { wwan } from './namespaces.ts';
import { base64, matching, nameType, oneWordOf, providerName, such, token, verbatim, whole } from './simple-types.ts';

/** 0 to 9; 5 unless stated. */
export const priority = attributeOr('Priority', whole(0, 9), 5);

/** How a connection is set up; the same in the schemas WWAN and v2, each in its own namespace. */
export const contextIn = (namespace: string) =>
  sequence({
    accessString: optional(namespace, 'AccessString', token(1, 100)),
    userLogonCred: optional(
      namespace,
      'UserLogonCred',
      sequence({
        userName: child(namespace, 'UserName', token(1, 255)),
        password: optional(namespace, 'Password', verbatim(0, 255)),
      }),
    ),
    compression: optional(namespace, 'Compression', oneWordOf('DISABLE', 'ENABLE')),
    authProtocol: optional(namespace, 'AuthProtocol', oneWordOf('NONE', 'PAP', 'CHAP', 'MsCHAPv2')),
  });

const roamingPartner = sequence({
  providerId: child(wwan, 'ProviderID', matching(/^\d{1,6}$/, 'a provider ID of 1 to 6 digits')),
  providerName: child(wwan, 'ProviderName', providerName),
});

const mobileProfile = sequence({
  priority,
  name: child(wwan, 'Name', token(1, 64)),
  description: optional(wwan, 'Description', nameType),
  associatedPlan: optional(wwan, 'AssociatedPlan', verbatim()),
  homeProviderName: optional(wwan, 'HomeProviderName', providerName),
  context: optional(wwan, 'Context', contextIn(wwan)),
  dataRoamingPartners: optional(
    wwan,
    'DataRoamingPartners',
    sequence({ providers: children(wwan, 'Provider', roamingPartner, 1) }),
  ),
  extensions: optional(wwan, 'Extensions', sequence({ others: foreigners(wwan) })),
});
export type MobileProfile = ValueOf<typeof mobileProfile>;

const logo = such(base64, data => {
  const size = pictureSize(Buffer.from(data, 'base64'));
  if (size === undefined) return 'a logo is a picture in PNG or BMP';
  return size === '32x32' ? undefined : `a logo has 32x32 picture elements, not ${size}`;
});

/** Width and height of a PNG or BMP as its head states them. */
function pictureSize(data: Buffer): string | undefined {
  const isPng = data.length >= 24 && data.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n';
  if (isPng && data.toString('latin1', 12, 16) === 'IHDR') return `${data.readUInt32BE(16)}x${data.readUInt32BE(20)}`;
  const isBmp = data.length >= 26 && data.toString('latin1', 0, 2) === 'BM' && data.readUInt32LE(14) >= 40;
  return isBmp ? `${data.readInt32LE(18)}x${Math.abs(data.readInt32LE(22))}` : undefined;
}

/** From Windows 10 version 1709 on it is read and then ignored: the COSA database says how an operator is shown. */
const branding = sequence({
  logo: optional(wwan, 'Logo', logo),
  name: optional(wwan, 'Name', verbatim(0, 20)),
});
export type Branding = ValueOf<typeof branding>;

export const mobileProfiles = sequence({
  defaultProfile: optional(wwan, 'DefaultProfile', mobileProfile),
  purchaseProfile: optional(wwan, 'PurchaseProfile', mobileProfile),
  messages: optional(wwan, 'Messages', messages),
  branding: optional(wwan, 'Branding', branding),
});
