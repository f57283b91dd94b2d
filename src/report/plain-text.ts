/**
 * Text from a scenario may hold anything. Before any of it is shown, characters that steer a terminal, turn the writing
 * direction or are forbidden in XML become a visible `�`; what is left is ordinary text that still needs escaping.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export const plainText = (text: string): string => text.replace(control, '\ufffd').replace(loneSurrogate, '\ufffd');

/** The same value with every text in it made plain; keys too, since metric names are keys. */
export function plainDeep<T>(value: T): T;
export function plainDeep(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.some(needsCare) ? value.map(item => plainDeep(item)) : value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [plainText(key), plainDeep(item)]));
}

const needsCare = (item: unknown): boolean => typeof item === 'string' || (typeof item === 'object' && item !== null);
