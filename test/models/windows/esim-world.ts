/** A PC with an eSIM, its LPA and its SM-DP+, in a whole world in which nobody buys anything: the test orders and downloads. */

import { eSimOperationStatuses } from '../../../src/models/messages/esim-operation-status.ts';
import { activationCodeOf } from '../../../src/models/messages/of-device.ts';
import type { Microseconds } from '../../../src/sim/index.ts';
import type { Outcome } from '../../../src/sim/request.ts';
import { minutes } from '../../../src/sim/units.ts';
import { settingsWith, type WorldChange, worldOf } from '../small-world.ts';

export function eSimWorld({ group, ...change }: WorldChange = {}) {
  const { world, told } = worldOf(settingsWith({ ...change, group: { count: 2, ...group } }));
  const { assembly, simulation, surroundings, draws } = world;
  const wait = (time: Microseconds) => {
    simulation.run((simulation.now + time) as Microseconds);
  };
  /** Asks, runs on for a while, and answers the outcome and its name or detail. */
  const asks = (
    installed: typeof world.assistants | typeof world.profiles | typeof world.cards,
    name: string,
    message: unknown,
    { device = 0, runs = minutes(2) } = {},
  ) => {
    const asked = { outcome: undefined as Outcome | undefined, answer: undefined as unknown };
    const { requests } = assembly;
    const settled = (row: number) => {
      asked.outcome = requests.outcomeOf(row);
      asked.answer = requests.answerOf(row);
    };
    const row = requests.take(installed.requests.get(name)!, device, device, device, { settled }, message, {});
    requests.send(row, 0, 0, 0);
    wait(runs);
    return asked;
  };
  const codeOf = (device: number) =>
    activationCodeOf(surroundings, device, (purpose, nth) => draws.bits(purpose, device, nth));
  wait(0 as Microseconds);

  return {
    world,
    told,
    wait,
    asks,
    codeOf,
    order: (device = 0) => asks(world.profiles, 'order', undefined, { device }),
    download: (activationCode = codeOf(0), more: object = {}, how: { device?: number; runs?: Microseconds } = {}) =>
      asks(world.assistants, 'download', { activationCode, ...more }, how),
    manages: (name: 'enable' | 'disable' | 'remove' | 'wipe', own = true) =>
      asks(world.assistants, name, name === 'wipe' ? undefined : { own }),
    named: (name: string) => told.filter(fact => fact.name === name),
    /** ESimOperationStatus of each failed operation so far. */
    failures: () => told.filter(({ name }) => name === 'LPA.failed').map(({ value }) => eSimOperationStatuses[value]),
    card: (device = 0) => world.cards.store.snapshot(device),
    profile: (device = 0) => world.profiles.store.snapshot(device),
    modem: () => world.modems.store.snapshot(0),
    assistant: () => world.assistants.store.snapshot(0),
  };
}
