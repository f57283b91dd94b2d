/**
 * The activation code that tells a device where its eSIM profile waits:
 *
 *     1$smdp.contoso.example$CNTS-0001-7Q$1.3.6.1.4.1.31746$1
 *     │ SM-DP+ address       MatchingID   SM-DP+ OID        1 = a confirmation code is required
 *     format
 *
 * The last two parts are optional. With `LPA:` in front it is what a QR code carries; the Mobile Plans callbacks take it
 * without the prefix and allow no confirmation code. The same code may be used again after a failed download.
 * Source: GSMA SGP.22, "Activation Code"; Microsoft Learn, "Mobile Plans callback notifications".
 */
import { isMatchingId, type MatchingId, type Parsed, parsed, unreadable } from './identifiers.ts';

export interface ActivationCode {
  /** Fully qualified domain name of the SM-DP+. */
  smdpAddress: string;
  /** Absent in old samples: the profile that waits for this EID. */
  matchingId: MatchingId | undefined;
  smdpOid: string | undefined;
  confirmationCodeRequired: boolean;
}

/** Who reads the code: the callback of Mobile Plans, or a camera and the link handler of Windows. */
export type ActivationCodeReader = 'mobilePlans' | 'qrCode';

/** SGP.22 allows 255 characters, prefix not counted. */
const longestCode = 255;

export function formatActivationCode(
  code: Pick<ActivationCode, 'smdpAddress' | 'matchingId'> & Partial<ActivationCode>,
  reader: ActivationCodeReader = 'mobilePlans',
): string {
  const prefix = reader === 'qrCode' ? 'LPA:' : '';
  const oid = code.smdpOid ?? (code.confirmationCodeRequired ? '' : undefined);
  const parts = ['1', code.smdpAddress, code.matchingId ?? ''];
  if (oid !== undefined) parts.push(oid);
  if (code.confirmationCodeRequired) parts.push('1');
  return prefix + parts.join('$');
}

/** Reads a code by the rules of its reader; the reason of a refusal is a sentence for the operator's developer. */
export function parseActivationCode(
  text: string,
  reader: ActivationCodeReader = 'mobilePlans',
): Parsed<ActivationCode> {
  const prefixed = /^lpa:/i.test(text);
  if (prefixed && reader === 'mobilePlans') return unreadable('Mobile Plans takes the code without the prefix LPA:');
  if (!prefixed && reader === 'qrCode') return unreadable('the code of a QR code or link starts with LPA:');
  const code = prefixed ? text.slice(4) : text;
  if (code.length > longestCode) return unreadable(`the code is longer than ${longestCode} characters`);

  const [format, smdpAddress = '', matchingId, smdpOid, flag, ...rest] = code.split('$');
  if (format !== '1') return unreadable(`the format is "${format}"; expected 1`);
  if (!isDomainName(smdpAddress)) return unreadable(`"${smdpAddress}" is not the domain name of an SM-DP+`);
  if (matchingId === undefined) return unreadable('the MatchingID is missing; its $ is needed even when it is empty');
  if (matchingId !== '' && !isMatchingId(matchingId))
    return unreadable(`the MatchingID "${matchingId}" has other characters than capital letters, digits and hyphens`);
  if (smdpOid === '' ? flag === undefined : smdpOid !== undefined && !isObjectIdentifier(smdpOid))
    return unreadable(`"${smdpOid}" is not an object identifier`);
  if (flag !== undefined && flag !== '1')
    return unreadable(`the confirmation flag is "${flag}"; expected 1 or nothing`);
  if (flag === '1' && reader === 'mobilePlans') return unreadable('Mobile Plans allows no confirmation code');
  if (rest.length > 0) return unreadable('the code has more than five parts');

  return parsed({
    smdpAddress,
    matchingId: isMatchingId(matchingId) ? matchingId : undefined,
    smdpOid: smdpOid === '' ? undefined : smdpOid,
    confirmationCodeRequired: flag === '1',
  });
}

/** At least two labels of letters, digits and inner hyphens; no port, no address in numbers. */
function isDomainName(text: string): boolean {
  const labels = text.split('.');
  return (
    text.length <= 253 &&
    labels.length >= 2 &&
    labels.every(label => /^[a-z0-9-]{1,63}$/i.test(label) && !label.startsWith('-') && !label.endsWith('-')) &&
    !/^\d+$/.test(labels[labels.length - 1])
  );
}

const isObjectIdentifier = (text: string): boolean => /^\d+(\.\d+)+$/.test(text);
