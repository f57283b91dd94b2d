/** What holds for a device whatever is done to it, and whatever the network answers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missingBelow } from '../../../src/models/device/packet-context.ts';
import type { Surroundings } from '../../../src/models/surroundings.ts';
import { hours, minutes, seconds } from '../../../src/sim/units.ts';
import type { Reaction } from '../../kit/world-with.ts';
import { always, surroundingsOf } from '../small-world.ts';
import { deviceWith, internet, online } from './device-world.ts';

type Device = ReturnType<typeof deviceWith>;

/** Everything that can be done to a device from outside. */
const acts = {
  insert: device => device.tell('sim', 'insert'),
  remove: device => device.tell('sim', 'remove'),
  swap: device => device.tell('sim', 'swap'),
  reprogram: device => device.tell('sim', 'reprogram'),
  rightPin: device => device.tell('sim', 'pinEntered', true),
  wrongPin: device => device.tell('sim', 'pinEntered', false),
  rightPuk: device => device.tell('sim', 'pukEntered', true),
  wrongPuk: device => device.tell('sim', 'pukEntered', false),
  blockPin: device => {
    for (let nth = 0; nth < 3; nth++) {
      device.tell('sim', 'pinEntered', false);
      device.clock.advance(seconds(4));
    }
  },
  powerOn: device => device.tell('modem', 'powersOn'),
  powerOff: device => device.tell('modem', 'powersOff'),
  restart: device => device.tell('modem', 'restarts'),
  airplaneOn: device => device.tell('modem', 'radioSwitched', false),
  airplaneOff: device => device.tell('modem', 'radioSwitched', true),
  closeLid: device => device.tell('modem', 'sleeps'),
  openLid: device => device.tell('modem', 'wakes'),
  plugIn: device => device.tell('driver', 'deviceFound'),
  unplug: device => device.tell('driver', 'deviceGone'),
  tryAgain: device => device.tell('registration', 'searches'),
  throwOut: device => device.tell('registration', 'networkDetaches', 11),
  attach: device => device.tell('service', 'attaches'),
  detach: device => device.tell('service', 'detaches'),
  loseContext: device => device.tell('context', 'lost', 139),
  activate: device => void device.ask('driver', 'activate', internet),
  deactivate: device => void device.ask('driver', 'deactivate'),
  activateService: device => void device.ask('cdma', 'activate'),
} satisfies Record<string, (device: Device) => void>;

const act = fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[]));
/** More often than not, what brings a device online. */
const likelyAct = fc.oneof(
  act,
  fc.constantFrom('insert', 'powerOn', 'rightPin', 'airplaneOff', 'activate', 'plugIn', 'blockPin'),
);
const step = fc.record({
  acts: fc.array(likelyAct as fc.Arbitrary<keyof typeof acts>, { minLength: 1, maxLength: 2 }),
  wait_s: fc.constantFrom(0, 0.5, 2, 5, 10, 60, 800),
});

const reaction = (answer: unknown, causes: readonly number[]): fc.Arbitrary<Reaction> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ answer: fc.constant(answer), after: fc.constantFrom(0, 3e6) }) },
    { weight: 1, arbitrary: fc.record({ refuse: fc.constantFrom(...causes), after: fc.constantFrom(0, 3e6) }) },
    { weight: 1, arbitrary: fc.constant<Reaction>('silent') },
  );
const answers = fc.record({
  register: fc.array(fc.oneof(...['home', 'roaming', 'partner'].map(at => reaction(at, [2, 3, 11, 17, 22]))), {
    minLength: 1,
  }),
  attach: fc.array(reaction(true, [7, 17]), { minLength: 1 }),
  activateContext: fc.array(reaction(true, [108, 127, 133]), { minLength: 1 }),
});

/** Devices with gaps in their coverage every few minutes, short ones and long ones. */
const surroundings = (['gsm', 'cdma'] as const).flatMap(technology =>
  (['embedded', 'usb'] as const).map(form =>
    surroundingsOf({
      group: {
        sim: 'warm',
        technology,
        form,
        simPin: 0.5,
        faults: { modem: 0.1, driver: 0.1, sim: 0.1 },
        coverageGaps: { perDay: 500, lasts: { kind: 'uniform', low: 0, high: seconds(25) } },
      },
    }),
  ),
);
const world = fc.record({
  /** Number of the surroundings. */
  place: fc.nat(surroundings.length - 1),
  seed: fc.integer({ min: 1, max: 1000 }),
  answers,
  steps: fc.array(step, { minLength: 5, maxLength: 30 }),
});

interface Conditions {
  given?: Surroundings;
  /** The network accepts everything from this moment on. */
  isCalm?: () => boolean;
}

function play({ place, seed, answers, steps }: Story, watch: Watch, { given, isCalm = () => false }: Conditions = {}) {
  /** Each answer in its turn, from the start again after the last. */
  const inTurn = (reactions: readonly Reaction[], answer: unknown) => {
    let nth = 0;
    return (): Reaction => (isCalm() ? { answer } : reactions[nth++ % reactions.length]!);
  };
  const device = deviceWith(
    {},
    {
      given: given ?? surroundings[place]!,
      seed,
      register: inTurn(answers.register, 'home'),
      attach: inTurn(answers.attach, true),
      activateContext: inTurn(answers.activateContext, true),
    },
  );
  watch(device);
  for (const { acts: names, wait_s } of steps) {
    for (const name of names) acts[name](device);
    device.clock.advance(seconds(wait_s));
  }
  return device;
}
type Story = typeof world extends fc.Arbitrary<infer T> ? T : never;
type Watch = (device: Device) => void;

