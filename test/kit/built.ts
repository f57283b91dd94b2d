/** What is built: tests that run whole scenarios call it as users do, without what vitest puts around each import. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const dist = new URL('../../dist/', import.meta.url);

export async function built<Module>(path: string): Promise<Module> {
  const url = new URL(path, dist);
  if (!existsSync(url)) throw new Error(`${path} is not built: run \`npm run build\` first`);
  return await import(pathToFileURL(url.pathname).href);
}

export const { estimateWork, judgeTogether, runScenario } =
  await built<typeof import('../../src/experiments/index.ts')>('experiments/index.js');
export const { writeRunFolder } = await built<typeof import('../../src/report/index.ts')>('report/index.js');
export const { loadScenario, loadScenarioText } =
  await built<typeof import('../../src/scenarios/index.ts')>('scenarios/index.js');
