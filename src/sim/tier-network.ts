/**
 * A network of tiers that wait for one another: carries out calls along their paths.
 *
 *     client ─▶ gateway ── holds a thread ─▶ api ── holds a thread ─▶ cache · billing ── ...
 *                  └────── answer ◀───────────┘ time-out, retries, breaker between any two
 *
 * Whoever calls waits for one try so long as its time-out says, tries again after a wait, and stops calling while the
 * breaker is open. A caller that gives up leaves the called tier to its work, which then nobody wants; or, where it
 * `cancels`, work for somebody who has gone stops at its next step: when it gets a thread, when its own work is done, when
 * what it called has ended.
 *
 * Every job ends in exactly one way: ok, a result of a tier's own, or a failure with the tier that failed. All luck is that
 * of the entity for which the job was submitted, by path, tier and try.
 *
 * HOT: see {@link TierFrames}.
 */
import { type CallPath, CallPlanner, type CallStep, type Step } from './call-path.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import type { Disturbance, Staff } from './service-center.ts';
import type { Simulation } from './simulation.ts';
import { Tier, type TierFailure, type TierOptions, tierFailures } from './tier.ts';
import { none, TierFrames } from './tier-frames.ts';

/** How a job has ended. The view is good until the listener returns. */
export interface CallEnd {
  how: 'ok' | 'result' | 'failed';
  /** On which path. */
  path: number;
  /** Which result. */
  result: string | undefined;
  /** Which failure. */
  failure: TierFailure | undefined;
  /** Of a result or a failure. */
  tier: Tier | undefined;
  /** Where the answer comes from: the tiers behind the caches, or a cache that had it, fresh or too old. */
  from: 'tiers' | 'cache' | 'staleCache';
  /** For whom a cache fetched it. */
  fetchedFor: number;
}

export interface TierListener {
  /** A job has ended; told exactly once. It may submit in its turn. */
  ended(job: number, end: CallEnd): void;
  /** A cache has got an answer that was fetched for that entity. */
  filled?(path: number, entity: number): void;
  /** A tier that the client calls itself has done its work, whether or not anybody still waits. */
  worked?(path: number, entity: number, mark: number): void;
}

export interface TierNetworkOptions {
  tiers: readonly TierOptions[];
  paths: readonly { name: string; path: CallPath }[];
  /** A uniform number between 0 and 1, both excluded; `attempt` is below 64. */
  luck: (purpose: string, entity: number, occurrence: number, attempt: number) => number;
  /** Given: work stops at the next step of those whose client has gone. Whether the client of a job has. */
  cancels?: ((job: number) => boolean) | undefined;
}

/* What a frame is. */
const root = 1;
const call = 2;
const visit = 3;
const orElse = 4;
const inTurn = 5;
const later = 6;

/* States of a root: somebody waits for it, or nobody ever did. */
const forClient = 0;
const afterAnswer = 1;
/* States of a call. */
const asking = 1;
const pausing = 2;
/* States of a visit. */
const connecting = 1;
const queued = 2;
const working = 3;
const calling = 4;
/** What it called has ended, but the tier hangs. */
const stuck = 5;
/* States of `else`. */
const lookingUp = 1;
const following = 2;
const fetching = 3;
const leading = 4;

/* How a step ends: a kind, and above it the number of the result or the tier. */
type Ending = number;
const ok: Ending = 0;
const miss = 1;
const cancelled: Ending = 2;
const ownResult = 3;
const firstFailure = 4;
const kindBits = 4;
const kindMask = 15;
const kindOf = (ending: Ending) => ending & kindMask;
const detailOf = (ending: Ending) => ending >> kindBits;
const isFailure = (ending: Ending) => kindOf(ending) >= firstFailure;

/* Where the answer of a root comes from. */
const sources = ['tiers', 'cache', 'staleCache'] as const;
const fromTiers = 0;
const fromCache = 1;
const fromStaleCache = 2;

