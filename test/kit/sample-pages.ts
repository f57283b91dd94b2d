/** The sample's report, with a crowded timeline, and a joined page of three variants, written to a folder of their own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Manifest, writeIndexPage, writeRunFolder } from '../../src/report/index.ts';
import { sampleIncidents, sampleResult } from './sample-result.ts';

const sampleManifest: Manifest = {
  result: { scenario: 's', variant: 'v', seed: 1, files: {}, overrides: [], fingerprint: '', settings: {} },
  environment: {},
};

export interface SamplePages {
  /** URLs. */
  report: string;
  joined: string;
  remove(): Promise<void>;
}

export async function writeSamplePages(): Promise<SamplePages> {
  const out = await mkdtemp(join(tmpdir(), 'mpsim-pages-'));
  const runs = [];
  for (const variant of ['inline', 'async', 'delayed']) {
    const result = sampleResult({ variant });
    result.details.incidents = sampleIncidents();
    runs.push({ result, folder: await writeRunFolder(result, { out, manifest: sampleManifest }) });
  }
  const url = (path: string) => pathToFileURL(path).href;
  return {
    report: url(join(runs[1]!.folder, 'report.html')),
    joined: url(await writeIndexPage(runs, { out })),
    remove: () => rm(out, { recursive: true, force: true }),
  };
}
