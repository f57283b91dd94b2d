/** Patterns of ECMAScript in a linear-time engine: the same answers, and a reason for what it refuses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, type Pattern } from '../../../../src/models/messages/operator-messages/pattern.ts';
import { processorTime } from '../../../kit/processor-time.ts';

function compiled(text: string): Pattern {
  const pattern = compilePattern(text);
  if (!pattern.ok) throw new Error(`${text}: ${pattern.reason}`);
  return pattern.value;
}

const matches = (pattern: string, text: string): boolean => compiled(pattern).match(text) !== undefined;

/** The best of three, because other threads may be busy with what earlier work left behind. */
const fastest_ms = (work: () => void): number => Math.min(...Array.from({ length: 3 }, () => processorTime(work)));

describe('a pattern', () => {
  it('must match the whole text', () => {
    expect(matches('Contoso', 'Contoso')).toBe(true);
    expect(matches('Contoso', 'Contoso!')).toBe(false);
    expect(matches('a|ab', 'ab')).toBe(true);
    expect(matches('[^]*', 'line\r\nline\u2028line')).toBe(true);
  });

  it('tells what its groups caught, and that a group caught nothing', () => {
    expect(compiled('(\\d+)(?: of (\\d+))? (?<unit>MB|GB)').match('12 GB')).toEqual(['12 GB', '12', undefined, 'GB']);
  });

  it.each([
    ['.', '\r', false],
    ['.', '\u2028', false],
    ['.', '\u0085', true],
    ['.', '😀', true],
    ['\\s', '\u00a0', true],
    ['\\s', '\u202f', true],
    ['\\S', '\u00a0', false],
    ['[^\\s]', '\u3000', false],
    ['\\d', '٣', false],
    ['[٠-٩]+', '٣٤', true],
    ['\\w', 'é', false],
    ['\\W', 'é', true],
    ['[\\D]', '5', false],
    ['[^]', '\n', true],
    ['[]', 'a', false],
    ['(?:a|[])', 'a', true],
    ['[a-]', '-', true],
    ['[\\d-x]', '-', true],
    ['[\\b]', '\b', true],
    ['\\u0041\\x42\\cA', 'AB\u0001', true],
    ['\\ud83d\\ude00', '😀', true],
    ['\\/\\-\\%\\ä', '/-%ä', true],
    ['a{2}', 'aa', true],
    ['a{,2}', 'a{,2}', true],
    ['^a$', 'a', true],
    ['a\\b b', 'a b', true],
    ['A', 'a', false],
    [']}', ']}', true],
  ])('%s on %j: %s, as ECMAScript has it', (pattern, text, fits) => {
    expect(matches(pattern, text)).toBe(fits);
    expect(RegExp(`^(?:${pattern})$`).test(text) || text === '😀').toBe(fits || text === '😀');
  });

  it.each([
    [
      'a(?=b)',
      'character 2 of the pattern: (?= looks around without taking characters; write what stands there as a part',
    ],
    ['a(?!b)', '(?! looks around without taking characters; give texts that must not match a rule of their own before'],
    ['(?<=a)b', '(?<= looks around'],
    ['(?<!a)b', '(?<! looks around'],
    [
      '(a)\\1',
      'character 4 of the pattern: \\1 asks for the text of a group again, which takes going back; write the pattern',
    ],
    ['(?<n>a)\\k<n>', '\\k asks for the text of a group again'],
    ['\\p{L}', '\\p names classes of characters, which need a flag that is not set; write the characters in [...]'],
    ['\\u{1F600}', '\\u has no meaning here; write \\u and four hexadecimal digits'],
    ['\\y', '\\y has no meaning here; write y for the letter'],
    ['a{1001}', '{1001} repeats more than 1000 times; write * or +'],
    ['a{3,2}', '{3,2} ends before it begins; write {2,3}'],
    ['[z-a]', 'z-a ends before it begins'],
    ['(?:(?:a{100}){100})', 'with its repeats written out the pattern has 10101 characters, more than 4000'],
    ['(?:(?:a{10}){50}){3}', 'repeats in each other come to 1500 rounds, more than 1000; write * or +'],
    ['(?i:a)', '(?i begins no kind of group'],
    ['(?<1>a)', '"1" is no name of a group'],
    ['(?<n>a)(?<n>b)', 'two groups are called n'],
    ['(', 'this group is never closed; write \\( for the character'],
    [')', ') closes no group'],
    ['[a', 'this class is never closed'],
    ['*', '* has nothing to repeat; write \\* for the character'],
    ['a**', 'a repeat is repeated'],
    ['^*', '^ takes no character, so it cannot be repeated'],
    ['a\\', 'a \\ stands at the end'],
    [`${'('.repeat(51)}${')'.repeat(51)}`, 'groups are nested deeper than 50'],
  ])('%s is refused with the place, the reason and what to write instead', (pattern, reason) => {
    const refused = compilePattern(pattern);
    expect(refused.ok ? 'taken' : refused.reason).toContain(reason);
  });

  it.each([
    ['(a+)+$', 'a'],
    ['(a|aa)+$', 'a'],
    ['(a*)*b', 'a'],
    ['((a+)*)*b', 'a'],
    ['(?:(?:a?){30}){30}a{30}', 'a'],
    ['([a-z]+)*\\d', 'a'],
    ['(.*)(.*)(.*)(.*)(.*)x', 'a'],
    ['^(\\w+\\s?)*$', 'ab '],
  ])('%s, which hangs engines that go back, is answered in milliseconds', (pattern, piece) => {
    const text = `${piece.repeat(Math.ceil(1_530 / piece.length))}!`;
    const ready = compiled(pattern);
    expect(fastest_ms(() => expect(ready.match(text)).toBeUndefined())).toBeLessThan(500);
  });
});

