/**
 * The systems with what is known of their models: asked of the models themselves, so each file of the world that holds one
 * is loaded and read.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type Depth,
  depthOf,
  foundingDocuments,
  type Runner,
  runners,
  type System,
  systems,
} from '../models/systems.ts';
import { systemsUsed } from '../models/systems-used.data.ts';

/** A model as its file declares it. */
export interface FoundModel {
  name: string;
  /** Of the source code. */
  file: string;
  /** The document that the model follows. */
  source: string;
  /** Of its table; none for a model without one. */
  states: readonly string[];
}

export interface SystemRow {
  name: string;
  /** Who runs it. */
  runs: Runner;
  /** The founding documents that name it, and where. */
  named: readonly { document: string; section: string }[];
  source: string;
  depth: Depth;
  /** What is missing, or what it will be. */
  remark: string;
  models: readonly FoundModel[];
  /** Beside those of the models. */
  files: readonly string[];
  /** Bundled scenarios in a run of which one of its models does something. */
  scenarios: readonly string[];
}

const folder = fileURLToPath(new URL('../models/', import.meta.url));

/** Every model of the world, by file. */
export async function findModels(): Promise<FoundModel[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => /^[a-z]+\/[\w-]+\.[jt]s$/.test(file) && !file.endsWith('.d.ts'))
    .sort();
  const modules = await Promise.all(
    files.map(
      async (file): Promise<[string, Record<string, unknown>]> => [
        `src/models/${file.replace(/\.js$/, '.ts')}`,
        await import(pathToFileURL(folder + file).href),
      ],
    ),
  );
  return modules.flatMap(([file, module]) =>
    Object.values(module)
      .filter(isModel)
      .map(({ name, definition: { source, table } }) => ({ name, file, source, states: Object.keys(table ?? {}) })),
  );
}

/** Every system, in the order of the registry. */
export async function systemRows(): Promise<SystemRow[]> {
  const found = await findModels();
  const built = new Set(found.map(({ name }) => name));
  return (Object.keys(runners) as Runner[]).flatMap(runs =>
    systems[runs].map(system => ({ ...rowOf(system, found), ...depthOf(system, built), runs })),
  );
}

function rowOf({ name, named, source, models, files = [] }: System, found: readonly FoundModel[]) {
  return {
    name,
    source,
    named: Object.entries(foundingDocuments).flatMap(([key, document]) => {
      const section = named[key as keyof typeof foundingDocuments];
      return section === undefined ? [] : [{ document, section }];
    }),
    models: found.filter(model => models.includes(model.name)),
    files: files.map(file => `src/models/${file}`),
    scenarios: Object.keys(systemsUsed).filter(scenario =>
      systemsUsed[scenario]!.some(model => models.includes(model)),
    ),
  };
}

/** What `model()` makes, as far as it is read here. */
interface AnyModel {
  name: string;
  definition: { source: string; table?: object };
}

function isModel(value: unknown): value is AnyModel {
  if (typeof value !== 'object' || value === null || !('definition' in value)) return false;
  const { definition } = value;
  return typeof definition === 'object' && definition !== null && 'record' in definition && 'source' in definition;
}
