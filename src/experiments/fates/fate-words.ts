/** A fate in a few words: `gave up 14:03 (network not ready after 6 min)`, `online 14:18`. */
import type { Fate } from './fate.ts';

const endWords = { cancelled: 'cancelled', abandoned: 'gave up', failed: 'failed' } as const;

/** How a purchase ended without service, with the reason. */
export function endInWords({ end, because }: Pick<Fate, 'end' | 'because'>): string {
  const words = end === 'done' || end === 'still open' ? endWords.abandoned : endWords[end];
  return because === undefined ? words : `${words}: ${because}`;
}

/** @param clock  what the local clock shows at a moment, as short as it is told */
export function fateInWords(fate: Fate | undefined, clock: (moment: number) => string): string {
  if (fate === undefined) return 'never came';
  const { end, because, endedAt_us, onlineAt_us } = fate;
  if (onlineAt_us !== undefined) return `online ${clock(onlineAt_us)}`;
  if (end === 'done' || end === 'still open') return 'still under way when the run ended';
  const when = endedAt_us === undefined ? '' : ` ${clock(endedAt_us)}`;
  return `${endWords[end]}${when}${because === undefined ? '' : ` (${because})`}`;
}
