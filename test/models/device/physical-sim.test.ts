import { describe, expect, it } from 'vitest';
import { modem } from '../../../src/models/device/modem.ts';
import { physicalSim, physicalSimPorts, physicalSimSees } from '../../../src/models/device/physical-sim.ts';
import { seconds } from '../../../src/sim/units.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

function slotOf(change: WorldChange = {}, count = 1) {
  const world = worldWith(physicalSim, {
    count,
    given: surroundingsOf({ ...change, group: { sim: 'warm', ...change.group } }),
    ports: [recorder(physicalSimPorts.device, { takes: ['cardChanged', 'pinVerified', 'pinRejected', 'pinBlocked'] })],
    sees: [
      shown(
        physicalSimSees.readiness,
        modem,
        ...Array.from({ length: count }, () => ({ state: 'initialized' as const })),
      ),
    ],
  });
  const enters = (name: 'pinEntered' | 'pukEntered', isRight: boolean) => {
    world.tell(name, isRight);
    world.clock.advance(seconds(5));
    return world.record().state;
  };
  return {
    ...world,
    pin: (isRight: boolean) => enters('pinEntered', isRight),
    puk: (isRight: boolean) => enters('pukEntered', isRight),
  };
}
const withPin = { group: { simPin: 1 } };

/** A SIM with a PIN, in its slot. */
function lockedSim() {
  const slot = slotOf(withPin);
  slot.tell('insert');
  return slot;
}

function blockedSim() {
  const slot = lockedSim();
  for (let nth = 0; nth < 3; nth++) slot.pin(false);
  return slot;
}

