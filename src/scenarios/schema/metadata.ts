/**
 * What Windows knows of an operator: `operators.NAME.cosa`, its entry in the COSA database on every PC, and
 * `operators.NAME.serviceMetadata`, the package that Windows downloads when it sees the operator's SIM.
 */
import { z } from 'zod';
import { Unreadable } from '../quantities.ts';
import { accessPoints } from './access-points.ts';
import { truth } from './phrases.ts';
import { type Kind, oneOf, optional, setting, share, size, text } from './setting.ts';
import { tetheringPolicies } from './sharing.ts';
import { assumed, published } from './sources.ts';
import { submission } from './submission.ts';

const webAddress: Kind<string> = {
  unit: 'a web address',
  read(text) {
    const isAddress = text.length <= 2_048 && /^https?:\/\/[^\s/]+(?:\/\S*)?$/i.test(text) && URL.canParse(text);
    if (!isAddress) throw new Unreadable('Expected a web address, for example `https://account.contoso.example/`.');
    return text;
  },
};

const brandingName = optional(text(64), {
  meaning: 'Name that Windows shows for the network; without one, what the network calls itself',
});

export const cosa = z.strictObject({
  listed: setting(truth, {
    meaning: 'Whether the COSA database on the PCs knows the operator',
    default: 'true',
    ...assumed('An operator that takes part has submitted its entry'),
  }),
  behind: setting(share, {
    meaning: 'Share of PCs whose database is one release behind and does not know the operator yet',
    default: '0 %',
    ...assumed('Databases come with Windows Update; no document says how many PCs lag'),
  }),
  accountExperienceUrl: optional(webAddress, {
    meaning: 'Web site on which lines are bought and looked after; without one, https://account.<operator>.example/',
  }),
  appId: optional(text(255), { meaning: 'AppID of the operator’s own app; Windows then takes it from the Store' }),
  supportDataMarketplace: setting(truth, {
    meaning: 'Whether plans of the operator are sold in the Mobile Plans app',
    default: 'true',
    ...assumed(
      'The operators of this simulation take part in Mobile Plans; an entry says false unless it says otherwise',
    ),
  }),
  roaming: setting(oneOf(['0', '1', '2', '3', '4', '5']), {
    meaning:
      'Where the profile may be used: 0 at home, 1 everywhere, 2 at home and on domestic partners, 3 domestic partners only, 4 abroad only, 5 roaming only',
    default: '1',
    ...published('CS', 'Roaming, all by default'),
  }),
  hotspot: optional(oneOf(tetheringPolicies), {
    meaning: 'Hotspot, from Windows 10, version 1803 on: whether lines may share their connection; always without it',
  }),
  brandingName,
  useBrandingNameOnRoaming: setting(oneOf(['0', '1', '2']), {
    meaning: 'Where the branding name is shown: 0 at home, 1 on domestic partners too, 2 abroad too',
    default: '0',
    ...published('CS', 'UseBrandingNameOnRoaming'),
  }),
  accessPoints,
});

export const serviceMetadata = z.strictObject({
  published: setting(truth, {
    meaning: 'Whether the operator has published a service metadata package',
    default: 'true',
    ...assumed('The document describes operators that have one; from Windows 10, version 1803 COSA alone is enough'),
  }),
  size: setting(size, {
    meaning: 'Size of the package',
    default: '60 kB',
    ...assumed('A small XML file and icons'),
  }),
  app: setting(truth, {
    meaning: 'Whether the package names an app of the operator, which the Store then delivers',
    default: 'true',
    ...assumed('The document describes operators that have one'),
  }),
  unreadable: setting(share, {
    meaning: 'Share of downloaded packages that Windows cannot read (0x80070306)',
    default: '0 %',
    ...assumed('No document publishes how often this happens, so nothing fails unless the scenario says so'),
  }),
  handlerNameMatches: setting(truth, {
    meaning: 'Whether the app has the name under which the package asks for its event handlers',
    default: 'true',
    ...assumed('A mismatch is a mistake of the operator, told in the event log of Device Setup Manager'),
  }),
  appSize: setting(size, {
    meaning: 'Size of the app',
    default: '20 MB',
    ...assumed('A usual size of an app from the Store'),
  }),
  allowTethering: optional(oneOf(tetheringPolicies), {
    meaning:
      'AllowTethering, up to Windows 10, version 1709: whether lines may share their connection; always without it',
  }),
  brandingName,
  accessPoints,
  submission: submission.optional(),
});
