/**
 * Acts by hand in the words of a timeline, `act: close the lid`: what a person does to a PC, what the operator does to a
 * line, and what Windows Update delivers.
 */
import type { Act } from '../models/index.ts';

const acts: Readonly<Record<string, Act>> = {
  'insert the SIM': 'insertSim',
  'remove the SIM': 'removeSim',
  'swap the SIM': 'swapSim',
  'reprogram the SIM': 'reprogramSim',
  'enter the PIN': 'enterPin',
  'enter a wrong PIN': 'enterWrongPin',
  'turn airplane mode on': 'airplaneOn',
  'turn airplane mode off': 'airplaneOff',
  'turn Wi-Fi on': 'wifiOn',
  'turn Wi-Fi off': 'wifiOff',
  'plug in Ethernet': 'ethernetIn',
  'unplug Ethernet': 'ethernetOut',
  'close the lid': 'closeLid',
  'open the lid': 'openLid',
  restart: 'restart',
  connect: 'connect',
  disconnect: 'disconnect',
  'forget the network': 'forget',
  'choose the network by hand': 'chooseNetwork',
  'choose a network that is not there': 'chooseAbsentNetwork',
  'open the flyout': 'openFlyout',
  'open the app': 'openApp',
  'suspend the line': 'suspendLine',
  'settle the line': 'settleLine',
  'terminate the line': 'terminateLine',
  'pre-activate the line': 'preactivateLine',
  'update COSA': 'updateCosa',
  'delete the profile': 'deleteProfile',
  'turn sharing on': 'sharingOn',
  'turn sharing off': 'sharingOff',
  'edit the sharing name': 'editSharing',
  'turn the Wi-Fi radio off': 'wifiRadioOff',
  'turn the Wi-Fi radio on': 'wifiRadioOn',
};

/** What somebody does to a page, which nobody can do yet. */
const pressing = ['press Continue', 'press Cancel'];

/** The acts that can be done, and those that cannot be done yet with what they need. */
export const wordsOfActs: { readonly built: readonly string[]; readonly notBuilt: Readonly<Record<string, string>> } = {
  built: Object.keys(acts),
  notBuilt: Object.fromEntries(pressing.map(words => [words, 'pages on which somebody presses by hand'])),
};

export function actOf(words: string): Act | undefined {
  return Object.hasOwn(acts, words) ? acts[words] : undefined;
}

/** The words for an act, as a timeline says it. */
export function wordsOfAct(act: Act): string {
  const words = Object.keys(acts).find(one => acts[one] === act);
  if (words === undefined) throw new Error(`the language has no words for the act ${act}`);
  return words;
}
