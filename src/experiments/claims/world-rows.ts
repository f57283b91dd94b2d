/**
 * The rows of a run: requests as they are settled, from the facts; buyers, lines, devices and profiles from the records when
 * the run is over. Their fields are those of the vocabulary.
 */
import { estimateOf, passedBy, profilesHad, profilesLeft, type World } from '../../models/index.ts';
import { vocabulary } from '../../scenarios/index.ts';
import { type Microseconds, outcomes } from '../../sim/index.ts';
import type { PurchaseJourney } from '../purchase-journey.ts';
import type { Measurements } from './measurements.ts';
import { withoutPlanOf } from './plan-rows.ts';
import type { Row, RowValue } from './row-terms.ts';
import { sharingClientRows } from './sharing-rows.ts';

/** Feeds requests of the sets that somebody asks about, each as it is settled; nothing is kept. */
export function watchRequests(world: World, measurements: Measurements): void {
  const { facts, clock } = world.simulation;
  for (const set of measurements.sets) {
    const { request } = vocabulary.sets[set]!;
    if (request === undefined) continue;
    for (const outcome of outcomes) {
      if (outcome === 'censored') {
        facts.observe(`${request}.censored`, () => measurements.censor(set));
        continue;
      }
      const row: { [field: string]: RowValue } = {
        device: 0,
        askedAt: 0,
        latency: 0,
        ok: outcome === 'answered',
        outcome,
        status: undefined,
      };
      const hasLatency = outcome !== 'cancelled';
      const hasStatus = outcome === 'refused';
      facts.observe(`${request}.${outcome}`, device => {
        const taken = facts.value[0]!;
        row.device = device;
        row.askedAt = clock[0]! - taken;
        row.latency = hasLatency ? taken : undefined;
        row.status = hasStatus ? facts.status[0] : undefined;
        measurements.feed(set, row);
      });
    }
  }
}

/** Feeds each balance of a prepaid line as the flyout shows it, beside what is really left. */
export function watchShownBalances(world: World, measurements: Measurements): void {
  if (!measurements.sets.includes('shownBalance')) return;
  const { lines, surroundings, simulation } = world;
  const { facts, clock } = simulation;
  facts.observe('network flyout.shown', device => {
    const line = lines.store.look(device);
    if (line.state !== 'hotPrepaid') return;
    const shown = facts.value[0]!;
    const left = line.granted - usedOf(line, simulation.now);
    measurements.feed('shownBalance', {
      device,
      group: surroundings.group(device).name,
      operator: surroundings.operator(device).name,
      at: clock[0]!,
      shown,
      left,
      staleBy: Math.abs(shown - left),
    });
  });
}

/** The rows of a set that is known when the run is over; none for kinds of requests. */
export function rowsOf(set: string, world: World, journey: PurchaseJourney): Iterable<Row> {
  switch (set) {
    case 'purchase':
      return purchaseRows(world, journey);
    case 'person':
      return personRows(world);
    case 'line':
      return lineRows(world);
    case 'device':
      return deviceRows(world);
    case 'profile':
      return profileRows(world);
    case 'step':
      return journey.steps().map(step => ({ ...step, reached: step.entered > 0 }));
    case 'order':
      return orderRows(world, journey);
    case 'operator':
      return operatorRows(world, journey);
    case 'sharingClient':
      return sharingClientRows(world);
    default:
      return [];
  }
}

/** Feeds them to whoever asks about their set. */
export function feedRecords(world: World, journey: PurchaseJourney, measurements: Measurements): void {
  for (const set of measurements.sets) feedRows(set, rowsOf(set, world, journey), measurements);
}

export function feedRows(set: string, rows: Iterable<Row>, measurements: Measurements): void {
  for (const row of rows) {
    if (!measurements.counts(set, row)) continue;
    if (row.ended === false) measurements.censor(set);
    measurements.feed(set, row);
  }
}

/** The words of the expression language are written with hyphens. */
const hyphened = (text: string): string => text.replaceAll(' ', '-');

// HOT: a row is one object written in one piece; spreading parts into it takes ten times as long.

function* purchaseRows(world: World, journey: PurchaseJourney): Generator<Row> {
  const { surroundings, simulation } = world;
  for (const purchase of journey.purchases) {
    const { device, nth, entryPoint, startedAt, continuedAt, onlineAt, end, reason } = purchase;
    const { downloadRetries, cameBack, charged, refunded, openOrders, step, template, callback } = purchase;
    const line = world.lines.store.look(device);
    // Whoever leaves while the network still prepares the line has paid for a plan that will come, or whose price goes back.
    const planIsOnItsWay = openOrders > 0 && line.state === 'activating';
    const used = usedOf(line, simulation.now);
    yield {
      device,
      group: surroundings.group(device).name,
      operator: surroundings.operator(device).name,
      nth,
      entryPoint,
      // Of an earlier purchase of the same device only its end is left.
      state: end ?? world.purchases.store.look(device).state,
      ended: end !== undefined && !planIsOnItsWay,
      online: onlineAt !== undefined,
      reason: reason === undefined ? undefined : hyphened(reason),
      cancelledBy: end === undefined || end === 'done' ? undefined : end === 'failed' ? 'system' : 'user',
      reached: hyphened(journey.stageOf(purchase)),
      step,
      template,
      callback,
      startedAt,
      continuedAt,
      onlineAt,
      continueToOnline: between(continuedAt, onlineAt),
      startToOnline: between(startedAt, onlineAt),
      charged,
      refunded,
      downloadRetries,
      cameBack,
      'line.state': line.state,
      'line.active': line.granted > 0,
      'line.granted': line.granted,
      'line.used': used,
      'line.billed': line.billed,
      'line.remaining': line.granted - used,
      'line.planEnd': line.planEnd,
    };
  }
}

