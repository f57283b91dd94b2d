/**
 * Loads a scenario: reads the file as the text of a stranger, reports all its mistakes at once, and translates each of
 * its variants into the settings of a world.
 *
 *     file ─▶ plain tree with places ─▶ extends ─▶ variants ─▶ --set ─▶ schema and checks ─▶ WorldSettings
 */
import { dirname, posix } from 'node:path';
import type { Patch } from 'immer';
import type { WorldSettings } from '../models/settings.ts';
import { type Asked, readAsked } from './asked.ts';
import { type Change, changesOf } from './changes.ts';
import { checkDocument } from './checks.ts';
import { refuseCrowds } from './crowds.ts';
import { dottedPath, namedPath } from './dotted-path.ts';
import { checkExperiments } from './experiment-checks.ts';
import { type Surrounding, vocabulary } from './expressions/index.ts';
import { withExtended } from './extends.ts';
import { readLaws } from './laws.ts';
import { type Assumption, assumptionsOf } from './ledger.ts';
import { MeasuredFiles, withFiles } from './measured-files.ts';
import { type Mistake, MistakesError, mistakeAt, sourceText } from './mistakes.ts';
import { eachOnce, notBuiltParts } from './not-built.ts';
import { type OwnValue, overruled, overruledByTries, ownValue } from './precedence.ts';
import { type Completed, completed, type Preset } from './presets.ts';
import { type ProviderTable, providerTable } from './providers.ts';
import { warnAboutFiles } from './provisioning-file-checks.ts';
import { Unreadable } from './quantities.ts';
import { type Expectation, type NamedMeasure, readQuestions, type ServiceLevel } from './questions.ts';
import { type Folder, type NamedFile, namedFile, shownIn } from './scenario-folder.ts';
import type { Scenario } from './schema/scenario.ts';
import { readPath } from './schema/tree.ts';
import { validate } from './schema/validate.ts';
import { readSmallFile } from './small-file.ts';
import { namedEntries } from './timeline.ts';
import {
  changesNothing,
  isRefused,
  type LoadedVariant,
  loadVariant,
  renamed,
  sameAsBaseline,
} from './variant-world.ts';
import { type Replacement, readSet, readVariants, replaceSettings, type Variant } from './variants.ts';
import { worldSettings } from './world-settings.ts';
import { caps, readScenario, type ScenarioDocument } from './yaml-document.ts';

export interface LoadOptions {
  /** `--set path=value`, in the order of the command line; they go through the same checks as the file. */
  set?: readonly (readonly [path: string, value: string])[];
  providers?: ProviderTable;
  /** What mistakes call the file, when not by its path. */
  shownAs?: string;
  /** The name of the scenario, when not from the name of the file. */
  name?: string;
  /** Where the files lie that the scenario names; for a file, the folder it lies in. */
  folder?: Folder;
}

export interface LoadedScenario extends Asked {
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
  /** Service levels, in the order of the file. */
  slo: readonly ServiceLevel[];
  /** Everything a run is judged by: what is expected, and the service levels as questions. */
  claims: readonly Expectation[];
  /** How many replications an experiment makes unless it is told otherwise; undefined where the file does not say. */
  replications: number | undefined;
  warnings: readonly Mistake[];
  settingsFor(variant: string, change?: { seed?: number; replication?: number }): WorldSettings;
  /** What a variant changes in the file, as immer patches, entries of the timeline by their names; none for the baseline. */
  patchesFor(variant: string): readonly Patch[];
  /** The same for people: each value with the one it takes the place of. */
  changesFor(variant: string): readonly Change[];
  /** What a variant itself says at a path, unless it scales what stands there; undefined where it says nothing. */
  saidBy(variant: string, path: string): OwnValue | undefined;
  /** A sentence for each path at which values are tried and the variant says something itself. */
  overruledBy(variant: string, paths: readonly string[]): string[];
  assumptionsFor(variant: string): readonly Assumption[];
  /** Where the values of a variant come from that the file does not give. */
  presetFor(variant: string): Preset;
  /** What a variant says at each path, with the place, and its preset; without a variant, the file and `--set` as they stand. */
  completedFor(variant?: string): Completed;
}

/** With so many mistakes in the file itself, its variants are not worth the time that checking each of them takes. */
const mostBeforeVariants = 40;

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
  try {
    return readSmallFile(file, { bytes: caps.bytes, inWords: 'a scenario has at most 1 MiB' });
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    const place = { source: sourceText(file, '', false), start: 0, end: 0 };
    throw new MistakesError([mistakeAt(place, { path: '', message: problem.message })]);
  }
}

function load(bytes: Uint8Array, file: string, options: LoadOptions): LoadedScenario {
  const measured = new MeasuredFiles(options.folder);
  return withFiles(measured, () => loadWith(measured, bytes, file, options));
}

