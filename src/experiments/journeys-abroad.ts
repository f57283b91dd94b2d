/**
 * Journeys abroad: how much was used on each, how much of it before the traveller was warned, and what that costs. Fed by
 * facts.
 *
 *     left ── carried, carried … ── warned ── carried … ── returned
 *             └─ before the warning ─┘
 */
import { abroadOf, roamedBy, type World } from '../models/index.ts';
import type { Bytes, Cents } from '../sim/index.ts';
import type { Row } from './claims/row-terms.ts';
import { counted, formatBytes, formatNumber, formatShare } from './format.ts';

interface Journey {
  device: number;
  nth: number;
  leftAt: number;
  returnedAt: number | undefined;
  warnedAt: number | undefined;
  /** Bytes abroad that the device had used before it left, when the first warning came, and when the journey was over. */
  before: number;
  atWarning: number | undefined;
  atReturn: number | undefined;
}

export class JourneysAbroad {
  readonly all: Journey[] = [];
  private readonly open = new Map<number, Journey>();
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    const { facts, clock } = world.simulation;
    facts.observe('traveller.left', device => {
      const journey: Journey = {
        device,
        nth: facts.value[0]! + 1,
        leftAt: clock[0]!,
        returnedAt: undefined,
        warnedAt: undefined,
        before: this.roamed(device),
        atWarning: undefined,
        atReturn: undefined,
      };
      this.all.push(journey);
      this.open.set(device, journey);
    });
    facts.observe('data warning.warned', device => {
      const journey = this.open.get(device);
      if (journey === undefined || journey.warnedAt !== undefined) return;
      journey.warnedAt = clock[0]!;
      journey.atWarning = this.roamed(device);
    });
    facts.observe('traveller.returned', device => {
      const journey = this.open.get(device);
      if (journey === undefined) return;
      journey.returnedAt = clock[0]!;
      journey.atReturn = this.roamed(device);
      this.open.delete(device);
    });
  }

  /** Whether anybody travels to where use is charged apart. */
  static isAbout({ groups, settings }: World): boolean {
    return groups.some(({ settings: { travels } }) => travels !== undefined) && chargesAbroad(settings.operators);
  }

  /** Bytes abroad since the start of the run, those of the stretch that passes included. */
  private roamed(device: number): number {
    const { roaming, simulation } = this.world;
    return roamedBy(roaming.store.look(device), simulation.now);
  }

  /** What was used on a journey, and what of it before the first warning: all of it where none came. */
  bytesOf({ device, before, atWarning, atReturn }: Journey): { roamed: Bytes; beforeWarning: Bytes } {
    const roamed = ((atReturn ?? this.roamed(device)) - before) as Bytes;
    return { roamed, beforeWarning: atWarning === undefined ? roamed : ((atWarning - before) as Bytes) };
  }

  /** What it costs by the tariff, as if nothing else had been used abroad in that cycle. */
  costOf(device: number, bytes: Bytes): Cents {
    return abroadOf(bytes, this.world.surroundings.operator(device).roaming!);
  }

  /** What travellers used and paid before they were warned, and in all. */
  inWords(): string[] {
    const journeys = this.all.filter(({ device }) => this.world.surroundings.operator(device).roaming !== undefined);
    if (journeys.length === 0) return [];
    const sum = { roamed: 0, cost: 0, before: 0, costBefore: 0, most: 0, warned: 0 };
    for (const journey of journeys) {
      const { roamed, beforeWarning } = this.bytesOf(journey);
      const costBefore = this.costOf(journey.device, beforeWarning);
      sum.roamed += roamed;
      sum.cost += this.costOf(journey.device, roamed);
      sum.before += beforeWarning;
      sum.costBefore += costBefore;
      sum.most = Math.max(sum.most, costBefore);
      if (journey.warnedAt !== undefined) sum.warned += 1;
    }
    const { currency } = this.world.surroundings.plan(journeys[0]!.device);
    const money = (cents: number) => `${formatNumber(cents / 100)} ${currency}`;
    const n = journeys.length;
    const who = sum.warned === 0 ? 'nobody was warned' : `${formatShare(sum.warned / n)} of them were warned`;
    return [
      `On ${counted(n, 'journey')} abroad people used ${formatBytes(sum.roamed / n)} on average, which costs ${money(sum.cost / n)}; ${who}.`,
      `Before the first warning, or without one, they had used ${formatBytes(sum.before / n)} for ${money(sum.costBefore / n)} on average, and ${money(sum.most)} at most.`,
    ];
  }

  *rows(): Generator<Row> {
    const { surroundings, simulation } = this.world;
    for (const journey of this.all) {
      const { device, nth, leftAt, returnedAt, warnedAt } = journey;
      if (surroundings.operator(device).roaming === undefined) continue;
      const { roamed, beforeWarning } = this.bytesOf(journey);
      yield {
        device,
        group: surroundings.group(device).name,
        operator: surroundings.operator(device).name,
        nth,
        leftAt,
        ended: returnedAt !== undefined,
        lasted: (returnedAt ?? simulation.now) - leftAt,
        roamed,
        cost: this.costOf(device, roamed),
        warned: warnedAt !== undefined,
        toWarning: warnedAt === undefined ? undefined : warnedAt - leftAt,
        beforeWarning,
        costBeforeWarning: this.costOf(device, beforeWarning),
      };
    }
  }
}

const chargesAbroad = (operators: World['settings']['operators']): boolean =>
  operators.some(({ roaming }) => roaming !== undefined);
