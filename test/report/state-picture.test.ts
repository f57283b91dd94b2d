import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCount } from '../../src/experiments/format.ts';
import type { StateMachine } from '../../src/experiments/run-result.ts';
import { stateMachinesOf } from '../../src/experiments/state-machines.ts';
import { media } from '../../src/models/device/interfaces.ts';
import { stateMachines, World } from '../../src/models/index.ts';
import { machineInWords, statePicture } from '../../src/report/state-picture.ts';
import { textWidth } from '../../src/report/text-width.ts';
import { loadScenario } from '../../src/scenarios/index.ts';
import { Installed, initialState, isEnd, statesOf, transitionsOf } from '../../src/sim/index.ts';
import { minutes, seconds } from '../../src/sim/units.ts';
import { steadyMessages } from '../models/message-worlds.ts';
import { always, evenly, settingsWith } from '../models/small-world.ts';

const machines: StateMachine[] = stateMachines.map(({ name, source, table }) => ({
  name,
  source,
  states: statesOf(table).map((state, i) => ({
    state,
    role: state === initialState(table) ? 'first' : isEnd(table, state) ? 'end' : 'between',
    n: i * 1_234,
  })),
  transitions: transitionsOf(table),
}));

interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Rectangles of all texts of a picture, by the estimate that laid them out. */
function textBoxes(svg: string): Box[] {
  return [
    ...svg.matchAll(/<text x="([-\d.]+)" y="([-\d.]+)" text-anchor="middle" font-size="([\d.]+)"[^>]*>([^<]*)</g),
  ].map(([, x, y, size, text]) => {
    const half = (textWidth(text!, Number(size)) * 0.95) / 2;
    return {
      text: text!,
      left: Number(x) - half,
      right: Number(x) + half,
      top: Number(y) - Number(size) * 0.75,
      bottom: Number(y) + 1,
    };
  });
}

const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function expectTidy(svg: string): void {
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  const boxes = textBoxes(svg);
  for (const box of boxes) {
    expect(box.left, box.text).toBeGreaterThanOrEqual(0);
    expect(box.right, box.text).toBeLessThanOrEqual(Number(width));
    expect(box.bottom, box.text).toBeLessThanOrEqual(Number(height));
  }
  const meetings = boxes.flatMap((one, i) =>
    boxes.slice(i + 1).flatMap(other => (meet(one, other) ? [`${one.text} / ${other.text}`] : [])),
  );
  expect(meetings).toEqual([]);
}

