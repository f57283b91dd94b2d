/**
 * Checks of what experiments vary and judge: paths and names must exist, ranges must be values of the setting they are
 * for, measurements lie in the folder of the scenario.
 */
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { didYouMean } from './nearest-word.ts';
import { checkOwnName } from './own-names.ts';
import { Unreadable } from './quantities.ts';
import { checkRange, readRange } from './ranges.ts';
import { type Folder, readInFolder } from './scenario-folder.ts';
import { faultKinds } from './schema/experiments.ts';
import { factor } from './schema/phrases.ts';
import type { SettingFacts } from './schema/setting.ts';
import { keysAt, readPath, schemaAt } from './schema/tree.ts';
import { knownPaths, unknownPath } from './unknown-path.ts';
import { checkReading, expectedNames, mistakesOfEach, namesAt, textAt } from './written-values.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

const mostHints = 10;
/** Paths that ask about settings, and are none themselves. */
const asks = /^(?:assume|observed|size|check)\./;

export function checkExperiments(document: ScenarioDocument, folder: Folder | undefined): Mistake[] {
  const advice = pathAdvice(document);
  return [
    ...checkAssume(document, advice),
    ...checkSize(document, advice),
    ...checkGenerated(document, advice),
    ...namesAt(document, ['slo']).flatMap(name => checkOwnName(document, ['slo', name], 'a service level')),
    ...namesAt(document, ['observed']).flatMap(name =>
      checkReading(document, ['observed', name, 'file'], file => readInFolder(folder, file)),
    ),
  ];
}

/* ---- assume ---- */

function checkAssume(document: ScenarioDocument, advice: (dotted: string) => string): Mistake[] {
  return namesAt(document, ['assume']).flatMap(dotted => {
    const here = ['assume', dotted];
    const facts = factsAt(readPath(dotted, document.raw));
    if (facts === undefined) return [mistakeAtKey(document, here, '', advice(dotted))];
    return checkValues(document, here, value => (/^x ?\d/.test(value) ? factor.read(value) : facts.read(value)));
  });
}

/** Values of a range or a choice, each read as the setting would read it. */
function checkValues(document: ScenarioDocument, path: Path, read: (value: string) => unknown): Mistake[] {
  return checkReading(document, path, text => {
    if (isRange(text)) checkRange(text, read);
  });
}

/** What is no range at all, the schema has said. */
function isRange(text: string): boolean {
  try {
    readRange(text);
    return true;
  } catch (problem) {
    if (problem instanceof Unreadable) return false;
    throw problem;
  }
}

function factsAt(path: Path | undefined): SettingFacts | undefined {
  const node = path === undefined ? undefined : schemaAt(path);
  return node?.kind === 'setting' ? node.facts : undefined;
}

/** What to say of a path that does not exist. Only the first ones are compared with all that do: that takes time. */
function pathAdvice(document: ScenarioDocument): (dotted: string) => string {
  let known: string[] | undefined;
  let hints = 0;
  return dotted => {
    known ??= knownPaths(document.raw, path => !asks.test(path));
    hints += 1;
    return unknownPath(dotted, document.raw, hints > mostHints ? [] : known);
  };
}

/* ---- size ---- */

function checkSize(document: ScenarioDocument, advice: (dotted: string) => string): Mistake[] {
  const sizes = tierSettings(document);
  const named = (part: string, read: (here: Path, facts: SettingFacts) => Mistake[]) =>
    mistakesOfEach(namesAt(document, ['size', part]), name => {
      const here = ['size', part, name];
      const paths = sizes.get(name) ?? [readPath(name, document.raw)];
      const facts = factsAt(paths[0]);
      if (facts === undefined) {
        const message = name.startsWith('timeline.')
          ? advice(name)
          : `No \`${name}\` of a tier of the back end.${didYouMean(name, sizes.keys())}`;
        return [mistakeAtKey(document, here, '', message)];
      }
      if (paths.length === 1) return read(here, facts);
      const message = `Of which operator? Write \`${paths[0]?.join('.')}\` or \`${paths[1]?.join('.')}\`.`;
      return [mistakeAtKey(document, here, '', message)];
    });
  return [
    ...named('choose', (here, facts) => checkValues(document, here, facts.read)),
    ...named('cost', () => []),
    ...checkMeet(document),
  ];
}

