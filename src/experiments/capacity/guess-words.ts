/** The guesses of a capacity answer in words: what each of them would cost, and where it leaves no size at all. */
import { counted, formatNumber } from '../format.ts';
import { guessName } from '../tornado.ts';
import type { CostGuess, CostTornado, GuessEnd } from './guesses.ts';
import { shown } from './words.ts';

/** `cost`, or `lines carried`. */
export const whatMoves = ({ number }: Pick<CostTornado, 'number'>): string => {
  const [, group = '', key = ''] = number.split('.');
  if (number === 'cost') return number;
  return key === 'count' ? `${group} carried` : `${guessName(number)} carried`;
};

/** `sessions 0.5 per day → 8.64 per day: cost 22 … 61`. */
export function costGuessInWords({ path, ends, silent }: CostGuess, tornado: CostTornado): string {
  const name = guessName(path);
  if (silent !== undefined) return `${name}: ${silent}`;
  const answers = ends.map(end => answerInShort(end, tornado));
  const isOne = ends.every(({ answer }) => answer !== null && answer === ends[0]!.answer);
  const told = isOne ? `${answers[0]} ${ends.length === 2 ? 'at both ends' : 'at all of them'}` : answers.join(' … ');
  return `${name} ${ends.map(({ value }) => value).join(' → ')}: ${told.startsWith('no ') ? '' : `${whatMoves(tornado)} `}${told}`;
}

function answerInShort(end: GuessEnd, tornado: CostTornado): string {
  const { answer, settings, isWhole } = end;
  if (answer === null || settings === null) return noAnswerInWords(end, tornado);
  const number = tornado.number === 'cost' ? formatNumber(answer) : shown(settings[0]!.value);
  return isWhole ? number : `${number} or less`;
}

/** `no size meets fast and up`. */
export function noAnswerInWords({ refused, missed, isWhole }: GuessEnd, { number }: CostTornado): string {
  if (refused !== undefined) return `cannot be tried: ${refused.replace(/\.$/, '')}`;
  if (!isWhole) return 'no size found in time';
  const levels = missed.length === 0 ? 'all levels' : missed.map(level => `\`${level}\``).join(' and ');
  return number === 'cost' ? `no size meets ${levels}` : `no load asked about meets ${levels}`;
}

/** What another size it would be: `api.servers 4 → 2, billing.servers 2 → 3`. */
export function changesInWords({ settings }: GuessEnd, { settings: written }: CostTornado): string {
  if (settings === null) return '';
  const changed = settings.flatMap(({ name, value }, i) => {
    const before = written[i]!.value;
    return before === value ? [] : [`${name} ${shown(before)} → ${shown(value)}`];
  });
  return changed.length === 0 ? 'the same size' : changed.join(', ');
}

/** The sentences below the bars. */
export function costTornadoInWords(tornado: CostTornado): string[] {
  const { guesses, base, searched, replications } = tornado;
  const what = whatMoves(tornado);
  const tried = guesses.filter(({ silent }) => silent === undefined);
  const still = tried.filter(({ width }) => width === 0).map(({ path }) => guessName(path));
  const own = guesses.filter(({ silent }) => silent !== undefined);
  return [
    ...(still.length === 0
      ? []
      : [`${still.join(' and ')} ${still.length === 1 ? 'does' : 'do'} not move the answer between these values.`]),
    ...own.map(({ path, silent }) => `${guessName(path)} was not tried: it is ${silent}.`),
    `The size at each end was searched anew with at most ${counted(replications, 'replication')} a look, and is not confirmed.`,
    ...(searched === null || searched === base
      ? []
      : [
          `Searched so, the answer as written is ${what} ${formatNumber(searched)} where the confirmed one is ${formatNumber(base)}: the ends may be as far off.`,
        ]),
  ];
}
