import { describe, expect, it } from 'vitest';
import { wmis } from '../../../src/models/microsoft/wmis.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

const published: WorldChange = { operator: { serviceMetadata: { published: true } } };

function wmisWith(change: WorldChange = published) {
  const hardwareIdRegister = new Map([['contoso by name', 0]]);
  const world = worldWith(wmis, { given: { ...surroundingsOf(change), hardwareIdRegister } });
  const lookUp = (...hardwareIds: string[]) => {
    const asked = world.ask('lookUp', { hardwareIds }, { entity: 0, within: minutes(1) });
    world.clock.advance(minutes(2));
    return asked;
  };
  return { ...world, lookUp };
}

describe('Windows Metadata and Internet Services', () => {
  it('identifies the operator by the first hardware ID that is registered, and returns its package', () => {
    const { lookUp, record, facts } = wmisWith();
    expect(lookUp('by nobody', 'contoso by name')).toMatchObject({
      outcome: 'answered',
      answer: { found: true, version: 1 },
      at: seconds(0.5),
    });
    expect(record()).toMatchObject({ queries: 1, matches: 1 });
    expect(facts.map(({ name }) => name)).toContain('WMIS.matched');
  });

  it('has no package for hardware IDs that nobody has registered', () => {
    expect(wmisWith().lookUp('by nobody')).toMatchObject({ outcome: 'answered', answer: { found: false } });
  });

  it('has no package of an operator that has published none', () => {
    expect(wmisWith({}).lookUp('contoso by name')).toMatchObject({ outcome: 'answered', answer: { found: false } });
  });

  it('gives a higher version once the operator has published a newer package', () => {
    const { lookUp, tell } = wmisWith();
    tell('publishes', 0);
    expect(lookUp('contoso by name').answer).toEqual({ found: true, version: 2 });
  });

  it('does not answer a share of the requests', () => {
    const { lookUp } = wmisWith({ ...published, microsoft: { wmis: { fails: 1 } } });
    expect(lookUp('contoso by name').outcome).toBe('timedOut');
  });
});
