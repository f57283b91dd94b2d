/** Checks of `line` and `buys`: which lines the devices of a group have, and who of them buys. */
import type { Mistake } from './mistakes.ts';
import { asWarning, mistakeAtKey } from './mistakes-at.ts';
import { readShare } from './quantities.ts';
import { checkWhole, readable, textAt } from './written-values.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** @param group  the path of the group */
export function checkLines(document: ScenarioDocument, group: Path): Mistake[] {
  return [
    ...checkWhole(document, [...group, 'line'], ['none', 'active', 'warm', 'cold']),
    ...checkOneWord(document, group),
    ...checkBuyers(document, group),
  ];
}

/** Two settings would say which SIMs there are. */
function checkOneWord(document: ScenarioDocument, group: Path): Mistake[] {
  const sim = [...group, 'device', 'sim'];
  if (rawAt(document.raw, [...group, 'line']) === undefined || rawAt(document.raw, sim) === undefined) return [];
  return [
    mistakeAtKey(
      document,
      sim,
      '',
      '`line` says which SIMs the devices have: active, warm and cold ones, and those with `none` have an eUICC. Leave `sim` out.',
    ),
  ];
}

/** Who buys is there from the start, and has no active line. */
function checkBuyers(document: ScenarioDocument, group: Path): Mistake[] {
  const here = [...group, 'buys'];
  const given = (key: string) => rawAt(document.raw, [...group, key]) !== undefined;
  if (!given('buys') || given('load')) return [];
  if (given('arrive'))
    return [
      mistakeAtKey(
        document,
        here,
        '',
        '`buys` is about devices that are there from the start, and these people come to buy. Write `count: 10_000` in place of `arrive`, or leave `buys` out.',
      ),
    ];
  const active = readable(document, [...group, 'line', 'active'], readShare) ?? 0;
  if (active < 1 && textAt(document, [...group, 'device', 'sim']) !== 'hot') return [];
  const message =
    'Nobody buys: every device has an active line. Give some of them none, as in `line: { active: 12 %, none: rest }`.';
  return [asWarning(mistakeAtKey(document, here, '', message))];
}