const attemptMax = 63;

export class TierNetwork {
  readonly name: string;
  readonly tiers: readonly Tier[];
  private readonly byName: ReadonlyMap<string, Tier>;
  private readonly simulation: Simulation;
  private readonly frames: TierFrames;
  private readonly steps: readonly Step[];
  /** By path: its first step. */
  private readonly firstSteps: readonly Step[];
  private readonly pathNumbers: ReadonlyMap<string, number>;
  private readonly results: readonly { tier: Tier; name: string }[];
  /** By tier: the number of its first result. */
  private readonly firstResults: readonly number[];
  /** Calls that fetch an answer for others too, by cache and entry. */
  private readonly leaders: readonly Map<number, number>[];
  /** By such a call: the others that wait for its answer, where there are any. */
  private readonly followers = new Map<number, number[]>();
  /** By caller and called tier. */
  readonly breakers: readonly { called: string; breaker: CircuitBreaker }[];
  private readonly luck: TierNetworkOptions['luck'];
  private readonly cancels: ((job: number) => boolean) | undefined;
  private readonly listener: TierListener;
  private readonly end: CallEnd = {
    how: 'ok',
    path: 0,
    result: undefined,
    failure: undefined,
    tier: undefined,
    from: 'tiers',
    fetchedFor: none,
  };

  /** @throws RangeError for options that make no sense, two tiers of one name, or a path with a tier that is not there */
  constructor(simulation: Simulation, name: string, options: TierNetworkOptions, listener: TierListener) {
    this.name = name;
    this.simulation = simulation;
    this.listener = listener;
    this.luck = options.luck;
    this.cancels = options.cancels;
    this.frames = new TierFrames(simulation, name, row => this.happens(row));
    this.tiers = options.tiers.map((tier, number) => new Tier(tier, number, this.frames, simulation.now));
    this.byName = new Map(this.tiers.map(tier => [tier.name, tier]));
    if (this.byName.size < this.tiers.length) throw new RangeError(`${name} has two tiers of the same name`);
    this.leaders = this.tiers.map(() => new Map());
    const results: { tier: Tier; name: string }[] = [];
    this.firstResults = this.tiers.map(tier => {
      const first = results.length;
      results.push(...tier.results.map(({ name: result }) => ({ tier, name: result })));
      return first;
    });
    this.results = results;
    const planner = new CallPlanner(this.tiers, options.paths);
    this.firstSteps = options.paths.map(path => planner.plan(path));
    this.steps = planner.steps;
    this.breakers = planner.breakers;
    this.pathNumbers = new Map(options.paths.map(({ name: path }, number) => [path, number]));
  }

  tier(name: string): Tier | undefined {
    return this.byName.get(name);
  }

  /** The tiers that a client of the path calls itself. */
  entrances(path: string): readonly Tier[] {
    const number = this.path(path);
    return number === undefined ? [] : entrancesOf(this.firstSteps[number]);
  }

  /** The number of a path, for {@link submit}; undefined when there is none of that name. */
  path(name: string): number | undefined {
    return this.pathNumbers.get(name);
  }

  /** Threads held now, in all tiers; 0 when nothing is going on. */
  get threadsHeld(): number {
    return this.tiers.reduce((sum, { held }) => sum + held.now, 0);
  }

  /** Steps going on now, those included that nobody waits for. */
  get goingOn(): number {
    return this.frames.used;
  }

  /**
   * A job comes.
   *
   * @param job         given back to the listener
   * @param path        see {@link path}
   * @param entity      on whose behalf: names the luck, and the entry of caches by entity
   * @param occurrence  which time
   * @param mark        given back to {@link TierListener.worked}
   */
  submit(job: number, path: number, entity: number, occurrence: number, mark = 0): void {
    const { frames } = this;
    const row = frames.take(root, 0, none, none);
    frames.number[row] = job;
    frames.path[row] = path;
    frames.entity[row] = entity;
    frames.occurrence[row] = occurrence;
    frames.mark[row] = mark;
    frames.attempt[row] = 0;
    this.start(this.firstSteps[path], row);
  }

