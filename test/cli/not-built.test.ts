import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './mpsim.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.clear());

/** Ten of the twelve mistakes that people make most, in parts of the language that are built and in others. */
const tenMistakes = `mpsim: 1
run: { start: 2019-09-02 00:00, length: 2 days, warmUp: 1 day }
operators:
  contoso:
    api: { paths: { getBalance: api > billing } }
    portal:
      steps:
        sign-in: { calls: crm.signIn, then: choose, if: { wrongPassword: sign-in at most 3 times } }
        choose:  { then: { pay: 70 %, fulfil: 20 % } }
        pay:     { then: fulfill }
        fulfil:  { order: esim, callback: notifyBalanceAddition, networkRegistrationInterval: 5 min, then: done }
    backend:
      api:     { service: 120 }
      billing: { service: lognormal(median 20 s, p95 90 s) }
      crm:     { service: lognormal mean 100 ms p99 2 s, results: { wrongPassword: 4 % } }
population:
  buyers: { arrive: 10 per day, iccid: 8988303000000614227 }
timeline:
  - { at: 09:00, for: 1 min, outage: contoso.api, as: hang }
  - { at: day 2 10:00, for: 1 min, outage: contoso.backend.billing }
`;
/** The interval is told of twice: it is no quarter of an hour, and another callback has it. */
const placesOfTen = ['9:20', '10:26', '11:43', '11:66', '11:95', '13:27', '14:50', '15:27', '17:40', '19:11', '20:44'];

describe('a scenario with ten of the twelve mistakes', () => {
  it.each(['validate', 'run'])('gets them all told at once by %s, and nothing is written', async command => {
    desk.write('ten.yaml', tenMistakes);
    const { code, out, err } = await desk.call(command, 'ten.yaml');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    const places = [...err.matchAll(/^ten\.yaml:(\d+:\d+): /gm)].map(([, place]) => place);
    expect(places).toEqual(placesOfTen);
    expect(err).toContain('1 part of this scenario is part of the language but not built yet:');
    expect(desk.written()).toEqual([]);
  });
});

describe('a scenario whose parts are not all built', () => {
  const planned = `mpsim: 1
run: { length: 1 day }
operators: { contoso: {} }
population: { buyers: { arrive: 10 per day } }
check: { calm: 24 h }
report: { show: [activation.success] }
`;

  it.each(['validate', 'run'])('is refused by %s with the list of them', async command => {
    desk.write('planned.yaml', planned);
    expect(await desk.call(command, 'planned.yaml')).toEqual({
      code: 2,
      out: '',
      err:
        'No mistakes. 2 parts of this scenario are part of the language but not built yet:\n' +
        '  planned.yaml:5:1: check needs generated worlds and faults\n' +
        '  planned.yaml:6:1: report needs a choice of what the report shows\n',
    });
    expect(desk.written()).toEqual([]);
  });

  it('has them in a list of their own in the JSON of validate', async () => {
    desk.write('planned.yaml', planned);
    const { code, out } = await desk.call('validate', 'planned.yaml', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      schema: 'mpsim.validation/1',
      file: 'planned.yaml',
      valid: false,
      mistakes: [],
      notBuilt: [
        {
          file: 'planned.yaml',
          line: 5,
          column: 1,
          path: 'check',
          message: 'needs generated worlds and faults',
        },
        {
          file: 'planned.yaml',
          line: 6,
          column: 1,
          path: 'report',
          message: 'needs a choice of what the report shows',
        },
      ],
    });
  });
});

describe('a scenario that extends another', () => {
  it('has the hashes of both files in its manifest', async () => {
    desk.write(
      'base.yaml',
      'mpsim: 1\nrun: { length: 1 h }\noperators: { contoso: {} }\npopulation: { buyers: { arrive: 24 per day } }\n',
    );
    desk.write('over.yaml', 'mpsim: 1\nextends: base.yaml\nrun: { seed: 5 }\n');
    const { code } = await desk.call('run', 'over.yaml');
    expect(code).toBe(0);
    const [folder] = readdirSync(desk.path('out', 'over')).filter(name => name.startsWith('baseline'));
    const manifest = JSON.parse(readFileSync(desk.path('out', 'over', folder, 'manifest.json'), 'utf8'));
    expect(Object.keys(manifest.result.files)).toEqual(['over.yaml', 'base.yaml']);
    expect(manifest.result.files['base.yaml']).toMatch(/^[0-9a-f]{64}$/);
  });
});
