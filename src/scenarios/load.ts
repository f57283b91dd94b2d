/**
 * Loads a scenario: reads the file as the text of a stranger, reports all its mistakes at once, and translates each of
 * its variants into the settings of a world.
 *
 *     file ─▶ plain tree with places ─▶ extends ─▶ --set ─▶ variants ─▶ schema and checks ─▶ WorldSettings
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Patch } from 'immer';
import type { WorldSettings } from '../models/settings.ts';
import { type Change, changesOf } from './changes.ts';
import { checkDocument, refuseCrowds } from './checks.ts';
import { checkExperiments } from './experiment-checks.ts';
import { type Surrounding, vocabulary } from './expressions/index.ts';
import { withExtended } from './extends.ts';
import { type NamedStretch, namedStretches } from './incidents.ts';
import { readLaws } from './laws.ts';
import { type Assumption, assumptionsOf } from './ledger.ts';
import { MeasuredFiles, type NamedFile, withFiles } from './measured-files.ts';
import { type Mistake, MistakesError, mistakeAt, sourceText } from './mistakes.ts';
import { eachOnce, notBuiltParts } from './not-built.ts';
import { type Completed, completed, type Preset } from './presets.ts';
import { type ProviderTable, providerTable } from './providers.ts';
import { type Expectation, type NamedMeasure, readQuestions } from './questions.ts';
import { isFactor } from './scaling.ts';
import type { Scenario } from './schema/scenario.ts';
import { mistakeAtKey, validate } from './schema/validate.ts';
import { type Replacement, readSet, readVariants, replaceSettings, type Variant } from './variants.ts';
import { worldSettings } from './world-settings.ts';
import { caps, decodeScenario, isRawMap, readYaml, type ScenarioDocument } from './yaml-document.ts';

export interface LoadOptions {
  /** `--set path=value`, in the order of the command line; they go through the same checks as the file. */
  set?: readonly (readonly [path: string, value: string])[];
  providers?: ProviderTable;
  /** What mistakes call the file, when not by its path. */
  shownAs?: string;
  /** The name of the scenario, when not from the name of the file. */
  name?: string;
  /** Where the files lie that the scenario names; for a file, the folder it lies in. */
  folder?: string;
}

export interface LoadedScenario {
  /** From the name of the file; safe as the name of a folder. */
  name: string;
  title: string;
  question: string;
  /** SHA-256 of the bytes of the file, in hexadecimal. */
  hash: string;
  /** The file itself, those that it extends, and those that it names. */
  files: readonly NamedFile[];
  /** As the file says it, for the reader; the settings carry it as an offset. */
  timeZone: string;
  /** In the order of the file; `baseline` alone when it names none. */
  variants: readonly string[];
  expectations: readonly Expectation[];
  /** Metrics of its own, in the order of the file. */
  metrics: readonly NamedMeasure[];
  /** Entries of the timeline that claims may speak of. */
  stretches: readonly NamedStretch[];
  warnings: readonly Mistake[];
  settingsFor(variant: string, change?: { seed?: number; replication?: number }): WorldSettings;
  /** What a variant changes in the file, as immer patches; none for the baseline. */
  patchesFor(variant: string): readonly Patch[];
  /** The same for people: each value with the one it takes the place of. */
  changesFor(variant: string): readonly Change[];
  assumptionsFor(variant: string): readonly Assumption[];
  /** Where the values of a variant come from that the file does not give. */
  presetFor(variant: string): Preset;
  /** What a variant says at each path, with the place, and its preset; without a variant, the file and `--set` as they stand. */
  completedFor(variant?: string): Completed;
}

/** With so many mistakes in the file itself, its variants are not worth the time that checking each of them takes. */
const mostBeforeVariants = 40;

interface LoadedVariant {
  settings: WorldSettings;
  patches: readonly Patch[];
  completed: Completed;
}

/**
 * Loads a scenario file.
 * @throws MistakesError with all mistakes when there is any
 */
export function loadScenario(file: string, options: LoadOptions = {}): LoadedScenario {
  return load(readBytes(file), options.shownAs ?? file, { folder: dirname(file), ...options });
}

/** The same for a text, from standard input or a test; `fileName` is what mistakes are reported under. */
export function loadScenarioText(
  text: string | Uint8Array,
  fileName: string,
  options: LoadOptions = {},
): LoadedScenario {
  return load(typeof text === 'string' ? new TextEncoder().encode(text) : text, fileName, options);
}