/** `billing.servers` is short for the setting of that tier, of whichever operator has it. */
export function tierSettings(document: ScenarioDocument): ReadonlyMap<string, readonly Path[]> {
  const found = new Map<string, Path[]>();
  for (const operator of namesAt(document, ['operators']))
    for (const tier of namesAt(document, ['operators', operator, 'backend'])) {
      const path = ['operators', operator, 'backend', tier];
      for (const key of keysAt(path)) {
        const name = `${tier}.${key}`;
        found.set(name, [...(found.get(name) ?? []), [...path, key]]);
      }
    }
  return found;
}

function checkMeet(document: ScenarioDocument): Mistake[] {
  const slo = namesAt(document, ['slo']);
  const meet = rawAt(document.raw, ['size', 'meet']);
  const wanted = Array.isArray(meet) ? meet.map((_, i) => ['size', 'meet', String(i)]) : [['size', 'meet']];
  return wanted.flatMap(here => {
    const name = textAt(document, here);
    if (name === undefined || name === '' || slo.includes(name)) return [];
    if (name === 'all slo' && slo.length > 0) return [];
    if (slo.length === 0) return [mistakeAtValue(document, here, 'There is no `slo` to meet.')];
    const message = `Expected \`all slo\`, or names of them: ${slo.join(', ')}.${didYouMean(name, ['all slo', ...slo])}`;
    return [mistakeAtValue(document, here, message)];
  });
}

/* ---- check ---- */

function checkGenerated(document: ScenarioDocument, advice: (dotted: string) => string): Mistake[] {
  const variants = namesAt(document, ['variants']);
  const keep = itemsAt(document, ['check', 'keep']).filter(
    here => readPath(textAt(document, here) ?? '', document.raw) === undefined,
  );
  const any = namesAt(document, ['check', 'any']).flatMap(dotted => {
    const here = ['check', 'any', dotted];
    if (dotted === 'variant') return checkValues(document, here, name => knownVariant(name, variants));
    const facts = factsAt(readPath(dotted, document.raw));
    return facts === undefined
      ? [mistakeAtKey(document, here, '', advice(dotted))]
      : checkValues(document, here, facts.read);
  });
  const kinds = itemsAt(document, ['check', 'faults', 'kinds']).flatMap(here =>
    checkReading(document, here, knownFault),
  );
  return [...keep.map(here => mistakeAtValue(document, here, advice(textAt(document, here) ?? ''))), ...any, ...kinds];
}

function itemsAt(document: ScenarioDocument, path: Path): readonly Path[] {
  const list = rawAt(document.raw, path);
  return Array.isArray(list) ? list.map((_, i) => [...path, String(i)]).filter(here => textAt(document, here)) : [];
}

function knownVariant(name: string, variants: readonly string[]): void {
  if (!variants.includes(name))
    throw new Unreadable(`No variant \`${name}\`.${expectedNames(variants)}${didYouMean(name, variants)}`);
}

/** `payment.declined`, or `payment.*` for all of one system. */
function knownFault(kind: string): void {
  const systems = [...new Set(faultKinds.map(known => known.split('.')[0]))];
  const all = systems.map(system => `${system}.*`);
  if (faultKinds.some(known => known === kind) || all.includes(kind)) return;
  throw new Unreadable(
    `No fault \`${kind}\`. Expected one like \`payment.declined\`, or all of a system: ${all.join(', ')}.${didYouMean(kind, [...all, ...faultKinds])}`,
  );
}
