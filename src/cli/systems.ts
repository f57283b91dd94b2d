/** The simulated systems, asked of the models themselves: each file of the world that holds a model is loaded and read. */
import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface SimulatedSystem {
  /** Who runs it: people, device, windows, operator, microsoft. */
  room: string;
  name: string;
  /** Of the source code. */
  file: string;
  /** The document that the model follows. */
  source: string;
}

const folder = fileURLToPath(new URL('../models/', import.meta.url));

export async function simulatedSystems(): Promise<SimulatedSystem[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => /^[a-z]+\/[\w-]+\.[jt]s$/.test(file) && !file.endsWith('.d.ts'))
    .sort();
  const systems: SimulatedSystem[] = [];
  for (const file of files) {
    const module: Record<string, unknown> = await import(pathToFileURL(folder + file).href);
    for (const model of Object.values(module).filter(isModel)) {
      const { source } = model.definition;
      systems.push({
        room: file.slice(0, file.indexOf('/')),
        name: model.name,
        file: `src/models/${file.replace(/\.js$/, '.ts')}`,
        source,
      });
    }
  }
  return systems;
}

/** What `model()` makes, as far as it is read here. */
interface AnyModel {
  name: string;
  definition: { source: string };
}

function isModel(value: unknown): value is AnyModel {
  if (typeof value !== 'object' || value === null || !('definition' in value)) return false;
  const { definition } = value;
  return typeof definition === 'object' && definition !== null && 'record' in definition && 'source' in definition;
}
