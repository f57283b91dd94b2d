/** Settings of which a group has one of two: a count or arrivals, openings of the flyout or sessions. */
import type { Path } from './yaml-document.ts';

const others: ReadonlyMap<string, string> = new Map([
  ['count', 'arrive'],
  ['arrive', 'count'],
  ['flyout.opens', 'sessions'],
  ['flyout.sessions', 'opens'],
]);

/** The path of what a setting takes the place of when it is written over it, by a variant, by `--set` or in a file on top. */
export function alternativeTo(path: Path): Path | undefined {
  const other = path[0] === 'population' ? others.get(path.slice(2).join('.')) : undefined;
  return other === undefined ? undefined : path.with(-1, other);
}