  /* ---- steps ---- */

  /** Begins a step that `parent` waits for. It may have ended when this returns. */
  private start(step: Step, parent: number): void {
    const { frames } = this;
    if (step.kind === 'call') this.try(frames.take(call, step.number, parent, parent), step);
    else if (step.kind === 'orElse') {
      const row = frames.take(orElse, step.number, parent, parent);
      frames.state[row] = lookingUp;
      this.start(step.asked, row);
    } else if (step.kind === 'inTurn') this.start(step.steps[0], frames.take(inTurn, step.number, parent, parent));
    else this.start(step.first, frames.take(later, step.number, parent, parent));
  }

  /** The row is done: whoever waits for it goes on. */
  private finish(row: number, ending: Ending): void {
    const { frames } = this;
    const parent = frames.parent[row];
    frames.release(row);
    if (parent === none) return;
    frames.child[parent] = none;
    const kind = frames.kind[parent];
    if (kind === root) this.endRoot(parent, ending);
    else if (kind === call) this.tryEnded(parent, ending);
    else if (kind === visit) this.calledEnded(parent, ending);
    else if (kind === orElse) this.elseGoesOn(parent, ending);
    else if (kind === inTurn) this.inTurnGoesOn(parent, ending);
    else this.firstEnded(parent, ending);
  }

  private endRoot(row: number, ending: Ending): void {
    const { frames, end } = this;
    const job = frames.number[row];
    const state = frames.state[row];
    end.from = sources[frames.extra[row]];
    end.fetchedFor = frames.second[row];
    end.path = frames.path[row];
    frames.release(row);
    if (state === afterAnswer) return;
    this.describe(ending);
    this.listener.ended(job, end);
  }

  private describe(ending: Ending): void {
    const { end } = this;
    const detail = detailOf(ending);
    end.result = undefined;
    end.failure = undefined;
    end.tier = undefined;
    if (kindOf(ending) === ownResult) {
      end.how = 'result';
      end.result = this.results[detail].name;
      end.tier = this.results[detail].tier;
    } else if (ending === cancelled) {
      // Nobody reads it: the client has gone.
      end.how = 'failed';
      end.failure = 'timeout';
    } else if (isFailure(ending)) {
      end.how = 'failed';
      end.failure = tierFailures[kindOf(ending) - firstFailure];
      end.tier = this.tiers[detail];
    } else end.how = 'ok';
  }

  private inTurnGoesOn(row: number, ending: Ending): void {
    const { frames } = this;
    const { steps } = this.steps[frames.step[row]] as Extract<Step, { kind: 'inTurn' }>;
    const next = frames.number[row] + 1;
    if (ending !== ok || next === steps.length) {
      this.finish(row, ending);
      return;
    }
    if (this.hasGone(row)) {
      this.finish(row, cancelled);
      return;
    }
    frames.number[row] = next;
    this.start(steps[next], row);
  }

  /** The answer goes out first; then what comes after it begins, for nobody. */
  private firstEnded(row: number, ending: Ending): void {
    const { frames } = this;
    if (ending !== ok) {
      this.finish(row, ending);
      return;
    }
    const step = this.steps[frames.step[row]] as Extract<Step, { kind: 'later' }>;
    const after = frames.take(root, 0, none, row);
    frames.state[after] = afterAnswer;
    this.finish(row, ending);
    this.start(step.afterAnswer, after);
  }

  /* ---- calls: tries, time-outs, breakers ---- */

