/** Where a fleet meets: the address of a Redis or PostgreSQL server, and whether that server lets us in. */
import { Unavailable } from './executor.ts';

export interface FleetAddress {
  kind: 'Redis' | 'PostgreSQL';
  url: string;
  /** The same without what nobody else should read. */
  shown: string;
}

const kinds: Record<string, FleetAddress['kind']> = {
  'redis:': 'Redis',
  'rediss:': 'Redis',
  'postgres:': 'PostgreSQL',
  'postgresql:': 'PostgreSQL',
};

/** BullMQ needs streams. */
const oldestRedis = 5;
const patience_ms = 5_000;

/** @throws Unavailable when it is no such address */
export function readAddress(url: string): FleetAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const kind = parsed && kinds[parsed.protocol];
  if (parsed === undefined || kind === undefined || parsed.hostname === '')
    throw new Unavailable(
      `--queue ${withoutPassword(url)}: expected the address of a Redis or PostgreSQL server, ` +
        'as in redis://localhost:6379 or postgres://user@localhost:5432/database.',
    );
  return { kind, url, shown: `${parsed.protocol}//${parsed.host}${parsed.pathname === '/' ? '' : parsed.pathname}` };
}

const withoutPassword = (url: string): string => url.replace(/\/\/[^/@]*@/, '//');

/**
 * Knocks once, so that a wrong address or password is told at once and not waited for.
 *
 * @throws Unavailable
 */
export async function knock({ kind, url, shown }: FleetAddress, warn: (sentence: string) => void): Promise<void> {
  try {
    if (kind === 'Redis') await knockAtRedis(url, shown, warn);
    else await knockAtPostgres(url);
  } catch (problem) {
    if (problem instanceof Unavailable) throw problem;
    throw new Unavailable(`--queue ${shown}: ${whyNot(problem)}`);
  }
}

async function knockAtRedis(url: string, shown: string, warn: (sentence: string) => void): Promise<void> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: patience_ms,
    commandTimeout: patience_ms,
    maxRetriesPerRequest: 0,
  });
  let refused: unknown;
  redis.on('error', problem => {
    refused = problem;
  });
  try {
    await redis.connect().catch(problem => Promise.reject(refused ?? problem));
    const said = await redis.info();
    const value = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(said)?.[1];
    const version = value('redis_version') ?? '';
    if (Number.parseInt(version, 10) < oldestRedis)
      throw new Unavailable(`--queue ${shown}: this is Redis ${version}. Expected ${oldestRedis}.0 or later.`);
    const policy = value('maxmemory_policy') ?? 'noeviction';
    if (policy !== 'noeviction')
      warn(`${shown} may throw tasks away when its memory is full: its maxmemory-policy is ${policy}, not noeviction.`);
  } finally {
    redis.disconnect();
  }
}

async function knockAtPostgres(url: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patience_ms });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => {});
  }
}

/** What a refused connection means; the codes are those of the system and of PostgreSQL. */
export function whyNot(problem: unknown): string {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  const message = problem instanceof Error ? problem.message : String(problem);
  const refused = 'the server refuses this user or password';
  const known: Record<string, string> = {
    ECONNREFUSED: 'no server listens there. Is it running, and is the port right?',
    ENOTFOUND: 'there is no machine of that name',
    EAI_AGAIN: 'the name of the machine cannot be looked up now',
    ETIMEDOUT: 'the server does not answer',
    '28P01': refused,
    '28000': refused,
    '3D000': 'the server has no database of that name',
  };
  if (known[code] !== undefined) return known[code];
  if (/RESP type|Connection terminated unexpectedly|Connection is closed|received invalid response/.test(message))
    return 'what answers there is another kind of server, or it hung up';
  if (/WRONGPASS|NOAUTH|NOPERM/.test(message)) return `${refused} (${message})`;
  if (/timeout|timed out/i.test(message)) return 'the server does not answer';
  return message === '' ? 'the server cannot be reached' : message;
}
