import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { init } from '../../src/cli/init.ts';
import { Desk } from './mpsim.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.clear());

describe('mpsim init', () => {
  it('writes a starter that is valid, can be edited, and runs', async () => {
    const { code, out, err } = await desk.call('init', 'my-launch');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const next = [...out.matchAll(/^ {2}mpsim (.+)$/gm)].map(([, line]) => line!.split(' '));
    expect(next).toHaveLength(3);

    const path = desk.path('my-launch.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('length: 4 h', 'length: 2 h'));
    expect((await desk.call('validate', 'my-launch.yaml')).out).toContain(
      'is valid: 2 variants, 2 expectations, 0 warn',
    );
    for (const line of next.slice(1)) expect((await desk.call(...line)).code, line.join(' ')).toBe(0);
    expect(desk.written()).toContain('out/my-launch/index.html');
  });

  it('leaves a file that is there alone, unless told otherwise', async () => {
    desk.write('my-launch.yaml', 'mine');
    const refused = await desk.call('init', 'my-launch');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('--force');
    expect(readFileSync(desk.path('my-launch.yaml'), 'utf8')).toBe('mine');
    const { code, out } = await desk.call('init', 'my-launch.yaml', '--force', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ schema: 'mpsim.init/1', file: 'my-launch.yaml' });
    expect(readFileSync(desk.path('my-launch.yaml'), 'utf8')).toContain('mpsim: 1');
  });

  it('takes a real operator, and says which one was probably meant', async () => {
    const { code, out } = await desk.call('init', 'my-launch', '--from-operator', 'de/Telekom', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ file: 'my-launch.yaml', fromOperator: 'de/Telekom' });
    expect(readFileSync(desk.path('my-launch.yaml'), 'utf8')).toContain('from: de/Telekom\n');
    expect((await desk.call('validate', 'my-launch.yaml')).code).toBe(0);
    const refused = await desk.call('init', 'other', '--from-operator', 'de/Telekm');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('Did you mean `Telekom`?');
    expect(refused.err).not.toContain('at ');
  });

  it.each(['../elsewhere', 'my launch', '', '-x', '1st', 'a'.repeat(65), 'launch\u202egnp'])(
    'refuses the name "%s"',
    async name => {
      await expect(init(name, {})).rejects.toThrow(/cannot be the name of a scenario/);
    },
  );
});
