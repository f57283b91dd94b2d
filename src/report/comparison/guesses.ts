/**
 * What guesses do to the verdict, as the terminal and the page tell it:
 *
 *     acceptsToast.within 1 h 20 % → 70 %: async +25 ±6 points … +25 ±6 points, delayed +3 ±1 points … +29 ±4 points ████████
 *       ✗ at 70 % delayed wins by 4.3 points (95 % 3.1 to 5.4) over async
 */
import type { Comparison } from '../../experiments/compare/comparison.ts';
import {
  differenceAt,
  insteadInWords,
  reachOf,
  stands,
  swingOf,
  toldOf,
} from '../../experiments/compare/guess-words.ts';
import type { TriedGuess, VerdictTornado } from '../../experiments/compare/verdict-tornado.ts';
import { counted } from '../../experiments/format.ts';
import { guessName } from '../../experiments/index.ts';
import { type Html, html } from '../escape.ts';
import { settingPath } from '../page/setting-path.ts';
import { type Colours, labelled } from '../text-layout.ts';
import { unitsKept, verdictMark } from '../values.ts';
import { numberInWords } from './words.ts';

const longestBar = 12;

const markOf = (guess: TriedGuess): 'pass' | 'fail' | 'undecided' =>
  stands(guess) ? 'pass' : guess.ends.some(({ standing }) => standing === 'falls') ? 'fail' : 'undecided';

/** The difference of one variant to the base at each value of a guess: `+2.1 ±0.5 points … +9.8 ±0.6 points`. */
const alongGuess = ({ ends }: TriedGuess, variant: string, { unit }: VerdictTornado): string =>
  ends.map(end => differenceAt(end, { variant, unit })).join(' … ');

const valuesOf = ({ ends }: TriedGuess): string => ends.map(({ value }) => value).join(' → ');

const isWithinError = (guess: TriedGuess): boolean => reachOf(guess) === 0;

/** Where the verdict does not stand, one sentence for each value. */
const insteadOf = (guess: TriedGuess, tornado: VerdictTornado): string[] =>
  guess.ends.flatMap(end => (end.standing === 'stands' ? [] : [`at ${end.value} ${insteadInWords(end, tornado)}`]));

/** Nothing where there is no guess. */
export function guessLines(comparison: Comparison, width: number, { dim }: Pick<Colours, 'dim'>): string[] {
  const { tornado } = comparison;
  if (tornado === null) {
    const words = untriedInWords(comparison);
    return words === '' ? [] : labelled('GUESSES', [words], width, dim);
  }
  const most = Math.max(0, ...tornado.guesses.map(reachOf));
  const texts = tornado.guesses.flatMap(guess => {
    const told = toldOf(guess, tornado).map(variant => `${variant} ${alongGuess(guess, variant, tornado)}`);
    const length = isWithinError(guess) ? 0 : Math.max(1, Math.round((reachOf(guess) / most) * longestBar));
    const bar = isWithinError(guess) ? '(within sampling error)' : '█'.repeat(length);
    return [
      `${guessName(guess.path)} ${valuesOf(guess)}: ${told.join(', ')} ${bar}`,
      ...insteadOf(guess, tornado).map(words => `${verdictMark[markOf(guess)]} ${words}`),
    ];
  });
  return labelled('TORNADO', [`${headingOf(comparison, tornado)}`, ...texts], width);
}

/** `bought and online, difference to inline: async +25 ±6 points as written`. */
function headingOf({ numbers }: Comparison, tornado: VerdictTornado): string {
  const number = numbers.find(({ name }) => name === tornado.number);
  const words = number === undefined ? tornado.number : numberInWords(number);
  return `${words}, difference to ${tornado.base}: ${tornado.variant} ${differenceAt(tornado.written, tornado)} as written`;
}

/** `4 guesses of `assume` were not tried: …`; empty where there are none, or where they were. */
function untriedInWords({ assume, tornado, verdict }: Comparison): string {
  if (assume.length === 0 || tornado !== null || verdict.outcome === 'no data') return '';
  const values = assume.reduce((sum, guess) => sum + guess.values.length, 0);
  const [were, whose] = assume.length === 1 ? ['was', 'its'] : ['were', 'their'];
  return `${counted(assume.length, 'guess', 'guesses')} of \`assume\` ${were} not tried: --assume tells at which of ${whose} values the verdict stands, for ${values + 1} times the work.`;
}

const tone = { pass: 'good', fail: 'bad', undecided: 'unsure' } as const;

/** A line for each guess: whether the verdict stands at all its values, and what happens where it does not. */
export function guessSection(comparison: Comparison): Html {
  const { tornado } = comparison;
  if (tornado === null) {
    const words = untriedInWords(comparison);
    return words === '' ? html`` : html`<p class="note">${unitsKept(words)}</p>`;
  }
  const row = (guess: TriedGuess): Html => {
    const mark = markOf(guess);
    const instead = insteadOf(guess, tornado);
    return html`<li><span class="mark ${tone[mark]}" role="img" aria-label="${says[mark]}">${verdictMark[mark]}</span>
<span class="says"><span class="name">${settingPath(guess.path)}</span></span>
<span class="value">${unitsKept(valuesOf(guess))}</span>
${instead.map(words => html`<span class="why ${tone[mark]}">${unitsKept(capital(words))}.</span>`)}
<span class="why">${toldOf(guess, tornado).map((variant, i) => html`${i > 0 && '; '}${variant}: ${unitsKept(alongGuess(guess, variant, tornado))}`)}${isSilent(guess, tornado)}</span></li>
`;
  };
  return html`<section aria-labelledby="guesses">
<h2 id="guesses">Does the verdict rest on a guess?</h2>
<ul class="stack">
${tornado.guesses.map(row)}</ul>
<p class="note">${unitsKept(capital(headingOf(comparison, tornado)))}. Every guess was tried alone, all others as written, with the same random numbers; each value is judged by itself, as the verdict is. Sampling error only.</p>
</section>`;
}

const says = {
  pass: 'the verdict stands',
  fail: 'the verdict falls',
  undecided: 'the verdict cannot be told',
} as const;

const isSilent = (guess: TriedGuess, tornado: VerdictTornado): string =>
  isWithinError(guess)
    ? ' (within sampling error)'
    : swingOf(guess, tornado)?.silent === 'sampling error'
      ? ` (${tornado.variant} within sampling error)`
      : '';

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
