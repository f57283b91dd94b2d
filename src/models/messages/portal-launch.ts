/**
 * How the Mobile Plans app opens the operator's web portal: the URL and the headers of the first page.
 *
 *     https://portal.contoso.example/?market=US&location=US&transactionId=waoigFfX00yGH3Vb.1
 *         &eid=89049032004008882600000000004247&imei=359999001234566&iccids=8999901000000000013
 *
 * Source: Microsoft Learn, "Mobile Plans web portal" and "Mobile Plans error handling" (LPA error headers).
 */
import type { Eid, Iccid, Imei, PortalTransactionId } from '../identifiers.ts';
import type { ESimOperationStatus } from './esim-operation-status.ts';

/** Which line the user wants to buy for. With an eSIM: the profiles of this operator already on it, maybe none. */
export type PortalLaunchSim =
  | { kind: 'esim'; eid: Eid; iccids: readonly Iccid[] }
  | { kind: 'physicalSim'; iccid: Iccid };

export interface PortalLaunch {
  /** Host of the portal, without scheme or port: the portal is HTTPS only. */
  host: string;
  /** Country of the device's settings, ISO 3166, two capitals. */
  market: string;
  /** Country where the device is, by network MCC on cellular or by address on Wi-Fi. */
  location: string;
  transactionId: PortalTransactionId;
  imei: Imei;
  sim: PortalLaunchSim;
}

/** The URL with each value encoded; the commas between ICCIDs stay, as documented. */
export function portalLaunchUrl({ host, market, location, transactionId, imei, sim }: PortalLaunch): string {
  const parameters: [string, readonly string[]][] = [
    ['market', [market]],
    ['location', [location]],
    ['transactionId', [transactionId]],
    ['eid', sim.kind === 'esim' ? [sim.eid] : []],
    ['imei', [imei]],
    ['iccids', sim.kind === 'esim' ? sim.iccids : []],
    ['iccid', sim.kind === 'physicalSim' ? [sim.iccid] : []],
  ];
  const query = parameters
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${name}=${values.map(encodeURIComponent).join(',')}`);
  return `https://${host}/?${query.join('&')}`;
}

/** A download that failed since the last one that succeeded. */
export interface LpaError {
  status: ESimOperationStatus;
  /** Milliseconds since 1970, UTC. */
  at_ms: number;
}

/**
 * The headers of the launch: the user's language and, after failed downloads, what went wrong.
 *
 * @param language   such as `en-US`
 * @param lpaErrors  in the order they happened; as many codes as time stamps, for one ICCID
 */
export function portalLaunchHeaders(
  language: string,
  lpaErrors: readonly LpaError[] = [],
  iccid?: Iccid,
): Record<string, string> {
  const headers: Record<string, string> = { 'Accept-Language': language };
  if (lpaErrors.length === 0) return headers;
  headers['X-MP-LPAError-Codes'] = lpaErrors.map(error => error.status).join(',');
  headers['X-MP-LPAError-TimeStamps'] = lpaErrors.map(error => lpaErrorTimeStamp(error.at_ms)).join(',');
  if (iccid !== undefined) headers['X-MP-LPAError-ICCIDs'] = iccid;
  return headers;
}

/** `3/7/2024 9:05:00 AM`, in UTC. The documents speak of an offset from UTC; their sample has none. */
export function lpaErrorTimeStamp(at_ms: number): string {
  const date = new Date(at_ms);
  const two = (n: number): string => String(n).padStart(2, '0');
  const hour = date.getUTCHours();
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
  const time = `${hour % 12 === 0 ? 12 : hour % 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${day} ${time} ${hour < 12 ? 'AM' : 'PM'}`;
}
