/** The settings that say how much load there is, and the same scenario with more or less of it. */
import type { WorldSettings } from '../../models/index.ts';
import type { Sets } from '../../scenarios/index.ts';

/** Replacements that make all load so many times what it is; none for once. */
export function scaledLoad({ groups }: Pick<WorldSettings, 'groups'>, factor: number): Sets {
  if (factor === 1) return [];
  return groups.flatMap(({ name, count, arrive, load }): Sets => {
    const path = `population.${name}`;
    if (load !== undefined) return [[`${path}.load.rate`, `x${factor}`]];
    if (arrive !== undefined) return [[`${path}.arrive`, `x${factor}`]];
    return [[`${path}.count`, String(Math.max(1, Math.round(count * factor)))]];
  });
}

/** SIMs that there are, those that a load test asks about among them; those of people who come are not known before. */
export const simsOf = ({ groups }: Pick<WorldSettings, 'groups'>): number =>
  groups.reduce((sum, { count, load }) => sum + (load === undefined ? count : load.iccids), 0);
