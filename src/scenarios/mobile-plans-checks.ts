/** Checks of what an operator sells and how it appears in Mobile Plans: plans, gateway pages, portal, walled garden. */
import { baseList } from '../models/walled-garden-hosts.ts';
import type { Mistake } from './mistakes.ts';
import { asWarning, mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { didYouMean } from './nearest-word.ts';
import { usualHost } from './operator-settings.ts';
import { checkOwnName } from './own-names.ts';
import { payingTier } from './portal-settings.ts';
import { readMoney } from './quantities.ts';
import { pricePerData } from './schema/phrases.ts';
import { isOwnFlow } from './schema/portal.ts';
import { checkParts, checkShares, expectedNames, mistakesOfEach, namesAt, readable, textAt } from './written-values.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** @param operator  its path */
export function checkMobilePlans(document: ScenarioDocument, operator: Path): Mistake[] {
  return [
    ...checkPlans(document, operator),
    ...checkGateway(document, [...operator, 'gateway', 'templates']),
    ...checkPortalKeys(document, operator),
    ...checkParts(document, [...operator, 'portal', 'leavesBy'], ['cancel', 'exit']),
    ...checkWalledGarden(document, operator),
  ];
}

/** Names that people read are told apart, and money of one operator is of one kind. */
function checkPlans(document: ScenarioDocument, operator: Path): Mistake[] {
  const path = [...operator, 'plans'];
  const plans = namesAt(document, path);
  const nameOf = (plan: Path, usual: string) => textAt(document, [...plan, 'name']) ?? usual;
  const seen = new Set([nameOf([...operator, 'plan'], '200 MB for 24 hours')]);
  const currencyOf = (plan: Path) => readable(document, [...plan, 'price'], readMoney)?.currency ?? 'EUR';
  const currency = currencyOf([...operator, 'plan']);
  const first = [...operator, 'plan'];
  const further = mistakesOfEach(plans, key => {
    const plan = [...path, key];
    const wrong = checkOwnName(document, plan, 'a plan');
    const name = nameOf(plan, key);
    if (seen.has(name)) wrong.push(mistakeAtKey(document, plan, '', `There are two plans named \`${name}\`.`));
    seen.add(name);
    wrong.push(...checkOverage(document, plan, currencyOf(plan)));
    if (currencyOf(plan) !== currency)
      wrong.push(
        mistakeAtKey(
          document,
          plan,
          '',
          `All plans of an operator have one currency; that of \`plan\` is ${currency}.`,
        ),
      );
    return wrong;
  });
  return [...checkOverage(document, first, currency), ...checkRoaming(document, operator, currency), ...further];
}

/** A contract alone goes on beyond its data, and is paid in one currency. */
function checkOverage(document: ScenarioDocument, plan: Path, currency: string): Mistake[] {
  const here = [...plan, 'overage'];
  const overage = readable(document, here, pricePerData.read);
  if (overage === undefined) return [];
  if (textAt(document, [...plan, 'postpaid']) !== 'true')
    return [
      mistakeAtKey(
        document,
        here,
        '',
        'A prepaid plan ends with its data, and nothing is used beyond it. Write `postpaid: true`.',
      ),
    ];
  if (overage.price.currency === currency) return [];
  return [mistakeAtValue(document, here, `The price of the plan is in ${currency}.`)];
}

/** Use abroad is paid in the currency of the plans. */
function checkRoaming(document: ScenarioDocument, operator: Path, currency: string): Mistake[] {
  const roaming = [...operator, 'roaming'];
  const price = readable(document, [...roaming, 'price'], pricePerData.read)?.price;
  const cap = readable(document, [...roaming, 'cap'], readMoney);
  return (
    [
      ['price', price],
      ['cap', cap],
    ] as const
  )
    .filter(([, money]) => money !== undefined && money.currency !== currency)
    .map(([key]) => mistakeAtValue(document, [...roaming, key], `The price of the plan is in ${currency}.`));
}

/** One page is the standard one, which is shown where GetOffers fails. */
function checkGateway(document: ScenarioDocument, path: Path): Mistake[] {
  const ids = namesAt(document, path);
  if (ids.length === 0) return [];
  const wrong = ids.filter(id => !/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(id));
  if (wrong.length > 0)
    return mistakesOfEach(wrong, id => [
      mistakeAtKey(document, [...path, id], '', 'The id of a gateway page is letters, digits and hyphens, at most 64.'),
    ]);
  if (!ids.includes('0'))
    return [
      mistakeAtKey(
        document,
        path,
        '',
        'The standard page `0` is missing, which is shown where GetOffers fails. Write `0: { share: rest }`.',
      ),
    ];
  return checkShares(document, path, undefined, id => [...path, id, 'share']);
}

/** What only the documented walk has. */
function checkPortalKeys(document: ScenarioDocument, operator: Path): Mistake[] {
  const portal = [...operator, 'portal'];
  const given = (key: string) => rawAt(document.raw, [...portal, key]) !== undefined;
  const at = (key: string, message: string) => asWarning(mistakeAtKey(document, [...portal, key], '', message));
  if (isOwnFlow(rawAt(document.raw, [...portal, 'steps'])))
    return ['resources', 'paymentFails', 'paymentTries']
      .filter(given)
      .map(key => at(key, `\`${key}\` is of the documented flow; in a flow of your own, the steps and tiers say it.`));
  const isPaying = rawAt(document.raw, [...operator, 'backend', payingTier]) !== undefined;
  return isPaying && given('paymentFails')
    ? [at('paymentFails', `There is a tier \`${payingTier}\`, whose results say it: \`results: { declined: 6 % }\`.`)]
    : [];
}

/** Only what passes can be missing, and only what does not pass can be added. */
function checkWalledGarden(document: ScenarioDocument, operator: Path): Mistake[] {
  const name = operator[operator.length - 1];
  const own = (['portal', 'api'] as const).map(
    system =>
      textAt(document, [...operator, system, 'host'])?.toLowerCase() ??
      usualHost(name, system === 'portal' ? 'mobileplans' : 'api'),
  );
  const passed = [...baseList.map(({ host }) => host), ...own];
  const entries = (key: string) => {
    const path = [...operator, 'walledGarden', key];
    const list = rawAt(document.raw, path);
    return Array.isArray(list) ? list.map((_, i) => [...path, String(i)]) : [];
  };
  const hostAt = (path: Path) => textAt(document, path)?.toLowerCase() ?? '';
  return [
    ...mistakesOfEach(
      entries('missing').filter(path => !passed.includes(hostAt(path))),
      path => [
        mistakeAtValue(
          document,
          path,
          `Only what should pass can be missing.${didYouMean(hostAt(path), passed) || expectedNames(passed)}`,
        ),
      ],
    ),
    ...mistakesOfEach(
      entries('added').filter(path => passed.includes(hostAt(path))),
      path => [asWarning(mistakeAtValue(document, path, 'This host passes anyway.'))],
    ),
  ];
}