function loadWith(measured: MeasuredFiles, bytes: Uint8Array, file: string, options: LoadOptions): LoadedScenario {
  const providers = options.providers ?? providerTable;
  const { document: joined, files: extended } = withExtended(readScenario(bytes, file), file, options.folder);
  const mistakes: Mistake[] = [...joined.mistakes];
  const sets = readSets(joined, options.set ?? [], mistakes);
  const document = sets.length === 0 ? joined : replaceSettings(joined, sets).document;

  refuseCrowds(document);
  const whole = completed(document);
  const base = validate(whole.document);
  mistakes.push(...base.mistakes, ...checkDocument(whole.document, providers), ...notBuiltParts(document));
  mistakes.push(...checkExperiments(document, options.folder));
  const { variants, mistakes: wrongVariants } = readVariants(document);
  const around = surroundingOf(document, base.scenario, variants);
  const { expectations, metrics, slo } = readQuestions(document, vocabulary, around, mistakes);
  const asked = readAsked(document, mistakes);
  readLaws(document, vocabulary, around, mistakes);
  mistakes.push(...wrongVariants, ...warnAboutOverruled(document, sets, variants));

  const name = options.name ?? scenarioName(file);
  const loaded = new Map<string, LoadedVariant>();
  const plain: LoadedVariant | undefined =
    base.scenario === undefined || isRefused(mistakes)
      ? undefined
      : {
          settings: worldSettings(base.scenario, { name, variant: 'baseline', providers, raw: whole.document.raw }),
          patches: [],
          completed: whole,
        };
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

  const understood = [...(plain === undefined ? [] : [plain]), ...loaded.values()];
  mistakes.push(
    ...warnAboutFiles(
      understood.map(({ settings, completed: { document: of } }) => ({ settings, document: of })),
      named => shownIn(options.folder, named),
    ),
  );

  const all = inOrder(eachOnce([...mistakes, ...measured.mistakes]), [
    file,
    ...extended.map(({ name: other }) => other),
  ]);
  if (isRefused(all)) throw new MistakesError(all);
  if (base.scenario === undefined) throw new Error('a scenario was refused without a mistake');
  const { about, run } = base.scenario;
  const own = namedFile(file, posix.basename(file), bytes);
  const saidBy: LoadedScenario['saidBy'] = (variant, path) => {
    const one = variants.find(({ name: other }) => other === variant);
    const target = readPath(path, document.raw);
    return one === undefined || target === undefined ? undefined : ownValue(one, target);
  };
  return {
    name,
    title: about.title ?? name,
    question: about.question ?? '',
    hash: own.hash,
    files: [own, ...extended, ...measured.files],
    timeZone: run.timeZone,
    variants: variants.map(variant => variant.name),
    expectations,
    metrics,
    slo,
    claims: [...expectations, ...slo.map(questionOf)],
    ...asked,
    replications: run.replications,
    warnings: all,
    settingsFor(variant, change = {}) {
      const { settings } = known(loaded, variant);
      return {
        ...settings,
        seed: change.seed ?? settings.seed,
        replication: change.replication ?? settings.replication,
      };
    },
    patchesFor: variant =>
      known(loaded, variant).patches.map(patch => ({
        ...patch,
        path: [...namedPath(document.raw, patch.path.map(String))],
      })),
    changesFor: variant => changesOf(document, whole.document, known(loaded, variant).patches),
    saidBy,
    overruledBy: (variant, paths) =>
      [...new Set(paths)].flatMap(path => {
        const own = saidBy(variant, path);
        return own === undefined ? [] : [overruledByTries(variant, own, path)];
      }),
    assumptionsFor: variant => assumptionsOf(known(loaded, variant).completed),
    presetFor: variant => known(loaded, variant).completed.preset,
    completedFor: variant => (variant === undefined ? whole : known(loaded, variant).completed),
  };
}

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

/** Whoever asks for one value everywhere should know which variant said otherwise. */
function warnAboutOverruled(
  { raw }: ScenarioDocument,
  sets: readonly Replacement[],
  variants: readonly Variant[],
): Mistake[] {
  return sets.flatMap(({ path, placesOf }) =>
    variants.flatMap(variant => {
      const own = ownValue(variant, path);
      if (own === undefined) return [];
      const { key, value } = placesOf([]);
      const about = { path: dottedPath(raw, path), message: overruled(variant.name, own) };
      return [mistakeAt(key ?? value, { ...about, severity: 'warning' })];
    }),
  );
}

/** What the file adds to the words of its claims; of a scenario with mistakes, only what is certain. */
function surroundingOf(
  document: ScenarioDocument,
  scenario: Scenario | undefined,
  variants: readonly Variant[],
): Surrounding {
  return {
    ...(variants.length === 0 ? {} : { variants: variants.map(({ name }) => name) }),
    timeline: namedEntries(document),
    ...(scenario === undefined
      ? {}
      : {
          length: scenario.run.length,
          currencies: [...new Set(Object.values(scenario.operators).map(({ plan }) => plan.price.currency))],
        }),
  };
}

/** Each mistake once, in the order of the file, those of the files it extends after it, those of `--set` at the end. */
function inOrder(mistakes: readonly Mistake[], files: readonly string[]): Mistake[] {
  const once = new Map(
    mistakes.map(mistake => [[mistake.file, mistake.line, mistake.column, mistake.message].join('\n'), mistake]),
  );
  const rank = ({ file }: Mistake) => (files.includes(file) ? files.indexOf(file) : files.length);
  return [...once.values()].sort((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column);
}

/** A service level is answered by a run; what must meet it is the size that `mpsim capacity` finds. */
const questionOf = ({ name, claim }: ServiceLevel): Expectation => ({
  text: claim.text,
  why: `service level ${name}`,
  level: 'question',
  claim,
});

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
