/** Checks of whom an entry of the timeline names: a group that is there, of people, and with so many devices. */
import type { Mistake } from './mistakes.ts';
import { asWarning, mistakeAtValue } from './mistakes-at.ts';
import { didYouMean } from './nearest-word.ts';
import { readCount } from './quantities.ts';
import { expectedNames, readable } from './written-values.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** What keeps a group from being reached, if anything: that it is not there, or has no people. */
export function checkMembers(
  document: ScenarioDocument,
  here: Path,
  group: string,
  groups: readonly string[],
): Mistake[] | undefined {
  if (!groups.includes(group))
    return [
      mistakeAtValue(
        document,
        here,
        `No group \`${group}\` in population.${expectedNames(groups)}${didYouMean(group, groups)}`,
      ),
    ];
  if (rawAt(document.raw, ['population', group, 'load']) !== undefined)
    return [
      mistakeAtValue(
        document,
        here,
        `\`${group}\` has a \`load\`: its members are machines of a load test, not people.`,
      ),
    ];
  return undefined;
}

/** So many as a campaign reaches are there. Of a population that `--set` or a variant makes smaller, it reaches all. */
export function checkCampaign(document: ScenarioDocument, here: Path, group: string): Mistake[] {
  const placeOf = (path: Path) => document.placesOf(path).value.source;
  const isMadeSmaller = placeOf(['population', group, 'count']) !== placeOf(here);
  return checkReach(document, here, group).map(mistake =>
    isMadeSmaller
      ? asWarning({ ...mistake, message: `${mistake.message} The campaign reaches all of them.` })
      : mistake,
  );
}

/** So many devices, or the device of that number, are there. */
export function checkReach(document: ScenarioDocument, here: Path, group: string, index?: number): Mistake[] {
  const count = readable(document, ['population', group, 'count'], readCount);
  const wanted = index ?? readable(document, here, readCount);
  if (count === undefined || wanted === undefined || wanted <= count) return [];
  return [mistakeAtValue(document, here, `The group \`${group}\` has ${count} devices.`)];
}
