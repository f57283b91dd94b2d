/**
 * How use abroad is charged: apart from the plan, in slices that the visited network reports, up to a cap.
 *
 *     line abroad ── passes so fast ──▶ ┌──────────────────┐ ── carried, passed ──▶ modem, network traffic
 *     mobile network ── where ────────▶ │ roaming charging │ ── records ──────────▶ billing, customer account
 *     line ── cycle is over ──────────▶ └──────────────────┘ ── welcome, notice ──▶ the traveller, by SMS
 *
 *     roamed ├── rated ──┼── recorded, not rated ──┼── this slice ──┤
 *
 * Nothing polls: the end of a slice, or of what the cap leaves, is computed and armed.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband" (roaming, usage and its delay).
 * Assumption: tariff, cap, slices and notices as they are common; the documents name none. What the walled garden lists, the
 * probe among it, is reached beyond the cap too. The cap counts at the gateway, a notice what is rated.
 */
import {
  type Bytes,
  count,
  type Does,
  flag,
  type Microseconds,
  model,
  number,
  port,
  type RecordOf,
  type Reply,
  time,
  volume,
} from '../../sim/index.ts';
import type { modem } from '../device/modem.ts';
import type { dataWarning } from '../people/data-warning.ts';
import { mindsCost, type RoamingTariff } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { passedIn, transferTime } from '../transfer-time.ts';
import type { networkCostManager } from '../windows/network-cost-manager.ts';
import type { networkTraffic } from '../windows/network-traffic.ts';
import type { billing } from './billing.ts';
import type { customerAccount } from './customer-account.ts';

const ledger = port<typeof billing>('billing');
const account = port<typeof customerAccount>('customer account');
const traffic = port<typeof networkTraffic>('network traffic');
const radio = port<typeof modem>('modem');
const person = port<typeof dataWarning>('data warning');
const cost = port<typeof networkCostManager>('network cost manager');
export const roamingChargingPorts = { ledger, account, traffic, radio, person, cost };
const { rate: rateRecord } = ledger.asks;
const { ratedAbroad } = account.tells;
const { began, passed } = traffic.tells;
const { carried } = radio.tells;
const { warned } = person.tells;

const record = {
  /** What is wanted abroad, and what passes, in bytes per second. */
  wanted: number(),
  rate: number(),
  rateSince: time(),
  /** Bytes abroad in stretches that are over; of these, handed to billing; of these, rated. */
  roamed: volume(),
  recorded: volume(),
  rated: volume(),
  records: count(),
  /** Bytes of this cycle, which the cap counts. */
  cycle: volume(),
  capped: flag(),
  /** On a journey; {@link rated} when it began; the notice has been sent on it. */
  abroad: flag(),
  ratedBefore: volume(),
  noticed: flag(),
};
type Roaming = RecordOf<typeof record>;

const timers = { boundary: 0 as Microseconds, welcomeArrives: 0 as Microseconds, noticeArrives: 0 as Microseconds };
/** Values are bytes. */
const facts = ['carried', 'capped', 'noticeSent', 'welcomeSent'] as const;
type Doing = Does<
  typeof record,
  Record<never, never>,
  keyof typeof timers,
  (typeof facts)[number],
  string,
  Surroundings
>;

/** Bytes that the cap pays for in a cycle: whole steps of the tariff. */
export const bytesUpToCap = ({ cap, price, per }: Pick<RoamingTariff, 'cap' | 'price' | 'per'>): number =>
  cap === undefined || price === 0 ? Number.POSITIVE_INFINITY : Math.floor(cap / price) * per;