  private try(row: number, step: CallStep): void {
    const { frames } = this;
    const { tier, breaker } = step;
    const now = this.simulation.now;
    if (breaker !== undefined) {
      if (!breaker.admits(now)) {
        tier.countFailure('breaker', now);
        this.finish(row, failed('breaker', tier));
        return;
      }
      frames.second[row] = breaker.epoch;
    }
    if (frames.number[row] > 0) tier.repeated += 1;
    const visiting = frames.take(visit, frames.step[row], row, row);
    const attempt = frames.attempt[row] * (step.retryTimes + 1) + frames.number[row];
    frames.attempt[visiting] = Math.min(attemptMax, attempt);
    frames.state[row] = asking;
    if (step.timeout !== Infinity) frames.schedule(row, step.timeout);
    this.arrive(visiting, step);
  }

  private tryEnded(row: number, ending: Ending): void {
    const { frames } = this;
    const step = this.steps[frames.step[row]] as CallStep;
    frames.overtake(row);
    if (ending === cancelled) step.breaker?.forgotten(frames.second[row]);
    else step.breaker?.ended(isFailure(ending), this.simulation.now, frames.second[row]);
    this.tryAgain(row, step, ending);
  }

  private tryAgain(row: number, step: CallStep, ending: Ending): void {
    const { frames } = this;
    if (!isFailure(ending) || frames.number[row] >= step.retryTimes) {
      this.finish(row, ending);
      return;
    }
    if (this.hasGone(row)) {
      this.finish(row, cancelled);
      return;
    }
    frames.number[row] += 1;
    frames.state[row] = pausing;
    frames.schedule(row, step.retryWait);
  }

  private timeOut(row: number, step: CallStep): void {
    const { frames } = this;
    const now = this.simulation.now;
    const visiting = frames.child[row];
    frames.child[row] = none;
    frames.parent[visiting] = none;
    step.tier.countFailure('timeout', now);
    step.breaker?.ended(true, now, frames.second[row]);
    this.letGo(visiting, step.tier);
    this.tryAgain(row, step, failed('timeout', step.tier));
  }

  /** Nobody waits for the visit any more: the connection is the caller's, and goes with it. */
  private letGo(row: number, tier: Tier): void {
    const { frames } = this;
    if (frames.state[row] === connecting) {
      tier.connecting.remove(row);
      tier.wantConnection.change(-1, this.simulation.now);
      frames.release(row);
    } else this.disconnect(row, tier);
  }

  /* ---- visits ---- */

  private arrive(row: number, step: CallStep): void {
    const { frames } = this;
    const { tier } = step;
    tier.countVisit(this.simulation.now);
    if (tier.disturbance?.kind === 'refuse') {
      this.turnAway(row, tier, 'refused');
      return;
    }
    if (tier.connectionsFree > 0 && tier.connecting.length === 0) {
      tier.connectionsFree -= 1;
      frames.extra[row] = 1;
      this.knock(row, step);
      return;
    }
    frames.state[row] = connecting;
    tier.connecting.append(row);
    tier.wantConnection.change(1, this.simulation.now);
  }

  /** At the door, with a connection. */
  private knock(row: number, step: CallStep): void {
    const { frames } = this;
    const { tier } = step;
    if (!tier.passes(frames.entity[row], this.simulation.now)) this.turnAway(row, tier, 'limit');
    else if (tier.hasThread && tier.waiting.length === 0) this.work(row, step);
    else if (tier.queue.now >= tier.queuePlaces) this.turnAway(row, tier, 'full');
    else {
      frames.state[row] = queued;
      tier.waiting.append(row);
      tier.queue.change(1, this.simulation.now);
    }
  }

  private turnAway(row: number, tier: Tier, reason: TierFailure): void {
    tier.countFailure(reason, this.simulation.now);
    this.leave(row, tier, failed(reason, tier));
  }

  private work(row: number, step: CallStep): void {
    const { frames } = this;
    const { tier } = step;
    tier.takeThread(this.simulation.now);
    frames.state[row] = working;
    if (tier.disturbance?.kind === 'hang') return;
    const luck = this.luck(step.servicePurpose, frames.entity[row], frames.occurrence[row], frames.attempt[row]);
    frames.schedule(row, tier.workOf(luck));
  }