function readBytes(file: string): Uint8Array {
  const unreadable = (why: string) =>
    new MistakesError([
      { ...mistakeAt({ source: sourceText(file, '', false), start: 0, end: 0 }, { path: '', message: why }) },
    ]);
  try {
    const { size } = statSync(file);
    if (!statSync(file).isFile()) throw unreadable('This is not a file.');
    if (size > caps.bytes) throw unreadable(`The file has ${size} bytes; a scenario has at most 1 MiB.`);
    return readFileSync(file);
  } catch (problem) {
    if (problem instanceof MistakesError) throw problem;
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown error';
    throw unreadable(code === 'ENOENT' ? 'There is no such file.' : `The file cannot be read (${code}).`);
  }
}

function load(bytes: Uint8Array, file: string, options: LoadOptions): LoadedScenario {
  const measured = new MeasuredFiles(options.folder);
  return withFiles(measured, () => loadWith(measured, bytes, file, options));
}

function loadWith(measured: MeasuredFiles, bytes: Uint8Array, file: string, options: LoadOptions): LoadedScenario {
  const providers = options.providers ?? providerTable;
  const written = readYaml(decodeScenario(bytes, file), file);
  if (!isRawMap(written.raw))
    throw new MistakesError([
      ...written.mistakes,
      mistakeAtKey(written, [], '', 'Expected a scenario; its first line is `mpsim: 1`.'),
    ]);
  const { document: joined, files: extended } = withExtended(written, file, options.folder);
  const mistakes: Mistake[] = [...joined.mistakes];
  const sets = readSets(joined, options.set ?? [], mistakes);
  const document = sets.length === 0 ? joined : replaceSettings(joined, sets).document;

  refuseCrowds(document);
  const whole = completed(document);
  const base = validate(whole.document);
  mistakes.push(...base.mistakes, ...checkDocument(whole.document, providers), ...notBuiltParts(document));
  mistakes.push(...checkExperiments(document, options.folder));
  const { variants, mistakes: wrongVariants } = readVariants(document);
  const stretches = namedStretches(document);
  const around = surroundingOf(base.scenario, variants, stretches);
  const { expectations, metrics } = readQuestions(document, vocabulary, around, mistakes);
  readLaws(document, vocabulary, around, mistakes);
  mistakes.push(...wrongVariants, ...warnAboutShadowedSets(sets, variants));

  const name = options.name ?? scenarioName(file);
  const loaded = new Map<string, LoadedVariant>();
  const plain: LoadedVariant | undefined =
    base.scenario === undefined || isRefused(mistakes)
      ? undefined
      : { settings: worldSettings(base.scenario, name, 'baseline', providers), patches: [], completed: whole };
  const isHopeless = mistakes.filter(({ severity }) => severity === 'error').length > mostBeforeVariants;
  for (const variant of variants) {
    if (isHopeless) break;
    const one = variant.isBaseline
      ? renamed(plain, variant.name)
      : loadVariant(variant, document, { providers, mistakes, name, sets });
    if (one !== undefined) loaded.set(variant.name, one);
    if (plain !== undefined && one !== undefined && !variant.isBaseline && changesNothing(plain.settings, one.settings))
      mistakes.push(sameAsBaseline(document, variant, sets));
  }

  const all = inOrder(eachOnce([...mistakes, ...measured.mistakes]), [
    file,
    ...extended.map(({ name: other }) => other),
  ]);
  if (isRefused(all)) throw new MistakesError(all);
  if (base.scenario === undefined) throw new Error('a scenario was refused without a mistake');
  const { about, run } = base.scenario;
  const hash = createHash('sha256').update(bytes).digest('hex');
  return {
    name,
    title: about.title ?? name,
    question: about.question ?? '',
    hash,
    files: [{ name: file, hash }, ...extended, ...measured.files],
    timeZone: run.timeZone,
    variants: variants.map(variant => variant.name),
    expectations,
    metrics,
    stretches,
    warnings: all,
    settingsFor(variant, change = {}) {
      const { settings } = known(loaded, variant);
      return {
        ...settings,
        seed: change.seed ?? settings.seed,
        replication: change.replication ?? settings.replication,
      };
    },
    patchesFor: variant => known(loaded, variant).patches,
    changesFor: variant => changesOf(document, whole.document, known(loaded, variant).patches),
    assumptionsFor: variant => assumptionsOf(known(loaded, variant).completed),
    presetFor: variant => known(loaded, variant).completed.preset,
    completedFor: variant => (variant === undefined ? whole : known(loaded, variant).completed),
  };
}

const renamed = (one: LoadedVariant | undefined, variant: string): LoadedVariant | undefined =>
  one && { ...one, settings: { ...one.settings, variant } };

