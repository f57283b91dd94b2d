/**
 * The first different fate of two variants, as it is told: who it was, how it ended in each, and both ways step by step.
 *
 *     FIRST DIFFERENT FATE  buyer 217: inline gave up 14:03 (network not ready after 6 min), async online 14:18
 */
import type { LoadedScenario } from '../../scenarios/index.ts';
import { clockShown, dayClockOf } from '../claims/day-clock.ts';
import { counted } from '../format.ts';
import type { Fate, Fates } from './fate.ts';
import { fateInWords } from './fate-words.ts';
import { type FatesRequest, fates } from './fates.ts';
import {
  type ComparedFates,
  firstDifferentFate,
  type KindOfDifference,
  kindsOfDifference,
} from './first-different-fate.ts';
import { type Row, sideBySide } from './side-by-side.ts';
import { storyOf } from './story.ts';

export interface FateDifference {
  /** The two variants. */
  a: string;
  b: string;
  seed: number;
  replication: number;
  /** In one line; where nothing differs, or there is nobody to tell of, that. */
  headline: string;
  /** How many fates differ, in words. */
  summary: string;
  /** Buyers who came in both variants, and how many of them fared differently, by kind. */
  inBoth: number;
  different: Readonly<Record<KindOfDifference, number>>;
  /** None where there is nothing to tell. */
  rows: readonly Row[];
}

export interface DifferenceRequest extends Omit<FatesRequest, 'variant'> {
  a: string;
  b: string;
  /** The fates of both where they are known already, of the same seed and replication. */
  known?: readonly [Fates, Fates];
}

export async function fateDifference(scenario: LoadedScenario, request: DifferenceRequest): Promise<FateDifference> {
  const { a, b, known, ...which } = request;
  const [ofA, ofB] = known ?? [
    await fates(scenario, { ...which, variant: a }),
    await fates(scenario, { ...which, variant: b }),
  ];
  const compared = firstDifferentFate(ofA, ofB);
  const { first, inBoth, different } = compared;
  const { seed, replication } = ofA;
  const told = { a, b, seed, replication, inBoth, different, summary: summaryOf(compared, ofA, ofB) };
  if (first === undefined) return { ...told, headline: nothingToTell(compared, ofA, ofB), rows: [] };
  const buyer = { group: first.a.group, index: first.a.index, nth: first.a.nth };
  const [left, right] = [
    await storyOf(scenario, { ...which, variant: a, buyer }),
    await storyOf(scenario, { ...which, variant: b, buyer }),
  ];
  return { ...told, headline: headlineOf(scenario, first), rows: sideBySide(left.steps, right.steps) };

  function headlineOf(of: LoadedScenario, pair: Readonly<{ a: Fate; b: Fate }>): string {
    const said = (variant: string, fate: Fate, digits: 5 | 8) => {
      const clock = dayClockOf(of.settingsFor(variant));
      return fateInWords(fate, moment => clockShown(moment, clock).replace(/:\d\d$/, digits === 5 ? '' : '$&'));
    };
    const short = [said(a, pair.a, 5), said(b, pair.b, 5)];
    const [one, other] = short[0] === short[1] ? [said(a, pair.a, 8), said(b, pair.b, 8)] : short;
    return `${whoIs(pair.a, ofA)}: ${a} ${one}, ${b} ${other}`;
  }
}

/** The place in the group is that of the tables of a run. */
function whoIs({ group, index, nth }: Fate, { about, fates: all }: Fates): string {
  const noun = about === 'people' ? 'person' : 'buyer';
  const ofGroup = all.some(other => other.group !== group) ? ` of ${group}` : '';
  return `${noun} ${index}${ofGroup}${nth > 1 ? `, purchase ${nth}` : ''}`;
}

const kindWords: Readonly<Record<KindOfDifference, string>> = {
  online: 'online in only one of the two',
  hour: 'within an hour in only one',
  reason: 'lost for another reason',
  later: 'clearly later in one',
};

function summaryOf({ inBoth, different }: ComparedFates, a: Fates, b: Fates): string {
  if (a.about === 'nothing' && b.about === 'nothing') return '';
  const parts = kindsOfDifference
    .filter(kind => different[kind] > 0)
    .map(kind => `${different[kind]} ${kindWords[kind]}`);
  const of = counted(inBoth, a.about === 'people' ? 'person' : 'buyer', a.about === 'people' ? 'people' : 'buyers');
  return `Of ${of} who came in both: ${parts.length === 0 ? 'all the same' : parts.join(', ')}.`;
}

function nothingToTell({ inBoth }: ComparedFates, a: Fates, b: Fates): string {
  if (a.about === 'nothing' && b.about === 'nothing')
    return 'nothing to tell: nobody buys a plan or comes with a device in this scenario';
  if (a.fates.length === 0 && b.fates.length === 0) return 'nothing to tell: nobody came';
  if (inBoth === 0) return 'nothing to tell: nobody came in both variants';
  return 'none: everybody fared alike in both variants';
}
