/** The delayed download: `downloadDelay`, its toast, and how it is called off. Law 32. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedAfter, lastAcceptance } from '../../../src/models/people/toast.ts';
import { days, hours, minutes, seconds } from '../../../src/sim/units.ts';
import { atPortal, cancelledMetadata, pageCalls } from './app-world.ts';

const accepts = (share: number, within = hours(1)) => ({ group: { user: { acceptsToast: [{ within, share }] } } });
const cancel = { method: 'notifyOperationCancel' } as const;

describe('the toast of a delayed download', () => {
  it.each([1, 5, 15, 16, 47, 1440])('comes %i minutes after the callback, without any rounding', downloadDelay => {
    const app = atPortal({ settings: accepts(0) });
    app.calls({ downloadDelay });
    expect(app.record().state).toBe('toastWaiting');
    app.clock.advance(days(2));
    expect(app.factTimes('toastShown')).toEqual([pageCalls + minutes(downloadDelay)]);
  });

  it('is what the download waits for: it begins when the toast is accepted, with the code of the callback', () => {
    const app = atPortal({ settings: accepts(1) });
    app.calls({ downloadDelay: 15 });
    app.clock.advance(minutes(16));
    expect(app.times('download')).toEqual([]);
    app.clock.advance(hours(1));
    expect(app.times('download')).toEqual(app.factTimes('toastAccepted'));
    expect(app.messages('download')).toEqual([{ activationCode: '1$smdp.contoso.example$CNTS-0001-00' }]);
    expect(app.ends()).toEqual(['done']);
  });

  it('is accepted by opening the app, too', () => {
    const app = atPortal({ settings: accepts(0, days(1)) });
    app.calls({ downloadDelay: 15 });
    app.clock.to(minutes(30));
    app.tell('opened', 'app');
    expect(app.times('download')).toEqual([minutes(30)]);
    app.clock.advance(days(2));
    expect(app.ends()).toEqual(['done']);
  });

  it('has never been accepted when the last bound is over: then the purchase ends', () => {
    const app = atPortal({ settings: accepts(0, hours(3)) });
    app.calls({ downloadDelay: 15 });
    app.clock.advance(days(2));
    expect(app.factTimes('abandoned')).toEqual([pageCalls + minutes(15) + hours(3)]);
    expect(app.record().reason).toBe('toast never accepted');
    expect(app.times('download')).toEqual([]);
  });

  it('is not a matter of waiting flows: nothing runs while it is waited for', () => {
    const app = atPortal({ settings: accepts(0) });
    const { alive } = app.assembly.flows;
    app.calls({ downloadDelay: 15 });
    app.clock.advance(minutes(20));
    expect(app.assembly.flows.alive).toBe(alive);
  });
});

describe('a delayed download that is called off', () => {
  it('before its toast never starts (law 32)', () => {
    const app = atPortal({ settings: accepts(1) });
    app.calls({ downloadDelay: 15 });
    app.clock.advance(minutes(14));
    app.calls(cancel);
    app.clock.advance(days(3));
    expect(app.record()).toMatchObject({ state: 'cancelled', reason: 'cancelled the download' });
    expect(app.factTimes('cancelled')).toEqual([pageCalls + minutes(14)]);
    expect(app.factTimes('toastShown')).toEqual([]);
    expect(app.times('download')).toEqual([]);
  });

  it('after its toast goes on as if nothing had been called', () => {
    const app = atPortal({ settings: accepts(1) });
    app.calls({ downloadDelay: 15 });
    app.clock.advance(minutes(15));
    app.calls(cancel);
    expect(app.factValues('callbackIgnored')).toEqual([8]);
    app.clock.advance(hours(2));
    expect(app.ends()).toEqual(['done']);
  });

  it('under an Id that no callback has returned goes on', () => {
    const app = atPortal({ settings: accepts(1) });
    app.calls({ downloadDelay: 15 });
    app.calls({ ...cancel, context: 2 });
    expect(app.factValues('callbackIgnored')).toEqual([7]);
    expect(app.record().state).toBe('toastWaiting');
    app.calls({ ...cancel, context: 1 });
    expect(app.record().state).toBe('cancelled');
  });

  it('does nothing to a purchase without one', () => {
    const app = atPortal();
    app.calls(cancel);
    expect(app.factValues('callbackIgnored')).toEqual([7]);
    expect(app.record().state).toBe('portal');
  });

  it('starts if and only if the cancel comes after the toast, whenever that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 2400 }), (downloadDelay, afterSeconds) => {
        const app = atPortal({ settings: accepts(1) });
        app.calls({ downloadDelay });
        app.clock.advance(seconds(afterSeconds));
        app.calls(cancel);
        app.clock.advance(hours(3));
        expect(app.times('download').length).toBe(afterSeconds >= downloadDelay * 60 ? 1 : 0);
        expect(app.ends()).toHaveLength(1);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a purchase that is cancelled in the portal', () => {
  it('ends at once: notifyCancelledPurchase', () => {
    const app = atPortal();
    app.calls({ method: 'notifyCancelledPurchase', metadata: cancelledMetadata });
    expect(app.record()).toMatchObject({ state: 'cancelled', reason: 'pressed Cancel' });
    expect(app.said().slice(-2)).toEqual(['web portal: closed', 'user: leftWithoutPlan']);
  });
});

describe('when a toast is accepted', () => {
  const habit = [
    { within: hours(1), share: 0.45 },
    { within: days(1), share: 0.25 },
  ];

  it.each([
    [0, 0],
    [0.225, minutes(30)],
    [0.45, hours(1)],
    [0.575, hours(12.5)],
  ])('draw %f: after so many µs', (draw, after) => {
    expect(acceptedAfter(habit, draw)).toBeCloseTo(after, -1);
  });

  it('the rest never does, which is certain after the last bound', () => {
    expect(acceptedAfter(habit, 0.7)).toBeUndefined();
    expect(acceptedAfter([], 0)).toBeUndefined();
    expect(lastAcceptance(habit)).toBe(days(1));
    expect(lastAcceptance([])).toBe(0);
  });
});