function readSets(
  document: ScenarioDocument,
  sets: NonNullable<LoadOptions['set']>,
  mistakes: Mistake[],
): readonly Replacement[] {
  const replacements: Replacement[] = [];
  for (const [path, value] of sets) {
    try {
      const read = readSet(path, value, document);
      mistakes.push(...read.mistakes);
      if (read.replacement !== undefined) replacements.push(read.replacement);
    } catch (problem) {
      if (!(problem instanceof MistakesError)) throw problem;
      mistakes.push(...problem.mistakes);
    }
  }
  return replacements;
}

interface Loading {
  providers: ProviderTable;
  mistakes: Mistake[];
  name: string;
  /** From the command line. */
  sets: readonly Replacement[];
}

function loadVariant(
  variant: Variant,
  base: ScenarioDocument,
  { providers, mistakes, name, sets }: Loading,
): LoadedVariant | undefined {
  const { document, patches } = replaceSettings(base, variant.replacements);
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
  return { settings: worldSettings(scenario, name, variant.name, providers), patches, completed: whole };
}

/** What is wrong at a path stays so when it is taken some times, and has been said where it is written. */
function withoutScaled(found: readonly Mistake[], { replacements }: Variant, said: readonly Mistake[]): Mistake[] {
  const scaled = new Set(replacements.filter(({ raw }) => isFactor(raw)).map(({ path }) => path.join('.')));
  return found.filter(({ path }) => !(scaled.has(path) && said.some(other => other.path === path)));
}

/** A variant that only --set has made equal to the others is told, and runs. */
function sameAsBaseline(document: ScenarioDocument, variant: Variant, sets: readonly Replacement[]): Mistake {
  const { name } = variant;
  const message = `The variant \`${name}\` changes nothing. Write \`${name}: baseline\`, or change a value.`;
  const mistake = mistakeAtKey(document, ['variants', name], '', message);
  return isShadowing(variant, sets) ? { ...mistake, severity: 'warning' } : mistake;
}

/** Whether a variant sets what a command line sets too. */
const isShadowing = ({ replacements }: Variant, sets: readonly Pick<Replacement, 'path'>[]): boolean =>
  sets.some(({ path }) => replacements.some(other => other.path.every((name, i) => path[i] === name)));

/** A variant replaces what the file says, and `--set` is part of what the file says. */
function warnAboutShadowedSets(sets: readonly Replacement[], variants: readonly Variant[]): Mistake[] {
  return sets.flatMap(({ path, placesOf }) =>
    variants
      .filter(variant => isShadowing(variant, [{ path }]))
      .map(({ name }) => {
        const message = `The variant \`${name}\` sets this itself, so --set changes the others only.`;
        const { key, value } = placesOf([]);
        return mistakeAt(key ?? value, { path: path.join('.'), message, severity: 'warning' });
      }),
  );
}

/** What the file adds to the words of its claims; of a scenario with mistakes, only what is certain. */
function surroundingOf(
  scenario: Scenario | undefined,
  variants: readonly Variant[],
  stretches: readonly NamedStretch[],
): Surrounding {
  return {
    ...(variants.length === 0 ? {} : { variants: variants.map(({ name }) => name) }),
    timeline: stretches.map(({ name, from, until }) => ({ name, lasts: until > from })),
    ...(scenario === undefined
      ? {}
      : {
          length: scenario.run.length,
          currencies: [...new Set(Object.values(scenario.operators).map(({ plan }) => plan.price.currency))],
        }),
  };
}

/** Whether two variants are the same world but for their names. */
function changesNothing(one: WorldSettings, other: WorldSettings): boolean {
  return isDeepStrictEqual({ ...one, variant: '' }, { ...other, variant: '' });
}

/** Nothing is ignored: what is not built yet cannot be run, as little as what is wrong. */
const isRefused = (mistakes: readonly Mistake[]): boolean => mistakes.some(({ severity }) => severity !== 'warning');

/** Each mistake once, in the order of the file, those of the files it extends after it, those of `--set` at the end. */
function inOrder(mistakes: readonly Mistake[], files: readonly string[]): Mistake[] {
  const once = new Map(
    mistakes.map(mistake => [[mistake.file, mistake.line, mistake.column, mistake.message].join('\n'), mistake]),
  );
  const rank = ({ file }: Mistake) => (files.includes(file) ? files.indexOf(file) : files.length);
  return [...once.values()].sort((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column);
}

function known(loaded: ReadonlyMap<string, LoadedVariant>, variant: string): LoadedVariant {
  const found = loaded.get(variant);
  if (found === undefined) throw new Error(`no variant "${variant}"; there are: ${[...loaded.keys()].join(', ')}`);
  return found;
}

/** `scenarios/reset-day.yaml` is `reset-day`; characters that a folder's name may not have become hyphens. */
function scenarioName(file: string): string {
  const base = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1).replace(/\.ya?ml$/i, '');
  const safe = base.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return safe === '' ? 'scenario' : safe.slice(0, 100);
}
