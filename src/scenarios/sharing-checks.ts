/** Checks of internet sharing and special connections: names that must exist, and sums that must not be too large. */
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { didYouMean } from './nearest-word.ts';
import { checkOwnName } from './own-names.ts';
import { readCount } from './quantities.ts';
import { checkParts, expectedNames, mistakesOfEach, namesAt, readable, textAt } from './written-values.ts';
import type { Path, ScenarioDocument } from './yaml-document.ts';

/** Clients beside a PC, at most: their luck is told apart by a number up to this. */
const clientsMost = 60;

/** @param path  of the operator */
export function checkOperatorSharing(document: ScenarioDocument, path: Path): Mistake[] {
  const policies = [...path, 'contexts', 'policies'];
  const names = namesAt(document, policies);
  return mistakesOfEach(names, name => checkOwnName(document, [...policies, name], 'a policy'));
}

/** @param path  of the group */
export function checkGroupSharing(document: ScenarioDocument, path: Path, operators: readonly string[]): Mistake[] {
  const sharing = [...path, 'sharing'];
  const clients = [...sharing, 'clients'];
  const kinds = namesAt(document, clients);
  const all = kinds.reduce((sum, kind) => sum + (readable(document, [...clients, kind, 'count'], readCount) ?? 1), 0);
  return [
    ...checkParts(document, sharing, ['radioRestriction', 'bandInterference']),
    ...mistakesOfEach(kinds, kind => checkOwnName(document, [...clients, kind], 'a kind of device')),
    ...(all > clientsMost
      ? [mistakeAtKey(document, clients, '', `These are ${all} devices beside each PC; there can be ${clientsMost}.`)]
      : []),
    ...checkApps(document, path, operators),
  ];
}

/** The policy that an app names is one of its operator. */
function checkApps(document: ScenarioDocument, path: Path, operators: readonly string[]): Mistake[] {
  const apps = [...path, 'specialApps'];
  const operator = textAt(document, [...path, 'operator']) ?? operators[0];
  const where = ['operators', operator ?? '', 'contexts', 'policies'];
  const policies = namesAt(document, where);
  return mistakesOfEach(namesAt(document, apps), app => {
    const here = [...apps, app, 'context'];
    const policy = textAt(document, here);
    const named = checkOwnName(document, [...apps, app], 'an app');
    if (policy === undefined || policies.includes(policy)) return named;
    const known = policies.length === 0 ? ` There is no ${where.join('.')}.` : expectedNames(policies);
    const message = `No policy \`${policy}\` in ${where.join('.')}.${didYouMean(policy, policies) || known}`;
    return [...named, mistakeAtValue(document, here, message)];
  });
}