describe('the picture of a state machine', () => {
  it.each(machines.map(machine => [machine.name, machine] as const))(
    'of the %s names every state and event, once each where it belongs, and no text meets another',
    (_, machine) => {
      const svg = statePicture(machine);
      const texts = textBoxes(svg).map(box => box.text);
      for (const { state } of machine.states) expect(texts).toContain(state);
      for (const { event } of machine.transitions) expect(texts).toContain(event);
      expect(svg.match(/rx="6"/g)?.length ?? 0).toBe(machine.states.filter(({ role }) => role === 'end').length);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expectTidy(svg);
    },
  );

  it('has the same bytes each time, with no coordinate finer than a tenth', () => {
    for (const machine of machines) {
      const svg = statePicture(machine);
      expect(statePicture(structuredClone(machine))).toBe(svg);
      expect(svg).not.toMatch(/\d\.\d\d/);
    }
  });

  it('can be drawn of any table', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const arrow = fc.record({
      from: fc.constantFrom(...names),
      event: fc.constantFrom('goes', 'failed & went', 'aVeryLongNameOfAnEvent'),
      to: fc.constantFrom(...names),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(arrow, { selector: ({ from, event }) => from + event, maxLength: 12 }),
        transitions => {
          const states = names.map((state, i) => ({
            state,
            role: i === 0 ? ('first' as const) : ('between' as const),
            n: i,
          }));
          const svg = statePicture({ name: 'any', source: '', states, transitions });
          expect(svg).not.toMatch(/NaN|undefined/);
          for (const { event } of transitions) expect(svg).toContain(event.replace('&', '&amp;'));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says beside an event how often it happened, once for the states it happened in together', () => {
    const purchase = machines.find(({ name }) => name === 'purchase')!;
    const counted: StateMachine = {
      ...purchase,
      transitions: purchase.transitions.map(arrow => ({
        ...arrow,
        n: arrow.event === 'failed' ? 2 : arrow.event === 'opened' ? 12_345 : 0,
      })),
    };
    const svg = statePicture(counted);
    const texts = textBoxes(svg).map(box => box.text);
    const arrows = (named: string) => purchase.transitions.filter(({ event }) => event === named).length;
    const countOf = (event: string) => texts[texts.lastIndexOf(event) + 1];
    expect(countOf('opened')).toBe(formatCount(12_345 * arrows('opened')));
    expect(countOf('failed')).toBe(formatCount(2 * arrows('failed')));
    expect(countOf('gatewayShown')).not.toBe('0');
    expectTidy(svg);
  });

  it('draws arrows that nobody took paler than others, where it is known', () => {
    const paths = (n: number | undefined) => {
      const states = ['a', 'b'].map(state => ({ state, role: 'between' as const, n: 0 }));
      const arrow = { from: 'a', event: 'goes', to: 'b', ...(n === undefined ? {} : { n }) };
      return statePicture({ name: 'two', source: '', states, transitions: [arrow] }).match(
        /fill="none" stroke="[^"]+"/g,
      )!;
    };
    expect(paths(1)).toEqual(paths(undefined));
    expect(paths(0)).not.toEqual(paths(1));
  });

  it('says in words where all begin, where they may end, and how many are where', () => {
    const purchase = machines.find(({ name }) => name === 'purchase')!;
    expect(machineInWords(purchase)).toMatch(
      /^20 states and 50 arrows; begins in notStarted, ends in done or cancelled or abandoned or failed\. At the end of the run: 1\u202f234 in loading, /,
    );
  });
});

describe('the door to the state machines', () => {
  it('lists every model of the world that has a table', () => {
    const settings = settingsWith();
    const monitoring = {
      portalEvery: seconds(30),
      balanceEvery: seconds(30),
      everyNth: 10,
      failuresInARow: 12,
      timeout: seconds(10),
      window: minutes(10),
      shareOfGlobal: 0,
    };
    const operators = settings.operators.map(operator => ({ ...operator, messages: steadyMessages }));
    const family = { devices: 1, monthly: always(1e9), sessions: { perDay: 1, weights: evenly }, sessionRate: 1e6 };
    const groups = settings.groups.map(group => ({ ...group, family }));
    const world = new World({ ...settings, operators, groups, microsoft: { ...settings.microsoft, monitoring } });
    const parts = [...Object.values(world), ...Object.values(world.messages!)];
    const installed = parts.filter(part => part instanceof Installed);
    const withTable = installed.map(({ model }) => model).filter(({ definition }) => definition.table !== undefined);
    expect(stateMachines.map(({ name }) => name).sort()).toEqual(withTable.map(({ name }) => name).sort());
  });

  it('counts every record once, and leaves out machines in which nobody moved', () => {
    const world = new World(loadScenario('examples/lunch-hour.yaml').settingsFor('no-sign-in'));
    expect(stateMachinesOf(world).map(({ name }) => name)).not.toContain('purchase');
    let done = 0;
    world.simulation.facts.observe('purchase.done', () => {
      done += 1;
    });
    world.run();
    expect(done).toBeGreaterThan(500);
    const moved = stateMachinesOf(world);
    expect(moved.map(({ name }) => name)).toContain('purchase');
    for (const { name, states } of moved)
      expect(
        states.reduce((sum, { n }) => sum + n, 0),
        name,
        // A device has a connection for each of its interfaces.
      ).toBe(name === 'connection' ? world.devices * media.length : world.devices);
    const [purchase] = moved.filter(({ name }) => name === 'purchase');
    expect(purchase?.states.find(({ state }) => state === 'done')?.n).toBe(done);
    expect(purchase?.transitions.find(({ event }) => event === 'flyoutSeen')?.n).toBe(done);
  });
});
