/**
 * Watches the purchases of a run, and says in the end what became of each buyer. It only observes: the run is the same with
 * it and without it.
 */
import type { World } from '../../models/index.ts';
import { formatDuration } from '../format.ts';
import { type Purchase, PurchaseJourney } from '../purchase-journey.ts';
import { WaysOnline } from '../ways-online.ts';
import type { Fate, FateEnd, Fates } from './fate.ts';

/** What a buyer was waiting for, by when it began and whether it had come. */
interface Waiting {
  since: number;
  profileIsReady: boolean;
  networkIsReady: boolean;
  attempts: number;
}

export class FateLog {
  private readonly world: World;
  private readonly journey: PurchaseJourney;
  /** Of the latest purchase of each device. */
  private readonly waiting = new Map<number, Waiting>();
  private readonly because = new Map<Purchase, string>();
  private readonly latest = new Map<number, Purchase>();

  constructor(world: World) {
    this.world = world;
    this.journey = new PurchaseJourney(world);
    const { facts, clock } = world.simulation;
    facts.observe('purchase.opened', device => {
      this.latest.set(device, this.journey.purchases.at(-1)!);
      const since = clock[0]!;
      this.waiting.set(device, { since, profileIsReady: false, networkIsReady: false, attempts: 0 });
    });
    const note = (fact: string, write: (waiting: Waiting) => void) =>
      facts.observe(fact, device => {
        const waiting = this.waiting.get(device);
        if (waiting !== undefined) write(waiting);
      });
    for (const fact of ['downloadBegan', 'profileEnabled', 'balanceAdded', 'switchBegan'])
      note(`purchase.${fact}`, waiting => {
        waiting.since = clock[0]!;
      });
    note('purchase.registrationAttempted', waiting => {
      waiting.attempts += 1;
    });
    note('SM-DP+.released', waiting => {
      waiting.profileIsReady = true;
    });
    note('customer account.provisioned', waiting => {
      waiting.networkIsReady = true;
    });
    for (const end of ['cancelled', 'abandoned', 'failed'])
      facts.observe(`purchase.${end}`, device => {
        const [purchase, waiting] = [this.latest.get(device), this.waiting.get(device)];
        if (purchase?.reason !== undefined && waiting !== undefined)
          this.because.set(purchase, inFull(purchase.reason, waiting, clock[0]!));
      });
  }

  /** Only whole when the run is over. */
  told(variant: string): Fates {
    const { settings } = this.world;
    const people = WaysOnline.isAbout(this.world);
    const about = PurchaseJourney.isAbout(this.world) ? 'purchases' : people ? 'people' : 'nothing';
    const fates = about === 'nothing' ? [] : this.fates();
    fates.sort((a, b) => a.openedAt_us - b.openedAt_us || a.index - b.index);
    return { variant, seed: settings.seed, replication: settings.replication, about, fates };
  }

  private fates(): Fate[] {
    const bought = this.journey.purchases.map(purchase => this.ofPurchase(purchase));
    const hasBought = new Set(this.journey.purchases.map(({ device }) => device));
    const others: Fate[] = [];
    for (const { settings, first, count } of this.world.groups)
      for (let index = 0; index < count; index++) {
        const device = first + index;
        if (hasBought.has(device)) continue;
        const { startedAt, onlineAt, reason } = this.world.people.store.look(device);
        if (startedAt === undefined) continue;
        others.push({
          group: settings.name,
          index,
          nth: 1,
          openedAt_us: startedAt,
          end: onlineAt !== undefined ? 'done' : reason === undefined ? 'still open' : 'abandoned',
          ...(reason === undefined ? {} : { reason, because: reason }),
          ...(onlineAt === undefined ? {} : { onlineAt_us: onlineAt }),
          charged: 0,
          refunded: 0,
        });
      }
    return [...bought, ...others];
  }

  private ofPurchase(purchase: Purchase): Fate {
    const { device, nth, charged, refunded, reason, endedAt } = purchase;
    // Who comes with a device has come before the app is opened, and may get online without the purchase.
    const person = nth === 1 ? this.world.people.store.look(device) : undefined;
    const onlineAt = purchase.onlineAt ?? person?.onlineAt;
    const end: FateEnd = onlineAt !== undefined ? 'done' : (purchase.end ?? 'still open');
    const because = this.because.get(purchase) ?? reason;
    return {
      ...this.buyerOf(device),
      nth,
      openedAt_us: person?.startedAt ?? purchase.startedAt,
      end,
      ...(reason === undefined ? {} : { reason }),
      ...(because === undefined ? {} : { because }),
      ...(endedAt === undefined ? {} : { endedAt_us: endedAt }),
      ...(onlineAt === undefined ? {} : { onlineAt_us: onlineAt }),
      charged,
      refunded,
    };
  }

  private buyerOf(device: number): { group: string; index: number } {
    const { settings, first } = this.world.groups.findLast(group => group.first <= device)!;
    return { group: settings.name, index: device - first };
  }
}

/** The reason, and what had not come although it was waited for. */
function inFull(reason: string, { since, profileIsReady, networkIsReady, attempts }: Waiting, now: number): string {
  const waited = formatDuration(now - since);
  switch (reason) {
    case 'lost patience with the download':
      return `profile not ${profileIsReady ? 'on the card' : 'ready'} after ${waited}`;
    case 'lost patience with the network':
      return `${networkIsReady ? 'not online' : 'network not ready'} after ${waited}`;
    case 'registration denied':
      return `registration denied ${attempts === 1 ? 'once' : `${attempts} times`}`;
    default:
      return reason;
  }
}