describe('the physical SIM', () => {
  it('without a PIN is ready as soon as it is inserted, and the modem is told', () => {
    const { tell, record, told } = slotOf();
    tell('insert');
    expect(record().state).toBe('ready');
    expect(told.map(({ name }) => name)).toEqual(['cardChanged']);
  });

  it('asks for its PIN in the share of devices the group says, each device with luck of its own', () => {
    const { tell, record } = slotOf({ group: { simPin: 0.3 } }, 400);
    const devices = Array.from({ length: 400 }, (_, device) => device);
    for (const device of devices) tell('insert', undefined, device);
    const locked = devices.filter(device => record(device).state === 'locked').length;
    expect(locked / 400).toBeGreaterThan(0.23);
    expect(locked / 400).toBeLessThan(0.37);
  });

  it('that cannot be read is bad', () => {
    const { tell, record } = slotOf({ group: { faults: { sim: 1 } } });
    tell('insert');
    expect(record().state).toBe('bad');
  });

  it('is ready once its PIN was entered, 1 to 4 s later', () => {
    const { tell, clock, record, facts, told } = lockedSim();
    tell('pinEntered', true);
    expect(record().state).toBe('locked');
    clock.advance(seconds(4));
    expect(record()).toMatchObject({ state: 'ready', wrong: 0 });
    const unlocked = facts.find(({ name }) => name === 'physical SIM.unlocked')!;
    expect(unlocked.time).toBeGreaterThanOrEqual(seconds(1));
    expect(told.at(-1)).toMatchObject({ name: 'pinVerified' });
  });

  it('is blocked by the third wrong PIN in a row, not before', () => {
    const { pin, told } = lockedSim();
    expect([pin(false), pin(false), pin(false)]).toEqual(['locked', 'locked', 'blocked']);
    expect(told.map(({ name }) => name)).toEqual(['cardChanged', 'pinRejected', 'pinRejected', 'pinBlocked']);
  });

  it('counts wrong PINs from the start again after a right one', () => {
    const { pin } = lockedSim();
    expect([pin(false), pin(false), pin(true), pin(false), pin(false)]).toEqual([
      'locked',
      'locked',
      'ready',
      'ready',
      'ready',
    ]);
  });

  it('is blocked by three wrong PINs during a session too', () => {
    const { pin } = lockedSim();
    expect([pin(true), pin(false), pin(false), pin(false)]).toEqual(['ready', 'ready', 'ready', 'blocked']);
  });

  it('takes a right PIN while it is ready, and nothing comes of it', () => {
    const { pin, told } = lockedSim();
    pin(true);
    const before = told.length;
    expect(pin(true)).toBe('ready');
    expect(told).toHaveLength(before);
  });

  it('that is blocked takes the PUK only', () => {
    const { pin, puk } = blockedSim();
    expect([pin(true), puk(true)]).toEqual(['blocked', 'ready']);
  });

  it('is bad after ten wrong PUKs, not before, and the modem looks at it again', () => {
    const { puk, told } = blockedSim();
    const states = Array.from({ length: 10 }, () => puk(false));
    expect(states).toEqual([...Array.from({ length: 9 }, () => 'blocked'), 'bad']);
    expect(told.at(-1)!.name).toBe('cardChanged');
    expect(puk(true)).toBe('bad');
  });

  it('takes no PUK while it is not blocked', () => {
    expect(lockedSim().puk(true)).toBe('locked');
  });

  it('checks one entry at a time; what is entered meanwhile is checked afterwards', () => {
    const { tell, clock, record } = lockedSim();
    tell('pinEntered', false);
    tell('pinEntered', true);
    clock.advance(seconds(1));
    expect(record()).toMatchObject({ state: 'locked', entered: 'wrongPin', next: 'pin' });
    clock.advance(seconds(8));
    expect(record()).toMatchObject({ state: 'ready', wrong: 0, entered: undefined, next: undefined });
  });

  it('that is blocked by one entry takes no PIN that was entered meanwhile', () => {
    const { tell, pin, clock, record } = lockedSim();
    pin(false);
    pin(false);
    tell('pinEntered', false);
    tell('pinEntered', true);
    clock.advance(seconds(10));
    expect(record()).toMatchObject({ state: 'blocked', entered: undefined });
  });

  it('that is pulled out while it checks a PIN forgets about it', () => {
    const { tell, clock, record } = lockedSim();
    tell('pinEntered', true);
    tell('remove');
    clock.advance(seconds(5));
    expect(record()).toMatchObject({ state: 'absent', entered: undefined });
  });

  it.each(['locked', 'blocked', 'ready', 'bad'] as const)('can be removed while %s', state => {
    const slot =
      state === 'bad' ? slotOf({ group: { faults: { sim: 1 } } }) : state === 'ready' ? slotOf() : slotOf(withPin);
    slot.tell('insert');
    if (state === 'blocked') for (let nth = 0; nth < 3; nth++) slot.pin(false);
    expect(slot.record().state).toBe(state);
    slot.tell('remove');
    expect(slot.record().state).toBe('absent');
    expect(slot.told.at(-1)!.name).toBe('cardChanged');
  });

  it('that is swapped is another card, with a PIN or none by luck of its own', () => {
    const { tell, record } = slotOf({ group: { simPin: 0.5 } }, 200);
    const devices = Array.from({ length: 200 }, (_, device) => device);
    for (const device of devices) tell('insert', undefined, device);
    const before = devices.map(device => record(device).state);
    for (const device of devices) tell('swap', undefined, device);
    const after = devices.map(device => record(device).state);
    expect(devices.every(device => record(device).card === 1)).toBe(true);
    const changed = devices.filter(device => before[device] !== after[device]).length;
    expect(changed).toBeGreaterThan(60);
    expect(changed).toBeLessThan(140);
  });

  it('that gets a new ICCID is a new SIM, with the PIN it had', () => {
    const { tell, pin, record, told } = lockedSim();
    tell('reprogram');
    expect(record().card).toBe(0);
    pin(true);
    tell('reprogram');
    expect(record()).toMatchObject({ state: 'ready', card: 1 });
    expect(told.at(-1)!.name).toBe('cardChanged');
    tell('losesPower');
    expect(record().state).toBe('locked');
  });

  it('forgets a verified PIN when its power goes; without a PIN it stays ready', () => {
    const { tell, pin, record } = lockedSim();
    pin(true);
    tell('losesPower');
    expect(record().state).toBe('locked');
    const open = slotOf();
    open.tell('insert');
    open.tell('losesPower');
    expect(open.record().state).toBe('ready');
  });

  it('keeps the counter of wrong PINs without power', () => {
    const { tell, pin } = lockedSim();
    pin(false);
    pin(false);
    tell('losesPower');
    expect(pin(false)).toBe('blocked');
  });

  it.each([
    ['an eSIM laptop', { sim: 'esim' }],
    ['a CDMA device', { technology: 'cdma' }],
  ] as const)('has no slot in %s', (_, group) => {
    const { tell, record, told } = slotOf({ group });
    tell('insert');
    expect(record().state).toBe('absent');
    expect(told).toEqual([]);
  });

  it('ignores what cannot be done to it', () => {
    const { tell, record, told } = slotOf();
    for (const act of ['remove', 'swap', 'reprogram', 'losesPower'] as const) tell(act);
    tell('pinEntered', true);
    expect(record().state).toBe('absent');
    tell('insert');
    tell('insert');
    tell('pinEntered', false);
    expect(record()).toMatchObject({ state: 'ready', entered: undefined });
    expect(told).toHaveLength(1);
  });
});
