/** Ten minutes without the SM-DP+, with few buyers: one end for each purchase, nothing lost, and the storm of retries told. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ran, runScenario } from '../../src/experiments/index.ts';
import { loadScenario } from '../../src/scenarios/index.ts';

/** The bundled scenario with a fourteenth of its buyers; the whole of it runs with the other scenarios. */
const scenario = loadScenario('scenarios/sm-dp-plus-outage.yaml', {
  set: [['population.buyers.arrive', '36_000 per day by hour flat weekdays']],
});

describe('ten minutes without the SM-DP+', () => {
  let ran: Ran;
  beforeAll(async () => {
    ran = await runScenario(scenario, { variant: 'every-minute', reproduce: 'mpsim run sm-dp-plus-outage' });
  });

  it('ends every purchase in exactly one of done, cancelled, abandoned and failed', () => {
    const { outcomes, funnel } = ran.result.details;
    const count = (name: string) => outcomes.find(({ outcome }) => outcome === name)!.n;
    const opened = funnel.find(({ stage }) => stage === 'opened the app')!.reached;
    expect(opened).toBeGreaterThan(300);
    expect(count('still open')).toBe(0);
    expect(count('done') + count('cancelled') + count('abandoned') + count('failed')).toBe(opened);
    expect(Math.min(count('done'), count('cancelled'), count('abandoned'))).toBeGreaterThan(0);
  });

  it.each([
    'count(purchase where ended and charged > 0 and refunded = 0 and not line.active) = 0',
    'count(profile where state = downloaded) = 0',
    'count(profile where state = installed) >= count(purchase where online)',
  ])('charges nobody without a plan, and loses no profile: %s', claim => {
    const { verdict } = ran.result.summary.expectations.find(({ text }) => text === claim)!;
    expect(verdict).toBe('pass');
  });

  it('tells of the storm of retries and of its busiest second', () => {
    const storm = ran.result.summary.answer.find(sentence => sentence.startsWith('Outage no-downloads'))!;
    const [, under] = /: (\d[\d ]*) buyers were under way/.exec(storm)!;
    expect(Number(under!.replaceAll(/\s/g, ''))).toBeGreaterThan(300);
    expect(storm).toContain("were repaired by the app's own retries");
    const [, during, before] = /busiest second from then on had (\d+) ES9\+ calls, at .+; before, (\d+)/.exec(storm)!;
    expect(Number(during)).toBeGreaterThan(2 * Number(before));
  });
});