  private workEnds(row: number, step: CallStep): void {
    const { frames } = this;
    const { tier } = step;
    const ending = this.hasGone(row) ? cancelled : this.endingOf(row, step);
    if (ending !== ok || step.called === undefined) {
      this.leaveThread(row, step, ending);
      return;
    }
    tier.busy.change(-1, this.simulation.now);
    frames.state[row] = calling;
    frames.since[row] = this.simulation.now;
    this.start(step.called, row);
  }

  /** What comes of the tier's own work. */
  private endingOf(row: number, step: CallStep): Ending {
    const { frames } = this;
    const { tier } = step;
    const now = this.simulation.now;
    const entity = frames.entity[row];
    const occurrence = frames.occurrence[row];
    const attempt = frames.attempt[row];
    if (
      tier.disturbance?.kind === 'errors' &&
      this.luck(step.errorPurpose, entity, occurrence, attempt) < tier.disturbance.share
    ) {
      tier.countFailure('error', now);
      return failed('error', tier);
    }
    if (tier.results.length > 0) {
      const luck = this.luck(step.resultPurpose, entity, occurrence, attempt);
      let share = 0;
      for (const [nth, result] of tier.results.entries()) {
        share += result.share;
        if (luck < share) return ownResult | ((this.firstResults[tier.number] + nth) << kindBits);
      }
    }
    if (!step.looksUp) return ok;
    const fetchedFor = tier.cache!.look(this.entryOf(row, tier), now);
    this.noteSource(row, fetchedFor === undefined ? fromTiers : fromCache, fetchedFor ?? none);
    return fetchedFor === undefined ? miss | (tier.number << kindBits) : ok;
  }

  private calledEnded(row: number, ending: Ending): void {
    const { frames } = this;
    const step = this.steps[frames.step[row]] as CallStep;
    const { tier } = step;
    const now = this.simulation.now;
    tier.countWait(now - frames.since[row], now);
    if (tier.disturbance?.kind === 'hang') {
      frames.state[row] = stuck;
      return;
    }
    this.leaveThread(row, step, this.hasGone(row) ? cancelled : ending);
  }

  /** The visit ends; its thread goes to whoever waits, and then its caller goes on. */
  private leaveThread(row: number, step: CallStep, ending: Ending): void {
    const { frames, listener } = this;
    const { tier } = step;
    const now = this.simulation.now;
    if (frames.state[row] === working) tier.busy.change(-1, now);
    tier.held.change(-1, now);
    if (!isFailure(ending) && ending !== cancelled) tier.served += 1;
    if (ending === ok && step.entrance) listener.worked?.(frames.path[row], frames.entity[row], frames.mark[row]);
    this.handOutThreads(tier);
    this.leave(row, tier, ending);
  }

  private leave(row: number, tier: Tier, ending: Ending): void {
    this.disconnect(row, tier);
    this.finish(row, ending);
  }

  private disconnect(row: number, tier: Tier): void {
    if (this.frames.extra[row] === 0) return;
    this.frames.extra[row] = 0;
    tier.connectionsFree += 1;
    if (tier.connecting.length > 0) this.handOutConnections(tier);
  }

  /** HOT: a loop, because whoever gets a connection may be turned away and give it back at once. */
  private handOutConnections(tier: Tier): void {
    if (tier.handingOut) return;
    tier.handingOut = true;
    while (tier.connectionsFree > 0 && tier.connecting.length > 0) {
      const row = tier.connecting.shift();
      tier.wantConnection.change(-1, this.simulation.now);
      tier.connectionsFree -= 1;
      this.frames.extra[row] = 1;
      this.knock(row, this.steps[this.frames.step[row]] as CallStep);
    }
    tier.handingOut = false;
  }

