/**
 * The rows of a run: requests as they are settled, from the facts; buyers, lines, devices and profiles from the records when
 * the run is over. Their fields are those of the vocabulary.
 */
import { passedBy, type World } from '../../models/index.ts';
import { vocabulary } from '../../scenarios/index.ts';
import { outcomes } from '../../sim/index.ts';
import type { PurchaseJourney } from '../purchase-journey.ts';
import type { Measurements } from './measurements.ts';
import type { Row, RowValue } from './row-terms.ts';

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
      };
      const hasLatency = outcome !== 'cancelled';
      facts.observe(`${request}.${outcome}`, device => {
        const taken = facts.value[0]!;
        row.device = device;
        row.askedAt = clock[0]! - taken;
        row.latency = hasLatency ? taken : undefined;
        measurements.feed(set, row);
      });
    }
  }
}

/** The rows of a set that is known when the run is over; none for kinds of requests. */
export function rowsOf(set: string, world: World, journey: PurchaseJourney): Iterable<Row> {
  switch (set) {
    case 'purchase':
      return purchaseRows(world, journey);
    case 'line':
      return lineRows(world);
    case 'device':
      return deviceRows(world);
    case 'profile':
      return profileRows(world);
    default:
      return [];
  }
}

/** Feeds them to whoever asks about their set. */
export function feedRecords(world: World, journey: PurchaseJourney, measurements: Measurements): void {
  for (const set of measurements.sets)
    for (const row of rowsOf(set, world, journey)) {
      if (row.ended === false) measurements.censor(set);
      measurements.feed(set, row);
    }
}

/** The words of the expression language are written with hyphens. */
const hyphened = (text: string): string => text.replaceAll(' ', '-');

function* purchaseRows(world: World, journey: PurchaseJourney): Generator<Row> {
  for (const device of journey.buyers()) {
    const { state, reason, openedAt, continuedAt, onlineAt, tries } = world.purchases.store.look(device);
    const isLost = state === 'abandoned' || state === 'failed';
    yield {
      ...whose(world, device),
      state,
      ended: isLost || state === 'done',
      online: onlineAt !== undefined,
      reason: reason === undefined ? undefined : hyphened(reason),
      cancelledBy: isLost ? (state === 'abandoned' ? 'user' : 'system') : undefined,
      reached: hyphened(journey.furthestOf(device)),
      startedAt: openedAt,
      continuedAt,
      onlineAt,
      continueToOnline: between(continuedAt, onlineAt),
      startToOnline: between(openedAt, onlineAt),
      charged: journey.chargedTo(device),
      refunded: journey.refundedTo(device),
      downloadRetries: tries,
      ...ofTheLine(world, device),
    };
  }
}

const between = (from: number | undefined, to: number | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : to - from;

function* lineRows(world: World): Generator<Row> {
  for (let device = 0; device < world.devices; device++)
    if (world.lines.store.look(device).state !== 'cold') yield { ...whose(world, device), ...lineOf(world, device) };
}

function* deviceRows(world: World): Generator<Row> {
  for (let device = 0; device < world.devices; device++)
    yield {
      ...whose(world, device),
      connection: world.connections.store.look(device).state,
      modem: world.modems.store.look(device).state,
      flyoutOpens: world.flyouts.store.look(device).openings,
      used: world.counters.store.look(device).used,
      ...ofTheLine(world, device),
    };
}

function* profileRows(world: World): Generator<Row> {
  for (let device = 0; device < world.devices; device++) {
    const { state, orderedAt, attempts } = world.profiles.store.look(device);
    if (state !== 'available') yield { ...whose(world, device), state, orderedAt, attempts };
  }
}

function whose({ surroundings }: World, device: number): Row {
  return { device, group: surroundings.group(device).name, operator: surroundings.operator(device).name };
}

function lineOf({ lines, simulation }: World, device: number): Row {
  const line = lines.store.look(device);
  const used = Math.min(passedBy(line, simulation.now), line.granted);
  return {
    state: line.state,
    active: line.granted > 0,
    granted: line.granted,
    used,
    billed: line.billed,
    remaining: line.granted - used,
    planEnd: line.planEnd,
  };
}

function ofTheLine(world: World, device: number): Row {
  const { state, active, granted, used, billed, remaining, planEnd } = lineOf(world, device);
  return {
    'line.state': state,
    'line.active': active,
    'line.granted': granted,
    'line.used': used,
    'line.billed': billed,
    'line.remaining': remaining,
    'line.planEnd': planEnd,
  };
}
