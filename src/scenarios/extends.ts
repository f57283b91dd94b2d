/**
 * `extends: other.yaml`: a scenario that changes another one of the same folder. Maps are merged key by key; lists and
 * single values are replaced as a whole. Every mistake keeps the place where it was written.
 */
import { posix } from 'node:path';
import { alternativeTo } from './alternatives.ts';
import { type Mistake, MistakesError } from './mistakes.ts';
import { mistakeAtValue } from './mistakes-at.ts';
import { Unreadable } from './quantities.ts';
import { type Folder, type NamedFile, namedFile, readInFolder } from './scenario-folder.ts';
import { textAt } from './written-values.ts';
import {
  isRawMap,
  type Path,
  type Places,
  type Raw,
  rawAt,
  readScenario,
  type ScenarioDocument,
} from './yaml-document.ts';

const deepest = 5;

/** Reads the scenarios that a document extends, and puts it on top of them. */
export function withExtended(
  own: ScenarioDocument,
  file: string,
  folder: Folder | undefined,
): { document: ScenarioDocument; files: readonly NamedFile[] } {
  const layers = [own];
  const files: NamedFile[] = [];
  const names = [posix.basename(file)];
  const beside = file.slice(0, file.lastIndexOf('/') + 1);
  for (let name = textAt(own, ['extends']); name !== undefined && name !== ''; ) {
    const layer = layers[layers.length - 1];
    const refuse = (message: string) =>
      new MistakesError([...own.mistakes, mistakeAtValue(layer, ['extends'], message)]);
    const normal = posix.normalize(name);
    if (names.includes(normal)) throw refuse(`This goes in a circle: ${[...names, normal].join(' → ')}.`);
    if (names.length > deepest) throw refuse(`At most ${deepest} scenarios extend one another.`);
    const bytes = readExtended(folder, name, refuse);
    const shown = `${beside}${normal}`;
    const base = readScenario(bytes, shown);
    names.push(normal);
    layers.push(base);
    files.push(namedFile(shown, normal, bytes));
    name = textAt(base, ['extends']);
  }
  return { document: layers.length === 1 ? own : joined(layers), files };
}

function readExtended(
  folder: Folder | undefined,
  name: string,
  refuse: (message: string) => MistakesError,
): Uint8Array {
  try {
    return readInFolder(folder, name);
  } catch (problem) {
    if (problem instanceof Unreadable) throw refuse(problem.message);
    throw problem;
  }
}

/** Layers as one document, the first one on top. */
function joined(layers: readonly ScenarioDocument[]): ScenarioDocument {
  const raw = layers.map(layer => layer.raw).reduceRight((below, above) => merged(below, above, []));
  const layerOf = (path: Path) => layers.find(layer => rawAt(layer.raw, path) !== undefined);
  const placesOf = (path: Path): Places => {
    for (let length = path.length; length > 0; length -= 1) {
      const layer = layerOf(path.slice(0, length));
      if (layer !== undefined) return layer.placesOf(path);
    }
    return layers[0].placesOf(path);
  };
  const spoiled = layers.flatMap(layer => [...layer.spoiled].filter(key => layerOf(key.split('\n')) === layer));
  const mistakes: Mistake[] = layers.flatMap(layer => [...layer.mistakes]);
  return { raw, placesOf, mistakes, spoiled: new Set(spoiled) };
}

function merged(below: Raw, above: Raw, path: Path): Raw {
  if (!isRawMap(below) || !isRawMap(above)) return above;
  const map: Record<string, Raw> = Object.create(null);
  for (const [key, value] of Object.entries(below)) map[key] = value;
  for (const [key, value] of Object.entries(above))
    map[key] = key in map ? merged(map[key], value, [...path, key]) : value;
  // Of two settings that exclude each other, the one on top takes the place of the one below.
  for (const key of Object.keys(above)) {
    const other = alternativeTo([...path, key])?.at(-1);
    if (other !== undefined && above[other] === undefined) delete map[other];
  }
  return map;
}