/** Runs `look` at every fact, while the consequences of an act are still being carried out. */
const atEveryFact =
  (look: (device: Device, name: string) => void): Watch =>
  device =>
    device.simulation.facts.observeAll(fact => look(device, fact.name));

const runs = { numRuns: 120 };

describe('whatever is done to a device', () => {
  it('its context is activated only while attached, attached only while registered, registered only while Initialized', () => {
    fc.assert(
      fc.property(world, story => {
        const broken = new Set<string>();
        play(
          story,
          atEveryFact(device => {
            const missing = missingBelow(device.states());
            if (missing !== undefined) broken.add(missing);
          }),
        );
        expect([...broken]).toEqual([]);
      }),
      runs,
    );
  });

  it('a loss is told in the order context, packet service, registration, readiness', () => {
    const above: Record<string, readonly string[]> = {
      'packet service.detached': ['packet context.activated'],
      'registration.deregistered': ['packet context.activated', 'packet service.attached'],
      'modem.notReady': ['registration.home', 'registration.roaming', 'registration.partner'],
      'modem.locked': ['registration.home', 'registration.roaming', 'registration.partner'],
      'modem.off': ['registration.home', 'registration.roaming', 'registration.partner'],
    };
    const ends: Record<string, string> = {
      'packet context.deactivated': 'packet context',
      'packet service.detached': 'packet service',
      'registration.deregistered': 'registration',
    };
    fc.assert(
      fc.property(world, story => {
        const up = new Map<string, string>();
        play(
          story,
          atEveryFact((_, name) => {
            const model = name.slice(0, name.lastIndexOf('.'));
            for (const still of above[name] ?? [])
              expect([name, [...up.values()]]).not.toEqual([name, expect.arrayContaining([still])]);
            if (name in ends) up.delete(ends[name]!);
            else if (/\.(activated|attached|home|roaming|partner)$/.test(name)) up.set(model, name);
          }),
        );
      }),
      runs,
    );
  });

  it('Windows is told of a loss in the same order, and of nothing twice', () => {
    const pairs = [
      ['deviceReady', 'deviceNotReady'],
      ['registered', 'deregistered'],
    ] as const;
    fc.assert(
      fc.property(world, story => {
        const told = play(story, () => {}).windows();
        for (const pair of pairs) {
          const names = told.filter(name => (pair as readonly string[]).includes(name));
          expect(names).toEqual(names.map((_, nth) => pair[nth % 2]));
        }
        let isRegistered = false;
        let isAttached = false;
        for (const name of told) {
          if (name === 'registered') isRegistered = true;
          if (name === 'attached') {
            expect(isRegistered).toBe(true);
            isAttached = true;
          }
          if (name === 'detached') isAttached = false;
          if (name === 'contextLost') expect(isAttached).toBe(true);
          if (name === 'deregistered') {
            expect(isAttached).toBe(false);
            isRegistered = false;
          }
        }
      }),
      runs,
    );
  });

  it('every request is answered once, and none is left behind by a loss', () => {
    fc.assert(
      fc.property(world, story => {
        const device = play(story, () => {});
        device.tell('modem', 'powersOff');
        device.clock.advance(minutes(10));
        expect(device.parts.driver.store.snapshot(0).inFlight).toBe(0);
        expect(device.parts.context.store.snapshot(0).asker).toBe(0);
        expect(device.states()).toMatchObject({
          modem: 'off',
          registration: 'none',
          service: 'detached',
          context: 'deactivated',
        });
      }),
      runs,
    );
  });

  it('it is online again within minutes once its owner and the network let it', () => {
    const mended = ['powerOff', 'openLid', 'airplaneOff', 'unplug', 'plugIn', 'remove', 'insert', 'powerOn'] as const;
    fc.assert(
      fc.property(world, story => {
        let isCalm = false;
        const device = play(story, () => {}, { given: calm, isCalm: () => isCalm });
        isCalm = true;
        for (const name of mended) acts[name](device);
        device.clock.advance(minutes(1));
        acts.activate(device);
        device.clock.advance(minutes(1));
        expect(device.states()).toMatchObject(online);
      }),
      { numRuns: 60 },
    );
  });
});

/** A device without a PIN, without faults and without gaps. */
const calm = surroundingsOf({ group: { sim: 'warm' } });

describe('a gap in the coverage', () => {
  const gaps = (length_s: number) =>
    surroundingsOf({ group: { sim: 'warm', coverageGaps: { perDay: 100, lasts: always(seconds(length_s)) } } });

  it('of less than 10 s changes nothing', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9.999999, noNaN: true }), fc.nat(1000), (length, seed) => {
        const device = deviceWith({}, { given: gaps(length), seed });
        device.online();
        const before = [device.states(), device.windows()];
        device.clock.advance(hours(3));
        expect([device.states(), device.windows()]).toEqual(before);
        expect(device.states()).toMatchObject(online);
      }),
      { numRuns: 30 },
    );
  });

  it('of 10 s and more ends the connection 10 s after it began, and only that', () => {
    fc.assert(
      fc.property(fc.double({ min: 10, max: 3600, noNaN: true }), fc.nat(1000), (length, seed) => {
        const device = deviceWith({}, { given: gaps(length), seed });
        device.online();
        device.clock.advance(hours(3));
        const times = (name: string) => device.facts.filter(fact => fact.name === name).map(({ at }) => at);
        const began = times('registration.gapBegan');
        const lost = times('registration.deregistered');
        expect(lost.length).toBeGreaterThan(0);
        for (const at of lost) expect(began.some(gap => Math.abs(at - gap - 10) < 1e-5)).toBe(true);
        expect(device.states().modem).toBe('initialized');
      }),
      { numRuns: 30 },
    );
  });
});
