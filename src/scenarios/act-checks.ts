/** Checks of acts by hand: they are done to devices that are there, and make sense for the SIM that these have. */
import type { Act } from '../models/settings.ts';
import { actOf } from './act-words.ts';
import { checkMembers, checkReach } from './member-checks.ts';
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { readShare } from './quantities.ts';
import { oneDevice } from './schema/phrases.ts';
import { readable, textAt } from './written-values.ts';
import { isRawMap, type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** @param path  of the entry */
export function checkAct(document: ScenarioDocument, path: Path, groups: readonly string[]): Mistake[] {
  const raw = rawAt(document.raw, path);
  const has = (key: string) => isRawMap(raw) && raw[key] !== undefined;
  if (has('device') && has('group'))
    return [
      mistakeAtKey(document, [...path, 'group'], '', 'An act is done to one device, or to a group. Write two entries.'),
    ];
  if (!has('device') && !has('group'))
    return [
      mistakeAtKey(
        document,
        [...path, 'act'],
        '',
        'To whom? Write `device: laptops 17`, or `group: laptops` for all of them.',
      ),
    ];
  if (has('device') && has('reach'))
    return [
      mistakeAtKey(document, [...path, 'reach'], '', '`reach` says how many of a `group`, and `device` is one of it.'),
    ];
  return checkDoneTo(document, path, groups);
}

function checkDoneTo(document: ScenarioDocument, path: Path, groups: readonly string[]): Mistake[] {
  const here = [...path, rawAt(document.raw, [...path, 'device']) === undefined ? 'group' : 'device'];
  const device = readable(document, here, oneDevice.read);
  const group = device?.group ?? textAt(document, [...path, 'group']);
  if (group === undefined) return [];
  const wrong = checkMembers(document, here, group, groups);
  if (wrong !== undefined) return wrong;
  const few =
    device === undefined
      ? checkReach(document, [...path, 'reach'], group)
      : checkReach(document, here, group, device.index);
  return [...few, ...checkSense(document, [...path, 'act'], group)];
}

/* ---- Sense ---- */

/** What is known of the devices of a group, as far as it can be read. */
interface Devices {
  group: string;
  sim: string;
  technology: string;
  /** Share of SIMs that ask for a PIN. */
  simPin: number;
  comes: boolean;
}

function checkSense(document: ScenarioDocument, here: Path, group: string): Mistake[] {
  const act = actOf(textAt(document, here) ?? '');
  const path = ['population', group];
  const devices: Devices = {
    group,
    sim: textAt(document, [...path, 'device', 'sim']) ?? 'esim',
    technology: textAt(document, [...path, 'device', 'technology']) ?? 'gsm',
    simPin: readable(document, [...path, 'device', 'simPin'], readShare) ?? 0,
    comes: rawAt(document.raw, [...path, 'arrive']) !== undefined,
  };
  const objection = act === undefined ? undefined : objectionTo(act, devices);
  return objection === undefined ? [] : [mistakeAtValue(document, here, objection)];
}

/** Why an act cannot be done to such devices; undefined when it can. */
function objectionTo(act: Act, { group, sim, technology, simPin, comes }: Devices): string | undefined {
  const isOfCard = ['insertSim', 'removeSim', 'swapSim', 'reprogramSim', 'enterPin', 'enterWrongPin'].includes(act);
  if (isOfCard && technology === 'cdma')
    return `The devices of \`${group}\` have no SIM: with CDMA the identity is in the modem.`;
  switch (act) {
    case 'insertSim':
    case 'removeSim':
    case 'swapSim':
      return sim === 'esim'
        ? `The SIM of \`${group}\` is an eSIM, part of the PC: nobody can take it out or put it in. For cards write \`sim: hot\`.`
        : undefined;
    case 'reprogramSim':
      return sim === 'esim'
        ? `The SIM of \`${group}\` is an eSIM: it gets other profiles, and is not reprogrammed.`
        : undefined;
    case 'enterPin':
    case 'enterWrongPin':
      return simPin === 0
        ? `No SIM of \`${group}\` asks for a PIN. Write \`population.${group}.device.simPin: 100 %\`?`
        : undefined;
    case 'preactivateLine':
      if (sim === 'esim')
        return `The lines of \`${group}\` come to be with the purchase, so none can be pre-activated.`;
      return sim === 'cold' ? undefined : `The lines of \`${group}\` are there already: their SIMs are ${sim}.`;
    case 'openApp':
      if (sim === 'hot') return `The lines of \`${group}\` have a plan already: their SIMs are hot.`;
      return comes ? `Who comes opens the app then, without being told. Write \`count\` in \`${group}\`.` : undefined;
    default:
      return undefined;
  }
}
