import { describe, expect, it } from 'vitest';
import { subscription } from '../../../src/models/operator/subscription.ts';
import { internetProbe, probeSees } from '../../../src/models/windows/internet-probe.ts';
import { milliseconds, seconds } from '../../../src/sim/units.ts';
import { shown, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf } from '../small-world.ts';

const probed = (state: 'cold' | 'warm' | 'activating' | 'hotPrepaid' | 'outOfData' | 'expired') => {
  const world = worldWith(internetProbe, {
    given: surroundingsOf(),
    sees: [shown(probeSees.lines, subscription, { state })],
  });
  const asked = world.ask('probe', undefined);
  world.clock.advance(seconds(1));
  return { ...world, asked };
};

describe('the internet probe', () => {
  it('reaches the internet over a hot line, after two round trips and 100 ms', () => {
    const { asked, facts, record } = probed('hotPrepaid');
    expect(asked).toMatchObject({ answer: 'internetAccess', at: milliseconds(2 * 60 + 100) });
    expect(facts[0]!.name).toBe('internet probe.internetAccess');
    expect(record().probes).toBe(1);
  });

  it.each(['cold', 'warm', 'activating', 'outOfData', 'expired'] as const)(
    'finds the walled garden over a line that is %s',
    state => {
      const { asked, facts } = probed(state);
      expect(asked.answer).toBe('constrainedInternetAccess');
      expect(facts[0]!.name).toBe('internet probe.constrained');
    },
  );
});
