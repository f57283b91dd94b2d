import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsOf } from '../../../../src/models/messages/provisioning/message-rules.ts';

describe('the groups of a pattern', () => {
  it.each([
    ['a', 0],
    ['(a)(b)', 2],
    ['((a)b)', 2],
    ['(?:a)(b)', 1],
    ['(?=a)(?!b)(?<=c)(?<!d)', 0],
    ['(?<name>a)', 1],
    ['\\(a\\)', 0],
    ['[(](a)[^)(]', 1],
    ['[\\](](a)', 1],
    ['[^]*(a)', 1],
  ])('of %s are %i', (pattern, groups) => {
    expect(groupsOf(pattern)).toBe(groups);
  });

  it('are counted as the engine counts them', () => {
    const piece = fc.constantFrom(
      'a',
      '(',
      ')',
      '[',
      ']',
      '\\',
      '?',
      ':',
      '|',
      '<',
      '=',
      '!',
      '*',
      'n',
      '>',
      '(?<n>',
      '(?:',
      '^',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const pattern = pieces.join('');
        let engine: number;
        try {
          engine = RegExp(`|${pattern}`).exec('')!.length - 1;
          RegExp(pattern);
        } catch {
          return;
        }
        expect(groupsOf(pattern)).toBe(engine);
      }),
      { numRuns: 2_000 },
    );
  });
});
