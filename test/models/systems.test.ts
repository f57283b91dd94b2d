/** What is said of the systems agrees with the code. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/docs/sandbox.ts';
import { bundledNames } from '../../src/cli/bundled.ts';
import { findModels, systemRows } from '../../src/cli/systems.ts';
import { depthOf, instruments, type System, systems } from '../../src/models/systems.ts';
import { systemsUsed } from '../../src/models/systems-used.data.ts';

const all: readonly System[] = Object.values(systems).flat();
const models = await findModels();
const rows = await systemRows();

describe('the systems', () => {
  it('have a name of their own each', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it('name every model of the world; what is none of them is an instrument of scenarios', () => {
    const named = new Set([...all.flatMap(({ models }) => models), ...instruments]);
    expect(models.map(({ name }) => name).filter(name => !named.has(name))).toEqual([]);
  });

  it('are held against every file of the world that declares a model', () => {
    const inRooms = readdirSync(join(root, 'src/models'), { withFileTypes: true })
      .filter(entry => entry.isDirectory() && !['messages', 'systems'].includes(entry.name))
      .flatMap(({ name }) => readdirSync(join(root, 'src/models', name)).map(file => `src/models/${name}/${file}`));
    const found = new Set(models.map(({ file }) => file));
    expect(found.size).toBeGreaterThan(15);
    for (const file of found) expect(inRooms).toContain(file);
  });

  it('name only files that exist', () => {
    const missing = rows.flatMap(({ files }) => files).filter(file => !existsSync(join(root, file)));
    expect(missing).toEqual([]);
  });

  it('say where the founding documents name them, or else which other document does', () => {
    for (const { name, source } of all) expect(source, name).toMatch(/^[a-z0-9-]+\.md$/);
    const byOthers = all.filter(({ named }) => Object.keys(named).length === 0).map(({ name }) => name);
    expect(byOthers).toEqual(['Provisioning engine', 'Monitoring (Xping)', 'SM-DS', 'Device management (MDM)']);
  });

  it('without any model say what they will be, in a few words', () => {
    for (const { name, willBe, lacks } of all)
      for (const remark of [willBe, lacks]) expect(remark?.length ?? 0, name).toBeLessThanOrEqual(64);
    for (const { name, willBe, models: own } of all)
      if (willBe !== undefined)
        expect(
          models.filter(model => own.includes(model.name)),
          name,
        ).toEqual([]);
  });
});

describe('how deep a system is modelled', () => {
  const system: System = { name: 'any', named: {}, source: 'any.md', models: ['one', 'other'] };
  const of = (built: string[], more: Partial<System> = {}) => depthOf({ ...system, ...more }, new Set(built));

  it('is full when all its models are there and nothing is missing', () => {
    expect(of(['one', 'other'])).toEqual({ depth: 'full', remark: '' });
  });

  it('is part with what is missing, models and else', () => {
    expect(of(['one', 'other'], { lacks: 'no SMS' })).toEqual({ depth: 'part', remark: 'no SMS' });
    expect(of(['one'], { lacks: 'no SMS' })).toEqual({ depth: 'part', remark: 'other not built yet; no SMS' });
  });

  it('is not built yet without any of them, with what it will be', () => {
    expect(of([], { willBe: 'a thing', lacks: 'no SMS' })).toEqual({ depth: 'not built yet', remark: 'a thing' });
    expect(of([], { files: ['text.ts'] }).depth).toBe('not built yet');
  });

  it('is that of its files for a system without models', () => {
    expect(of([], { models: [], files: ['world.ts'] })).toEqual({ depth: 'full', remark: '' });
  });
});

describe('the scenarios', () => {
  it('are all measured', () => {
    expect(Object.keys(systemsUsed)).toEqual(bundledNames());
  });

  it('use every system that is built', () => {
    const idle = rows.filter(({ models, scenarios }) => models.length > 0 && scenarios.length === 0);
    expect(idle.map(({ name }) => name)).toEqual([]);
  });
});
