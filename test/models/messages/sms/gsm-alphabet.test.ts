/** The GSM 7-bit default alphabet and its extension table, character by character. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSeptets, septetCount, toSeptets } from '../../../../src/models/messages/sms/gsm-alphabet.ts';
import { basicCharacters, extendedCharacters, gsmText } from './generated-texts.ts';

const septetsOf = (text: string) => {
  const fit = toSeptets(text);
  return 'septets' in fit ? fit.septets : fit;
};

describe('the GSM 7-bit default alphabet', () => {
  it('has 127 characters of one septet and 10 of two', () => {
    expect([...basicCharacters].length).toBe(127);
    expect([...basicCharacters].map(septetCount)).toEqual(Array(127).fill(1));
    expect([...extendedCharacters].map(septetCount)).toEqual(Array(10).fill(2));
  });

  it.each([
    ['@', [0x00]],
    ['Ç', [0x09]],
    ['\n', [0x0a]],
    ['\r', [0x0d]],
    ['Δ', [0x10]],
    ['Ξ', [0x1a]],
    ['Æ', [0x1c]],
    ['¤', [0x24]],
    ['¡', [0x40]],
    ['A', [0x41]],
    ['§', [0x5f]],
    ['¿', [0x60]],
    ['à', [0x7f]],
    ['\f', [0x1b, 0x0a]],
    ['^', [0x1b, 0x14]],
    ['{', [0x1b, 0x28]],
    ['}', [0x1b, 0x29]],
    ['\\', [0x1b, 0x2f]],
    ['[', [0x1b, 0x3c]],
    ['~', [0x1b, 0x3d]],
    [']', [0x1b, 0x3e]],
    ['|', [0x1b, 0x40]],
    ['€', [0x1b, 0x65]],
  ])('has %j at its place in the tables', (character, septets) => {
    expect(septetsOf(character)).toEqual(septets);
    expect(fromSeptets(septets)).toBe(character);
  });

  it.each(['ç', 'ő', '`', 'á', '\t', '\u001b', '中', '😀', '\u00a0'])('does not have %j', character => {
    expect(septetCount(character)).toBeUndefined();
    expect(toSeptets(`a${character}b`)).toEqual({ stranger: character });
  });

  it('shows a septet after an escape as the basic table has it when the extension table does not', () => {
    expect(fromSeptets([0x1b, 0x41])).toBe('A');
    expect(fromSeptets([0x1b, 0x0d])).toBe('\r');
  });

  it('shows two escapes as a space', () => {
    expect(fromSeptets([0x41, 0x1b, 0x1b, 0x42])).toBe('A B');
  });

  it('gives no text for an escape at the end', () => {
    expect(fromSeptets([0x41, 0x1b])).toBeUndefined();
  });

  it('gives the text back', () => {
    fc.assert(
      fc.property(gsmText(), text => {
        const fit = toSeptets(text);
        expect('septets' in fit && fromSeptets(fit.septets)).toBe(text);
      }),
    );
  });
});
