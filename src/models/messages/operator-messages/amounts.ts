/**
 * Amounts with a unit: `1.5` and `GB` are 1,500,000,000.
 *
 * Source: Microsoft Learn, "WWAN schema" (Units, DefaultUnit). Assumption: units are compared to the letter, as `Mb` may mean
 * what `MB` does not; what is not whole is rounded to the nearest whole, and no amount exceeds 2^53 - 1.
 */
import { type Parsed, parsed, unreadable } from '../../identifiers.ts';
import type { MessageRule } from '../provisioning/message-rules.ts';
import { type ExactNumber, inWords, timesWhole, trimmed } from './exact-number.ts';

export type UnitName = 'None' | 'K' | 'M' | 'G' | 'T' | 'Ki' | 'Mi' | 'Gi' | 'Ti';

const multiplierOf: Readonly<Record<UnitName, bigint>> = {
  None: 1n,
  K: 1_000n,
  M: 1_000_000n,
  G: 1_000_000_000n,
  T: 1_000_000_000_000n,
  Ki: 1n << 10n,
  Mi: 1n << 20n,
  Gi: 1n << 30n,
  Ti: 1n << 40n,
};

/** Texts of units with what each stands for. */
export type UnitWords = ReadonlyMap<string, UnitName>;

/** The first attribute that names a word has it. */
export function unitWordsOf(units: MessageRule['units'] = {}): UnitWords {
  const { k, m, g, t, ki, mi, gi, ti } = units;
  const named: [UnitName, readonly string[] | undefined][] = [
    ['K', k],
    ['M', m],
    ['G', g],
    ['T', t],
    ['Ki', ki],
    ['Mi', mi],
    ['Gi', gi],
    ['Ti', ti],
  ];
  const all = new Map<string, UnitName>();
  for (const [unit, words = []] of named) for (const word of words) if (!all.has(word)) all.set(word, unit);
  return all;
}

/** What a text of a unit stands for, and what to tell when it stands for none. */
export function unitOf(
  text: string | undefined,
  words: UnitWords,
  standard: UnitName,
): { readonly unit: UnitName; readonly note?: string } {
  if (text === undefined) return { unit: standard, note: `no unit was caught, so DefaultUnit ${standard} counts` };
  const unit = words.get(trimmed(text));
  if (unit !== undefined) return { unit };
  const known = [...words].map(([word, name]) => `${word} = ${name}`);
  const among = known.length === 0 ? 'the rule names no units' : `the units are ${known.join(', ')}, to the letter`;
  return { unit: standard, note: `"${text}" is no unit (${among}), so DefaultUnit ${standard} counts` };
}

export const amountOf = (number: ExactNumber, unit: UnitName): Parsed<number> =>
  asNumber(timesWhole(number, multiplierOf[unit]), `${inWords(number)} ${unit === 'None' ? '' : unit}`.trim());

export function asNumber(amount: bigint, what: string): Parsed<number> {
  const isSafe = amount <= BigInt(Number.MAX_SAFE_INTEGER);
  return isSafe ? parsed(Number(amount)) : unreadable(`${what} is more than can be counted`);
}