  private handOutThreads(tier: Tier): void {
    const { frames } = this;
    while (tier.waiting.length > 0 && tier.hasThread) {
      const row = tier.waiting.shift();
      tier.queue.change(-1, this.simulation.now);
      if (this.hasGone(row)) {
        this.leave(row, tier, cancelled);
        continue;
      }
      this.work(row, this.steps[frames.step[row]] as CallStep);
    }
  }

  /* ---- caches ---- */

  /** Two requests of different paths for the same entity are not the same request. */
  private entryOf(row: number, tier: Tier): number {
    const { entity, path } = this.frames;
    return tier.cache!.options.key(entity[row]) * this.firstSteps.length + path[row];
  }

  private elseGoesOn(row: number, ending: Ending): void {
    const { frames } = this;
    if (frames.state[row] !== lookingUp) {
      this.fetched(row, ending);
      return;
    }
    if (kindOf(ending) !== miss && !isFailure(ending)) {
      this.finish(row, ending);
      return;
    }
    if (this.hasGone(row)) {
      this.finish(row, cancelled);
      return;
    }
    if (isFailure(ending)) {
      // A cache that cannot be asked has no answer, and takes none.
      frames.number[row] = none;
      this.fetch(row, fetching);
      return;
    }
    const cache = detailOf(ending);
    frames.number[row] = cache;
    const tier = this.tiers[cache];
    if (!tier.cache!.options.sharedMisses) {
      this.fetch(row, fetching);
      return;
    }
    const entry = this.entryOf(row, tier);
    const leader = this.leaders[cache].get(entry);
    if (leader === undefined) {
      this.leaders[cache].set(entry, row);
      this.fetch(row, leading);
      return;
    }
    tier.cache!.shared += 1;
    frames.state[row] = following;
    this.follow(leader, row);
  }

  private follow(leader: number, row: number): void {
    const others = this.followers.get(leader);
    if (others === undefined) this.followers.set(leader, [row]);
    else others.push(row);
  }

  private fetch(row: number, state: number): void {
    const { frames } = this;
    const step = this.steps[frames.step[row]] as Extract<Step, { kind: 'orElse' }>;
    frames.state[row] = state;
    this.start(step.afterMiss, row);
  }

  /** What follows a miss has ended: the cache takes the answer, and so does everybody who waited for it. */
  private fetched(row: number, ending: Ending): void {
    const { frames, listener } = this;
    const number = frames.number[row];
    if (number === none) {
      this.finish(row, ending);
      return;
    }
    const tier = this.tiers[number];
    const entry = this.entryOf(row, tier);
    const entity = frames.entity[row];
    if (ending === ok) {
      tier.cache!.fill(entry, entity, this.simulation.now);
      listener.filled?.(frames.path[row], entity);
    }
    const others = frames.state[row] === leading ? this.endOfLead(row, tier, entry) : [];
    this.finish(row, isFailure(ending) ? this.orStale(row, tier, entry, ending) : ending);
    for (const other of others) {
      if (this.hasGone(other)) this.finish(other, cancelled);
      else if (ending === cancelled) this.followNext(other, tier, entry);
      else if (isFailure(ending)) this.finish(other, this.orStale(other, tier, entry, ending));
      else {
        if (ending === ok) this.noteSource(other, fromCache, entity);
        this.finish(other, ending);
      }
    }
  }

  private endOfLead(row: number, tier: Tier, entry: number): readonly number[] {
    const others = this.followers.get(row) ?? [];
    this.followers.delete(row);
    this.leaders[tier.number].delete(entry);
    return others;
  }

  /** Whom one waited for has stopped: the first of those left asks, and the others wait for that one. */
  private followNext(row: number, tier: Tier, entry: number): void {
    const leader = this.leaders[tier.number].get(entry);
    if (leader !== undefined) {
      this.follow(leader, row);
      return;
    }
    this.leaders[tier.number].set(entry, row);
    this.fetch(row, leading);
  }

