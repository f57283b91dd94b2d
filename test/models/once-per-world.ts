/** Properties that try the same generated worlds share what each of them gives, so that it is run once for all. */
import type { WorldSettings } from '../../src/models/settings.ts';

/** Settings are data, so a text tells them apart; JSON has no infinite numbers of its own. */
const textOf = (settings: WorldSettings): string =>
  JSON.stringify(settings, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );

/** The same function, which works its answer out once for each world. */
export function oncePerWorld<Answer>(work: (settings: WorldSettings) => Answer): (settings: WorldSettings) => Answer {
  const known = new Map<string, { answer: Answer }>();
  return settings => {
    const name = textOf(settings);
    const found = known.get(name) ?? { answer: work(settings) };
    known.set(name, found);
    return found.answer;
  };
}
