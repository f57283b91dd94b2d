import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mistake, MistakesError } from '../../src/scenarios/mistakes.ts';
import { decodeScenario, rawAt, readYaml } from '../../src/scenarios/yaml-document.ts';
import { processorTime } from '../kit/processor-time.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

const lines = (n: number, line: (i: number) => string, between = '\n') =>
  Array.from({ length: n }, (_, i) => line(i)).join(between);
const mebibyte = 1 << 20;

/** Files that somebody could send us to stop us. */
const hostile: Record<string, string> = {
  '20,000 keys': lines(20_000, i => `k${i}: 1`),
  '8,000 unknown keys': scenarioText({ more: lines(8_000, i => `k${i}: 1`) }),
  '20,000 times the same key': lines(20_000, () => 'k: 1'),
  '5,000 nested lists': '- '.repeat(5_000),
  '5,000 nested keys': '? '.repeat(5_000),
  '400 nested keys': '? '.repeat(400),
  '5,000 brackets': '['.repeat(5_000),
  '5,000 braces': '{a: '.repeat(5_000),
  '60 levels, which is allowed': `${lines(60, i => `${' '.repeat(i)}a:`)} b`,
  'an alias bomb': `a: &a [x, x]\n${lines(30, i => `a${i}: &a${i} [*a${i > 0 ? i - 1 : ''}, *a${i > 0 ? i - 1 : ''}]`)}`,
  'one line of 1 MiB': 'a'.repeat(mebibyte),
  '1 MiB of words': 'a '.repeat(mebibyte / 2),
  '1 MiB of commas': `[${'a,'.repeat(mebibyte / 2 - 1)}`,
  '1 MiB of colons': ': '.repeat(mebibyte / 2),
  '1 MiB of line breaks': '\n'.repeat(mebibyte),
  '1 MiB of comments': '# x\n'.repeat(mebibyte / 4),
  '1 MiB of escapes': `"${'\\n'.repeat(mebibyte / 2 - 2)}"`,
  '1 MiB of quotes': `'${"''".repeat(mebibyte / 2 - 2)}'`,
  'a value of 1 MiB': scenarioText({ more: `about: { title: ${'x'.repeat(mebibyte - 300)} }` }),
  'a claim of a million characters': scenarioText({ more: `expect:\n  - ${'p95('.repeat(250_000)}` }),
  '10,000 wrong claims': scenarioText({ more: `expect:\n${lines(10_000, i => `  - wrong ${i}`)}` }),
  '6,000 operators and 30 variants': `mpsim: 1\nrun: { length: 1 day }\noperators:\n${lines(6_000, i => `  o${i}: {}`)}\npopulation: { a: { count: 1 } }\nvariants:\n${lines(30, i => `  v${i}: { operators.o1.api.servers: ${i + 9} }`)}`,
  '10,000 paths that do not exist': scenarioText({
    more: `variants: { a: { ${lines(10_000, i => `operators.contoso.apu.servers${i}: 1`, ', ')} } }`,
  }),
  'more than 1 MiB': '#'.repeat(mebibyte + 1),
};

