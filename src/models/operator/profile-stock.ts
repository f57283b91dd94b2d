/**
 * The eSIM profiles that an operator has bought and not yet given out. An order at the SM-DP+ takes one; when there is none
 * left it is sold out until the next delivery.
 *
 *     deliveries ── so many, now and then ──▶ ┌───────┐ ── one for each order ──▶ SM-DP+
 *     deleted profiles that may be sold again ▶ stock │ ── none: 8.2.5/3.7
 *                                             └───────┘
 *
 * An operator without such a stock has profiles without end.
 * Source: Microsoft Learn, "Mobile Plans service configuration" (the operator keeps profiles ready); GSMA SGP.22, ES2+.
 */
import { count, type Microseconds, model, type RecordOf, type Request } from '../../sim/index.ts';
import type { StockSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { World } from '../world.ts';

const record = {
  /** Profiles given out to orders. */
  taken: count(),
  /** Profiles that came back from deleted eSIMs. */
  returned: count(),
  deliveries: count(),
};

/** Subject and reason code of a DownloadOrder that finds no profile of its type. */
export const soldOut = '8.2.5/3.7';

/** All profiles that the operator has ever had: the first ones, and what was delivered. */
export const profilesHad = ({ deliveries }: Readonly<RecordOf<typeof record>>, stock: StockSettings): number =>
  stock.profiles + deliveries * (stock.restock?.profiles ?? 0);

/** How many can be ordered at this moment. */
export const profilesLeft = (record_: Readonly<RecordOf<typeof record>>, stock: StockSettings): number =>
  profilesHad(record_, stock) + record_.returned - record_.taken;

export const profileStock = model('profile stock', {
  source: 'mobile-plans-service-configuration.md',
  /** One record an operator. */
  record,
  timers: { restocked: 0 as Microseconds },
  facts: ['taken', 'soldOut', 'restocked', 'returned'],
  given: {} as Surroundings,
  takes: {
    restocked(stock, _: undefined, does) {
      const { restock } = does.given.settings.operators[does.subject]!.stock!;
      stock.deliveries += 1;
      does.emit('restocked', restock!.profiles);
      does.arm('restocked', restock!.every);
    },

    /** An eSIM was deleted whose profile may be sold again. */
    returned(stock, _: undefined, does) {
      stock.returned += 1;
      does.emit('returned');
    },
  },
  answers: {
    /** Answers how many are left, or refuses with 8.2.5/3.7. */
    take(stock, request: Request<undefined, number>, does) {
      const settings = does.given.settings.operators[does.subject]!.stock!;
      if (profilesLeft(stock, settings) <= 0) {
        does.emit('soldOut');
        does.refuse(request.ticket, 200, soldOut);
        return;
      }
      stock.taken += 1;
      const left = profilesLeft(stock, settings);
      does.emit('taken', left);
      does.answer(request.ticket, left);
    },
  },
});

/** Arms the first delivery of every operator that gets any. */
export function planDeliveries({ settings, simulation, stocks }: World): void {
  for (const [operator, { stock }] of settings.operators.entries()) {
    if (stock?.restock !== undefined) simulation.arm(stocks.timers.get('restocked')!, operator, stock.restock.first);
  }
}
