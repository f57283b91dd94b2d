/** How far a text goes with a pattern that does not take it, and what the pattern wants there. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachOf } from '../../../../src/models/messages/operator-messages/near-miss.ts';
import { compilePattern, type Pattern } from '../../../../src/models/messages/operator-messages/pattern.ts';
import { processorTime } from '../../../kit/processor-time.ts';

function compiled(text: string): Pattern {
  const pattern = compilePattern(text);
  if (!pattern.ok) throw new Error(`${text}: ${pattern.reason}`);
  return pattern.value;
}

const reach = (pattern: string, text: string) => {
  const { taken, wanted } = reachOf(compiled(pattern), text)!;
  return [text.slice(0, taken), wanted];
};

describe('how far a text goes along with a pattern', () => {
  it.each([
    ['abc', 'abx', 'ab', 'c'],
    ['(\\d+) MB used', '12 GB used', '12 ', 'MB used'],
    ['(\\d+) MB', '12', '12', ' MB'],
    ['(\\d\\d:\\d\\d)', '18:3', '18:3', '\\d'],
    ['(MB|GB) used', 'TB used', '', '(MB|GB) used'],
    ['Used (\\d+)|Left (\\d+)', 'Left: 5', 'Left', ' (\\d+)'],
    ['^(abc)$', 'abx', 'ab', 'c'],
    ['abc', 'abcd', 'abc', ''],
    ['a+', 'aab', 'aa', ''],
    ['[^]*end', 'no such word', 'no such word', 'end'],
    ['(?:ab){3}c', 'ababax', 'ababa', '(?:ab){3}c'],
    ['x', '', '', 'x'],
    ['[]', 'a', '', '[]'],
  ])('%s on %j: it takes %j and then wants %j', (pattern, text, taken, wanted) => {
    expect(reach(pattern, text)).toEqual([taken, wanted]);
  });

  it('is told in linear time for patterns that hang engines that go back', () => {
    const took_ms = processorTime(() => {
      for (const pattern of ['(a+)+b', '(a|aa)+b', '(a*)*b', '((a+)*)*b', `${'a?'.repeat(100)}${'a'.repeat(100)}b`])
        expect(reachOf(compiled(pattern), `${'a'.repeat(1_500)}!`)?.taken).toBeGreaterThan(99);
    });
    expect(took_ms).toBeLessThan(3_000);
  });

  it('is told of the longest pattern that the schema takes', () => {
    expect(reach('ab'.repeat(800), `${'ab'.repeat(79)}c`)[0]).toBe('ab'.repeat(79));
  });

  it('is not told where that would take seconds: of a vast pattern and a long text', () => {
    const vast = compiled('(?:x?y?){8}'.repeat(70));
    expect(reachOf(vast, `${'xy'.repeat(40)}z`)?.taken).toBe(80);
    expect(reachOf(vast, `${'xy'.repeat(700)}z`)).toBeUndefined();
  });

  const { pattern: patterns } = fc.letrec<{ pattern: string; single: string }>(tie => ({
    single: fc.oneof(
      { maxDepth: 1 },
      fc.constantFrom('a', 'b', '.', '[ab]', '[^a]'),
      tie('pattern').map(inside => `(${inside})`),
    ),
    pattern: fc
      .array(fc.tuple(tie('single'), fc.constantFrom('', '', '', '*', '+', '?', '{0,2}', '|')), {
        minLength: 1,
        maxLength: 3,
      })
      .map(parts => parts.map(part => part.join('')).join('')),
  }));
  const upTo = (most: number) =>
    Array.from({ length: most + 1 }, (_, length) =>
      Array.from({ length: length === 0 ? 1 : 2 ** length }, (_, i) =>
        i.toString(2).padStart(length, '0').slice(0, length),
      ),
    ).flatMap(all => all.map(bits => bits.replaceAll('0', 'a').replaceAll('1', 'b')));
  const texts = upTo(3);
  const ends = upTo(9);

  it('is the longest beginning of the text that can be completed to a text that matches', () => {
    fc.assert(
      fc.property(patterns, fc.constantFrom(...texts), (pattern, text) => {
        const ready = compiled(pattern);
        const canBeCompleted = (beginning: string) => ends.some(end => ready.match(beginning + end) !== undefined);
        const { taken } = reachOf(ready, text)!;
        if (taken > 0 || canBeCompleted('')) expect(canBeCompleted(text.slice(0, taken))).toBe(true);
        if (taken < text.length) expect(canBeCompleted(text.slice(0, taken + 1))).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('is the whole of a text that is the beginning of one that matches', () => {
    const pattern = compiled(
      'Contoso: (\\d+\\.?\\d*) ?(MB|GB) of (\\d+) ?(MB|GB) used at (\\d\\d:\\d\\d \\d\\d/\\d\\d/\\d{4})',
    );
    const text = 'Contoso: 1.5 GB of 2 GB used at 18:30 05/03/2024';
    for (let length = 0; length < text.length; length += 1)
      expect(reachOf(pattern, text.slice(0, length))?.taken).toBe(length);
  });
});
