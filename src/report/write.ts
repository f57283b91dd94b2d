/**
 * Writes a run folder, whole or not at all.
 *
 * Everything goes into a hidden sibling first; only when all files are on the disk does that sibling take the final
 * name. An existing run of that name is moved aside, and moved back should the last step fail: at no moment is there
 * less than one whole folder. Nothing is ever written outside the chosen folder, nor through a link that leads out.
 */
import { constants } from 'node:fs';
import { access, lstat, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { RunDetails, RunResult, Summary } from '../experiments/run-result.ts';
import { chartsOf } from './charts/index.ts';
import { flowPicture } from './flow-picture.ts';
import { indexPage } from './index-page.ts';
import { type Manifest, manifestSchema, type WrittenManifest } from './manifest.ts';
import { reportPage } from './page/index.ts';
import { plainDeep } from './plain-text.ts';
import { renderCharts } from './render.ts';
import { safeName, shortHash } from './safe-name.ts';
import { contentHash, parquet } from './tables.ts';

/** Something on the disk is in the way, or may not be written: the message says what to do. */
export class FolderRefused extends Error {}

export interface WriteOptions {
  /** The folder that holds all runs, usually `out`. */
  out: string;
  manifest: Manifest;
  /** True for what an interrupted run left behind. */
  partial?: boolean;
  /** Also every picture as PNG. */
  png?: boolean;
  /** Further files of the run, as a trace, by their path inside the run folder. */
  files?: Record<string, string | Uint8Array>;
}

/** What goes into a folder, by its path in it. */
export type Files = Map<string, string | Uint8Array>;

/**
 * @returns the path of the run folder, `<out>/<scenario>/<variant>-seed-<n>`; a partial run leaves a whole one of that name
 *          alone and adds `-partial`
 * @throws  FolderRefused when the path would leave `out`, or when something that is no run folder already has the name
 */
export async function writeRunFolder(result: RunResult, options: WriteOptions): Promise<string> {
  const files: Files = new Map(await reportFiles(result));
  if (options.png === true) for (const [path, bytes] of await pngsBeside(files)) files.set(path, bytes);
  const tableHashes = new Map<string, string>();
  for (const table of result.details.tables) {
    const name = safeName(table.name);
    files.set(`tables/${name}.parquet`, await parquet(table));
    tableHashes.set(name, contentHash(table));
  }
  const manifest: WrittenManifest = {
    schema: manifestSchema,
    complete: options.partial !== true,
    result: { ...options.manifest.result, tables: Object.fromEntries(tableHashes) },
    environment: options.manifest.environment,
  };
  files.set('manifest.json', json(manifest));
  if (options.partial === true)
    files.set('PARTIAL', 'This run was interrupted: its numbers cover less than was asked for.\n');
  for (const [path, content] of Object.entries(options.files ?? {})) files.set(safePath(path), content);

  const folder = await scenarioFolder(options.out, result.summary.scenario);
  const named = join(folder, runFolderName(result.summary, options.manifest.result));
  const target = options.partial === true && (await isComplete(named)) ? `${named}-partial` : named;
  await replaceFolder(target, files);
  return target;
}

/**
 * Whether runs can be written there, asked before the work is done. Nothing is made.
 *
 * @throws FolderRefused when not
 */
export async function checkOut(out: string): Promise<void> {
  if (out.trim() === '') throw new FolderRefused('--out has no name in it. Choose a folder, as in --out results');
  let nearest = resolve(out);
  while ((await kindOf(nearest)) === 'nothing' && nearest !== dirname(nearest)) nearest = dirname(nearest);
  try {
    if (!(await stat(nearest)).isDirectory()) throw new FolderRefused(`${nearest} is no folder. Choose another --out`);
    await access(nearest, constants.W_OK);
  } catch (error) {
    if (error instanceof FolderRefused) throw error;
    throw new FolderRefused(`${nearest} cannot be written to. Choose another --out`);
  }
}

/** The joined page of several runs of one scenario: `<out>/<scenario>/index.html`. */
export async function writeIndexPage(
  runs: { result: RunResult; folder: string }[],
  options: { out: string },
): Promise<string> {
  const [first] = runs;
  if (first === undefined) throw new Error('The joined page needs at least one run');
  const folder = await scenarioFolder(options.out, first.result.summary.scenario);
  const entries = await Promise.all(
    runs.map(async run => ({
      summary: run.result.summary,
      details: { ...run.result.details, tables: [] },
      href: [...relative(folder, await realpath(run.folder)).split(sep), 'report.html']
        .map(encodeURIComponent)
        .join('/'),
    })),
  );
  const target = join(folder, 'index.html');
  const temporary = join(folder, `.index.html.${process.pid}.tmp`);
  await writeFlushed(temporary, await indexPage(entries));
  await rename(temporary, target);
  return target;
}

/** Draws charts and report of a run folder again from its own `summary.json` and `details.json`. Tables stay. */
export async function renderAgain(runFolder: string): Promise<string> {
  const summary: Summary = JSON.parse(await readFile(join(runFolder, 'summary.json'), 'utf8'));
  const details: StoredDetails = JSON.parse(await readFile(join(runFolder, 'details.json'), 'utf8'));
  const manifest: WrittenManifest = JSON.parse(await readFile(join(runFolder, 'manifest.json'), 'utf8'));
  const tables = Object.keys(manifest.result.tables ?? {}).map(name => ({ name, columns: [] }));
  const files = await reportFiles({ summary, details: { ...details, incidents: details.incidents ?? [], tables } });
  for (const [path, content] of files) {
    await mkdir(dirname(join(runFolder, path)), { recursive: true });
    const temporary = join(runFolder, dirname(path), `.${basename(path)}.${process.pid}.tmp`);
    await writeFlushed(temporary, content);
    await rename(temporary, join(runFolder, path));
  }
  return runFolder;
}

/** What `details.json` holds; folders written before incidents were kept have none. */
type StoredDetails = Omit<RunDetails, 'tables' | 'incidents'> & Partial<Pick<RunDetails, 'incidents'>>;

/** `inline-seed-42`, as `inline-seed-42-replication-3` one of many, and with overrides `inline-seed-42-1f3a9c`. */
function runFolderName(
  summary: Pick<Summary, 'variant' | 'seed'>,
  { overrides, replication }: Pick<Manifest['result'], 'overrides' | 'replication'>,
): string {
  const which = replication === undefined ? '' : `-replication-${replication}`;
  const name = `${safeName(summary.variant)}-seed-${summary.seed}${which}`;
  return overrides.length === 0 ? name : `${name}-${shortHash(JSON.stringify(overrides))}`;
}

/** What depends on the result alone: the same bytes for the same result. */
async function reportFiles(result: RunResult): Promise<Files> {
  const plain = plainDeep({ summary: result.summary, details: { ...result.details, tables: [] } });
  const shown: RunResult = { ...plain, details: { ...plain.details, tables: result.details.tables } };
  const charts = chartsOf(shown);
  const drawn = await renderCharts(charts);
  const { tables: _, ...details } = result.details;
  const files: Files = new Map([
    ['summary.json', json(result.summary)],
    ['details.json', json(details)],
    ['report.html', reportPage(shown, charts, drawn)],
  ]);
  for (const chart of charts) {
    files.set(`charts/${chart.name}.vl.json`, json(chart.spec));
    files.set(`charts/${chart.name}.svg`, drawn.get(chart.name) ?? '');
  }
  if (shown.details.flow !== undefined) files.set('charts/flow.svg', flowPicture(shown.details.flow));
  return files;
}

/** A PNG for each SVG, under the same name. */
async function pngsBeside(files: Files): Promise<Files> {
  const { png } = await import('./png.ts');
  const pngs: Files = new Map();
  for (const [path, content] of files)
    if (path.endsWith('.svg') && typeof content === 'string')
      pngs.set(path.replace(/\.svg$/, '.png'), await png(content));
  return pngs;
}

/** Where everything about a scenario goes, made when it is not there. */
export async function scenarioFolder(out: string, scenario: string): Promise<string> {
  await makeFolders(out);
  const root = await realpath(out);
  const wanted = join(root, safeName(scenario));
  const kind = await kindOf(wanted);
  if (kind === 'nothing') await mkdir(wanted);
  else if (kind !== 'folder')
    throw new FolderRefused(
      `${wanted} is a ${kind}. Runs are only written into real folders inside ${root}: remove it or choose another --out`,
    );
  return wanted;
}

/** One by one: a recursive `mkdir` never returns where a parent refuses children with ENOENT, as /proc does. */
async function makeFolders(path: string): Promise<void> {
  if ((await kindOf(path)) !== 'nothing') return;
  if (dirname(path) !== path) await makeFolders(dirname(path));
  await mkdir(path).catch(error => {
    if (error.code === 'EEXIST') return;
    throw new FolderRefused(`${path} cannot be made (${error.code}). Choose another --out`);
  });
}

/** Whether a whole run lies there, which a part of one must not replace. */
async function isComplete(runFolder: string): Promise<boolean> {
  const manifest = join(runFolder, 'manifest.json');
  if ((await kindOf(manifest)) !== 'file') return false;
  const written: Partial<WrittenManifest> = JSON.parse(await readFile(manifest, 'utf8'));
  return written.complete === true;
}

/** Puts a whole folder in the place of the run folder of that name, if there is one. */
export async function replaceFolder(target: string, files: Files): Promise<void> {
  const kind = await kindOf(target);
  const isRun = kind === 'folder' && (await kindOf(join(target, 'manifest.json'))) === 'file';
  if (kind !== 'nothing' && !isRun) {
    throw new FolderRefused(
      `${target} exists and is no run folder (it has no manifest.json). It is left alone: remove it or choose another --out`,
    );
  }
  const hidden = join(dirname(target), `.${basename(target)}.${process.pid}`);
  const temporary = `${hidden}.tmp`;
  const aside = `${hidden}.old`;
  try {
    await rm(temporary, { recursive: true, force: true });
    for (const [path, content] of files) {
      await mkdir(dirname(join(temporary, path)), { recursive: true });
      await writeFlushed(join(temporary, path), content);
    }
    if (isRun) await rename(target, aside);
    try {
      await rename(temporary, target);
    } catch (error) {
      if (isRun) await rename(aside, target);
      throw error;
    }
    await rm(aside, { recursive: true, force: true });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Flushed, because a rename may reach the disk before the bytes it names. */
async function writeFlushed(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

export type Kind = 'nothing' | 'folder' | 'file' | 'symbolic link' | 'special file';

export async function kindOf(path: string): Promise<Kind> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return 'symbolic link';
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'special file';
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return 'nothing';
    throw error;
  }
}

const safePath = (path: string): string => path.split('/').map(safeName).join('/');

export const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
