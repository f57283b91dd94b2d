/** Other devices of a line: what they are, and what they use. */
import type { Distribution } from '../../sim/index.ts';
import type { DailyRate } from './clock.ts';

export interface FamilySettings {
  /** How many other devices share the plan of each line. */
  devices: number;
  /** Bytes that each of them would use in 30 days, drawn once for each. */
  monthly: Distribution;
  sessions: DailyRate;
  /** Bytes per second while a session lasts, the same for all. */
  sessionRate: number;
}
