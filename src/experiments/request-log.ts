/**
 * The table of requests: complete up to a cap, beyond it a sample by a hash of what the request is (kind, device, moment),
 * so that the same requests are kept whatever else happens; what failed is sampled on its own, and kept whole up to the
 * same cap. The share that was kept stands beside each row.
 *
 * HOT: one hash and one comparison for each request; what is kept are numbers side by side.
 */
import type { World } from '../models/index.ts';
import { type SetWords, vocabulary } from '../scenarios/index.ts';
import { larger, outcomes } from '../sim/index.ts';
import { columnOf } from './row-tables.ts';
import type { Table } from './run-result.ts';

/** Rows that each of the two samples holds at most. */
const requestsKept = 200_000;

const kinds = Object.entries(vocabulary.sets).flatMap(([kind, { request }]) =>
  request === undefined ? [] : [{ kind, request }],
);

/** Hashes are whole numbers below 2^31, which a register holds as they are. */
const hashMost = 0x7fff_ffff;

/** A hash of what a request is, the same whatever else happens. HOT: it is asked for each request. */
const moment = new Float64Array(1);
const halves = new Uint32Array(moment.buffer);
function hashOf(kind: number, device: number, asked: number): number {
  moment[0] = asked;
  let h = Math.imul(kind ^ 0x9e3779b9, 0xcc9e2d51);
  h = Math.imul(((h << 15) | (h >>> 17)) ^ device, 0x1b873593);
  h = Math.imul(((h << 13) | (h >>> 19)) ^ halves[0]!, 0xe6546b64);
  h = Math.imul(((h << 16) | (h >>> 16)) ^ halves[1]!, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 1;
}

/** Requests whose hash lies at or below a limit, which is halved whenever too many are held. */
class Sample {
  /** Of all that came, the share that is held. */
  share = 1;
  n = 0;
  limit = hashMost;
  kind = new Uint8Array(256);
  outcome = new Uint8Array(256);
  status = new Uint16Array(256);
  device = new Int32Array(256);
  settled = new Float64Array(256);
  latency = new Float64Array(256);
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  add(kind: number, outcome: number, status: number, device: number, settled: number, latency: number): void {
    if (this.n === this.device.length) this.grow();
    const at = this.n;
    this.kind[at] = kind;
    this.outcome[at] = outcome;
    this.status[at] = status;
    this.device[at] = device;
    this.settled[at] = settled;
    this.latency[at] = latency;
    this.n += 1;
    while (this.n > this.most && this.limit > 0) this.halve();
  }

  private halve(): void {
    this.limit >>>= 1;
    this.share /= 2;
    const { kind, outcome, status, device, settled, latency } = this;
    let kept = 0;
    for (let at = 0; at < this.n; at++) {
      if (hashOf(kind[at]!, device[at]!, settled[at]! - latency[at]!) > this.limit) continue;
      for (const column of [kind, outcome, status, device, settled, latency]) column[kept] = column[at]!;
      kept += 1;
    }
    this.n = kept;
  }

  /** Never beyond the cap by more than the one row that is too many. */
  private grow(): void {
    const room = Math.min(this.device.length * 4, this.most + 1);
    this.kind = larger(new Uint8Array(room), this.kind);
    this.outcome = larger(new Uint8Array(room), this.outcome);
    this.status = larger(new Uint16Array(room), this.status);
    this.device = larger(new Int32Array(room), this.device);
    this.settled = larger(new Float64Array(room), this.settled);
    this.latency = larger(new Float64Array(room), this.latency);
  }
}

export class RequestLog {
  private readonly answered: Sample;
  private readonly failed: Sample;

  /** @param most  rows that each of the two samples holds */
  constructor(world: World, most = requestsKept) {
    this.answered = new Sample(most);
    this.failed = new Sample(most);
    const { facts, clock } = world.simulation;
    kinds.forEach(({ request }, kind) => {
      outcomes.forEach((outcome, number) => {
        if (outcome === 'censored') return;
        const sample = outcome === 'answered' ? this.answered : this.failed;
        facts.observe(`${request}.${outcome}`, device => {
          const settled = clock[0]!;
          const latency = facts.value[0]!;
          if (hashOf(kind, device, settled - latency) <= sample.limit)
            sample.add(kind, number, facts.status[0]!, device, settled, latency);
        });
      });
    });
  }

  /** In the order in which they were settled; undefined when nothing was asked. */
  table(): Table | undefined {
    const { answered, failed } = this;
    const rows: { of: Sample; at: number }[] = [];
    for (let a = 0, f = 0; a < answered.n || f < failed.n; ) {
      const isAnswered = f >= failed.n || (a < answered.n && answered.settled[a]! <= failed.settled[f]!);
      rows.push(isAnswered ? { of: answered, at: a++ } : { of: failed, at: f++ });
    }
    if (rows.length === 0) return undefined;
    const fields = vocabulary.sets.getBalance!.fields;
    const values: Record<string, Table['columns'][number]['values']> = {
      device: rows.map(({ of, at }) => of.device[at]!),
      askedAt: rows.map(({ of, at }) => of.settled[at]! - of.latency[at]!),
      latency: rows.map(({ of, at }) => (outcomes[of.outcome[at]!] === 'cancelled' ? null : of.latency[at]!)),
      ok: rows.map(({ of }) => of === answered),
      outcome: rows.map(({ of, at }) => outcomes[of.outcome[at]!]!),
      status: rows.map(({ of, at }) => (outcomes[of.outcome[at]!] === 'refused' ? of.status[at]! : null)),
    };
    return {
      name: 'requests',
      columns: [
        { name: 'kind', type: 'STRING', values: rows.map(({ of, at }) => kinds[of.kind[at]!]!.kind) },
        ...Object.entries(fields satisfies SetWords['fields']).map(([name, words]) => ({
          ...columnOf(name, words),
          values: values[name]!,
        })),
        { name: 'kept_share', type: 'DOUBLE', values: rows.map(({ of }) => of.share) },
      ],
    };
  }
}
