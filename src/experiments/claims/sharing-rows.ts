/**
 * Rows of attempts to share a connection and of apps that ask for one of their own, each fed as it ends; and of the devices
 * that joined shared connections, from the records when the run is over.
 */
import {
  clientKind,
  tetheringCapabilities,
  tetheringOperationStatuses,
  type World,
  wordOfRefusal,
} from '../../models/index.ts';
import type { Measurements } from './measurements.ts';
import type { Row } from './row-terms.ts';

export function watchSharing(world: World, measurements: Measurements): void {
  const { facts, clock } = world.simulation;
  const whose = (device: number) => ({
    device,
    group: world.surroundings.group(device).name,
    operator: world.surroundings.operator(device).name,
  });
  if (measurements.sets.includes('sharing')) {
    const askedAt = new Map<number, number>();
    facts.follow('internet sharing.asked', device => {
      askedAt.set(device, clock[0]!);
    });
    const ends = (fact: string, outcomeOf: (value: number) => string) =>
      facts.follow(`internet sharing.${fact}`, device => {
        const outcome = outcomeOf(facts.value[0]!);
        const since = askedAt.get(device) ?? clock[0]!;
        measurements.feed('sharing', {
          ...whose(device),
          askedAt: since,
          ok: outcome === 'success',
          outcome,
          took: clock[0]! - since,
        });
      });
    ends('on', () => 'success');
    ends('failed', value => tetheringOperationStatuses[value]!);
    ends('unable', value => tetheringCapabilities[value]!);
  }
  if (!measurements.sets.includes('specialConnection')) return;
  const ends = (fact: string, outcomeOf: (value: number) => string) =>
    facts.observe(`special connection app.${fact}`, number => {
      const { device, nth } = world.surroundings.specialApps.whose(number);
      const outcome = outcomeOf(facts.value[0]!);
      const ok = outcome === 'connected';
      measurements.feed('specialConnection', {
        ...whose(device),
        app: world.surroundings.group(device).specialApps![nth]!.name,
        at: clock[0]!,
        ok,
        outcome,
        took: ok ? facts.value[0]! : undefined,
      });
    });
  ends('connected', () => 'connected');
  ends('refused', wordOfRefusal);
}

/** One row for each device beside a PC. */
export function* sharingClientRows({ surroundings, sharingClients, devices }: World): Generator<Row> {
  for (let device = 0; device < devices; device++) {
    const group = surroundings.group(device);
    for (const [nth, client] of surroundings.clients.all(device).entries()) {
      const { used, metered, timesTurnedAway, state } = sharingClients.store.look(client);
      yield {
        device,
        group: group.name,
        operator: surroundings.operator(device).name,
        kind: clientKind(group.sharing!.clients, nth).name,
        used,
        metered,
        timesTurnedAway,
        joined: state === 'joined',
      };
    }
  }
}