export const roamingCharging = model('roaming charging', {
  source: 'overview-of-mobile-broadband.md',
  record,
  kept: 'columns',
  timers,
  facts,
  given: {} as Surroundings,
  takes: {
    /** From the mobile network: the line registers abroad, or at home. */
    registered(roaming, isAbroad: boolean, does) {
      if (roaming.abroad === isAbroad) return;
      roaming.abroad = isAbroad;
      if (!isAbroad) return;
      roaming.ratedBefore = roaming.rated;
      roaming.noticed = false;
      const { welcome, noticeDelay } = tariffOf(does);
      if (!welcome) return;
      does.emit('welcomeSent');
      does.arm('welcomeArrives', does.given.sample(noticeDelay, does.draw('roaming.welcomeDelay', roaming.records)));
    },

    /** From the line: what it wants to pass abroad from now on, in bytes per second; 0 ends it. */
    passes(roaming, rate: number, does) {
      counts(roaming, does);
      roaming.wanted = rate;
      if (rate === 0) writesRest(roaming, does);
      begins(roaming, does);
    },

    /** A slice is full, or the cap is reached. */
    boundary(roaming, _: undefined, does) {
      counts(roaming, does);
      writesRest(roaming, does);
      begins(roaming, does);
    },

    /** From the line: the cycle is over, and the cap begins anew. */
    cycleBegins(roaming, _: undefined, does) {
      counts(roaming, does);
      writesRest(roaming, does);
      roaming.cycle = 0 as Bytes;
      const wasCapped = roaming.capped;
      roaming.capped = false;
      begins(roaming, does);
      if (wasCapped) tellsCost(does);
    },

    rated(roaming, reply: Reply<Bytes>, does) {
      roaming.rated = (roaming.rated + reply.answer) as Bytes;
      does.tell(ratedAbroad, does.subject, reply.answer);
      const { noticeAfter, noticeDelay } = tariffOf(does);
      const since = roaming.rated - roaming.ratedBefore;
      if (noticeAfter === undefined || roaming.noticed || !roaming.abroad || since < noticeAfter) return;
      roaming.noticed = true;
      does.emit('noticeSent', since);
      does.arm('noticeArrives', does.given.sample(noticeDelay, does.draw('roaming.noticeDelay', roaming.records)));
    },

    welcomeArrives(_roaming, _: undefined, does) {
      does.tell(warned, does.subject, { channel: 'sms', share: undefined });
    },

    noticeArrives(_roaming, _: undefined, does) {
      does.tell(warned, does.subject, { channel: 'sms', share: undefined });
    },
  },
});

const tariffOf = (does: Doing): RoamingTariff => does.given.operator(does.subject).roaming!;

/** Bytes abroad by `now`, those of the stretch that passes included. */
export const roamedBy = (
  { roamed, rate, rateSince }: Readonly<Pick<Roaming, 'roamed' | 'rate' | 'rateSince'>>,
  now: Microseconds,
): Bytes => (roamed + (rateSince === undefined ? 0 : passedIn(now - rateSince, rate))) as Bytes;

/** What is wanted passes, up to the next boundary. */
function begins(roaming: Roaming, does: Doing): void {
  if (roaming.wanted === 0 || roaming.capped) return;
  const tariff = tariffOf(does);
  const toCap = bytesUpToCap(tariff) - roaming.cycle;
  if (toCap <= 0) {
    roaming.capped = true;
    does.emit('capped', roaming.cycle);
    tellsCost(does);
    return;
  }
  roaming.rate = roaming.wanted;
  roaming.rateSince = does.now;
  const toSlice = tariff.slice - (roaming.roamed - roaming.recorded);
  does.arm('boundary', transferTime(Math.min(toSlice, toCap), roaming.rate));
  does.tell(began, does.subject, roaming.rate);
}

/** What has passed since then is counted, by everybody for himself. */
function counts(roaming: Roaming, does: Doing): void {
  if (roaming.rateSince === undefined) return;
  const toCap = bytesUpToCap(tariffOf(does)) - roaming.cycle;
  const bytes = Math.min(passedIn(does.now - roaming.rateSince, roaming.rate), toCap) as Bytes;
  roaming.roamed = (roaming.roamed + bytes) as Bytes;
  roaming.cycle = (roaming.cycle + bytes) as Bytes;
  roaming.rate = 0;
  roaming.rateSince = undefined;
  does.cancel('boundary');
  does.emit('carried', bytes);
  does.tell(carried, does.subject, bytes);
  does.tell(passed, does.subject, bytes);
}

/** What is not recorded yet goes to billing, which books it after its lag. */
function writesRest(roaming: Roaming, does: Doing): void {
  const size = (roaming.roamed - roaming.recorded) as Bytes;
  if (size === 0) return;
  const nth = roaming.records;
  roaming.records += 1;
  roaming.recorded = roaming.roamed;
  does.ask(rateRecord, does.given.operatorOf(does.subject), size, {
    then: 'rated',
    after: does.given.sample(tariffOf(does).lag, does.draw('roaming.lag', nth)),
    occurrence: nth,
  });
}

function tellsCost(does: Doing): void {
  if (mindsCost(does.given.group(does.subject))) does.tell(cost.tells.looks, does.subject, undefined);
}