describe('a file from a stranger', () => {
  it.each(Object.entries(hostile))('%s: accepted or refused within two seconds', (_, text) => {
    let mistakes: readonly Mistake[] = [];
    const took_ms = processorTime(() => {
      mistakes = mistakesOf(text);
    });
    expect(took_ms).toBeLessThan(2_000);
    expect(mistakes.length).toBeGreaterThan(0);
    expect(mistakes.length).toBeLessThan(500);
  });

  it('with the largest world that is allowed is accepted within two seconds', () => {
    const operators = lines(20, i => `  o${i}: {}`);
    const groups = lines(50, i => `  g${i}: { count: 1, operator: o1 }`);
    const variants = lines(30, i => `  v${i}: { operators.o1.api.servers: ${i + 9} }`);
    const took_ms = processorTime(() =>
      load(
        `mpsim: 1\nrun: { length: 1 day }\noperators:\n${operators}\npopulation:\n${groups}\nvariants:\n${variants}\n`,
      ),
    );
    expect(took_ms).toBeLessThan(2_000);
  });

  it('is UTF-8 text without control characters', () => {
    expect(() => decodeScenario(Uint8Array.of(0x6d, 0xff, 0xfe), 'a.yaml')).toThrow('This is not UTF-8 text');
    expect(() => readYaml('a: \u0000', 'a.yaml')).toThrow('the character U+0000 has no place in it');
    expect(() => readYaml('a: \ud800', 'a.yaml')).toThrow('the character U+D800 has no place in it');
  });

  it('gives a scenario or mistakes, whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        try {
          readYaml(decodeScenario(bytes, 'a.yaml'), 'a.yaml');
        } catch (problem) {
          expect(problem).toBeInstanceOf(MistakesError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives a scenario or mistakes, whatever its words are', () => {
    const word = fc.constantFrom(
      'mpsim',
      'run',
      'operators',
      'contoso',
      'population',
      'variants',
      'expect',
      'length',
      'count',
      'arrive',
      'online',
      'wifi',
      'usage',
      'portal',
      'steps',
      'smdp',
      'refuses',
      '1',
      '5 %',
      '1 day',
      'rest',
      'none',
      'baseline',
      '{',
      '}',
      '[',
      ']',
      ':',
      ': ',
      ',',
      '- ',
      '\n',
      '\n  ',
      '\n    ',
      '"',
      "'",
      '|',
      '>',
      '#',
      '? ',
      '&a',
      '*a',
      '!t',
      '<<',
      '%',
      '---',
      '...',
      '@',
      '`',
      '__proto__',
      'toString',
      '\t',
      '0',
      'lognormal median 1 s p95 2 s',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.boolean(), (words, after) => {
        const text = (after ? scenarioText() : '') + words.join('');
        try {
          load(text);
        } catch (problem) {
          expect(problem).toBeInstanceOf(MistakesError);
          expect((problem as MistakesError).mistakes.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 800 },
    );
  });

  it('gives a scenario or mistakes, whatever one of its values is', () => {
    const paths = [
      'run.start',
      'run.timeZone',
      'run.length',
      'run',
      'operators.contoso',
      'operators.contoso.from',
      'operators.contoso.api.service',
      'operators.contoso.plan.price',
      'operators.contoso.smdp.refuses',
      'population.lines',
      'population.lines.arrive',
      'population.lines.online',
      'population.lines.usage',
      'about.title',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.string({ unit: 'binary', maxLength: 30 }), (path, value) => {
        try {
          load(scenarioText(), { set: [[path, value]] });
        } catch (problem) {
          expect(problem).toBeInstanceOf(MistakesError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a YAML document', () => {
  it('keeps every value the text that was written', () => {
    const { raw } = readYaml(
      'a: 012\nb: yes\nc: 60_000\nd: 9007199254740993\ne: .inf\nf: 2019-09-02 00:00\ng: ~\n',
      'a.yaml',
    );
    expect({ ...(raw as object) }).toEqual({
      a: '012',
      b: 'yes',
      c: '60_000',
      d: '9007199254740993',
      e: '.inf',
      f: '2019-09-02 00:00',
      g: '~',
    });
  });

  it('knows the place of every key and value', () => {
    const text = 'a:\n  b: { c: 5 min }\n  d: [x, y]\n';
    const { placesOf, raw } = readYaml(text, 'a.yaml');
    const shown = (path: string[]) => {
      const { key, value } = placesOf(path);
      return [key && text.slice(key.start, key.end), text.slice(value.start, value.end)];
    };
    expect(shown(['a', 'b', 'c'])).toEqual(['c', '5 min']);
    expect(shown(['a', 'd', '1'])).toEqual([undefined, 'y']);
    expect(rawAt(raw, ['a', 'd', '1'])).toBe('y');
  });

  it('has maps without a prototype', () => {
    expect(Object.getPrototypeOf(readYaml('a: { b: 1 }', 'a.yaml').raw)).toBeNull();
  });
});
