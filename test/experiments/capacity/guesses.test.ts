/** The tornado of a capacity answer: what the cheapest size would cost, were a guess wrong. The truth is that of an M/M/c. */
import { describe, expect, it } from 'vitest';
import { findAnswer } from '../../../src/experiments/capacity/find-answer.ts';
import { costGuessInWords, costTornadoInWords } from '../../../src/experiments/capacity/guess-words.ts';
import { type CostTornado, guessesAt } from '../../../src/experiments/capacity/guesses.ts';
import { Levels } from '../../../src/experiments/capacity/level.ts';
import { type Bank, banksOf } from '../../../src/experiments/capacity/places.ts';
import { questionOf, readTried } from '../../../src/experiments/capacity/question.ts';
import { Trials } from '../../../src/experiments/capacity/trials.ts';
import { mmcStayMean } from '../../../src/experiments/queueing/formulas.ts';
import type { LoadedScenario, Sets } from '../../../src/scenarios/index.ts';
import { load } from '../../scenarios/scenario-text.ts';
import { cheapestOf, runnerOf } from './made-up-world.ts';

const servers = 'operators.contoso.api.servers';
const count = 'population.lines.count';
const text = (more: string) => `mpsim: 1
run: { length: 1 h, start: 2019-09-02 09:00, seed: 1 }
operators: { contoso: { from: de/Telekom } }
population:
  lines: { count: 1_000, device: { sim: hot }, usage: none }
slo:
  fast: mean(getBalance.latency) <= 400 ms
${more}`;

const assume = (lines: string) => `assume:\n${lines}\n`;

/** A request per second for every ten lines, 100 ms of work each. */
const latency = (value: (path: string) => number): number => {
  const given = (path: string, usual: number) => (Number.isNaN(value(path)) ? usual : value(path));
  const [c, offered] = [given(servers, 4), given(count, 1_000) / 100];
  return offered >= c ? 30e6 : mmcStayMean(c, offered, 100_000);
};
const cheapestFor = (lines: number) => cheapestOf(c => latency(path => (path === servers ? c : lines)) <= 400_000);

async function guessed(
  more: string,
  { vary = [servers, '1..40'], survives = false }: { vary?: [path: string, text: string]; survives?: boolean } = {},
): Promise<{ tornado: CostTornado; numbers: number[]; said: string[] }> {
  const scenario: LoadedScenario = load(text(more));
  const question = {
    ...questionOf(scenario, { variant: 'baseline', vary: [readTried(...vary)], slo: scenario.slo, sets: [] }),
    survivesLoss: survives,
  };
  const runner = runnerOf({ latency, spread: 0.01 });
  const trials = new Trials(runner, question);
  const levels = new Levels(scenario, 'baseline', question.levels);
  const losses: readonly Bank[] = survives ? banksOf(scenario.settingsFor('baseline')) : [];
  const { answer } = await findAnswer({ question, trials, levels, losses, replications: 20 });
  const before = runner.wishes.length;
  const said: string[] = [];
  const tornado = await guessesAt({
    point: answer!.point,
    question,
    scenario,
    levels,
    trials,
    scenarioWith: (sets: Sets) => load(text(more), { set: [...sets] }),
    lossesOf: banksOf,
    screen: () => () => false,
    settingsAt: point =>
      question.dimensions.map(({ name, path, values }, d) => ({ name, path, value: values[point[d]!]! })),
    say: words => said.push(words),
  });
  return { tornado, said, numbers: runner.wishes.slice(before).map(({ replication }) => replication) };
}

describe('the tornado of a capacity answer', () => {
  it('tells the cheapest cost at each end of each guess, searched anew, the widest guess first', async () => {
    const { tornado } = await guessed(
      assume(`  ${count}: 800 .. 1_200\n  run.seed: 1 .. 9\n  population.lines.online.none: 5 % .. 10 %`)
        .replace(/.*run.seed.*\n/, '')
        .replace(/.*online.none.*\n/, '  operators.contoso.api.errors: 1 % .. 5 %\n'),
    );
    expect(tornado).toMatchObject({ number: 'cost', base: cheapestFor(1_000), confirmed: false });
    expect(tornado.searched).toBe(tornado.base);
    const [lines, errors] = tornado.guesses;
    expect(lines).toMatchObject({ path: count, width: cheapestFor(1_200) - cheapestFor(800) });
    expect(lines!.ends.map(({ value, answer }) => [value, answer])).toEqual([
      ['800', cheapestFor(800)],
      ['1_200', cheapestFor(1_200)],
    ]);
    expect(lines!.ends[1]!.settings).toEqual([
      { name: servers.replace('operators.contoso.', ''), path: servers, value: String(cheapestFor(1_200)) },
    ]);
    expect(errors).toMatchObject({ path: 'operators.contoso.api.errors', width: 0 });
  });

  it('says where no size meets, of which level, and puts that guess on top', async () => {
    const { tornado } = await guessed(assume(`  operators.contoso.api.errors: 1 % .. 5 %\n  ${count}: 500 .. 9_000`));
    expect(tornado.guesses.map(({ path, width }) => [path, width])).toEqual([
      [count, null],
      ['operators.contoso.api.errors', 0],
    ]);
    expect(tornado.guesses[0]!.ends[1]).toMatchObject({ answer: null, settings: null, missed: ['fast'] });
    expect(costGuessInWords(tornado.guesses[0]!, tornado)).toBe(
      `lines.count 500 → 9_000: cost ${cheapestFor(500)} … no size meets \`fast\``,
    );
  });

  it('takes few replications of those that the search has used too, and says that nothing is confirmed', async () => {
    const { tornado, numbers, said } = await guessed(assume(`  ${count}: 800 .. 1_200`));
    expect(Math.max(...numbers)).toBeLessThan(4);
    expect(numbers.length).toBeLessThan(120);
    expect(costTornadoInWords(tornado).join(' ')).toContain('at most 4 replications a look, and is not confirmed');
    expect(said).toEqual(expect.arrayContaining(['if lines.count were 800', 'if lines.count were 1_200']));
  });

  it('must survive at the ends what it must survive at the answer', async () => {
    const { tornado } = await guessed(assume(`  ${count}: 500 .. 1_200`), { survives: true });
    expect(tornado.guesses[0]!.ends.map(({ answer }) => answer)).toEqual([
      cheapestFor(500) + 1,
      cheapestFor(1_200) + 1,
    ]);
  });

  it('does not try what the search chooses or the variant sets: that moves nothing', async () => {
    const { tornado } = await guessed(
      `variants: { baseline: { operators.contoso.api.errors: 2 % } }\n${assume(
        `  ${servers}: 2 .. 9\n  operators.contoso.api.errors: 1 % .. 5 %`,
      )}`,
    );
    expect(tornado.guesses).toEqual([
      { path: servers, ends: [], width: 0, silent: 'chosen by the search' },
      { path: 'operators.contoso.api.errors', ends: [], width: 0, silent: 'set by the variant' },
    ]);
    expect(costTornadoInWords(tornado)[0]).toBe('api.servers was not tried: it is chosen by the search.');
  });

  it('tells of a load how much is carried', async () => {
    const { tornado } = await guessed(assume('  operators.contoso.api.errors: 1 % .. 5 %'), {
      vary: [count, '10..10_000'],
    });
    expect(tornado.number).toBe(count);
    expect(tornado.guesses[0]!.ends.map(({ answer }) => answer)).toEqual([tornado.base, tornado.base]);
    expect(costGuessInWords(tornado.guesses[0]!, tornado)).toMatch(
      /^api.errors 1 % → 5 %: lines carried [\d ]+ at both ends$/u,
    );
  });
});
