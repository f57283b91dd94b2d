/**
 * The tiers again, written as plainly as can be: closures, arrays, an event list that is sorted anew each time. What the fast
 * network does is held against this, call by call.
 */
import type { CallPath } from '../../src/sim/call-path.ts';
import { sampler } from '../../src/sim/distributions.ts';
import type { Disturbance } from '../../src/sim/service-center.ts';
import type { TierOptions } from '../../src/sim/tier.ts';
import type { Happening, World } from './tiers-under-test.ts';

type Done = (ending: string) => void;

interface Caller {
  job: number;
  entity: number;
  path: string;
  attempt: number;
  /** The tier that calls; undefined for the client. */
  tier: NaiveTier | undefined;
}

/** A visit to a tier, from its caller's wish to be connected to its end. */
interface Visit {
  done: Done;
  hasConnection: boolean;
  isWanted: boolean;
}

class NaiveTier {
  held = 0;
  heldPeak = 0;
  served = 0;
  waited = 0;
  readonly options: TierOptions;
  readonly queue: (() => void)[] = [];
  readonly connecting: { visit: Visit; knocks: () => void }[] = [];
  connections: number;
  disturbance: Disturbance | undefined;
  /** When an answer was kept, by path and entity. */
  readonly kept = new Map<string, number>();

  constructor(options: TierOptions) {
    this.options = options;
    this.connections = options.connections ?? Infinity;
  }

  get threads(): number {
    const { servers, threads = 1 } = this.options;
    return servers === undefined ? Infinity : servers * threads;
  }
}

interface NaiveBreaker {
  last: boolean[];
  openUntil: number;
  state: 'closed' | 'open' | 'half open';
  isProbing: boolean;
  epoch: number;
}

const isFailure = (ending: string) => ending.startsWith('! ');