  /** An old answer in the place of none. */
  private orStale(row: number, tier: Tier, entry: number, ending: Ending): Ending {
    const fetchedFor = tier.cache!.lookForStale(entry, this.simulation.now);
    if (fetchedFor === undefined) return ending;
    this.noteSource(row, fromStaleCache, fetchedFor);
    return ok;
  }

  private noteSource(row: number, source: number, fetchedFor: number): void {
    const { frames } = this;
    const top = this.topOf(row);
    if (frames.kind[top] !== root) return;
    frames.extra[top] = source;
    frames.second[top] = fetchedFor;
  }

  /* ---- who waits ---- */

  /** The root of a row, or the highest row that nobody waits for. */
  private topOf(row: number): number {
    const { parent } = this.frames;
    let top = row;
    while (parent[top] !== none) top = parent[top];
    return top;
  }

  /** Whether nobody waits for the row any more, where that makes a difference. */
  private hasGone(row: number): boolean {
    if (this.cancels === undefined) return false;
    const { frames } = this;
    const top = this.topOf(row);
    if (frames.kind[top] !== root) return true;
    return frames.state[top] === forClient && this.cancels(frames.number[top]);
  }

  private happens(row: number): void {
    const { frames } = this;
    const step = this.steps[frames.step[row]] as CallStep;
    if (frames.kind[row] === visit) this.workEnds(row, step);
    else if (frames.state[row] === asking) this.timeOut(row, step);
    else if (this.hasGone(row)) this.finish(row, cancelled);
    else this.try(row, step);
  }

  /* ---- what goes wrong ---- */

  /**
   * Puts a tier out of order in one way, or in order again with `undefined`. Visits that hung are lost when the hang is
   * over, and their callers are told so.
   *
   * @throws RangeError for a share outside 0 to 1 or a factor below 0
   */
  disturb(tier: Tier, disturbance: Disturbance | undefined): void {
    const hung = tier.disturbance?.kind === 'hang';
    const hangs = disturbance?.kind === 'hang';
    tier.setDisturbance(disturbance);
    if (hangs && !hung) for (const row of this.visitsAt(tier, working)) this.frames.overtake(row);
    if (hung && !hangs) this.loseWhatHung(tier);
  }

  private loseWhatHung(tier: Tier): void {
    const { frames } = this;
    const now = this.simulation.now;
    const rows = [...this.visitsAt(tier, working), ...this.visitsAt(tier, stuck)].sort((a, b) => a - b);
    for (const row of rows) {
      if (frames.state[row] === working) tier.busy.change(-1, now);
      tier.held.change(-1, now);
      tier.countFailure('hung', now);
      // It has no thread any more.
      frames.state[row] = stuck;
    }
    this.handOutThreads(tier);
    for (const row of rows) this.leave(row, tier, failed('hung', tier));
  }

  private visitsAt(tier: Tier, state: number): number[] {
    const { frames } = this;
    const rows: number[] = [];
    for (let row = 0; row < frames.size; row += 1) {
      if (frames.kind[row] !== visit || frames.state[row] !== state) continue;
      if ((this.steps[frames.step[row]] as CallStep).tier === tier) rows.push(row);
    }
    return rows;
  }

  /**
   * Changes how many servers of a tier are there, and how many of these are cold. One that is to leave lets its threads
   * finish first.
   *
   * @throws RangeError for numbers that make no sense, or a tier without servers
   */
  staff(tier: Tier, staff: Staff): void {
    tier.setStaff(staff);
    this.handOutThreads(tier);
  }
}

function entrancesOf(step: Step): readonly Tier[] {
  if (step.kind === 'call') return [step.tier];
  if (step.kind === 'orElse') return [...entrancesOf(step.asked), ...entrancesOf(step.afterMiss)];
  return step.kind === 'later' ? entrancesOf(step.first) : step.steps.flatMap(entrancesOf);
}

const failed = (reason: TierFailure, tier: Tier): Ending =>
  (firstFailure + tierFailures.indexOf(reason)) | (tier.number << kindBits);
