/** Laws 9 and 10: after a usage sync Windows knows what billing has said, and what the local counter has counted since. */
import type { BilledUsage } from '../../src/models/operator/usage-query.ts';
import { knownUsage } from '../../src/models/windows/data-usage-and-subscription-manager.ts';
import { countedBy } from '../../src/models/windows/local-data-counters.ts';
import type { World } from '../../src/models/world.ts';
import { type Law, perDevice } from './device-laws.ts';

const megabyte = 1_000_000;
/** CurrentUsage of the Plans schema is in whole megabytes. */
const asTold = ({ bytes }: BilledUsage): number => Math.round(bytes / megabyte) * megabyte;

/** What billing has just said to the app of the device, which gives it to Windows in the same moment. */
function answers(world: World) {
  const said = perDevice(world, (): { usage: BilledUsage; at: number } | undefined => undefined);
  return {
    hears(request: string, device: number, outcome: string, usage: unknown): void {
      if (request === 'usage query.usageOf' && outcome === 'answered' && device < world.devices)
        said[device] = { usage: usage as BilledUsage, at: world.simulation.now };
    },
    /** Takes the answer of this moment. */
    now(device: number): BilledUsage | undefined {
      const one = said[device];
      if (one?.at !== world.simulation.now) return undefined;
      said[device] = undefined;
      return one.usage;
    },
    open: (device: number) => said[device],
  };
}

const reading = (world: World, device: number) =>
  countedBy(world.counters.store.look(device), world.simulation.now) as number;

/** 9: usage is the billing value plus the local bytes after its timestamp. A stretch that the moment cuts is told apart to the byte. */
export const usageIsBillingAndWhatCameSince: Law = (world, { broken, tested }) => {
  const said = answers(world);
  /** Billing knows usage up to moments in which a record was written: what the counter showed then. */
  const shown = perDevice(world, () => new Map<number, number>());
  const due = new Set<number>();
  /** A plan begins with nothing used. */
  const begins = (device: number, _: number, now: number) => {
    shown[device]?.set(now, reading(world, device));
  };
  return {
    sent({ request, entity, at }) {
      if (request !== 'billing.rate' || entity >= world.devices) return;
      shown[entity]!.set(at, reading(world, entity));
    },
    told: ({ request, entity }, outcome, _, answer) => said.hears(request, entity, outcome, answer),
    facts: {
      'data usage and subscription manager.usageTold': device => void due.add(device),
      'subscription.activated': begins,
      'subscription.toppedUp': begins,
      'subscription.cycleEnded': begins,
    },
    counted(device) {
      const { now } = world.simulation;
      // At the end of a session the counter hears after billing.
      if (shown[device]!.has(now)) shown[device]!.set(now, reading(world, device));
      if (!due.delete(device)) return;
      const usage = said.now(device);
      if (usage === undefined) return;
      const then = usage.at === 0 ? 0 : shown[device]!.get(usage.at);
      if (then === undefined) {
        broken(device, `billing knows usage up to ${usage.at} µs, when no record was written`);
        return;
      }
      const since = reading(world, device) - then;
      const known = knownUsage(world.usageManagers.store.look(device), reading(world, device));
      if (since > 0) tested();
      if (Math.abs(known - asTold(usage) - since) > 1)
        broken(device, `${known} B known, ${usage.bytes} B billed, ${since} B counted since`);
    },
  };
};

/** 10: what billing says is taken for its moment, whatever Windows has counted. */
export const billingWins: Law = (world, { broken, tested }) => {
  const said = answers(world);
  const before = perDevice(world, () => 0);
  /** What Windows has been told meanwhile is of a later moment, by a message or by the end of a cycle. */
  const isOvertaken = (device: number, { at }: BilledUsage) =>
    world.settings.startUtc_ms + Math.floor(at / 1e3) < world.usageManagers.store.look(device).toldFor_ms;
  const hasPlan = (device: number) => !['noPlan', 'planDeleted'].includes(world.usageManagers.store.look(device).state);
  return {
    told({ request, entity }, outcome, _, answer) {
      said.hears(request, entity, outcome, answer);
      if (said.open(entity)?.at === world.simulation.now)
        before[entity] = knownUsage(world.usageManagers.store.look(entity), reading(world, entity));
    },
    facts: {
      'data usage and subscription manager.usageTold': (device, bytes) => {
        const usage = said.now(device);
        if (usage === undefined) return;
        if (bytes !== asTold(usage)) broken(device, `${bytes} B taken, ${usage.bytes} B billed`);
        if (before[device] !== bytes) tested();
      },
    },
    looked(device) {
      const open = said.open(device);
      if (open !== undefined && open.at < world.simulation.now && hasPlan(device) && !isOvertaken(device, open.usage))
        broken(device, `${open.usage.bytes} B billed, and nothing was taken`);
    },
  };
};
