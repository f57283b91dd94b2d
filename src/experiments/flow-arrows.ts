/**
 * A picture of what goes between people and systems: a story says who takes part and which arrows there are, and here is
 * measured how often each was taken, how long it took, and what went wrong on it.
 */
import type { World } from '../models/index.ts';
import { outcomes } from '../sim/index.ts';
import type { FlowArrow, FlowParticipant, FlowPicture } from './run-result.ts';
import { CategoryCounts } from './statistics/accumulators.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';

/** One arrow: a request, or a fact, and how to tell what went wrong where the outcome alone does not. */
export type Arrow<Examples> = {
  step: number;
  from: string;
  to: string;
  label: string;
  /** Facts that tell why an outcome was a failure, often with a code as its value, and the words for it. */
  reasons?: { of: 'refused' | 'answered'; facts: readonly string[]; words: (code: number) => string };
  /** What a refusal means here. */
  refusedWords?: string;
  /** Whether the arrow was taken for this subject, by a fact of this value; always, where absent. */
  isFor?: (world: World, subject: number, value: number) => boolean;
  /** False for an arrow that only some ways have, in a story whose unused arrows are drawn. */
  isShownUnused?: boolean;
  example?: (examples: Examples) => string;
} & (
  | { request: string }
  /** `timed`: the value of the fact is how long it took. */
  | { fact: string; timed?: true }
);

export interface FlowStory<Examples> {
  title: string;
  source: string;
  participants: readonly FlowParticipant[];
  arrows: readonly Arrow<Examples>[];
  /** The fact without which there is nothing to tell. */
  toldBy: string;
  /** The messages of the first subject of that fact. */
  examples: (world: World, subject: number) => Examples;
  /** Whether arrows that nobody took are drawn. */
  showsUnused: boolean;
}

export const failureWords: Record<string, string> = {
  refused: 'refused',
  timedOut: 'no answer in time',
  unreachable: 'no connection',
  shed: 'turned away, queue full',
  cancelled: 'cancelled',
  censored: 'open at the end',
};

interface Measured<Examples> {
  arrow: Arrow<Examples>;
  n: number;
  latency: QuantileSketch;
  failures: CategoryCounts;
}

/** Listens on every arrow of a story. */
export class FlowArrows<Examples> {
  private readonly story: FlowStory<Examples>;
  private readonly measured: Measured<Examples>[];
  private examples: Examples | undefined;

  constructor(world: World, story: FlowStory<Examples>) {
    this.story = story;
    this.measured = story.arrows.map(arrow => listenedTo(world, arrow));
    world.simulation.facts.observe(story.toldBy, subject => {
      this.examples ??= story.examples(world, subject);
    });
  }

  /** The picture; undefined when there is nothing to tell. */
  picture(): FlowPicture | undefined {
    const { examples, story } = this;
    if (examples === undefined) return undefined;
    const shown = this.measured.filter(
      ({ arrow, n, failures }) =>
        (story.showsUnused && arrow.isShownUnused !== false) || n > 0 || failures.byCount().length > 0,
    );
    const arrows = shown.map(
      ({ arrow, n, latency, failures }): FlowArrow => ({
        step: arrow.step,
        from: arrow.from,
        to: arrow.to,
        label: arrow.label,
        n,
        p50_us: latency.quantile(0.5),
        p95_us: latency.quantile(0.95),
        failures: failures.byCount().map(([reason, n]) => ({ reason, n })),
        ...(arrow.example === undefined ? {} : { example: arrow.example(examples) }),
      }),
    );
    const participants = story.participants.filter(({ id }) => arrows.some(({ from, to }) => from === id || to === id));
    return { title: story.title, source: story.source, participants, arrows };
  }
}

function listenedTo<Examples>(world: World, arrow: Arrow<Examples>): Measured<Examples> {
  const { facts } = world.simulation;
  const measured: Measured<Examples> = { arrow, n: 0, latency: new QuantileSketch(), failures: new CategoryCounts() };
  const { latency, failures } = measured;
  const { isFor = () => true, reasons } = arrow;
  const observe = (fact: string, see: () => void) =>
    facts.observe(fact, subject => {
      if (isFor(world, subject, facts.value[0]!)) see();
    });
  if ('fact' in arrow) {
    observe(arrow.fact, () => {
      measured.n += 1;
      if (arrow.timed === true) latency.add(facts.value[0]!);
    });
  } else {
    for (const outcome of outcomes) {
      const isFailure = outcome !== 'answered' && outcome !== reasons?.of;
      observe(`${arrow.request}.${outcome}`, () => {
        measured.n += 1;
        if (outcome === 'answered') latency.add(facts.value[0]!);
        if (isFailure) failures.add((outcome === 'refused' && arrow.refusedWords) || failureWords[outcome]!);
      });
    }
  }
  for (const fact of reasons?.facts ?? []) observe(fact, () => failures.add(reasons!.words(facts.value[0]!)));
  return measured;
}
