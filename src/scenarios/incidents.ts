/**
 * The entries of `timeline` that claims may speak of: `during billing-down`, `after promo`, `outside incidents`. Outages are
 * incidents until their end; deployments and campaigns are not.
 */
import { tokensOf } from './expressions/tokens.ts';
import { readDuration, Unreadable } from './quantities.ts';
import { isRawMap, type Raw, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** A named stretch of the run. */
export interface NamedStretch {
  name: string;
  /** µs since local midnight of the day on which the run starts, as the clock words of the scenario. */
  from: number;
  until: number;
  isIncident: boolean;
}

/** Entries with a name and a moment that can be read; what is wrong with the others is said elsewhere. */
export function namedStretches(document: ScenarioDocument): readonly NamedStretch[] {
  const entries = rawAt(document.raw, ['timeline']);
  if (!Array.isArray(entries)) return [];
  return (entries as readonly Raw[]).flatMap((entry): NamedStretch[] => {
    if (!isRawMap(entry) || typeof entry.name !== 'string') return [];
    const from = clockOf(entry.at);
    if (from === undefined) return [];
    const lasts = typeof entry.for === 'string' ? orUndefined(() => readDuration(entry.for as string)) : undefined;
    return [{ name: entry.name, from, until: from + (lasts ?? 0), isIncident: entry.outage !== undefined }];
  });
}

function clockOf(raw: Raw | undefined): number | undefined {
  if (typeof raw !== 'string') return undefined;
  const [token] = orUndefined(() => tokensOf(raw)) ?? [];
  return token?.kind === 'clock' ? token.value : undefined;
}

function orUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof Unreadable) return undefined;
    throw problem;
  }
}
