/**
 * Checks of how a portal hands a purchase to the Mobile Plans app: what each callback goes with, and for whose SIM it is.
 *
 *     a profile       notifyProfileDownload (downloadDelay), notifyPurchaseWithProfileDownload (networkRegistrationInterval)
 *     balance         notifyBalanceAddition (withIccid)
 */
import type { Mistake } from './mistakes.ts';
import { asWarning, mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { readDuration, readShare } from './quantities.ts';
import { isOwnFlow } from './schema/portal.ts';
import { mistakesOfEach, namesAt, readable, textAt } from './written-values.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

const downloads: readonly string[] = [
  'notifyProfileDownload',
  'notifyPurchaseWithProfileDownload',
  'notifyInlineProfileDownload',
  'notifyPurchaseResult',
];
const balance = 'notifyBalanceAddition';

/** Which callback each key says more about. */
const belongsTo = [
  ['downloadDelay', 'notifyProfileDownload'],
  ['networkRegistrationInterval', 'notifyPurchaseWithProfileDownload'],
  ['withIccid', balance],
] as const;

/** @param operator  its path */
export function checkHandOver(document: ScenarioDocument, operator: Path): Mistake[] {
  const path = [...operator, 'portal', 'steps'];
  const isOwn = isOwnFlow(rawAt(document.raw, path));
  const steps = namesAt(document, path).map(step => [...path, step]);
  const orders = steps.map(step => textAt(document, [...step, 'order']));
  const isDelayed = steps.some(step => rawAt(document.raw, [...step, 'downloadDelay']) !== undefined);
  const hasProfile = !isOwn || orders.some(order => order === 'esim' || order === 'bySim');
  return mistakesOfEach(steps, step => {
    const here = [...step, 'callback'];
    const callback = textAt(document, here) ?? (isOwn ? undefined : 'notifyProfileDownload');
    const isDownload = callback !== undefined && downloads.includes(callback);
    const wrong: Mistake[] = belongsTo
      .filter(([key, method]) => method !== callback && rawAt(document.raw, [...step, key]) !== undefined)
      .map(([key, method]) =>
        mistakeAtKey(document, [...step, key], '', `\`${key}\` belongs to \`callback: ${method}\`.`),
      );
    if (isDownload && textAt(document, [...step, 'order']) === 'balance')
      wrong.push(
        mistakeAtValue(document, here, `A profile is downloaded, and \`order: balance\` orders none. Use ${balance}.`),
      );
    else if (isDownload && !hasProfile)
      wrong.push(mistakeAtValue(document, here, 'No step orders a profile to download. Write `order: esim`.'));
    if (callback === 'notifyOperationCancel' && !isDelayed)
      wrong.push(mistakeAtValue(document, here, 'Takes back a delayed download, and no step has a `downloadDelay`.'));
    return [...wrong, ...checkExpiry(document, operator, step)];
  });
}

/** Whoever is asked to download after the order has expired downloads nothing. */
function checkExpiry(document: ScenarioDocument, operator: Path, step: Path): Mistake[] {
  const here = [...step, 'downloadDelay'];
  const delay = readable(document, here, readDuration) ?? 0;
  const expiry = readable(document, [...operator, 'smdp', 'orderExpiry'], readDuration);
  if (expiry === undefined || delay < expiry) return [];
  return [asWarning(mistakeAtValue(document, here, 'The order has expired by then: `smdp.orderExpiry` is shorter.'))];
}

/** Balance is added to a line that is there, and a profile is downloaded to an eUICC. */
export function checkForWhom(document: ScenarioDocument, group: Path, operators: readonly string[]): Mistake[] {
  const of = (key: string) => rawAt(document.raw, [...group, key]) !== undefined;
  const operator = ['operators', textAt(document, [...group, 'operator']) ?? operators[0]];
  const path = [...operator, 'portal', 'steps'];
  const steps = namesAt(document, path).filter(step => textAt(document, [...path, step, 'order']) !== 'bySim');
  const withCallback = (fits: (callback: string) => boolean) =>
    steps
      .map(step => [...path, step, 'callback'])
      .filter(callback => {
        const method = textAt(document, callback);
        return method !== undefined && fits(method);
      });
  const toDownload = withCallback(method => downloads.includes(method));
  const toAdd = withCallback(method => method === balance);
  const isBoth = steps.length < namesAt(document, path).length || toAdd.length > 0;
  const topsUp = (readable(document, [...group, 'user', 'topsUp'], readShare) ?? 0) > 0;
  const name = group[group.length - 1];
  if ((textAt(document, [...group, 'device', 'sim']) ?? 'esim') !== 'esim') {
    if (isBoth || !(topsUp || buysInMobilePlans(document, group, operator))) return [];
    const message = `Downloads a profile, and ${name} have a SIM card. For a line that is there use ${balance}, or write \`order: bySim\`.`;
    return toDownload.slice(0, 1).map(callback => mistakeAtValue(document, callback, message));
  }
  if (topsUp && !isBoth) {
    const message = `Who of ${name} tops up would get another profile. Write \`order: bySim\` beside it.`;
    return toDownload.slice(0, 1).map(callback => asWarning(mistakeAtValue(document, callback, message)));
  }
  const hasLine = topsUp || of('line') || textAt(document, [...group, 'device', 'ownProfile']) === 'true';
  if (hasLine || !(of('arrive') || of('buys'))) return [];
  const message = `Adds balance to a current line, but ${name} have none. For a first purchase use notifyProfileDownload.`;
  return toAdd.map(callback => mistakeAtValue(document, callback, message));
}

/** Whether people of a group with SIM cards buy in the Mobile Plans app. */
export function buysInMobilePlans(document: ScenarioDocument, group: Path, operator: Path): boolean {
  const buysIn = textAt(document, [...group, 'user', 'buysIn']);
  if (buysIn !== undefined) return buysIn === 'mobilePlans';
  const isSold = textAt(document, [...operator, 'cosa', 'supportDataMarketplace']) !== 'false';
  return isSold && textAt(document, [...group, 'device', 'sim']) === 'warm';
}