export function naively({ tiers, paths, script, luck, cancels = false }: World & Required<Pick<World, 'luck'>>) {
  let now = 0;
  let events: { at: number; run: () => void }[] = [];
  const after = (delay: number, run: () => void): (() => void) => {
    const event = { at: now + Math.ceil(delay), run };
    events.push(event);
    return () => {
      events = events.filter(other => other !== event);
    };
  };
  const all = new Map(tiers.map(options => [options.name, new NaiveTier(options)]));
  const callers = new Set<string>();
  const collect = (path: CallPath): void => {
    if (path.kind === 'waits') {
      callers.add(path.caller);
      collect(path.called);
    } else if (path.kind === 'orElse') [path.asked, path.afterMiss].forEach(collect);
    else if (path.kind === 'inTurn') path.steps.forEach(collect);
    else if (path.kind === 'later') [path.first, path.afterAnswer].forEach(collect);
  };
  Object.values(paths).forEach(collect);
  const breakers = new Map<string, NaiveBreaker>();
  const gone = new Set<number>();
  const ends: { at: number; job: number; how: string }[] = [];

  function go(path: CallPath, caller: Caller, wanted: () => boolean, mayMiss: boolean, done: Done): void {
    const stops = () => cancels && !wanted();
    if (path.kind === 'tier') call(path.tier, undefined, caller, wanted, mayMiss, done);
    else if (path.kind === 'waits') call(path.caller, path.called, caller, wanted, mayMiss, done);
    else if (path.kind === 'later')
      go(path.first, caller, wanted, mayMiss, ending => {
        done(ending);
        if (ending === 'ok')
          go(
            path.afterAnswer,
            { ...caller, tier: undefined },
            () => true,
            false,
            () => {},
          );
      });
    else if (path.kind === 'inTurn') {
      const next = (nth: number): void =>
        go(path.steps[nth], caller, wanted, mayMiss, ending => {
          if (ending !== 'ok' || nth + 1 === path.steps.length) done(ending);
          else if (stops()) done('cancelled');
          else next(nth + 1);
        });
      next(0);
    } else
      go(path.asked, caller, wanted, true, ending => {
        const [missed, name] = ending.split(' at ');
        if (missed !== 'miss' && !isFailure(ending)) {
          done(ending);
          return;
        }
        if (stops()) {
          done('cancelled');
          return;
        }
        go(path.afterMiss, caller, wanted, mayMiss, answer => {
          const tier = missed === 'miss' ? all.get(name) : undefined;
          if (tier !== undefined && answer === 'ok') tier.kept.set(`${caller.path} ${caller.entity}`, now);
          const { ttl = 0, staleIfError = 0 } = tier?.options.cache ?? {};
          const kept = tier?.kept.get(`${caller.path} ${caller.entity}`);
          const isOld = isFailure(answer) && kept !== undefined && now - kept < ttl + staleIfError;
          done(isOld ? 'ok' : answer);
        });
      });
  }

  function call(
    name: string,
    called: CallPath | undefined,
    caller: Caller,
    wanted: () => boolean,
    mayMiss: boolean,
    done: Done,
  ) {
    const tier = all.get(name)!;
    const its = caller.tier?.options ?? ({} as Partial<TierOptions>);
    const own = callers.has(name) ? ({} as Partial<TierOptions>) : tier.options;
    const timeout = Math.min(its.timeout ?? Infinity, own.timeout ?? Infinity);
    const retries = its.retries ?? own.retries ?? { times: 0, wait: 0 };
    const breaking = its.breaker ?? own.breaker;
    const between = `${caller.tier?.options.name} > ${name}`;
    if (breaking !== undefined && !breakers.has(between))
      breakers.set(between, { last: [], openUntil: 0, state: 'closed', isProbing: false, epoch: 0 });
    const breaker = breaking === undefined ? undefined : breakers.get(between);

    const judge = (epoch: number, failed: boolean) => {
      if (breaker === undefined || breaking === undefined || epoch !== breaker.epoch) return;
      if (breaker.state === 'closed') {
        breaker.last = [...breaker.last, failed].slice(-breaking.of);
        const failures = breaker.last.filter(Boolean).length;
        if (breaker.last.length < breaking.of || failures < breaking.failed * breaking.of) return;
      } else {
        breaker.isProbing = false;
        if (!failed) {
          breaker.state = 'closed';
          breaker.epoch += 1;
          breaker.last = [];
          return;
        }
      }
      breaker.state = 'open';
      breaker.openUntil = now + breaking.for;
      breaker.epoch += 1;
      breaker.last = [];
    };

    const tries = (nth: number): void => {
      if (breaker?.state === 'open' && now >= breaker.openUntil) breaker.state = 'half open';
      if (breaker?.state === 'open' || (breaker?.state === 'half open' && breaker.isProbing)) {
        done(`! breaker at ${name}`);
        return;
      }
      if (breaker?.state === 'half open') breaker.isProbing = true;
      const epoch = breaker?.epoch ?? 0;
      const again = (ending: string): void => {
        if (!isFailure(ending) || nth >= retries.times) done(ending);
        else if (cancels && !wanted()) done('cancelled');
        else
          after(retries.wait, () => {
            if (cancels && !wanted()) done('cancelled');
            else tries(nth + 1);
          });
      };
      const visit: Visit = {
        isWanted: true,
        hasConnection: false,
        done: ending => {
          if (!visit.isWanted) return;
          stopClock();
          if (ending === 'cancelled') {
            if (breaker !== undefined && epoch === breaker.epoch) breaker.isProbing = false;
          } else judge(epoch, isFailure(ending));
          again(ending);
        },
      };
      const stopClock =
        timeout === Infinity
          ? () => {}
          : after(timeout, () => {
              visit.isWanted = false;
              judge(epoch, true);
              const at = tier.connecting.findIndex(one => one.visit === visit);
              if (at >= 0) tier.connecting.splice(at, 1);
              else disconnect(tier, visit);
              again(`! timeout at ${name}`);
            });
      const attempt = Math.min(63, caller.attempt * (retries.times + 1) + nth);
      arrive(tier, called, { ...caller, attempt }, visit, () => visit.isWanted && wanted(), mayMiss);
    };
    tries(0);
  }

  function disconnect(tier: NaiveTier, visit: Visit): void {
    if (!visit.hasConnection) return;
    visit.hasConnection = false;
    tier.connections += 1;
    connect(tier);
  }

  function connect(tier: NaiveTier): void {
    const next = tier.connections > 0 ? tier.connecting.shift() : undefined;
    if (next === undefined) return;
    tier.connections -= 1;
    next.visit.hasConnection = true;
    next.knocks();
    connect(tier);
  }

  function arrive(
    tier: NaiveTier,
    called: CallPath | undefined,
    who: Caller,
    visit: Visit,
    wanted: () => boolean,
    mayMiss: boolean,
  ): void {
    const { name, queue = Infinity, cache, results = [], service } = tier.options;
    const leave = (ending: string) => {
      disconnect(tier, visit);
      visit.done(ending);
    };
    const stops = () => cancels && !wanted();
    const leaveThread = (ending: string) => {
      tier.held -= 1;
      if (!isFailure(ending) && ending !== 'cancelled') tier.served += 1;
      while (tier.held < tier.threads && tier.queue.length > 0) tier.queue.shift()!();
      leave(ending);
    };
    const draw = (what: string) => luck(`${who.path}: ${name}.${what}`, who.entity, who.job, who.attempt);
    const ownEnding = (): string => {
      if (tier.disturbance?.kind === 'errors' && draw('error') < tier.disturbance.share) return `! error at ${name}`;
      const uniform = draw('result');
      let share = 0;
      for (const result of results) {
        share += result.share;
        if (uniform < share) return result.name;
      }
      if (!mayMiss || cache === undefined) return 'ok';
      const kept = tier.kept.get(`${who.path} ${who.entity}`);
      return kept !== undefined && now - kept < cache.ttl ? 'ok' : `miss at ${name}`;
    };
    const work = () => {
      tier.held += 1;
      tier.heldPeak = Math.max(tier.heldPeak, tier.held);
      if (tier.disturbance?.kind === 'hang') return;
      const slow = tier.disturbance?.kind === 'slow' ? tier.disturbance.by : 1;
      after(sampler(service)(draw('service')) * slow, () => {
        if (tier.disturbance?.kind === 'hang') return;
        const ending = stops() ? 'cancelled' : ownEnding();
        if (ending !== 'ok' || called === undefined) {
          leaveThread(ending);
          return;
        }
        const since = now;
        go(called, { ...who, tier }, wanted, mayMiss, answer => {
          tier.waited += now - since;
          if (tier.disturbance?.kind !== 'hang') leaveThread(stops() ? 'cancelled' : answer);
        });
      });
    };
    const knocks = () => {
      if (tier.held < tier.threads && tier.queue.length === 0) work();
      else if (tier.queue.length >= queue) leave(`! full at ${name}`);
      else tier.queue.push(() => (stops() ? leave('cancelled') : work()));
    };
    if (tier.disturbance?.kind === 'refuse') leave(`! refused at ${name}`);
    else if (tier.connections > 0 && tier.connecting.length === 0) {
      tier.connections -= 1;
      visit.hasConnection = true;
      knocks();
    } else tier.connecting.push({ visit, knocks });
  }

  const happen = (what: Happening): void => {
    if ('call' in what) {
      const { call: job, path = 'call', entity = job } = what;
      const caller = { job, entity, path, attempt: 0, tier: undefined };
      go(
        paths[path],
        caller,
        () => !gone.has(job),
        false,
        how => ends.push({ at: now, job, how: how.replace('! ', '') }),
      );
    } else if ('gone' in what) gone.add(what.gone);
    else if ('disturb' in what) all.get(what.disturb)!.disturbance = what.as;
  };
  for (const what of script) after(what.at, () => happen(what));
  while (events.length > 0) {
    const next = events.reduce((first, event) => (event.at < first.at ? event : first));
    events = events.filter(event => event !== next);
    now = next.at;
    next.run();
  }
  return { ends, tiers: all };
}
