/** The world of one variant: the document with the variant's values, completed, checked, and translated. */
import { isDeepStrictEqual } from 'node:util';
import type { Patch } from 'immer';
import type { WorldSettings } from '../models/settings.ts';
import { checkDocument } from './checks.ts';
import { refuseCrowds } from './crowds.ts';
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey } from './mistakes-at.ts';
import { notBuiltParts } from './not-built.ts';
import { ownValue, withCommandLine } from './precedence.ts';
import { type Completed, completed } from './presets.ts';
import type { ProviderTable } from './providers.ts';
import { isFactor } from './scaling.ts';
import { validate } from './schema/validate.ts';
import { type Replacement, replaceSettings, type Variant } from './variants.ts';
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

interface Loading {
  providers: ProviderTable;
  mistakes: Mistake[];
  name: string;
  /** From the command line. */
  sets: readonly Replacement[];
}

export function loadVariant(
  variant: Variant,
  base: ScenarioDocument,
  { providers, mistakes, name, sets }: Loading,
): LoadedVariant | undefined {
  const { document, patches } = replaceSettings(base, withCommandLine(variant.replacements, sets));
  refuseCrowds(document);
  const whole = completed(document);
  const { scenario, mistakes: found } = validate(whole.document);
  if (variant.replacements.length > 0 && patches.length === 0) mistakes.push(sameAsBaseline(base, variant, sets));
  mistakes.push(
    ...withoutScaled(found, variant, mistakes),
    ...checkDocument(whole.document, providers),
    ...notBuiltParts(document),
  );
  if (scenario === undefined || isRefused(mistakes)) return undefined;
  return {
    settings: worldSettings(scenario, { name, variant: variant.name, providers, raw: whole.document.raw }),
    patches,
    completed: whole,
  };
}

/** What is wrong at a path stays so when it is taken some times, and has been said where it is written. */
function withoutScaled(found: readonly Mistake[], { replacements }: Variant, said: readonly Mistake[]): Mistake[] {
  const scaled = new Set(replacements.filter(({ raw }) => isFactor(raw)).map(({ path }) => path.join('.')));
  return found.filter(({ path }) => !(scaled.has(path) && said.some(other => other.path === path)));
}

/** A variant that only the command line has made equal to the others is told, and runs. */
export function sameAsBaseline(document: ScenarioDocument, variant: Variant, sets: readonly Replacement[]): Mistake {
  const { name } = variant;
  const at = (message: string) => mistakeAtKey(document, ['variants', name], '', message);
  if (!sets.some(({ path }) => ownValue(variant, path) !== undefined))
    return at(`The variant \`${name}\` changes nothing. Write \`${name}: baseline\`, or change a value.`);
  return {
    ...at(`With the values of the command line the variant \`${name}\` is the same as the file without it.`),
    severity: 'warning',
  };
}

/** Whether two variants are the same world but for their names. */
export function changesNothing(one: WorldSettings, other: WorldSettings): boolean {
  return isDeepStrictEqual({ ...one, variant: '' }, { ...other, variant: '' });
}
