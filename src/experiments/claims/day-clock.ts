/**
 * The local clock of a run, as claims read it: `09:00` and `day 2 11:00` count from midnight of the day on which the run
 * starts. The run starts some way into that day, and its clock may be put forward or back once.
 */
import type { WorldSettings } from '../../models/index.ts';

export interface DayClock {
  /** How far into its local day the run begins, in µs. */
  startOfDay: number;
  /** When the clock changes, in µs since the start of the run, and how far it is then put forward; back where negative. */
  change?: { at: number; forward: number };
}

const day = 86_400_000_000;

export function dayClockOf({
  startUtc_ms,
  utcOffset,
  utcChange,
}: Pick<WorldSettings, 'startUtc_ms' | 'utcOffset' | 'utcChange'>): DayClock {
  const local = startUtc_ms * 1000 + utcOffset;
  return {
    startOfDay: ((local % day) + day) % day,
    ...(utcChange && { change: { at: utcChange.at, forward: utcChange.utcOffset - utcOffset } }),
  };
}

/**
 * @param shown  what the clock shows, in µs since midnight of the first day
 * @returns      in µs since the start of the run: the first such moment where the clock shows it twice, and that of the
 *               change where the clock skips it
 */
export function momentOfClock(shown: number, { startOfDay, change }: DayClock): number {
  const moment = shown - startOfDay;
  return change === undefined || moment < change.at ? moment : Math.max(change.at, moment - change.forward);
}

/** What the clock shows at a moment of the run: `11:10:01`, and `day 2 11:10:01` from the second day on. */
export function clockShown(moment: number, { startOfDay, change }: DayClock): string {
  const shift = change !== undefined && moment >= change.at ? change.forward : 0;
  const seconds = Math.floor((moment + startOfDay + shift) / 1e6);
  const two = (n: number) => String(n).padStart(2, '0');
  const ofDay = seconds % 86_400;
  const time = `${two(Math.floor(ofDay / 3600))}:${two(Math.floor(ofDay / 60) % 60)}:${two(ofDay % 60)}`;
  const nth = Math.floor(seconds / 86_400) + 1;
  return nth === 1 ? time : `day ${nth} ${time}`;
}
