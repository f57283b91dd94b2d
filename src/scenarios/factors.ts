/** Factors: `x3` is three times as much. */
import { decimal, plainNumber, Unreadable } from './quantities.ts';

interface Limits {
  fits(factor: number): boolean;
  /** As they stand behind "Expected a factor". */
  inWords: string;
  example: string;
}

function factorWithin({ fits, inWords, example }: Limits): (text: string) => number {
  return text => {
    const factor = plainNumber(text.replace(/^x ?/, ''));
    const hasX = text.startsWith('x');
    if (hasX && factor !== undefined && fits(factor)) return factor;
    const meant =
      hasX || factor === undefined || !fits(factor) ? example : example.replace(/x.*/, `x${decimal(factor)}`);
    throw new Unreadable(`Expected a factor ${inWords}, for example \`${meant}\`.`);
  };
}

/** By how much something is scaled. */
export const readFactor = factorWithin({
  fits: factor => factor > 0 && factor <= 1_000_000,
  inWords: 'above zero',
  example: 'x3',
});

/** How many times as often something happens; `x0` is never. */
export const readFrequencyFactor = factorWithin({
  fits: factor => factor <= 1_000,
  inWords: 'up to x1000',
  example: 'x4',
});

/** How many times as long something takes that is `slow`. */
export const readSlowness = factorWithin({
  fits: factor => factor > 1 && factor <= 1_000_000,
  inWords: 'above 1',
  example: 'slow x4',
});