function* personRows({ people, lines, devices, surroundings, simulation }: World): Generator<Row> {
  for (let device = 0; device < devices; device++) {
    const { state, path, reason, steps, startedAt, onlineAt } = people.store.look(device);
    if (startedAt === undefined) continue;
    const line = lines.store.look(device);
    const used = usedOf(line, simulation.now);
    const group = surroundings.group(device);
    yield {
      device,
      group: group.name,
      operator: surroundings.operator(device).name,
      sim: group.sim,
      state,
      ended: onlineAt !== undefined || reason !== undefined,
      online: onlineAt !== undefined,
      path,
      reason: reason === undefined ? undefined : hyphened(reason),
      steps,
      startedAt,
      onlineAt,
      startToOnline: between(startedAt, onlineAt),
      'line.state': line.state,
      'line.active': line.granted > 0,
      'line.granted': line.granted,
      'line.used': used,
      'line.billed': line.billed,
      'line.remaining': line.granted - used,
      'line.planEnd': line.planEnd,
    };
  }
}

const between = (from: number | undefined, to: number | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : to - from;

function* lineRows(world: World): Generator<Row> {
  const { lines, devices, surroundings, simulation } = world;
  for (let device = 0; device < devices; device++) {
    const line = lines.store.look(device);
    if (line.state === 'cold') continue;
    const used = usedOf(line, simulation.now);
    yield {
      device,
      group: surroundings.group(device).name,
      operator: surroundings.operator(device).name,
      state: line.state,
      active: line.granted > 0,
      granted: line.granted,
      used,
      usedByOthers: othersOf(line, used),
      billed: line.billed,
      remaining: line.granted - used,
      planEnd: line.planEnd,
      withoutPlan: withoutPlanOf(world, device),
    };
  }
}

/** Data that a line has used, the session under way included; the gateway lets nothing pass beyond what was granted. */
const usedOf = (line: Parameters<typeof passedBy>[0] & { granted: number }, now: Microseconds): number =>
  Math.min(passedBy(line, now), line.granted);

/** What other devices of the line have used of it: their part of the session under way is told apart by the rates. */
const othersOf = (
  { passed, others, rate, othersRate }: Readonly<{ passed: number; others: number; rate: number; othersRate: number }>,
  used: number,
): number => others + (rate === 0 ? 0 : Math.floor(((used - passed) * othersRate) / rate));

function* deviceRows({
  routes,
  modems,
  registrations,
  flyouts,
  counters,
  apps,
  devices,
  surroundings,
  simulation,
}: World): Generator<Row> {
  for (let device = 0; device < devices; device++)
    yield {
      device,
      group: surroundings.group(device).name,
      operator: surroundings.operator(device).name,
      connection: routes.store.look(device).state,
      modem: modems.store.look(device).state,
      registration: registrations.store.look(device).state,
      flyoutOpens: flyouts.store.look(device).openings,
      estimate: estimateOf(
        counters.store.look(device),
        {
          hasOperatorApp: apps.store.look(device).state !== 'notInstalled',
          choice: surroundings.group(device).usageEstimate,
        },
        simulation.now,
      ),
      used: counters.store.look(device).used,
    };
}

function* orderRows({ surroundings }: World, journey: PurchaseJourney): Generator<Row> {
  for (const { device, purchase, plan, placedAt, charged, refunded, provisioned } of journey.orders)
    yield {
      device,
      group: surroundings.group(device).name,
      operator: surroundings.operator(device).name,
      nth: purchase?.nth,
      plan,
      placedAt,
      charged,
      refunded,
      provisioned,
    };
}

function* operatorRows({ ledgers, stocks, settings }: World, journey: PurchaseJourney): Generator<Row> {
  for (const [at, { name, stock }] of settings.operators.entries()) {
    const { charged, refunded, provisioned, overage, roaming } = ledgers.store.look(at);
    const profiles = stocks.store.look(at);
    yield {
      name,
      charged,
      refunded,
      recognised: provisioned,
      revenue: provisioned + overage + roaming,
      ...journey.profilesOf(at),
      'stock.granted': stock === undefined ? undefined : profilesHad(profiles, stock),
      'stock.left': stock === undefined ? undefined : profilesLeft(profiles, stock),
    };
  }
}

function* profileRows({ profiles, devices, surroundings }: World): Generator<Row> {
  for (let device = 0; device < devices; device++) {
    const { state, orderedAt, attempts } = profiles.store.look(device);
    if (state === 'available') continue;
    yield {
      device,
      group: surroundings.group(device).name,
      operator: surroundings.operator(device).name,
      state,
      orderedAt,
      attempts,
    };
  }
}
