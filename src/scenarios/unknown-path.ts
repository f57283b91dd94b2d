/** What to say of a path that a scenario does not have: the nearest one that it has, or how lines of the timeline are called. */
import { namesOfLines } from './dotted-path.ts';
import { nearestWord } from './nearest-word.ts';
import { writtenPaths } from './schema/tree.ts';
import { type Raw, rawAt } from './yaml-document.ts';

/** Paths that a wrong one is compared with. */
const mostPaths = 2_000;

/** Those paths of a scenario that `isMeant`; all of them without it. */
export function knownPaths(raw: Raw, isMeant: (path: string) => boolean = () => true): string[] {
  const known: string[] = [];
  for (const path of writtenPaths(raw)) {
    if (isMeant(path)) known.push(path);
    if (known.length >= mostPaths) break;
  }
  return known;
}

/** @param known  none where comparing would take too long */
export function unknownPath(dotted: string, raw: Raw, known: readonly string[]): string {
  const nearest = known.find(path => path.endsWith(`.${dotted}`)) ?? nearestWord(dotted, known);
  const help = nearest === undefined ? helpWithTimeline(dotted, raw) : ` Did you mean \`${nearest}\`?`;
  return `There is no setting \`${dotted}\` in this scenario.${help}`;
}

function helpWithTimeline(dotted: string, raw: Raw): string {
  if (!/^timeline\b/.test(dotted)) return '';
  const names = namesOfLines(rawAt(raw, ['timeline']));
  if (names.length === 0)
    return ' What happens in the timeline is called by its name, and nothing in this one has a name.';
  const some = `${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ', …' : ''}`;
  return ` What happens in the timeline is called by its name, as in \`timeline.${names[0]}.at\`. There are: ${some}.`;
}

const mostNames = 20;
