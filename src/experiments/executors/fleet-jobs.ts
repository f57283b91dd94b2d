/**
 * What travels through the queue of a fleet: a task with its bundle to a worker, an outcome back. A queue may hold what
 * anybody put there, so both are checked where they arrive; nothing of them becomes a file or a path.
 */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { hashOfBundle, type ScenarioBundle, type Sets } from '../../scenarios/index.ts';
import { isReplication } from '../tasks/replication-check.ts';
import type { Task, TaskOutcome } from '../tasks/task.ts';
import { named } from '../tasks/task-id.ts';

/** Plain data as the queue keeps it: JSON, compressed, in base64. */
export type Packed = string;

/** No honest task or outcome comes near. */
const largest = 256 * 1024 * 1024;

export interface Job {
  task: Task;
  bundle: ScenarioBundle;
}

/** A task that cannot be one, or an outcome that is none. */
export class Unreadable extends Error {}

export const pack = async (what: Job | TaskOutcome): Promise<Packed> =>
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
export async function readJob(packed: unknown, build: string): Promise<Job> {
  const read = await unpack(packed);
  if (!isRecord(read) || !isTask(read.task) || !isBundle(read.bundle)) throw new Unreadable('it is no task');
  const { task, bundle } = read;
  if (hashOfBundle(bundle) !== task.scenario) throw new Unreadable('its scenario is another than its name says');
  if (named(task, build).id !== task.id) throw new Unreadable('it is another task than its name says');
  return { task, bundle };
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
