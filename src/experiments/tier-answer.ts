/** Which tier of a back end breaks first, and why: a sentence or two for the answer. */
import { formatDuration, formatNumber } from './format.ts';
import type { TierRow, TierTrouble } from './run-result.ts';

const reasons: Record<TierTrouble, (tier: TierRow) => string> = {
  threads: ({ threads }) => `all of its ${threads} threads were held`,
  full: () => 'its queue was full',
  limit: () => 'more came than its limit lets pass',
  refused: () => 'it refused what came',
  hung: () => 'it hung',
  error: () => 'calls failed there',
  timeout: () => 'its callers waited for it in vain',
  breaker: () => 'its callers had stopped asking it',
};

/** Nothing where no tier has threads of its own and none failed. */
export function tiersInWords(tiers: readonly TierRow[], clock: (moment_us: number) => string): string[] {
  const first = tiers.reduce<TierRow | undefined>(
    (earliest, tier) =>
      tier.firstToFail !== null && (earliest?.firstToFail?.at_us ?? Infinity) > tier.firstToFail.at_us
        ? tier
        : earliest,
    undefined,
  );
  const ours = tiers.filter(({ threads }) => threads !== undefined);
  if (first === undefined || first.firstToFail === null) {
    const held = mostHeld(ours);
    return held === undefined
      ? []
      : [`No tier of the back end failed; ${held.name} came nearest, with ${heldOf(held)} threads held.`];
  }
  const { reason, at_us, perSecond, incident: on } = first.firstToFail;
  const during = on === undefined ? '' : ` during ${on}`;
  // Fewer than one a minute are no load that could have broken it.
  const load = perSecond < 1 / 60 ? '' : `, when ${loadOf(perSecond)} came`;
  const sentence = `The first tier to fail was ${first.name}, at ${clock(at_us)}${during}${load}: ${reasons[reason](first)}.`;
  const held = mostHeld(ours.filter(({ waits }) => waits !== null));
  if (held === undefined || held.worst === null) return [sentence];
  const each =
    held.worst.waited_us === undefined
      ? ''
      : `, each for ${formatDuration(held.worst.waited_us)} while it waited for others`;
  return [sentence, `${capital(held.name)} had at most ${heldOf(held)} threads held${each}.`];
}

const loadOf = (perSecond: number): string =>
  perSecond < 1 ? `${formatNumber(60 * perSecond)} calls a minute` : `${formatNumber(perSecond)} calls a second`;

/** The tier that had the largest share of its threads held. */
function mostHeld(tiers: readonly TierRow[]): TierRow | undefined {
  const share = ({ heldPeak, threads }: TierRow) => (threads === undefined ? -1 : heldPeak / threads);
  return tiers.reduce<TierRow | undefined>(
    (most, tier) => (most === undefined || share(tier) > share(most) ? tier : most),
    undefined,
  );
}

const heldOf = ({ heldPeak, threads }: TierRow): string => `${heldPeak} of ${threads}`;
const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
