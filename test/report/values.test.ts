import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../src/experiments/run-result.ts';
import { expectationsInShort, measured, verdictWord } from '../../src/report/values.ts';
import { sampleResult } from '../kit/sample-result.ts';

const expectation = (change: Partial<Expectation>): Expectation => ({
  text: 'a claim',
  verdict: 'pass',
  value: 0.5,
  unit: 'share',
  bound: 0.4,
  ...change,
});

describe('an expectation in words', () => {
  it.each<[Partial<Expectation>, string]>([
    [{}, '50 %'],
    [{ level: 'question' }, 'yes, 50 %'],
    [{ level: 'question', verdict: 'fail' }, 'no, 50 %'],
    [{ verdict: 'fail', variant: 'inline' }, '50 % in inline'],
    [{ verdict: 'undecided', value: null }, 'not measured'],
    [{ verdict: 'fail', value: null, unit: 'µs' }, 'never'],
    [{ verdict: 'fail', value: null, unit: '', bound: null }, 'not met'],
    [{ verdict: 'not judged', value: null, bound: null }, 'not judged, needs other variants'],
  ])('%j says %s', (change, words) => expect(measured(expectation(change))).toBe(words));

  it('is a gate that is met, or a question that is answered', () => {
    expect(verdictWord(expectation({}))).toBe('met');
    expect(verdictWord(expectation({ level: 'question' }))).toBe('yes');
    expect(verdictWord(expectation({ level: 'question', verdict: 'undecided' }))).toBe('undecided');
  });

  it('counts with the others only as a gate', () => {
    const short = (...expectations: Expectation[]) => expectationsInShort({ ...sampleResult().summary, expectations });
    expect(short(expectation({}), expectation({ level: 'question' }))).toBe('1 of 1 expectation met');
    expect(short(expectation({}), expectation({ verdict: 'not judged' }))).toBe(
      '1 of 2 expectations met, 1 not judged',
    );
    expect(short(expectation({ level: 'question' }))).toBe('1 question');
  });
});
