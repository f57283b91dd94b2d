/**
 * The way of a call through tiers, and the plan that is made of it before the run: a tree of steps, in which every call
 * knows whom it asks, how long its caller waits, and how often it tries.
 *
 *     gateway > api > cache else billing
 *
 *     call gateway ── holds a thread of the gateway while ──▶ call api ── ... while ──▶ else ──▶ call cache
 *                                                                                     └ miss ─▶ call billing
 */
import { type BreakerOptions, CircuitBreaker } from './circuit-breaker.ts';
import type { CallPolicy, Tier } from './tier.ts';
import type { Microseconds } from './units.ts';

/** The way of a call through tiers. */
export type CallPath =
  | { kind: 'tier'; tier: string }
  /** `caller > called`: the caller waits, and holds its thread so long. */
  | { kind: 'waits'; caller: string; called: CallPath }
  /** `asked else afterMiss`: what follows is asked when the first, a cache, has no answer. */
  | { kind: 'orElse'; asked: CallPath; afterMiss: CallPath }
  /** `a then b`: one after the other. */
  | { kind: 'inTurn'; steps: readonly CallPath[] }
  /** `first later after`: the second is queued once the first has answered, and nobody waits for it. */
  | { kind: 'later'; first: CallPath; afterAnswer: CallPath };

/** A step that calls one tier. */
export interface CallStep {
  kind: 'call';
  /** Among all steps of the network. */
  number: number;
  tier: Tier;
  /** What the tier calls in its turn, and waits for. */
  called: Step | undefined;
  /** How long the caller waits for one try; Infinity for as long as it takes. */
  timeout: number;
  retryTimes: number;
  retryWait: number;
  breaker: CircuitBreaker | undefined;
  /** Called by the client itself, not by a tier. */
  entrance: boolean;
  /** The cache is looked into: somebody follows who can be asked after a miss. */
  looksUp: boolean;
  /** What the luck of such a visit is drawn for. */
  servicePurpose: string;
  resultPurpose: string;
  errorPurpose: string;
}

export type Step =
  | CallStep
  | { kind: 'orElse'; number: number; asked: Step; afterMiss: Step }
  | { kind: 'inTurn'; number: number; steps: readonly Step[] }
  | { kind: 'later'; number: number; first: Step; afterAnswer: Step };

/** Tiers that call others and hold a thread so long. */
export function callersOn(path: CallPath): readonly string[] {
  switch (path.kind) {
    case 'tier':
      return [];
    case 'waits':
      return [path.caller, ...callersOn(path.called)];
    case 'orElse':
      return [...callersOn(path.asked), ...callersOn(path.afterMiss)];
    case 'inTurn':
      return path.steps.flatMap(callersOn);
    case 'later':
      return [...callersOn(path.first), ...callersOn(path.afterAnswer)];
  }
}

interface NamedPath {
  name: string;
  path: CallPath;
}

/** Plans all paths of one network: two that lead from one tier to another share the breaker between these two. */
export class CallPlanner {
  /** Every step planned so far, by its number. */
  readonly steps: Step[] = [];
  private readonly tiers: ReadonlyMap<string, Tier>;
  private readonly callers: ReadonlySet<string>;
  readonly breakers: { caller: string | undefined; called: string; breaker: CircuitBreaker }[] = [];
  /** How often the path being planned has come to each tier so far: each visit has luck of its own. */
  private visits = new Map<string, number>();
  private name = '';

  constructor(tiers: readonly Tier[], paths: readonly NamedPath[]) {
    this.tiers = new Map(tiers.map(tier => [tier.name, tier]));
    this.callers = new Set(paths.flatMap(({ path }) => callersOn(path)));
  }

  /** @throws RangeError when the path names a tier that is not there */
  plan({ name, path }: NamedPath): Step {
    this.visits = new Map();
    this.name = name;
    return this.step(path, undefined, false);
  }

  private step(path: CallPath, caller: Tier | undefined, mayMiss: boolean): Step {
    switch (path.kind) {
      case 'tier':
        return this.call(path.tier, caller, undefined, mayMiss);
      case 'waits':
        return this.call(path.caller, caller, path.called, mayMiss);
      case 'orElse': {
        const asked = this.step(path.asked, caller, true);
        const afterMiss = this.step(path.afterMiss, caller, mayMiss);
        return this.numbered({ kind: 'orElse', number: this.steps.length, asked, afterMiss });
      }
      case 'inTurn': {
        const steps = path.steps.map(step => this.step(step, caller, mayMiss));
        return this.numbered({ kind: 'inTurn', number: this.steps.length, steps });
      }
      case 'later': {
        const first = this.step(path.first, caller, mayMiss);
        const afterAnswer = this.step(path.afterAnswer, undefined, false);
        return this.numbered({ kind: 'later', number: this.steps.length, first, afterAnswer });
      }
    }
  }

  private numbered<S extends Step>(step: S): S {
    this.steps.push(step);
    return step;
  }

  private call(name: string, caller: Tier | undefined, called: CallPath | undefined, mayMiss: boolean): CallStep {
    const tier = this.tiers.get(name);
    if (tier === undefined) throw new RangeError(`The path ${this.name} names the tier ${name}, which is not there`);
    const nth = (this.visits.get(name) ?? 0) + 1;
    this.visits.set(name, nth);
    const visit = `${this.name}: ${name}${nth === 1 ? '' : ` ${nth}`}`;
    const { timeout, retries, breaker } = this.policy(caller, tier);
    const next = called === undefined ? undefined : this.step(called, tier, mayMiss);
    return this.numbered({
      kind: 'call',
      number: this.steps.length,
      tier,
      called: next,
      timeout: timeout ?? Infinity,
      retryTimes: retries?.times ?? 0,
      retryWait: retries?.wait ?? 0,
      breaker: breaker === undefined ? undefined : this.breaker(caller, tier, breaker),
      entrance: caller === undefined,
      looksUp: mayMiss && tier.cache !== undefined,
      servicePurpose: `${visit}.service`,
      resultPurpose: `${visit}.result`,
      errorPurpose: `${visit}.error`,
    });
  }

  /** What a caller has for its calls wins over what a tier that calls none has for calls to it; of time-outs the shorter. */
  private policy(caller: Tier | undefined, called: Tier): CallPolicy {
    const own: CallPolicy = this.callers.has(called.name) ? {} : called.policy;
    const its: CallPolicy = caller?.policy ?? {};
    const timeouts = [own.timeout, its.timeout].filter(timeout => timeout !== undefined);
    return {
      timeout: timeouts.length === 0 ? undefined : (Math.min(...timeouts) as Microseconds),
      retries: its.retries ?? own.retries,
      breaker: its.breaker ?? own.breaker,
    };
  }

  private breaker(caller: Tier | undefined, called: Tier, options: BreakerOptions): CircuitBreaker {
    const between = this.breakers.find(one => one.caller === caller?.name && one.called === called.name);
    if (between !== undefined) return between.breaker;
    const breaker = new CircuitBreaker(options);
    this.breakers.push({ caller: caller?.name, called: called.name, breaker });
    return breaker;
  }
}
