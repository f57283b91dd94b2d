/** Which guess moves the answer: the level that decides about the size, measured at the answer with each guess at its ends. */
import type { LoadedScenario, ServiceLevel } from '../../scenarios/index.ts';
import { type Tornado, tornado } from '../tornado.ts';
import type { Found } from './find-answer.ts';
import type { Levels } from './level.ts';
import { type Place, placeOf } from './places.ts';
import type { Trials } from './trials.ts';

/** Enough to see a guess that matters, cheap beside the confirmation. */
const mostReplications = 5;

export interface Guessing {
  found: Found;
  place: Place;
  scenario: LoadedScenario;
  variant: string;
  levels: Levels;
  trials: Trials;
  replications: number;
}

/** Null where no level is about a number. */
export async function guessesAt(asked: Guessing): Promise<Tornado | null> {
  const { place, scenario, variant, levels, trials } = asked;
  const level = decidingLevel(asked);
  if (level === undefined) return null;
  const count = Math.min(asked.replications, mostReplications);
  const [first] = await trials.of([{ place, numbers: { from: 0, count } }]);
  const unit = levels.judge(first!, 0.95).find(({ level: name }) => name === level.name)?.unit ?? '';
  return tornado({
    scenario,
    variant,
    number: level.claim.text,
    unit,
    async measure(points) {
      const places = points.map(sets => placeOf([...place.sets, ...sets], undefined));
      const found = await trials.of(places.map(at => ({ place: at, numbers: { from: 0, count } })));
      return found.map(replications => levels.valuesOf(level, replications));
    },
  });
}

/** The first that is missed just below the answer; else the first that is about a number. */
function decidingLevel({ found, levels }: Guessing): ServiceLevel | undefined {
  const missed = found.below.flatMap(({ size }) =>
    size.places.flatMap(({ levels: at }) => at.filter(({ verdict }) => verdict === 'fail').map(({ level }) => level)),
  );
  const numbers = levels.all.filter(({ claim }) => claim.comparison !== undefined);
  return numbers.find(({ name }) => missed.includes(name)) ?? numbers[0];
}
