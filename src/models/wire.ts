/**
 * What goes over the wire for one device, as text. A million devices exchange numbers; whoever wants to read a message
 * finds it here.
 */
import { es9PlusRequestLine } from './messages/es9-plus.ts';
import { flyoutText } from './messages/flyout-text.ts';
import { getBalanceBody } from './messages/mobile-operator-api-messages.ts';
import {
  activationCodeOf,
  type Bits,
  balanceRequestOf,
  completedPurchase,
  portalLaunchOf,
} from './messages/of-device.ts';
import { formatPurchaseMetadata } from './messages/purchase-metadata.ts';
import { balanceOf } from './operator/subscription.ts';
import type { World } from './world.ts';

/** Message texts of one device, by what they say. */
export interface WireText {
  launchUrl: string;
  launchHeaders: Readonly<Record<string, string>>;
  order: string;
  activationCode: string;
  callback: string;
  es9: string;
  enable: string;
  registration: string;
  getBalance: string;
  getBalanceHeaders: Readonly<Record<string, string>>;
  balance: string;
  flyout: string;
}

/** @param occurrence  which of the requests about the device's SIM the GetBalance is */
export function describeWire(world: World, device: number, occurrence = 0): WireText {
  const { surroundings, draws } = world;
  const { identity } = surroundings;
  const operator = surroundings.operator(device);
  const bits: Bits = (purpose, nth) => draws.bits(purpose, device, nth);
  const activationCode = activationCodeOf(surroundings, device, bits);
  const launch = portalLaunchOf(surroundings, device, bits);
  const request = balanceRequestOf(surroundings, device, occurrence, bits);
  const balance = balanceOf(world.lines.store.look(device), 'C-7001', world.simulation.now);
  const metadata = formatPurchaseMetadata(completedPurchase(surroundings.plan(device).name));
  return {
    launchUrl: launch.launchUrl,
    launchHeaders: launch.headers,
    order: `ES2+.DownloadOrder(eid=${identity.eid(device)}) → iccid=${identity.iccid(device)}, ConfirmOrder(releaseFlag=true)`,
    activationCode,
    callback: `MobilePlansInlineOperations.notifyProfileDownload(${metadata}, "${activationCode}")`,
    es9: es9PlusRequestLine(operator.smdp.host, 'getBoundProfilePackage'),
    enable: `ES10c.EnableProfile(iccid=${identity.iccid(device)}, refresh=true)`,
    registration: `attach, IMSI ${identity.imsi(device)}, APN ${operator.provider.apns[0]?.name ?? 'default'}`,
    getBalance: request.line,
    getBalanceHeaders: request.headers,
    balance: balance === undefined ? '404 Not Found' : getBalanceBody([balance]),
    flyout: balance === undefined ? '' : Object.values(flyoutText(balance)).filter(Boolean).join(' · '),
  };
}
