/**
 * Outages as a system meets them: what is wrong with it at this moment, and how it treats a request then. For systems
 * without a bank of servers; a bank is disturbed itself.
 *
 *     timeline ── which entries are on ──▶ outageOf ──▶ hang: silence · refuse: 503 · errors: 500 now and then · slow: later
 */
import { type Request, sees, type Ticket } from '../sim/index.ts';
import type { OutageKind } from './settings.ts';
import type { Outages, Surroundings } from './surroundings.ts';
import type { timeline } from './timeline.ts';

const entries = sees<typeof timeline>('timeline');
export const outageSees = { entries };

/** The part of `does` that tells which entries are on. */
interface Watching {
  readonly given: Surroundings;
  look(seen: typeof entries, entry: number): Readonly<{ state: string }>;
}

/** The part of `does` that treats a request. */
interface Treating {
  stayedSilent(ticket: Ticket<unknown>): void;
  refuse(ticket: Ticket<unknown>, code: number): void;
  draw(purpose: string, occurrence?: number, attempt?: number, subject?: number): number;
}

/** The outage that counts of those foreseen: the last to have begun of those that are on. HOT: as a rule there is none. */
export function outageOf(does: Watching, foreseen: readonly number[]): OutageKind | undefined {
  for (let at = foreseen.length - 1; at >= 0; at -= 1) {
    const number = foreseen[at]!;
    const entry = does.given.settings.timeline[number]!;
    if (entry.kind === 'outage' && does.look(entries, number).state === 'on') return entry.as;
  }
  return undefined;
}

/** Whether the outage keeps the request from being served; if so, it has been dealt with. Luck is that of the request. */
export function isOut(
  does: Treating,
  outage: OutageKind | undefined,
  request: Request<unknown, unknown>,
  purpose: string,
): boolean {
  if (outage === undefined || outage.kind === 'slow') return false;
  if (outage.kind === 'errors' && does.draw(purpose, request.occurrence, 0, request.entity) >= outage.share)
    return false;
  if (outage.kind === 'hang') does.stayedSilent(request.ticket);
  else does.refuse(request.ticket, outage.kind === 'refuse' ? 503 : 500);
  return true;
}

/** How many times as long everything takes. */
export const slownessOf = (outage: OutageKind | undefined): number => (outage?.kind === 'slow' ? outage.by : 1);

/** Which outages of the timeline concern which system. An outage without an operator concerns all of them. */
export function foreseenOutages({ settings }: Pick<Surroundings, 'settings'>): Outages {
  const outages = settings.timeline
    .flatMap((entry, number) => (entry.kind === 'outage' ? [{ ...entry, number }] : []))
    .sort((a, b) => a.at - b.at || a.number - b.number);
  const of = (system: string, operator?: string) =>
    outages
      .filter(one => one.system === system && (operator === undefined || (one.operator ?? operator) === operator))
      .map(({ number }) => number);
  const byOperator = (system: string) => settings.operators.map(({ name }) => of(system, name));
  const ofTier = (tier: string, operator: string) =>
    outages
      .filter(one => one.system === 'tier' && one.tier === tier && (one.operator ?? operator) === operator)
      .map(({ number }) => number);
  return {
    service: of('service'),
    api: byOperator('api'),
    smdp: byOperator('smdp'),
    smds: byOperator('smds'),
    portal: byOperator('portal'),
    entitlement: byOperator('entitlement'),
    aaa: byOperator('aaa'),
    hlr: byOperator('hlr'),
    tiers: settings.operators.map(
      ({ name, backEnd }) => new Map(backEnd.tiers.map(tier => [tier.name, ofTier(tier.name, name)])),
    ),
  };
}
