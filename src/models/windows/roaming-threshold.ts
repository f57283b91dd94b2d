/**
 * The threshold of use abroad on one PC: after each 5 MB it raises DataPlanThresholdReached, and the operator's app shows a
 * toast.
 *
 *     network traffic ── began, passed ──▶ ┌───────────────────┐ ── a step is full ──▶ toast, which the user sees
 *     Mobile Broadband Service ── where ─▶ │ roaming threshold │
 *                                          └───────────────────┘
 *
 * Bytes count from the registration abroad on. Nothing polls: the end of a step is computed and armed.
 *
 * Source: Microsoft Learn, "Mobile operator notification event technical details", DataPlanThresholdReached.
 */
import {
  type Bytes,
  count,
  type Does,
  flag,
  type Microseconds,
  model,
  number,
  port,
  type RecordOf,
  time,
  volume,
} from '../../sim/index.ts';
import type { RegisteredAt } from '../device/registration.ts';
import type { dataWarning } from '../people/data-warning.ts';
import type { Surroundings } from '../surroundings.ts';
import { transferTime } from '../transfer-time.ts';

const owner = port<typeof dataWarning>('data warning');
export const roamingThresholdPorts = { owner };
const { warned } = owner.tells;

const record = {
  abroad: flag(),
  /** Bytes since the registration abroad, in stretches that are over; and how many steps are full. */
  counted: volume(),
  steps: count(),
  rate: number(),
  rateSince: time(),
};
type Threshold = RecordOf<typeof record>;
type Doing = Does<typeof record, Record<never, never>, 'stepFills', 'reached', string, Surroundings>;

export const roamingThreshold = model('roaming threshold', {
  source: 'mobile-operator-notification-event-technical-details.md',
  record,
  kept: 'columns',
  timers: { stepFills: 0 as Microseconds },
  /** The value is the number of steps since the registration abroad. */
  facts: ['reached'],
  given: {} as Surroundings,
  takes: {
    /** From the Mobile Broadband Service. A registration abroad after one at home begins anew. */
    registered(threshold, at: RegisteredAt) {
      const isAbroad = at !== 'home';
      if (isAbroad && !threshold.abroad) {
        threshold.counted = 0 as Bytes;
        threshold.steps = 0;
      }
      threshold.abroad = isAbroad;
    },

    /** From the network traffic: so many bytes per second pass from now on. */
    began(threshold, rate: number, does) {
      if (!threshold.abroad) return;
      threshold.rate = rate;
      threshold.rateSince = does.now;
      awaits(threshold, does);
    },

    passed(threshold, bytes: Bytes, does) {
      if (threshold.rateSince === undefined) return;
      threshold.counted = (threshold.counted + bytes) as Bytes;
      threshold.rate = 0;
      threshold.rateSince = undefined;
      does.cancel('stepFills');
    },

    stepFills(threshold, _: undefined, does) {
      threshold.steps += 1;
      does.emit('reached', threshold.steps);
      does.tell(warned, does.subject, { channel: 'toast', share: undefined });
      awaits(threshold, does);
    },
  },
});

/** The end of the present step. */
function awaits(threshold: Threshold, does: Doing): void {
  const step = does.given.group(does.subject).warnings?.threshold;
  if (step === undefined) return;
  const left = Math.max(0, (threshold.steps + 1) * step - threshold.counted);
  const since = does.now - threshold.rateSince!;
  does.arm('stepFills', Math.max(0, transferTime(left, threshold.rate) - since));
}
