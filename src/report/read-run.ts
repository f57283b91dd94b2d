/**
 * Reads a run folder back. Whoever wrote it is not known: files have a largest size, and only what fits the form is taken.
 * Of the form only what is compared is asked for, so that runs of other versions can be read too.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { plainText } from './plain-text.ts';

/** A run folder that cannot be read: the message says what was expected. */
export class RunUnreadable extends Error {}

const mostBytes = 32 * 1024 * 1024;

const value = z.number().nullable();
const metric = z.looseObject({
  kind: z.string(),
  unit: z.string(),
  n: z.number(),
  value: value.optional(),
  mean: value.optional(),
  p50: value.optional(),
  p95: value.optional(),
  p99: value.optional(),
  max: value.optional(),
  peaks: z.record(z.string(), z.number()).optional(),
});

const summary = z.looseObject({
  schema: z.string().regex(/^mpsim\.summary\/1$/),
  scenario: z.string(),
  variant: z.string(),
  seed: z.number(),
  preset: z.string().default('published'),
  fingerprint: z.string(),
  events: z.number(),
  expectations: z.array(
    z.looseObject({ text: z.string(), verdict: z.string(), value: value.optional(), unit: z.string().default('') }),
  ),
  metrics: z.record(z.string(), metric),
  assumptions: z.array(z.looseObject({ path: z.string(), value: z.string() })),
});

const setting = z.union([z.string(), z.number(), z.boolean()]);
const manifest = z.looseObject({
  schema: z.string().regex(/^mpsim\.manifest\/1$/),
  complete: z.boolean(),
  result: z.looseObject({
    files: z.record(z.string(), z.string()),
    overrides: z.array(z.string()),
    settings: z.record(z.string(), setting),
  }),
  environment: z.record(z.string(), z.string()),
});

export type ReadMetric = z.infer<typeof metric>;

export interface ReadRun {
  /** As it was named. */
  path: string;
  summary: z.infer<typeof summary>;
  /** None when only a summary was there. */
  manifest: z.infer<typeof manifest> | undefined;
}

/**
 * Reads a run from its folder, or from its summary.json; the manifest beside it is read where there is one.
 * @throws RunUnreadable
 */
export async function readRun(path: string): Promise<ReadRun> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new RunUnreadable(
      `${path}: there is no such folder. Expected a run folder, as in out/<scenario>/<variant>-seed-1.`,
    );
  const file = found.isDirectory() ? join(path, 'summary.json') : path;
  const read = await readJson(file, summary);
  if (read === undefined)
    throw new RunUnreadable(
      `${path} is no run folder: it has no summary.json. Expected out/<scenario>/<variant>-seed-<n>.`,
    );
  const beside = join(dirname(file), 'manifest.json');
  const isInFolder = basename(file) === 'summary.json';
  return { path, summary: read, manifest: isInFolder ? await readJson(beside, manifest) : undefined };
}

/** Undefined when there is no such file. */
async function readJson<Form extends z.ZodType>(file: string, form: Form): Promise<z.infer<Form> | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new RunUnreadable(`${file} is not a file.`);
  if (found.size > mostBytes)
    throw new RunUnreadable(`${file} has ${found.size} bytes; what mpsim writes has at most ${mostBytes}.`);
  const result = form.safeParse(parsed(await readFile(file, 'utf8'), file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = issue?.path.join('.') ?? '';
  throw new RunUnreadable(
    `${file} is not what mpsim writes${at === '' ? '' : `, at ${plainText(at.slice(0, 100))}`}: ${plainText(issue?.message ?? 'it has another form')}.`,
  );
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RunUnreadable(`${file} is not JSON.`);
  }
}
