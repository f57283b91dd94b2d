/** Several purchases of one device, and the orders behind them. */
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/experiments/claims/world-rows.ts';
import { PurchaseJourney } from '../../src/experiments/purchase-journey.ts';
import { TopUps } from '../../src/experiments/top-ups.ts';
import { World } from '../../src/models/world.ts';
import { load } from '../scenarios/scenario-text.ts';

const settings = load(`mpsim: 1
run: { length: 2 days, seed: 5 }
operators: { contoso: { from: de/Telekom } }
population:
  buyers:
    arrive: 40 per day
    device: { sim: esim }
    usage: { sessions: 40 per day, monthly: 60 GB }
    user: { topsUp: 100 %, topsUpAfter: 10 min }
`).settingsFor('baseline');
const world = new World(settings);
const journey = new PurchaseJourney(world);
const topUps = new TopUps(world);
const taken = { charged: 0, refunded: 0 };
world.simulation.facts.observe('billing.charged', () => {
  taken.charged += world.simulation.facts.value[0]!;
});
world.simulation.facts.observe('billing.refunded', () => {
  taken.refunded += world.simulation.facts.value[0]!;
});
let restored = 0;
world.simulation.facts.observe('user.restored', () => {
  restored += 1;
});
world.run();
const purchases = [...rowsOf('purchase', world, journey)];
const orders = [...rowsOf('order', world, journey)];
const sum = (rows: typeof orders, field: string) => rows.reduce((total, row) => total + Number(row[field]), 0);

describe('purchases of one device', () => {
  it('are numbered, each with its own end and its own money', () => {
    const again = purchases.filter(({ nth }) => Number(nth) > 1);
    expect(again.length).toBeGreaterThan(5);
    for (const { device, nth } of again)
      expect(purchases.some(other => other.device === device && other.nth === Number(nth) - 1)).toBe(true);
    expect(sum(purchases, 'charged')).toBe(sum(orders, 'charged'));
    expect(sum(orders, 'charged')).toBe(taken.charged);
    expect(sum(orders, 'refunded')).toBe(taken.refunded);
    for (const { device, nth, charged } of purchases.filter(one => Number(one.charged) > 0)) {
      const own = orders.filter(order => order.device === device && order.nth === nth);
      expect(sum(own, 'charged')).toBe(charged);
    }
  });

  it('lose everybody who was lost at one place, and enter each step as often as the facts say', () => {
    const lost = purchases.filter(({ state }) => state === 'cancelled' || state === 'abandoned' || state === 'failed');
    expect(journey.dropOuts().reduce((total, { n }) => total + n, 0)).toBe(lost.length);
    const steps = [...rowsOf('step', world, journey)];
    expect(sum(steps, 'left')).toBeLessThanOrEqual(lost.length);
    for (const { entered, left, reached } of steps) {
      expect(Number(left)).toBeLessThanOrEqual(Number(entered));
      expect(reached).toBe(Number(entered) > 0);
    }
    expect(sum(steps, 'entered')).toBeGreaterThan(purchases.length);
  });

  it('that follow the end of a plan are top-ups', () => {
    const { 'topUp.success': success, 'topUp.duration': duration } = topUps.metrics();
    expect(restored).toBeGreaterThan(5);
    expect(duration!.n).toBe(restored);
    expect(success).toMatchObject({ kind: 'value', unit: 'share' });
    expect(success!.n).toBeGreaterThanOrEqual(restored);
  });
});
