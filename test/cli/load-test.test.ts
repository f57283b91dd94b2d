/** The published load test decides by its exit code. */
import { afterAll, describe, expect, it } from 'vitest';
import { Desk } from './mpsim.ts';

const file = new URL('../../scenarios/getbalance-load-test.yaml', import.meta.url).pathname;
const desk = new Desk();
afterAll(() => desk.clear());

describe('mpsim run getbalance-load-test.yaml', () => {
  it('passes with a plausible API', async () => {
    const { code, out } = await desk.call('run', file);
    expect(code).toBe(0);
    expect(out).toContain('4 of 4 expectations met');
    expect(out).toContain('placeOrder.rate');
  });

  it('fails with exit code 3 when the API is too small for the rate', async () => {
    const slow = 'operators.contoso.api.service=lognormal mean 600 ms p99 3 s';
    const { code, out } = await desk.call('run', file, '--set', 'operators.contoso.api.servers=1', '--set', slow);
    expect(code).toBe(3);
    expect(out).toContain('✗ getBalance.success >= 99.9 %');
    expect(out).toContain('✗ mean(getBalance.latency) <= 400 ms');
  });
});