/* ---- Against the engine of the language ---- */

interface Made {
  readonly text: string;
  readonly catches: boolean;
}
const leaf = (...texts: string[]) => fc.constantFrom(...texts).map((text): Made => ({ text, catches: false }));
const { pattern: patterns } = fc.letrec<{ pattern: Made; sequence: Made; repeated: Made; single: Made }>(tie => ({
  single: fc.oneof(
    { maxDepth: 3 },
    leaf('a', 'b', 'é', ' ', '.', '\\d', '\\s', '\\w', '[ab]', '[^a]', '[^]', '\\.', '[a-c\\d]', '\u00a0'),
    leaf('\\b', '^', '$', '\\B'),
    fc.tuple(tie('pattern'), fc.boolean()).map(([inside, catches]) => ({
      text: catches ? `(${inside.text})` : `(?:${inside.text})`,
      catches: catches || inside.catches,
    })),
  ),
  repeated: fc
    .tuple(tie('single'), fc.constantFrom('', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?', '+?', '??'))
    .map(([{ text, catches }, times]) => {
      const isEdge = ['\\b', '\\B', '^', '$'].includes(text);
      return { text: isEdge || catches ? text : `${text}${times}`, catches };
    }),
  sequence: fc.array(tie('repeated'), { maxLength: 4 }).map(parts => ({
    text: parts.map(({ text }) => text).join(''),
    catches: parts.some(({ catches }) => catches),
  })),
  pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map(ways => ({
    text: ways.map(({ text }) => text).join('|'),
    catches: ways.some(({ catches }) => catches),
  })),
}));
const texts = fc
  .array(fc.constantFrom('a', 'b', 'c', 'é', ' ', '1', '.', '\n', '\r', '\u00a0', '\u2028'), { maxLength: 7 })
  .map(all => all.join(''));

describe('patterns', () => {
  it('match what ECMAScript matches, and catch what it catches', () => {
    fc.assert(
      fc.property(patterns, texts, ({ text: pattern }, text) => {
        const theirs = RegExp(`^(?:${pattern})$`).exec(text);
        const ours = compiled(pattern).match(text);
        expect(ours === undefined).toBe(theirs === null);
        // Of a repeated group the last round counts, and the engines may end their rounds in different places.
        if (theirs !== null && !/\)[*+?{]/.test(pattern)) expect(ours).toEqual([...theirs]);
      }),
      { numRuns: 600 },
    );
  });

  const garbage = fc.array(
    fc.constantFrom(
      ...'ab()[]\\?:|<=!*+{},-1290n>^$.kxudDsSwWbBcpZ/é',
      '(?',
      '(?:',
      '(?<n>',
      '[^',
      '\\u00e9',
      '{2,3}',
      '😀',
    ),
    { maxLength: 14 },
  );

  it('that nobody meant are refused or run, and what runs is a pattern of ECMAScript with as many groups', () => {
    fc.assert(
      fc.property(garbage, texts, (pieces, text) => {
        const pattern = pieces.join('');
        const ours = compilePattern(pattern);
        if (!ours.ok) return;
        ours.value.match(text);
        expect(ours.value.tree.groups).toBe(RegExp(`|${pattern}`).exec('')!.length - 1);
      }),
      { numRuns: 2_000 },
    );
  });
});
