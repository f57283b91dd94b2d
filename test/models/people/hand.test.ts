/** Each act by hand reaches the system it concerns, of its device, and nobody else. */
import { describe, expect, it } from 'vitest';
import { interfaceOf } from '../../../src/models/device/interfaces.ts';
import { physicalSim } from '../../../src/models/device/physical-sim.ts';
import { everyAct, hand, handPorts, handSees } from '../../../src/models/people/hand.ts';
import { user } from '../../../src/models/people/user.ts';
import type { Act, TimelineEntry } from '../../../src/models/settings.ts';
import { minutes } from '../../../src/sim/units.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';
import { evenly, surroundingsOf } from '../small-world.ts';

/** The device in whose hands the tests are: the second, so that its number is none of its interfaces'. */
const device = 1;
const [ethernet, wifi, cellular] = (['ethernet', 'wifi', 'cellular'] as const).map(medium =>
  interfaceOf(device, medium),
);

type Deed = [port: string, message: string, subject: number | undefined, payload?: unknown];

/** Who is told of each act, in this order, when there is something to change. */
const deeds: Record<Act, Deed[]> = {
  insertSim: [['physical SIM', 'insert', device]],
  removeSim: [['physical SIM', 'remove', device]],
  swapSim: [['physical SIM', 'swap', device]],
  reprogramSim: [
    ['subscription', 'reprogrammed', device],
    ['physical SIM', 'reprogram', device],
  ],
  enterPin: [['physical SIM', 'pinEntered', device, true]],
  enterWrongPin: [['physical SIM', 'pinEntered', device, false]],
  airplaneOn: [['modem', 'radioSwitched', device, false]],
  airplaneOff: [['modem', 'radioSwitched', device, true]],
  wifiOn: [['connection', 'appears', wifi]],
  wifiOff: [['connection', 'disappears', wifi]],
  ethernetIn: [['connection', 'appears', ethernet]],
  ethernetOut: [['connection', 'disappears', ethernet]],
  closeLid: [['modem', 'sleeps', device]],
  openLid: [
    ['modem', 'wakes', device],
    ['system event broker', 'resumes', device],
    ['connection', 'resumes', ethernet, false],
    ['connection', 'resumes', wifi, false],
    ['connection', 'resumes', cellular, false],
  ],
  restart: [
    ['modem', 'restarts', device],
    ['system event broker', 'resumes', device],
    ['connection', 'resumes', ethernet, true],
    ['connection', 'resumes', wifi, true],
    ['connection', 'resumes', cellular, true],
  ],
  // Only where somebody shares the connection of the PC.
  sharingOn: [],
  sharingOff: [],
  editSharing: [],
  wifiRadioOff: [],
  wifiRadioOn: [],
  chooseNetwork: [['registration', 'choosesByHand', device, true]],
  chooseAbsentNetwork: [['registration', 'choosesByHand', device, false]],
  connect: [['connection', 'connectClicked', cellular]],
  disconnect: [['connection', 'disconnectClicked', cellular]],
  forget: [['connection', 'forgetClicked', cellular]],
  openFlyout: [['network flyout', 'calledUp', device]],
  openApp: [['user', 'arrives', device]],
  suspendLine: [['subscription', 'suspended', device, 'unpaid']],
  settleLine: [['subscription', 'settled', device]],
  terminateLine: [['subscription', 'terminated', device]],
  preactivateLine: [['subscription', 'preactivated', device]],
  updateCosa: [
    ['connection', 'countsInternet', ethernet],
    ['Windows Update', 'released', device],
  ],
  // The LPA is asked, and told of as everybody else.
  deleteProfile: [['LPA', 'remove', device, { own: true }]],
};

interface Standing {
  person?: 'away' | 'idle';
  sim?: 'ready' | 'absent' | 'locked';
  comes?: boolean;
}

/** Lets the act be done, and answers who was told what of whom. */
function doing(act: Act, { person = 'away', sim = 'ready', comes = false }: Standing = {}) {
  const entry = (name: string, act: Act): TimelineEntry => ({
    kind: 'act',
    name,
    at: minutes(1),
    group: 'people',
    first: device,
    count: 1,
    act,
  });
  const group = comes ? { arrive: { perDay: 1, weights: evenly } } : {};
  const other = act === 'connect' ? 'disconnect' : 'connect';
  const given = surroundingsOf({ timeline: [entry('another', other), entry('tested', act)], group });
  const taken = (port: string) =>
    [...new Set(Object.values(deeds).flat())].flatMap(([to, what]) => (to === port ? [what] : []));
  const world = worldWith(hand, {
    given,
    // The three interfaces of the second device are 3, 4 and 5.
    count: 6,
    ports: Object.values(handPorts).map(port =>
      recorder(
        port,
        port.label === 'LPA' ? { answers: { remove: { answer: 'Success' } } } : { takes: taken(port.label) },
      ),
    ),
    sees: [shown(handSees.people, user, {}, { state: person }), shown(handSees.sims, physicalSim, {}, { state: sim })],
  });
  world.tell('waits', { device, entry: 1 }, 5);
  world.tell('acts', undefined, 5);
  return {
    told: world.told.map(({ port, name, subject, message }): Deed => [port, name, subject, message]),
    facts: world.facts
      .filter(({ name }) => name.startsWith('act.'))
      .map(({ name, subject, value }) => [name, subject, value]),
  };
}

/** As {@link deeds} lists them, with the payload that most have not. */
const written = (expected: Deed[]) => expected.map(([port, name, subject, payload]) => [port, name, subject, payload]);

describe('an act by hand', () => {
  it('is one of those that are listed here', () => {
    expect(everyAct.toSorted()).toEqual(Object.keys(deeds).toSorted());
  });

  it.each(everyAct)('%s reaches whomever it concerns, and is noted with its entry', act => {
    const { told, facts } = doing(act);
    expect(told).toEqual(written(deeds[act]));
    expect(facts).toEqual([['act.done', device, 1]]);
  });

  it('openApp brings nobody who has come before, or comes by themselves', () => {
    expect(doing('openApp', { person: 'idle' }).told).toEqual([]);
    expect(doing('openApp', { comes: true }).told).toEqual([]);
  });

  it.each(['absent', 'locked'] as const)('reprogramSim changes nothing while the SIM is %s', sim => {
    const { told, facts } = doing('reprogramSim', { sim });
    expect(told).toEqual([]);
    expect(facts).toHaveLength(1);
  });

  it('asks of no other act how things stand', () => {
    const conditional = new Set<Act>(['openApp', 'reprogramSim']);
    for (const act of everyAct.filter(act => !conditional.has(act)))
      expect(doing(act, { person: 'idle', sim: 'absent', comes: true }).told).toEqual(written(deeds[act]));
  });
});
