/**
 * What guesses do to a verdict, in words:
 *
 *     At acceptsToast.within 1 h 70 % delayed wins by 1.2 points (95 % 0.4 to 2) over async; the verdict stands at both ends
 *     of the other 3 guesses.
 */
import { guessName, tornadoWords } from '../tornado.ts';
import { amountInWords, signedInWords, spanInWords } from './amounts.ts';
import type { Moved, TriedGuess, TriedValue, VerdictTornado } from './verdict-tornado.ts';

/** Values at which the verdict does not stand, as many as an answer tells. */
const mostTold = 4;

/** One sentence for the answer, the values at which another variant wins first. */
export function guessSentence(tornado: VerdictTornado): string {
  const { guesses } = tornado;
  const moving = guesses.filter(guess => !stands(guess));
  if (moving.length === 0) return `${standsInWords(tornado)}; ${movesMost(tornado)}.`;
  const all = moving.flatMap(guess => guess.ends.flatMap(end => (end.standing === 'stands' ? [] : [{ guess, end }])));
  const told = (['falls', 'open', 'no data'] as const)
    .flatMap(standing => all.filter(({ end }) => end.standing === standing))
    .map(({ guess, end }) => `at ${guessName(guess.path)} ${end.value} ${insteadInWords(end, tornado)}`);
  const more = told.length > mostTold ? [`and so at ${told.length - mostTold} more values`] : [];
  const others = guesses.filter(stands);
  const rest =
    others.length === 0
      ? []
      : [
          `the verdict stands at ${endsOf(others)} of ${others.length === 1 ? 'the other guess' : `the other ${others.length} guesses`}`,
        ];
  const text = [...told.slice(0, mostTold), ...more, ...rest].join('; ');
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

export const stands = ({ ends }: TriedGuess): boolean => ends.every(({ standing }) => standing === 'stands');

function standsInWords({ guesses, written }: VerdictTornado): string {
  const where = `${endsOf(guesses)} of ${guesses.length === 1 ? 'the one guess' : `all ${guesses.length} guesses`}`;
  return written.outcome === 'undecided' ? `It stays undecided at ${where}` : `The verdict stands at ${where}`;
}

const endsOf = (guesses: readonly TriedGuess[]): string =>
  guesses.every(({ ends }) => ends.length === 2) ? 'both ends' : 'every value';

function movesMost(tornado: VerdictTornado): string {
  const reach = (guess: TriedGuess) => sure(swingOf(guess, tornado));
  const first = tornado.guesses.reduce((most, one) => (reach(one) > reach(most) ? one : most));
  if (reach(first) === 0) return 'none moves it by more than sampling error';
  const ends = first.ends.map(end => `${differenceAt(end, tornado)} at ${end.value}`);
  return `${guessName(first.path)} moves it most: ${followedInWords(tornado)} is ${ends.slice(0, -1).join(', ')} and ${ends.at(-1)}`;
}

/** `async − inline`. */
const followedInWords = ({ variant, base }: Pick<VerdictTornado, 'variant' | 'base'>): string =>
  `${variant} \u2212 ${base}`;

/** `+2.1 ±0.5 points`, of the variant that is followed. */
export function differenceAt(
  { differences }: Pick<TriedValue, 'differences'>,
  { variant, unit }: Pick<VerdictTornado, 'variant' | 'unit'>,
): string {
  const found = differences.find(one => one.variant === variant);
  return found === undefined || found.value === null
    ? 'nothing'
    : signedInWords({ ...found, value: found.value }, unit);
}

export const swingOf = ({ swings }: TriedGuess, { variant }: Pick<VerdictTornado, 'variant'>) =>
  swings.find(one => one.variant === variant);

const sure = (one: TriedGuess['swings'][number] | undefined): number =>
  one?.silent === undefined ? (one?.swing ?? 0) : 0;

/** The most by which it moves the difference of any variant; 0 where that is no more than sampling error. */
export const reachOf = ({ swings }: TriedGuess): number => Math.max(...swings.map(sure));

/** The variants whose difference is told of a guess: the followed one, and the one that is moved most. */
export function toldOf(guess: TriedGuess, { variant }: Pick<VerdictTornado, 'variant'>): readonly string[] {
  const most = guess.swings.reduce((best, one) => (sure(one) > sure(best) ? one : best));
  return sure(most) > sure(swingOf(guess, { variant })) ? [variant, most.variant] : [variant];
}

/** What is so at a value at which the verdict does not stand: `delayed wins by 1.2 points (95 % 0.4 to 2) over async`. */
export function insteadInWords(end: TriedValue, { written, base, unit }: VerdictTornado): string {
  const before = written.best ?? base;
  switch (end.standing) {
    case 'falls':
      return end.lead === null || end.lead.value === null
        ? `${differing(end, base, unit)}`
        : `${end.best} wins by ${leadInWords(end.lead, unit)} over ${before}`;
    case 'open': {
      if (end.best !== null) return `it cannot be told whether ${before} is better than ${end.best}`;
      const lost = written.differences.filter(
        one => one.differs && !end.differences.some(other => other.variant === one.variant && other.differs),
      );
      return `${lost.map(({ variant }) => variant).join(' and ')} cannot be told apart from ${base}`;
    }
    case 'no data':
      return 'nothing is measured';
    default:
      return 'the verdict stands';
  }
}

function leadInWords({ value, low, high }: Moved, unit: string): string {
  const { amount, interval } = amountInWords({ value: value!, low, high }, unit);
  return interval === '' ? amount : `${amount} (95 % ${interval})`;
}

/** `async − inline is −2.1 to −0.9 points`, of all that are told apart. */
const differing = ({ differences }: TriedValue, base: string, unit: string): string =>
  differences
    .flatMap(({ variant, value, low, high, differs }) =>
      differs && value !== null ? [`${variant} \u2212 ${base} is ${spanInWords({ value, low, high }, unit)}`] : [],
    )
    .join(', ');

/** `Most sensitive: networkReady (±1.9 points), acceptsToast (±6 points, delayed only).`, and what chance hides. */
export function sensitivityInWords({ guesses, unit, written }: VerdictTornado): string[] {
  const variants = written.differences.flatMap(({ variant, value }) => (value === null ? [] : [variant]));
  return tornadoWords(
    variants.map(variant => ({
      variant,
      unit,
      guesses: guesses.map(guess => ({ path: guess.path, ...swingOf(guess, { variant })! })),
    })),
  );
}
