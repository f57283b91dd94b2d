/**
 * A campaign visit: somebody whom a message or an advertisement has reached opens the network flyout, once, some time
 * after the campaign began. Whoever has no active line has nothing to look at.
 *
 *     campaign ── reaches so many devices of a group ──▶ visit ── called up ──▶ network flyout
 */
import { id, type Microseconds, model, port } from '../../sim/index.ts';
import type { networkFlyout } from '../windows/network-flyout.ts';

const flyout = port<typeof networkFlyout>('network flyout');
const { calledUp } = flyout.tells;
export const visitPorts = { flyout };

export const campaignVisit = model('campaign visit', {
  source: 'scenario-language.md',
  record: { device: id() },
  kept: 'columns',
  timers: { opens: 0 as Microseconds },
  takes: {
    /** Which device it is, is known from the start. */
    reaches(visit, { device }: { device: number }) {
      visit.device = device;
    },

    opens(visit, _, does) {
      does.tell(calledUp, visit.device!, undefined);
    },
  },
});

/**
 * The devices that a campaign reaches: those with the least luck, so that a larger campaign reaches all whom a smaller
 * one reaches, and more.
 *
 * @param count    how many there are to choose from
 * @param uniform  the draw of each
 * @returns their indices, ascending, as many as `reach` and there are
 */
export function reachedBy(reach: number, count: number, uniform: (index: number) => number): readonly number[] {
  const draws = Float64Array.from({ length: count }, (_, index) => uniform(index));
  if (reach >= count) return Array.from(draws.keys());
  if (reach <= 0) return [];
  const last = draws.slice().sort()[reach - 1]!;
  const reached: number[] = [];
  for (let index = 0; index < count && reached.length < reach; index += 1)
    if (draws[index]! <= last) reached.push(index);
  return reached;
}
