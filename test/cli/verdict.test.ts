import { describe, expect, it } from 'vitest';
import { exit, UsageError } from '../../src/cli/exit.ts';
import { explain } from '../../src/cli/explain-problem.ts';
import { type Ended, verdictOf } from '../../src/cli/verdict.ts';
import type { Expectation, Verdict } from '../../src/experiments/index.ts';
import { GuardTripped, RunFailure, seconds } from '../../src/sim/index.ts';
import { sampleResult } from '../kit/sample-result.ts';

function ran(change: Partial<Ended> & { verdicts?: Verdict[]; level?: 'question' } = {}): Ended {
  const { verdicts = ['pass'], level, ...rest } = change;
  const result = sampleResult();
  const expectations = verdicts.map(
    (verdict): Expectation => ({
      text: 'a claim',
      verdict,
      value: 1,
      unit: 'count',
      bound: 1,
      ...(level === undefined ? {} : { level }),
    }),
  );
  return {
    result: { ...result, summary: { ...result.summary, expectations } },
    breaches: [],
    ...rest,
  };
}

const plain = { interrupted: false, allowUndecided: false };
const breach = { law: 'every byte is accounted for', what: '3 B are missing', at: '2 h' };
const parted = {
  same: false,
  facts: 9,
  fingerprints: ['a', 'b'] as [string, string],
  difference: 'fact 4: "x" against "y"',
};

describe('the exit code of runs', () => {
  it.each<[string, Ended[], Partial<typeof plain>, number]>([
    ['0 when all went well', [ran()], {}, exit.fine],
    ['3 when an expectation failed in any of them', [ran(), ran({ verdicts: ['pass', 'fail'] })], {}, exit.expectation],
    [
      '0 when only questions are answered no',
      [ran({ verdicts: ['fail', 'undecided'], level: 'question' })],
      {},
      exit.fine,
    ],
    ['0 when a claim needs a variant that was not run', [ran({ verdicts: ['not judged'] })], {}, exit.fine],
    ['3 when one is undecided', [ran({ verdicts: ['undecided'] })], {}, exit.expectation],
    [
      '0 when one is undecided and that is allowed',
      [ran({ verdicts: ['undecided'] })],
      { allowUndecided: true },
      exit.fine,
    ],
    ['4 when a law was broken, whatever was expected', [ran({ verdicts: ['fail'], breaches: [breach] })], {}, exit.law],
    [
      '130 when interrupted, whatever was expected',
      [ran({ verdicts: ['fail'] })],
      { interrupted: true },
      exit.interrupted,
    ],
    [
      '1 when two runs of the same inputs differ',
      [ran({ verification: parted, breaches: [breach] })],
      {},
      exit.internal,
    ],
  ])('is %s', (_, runs, change, code) => {
    expect(verdictOf(runs, { ...plain, ...change }).code).toBe(code);
  });

  it('comes with the reasons in words', () => {
    expect(verdictOf([ran({ breaches: [breach] })], plain).sentences).toEqual([
      'Law broken at 2 h: every byte is accounted for: 3 B are missing',
    ]);
    expect(verdictOf([ran({ verification: parted })], plain).sentences[0]).toContain('the two runs part at fact 4');
  });
});

describe('a problem', () => {
  it('of the user is told without a stack', () => {
    expect(explain(new UsageError('Expected a seed'))).toEqual({ text: 'Expected a seed', exitCode: exit.usage });
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    expect(explain(full)).toEqual({ text: 'ENOSPC: no space left on device', exitCode: exit.usage });
  });

  it('of ours, an unlisted event or a guard among them, keeps its stack and ends with 1', () => {
    const failure = new RunFailure('lines.sessionEnds', seconds(5), new Error('"expired" cannot happen while "cold"'));
    const guard = new GuardTripped('100 000 events at 3 h without time moving');
    for (const bug of [failure, guard, new TypeError('x is undefined')]) {
      const { text, exitCode } = explain(bug);
      expect(exitCode).toBe(exit.internal);
      expect(text).toContain(bug.message);
      expect(text).toMatch(/^\s+at /m);
    }
  });
});
