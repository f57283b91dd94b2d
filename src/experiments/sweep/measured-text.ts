/** The measured side of a comparison as it was written: `p95(getBalance.latency)` of `p95(getBalance.latency) <= 400 ms`. */
import type { Claim } from '../../scenarios/index.ts';

/** Undefined where the claim is no single comparison with the measured side in front. */
export function measuredText({ text, comparison, term }: Claim): string | undefined {
  if (comparison === undefined || term.kind !== 'compare' || term.left.kind === 'constant') return undefined;
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i]!;
    if ('(['.includes(character)) depth += 1;
    else if (')]'.includes(character)) depth -= 1;
    else if (depth === 0 && /[<>=!]/.test(character)) return text.slice(0, i).trim();
  }
  return undefined;
}
