/** Checks of eSIM profiles that come without a purchase: they need an eUICC, one way only, and codes that the SM-DS knows. */
import { smDsErrors } from '../models/messages/es11.ts';
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey } from './mistakes-at.ts';
import { didYouMean } from './nearest-word.ts';
import { checkParts, namesAt, textAt } from './written-values.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

const smDsCodes = Object.keys(smDsErrors);

/** @param path  of the group */
export function checkProfilesWithoutPurchase(document: ScenarioDocument, path: Path): Mistake[] {
  const has = (name: string) => rawAt(document.raw, [...path, name]) !== undefined;
  const sim = textAt(document, [...path, 'device', 'sim']) ?? 'esim';
  const wrong = sim === 'esim' ? [] : ['managed', 'activationCode'].filter(has);
  const installsBy = textAt(document, [...path, 'managed', 'installsBy']) ?? 'discovery';
  return [
    ...wrong.map(name =>
      mistakeAtKey(document, [...path, name], '', 'A SIM card takes no other profile. For an eUICC write `sim: esim`.'),
    ),
    ...(has('managed') && has('activationCode') && installsBy !== 'none'
      ? [
          mistakeAtKey(
            document,
            [...path, 'activationCode'],
            '',
            'Each PC has one line, which management installs already. Write `installsBy: none` in `managed`, or leave one of the two out.',
          ),
        ]
      : []),
  ];
}

/** @param path  of the operator */
export function checkSmDs(document: ScenarioDocument, path: Path): Mistake[] {
  const refuses = [...path, 'smds', 'refuses'];
  const codes = namesAt(document, refuses);
  return [
    ...codes
      .filter(code => !smDsCodes.includes(code))
      .slice(0, smDsCodes.length)
      .map(code =>
        mistakeAtKey(
          document,
          [...refuses, code],
          '',
          `The SM-DS has no refusal code \`${code}\`. Expected one of: ${smDsCodes.join(', ')}.${didYouMean(code, smDsCodes)}`,
        ),
      ),
    ...checkParts(document, refuses, codes),
  ];
}
