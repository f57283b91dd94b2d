/**
 * Writes what an experiment answers, whole or not at all, beside the runs of its scenario:
 *
 *     out/<scenario>/compare-seed-42/  manifest.json  summary.json  report.html  charts/  tables/
 *     out/<scenario>/.tasks/           replications that are finished, kept for the same command given again
 */
import { join, resolve } from 'node:path';
import type { Table } from '../experiments/run-result.ts';
import type { Chart } from './charts/index.ts';
import { type ExperimentManifest, manifestSchema } from './manifest.ts';
import { plainDeep } from './plain-text.ts';
import { renderCharts } from './render.ts';
import { safeName, shortHash } from './safe-name.ts';
import { contentHash, parquet } from './tables.ts';
import { type Files, FolderRefused, json, kindOf, replaceFolder, scenarioFolder } from './write.ts';

export interface ExperimentFolder {
  /** The folder that holds all runs, usually `out`. */
  out: string;
  manifest: ExperimentManifest;
  /** `summary.json`: plain data that says its schema. */
  summary: object;
  charts: Chart[];
  /** `report.html`, given the charts as SVG by name. */
  page: (drawn: Map<string, string>) => string;
  tables: readonly Table[];
  /** Further files by their path inside the folder. */
  files?: Readonly<Record<string, string | Uint8Array>>;
}

/**
 * @returns the path of the folder, `<out>/<scenario>/<kind>-seed-<n>`; other inputs (`--set`, flags) get a hash in its name
 * @throws  FolderRefused when the path would leave `out`, or when something else already has the name
 */
export async function writeExperimentFolder(folder: ExperimentFolder): Promise<string> {
  const { manifest, summary, charts, page, tables, files: others = {} } = folder;
  const drawn = await renderCharts(plainDeep(charts));
  const files: Files = new Map<string, string | Uint8Array>([
    ['summary.json', json(summary)],
    ['report.html', page(drawn)],
  ]);
  for (const { name, spec } of charts) {
    files.set(`charts/${safeName(name)}.vl.json`, json(spec));
    files.set(`charts/${safeName(name)}.svg`, drawn.get(name) ?? '');
  }
  const hashes: Record<string, string> = {};
  for (const table of tables) {
    const name = safeName(table.name);
    files.set(`tables/${name}.parquet`, await parquet(table));
    hashes[name] = contentHash(table);
  }
  const result = { ...manifest.result, tables: hashes };
  files.set(
    'manifest.json',
    json({ schema: manifestSchema, complete: true, result, environment: manifest.environment }),
  );
  for (const [path, content] of Object.entries(others)) files.set(path.split('/').map(safeName).join('/'), content);

  const target = join(await scenarioFolder(folder.out, manifest.result.scenario), folderName(manifest.result));
  await replaceFolder(target, files);
  return target;
}

/** `compare-seed-42`, and with overrides or flags `compare-seed-42-1f3a9c`. */
function folderName({ kind, seed, overrides, flags }: ExperimentManifest['result']): string {
  const name = `${kind}-seed-${seed}`;
  const others = [...overrides, ...flags];
  return others.length === 0 ? name : `${name}-${shortHash(JSON.stringify([overrides, flags]))}`;
}

/** Where finished replications of a scenario are kept. */
export const keptTasksFolder = (out: string, scenario: string): string =>
  join(resolve(out), safeName(scenario), '.tasks');

/**
 * Makes sure that they can be kept there.
 * @throws FolderRefused where something else has the name, or a link that may lead out of the chosen folder
 */
export async function makeKeptTasksFolder(out: string, scenario: string): Promise<void> {
  const folder = join(await scenarioFolder(out, scenario), '.tasks');
  const kind = await kindOf(folder);
  if (kind !== 'nothing' && kind !== 'folder')
    throw new FolderRefused(
      `${folder} is a ${kind}. Finished replications are kept in a real folder of that name: remove it or choose another --out`,
    );
}
