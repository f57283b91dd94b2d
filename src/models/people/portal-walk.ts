/**
 * The buyer's walk through the portal, step by step, as the scenario has written it: page, thought, calls, order, callback,
 * and the step that follows.
 *
 *     ┌▶ page ─▶ think ─▶ calls ─▶ order ─▶ callback ─▶ the next step, by shares ──▶ ... ──▶ done
 *     │   │        │        └─────────┴─ another outcome ─▶ its branch, at most so many times, or the error page
 *     │   │        ├─ leaves · closes the lid ─▶ the end
 *     │   │        └─ goes back ─▶ the step before, on the way really taken
 *     └───┴─ load error page ─▶ tries again, or leaves
 *
 * Once a callback has handed the purchase to the app, the walk goes on beside it, and nothing in it ends the purchase any
 * more. All luck is named after the step, so that variants of the flow meet the same buyers at the steps they share.
 *
 * Source: Microsoft Learn, "Mobile Plans web portal"; the reference walk is sign in, pick, pay, confirm.
 */
import { EMPTY } from 'rxjs';
import { type Conversation, type Flow, flow, its, stepByStep } from '../../sim/index.ts';
import type { PortalStep, StepTarget } from '../settings.ts';
import type { mobilePlansApp } from '../windows/mobile-plans-app.ts';
import type { EndReason } from '../windows/purchase-ends.ts';
import { type AppWords, isWithBuyer, leaving, type Outcome, PortalPage } from './portal-page-visit.ts';

export const portalWalkOf = (app: () => typeof mobilePlansApp): Flow =>
  flow(
    'portal walk',
    app,
    (words: AppWords) => stepByStep(() => new PortalWalk(words).walk()),
    (failure, { tell, record }) => (isWithBuyer(record()) ? tell('ends', failure.detail as EndReason) : EMPTY),
  );

/** The end of a purchase that worked; it needs no step. */
const done: StepTarget = 'done';

/** From one step to the next one, by shares or after an outcome. */
type Way = PortalStep['then'][number] | PortalStep['branches'][number];

/** One walk: where the buyer is, the way there, and how often each way was taken. */
class PortalWalk {
  private readonly words: AppWords;
  private readonly steps: readonly PortalStep[];
  private readonly page: PortalPage;
  private readonly numbers: ReadonlyMap<StepTarget, number>;
  private readonly way: number[] = [];
  private readonly takings = new Map<Way, number>();

  constructor(words: AppWords) {
    this.words = words;
    this.steps = words.given.operator(words.subject).portal.steps;
    this.page = new PortalPage(words);
    this.numbers = new Map(this.steps.map(({ name }, at) => [name, at]));
  }

  *walk(): Conversation<void> {
    let at = 0;
    while (!this.page.isOver()) {
      yield* its(this.words.tell('stepEntered', at));
      const next = yield* this.visit(at);
      if (this.page.isOver()) return;
      if (next === done) {
        yield* its(this.words.tell('stepTaken', at));
        // A page that ends well without having called the app has sold nothing that the app could give.
        if (this.page.isWithBuyer()) throw leaving(this.page.whyNothingCame());
        return;
      }
      at = yield* this.goesOn(at, next);
    }
  }

  /** From one step to another, or to the same again; back along the way, or ahead. */
  private *goesOn(at: number, next: StepTarget | typeof back): Conversation<number> {
    if (next === back) return this.way.pop()!;
    const to = this.numbers.get(next)!;
    if (to === at) return at;
    this.way.push(at);
    yield* its(this.words.tell('stepTaken', at));
    return to;
  }

  /** One visit to a step, until it is known where to go from there. */
  private *visit(at: number): Conversation<StepTarget | typeof back> {
    const { page } = this;
    const step = this.steps[at]!;
    for (;;) {
      yield* page.load(at, step);
      yield* page.thinks(step);
      // The app may have come to the end of the purchase while its last pages were still looked at.
      if (page.isOver()) return done;
      const mood = this.moodAt(step);
      if (mood === 'goes back') return back;
      if (mood === 'closes the lid') throw leaving('closed the lid');
      if (mood === 'leaves') yield* page.leaves(step);

      const outcome = yield* page.answer(at, step);
      if (outcome !== 'ok') {
        const to = yield* this.branch(step, outcome);
        if (to !== undefined) return to;
        continue;
      }
      if (page.isOver()) return done;
      yield* page.callsApp(step);
      if (page.isOver()) return done;
      if (step.end === 'failed') throw leaving('ended by the portal');
      if (step.end === 'done') return done;
      return this.ahead(step);
    }
  }

  /** One draw for whatever keeps a buyer from going on. Who goes back from the first step finds nothing there, and goes on. */
  private moodAt({
    name,
    leaves,
    closesLid,
    goesBack,
  }: PortalStep): 'leaves' | 'closes the lid' | 'goes back' | 'goes on' {
    if (leaves + closesLid + goesBack === 0) return 'goes on';
    const luck = this.words.draw(`portal.${name}.leaves`);
    if (luck < leaves) return 'leaves';
    if (luck < leaves + closesLid) return 'closes the lid';
    return luck < leaves + closesLid + goesBack && this.way.length > 0 ? 'goes back' : 'goes on';
  }

  /** What follows when all went well. A step that says nothing about that ends the purchase. */
  private ahead({ name, then }: PortalStep): StepTarget {
    const [only] = then;
    if (only === undefined) throw leaving('ended by the portal');
    if (then.length === 1) return this.take(only, 'too many tries');
    const luck = this.words.draw(`portal.${name}.then`);
    let share = 0;
    const chosen = then.find(one => {
      share += one.share;
      return luck < share;
    });
    return this.take(chosen ?? then.findLast(one => one.share > 0) ?? only, 'too many tries');
  }

  /** What follows another outcome: its branch, or the portal's error page, from which undefined leads to the step again. */
  private *branch(step: PortalStep, outcome: Outcome): Conversation<StepTarget | undefined> {
    if (outcome === 'declined' && this.page.isWithBuyer()) yield* its(this.words.tell('declined'));
    const branch = step.branches.find(one => one.outcome === outcome);
    if (branch === undefined) {
      if (outcome === 'error' || outcome === 'timeout' || outcome === 'soldOut') {
        yield* this.page.errorPage(step, outcome);
        return undefined;
      }
      throw leaving(outcome === 'declined' ? 'payment declined' : 'ended by the portal');
    }
    return this.take(branch, outcome === 'declined' ? 'payment declined' : 'too many tries');
  }

  /** @param refusal  why the purchase fails when this way has been taken as often as it may */
  private take(way: Way, refusal: EndReason): StepTarget {
    const taken = this.takings.get(way) ?? 0;
    if (way.atMost !== undefined && taken >= way.atMost) throw leaving(refusal);
    this.takings.set(way, taken + 1);
    return way.to;
  }
}

/** Where a buyer goes who goes back; no step is called so. */
const back = Symbol('back');
