import { describe, expect, it } from 'vitest';
import { loadScenario, loadScenarioText } from '../../src/scenarios/index.ts';

describe('what a variant changes', () => {
  const lunch = loadScenario('examples/lunch-hour.yaml');

  it('is told value by value, with the value of the file that it takes the place of', () => {
    expect(lunch.changesFor('no-sign-in')).toEqual([
      {
        path: 'operators.contoso.portal.steps.sign-in.think',
        from: 'lognormal median 45 s p95 3 min',
        fromPreset: false,
        to: '0 s',
      },
      { path: 'operators.contoso.portal.steps.sign-in.leaves', from: '12 %', fromPreset: false, to: '0 %' },
    ]);
  });

  it('is nothing for the baseline', () => {
    expect(lunch.changesFor('as-it-is')).toEqual([]);
  });

  it('names the value of the preset where the file gives none', () => {
    const text = `mpsim: 1
run: { start: 2026-03-02 00:00, length: 1 h }
operators:
  contoso: {}
population:
  buyers: { count: 5, operator: contoso }
variants:
  plain: baseline
  silent: { operators.contoso.smdp.silent: 5 % }
`;
    expect(loadScenarioText(text, 'silence.yaml').changesFor('silent')).toEqual([
      { path: 'operators.contoso.smdp.silent', from: '0 %', fromPreset: true, to: '5 %' },
    ]);
  });
});
