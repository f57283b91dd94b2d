/** Rules as short as their tests. */

import { type PreparedRule, prepareRules } from '../../../../src/models/messages/operator-messages/rules.ts';
import { readProvisioningXml } from '../../../../src/models/messages/provisioning/provisioning-document.ts';
import { file } from '../provisioning/files.ts';

/** Rules as a file writes them, each a `<Message>`. */
export function rulesOf(...messages: string[]): readonly PreparedRule[] {
  const xml = file(
    `<MBNProfiles><Messages xmlns="http://www.microsoft.com/networking/CarrierControl/WWAN/v1">${messages.join('')}</Messages></MBNProfiles>`,
  );
  const read = readProvisioningXml(xml);
  if (!read.ok) throw new Error(read.reason);
  return prepareRules(read.document.mbnProfiles?.messages?.rules ?? []);
}

/** A rule for any SMS and USSD, with these elements behind its bearers. */
export const message = (inner: string, attributes = ''): string =>
  `<Message${attributes}><SMSBearer ClassZeroOnly="false"/><USSDBearer/>${inner}</Message>`;
