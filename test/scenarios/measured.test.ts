import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenarios/load.ts';
import { readColumn } from '../../src/scenarios/measured-column.ts';
import { type Mistake, MistakesError } from '../../src/scenarios/mistakes.ts';
import { Unreadable } from '../../src/scenarios/quantities.ts';
import { readInFolder } from '../../src/scenarios/scenario-folder.ts';
import { load, scenarioText } from './scenario-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'mpsim-measured-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const values = Array.from({ length: 40 }, (_, i) => 100 - i);
const csv = (rows: readonly (string | number)[] = values) =>
  `ts,request,own_ms\n${rows.map(row => `2019-08-27T08:00:00Z,"get ""Balance"", µ",${row}\n`).join('')}`;
const bytes = (text: string) => new TextEncoder().encode(text);

function mistakesIn(read: () => unknown): readonly Mistake[] {
  try {
    read();
  } catch (problem) {
    if (problem instanceof MistakesError) return problem.mistakes;
    throw problem;
  }
  throw new Error('it was accepted');
}

describe('a column of a CSV file', () => {
  it('is read in the order of the file', () => {
    expect(readColumn(bytes(csv()), 'a.csv', 'own_ms')).toEqual(values);
    expect(readColumn(bytes(`\uFEFF${csv().replaceAll('\n', '\r\n')}`), 'a.csv', 'own_ms')).toEqual(values);
  });

  it('has every mistake at its line and column', () => {
    const rows = [...values.slice(0, 20), 'fast', '', -3, '1e400', 'NaN', '0x10', '1,5', '3 ms'];
    const found = mistakesIn(() => readColumn(bytes(csv(rows)), 'a.csv', 'own_ms'));
    expect(found.map(({ line, column, length, message }) => [line, column, length, message.split('.')[0]])).toEqual([
      [22, 43, 4, '"fast" is not a number'],
      [23, 43, 1, 'There is no value'],
      [24, 43, 2, '"-3" is below zero; expected a number from 0 on'],
      [25, 43, 5, '"1e400" is more than the simulator can count exactly'],
      [26, 43, 3, '"NaN" is not a number'],
      [27, 43, 4, '"0x10" is not a number'],
      [28, 1, 20, 'This row has 4 cells, the header 3'],
      [29, 43, 4, '"3 ms" is not a number'],
    ]);
    expect(found[0].excerpt?.text).toBe('2019-08-27T08:00:00Z,"get ""Balance"", µ",fast');
  });

  it.each([
    [
      'a column that is not there',
      csv(),
      'There is no column `own_sm`. Expected one of: ts, request, own_ms. Did you mean `own_ms`?',
      'own_sm',
    ],
    ['a column that is there twice', csv().replace('request', 'own_ms'), 'There are several columns `own_ms`.'],
    ['semicolons', 'ts;own_ms\n1;2\n', 'Cells are separated by commas, and decimals follow a point.'],
    ['few values', csv(values.slice(0, 19)), 'There are only 19 values in `own_ms`; expected at least 20.'],
    ['nothing', '', 'There are no values in `own_ms`; expected at least 20.'],
    ['a quote that is not closed', `${csv()}1,"2,3\n`, 'A quote that opens in this row or after it is never closed.'],
    ['a quote in the middle', `${csv()}1,2"2,3\n`, 'A cell with quotes begins and ends with one'],
    ['a huge row', `${csv()}1,${'x'.repeat(200_000)},3\n`, 'A row has at most 100000 characters.'],
    ['a character of no text', `${csv()}1,\0,3\n`, 'CSV is text; the character U+0000 has no place in it.'],
    ['many columns', 'a,'.repeat(2_000), 'The header has 2001 columns; expected at most 1000.'],
  ])('is refused with %s', (_, text, sentence, column = 'own_ms') => {
    expect(mistakesIn(() => readColumn(bytes(text), 'a.csv', column)).map(({ message }) => message)).toEqual([
      expect.stringContaining(sentence),
    ]);
  });

  it('is refused when it is not UTF-8', () => {
    const [mistake] = mistakesIn(() => readColumn(Uint8Array.of(0x61, 0xff, 0xfe), 'a.csv', 'a'));
    expect(mistake.message).toBe('This is not UTF-8 text. Measured data is a CSV text file.');
  });

  it('never becomes the name of anything, whatever its header says', () => {
    const text = `__proto__,constructor,own_ms\n${values.map(value => `1,2,${value}\n`).join('')}`;
    expect(readColumn(bytes(text), 'a.csv', 'own_ms')).toEqual(values);
    expect(readColumn(bytes(text), 'a.csv', '__proto__')).toEqual(values.map(() => 1));
    expect(Object.keys({})).toEqual([]);
  });

  it('counts the mistakes that nobody would read', () => {
    const found = mistakesIn(() => readColumn(bytes(csv(new Array(500).fill('x'))), 'a.csv', 'own_ms'));
    expect(found).toHaveLength(20);
    expect(found[19].message).toContain('And 480 more like this.');
  });

  it('survives any bytes: numbers, or mistakes with places', () => {
    const hostile = fc.array(fc.constantFrom('"', ',', '\n', '\r', '1', 'own_ms', '\0', 'é', '=1+1', '\t', ' '), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          hostile.map(parts => bytes(`own_ms\n${parts.join('')}`)),
          fc.uint8Array(),
        ),
        given => {
          for (const mistake of mistakesIn(() => readColumn(given, 'a.csv', 'own_ms')))
            expect(mistake.line >= 1 && mistake.column >= 1 && mistake.message.length > 10).toBe(true);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('a file that a scenario names', () => {
  writeFileSync(join(folder, 'a.csv'), csv());
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'b.csv'), csv(values.slice(1)));
  symlinkSync('/etc/hostname', join(folder, 'out.csv'));
  symlinkSync('/etc', join(folder, 'etc'));
  symlinkSync('a.csv', join(folder, 'same.csv'));

  it('lies in its folder or below it', () => {
    for (const name of ['a.csv', './a.csv', 'data/b.csv', 'same.csv'])
      expect(new TextDecoder().decode(readInFolder(folder, name))).toContain('ts,request,own_ms');
  });

  it.each([
    ['/etc/hostname', 'Expected a file in the folder of the scenario'],
    ['../a.csv', 'A file that a scenario names lies inside its folder'],
    ['data/../../a.csv', 'A file that a scenario names lies inside its folder'],
    ['C:\\a.csv', 'Expected a file in the folder of the scenario'],
    ['out.csv', 'This is a link that leads out of the folder of the scenario.'],
    ['etc/hostname', 'This is a link that leads out of the folder of the scenario.'],
    ['data', 'This is not a file.'],
    ['b.csv', 'There is no such file in the folder of the scenario. Did you mean `a.csv`?'],
    ['a\0.csv', 'Expected a file in the folder of the scenario'],
  ])('is refused as %j', (name, sentence) => {
    expect(() => readInFolder(folder, name)).toThrow(Unreadable);
    expect(() => readInFolder(folder, name)).toThrow(sentence);
  });

  it('has at most 64 MiB', () => {
    writeFileSync(join(folder, 'large.csv'), '');
    truncateSync(join(folder, 'large.csv'), 64 * 1_048_576 + 1);
    expect(() => readInFolder(folder, 'large.csv')).toThrow('at most 64 MiB');
  });
});

describe('measured values in a scenario', () => {
  const scenario = (words: string, more = '') => {
    const file = join(folder, 'scenario.yaml');
    writeFileSync(file, scenarioText({ operator: `from: de/Telekom, api: { service: ${words} }`, more }));
    return file;
  };
  const service = (file: string, variant = 'baseline') =>
    loadScenario(file).settingsFor(variant).operators[0].api.service;

  it('become an empirical distribution in the unit of the setting', () => {
    writeFileSync(join(folder, 'a.csv'), csv());
    const ascending = values.toSorted((a, b) => a - b).map(value => value * 1_000);
    expect(service(scenario('measured from a.csv column own_ms in ms'))).toEqual({
      kind: 'empirical',
      values: ascending,
    });
    expect(service(scenario('measured from a.csv column own_ms in ms max 80 ms'))).toMatchObject({
      kind: 'truncated',
      max: 80_000,
    });
    expect(service(scenario('mix 90 % measured from a.csv column own_ms in ms | 10 % 2 s'))).toMatchObject({
      kind: 'mix',
      parts: [{ of: { values: ascending } }, { of: { value: 2e6 } }],
    });
    expect(service(scenario('x2 measured from a.csv column own_ms in µs'))).toMatchObject({
      by: 2,
      of: { values: values.toSorted((a, b) => a - b) },
    });
  });

  it('are named with their hash, so that a run can be repeated', () => {
    const file = scenario(
      'measured from a.csv column own_ms in ms',
      'variants: { a: baseline, b: { operators.contoso.api.service: measured from data/b.csv column own_ms in ms } }\n',
    );
    const sha = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(loadScenario(file).files.map(({ name, hash }) => ({ name, hash }))).toEqual([
      { name: file, hash: loadScenario(file).hash },
      { name: join(folder, 'a.csv'), hash: sha(csv()) },
      { name: join(folder, 'data/b.csv'), hash: sha(csv(values.slice(1))) },
    ]);
    expect(load(scenarioText()).files).toHaveLength(1);
  });

  it('are read again for each scenario', () => {
    const file = scenario('measured from a.csv column own_ms in ms');
    writeFileSync(join(folder, 'a.csv'), csv());
    const before = service(file);
    writeFileSync(join(folder, 'a.csv'), csv(values.map(value => value * 2)));
    expect(service(file)).not.toEqual(before);
    writeFileSync(join(folder, 'a.csv'), csv());
  });

  it('tell their mistakes at the scenario and in the file', () => {
    writeFileSync(join(folder, 'bad.csv'), csv([...values, 'x']));
    const found = mistakesIn(() => loadScenario(scenario('measured from bad.csv column own_ms in ms')));
    expect(found.map(({ file, line, message }) => [file, line, message])).toEqual([
      [join(folder, 'scenario.yaml'), 4, '`bad.csv` has a mistake of its own.'],
      [join(folder, 'bad.csv'), 42, expect.stringContaining('"x" is not a number')],
    ]);
  });

  it('need a scenario that is a file', () => {
    const text = scenarioText({ operator: 'api: { service: measured from a.csv column own_ms in ms }' });
    expect(mistakesIn(() => load(text)).map(({ message }) => message)).toEqual([
      'This scenario lies in no folder, so it cannot name a file.',
    ]);
  });
});
