/** The world of one variant: the document with the variant's values, completed, checked, and translated. */
import { isDeepStrictEqual } from 'node:util';
import type { Patch } from 'immer';
import type { WorldSettings } from '../models/settings.ts';
import { checkDocument } from './checks.ts';
import { refuseCrowds } from './crowds.ts';
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey } from './mistakes-at.ts';
import { notBuiltParts } from './not-built.ts';
import { type Completed, completed } from './presets.ts';
import type { ProviderTable } from './providers.ts';
import { validate } from './schema/validate.ts';
import { replaceSettings, type Variant } from './variants.ts';
import { worldSettings } from './world-settings.ts';
import type { ScenarioDocument } from './yaml-document.ts';

export interface LoadedVariant {
  settings: WorldSettings;
  patches: readonly Patch[];
  completed: Completed;
}

/** Nothing is ignored: what is not built yet cannot be run, as little as what is wrong. */
export const isRefused = (mistakes: readonly Mistake[]): boolean =>
  mistakes.some(({ severity }) => severity !== 'warning');

export const renamed = (one: LoadedVariant | undefined, variant: string): LoadedVariant | undefined =>
  one && { ...one, settings: { ...one.settings, variant } };

export function loadVariant(
  variant: Variant,
  base: ScenarioDocument,
  providers: ProviderTable,
  mistakes: Mistake[],
  name: string,
): LoadedVariant | undefined {
  const { document, patches } = replaceSettings(base, variant.replacements);
  refuseCrowds(document);
  const whole = completed(document);
  const { scenario, mistakes: found } = validate(whole.document);
  if (variant.replacements.length > 0 && patches.length === 0) mistakes.push(sameAsBaseline(base, variant.name));
  mistakes.push(...found, ...checkDocument(whole.document, providers), ...notBuiltParts(document));
  if (scenario === undefined || isRefused(mistakes)) return undefined;
  return { settings: worldSettings(scenario, name, variant.name, providers), patches, completed: whole };
}

export const sameAsBaseline = (document: ScenarioDocument, name: string): Mistake =>
  mistakeAtKey(
    document,
    ['variants', name],
    '',
    `The variant \`${name}\` changes nothing. Write \`${name}: baseline\`, or change a value.`,
  );

/** Whether two variants are the same world but for their names. */
export function changesNothing(one: WorldSettings, other: WorldSettings): boolean {
  return isDeepStrictEqual({ ...one, variant: '' }, { ...other, variant: '' });
}
