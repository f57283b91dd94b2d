/**
 * Asynchronous connectivity: when the app has the modem register, after a profile whose network needs time.
 *
 *     enabled ── R(n) ──▶ 1st attempt ── 15 min ──▶ 2nd ── 15 min ──▶ … 9th ──▶ the user is asked to open the portal
 *
 *     n    0   5  15  16  47        R(0) = 0, R(n) = 15 · ⌈n / 15⌉ minutes
 *     R(n) 0  15  15  30  60
 *
 * Source: Microsoft Learn, "Mobile Plans callback notifications": the interval is rounded to 15 minutes.
 * Assumption: rounded up, as the example of 5 minutes is; the background task of Windows runs no later than it is due; and
 * who has been told that the network takes a while does not sit before it, so that nobody's patience ends the wait.
 */
import { type Microseconds, minutes } from '../../sim/index.ts';

/** How far apart Windows runs the background task of the app, at the least. */
export const registrationStep = minutes(15) as Microseconds;

/** Assumption: after the first attempt the app tries so many times again; no document gives a number. */
const repetitions = 8;
export const registrationAttempts = 1 + repetitions;

/**
 * @param interval  what the page asked for, in minutes; not below 0
 * @returns         from the enabling of the profile to the first attempt
 */
export const waitForRegistration = (interval: number): Microseconds =>
  (Math.ceil(interval / 15) * registrationStep) as Microseconds;
