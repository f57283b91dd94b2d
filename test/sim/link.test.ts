import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributionFunction } from '../../src/sim/distributions.ts';
import { Draws } from '../../src/sim/draws.ts';
import { Link, type LinkOptions, lost, unreachable } from '../../src/sim/link.ts';
import { Dice } from '../../src/sim/random.ts';
import { milliseconds } from '../../src/sim/units.ts';

const group = { name: 'laptops', first: 0 };
const there = 0;
const back = 1;

function linkWith(options: Partial<LinkOptions> = {}, { seed = 7, groups = [group], name = 'radio' } = {}): Link {
  return new Link(name, { oneWay: milliseconds(20), ...options }, new Draws(new Dice(seed, 0), groups));
}

/** What happens to the first messages of a sender. */
const first = (link: Link, count: number, { what = 'openPage', sender = 3, leg = there } = {}) =>
  Array.from({ length: count }, (_, occurrence) => link.travel(what, sender, occurrence, leg, 0));

/** Half a 99.9 % interval for a share measured in n trials. */
const doubt = (share: number, n: number) => 3.29 * Math.sqrt((share * (1 - share)) / n);

const lossy = { loss: 0.3 };
const jittery: Partial<LinkOptions> = { jitter: { kind: 'exponential', mean: 5_000 } };

describe('a link', () => {
  it('takes its delay, the same in both directions and for every sender', () => {
    const link = linkWith();
    expect([link.travel('openPage', 0, 0, there, 0), link.travel('getBalance', 9, 4, back, 0)]).toEqual([
      20_000, 20_000,
    ]);
    expect(link.roundTrip).toBe(milliseconds(40));
  });

  it('takes longer for a larger message, by its size over the bandwidth', () => {
    const link = linkWith({ bandwidth: 1_000_000 });
    expect(link.travel('openPage', 0, 0, there, 1_500)).toBeCloseTo(20_000 + 1_500, 6);
  });

  it('does not care about size without a bandwidth', () => {
    expect(linkWith().travel('openPage', 0, 0, there, 1e9)).toBe(20_000);
  });

  it('loses its share of messages', () => {
    const link = linkWith(lossy);
    const travels = Array.from({ length: 20_000 }, (_, sender) => link.travel('openPage', sender, 0, there, 0));
    const share = travels.filter(travel => travel === lost).length / travels.length;
    expect(Math.abs(share - 0.3)).toBeLessThan(doubt(0.3, travels.length));
    expect(new Set(travels)).toEqual(new Set([lost, 20_000]));
  });

  it.each([
    ['none', 0, 20_000],
    ['all', 1, lost],
  ])('loses %s of its messages with a loss of %i', (_, loss, travel) => {
    expect(new Set(first(linkWith({ loss }), 200))).toEqual(new Set([travel]));
  });

  it('loses one direction whatever it does in the other', () => {
    const link = linkWith(lossy);
    const pairs = Array.from({ length: 20_000 }, (_, sender) =>
      [there, back].map(leg => link.travel('openPage', sender, 0, leg, 0)),
    );
    const both = pairs.filter(pair => pair.every(travel => travel === lost)).length / pairs.length;
    expect(Math.abs(both - 0.09)).toBeLessThan(doubt(0.09, pairs.length));
  });

  it('adds jitter that follows its distribution', () => {
    const link = linkWith(jittery);
    const jitters = Array.from(
      { length: 20_000 },
      (_, sender) => link.travel('openPage', sender, 0, there, 0) - 20_000,
    );
    for (const x of [1_000, 5_000, 15_000]) {
      const share = jitters.filter(jitter => jitter <= x).length / jitters.length;
      const truth = distributionFunction({ kind: 'exponential', mean: 5_000 }, x);
      expect(Math.abs(share - truth)).toBeLessThan(doubt(truth, jitters.length));
    }
  });

  it('draws loss and jitter apart: who is not lost is not luckier in delay', () => {
    const link = linkWith({ ...lossy, ...jittery });
    const jitters = Array.from(
      { length: 20_000 },
      (_, sender) => link.travel('openPage', sender, 0, there, 0) - 20_000,
    );
    const arrived = jitters.filter(jitter => jitter >= 0);
    const overMean = arrived.filter(jitter => jitter > 5_000).length / arrived.length;
    expect(Math.abs(overMean - Math.exp(-1))).toBeLessThan(doubt(Math.exp(-1), arrived.length));
  });

  it('tells the sender at once while it is down, and is as before when it is up again', () => {
    const link = linkWith({ ...lossy, ...jittery });
    const before = first(link, 50);
    link.up = false;
    expect(new Set(first(link, 50))).toEqual(new Set([unreachable]));
    link.up = true;
    expect(first(link, 50)).toEqual(before);
  });

  it('needs luck only for loss and jitter', () => {
    const random = [{}, { bandwidth: 1 }, { loss: 0 }, lossy, jittery].map(options => linkWith(options).random);
    expect(random).toEqual([false, false, false, true, true]);
  });
});

describe('luck on a link', () => {
  const options = { ...lossy, ...jittery };

  it('is the same again with the same seed, and another with another', () => {
    const [once, again, other] = [7, 7, 8].map(seed => first(linkWith(options, { seed }), 50));
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
  });

  it('belongs to the link, the request and the sender by name', () => {
    const mine = first(linkWith(options), 50);
    expect(first(linkWith(options, { name: 'backhaul' }), 50)).not.toEqual(mine);
    expect(first(linkWith(options), 50, { what: 'getBalance' })).not.toEqual(mine);
    expect(first(linkWith(options), 50, { sender: 4 })).not.toEqual(mine);
    expect(first(linkWith(options), 50, { leg: back })).not.toEqual(mine);
  });

  it('is not moved by another group of senders', () => {
    const groups = [
      { name: 'tablets', first: 0 },
      { name: 'laptops', first: 1_000 },
    ];
    expect(first(linkWith(options, { groups }), 50, { sender: 1_003 })).toEqual(first(linkWith(options), 50));
  });

  const message = fc.record({
    what: fc.constantFrom('openPage', 'getBalance'),
    sender: fc.nat(20),
    occurrence: fc.nat(9),
  });

  it('is not moved by what others send, nor by the order of sending', () => {
    fc.assert(
      fc.property(fc.array(message), others => {
        const link = linkWith(options);
        const undisturbed = first(linkWith(options), 10);
        for (const { what, sender, occurrence } of others) link.travel(what, sender, occurrence, there, 100);
        expect(first(link, 10)).toEqual(undisturbed);
      }),
    );
  });
});
