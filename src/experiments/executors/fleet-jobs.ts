/**
 * What travels through the queue of a fleet: tasks to the workers, the scenario of many tasks once for each worker, how far a
 * task is, an outcome back. A queue may hold what anybody put there, so all of it is checked where it arrives; nothing of it
 * becomes a file or a path.
 */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { hashOfBundle, type ScenarioBundle, type Sets } from '../../scenarios/index.ts';
import { isReplication } from '../tasks/replication-check.ts';
import type { Task, TaskOutcome } from '../tasks/task.ts';
import { named } from '../tasks/task-id.ts';

/** Plain data as the queue keeps it: JSON, compressed, in base64. */
export type Packed = string;

export interface TaskMoved {
  share: number;
  events: number;
}

/** No honest task or outcome comes near. */
const largest = 256 * 1024 * 1024;

/** A task, a scenario or an outcome that cannot be one. */
export class Unreadable extends Error {}

export const pack = async (what: Task | ScenarioBundle | TaskOutcome): Promise<Packed> =>
  (await promisify(gzip)(JSON.stringify(what))).toString('base64');

async function unpack(packed: unknown): Promise<unknown> {
  if (typeof packed !== 'string') throw new Unreadable('it is no text');
  try {
    const bytes = await promisify(gunzip)(Buffer.from(packed, 'base64'), { maxOutputLength: largest });
    return JSON.parse(bytes.toString('utf8'));
  } catch (problem) {
    throw new Unreadable(problem instanceof Error ? problem.message : String(problem));
  }
}

/**
 * @param build  of this program: a task of another build is no task
 * @throws Unreadable
 */
export async function readTask(packed: unknown, build: string): Promise<Task> {
  const task = await unpack(packed);
  if (!isTask(task)) throw new Unreadable('it is no task');
  if (named(task, build).id !== task.id) throw new Unreadable('it is another task than its name says');
  return task;
}

/**
 * @param hash  the name under which a task asks for it
 * @throws Unreadable
 */
export async function readScenario(packed: unknown, hash: string): Promise<ScenarioBundle> {
  const bundle = await unpack(packed);
  if (!isBundle(bundle)) throw new Unreadable('its scenario is none');
  if (hashOfBundle(bundle) !== hash) throw new Unreadable('its scenario is another than its name says');
  return bundle;
}

/** How far a task is, 0 to 1, and the events it has handled; nothing where a worker tells what cannot be. */
export function readProgress(told: unknown): TaskMoved {
  const { share, events } = isRecord(told) ? told : {};
  return {
    share: typeof share === 'number' && share >= 0 && share <= 1 ? share : 0,
    events: isCount(events) ? events : 0,
  };
}

/** @throws Unreadable */
export async function readOutcome(packed: unknown, task: Task): Promise<TaskOutcome> {
  const read = await unpack(packed);
  if (!isRecord(read) || !isOutcome(read, task)) throw new Unreadable('it is no outcome of this task');
  return read;
}

type Read = Record<string, unknown>;

const isRecord = (value: unknown): value is Read => typeof value === 'object' && value !== null;
const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isPairs = (value: unknown): value is Sets =>
  Array.isArray(value) &&
  value.every(pair => Array.isArray(pair) && pair.length === 2 && pair.every(one => typeof one === 'string'));

const isTask = (value: unknown): value is Task =>
  isRecord(value) &&
  isHash(value.id) &&
  isHash(value.scenario) &&
  isPairs(value.sets) &&
  typeof value.variant === 'string' &&
  isCount(value.seed) &&
  isCount(value.replication);

const isBundle = (value: unknown): value is ScenarioBundle =>
  isRecord(value) &&
  typeof value.name === 'string' &&
  typeof value.shownAs === 'string' &&
  isPairs(value.files) &&
  value.files.length > 0;

function isOutcome(value: Read, { variant, seed, replication }: Task): value is Read & TaskOutcome {
  if (value.ok === false) return typeof value.what === 'string' && typeof value.lost === 'boolean';
  const read = value.replication;
  return (
    value.ok === true &&
    isReplication(read) &&
    read.variant === variant &&
    read.seed === seed &&
    read.replication === replication
  );
}
