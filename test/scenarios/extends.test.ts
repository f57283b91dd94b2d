import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadScenario, loadScenarioText } from '../../src/scenarios/load.ts';
import { type Mistake, MistakesError } from '../../src/scenarios/mistakes.ts';
import { readInFolder } from '../../src/scenarios/scenario-folder.ts';
import { scenarioText } from './scenario-text.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpsim-extends-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const base = scenarioText({
  operator: 'from: de/Telekom, api: { servers: 6 }',
  group: 'count: 10, device: { sim: hot }',
  more: 'expect:\n  - activation.success >= 1 %\n  - getBalance.success >= 1 %\n',
});

function mistakesIn(file: string): readonly Mistake[] {
  try {
    loadScenario(file);
  } catch (problem) {
    if (problem instanceof MistakesError) return problem.mistakes;
    throw problem;
  }
  throw new Error('the scenario was accepted');
}
const messagesIn = (file: string) => mistakesIn(file).map(({ message }) => message);

describe('a scenario that extends another', () => {
  it('merges maps key by key and replaces lists as a whole', () => {
    write('base.yaml', base);
    const over = write(
      'over.yaml',
      'mpsim: 1\nextends: base.yaml\nrun: { seed: 9 }\noperators: { contoso: { api: { queue: 7 } } }\nexpect: [activation.success >= 2 %]\n',
    );
    const scenario = loadScenario(over);
    const { seed, length, operators } = scenario.settingsFor('baseline');
    expect({ seed, length }).toEqual({ seed: 9, length: 86_400e6 });
    expect(operators[0].api).toMatchObject({ servers: 6, queue: 7 });
    expect(scenario.expectations.map(({ text }) => text)).toEqual(['activation.success >= 2 %']);
    expect(scenario.name).toBe('over');
  });

  it('has arrivals in place of a count', () => {
    write('base.yaml', base);
    const over = write(
      'over.yaml',
      'mpsim: 1\nextends: base.yaml\npopulation: { lines: { arrive: 5 per day, device: { sim: esim } } }\n',
    );
    expect(loadScenario(over).settingsFor('baseline').groups[0]).toMatchObject({ count: 0, arrive: { perDay: 5 } });
  });

  it('has sessions in place of openings, and openings in place of sessions', () => {
    const flyout = (habit: string) => `mpsim: 1\nextends: base.yaml\npopulation: { lines: { flyout: { ${habit} } } }\n`;
    write('base.yaml', base.replace('device:', 'flyout: { opens: 3 per day }, device:'));
    const over = loadScenario(write('over.yaml', flyout('sessions: 5 per day')));
    expect(over.settingsFor('baseline').groups[0].flyout).toMatchObject({ perDay: 5, session: { opens: 1.8 } });

    write('base.yaml', base.replace('device:', 'flyout: { sessions: 5 per day }, device:'));
    const back = loadScenario(write('back.yaml', flyout('opens: 3 per day')));
    expect(back.settingsFor('baseline').groups[0].flyout).not.toHaveProperty('session');
  });

  it('keeps the hash of each file', () => {
    write('base.yaml', base);
    const text = 'mpsim: 1\nextends: base.yaml\n';
    const over = write('over.yaml', text);
    const hash = (of: string) => createHash('sha256').update(of).digest('hex');
    expect(loadScenario(over).files.map(({ name, hash }) => ({ name, hash }))).toEqual([
      { name: over, hash: hash(text) },
      { name: join(folder, 'base.yaml'), hash: hash(base) },
    ]);
  });

  it('reports mistakes in the file they stand in, its own first', () => {
    write('base.yaml', base.replace('servers: 6', 'servers: six'));
    const over = write(
      'over.yaml',
      'mpsim: 1\nextends: base.yaml\nrun: { seed: nine }\noperators: { contoso: { api: { limit: 5 } } }\n',
    );
    expect(mistakesIn(over).map(({ file, line, path }) => [file.slice(folder.length + 1), line, path])).toEqual([
      ['over.yaml', 3, 'run.seed'],
      ['over.yaml', 4, 'operators.contoso.api.limit'],
      ['base.yaml', 4, 'operators.contoso.api.servers'],
    ]);
  });

  it('repairs what the other does wrong', () => {
    write(
      'base.yaml',
      base.replace('servers: 6', 'service: lognormal(median 20 s, p95 90 s)').replace('servers', 'service'),
    );
    const over = write('over.yaml', 'mpsim: 1\nextends: base.yaml\nrun: { seed: 9 }\n');
    expect(messagesIn(over)).toHaveLength(1);
  });

  it('goes at most five deep', () => {
    write('s5.yaml', base);
    for (const i of [4, 3, 2, 1, 0]) write(`s${i}.yaml`, `mpsim: 1\nextends: s${i + 1}.yaml\n`);
    expect(loadScenario(join(folder, 's0.yaml')).files).toHaveLength(6);
    const over = write('over.yaml', 'mpsim: 1\nextends: s0.yaml\n');
    expect(messagesIn(over)).toEqual(['At most 5 scenarios extend one another.']);
  });

  it('never goes in a circle', () => {
    write('a.yaml', 'mpsim: 1\nextends: b.yaml\n');
    write('b.yaml', 'mpsim: 1\nextends: ./a.yaml\n');
    expect(messagesIn(join(folder, 'a.yaml'))).toEqual(['This goes in a circle: a.yaml → b.yaml → a.yaml.']);
  });

  it.each([
    ['/etc/passwd', 'Expected a file in the folder of the scenario, for example `measured.csv`.'],
    ['C:\\base.yaml', 'Expected a file in the folder of the scenario, for example `measured.csv`.'],
    ['../base.yaml', 'A file that a scenario names lies inside its folder; `..` leads out of it.'],
    ['inner/../../base.yaml', 'A file that a scenario names lies inside its folder; `..` leads out of it.'],
    ['link.yaml', 'This is a link that leads out of the folder of the scenario.'],
    ['inner', 'This is not a file.'],
    ['bas.yaml', 'There is no such file in the folder of the scenario. Did you mean `base.yaml`?'],
    ['list.yaml', 'Expected a scenario; its first line is `mpsim: 1`.'],
  ])('never leads out of its folder, nor to what is no scenario: %s', (name, message) => {
    write('base.yaml', base);
    write('list.yaml', '- a\n');
    mkdirSync(join(folder, 'inner'));
    symlinkSync('/etc/passwd', join(folder, 'link.yaml'));
    const over = write('over.yaml', `mpsim: 1\nextends: ${name}\n`);
    expect(messagesIn(over)).toEqual([message]);
  });

  it('lies in a folder', () => {
    const load = () => loadScenarioText('mpsim: 1\nextends: base.yaml\n', '-');
    expect(load).toThrow('This scenario lies in no folder, so it cannot name a file.');
    write('base.yaml', base);
    expect(loadScenarioText('mpsim: 1\nextends: base.yaml\n', '-', { folder }).files[1].name).toBe('base.yaml');
  });
});

describe('a file that a scenario names', () => {
  it('is no device', () => {
    expect(() => readInFolder('/dev', 'null')).toThrow('This is not a file.');
  });

  it('may lie in a folder below', () => {
    mkdirSync(join(folder, 'data'));
    write('data/a.csv', 'ts,ms\n');
    expect(new TextDecoder().decode(readInFolder(folder, 'data/a.csv'))).toBe('ts,ms\n');
  });
});
